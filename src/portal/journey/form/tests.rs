#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

use std::collections::BTreeMap;

use content::ticket::{File, Value};
use content::{Category, Condition, Element, ElementKind, Form, Tick, Verify};

use super::answers::Answers;
use super::draft::{Draft, Kept, Me};
use super::prefill::Prefill;
use super::sheet::first_upload;
use crate::journey::ticket::Seal;

fn element(id: &str, kind: ElementKind) -> Element {
    Element { label: format!("The {id}"), ..Element::new(id.into(), kind) }
}

fn input(id: &str) -> Element {
    element(id, ElementKind::Input { placeholder: String::new(), value: String::new() })
}

fn dropdown(id: &str, options: &[&str], multiple: bool) -> Element {
    let options = options.iter().map(ToString::to_string).collect();
    element(id, ElementKind::Dropdown { options, multiple, default: None })
}

fn form() -> Form {
    let mut printer = input("printer");
    printer.visible_if = Some(Condition { field: "category".into(), values: vec!["Printing".into()] });
    let ticks = ["Laptop", "Phone"].map(|label| Tick { label: label.into(), required: false });
    Form {
        path: String::new(),
        id: "incident".into(),
        name: "Report a problem".into(),
        description: String::new(),
        category: None,
        priority: None,
        verify: None,
        self_service: None,
        quiet: false,
        body: vec![
            input("name"),
            input("email"),
            dropdown("category", &["Wi-Fi and VPN", "Printing"], false),
            input("summary"),
            printer,
            dropdown("places", &["Office", "Home"], true),
            element("devices", ElementKind::Checkboxes { options: ticks.into() }),
            element("proof", ElementKind::Upload),
        ],
    }
}

fn categories() -> Vec<Category> {
    let category = |id: &str, title: &str| Category {
        id: id.into(),
        title: title.into(),
        summary: String::new(),
        icon: String::new(),
    };
    vec![category("network", "Wi-Fi and VPN"), category("printing", "Printing")]
}

fn filled(search: &str) -> Answers {
    let mut answers = Answers::initial(&form());
    Prefill::read(&form(), search).fill(&form(), &categories(), &mut answers);
    answers
}

#[test]
fn the_device_remembers_a_subject_as_it_is_sent() {
    let mut answers = Answers::default();
    assert_eq!(answers.subject(&form()), "Report a problem");
    answers.set_text("summary", " \u{202e}photo\u{202e}gpj.exe\u{2069} ");
    assert_eq!(answers.subject(&form()), "photogpj.exe");
    answers.set_text("summary", "\u{202e}");
    assert_eq!(answers.subject(&form()), "Report a problem");
}

#[test]
fn a_form_starts_with_what_its_author_wrote() {
    let mut form = form();
    form.body[2].kind =
        ElementKind::Dropdown { options: vec!["A".into(), "B".into()], multiple: false, default: Some(1) };
    form.body[3].kind = ElementKind::Input { placeholder: String::new(), value: "Begin".into() };
    let answers = Answers::initial(&form);
    assert_eq!(answers.text("category"), "B");
    assert_eq!(answers.text("summary"), "Begin");
    assert_eq!(answers.text("name"), "");
}

#[test]
fn prefill_takes_a_category_by_id_or_by_title_and_leaves_strangers_alone() {
    let answers = filled("?category=network&summary=VPN+won't+connect&utm_source=x");
    assert_eq!(answers.text("category"), "Wi-Fi and VPN");
    assert_eq!(answers.text("summary"), "VPN won't connect");
    assert_eq!(filled("?category=printing").text("category"), "Printing");
    assert_eq!(filled("?category=Wi-Fi%20and%20VPN").text("category"), "Wi-Fi and VPN");
    assert_eq!(filled("?category=cooking&utm_source=x"), Answers::initial(&form()));
}

#[test]
fn prefill_ticks_boxes_and_keeps_lines_single() {
    let answers = filled("?devices=Laptop&devices=Phone&places=Home&summary=two%0Alines");
    assert!(answers.is_ticked("devices", "Laptop") && answers.is_ticked("devices", "Phone"));
    assert!(answers.is_ticked("places", "Home") && !answers.is_ticked("places", "Office"));
    assert_eq!(answers.text("summary"), "two lines");
}

