//! Folders that are strange: what can be read is, and the rest is told.

use std::fs;

use crate::driver::Test;

#[test]
fn an_empty_folder_is_told_and_becomes_a_site_all_the_same() {
    let test = Test::empty();
    let ran = test.build("");
    assert!(ran.err.contains("kb"), "{}", ran.err);
    assert!(ran.err.contains("0 files"), "{}", ran.err);
}

#[test]
fn a_folder_that_is_not_there_is_an_error() {
    Test::empty().run("check nowhere").exits(2).says("could not read `nowhere`: it is not there");
}

#[test]
fn a_file_that_is_not_utf8_fails_and_the_others_are_checked() {
    let test = Test::of("small")
        .write("articles/email/latin.md", b"---\ntitle: M\xFCller\n---\n")
        .write("articles/email/bad.md", "[x](gone.md)\n");
    test.run("check kb").exits(1).says("not UTF-8: line 2 holds the byte 0xFC").says("gone.md");
}

#[cfg(unix)]
#[test]
fn a_loop_of_links_and_a_link_to_nowhere_are_told() {
    let test = Test::of("small");
    std::os::unix::fs::symlink("..", test.kb().join("articles/loop")).unwrap();
    std::os::unix::fs::symlink("nowhere.md", test.kb().join("articles/email/gone.md")).unwrap();
    test.run("check kb")
        .exits(1)
        .says("this symbolic link leads back to the knowledge base itself")
        .says("could not be read: it leads to a file that is not there");
}

#[cfg(unix)]
#[test]
fn a_file_without_permission_is_told() {
    use std::os::unix::fs::PermissionsExt as _;

    let test = Test::of("small").write("articles/email/secret.md", "Text.\n");
    let file = test.kb().join("articles/email/secret.md");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o000)).unwrap();
    let readable_all_the_same = fs::read(&file).is_ok();
    let ran = test.run("check kb");
    match readable_all_the_same {
        // Root reads everything.
        true => assert_eq!(ran.code, Some(0), "{}", ran.err),
        false => drop(ran.exits(1).says("could not be read: permission was denied")),
    }
}

#[test]
fn mistakes_as_json_have_places() {
    let test = Test::of("small").write("articles/email/bad.md", "One.\n\nSee [x](gone.md).\n");
    let ran = test.run("check kb --json").exits(1);
    let told: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let link = told.as_array().unwrap().iter().find(|problem| problem["code"] == "link/missing-file").unwrap();
    assert_eq!(link["path"], "articles/email/bad.md");
    assert_eq!(link["severity"], "error");
    assert_eq!(link["line"], 3);
    assert_eq!(ran.err, "");
}

#[test]
fn warnings_fail_only_when_asked_for() {
    let test = Test::of("small").write("articles/email/bad.md", "Type <b onclick=\"x()\">this</b>.\n");
    test.run("check kb --date 2026-11-22").exits(0).says("2 warnings");
    test.run("check kb --date 2026-11-22 --deny-warnings").exits(1);
}

#[test]
fn many_warnings_of_a_kind_are_summed_up_unless_asked_for() {
    let text = "Type <b onclick=\"x()\">this</b>.\n\n".repeat(5);
    let test = Test::of("small").write("articles/email/bad.md", text);
    let ran = test.run("check kb --date 2026-11-22").says("6 places").says("(and 5 more)");
    assert_eq!(ran.err.matches("bad.md:").count(), 1);
    let ran = test.run("check kb --date 2026-11-22 --verbose");
    assert_eq!(ran.err.matches("bad.md:").count(), 5);
}

#[test]
fn searching_finds_what_a_browser_would_find() {
    let ran = Test::of("small").run("search kb remote access").exits(0);
    assert!(ran.out.starts_with(" 1. Set up the VPN\n    articles/network/vpn-set-up/\n"), "{}", ran.out);
}
