//! Each folder in `broken` stands beside the text that checking it must produce. `INSTA_UPDATE=always` refreshes them.

use std::fs;

use crate::driver::{DAY, Test, here};

#[test]
fn every_broken_folder_is_told_as_written_beside_it() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(here().join("broken"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let mut folders: Vec<_> = fs::read_dir(here().join("broken")).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.retain(|path| path.is_dir());
    folders.sort();
    assert!(folders.len() >= 5, "the broken folders are gone");
    for folder in folders {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let ran = Test::of_folder(&folder).run(&format!("check kb --date {DAY}"));
        let told = Test::of_folder(&folder).run(&format!("check kb --date {DAY} --json")).out;
        let told: Vec<serde_json::Value> = serde_json::from_str(&told).unwrap();
        let unhelped = told.iter().filter(|problem| problem["severity"] != "hint" && problem["help"].is_null());
        assert_eq!(unhelped.collect::<Vec<_>>(), [&serde_json::Value::Null; 0], "{name}");
        settings.bind(|| insta::assert_snapshot!(name, format!("exit code {}\n\n{}", ran.code.unwrap(), ran.err)));
    }
}
