//! An offer stated by arguments, and what keeps it from being judged.

use super::{file, subsidy, text};

fn quoted(arguments: &[&str]) -> std::process::Output {
    subsidy(&[&["quote", "--lang", "zh-CN"], arguments].concat(), b"")
}

fn refused(arguments: &[&str]) -> serde_json::Value {
    let output = quoted(arguments);
    assert_eq!((output.status.code(), text(&output.stdout).as_str()), (Some(2), ""), "{arguments:?}");
    serde_json::from_str(text(&output.stderr).lines().last().unwrap()).unwrap()
}

/// 100,000 less a tenth; a bare number means what is left to one reader and what is off to another.
#[test]
fn a_discount_on_the_command_line_is_never_guessed() {
    let line = |discount: &str| format!("software=10万,tax=13%,discount={discount}");
    for discount in ["10%", "9折", "九折"] {
        let output = quoted(&["--policy", "wuhan", "--level", "2", "--line", &line(discount)]);
        assert_eq!(output.status.code(), Some(0), "{discount}");
        assert!(text(&output.stdout).contains("− 10,000.00"), "{discount}: {}", text(&output.stdout));
    }
    for discount in ["0.9", "0.1", "10"] {
        let error = &refused(&["--policy", "wuhan", "--level", "2", "--line", &line(discount)])["error"];
        assert_eq!(
            (&error["code"], &error["path"]),
            (&"unknown_value".into(), &"packages[0].lines[0].discount".into())
        );
        assert_eq!(error["params"]["found"], discount);
        assert!(error["message"].as_str().unwrap().contains("10%, 9折"), "{error}");
    }
    let offer = r#"{"policy":"wuhan","level":2,"packages":[{"name":"a","lines":[
        {"category":"software","quantity":1,"unit_price":"100000","discount":"0.10","tax_rate":"0.13"}]}]}"#;
    let contract = file("discount.json", offer.as_bytes());
    assert!(text(&quoted(&[contract.to_str().unwrap()]).stdout).contains("− 10,000.00"));
}
