//! `tierzero new`.

use std::fs;

use crate::driver::{DAY, Test};

#[test]
fn a_new_knowledge_base_is_without_mistakes() {
    let test = Test::empty();
    let ran = test.run("new portal").exits(0);
    assert!(ran.err.contains("`tierzero serve portal`"), "{}", ran.err);
    test.run(&format!("check portal --date {DAY} --deny-warnings")).exits(0).says("nothing is wrong");
}

#[test]
fn a_folder_that_is_not_empty_is_refused() {
    let test = Test::of("small");
    test.run("new kb").exits(2).says("`kb` is not empty");
    assert!(!fs::exists(test.kb().join("articles/accounts")).unwrap());
}

#[test]
fn the_version_and_help_of_every_subcommand_are_there() {
    let test = Test::empty();
    assert!(test.run("--version").exits(0).out.starts_with("tierzero "));
    for command in ["build", "check", "serve", "desk", "search", "new"] {
        let ran = test.run(&format!("{command} --help")).exits(0);
        assert!(ran.out.contains("Examples:"), "{command}");
    }
}
