//! Sentences with places for values, and what a user typed made short enough for one.

/// Puts values into `{name}` places, once: a value that holds braces stays as it is.
pub(crate) fn fill(template: &str, value: impl Fn(&str) -> Option<String>) -> String {
    let mut text = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let Some((name, behind)) = after.split_once('}') else {
            text.push('{');
            rest = after;
            continue;
        };
        match value(name) {
            Some(value) => text.push_str(&value),
            None => {
                text.push('{');
                text.push_str(name);
                text.push('}');
            }
        }
        rest = behind;
    }
    text.push_str(rest);
    text
}

/// What a user typed, short enough to be repeated in a message.
pub(crate) fn excerpt(found: &str) -> String {
    const LONGEST: usize = 40;
    let mut text: String = found.chars().take(LONGEST).collect();
    if found.chars().nth(LONGEST).is_some() {
        text.push('…');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_input_is_cut_in_a_message() {
        assert_eq!(excerpt(&"九".repeat(41)), format!("{}…", "九".repeat(40)));
        assert_eq!(excerpt(&"九".repeat(40)), "九".repeat(40));
    }
}
