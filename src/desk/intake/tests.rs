#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

use content::{Category, Element, ElementKind, ticket::FileNote};

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
    Rules { settings: Settings { categories: vec![category], ..Settings::default() }, forms: vec![form()] }
}

fn draft(values: &str) -> Result<Draft, Problem> {
    let values = serde_json::from_str(values).unwrap();
    let new = NewTicket {
        form: "incident".into(),
        values,
        context: ticket::Context::default(),
        verify: None,
        secret_hash: "0".repeat(64),
    };
    rules().draft(new)
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
fn files_stand_beside_the_answers_as_bytes() {
    let photo = |data| format!(r#"{{"photos": [{{"name": "a.txt", "type": "text/plain", "data": "{data}"}}]}}"#);
    let whole = draft(&photo("aGk=")).ok().unwrap();
    assert_eq!(whole.files[0].data, b"hi");
    assert_eq!(whole.answers[0].value, Given::Files(vec![FileNote { name: "a.txt".into(), size: 2 }]));
    // The last digit holds bits that no byte takes: the right length and letters, but nothing a browser makes.
    assert!(draft(&photo("aGl=")).is_err());
}
