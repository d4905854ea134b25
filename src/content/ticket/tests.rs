#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

use insta::assert_snapshot;

use super::*;
use crate::file::MEGABYTE;
use crate::fixture::read;
use crate::{FileLimits, Form};

const FORM: &str = "name: Report
body:
  - {type: markdown, id: note, attributes: {value: Mind}, visible_if: {place: Office}}
  - {type: input, id: name, attributes: {label: Your name}, validations: {required: true}}
  - {type: input, id: email, attributes: {label: Your work email}, validations: {required: true}}
  - {type: input, id: vpn, attributes: {label: VPN profile}, validations: {required: true}}
  - {type: textarea, id: details, attributes: {label: What happens?}, validations: {required: true}}
  - {type: dropdown, id: place, attributes: {label: Where are you?, options: [Office, Home]}, validations: {required: true}}
  - {type: input, id: floor, attributes: {label: Floor}, visible_if: {place: Office}, validations: {required: true}}
  - {type: input, id: desk, attributes: {label: Desk}, visible_if: {floor: '3'}, validations: {required: true}}
  - {type: dropdown, id: apps, attributes: {label: Apps, options: [A, B], multiple: true}, validations: {required: true}}
  - {type: checkboxes, id: ok, attributes: {label: Rules, options: [{label: I agree, required: true}, {label: Also this}]}}
  - {type: upload, id: files, attributes: {label: Screenshots}, validations: {required: true}}
";

fn form() -> Form {
    let (kb, _) = read(&[("forms/report.yml", FORM)]);
    kb.forms[0].clone()
}

fn values(json: &str) -> BTreeMap<String, Value> {
    serde_json::from_str(json).unwrap()
}

fn errors(json: &str) -> String {
    let errors = validate(&form(), &values(json), &FileLimits::default());
    errors.iter().map(|error| format!("{}: {}", error.field, error.message)).collect::<Vec<_>>().join("\n")
}

#[test]
fn an_empty_form_says_what_is_missing() {
    assert_snapshot!(errors("{}"), @"
    name: Fill in “Your name”
    email: Fill in “Your work email”
    vpn: Fill in “VPN profile”
    details: Answer “What happens?”
    place: Choose an answer to “Where are you?”
    apps: Choose an option for “Apps”
    ok: Tick “I agree” to go on
    files: Add a file to “Screenshots”
    ");
}

#[test]
fn any_label_reads_well_when_its_answer_is_missing() {
    let mut form = form();
    form.body.retain(|element| element.id == "vpn");
    let mut said = |label: &str| {
        form.body[0].label = label.to_owned();
        validate(&form, &BTreeMap::new(), &FileLimits::default())[0].message.clone()
    };
    assert_eq!(said("The problem in one line"), "Fill in “The problem in one line”");
    assert_eq!(said("Phone number where we reach you now"), "Fill in “Phone number where we reach you now”");
    assert_eq!(said("Serial number: *"), "Fill in “Serial number”");
    assert_eq!(said("Since when? "), "Answer “Since when?”");
}

#[test]
fn good_answers_pass() {
    let good = r#"{"name": "Sam", "email": "sam@northwind.example", "vpn": "x", "details": "It\nfails", "place": "Home",
        "apps": ["A"], "ok": ["I agree"], "files": [{"name": "a.png", "type": "image/png", "size": 2, "upload": "0123456789abcdef0123456789abcdef"}]}"#;
    assert_eq!(errors(good), "");
}

#[test]
fn bad_answers_are_all_told() {
    let bad = format!(
        r#"{{"name": "{}", "email": "sam@", "vpn": "a\nb", "details": ["x"], "place": "Moon", "apps": ["C"],
        "ok": ["Also this"], "files": [{{"name": "a", "type": "", "size": 1, "upload": "a"}}], "other": "x", "note": "x"}}"#,
        "é".repeat(501)
    );
    assert_snapshot!(errors(&bad), @"
    name: “Your name” must be 500 characters or fewer
    email: “Your work email” must be an email address, such as name@example.com
    vpn: “VPN profile” must be on one line
    details: “What happens?” is not the kind of answer this question takes
    place: Choose one of the given answers to “Where are you?”
    apps: Choose one of the given answers to “Apps”
    ok: Tick “I agree” to go on
    files: The file “a” did not arrive in one piece. Choose it again
    note: This form does not ask for this
    other: This form does not ask for this
    ");
}

