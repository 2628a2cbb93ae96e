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

/// What the page tells at a field is the contract's error here, with its place: nothing goes on beside it.
#[test]
fn what_cannot_be_judged_is_an_error_with_its_place() {
    let told = |arguments: &[&str]| {
        let error = refused(arguments)["error"].clone();
        format!(
            "{} {} {}",
            error["code"].as_str().unwrap(),
            error["path"].as_str().unwrap(),
            error["message"].as_str().unwrap()
        )
    };
    let wuhan = |lines: &[&str]| {
        let lines = lines.iter().flat_map(|line| ["--line", line]);
        told(&["--policy", "wuhan", "--level", "2"].into_iter().chain(lines).collect::<Vec<_>>())
    };
    assert_eq!(
        wuhan(&["cloud=1,tax=6%", "software=1000000000000,quantity=2,tax=13%"]),
        "amount_too_large packages[0].lines[1].unit_price 1000000000000.00 is above the limit of 1000000000000 yuan"
    );
    assert_eq!(
        wuhan(&["software=600000000000,tax=0%", "cloud=600000000000,tax=0%"]),
        "sum_too_large packages[0].lines the amounts add up to more than the limit of 1000000000000 yuan"
    );
    for quantity in ["0", "2.5", "99999999", "-3"] {
        assert_eq!(
            wuhan(&[&format!("software=1,tax=0,quantity={quantity}")]),
            format!("out_of_range packages[0].lines[0].quantity {quantity} is out of range; allowed: 1 to 1000000")
        );
    }
    assert!(
        wuhan(&["software=1,tax=0,years=11"])
            .ends_with("packages[0].lines[0].years 11 is out of range; allowed: 1 to 10")
    );
    let xlsx = file("too_large.xlsx", b"");
    let xlsx = xlsx.to_str().unwrap();
    let line =
        ["--policy", "wuhan", "--level", "2", "--line", "software=1000000000000,quantity=2,tax=13%", "--xlsx", xlsx];
    assert!(told(&line).starts_with("amount_too_large packages[0].lines[0].unit_price "));
    let package =
        ["--policy", "wuhan", "--level", "2", "--line", "software=1,tax=13%", "--xlsx", xlsx, "--package", "3"];
    assert_eq!(told(&package), "out_of_range package 3 is out of range; allowed: 1 to 1");
    let half = file("half.json", br#"{"policy":"fuzhou","own_terms":{"rate":"30%"},"packages":[]}"#);
    assert!(told(&[half.to_str().unwrap()]).starts_with("missing_field own_terms.cap "));
}

/// A line that was asked for is answered or refused, never left out.
#[test]
fn a_line_without_a_price_is_refused_with_its_place() {
    let told = |arguments: &[&str]| {
        let error = refused(arguments)["error"].clone();
        format!("{} {}", error["code"].as_str().unwrap(), error["path"].as_str().unwrap())
    };
    let cloud = "cloud=12000,tax=6%";
    for (one, two, at) in [("software", cloud, 0), (cloud, "software=,quantity=2,tax=13%", 1)] {
        let error = told(&["--policy", "wuhan", "--level", "2", "--line", one, "--line", two]);
        assert_eq!(error, format!("missing_field packages[0].lines[{at}].unit_price"));
    }
    for line in [
        r#"{"category": "software", "quantity": 2, "discount": "0.1", "tax_rate": "0.13"}"#,
        r#"{"category": "software"}"#,
    ] {
        let cloud = r#"{"category": "cloud", "quantity": 1, "unit_price": "12000", "tax_rate": "0.06"}"#;
        let lines = [cloud, line].join(", ");
        let offer = format!(r#"{{"policy": "wuhan", "level": 2, "packages": [{{"name": "a", "lines": [{lines}]}}]}}"#);
        let offer = file("priceless.json", offer.as_bytes());
        assert_eq!(told(&[offer.to_str().unwrap()]), "missing_field packages[0].lines[1].unit_price");
    }
}
