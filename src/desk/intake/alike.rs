//! Browser and desk find the same wrong with any answers to any form: what one lets through the other takes, and what one
//! refuses the other refuses in the same words.

#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

use content::{
    Condition, Element, ElementKind, Tick,
    ticket::{File, Value},
};
use proptest::{collection, option, prelude::*, sample::select};

use super::*;
use crate::shape;

const WORDS: [&str; 9] = ["", "a", "b", "yes", " b ", "two\nlines", "sam@northwind.example", "\u{202e}a\u{0}", "LON-2"];
const OPTIONS: [&str; 3] = ["a", "b", "yes"];

fn kind() -> impl Strategy<Value = ElementKind> {
    let options = || OPTIONS.map(String::from).to_vec();
    let ticks = any::<bool>().prop_map(|required| OPTIONS.map(|label| Tick { label: label.into(), required }).to_vec());
    prop_oneof![
        Just(ElementKind::Input { placeholder: String::new(), value: String::new() }),
        Just(ElementKind::Textarea { placeholder: String::new(), value: String::new(), render: None }),
        any::<bool>().prop_map(move |multiple| ElementKind::Dropdown { options: options(), multiple, default: None }),
        ticks.prop_map(|options| ElementKind::Checkboxes { options }),
        Just(ElementKind::Upload),
    ]
}

/// A field, and which of those before it decides whether it is seen.
fn field() -> impl Strategy<Value = (Element, Option<(usize, &'static str)>)> {
    let decided = option::of((0..6_usize, select(&OPTIONS[..])));
    (kind(), any::<[bool; 3]>(), decided).prop_map(|(kind, [required, email, shaped], decided)| {
        let line = matches!(kind, ElementKind::Input { .. });
        let pattern = content::Pattern { pattern: "[A-Z]+-[0-9]".into(), message: "Such as LON-2".into() };
        let element = Element {
            label: "Field".into(),
            required,
            autocomplete: (line && email).then(|| "email".into()),
            pattern: (line && shaped).then_some(pattern),
            ..Element::new(String::new(), kind)
        };
        (element, decided)
    })
}

fn forms() -> impl Strategy<Value = Form> {
    collection::vec(field(), 1..6).prop_map(|fields| {
        let body = fields.into_iter().enumerate().map(|(place, (element, decided))| {
            let before = decided.filter(|(other, _)| *other < place);
            let visible_if =
                before.map(|(other, value)| Condition { field: format!("f{other}"), values: vec![value.into()] });
            Element { id: format!("f{place}"), visible_if, ..element }
        });
        Form { body: body.collect(), ..Form::following("any", "Any") }
    })
}

fn values() -> impl Strategy<Value = BTreeMap<String, Value>> {
    let word = || select(&WORDS[..]).prop_map(str::to_owned);
    let sizes = select(&[0, 1, 11 * content::file::MEGABYTE][..]);
    let file = (word(), select(&["image/png", "text/plain", "", "application/x-evil"][..]), sizes, 0..4_u8);
    let file = file.prop_map(|(name, media_type, size, id)| File {
        name,
        media_type: media_type.into(),
        size,
        upload: format!("{id:032x}"),
    });
    let value = prop_oneof![
        word().prop_map(Value::Text),
        collection::vec(word(), 0..3).prop_map(Value::Many),
        collection::vec(file, 1..4).prop_map(Value::Files),
    ];
    collection::btree_map("f[0-6]", value, 0..6)
}

/// What the desk says to a request: the errors, none where it takes the ticket.
fn told(form: &Form, values: BTreeMap<String, Value>) -> Vec<FieldError> {
    let settings = Settings::default();
    let rules = Rules { terms: Terms::of(&settings), settings, forms: vec![form.clone()], replies: Vec::new() };
    let sent = NewTicket {
        form: form.id.clone(),
        values,
        context: ticket::Context::default(),
        secret_hash: "0".repeat(64),
        verify: None,
        leave_empty: String::new(),
    };
    let request = serde_json::to_vec(&sent).unwrap();
    match rules.draft(shape::ticket(&request).unwrap()) {
        Ok(_) => Vec::new(),
        Err(problem) => {
            let body: serde_json::Value = serde_json::from_slice(problem.body("id").as_ref()).unwrap();
            serde_json::from_value(body["errors"].clone()).unwrap()
        }
    }
}

proptest! {
    #[test]
    fn the_desk_finds_what_the_browser_finds(form in forms(), values in values()) {
        let sent = ticket::sent(&form, &values);
        let shown = ticket::validate(&form, &sent, &FileLimits::default());
        prop_assert_eq!(told(&form, sent), shown);
    }

    #[test]
    fn what_did_not_come_from_our_page_is_judged_by_the_same_rules(form in forms(), values in values()) {
        // An empty list is of no kind, and comes back as one of texts: that is known to the rules.
        prop_assume!(!values.values().any(|value| matches!(value, Value::Files(files) if files.is_empty())));
        let found = ticket::validate(&form, &values, &FileLimits::default());
        prop_assert_eq!(told(&form, values), found);
    }
}
