//! The README's commands run as written, and give the output that stands below them.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

use std::process::Command;

#[test]
fn the_commands_give_what_the_readme_shows() {
    let readme = include_str!("../README.md");
    let program = env!("CARGO_BIN_EXE_subsidy");
    let mut blocks = 0;
    for block in readme.split("```console\n").skip(1) {
        let (command, shown) = block.split("```").next().unwrap().split_once('\n').unwrap();
        let command = command.strip_prefix("$ ").unwrap();
        // What stands in the README builds first; the test has built already.
        let command = command.replace("cargo run --", &format!("'{program}'"));
        let output = Command::new("sh").args(["-c", &command]).env("LANG", "C").env_remove("LC_ALL").output().unwrap();
        assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(String::from_utf8(output.stdout).unwrap(), shown, "{command}");
        blocks += 1;
    }
    assert_eq!(blocks, 2);
}

#[test]
fn both_commands_of_the_readme_are_there() {
    let xtask = include_str!("../xtask/src/main.rs");
    for command in ["serve", "test"] {
        assert!(include_str!("../README.md").contains(&format!("\ncargo xtask {command}\n")));
        let variant = format!("{}{}", command[..1].to_uppercase(), &command[1..]);
        assert!(xtask.contains(&variant), "xtask has no {command}");
    }
    assert!(include_str!("../.ci/run").contains("cargo xtask test"));
}
