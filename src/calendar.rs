//! Days as an iCalendar file (RFC 5545), for the calendar on a phone or a desk.
//!
//! Written here: of the libraries one brings 550 KB, a clock and random names into the browser, one does not compile for it,
//! and one breaks lines after 76 octets. Another one reads the file in the tests.

use crate::date::Date;

/// Octets of a line, without its break.
const LINE: usize = 75;

/// Something that takes whole days.
pub struct Event {
    /// The same for the same event in a file made again, so that a calendar replaces it.
    pub uid: String,
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
    /// What it is.
    pub summary: String,
    /// What has to be known about it.
    pub description: String,
}

/// A calendar of this name: no clock, no time zone, the same bytes for the same events. `made` is the day it was made on.
pub fn calendar(name: &str, events: &[Event], made: Date) -> String {
    let mut file = File(String::new());
    file.line("BEGIN:VCALENDAR");
    file.line("VERSION:2.0");
    file.line("PRODID:-//subsidy//subsidy//ZH");
    file.line("CALSCALE:GREGORIAN");
    file.line("METHOD:PUBLISH");
    file.text("NAME", name);
    file.text("X-WR-CALNAME", name);
    for event in events {
        file.line("BEGIN:VEVENT");
        file.text("UID", &event.uid);
        file.line(&["DTSTAMP:", &digits(made), "T000000Z"].concat());
        file.line(&["DTSTART;VALUE=DATE:", &digits(event.first)].concat());
        // The end is the first day that no longer belongs to it.
        if let Some(end) = event.last.plus_days(1) {
            file.line(&["DTEND;VALUE=DATE:", &digits(end)].concat());
        }
        file.text("SUMMARY", &event.summary);
        file.text("DESCRIPTION", &event.description);
        // A window of months makes nobody busy.
        file.line("TRANSP:TRANSPARENT");
        file.line("END:VEVENT");
    }
    file.line("END:VCALENDAR");
    file.0
}

/// `20241101`.
fn digits(day: Date) -> String {
    day.to_string().replace('-', "")
}

struct File(String);

impl File {
    /// A property whose value is text.
    fn text(&mut self, name: &str, value: &str) {
        let mut line = [name, ":"].concat();
        for character in value.chars() {
            match character {
                '\\' | ';' | ',' => line.extend(['\\', character]),
                '\n' => line.push_str("\\n"),
                control if control.is_control() => {}
                other => line.push(other),
            }
        }
        self.line(&line);
    }

    /// A line, folded where it is too long, never within a character.
    fn line(&mut self, line: &str) {
        let mut used = 0_usize;
        for character in line.chars() {
            let more = used.saturating_add(character.len_utf8());
            if more > LINE {
                // The blank that marks a continued line is one of its octets.
                self.0.push_str("\r\n ");
                used = character.len_utf8().saturating_add(1);
            } else {
                used = more;
            }
            self.0.push(character);
        }
        self.0.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_broken_between_characters_and_marks_are_escaped() {
        let day = Date::parse("2024-12-31").unwrap();
        let event = Event {
            uid: "one@subsidy".into(),
            first: day,
            last: day,
            summary: "a,b;c\\d\r\ne\u{7}".into(),
            description: "二".repeat(24),
        };
        let file = calendar("x", &[event], day);
        // "DESCRIPTION:" and 21 characters of three octets are 75; the blank and the rest follow.
        let expected = [
            "BEGIN:VEVENT",
            "UID:one@subsidy",
            "DTSTAMP:20241231T000000Z",
            "DTSTART;VALUE=DATE:20241231",
            "DTEND;VALUE=DATE:20250101",
            "SUMMARY:a\\,b\\;c\\\\d\\ne",
            &["DESCRIPTION:", &"二".repeat(21)].concat(),
            " 二二二",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        ];
        assert!(file.ends_with(&expected.join("\r\n")), "{file}");
    }
}