#[test]
fn white_space_is_no_answer() {
    assert_snapshot!(errors(r#"{"name": "  ", "email": " ", "vpn": "x", "details": "\n", "place": "", "apps": [], "ok": [], "files": []}"#), @"
    name: Fill in “Your name”
    email: Fill in “Your work email”
    details: Answer “What happens?”
    place: Choose an answer to “Where are you?”
    apps: Choose an option for “Apps”
    ok: Tick “I agree” to go on
    files: Add a file to “Screenshots”
    ");
}

#[test]
fn hidden_fields_are_neither_required_nor_sent() {
    let form = form();
    let office = values(r#"{"place": "Office", "floor": "3", "desk": "12"}"#);
    let shown = visible(&form, &office);
    assert!(["note", "floor", "desk"].iter().all(|id| shown.contains(*id)));
    // The floor still says 3, but nobody sees it.
    let home = values(r#"{"place": "Home", "floor": "3", "desk": "12", "name": " Sam ", "vpn": "  "}"#);
    let shown = visible(&form, &home);
    assert!(["note", "floor", "desk"].iter().all(|id| !shown.contains(*id)));
    assert_eq!(sent(&form, &home), values(r#"{"place": "Home", "name": "Sam"}"#));
    assert!(!errors(r#"{"place": "Home", "floor": ["x"]}"#).contains("floor"));
}

#[test]
fn what_deceives_is_not_sent_and_is_no_answer() {
    let typed = values(
        r#"{"name": "\u0000\u202e ", "email": "\u202asam@northwind.example\u202c", "details": "It\r\nfails\u001b[31m",
            "place": "Home", "ok": ["I agree", "I agree"],
            "files": [{"name": "C:\\fakepath\\..\\a.png", "type": "image/png", "size": 2, "upload": "0123456789abcdef0123456789abcdef"}]}"#,
    );
    let stored = values(
        r#"{"email": "sam@northwind.example", "details": "It\nfails[31m", "place": "Home", "ok": ["I agree"],
            "files": [{"name": "a.png", "type": "image/png", "size": 2, "upload": "0123456789abcdef0123456789abcdef"}]}"#,
    );
    assert_eq!(sent(&form(), &typed), stored);
    let wrong: Vec<_> =
        validate(&form(), &typed, &FileLimits::default()).into_iter().map(|error| error.field).collect();
    assert_eq!(wrong, ["name", "vpn", "apps"]);
}

#[test]
fn files_have_limits() {
    let file = |number: usize, size: u64| {
        let upload = format!("{number:032x}");
        File { name: "a.png".into(), media_type: "image/png".into(), size, upload }
    };
    let said = |files: Vec<File>| {
        let values = BTreeMap::from([("files".to_owned(), Value::Files(files))]);
        let errors = validate(&form(), &values, &FileLimits::default());
        errors.into_iter().find(|error| error.field == "files").map(|error| error.message).unwrap_or_default()
    };
    assert_eq!(said((0..5).map(|number| file(number, 2)).collect()), "");
    assert_eq!(said((0..6).map(|number| file(number, 2)).collect()), "Choose at most 5 files");
    assert_eq!(said(vec![file(0, 0)]), "The file “a.png” is empty. Choose another one");
    let nameless = File { name: "../..".into(), ..file(0, 2) };
    assert_eq!(said(vec![nameless]), "Choose files with a name of at most 255 characters");
    let torn = "The file “a.png” did not arrive in one piece. Choose it again";
    assert_eq!(said(vec![File { upload: "../../etc/passwd".into(), ..file(0, 2) }]), torn);
    assert_eq!(said(vec![file(0, 2), file(0, 2)]), torn);
    let program = File { media_type: "application/x-msdownload".into(), ..file(0, 2) };
    assert!(said(vec![program]).starts_with("The file “a.png” is of a kind that is not taken. Choose pictures,"));
    let large = |number| file(number, 10 * MEGABYTE);
    assert_eq!(said(vec![large(0), large(1)]), "");
    let heavy = "The files are larger than 25 MB together. Choose fewer or smaller ones";
    assert_eq!(said(vec![large(0), large(1), large(2)]), heavy);
}

#[test]
fn addresses_are_recognised_loosely() {
    for good in ["a@b.co", "first.last+tag@sub.example.com", " o'neil@example.ie ", "ü@müller.example"] {
        assert!(looks_like_email(good), "{good}");
    }
    for bad in ["", "a", "a@b", "@b.co", "a@b..co", "a@b.co.", "a b@c.de", "a@b@c.de", "a@-b.co", "Sam <a@b.co>"] {
        assert!(!looks_like_email(bad), "{bad}");
    }
}

proptest::proptest! {
    #[test]
    fn what_is_sent_is_as_valid_as_what_was_typed(name in "(\\PC|[\\x00\\x0b\\x{202e}\r\n\t]){0,20}", place in "Office|Home|", floor in "3?", ticks in proptest::collection::vec("I agree|Also this|x", 0..3)) {
        let form = form();
        let typed = BTreeMap::from([
            ("name".to_owned(), Value::Text(name)),
            ("place".to_owned(), Value::Text(place)),
            ("floor".to_owned(), Value::Text(floor)),
            ("ok".to_owned(), Value::Many(ticks)),
        ]);
        let limits = FileLimits::default();
        proptest::prop_assert_eq!(validate(&form, &sent(&form, &typed), &limits), validate(&form, &typed, &limits));
    }
}
