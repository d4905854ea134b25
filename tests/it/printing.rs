//! What happens when nobody reads what is printed, or it cannot be printed.

use std::fs::File;
use std::io::PipeWriter;
use std::process::Stdio;

use crate::driver::{DAY, Test};

/// A pipe whose reader is gone.
fn broken_pipe() -> PipeWriter {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    writer
}

/// Runs a command line; gives its exit code and what it said on standard error where that can be read.
fn run(test: &Test, line: &str, out: impl Into<Stdio>, err: impl Into<Stdio>) -> (Option<i32>, String) {
    let child = test.command(line).stdout(out).stderr(err).spawn().unwrap();
    let output = child.wait_with_output().unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn a_reader_who_stops_listening_changes_no_exit_code() {
    let (good, bad) = (Test::of("small"), Test::of("small").write("articles/email/x.md", "[dead](gone.md)\n"));
    let check = format!("check kb --date {DAY}");
    for (test, line, code) in [
        (&good, format!("{check} --json"), 0),
        (&bad, format!("{check} --json"), 1),
        (&bad, check.clone(), 1),
        (&good, "search kb mail".into(), 0),
        (&good, "check nowhere".into(), 2),
        (&good, "--help".into(), 0),
        (&good, "check --help".into(), 0),
        (&good, "--nonsense".into(), 2),
    ] {
        assert_eq!(run(test, &line, broken_pipe(), Stdio::piped()).0, Some(code), "standard output of `{line}`");
        assert_eq!(run(test, &line, Stdio::null(), broken_pipe()).0, Some(code), "standard error of `{line}`");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_result_that_cannot_be_printed_is_told() {
    let test = Test::of("small");
    let full = || File::options().write(true).open("/dev/full").unwrap();
    for line in ["check kb --json", "search kb mail"] {
        let (code, err) = run(&test, line, full(), Stdio::piped());
        assert_eq!(code, Some(2), "{line}");
        assert!(err.contains("error: could not print the result"), "{line}: {err}");
    }
    assert_eq!(run(&test, "--help", full(), Stdio::piped()).0, Some(2));
    assert_eq!(run(&test, "check kb", Stdio::null(), full()).0, Some(2));
    assert_eq!(run(&test, "check kb --json", full(), full()).0, Some(2));
}