#[test]
fn the_page_a_reader_came_from_is_an_address_below_the_base_or_nothing() {
    let page = |search| Prefill::read(&form(), search).page;
    assert_eq!(page("?_from=articles/network/vpn/").as_deref(), Some("articles/network/vpn/"));
    for wrong in [
        "?_from=https://elsewhere.example/",
        "?_from=//elsewhere.example",
        "?_from=",
        "?_from=a%0Ab",
        "?_from=x/%3Fq=1",
    ] {
        assert_eq!(page(wrong), None, "{wrong}");
    }
}

#[test]
fn what_a_guide_demands_comes_with_the_address_and_stays_with_the_draft() {
    let verify = |search| Prefill::read(&form(), search).verify;
    assert_eq!(verify("?_verify=callback&summary=VPN"), Some(Verify::Callback));
    assert_eq!(verify("?_verify=callback&_verify=none"), Some(Verify::Callback), "nothing takes it away");
    assert_eq!(verify("?summary=VPN"), None);
    let none = Prefill::read(&form(), "");
    let marked = Draft { verify: Some(Verify::Callback), ..draft("one", filled("?summary=VPN"), &none) };
    let kept = serde_json::to_string(&marked).unwrap();
    assert_eq!(serde_json::from_str::<Draft>(&kept).unwrap(), marked);
    assert!(!marked.says_the_same(&draft("one", filled("?summary=VPN"), &none)));
}

#[test]
fn a_hidden_field_is_not_sent_but_keeps_its_words() {
    let mut answers = Answers::initial(&form());
    answers.set_text("category", "Printing");
    answers.set_text("printer", "LON-2");
    assert!(answers.to_send(&form()).contains_key("printer"));
    answers.set_text("category", "Wi-Fi and VPN");
    assert!(!answers.to_send(&form()).contains_key("printer"));
    answers.set_text("category", "Printing");
    assert_eq!(answers.text("printer"), "LON-2");
}

#[test]
fn unticking_the_last_box_leaves_no_answer() {
    let mut answers = Answers::default();
    answers.tick("devices", "Laptop", true);
    answers.tick("devices", "Laptop", true);
    assert_eq!(answers.to_send(&form()), BTreeMap::from([("devices".into(), Value::Many(vec!["Laptop".into()]))]));
    answers.tick("devices", "Laptop", false);
    assert!(answers.to_send(&form()).is_empty());
}

#[test]
fn a_draft_from_an_older_form_keeps_only_what_still_fits() {
    let kept = r#"{"name":"Sam","gone":"x","category":"Removed","devices":["Laptop","Toaster"],"places":["Home"]}"#;
    let answers = serde_json::from_str::<Answers>(kept).unwrap().fitting(&form());
    assert_eq!(answers.text("name"), "Sam");
    assert_eq!(answers.text("category"), "");
    assert!(answers.is_ticked("places", "Home"));
    assert!(!answers.is_ticked("devices", "Laptop"));
}

#[test]
fn files_are_sent_and_kept_by_their_names_until_they_are_taken_off() {
    let mut answers = Answers::default();
    let file = |upload: &str| File {
        name: "shot.png".into(),
        media_type: "image/png".into(),
        size: 3,
        upload: upload.repeat(32),
    };
    answers.add_file("proof", file("a"));
    answers.add_file("proof", file("b"));
    assert!(answers.to_send(&form()).contains_key("proof"));
    assert_eq!(answers.to_keep(&form()), answers);
    assert_eq!(answers.clone().fitting(&form()), answers, "they come back with the draft");
    answers.remove_file("proof", &"a".repeat(32));
    assert_eq!(answers.all_files(), [("proof".to_owned(), file("b"))]);
    answers.remove_file("proof", &"b".repeat(32));
    assert_eq!(answers, Answers::default());
}

#[test]
fn what_is_dropped_on_the_page_goes_to_the_first_place_for_files_that_can_be_seen() {
    let mut form = form();
    let seen = |form: &Form| first_upload(form, &Answers::default().visible(form)).map(str::to_owned);
    assert_eq!(seen(&form).as_deref(), Some("proof"));
    form.body.iter_mut().find(|element| element.id == "proof").unwrap().visible_if =
        Some(Condition { field: "category".into(), values: vec!["Printing".into()] });
    assert_eq!(seen(&form), None);
}

