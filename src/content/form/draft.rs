//! What of a ticket the search is asked with, while it is written and when it comes in.

use std::borrow::Cow;

use super::{ElementKind, Form};

/// The field that says what a ticket is about.
const SUMMARY: &str = "summary";
/// Fewer characters say too little.
const SHORTEST: usize = 12;
/// What is longer says no more about which page helps.
const LONGEST: usize = 4_000;

impl Form {
    /// What somebody writes about their problem: the subject and the first longer text, without what is sensitive. Nothing when
    /// that is too little to look for, and when the form wants no pages offered. `text` gives the text of a field.
    pub fn draft<'a>(&self, text: impl Fn(&str) -> Option<Cow<'a, str>>) -> Option<String> {
        let open = || self.fields().filter(|field| !field.sensitive);
        let subject = open().find(|field| field.id == SUMMARY);
        let long = open().find(|field| matches!(field.kind, ElementKind::Textarea { .. }));
        let long = long.filter(|long| long.id != SUMMARY);
        let texts = [subject, long].into_iter().flatten().filter_map(|field| text(&field.id));
        let texts: Vec<String> = texts.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()).collect();
        let draft: String = texts.join("\n").chars().take(LONGEST).collect();
        (!self.quiet && draft.chars().count() >= SHORTEST).then_some(draft)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Element;

    fn form() -> Form {
        let line = ElementKind::Input { placeholder: String::new(), value: String::new() };
        let lines = || ElementKind::Textarea { placeholder: String::new(), value: String::new(), render: None };
        let sensitive = Element { sensitive: true, ..Element::new("health".into(), lines()) };
        let body = vec![
            Element::new("summary".into(), line),
            sensitive,
            Element::new("details".into(), lines()),
            Element::new("more".into(), lines()),
        ];
        Form { body, ..Form::following("any", "Any") }
    }

    fn draft(form: &Form, said: &'static str) -> Option<String> {
        form.draft(|id| (id != "name").then(|| format!("{id} {said}").into()))
    }

    #[test]
    fn the_subject_and_the_first_longer_text_are_looked_for_and_nothing_sensitive() {
        assert_eq!(draft(&form(), "is stuck").as_deref(), Some("summary is stuck\ndetails is stuck"));
        let only_lines = Form { body: form().body.into_iter().take(2).collect(), ..form() };
        assert_eq!(draft(&only_lines, "is stuck").as_deref(), Some("summary is stuck"));
        assert_eq!(Form::following("slow", "Mail").draft(|_| Some("ada@northwind.example".into())), None);
    }

    #[test]
    fn too_little_is_not_looked_for_and_too_much_is_cut() {
        assert_eq!(form().draft(|id| (id == "summary").then(|| " help       ".into())), None);
        let long = form().draft(|_| Some("é ".repeat(5_000).into()));
        assert_eq!(long.map(|long| long.chars().count()), Some(LONGEST));
    }

    #[test]
    fn a_form_can_want_no_pages_offered() {
        assert_eq!(draft(&Form { quiet: true, ..form() }, "is stuck"), None);
    }
}
