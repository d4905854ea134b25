//! The log of `tierzero desk` in files of its own.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::time::Instant;

use jiff::{Timestamp, tz::TimeZone};

use crate::desk::{post, start};
use crate::driver::Test;
use crate::server::{PATIENCE, Server, whole};

/// The name of the file of today. Around midnight a test may see tomorrow's; it begins then.
fn today() -> String {
    format!("desk.{}.log", Timestamp::now().to_zoned(TimeZone::UTC).date())
}

fn send(server: &Server, key: &str) {
    let answer = whole(server.send(&post(key, "The fan hums")));
    assert!(answer.starts_with("HTTP/1.1 201 "), "{answer}");
}

/// The text of the only file of a log, once it has these words.
fn wait_for(folder: &Path, words: &str) -> String {
    let began = Instant::now();
    loop {
        let files = fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path());
        let ours = files.filter(|path| path.extension().is_some_and(|ending| ending == "log"));
        let text: String = ours.map(|path| fs::read_to_string(path).unwrap_or_default()).collect();
        if text.contains(words) {
            return text;
        }
        assert!(began.elapsed() < PATIENCE, "never `{words}`:\n{text}");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
}

#[test]
fn a_log_goes_into_a_file_a_day_and_old_ones_go() {
    let test = Test::of("small").write("portal.toml", "[tickets]\nretention_days = 3\nreopen_days = 2\n");
    let logs = test.at("var/logs");
    fs::create_dir_all(&logs).unwrap();
    fs::set_permissions(&logs, fs::Permissions::from_mode(0o700)).unwrap();
    for name in ["desk.2020-01-01.log", "notes.txt"] {
        fs::write(logs.join(name), "old").unwrap();
    }
    let server = start(&test, "--log-folder var/logs");
    send(&server, "1");
    let text = wait_for(&logs, "\"stored\"");
    assert!(text.lines().all(|line| serde_json::from_str::<serde_json::Value>(line).is_ok()), "{text}");
    assert!(text.contains("removed old files of the log") && !text.contains("hums"), "{text}");
    assert!(!logs.join("desk.2020-01-01.log").exists() && logs.join("notes.txt").exists());
    assert_eq!(fs::metadata(logs.join(today())).unwrap().permissions().mode() & 0o777, 0o600);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_of_the_log_stops_no_ticket_and_loses_no_line() {
    let test = Test::of("small");
    let logs = test.at("logs");
    fs::create_dir(&logs).unwrap();
    std::os::unix::fs::symlink("/dev/full", logs.join(today())).unwrap();
    let server = start(&test, "--log-folder logs");
    send(&server, "1");
    server.wait_for("cannot write the log in `logs`, so it comes here");
    server.wait_for("\"stored\"");
    send(&server, "2");
}

#[test]
fn a_folder_that_no_log_can_be_in_is_told_before_and_at_the_start() {
    let test = Test::of("small");
    fs::write(test.at("taken"), "").unwrap();
    fs::write(test.at("desk.toml"), "kb = \"kb\"\nlog_folder = \"taken/logs\"\n").unwrap();
    let checked = test.run("desk check-config desk.toml").exits(1);
    checked.says("error[setting/folder]: `log_folder` names `taken/logs`, and no file can be made there");
    let started = test.run("desk --config desk.toml").exits(2);
    started.says("`log_folder` names `taken/logs`, and no file can be made there").says("1 mistake in its settings");
    fs::write(test.at("desk.toml"), "kb = \"kb\"\nlog_folder = \"new/logs\"\nlog_days = 0\n").unwrap();
    let checked = test.run("desk check-config desk.toml").exits(1);
    checked.says("`log_days` cannot be `0`: it is no number of days").says("1 mistake in the settings");
    assert!(!test.at("new").exists(), "nothing is made");
}