#[test]
fn what_is_sensitive_is_sent_and_stays_out_of_drafts_and_copies() {
    let mut form = form();
    form.body.iter_mut().find(|element| element.id == "name").unwrap().sensitive = true;
    let mut answers = Answers::default();
    answers.set_text("name", "Sam Okafor");
    assert!(answers.to_send(&form).contains_key("name"));
    assert_eq!(answers.to_keep(&form), Answers::default());
    assert!(answers.as_text(&form).ends_with("The name\n(left out: sensitive)"), "{}", answers.as_text(&form));
}

#[test]
fn the_text_to_hand_over_has_each_label_and_answer() {
    let mut answers = filled("?category=network&summary=VPN&devices=Laptop&devices=Phone");
    answers.set_text("printer", "hidden");
    insta::assert_snapshot!(answers.as_text(&form()), @r"
    Report a problem

    The category
    Wi-Fi and VPN

    The summary
    VPN

    The devices
    Laptop, Phone
    ");
}

fn draft(id: &str, answers: Answers, prefill: &Prefill) -> Draft {
    Draft { id: id.into(), answers, prefill: prefill.mark(), saved: 1000.0, verify: None, seal: None }
}

fn sealed(mut draft: Draft) -> Draft {
    draft.seal = Seal::new();
    draft
}

#[test]
fn a_draft_goes_on_in_its_own_tab_unless_the_reader_is_here_about_something_else() {
    let untouched = Answers::initial(&form());
    let read = |search| Prefill::read(&form(), search);
    let (none, vpn, print) = (read(""), read("?summary=VPN"), read("?summary=Print"));
    let written = draft("one", filled("?summary=VPN+at+home"), &vpn);
    let sort = |own, prefill, now| Kept::sort(vec![written.clone()], own, prefill, &untouched, now);
    let own = Kept { own: Some(written.clone()), ..Kept::default() };
    let other = Kept { other: Some(written.clone()), ..Kept::default() };

    assert_eq!(sort(Some("one"), &none, 2000.0), own);
    assert_eq!(sort(Some("one"), &vpn, 2000.0), own);
    assert_eq!(sort(Some("one"), &print, 2000.0), other);
    assert_eq!(sort(None, &none, 2000.0), other, "another tab may be at it");
    assert_eq!(sort(Some("two"), &vpn, 2000.0), other);
    assert_eq!(sort(Some("one"), &none, 1e12), Kept { stale: vec!["one".into()], ..Kept::default() });
    let blank = draft("one", untouched.clone(), &none);
    assert_eq!(Kept::sort(vec![blank], Some("one"), &none, &untouched, 2000.0), Kept::default());
}

#[test]
fn of_several_drafts_the_newest_is_offered() {
    let untouched = Answers::initial(&form());
    let none = Prefill::read(&form(), "");
    let at = |id: &str, saved| Draft { saved, ..draft(id, filled("?summary=VPN"), &none) };
    let drafts = vec![at("old", 1.0), at("own", 2.0), at("new", 3.0)];
    let kept = Kept::sort(drafts, Some("own"), &none, &untouched, 4.0);
    assert_eq!(kept.own.map(|draft| draft.id).as_deref(), Some("own"));
    assert_eq!(kept.other.map(|draft| draft.id).as_deref(), Some("new"));
}

#[test]
fn two_tickets_never_share_a_seal() {
    let none = Prefill::read(&form(), "");
    let before = sealed(draft("one", filled("?summary=VPN"), &none));
    let changed = Draft { answers: filled("?summary=Print"), ..before.clone() };
    let parted = changed.parted(&before, "two".into());
    assert_eq!((parted.id.as_str(), parted.seal), ("two", None));
    let own_seal = sealed(draft("one", filled("?summary=Print"), &none));
    assert_eq!(own_seal.clone().parted(&before, "two".into()).seal, own_seal.seal, "made here, known to nobody else");
}

#[test]
fn a_known_reader_fills_only_what_is_empty() {
    let me = Me { name: "Sam".into(), email: "sam@northwind.example".into() };
    let mut answers = Answers::default();
    answers.set_text("name", "Alex");
    me.fill(&mut answers);
    assert_eq!((answers.text("name"), answers.text("email")), ("Alex", "sam@northwind.example"));
    assert_eq!(Me::of(&answers).name, "Alex");
}
