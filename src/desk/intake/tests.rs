#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

use content::{Category, Element, ElementKind};

use super::*;

fn element(id: &str, kind: ElementKind) -> Element {
    Element { label: id.to_uppercase(), ..Element::new(id.into(), kind) }
}

fn form() -> Form {
    let text = || ElementKind::Input { placeholder: String::new(), value: String::new() };
    let options = vec!["Network and VPN".into(), "Elsewhere".into()];
    Form {
        path: "forms/incident.yml".into(),
        id: "incident".into(),
        name: "Something is broken".into(),
        description: String::new(),
        category: Some("general".into()),
        priority: None,
        verify: None,
        self_service: None,
        quiet: false,
        body: vec![
            element("summary", text()),
            element("category", ElementKind::Dropdown { options, multiple: false, default: None }),
            element("details", text()),
            element("photos", ElementKind::Upload),
        ],
    }
}

fn rules() -> Rules {
    let category =
        Category { id: "network".into(), title: "Network and VPN".into(), summary: String::new(), icon: String::new() };
    let settings = Settings { categories: vec![category], ..Settings::default() };
    Rules { terms: Terms::of(&settings), settings, forms: vec![form()], replies: Vec::new() }
}

fn draft(values: &str) -> Result<Draft, Problem> {
    let values = serde_json::from_str(values).unwrap();
    let new = NewTicket {
        form: "incident".into(),
        values,
        context: ticket::Context::default(),
        verify: None,
        leave_empty: String::new(),
        secret_hash: "0".repeat(64),
    };
    rules().draft(new)
}

#[test]
fn a_decoy_that_is_filled_is_told_beside_what_else_is_wrong() {
    let new = NewTicket {
        form: "incident".into(),
        values: serde_json::from_str(r#"{"category": "Nowhere"}"#).unwrap(),
        context: ticket::Context::default(),
        verify: None,
        leave_empty: "https://pills.example".into(),
        secret_hash: "0".repeat(64),
    };
    let body = rules().draft(new).err().unwrap().body("id");
    let told: serde_json::Value = serde_json::from_slice(&body).unwrap();
    assert_eq!(told["type"], "urn:tierzero:problem:invalid-answers");
    let fields: Vec<_> =
        told["errors"].as_array().unwrap().iter().map(|error| error["field"].as_str().unwrap()).collect();
    assert_eq!(fields, ["category", "leave_empty"]);
}

#[test]
fn a_category_is_known_by_its_title_and_else_the_forms() {
    let category = |values| draft(values).ok().unwrap().category.unwrap();
    assert_eq!(category(r#"{"category": "Network and VPN"}"#), "network");
    assert_eq!(category(r#"{"category": "Elsewhere"}"#), "general");
    assert_eq!(category("{}"), "general");
}

#[test]
fn answers_come_in_the_forms_order_and_empty_ones_not_at_all() {
    let draft = draft(r#"{"details": "It hums", "category": "", "summary": " Fan ", "photos": []}"#).ok().unwrap();
    let answers: Vec<_> = draft.answers.iter().map(|answer| (answer.field.as_str(), answer.label.as_str())).collect();
    assert_eq!(answers, [("summary", "SUMMARY"), ("details", "DETAILS")]);
    assert_eq!(draft.subject, "Fan");
}

#[test]
fn files_stand_beside_the_answers_and_are_what_their_bytes_are() {
    let photo = r#"{"photos": [{"name": "x/a.txt", "type": "text/plain", "size": 2, "upload": "00000000000000000000000000000007"}]}"#;
    let mut draft = draft(photo).ok().unwrap();
    let Given::Files(notes) = &draft.answers[0].value else { panic!() };
    assert_eq!((notes[0].name.as_str(), notes[0].size), ("a.txt", 2));
    let upload = |size, media_type: &str| {
        let upload = Upload { size, media_type: media_type.into(), sha256: Digest::of(b"hi") };
        HashMap::from([("00000000000000000000000000000007".to_owned(), upload)])
    };
    let limits = FileLimits { types: vec!["image/png".into(), "text/plain".into()], ..FileLimits::default() };
    assert!(settle(&mut draft.files, &upload(2, "image/png"), &limits).is_ok());
    assert_eq!(draft.files[0].media_type, "image/png", "whatever was said of it");
    assert!(settle(&mut [], &HashMap::new(), &limits).is_ok(), "nothing is missing where nothing is named");
    let mut kind = |known: HashMap<String, Upload>| settle(&mut draft.files, &known, &limits).err().unwrap().kind();
    assert_eq!(kind(HashMap::new()), "missing-files");
    assert_eq!(kind(upload(3, "image/png")), "missing-files");
    assert_eq!(kind(upload(2, "application/pdf")), "invalid-answers");
}
