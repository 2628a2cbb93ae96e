//! Tables that were corrected stay beside the one in force, by digest, and are not in force.

use std::fs;

use subsidy::catalog::{Catalog, Table};
use subsidy::json::Value;

use super::bad::Folder;
use super::root;

fn digest(text: &str) -> String {
    Table::read(&Value::parse(text.as_bytes()).unwrap()).unwrap().digest
}

#[test]
fn what_is_kept_is_an_earlier_table_of_the_city_under_its_digest() {
    let text = |file: &str| fs::read_to_string(root().join("policies").join(file)).unwrap();
    let first = text("wuhan/policy.json");
    let second = first.replacen("\"revision\": 1", "\"revision\": 2", 1);
    let folder = Folder::new("superseded");
    folder.file("wuhan/policy.json", &second).file("wuhan/examples.json", text("wuhan/examples.json"));
    assert_eq!(folder.findings(None), [""; 0]);

    let (right, other) = (digest(&first), text("fuzhou/policy.json"));
    folder.file(&format!("wuhan/superseded/{right}.json"), &first);
    assert_eq!(folder.findings(None), [""; 0]);
    let tables = Catalog::from_directory(folder.path()).map_err(|failure| failure.to_string()).unwrap();
    assert_eq!(tables.tables().iter().map(|table| table.digest.clone()).collect::<Vec<_>>(), [digest(&second)]);

    folder
        .file("wuhan/superseded/sha256-0.json", &first)
        .file("wuhan/superseded/sha256-1.json", "{}")
        .file(&format!("wuhan/superseded/{}.json", digest(&other)), &other)
        .file(&format!("wuhan/superseded/{}.json", digest(&second)), &second);
    let mut expected = [
        format!("wuhan/superseded/sha256-0.json: the table's digest is {right}; expected it to be the file's name"),
        "wuhan/superseded/sha256-1.json: format: required field is missing".into(),
        format!("wuhan/superseded/{}.json: id: found fuzhou; expected wuhan", digest(&other)),
        format!(
            "wuhan/superseded/{}.json: revision: found 2; expected less than 2, that of the table in force",
            digest(&second)
        ),
    ];
    expected.sort();
    let mut found = folder.findings(None);
    found.sort();
    assert_eq!(found, expected);
}
