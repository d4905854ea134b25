//! The form that comes with a notice: for readers who want to be told about it, instead of telling us once more.

use super::{Element, ElementKind, Form};
use crate::Notice;
use crate::settings::{PRIORITIES, Sla};

/// What the ids of such forms begin with; those of authors do not.
pub(super) const PREFIX: &str = "notice-";

/// What is shown and asked.
const EMAIL: &str = "Your email";
const NAME: &str = "Your name";
const DESCRIPTION: &str = "We know about this already. Leave your email address, and you get a private link: as soon as there is news, it stands there. You need not write a ticket.";

impl Form {
    /// The form for readers who follow the notice with this id and title, with no more than what validation looks at.
    pub fn following(id: &str, title: &str) -> Self {
        let line = |id: &str, label: &str, required| Element {
            label: label.to_owned(),
            required,
            autocomplete: Some(id.to_owned()),
            ..Element::new(id.to_owned(), ElementKind::Input { placeholder: String::new(), value: String::new() })
        };
        Self {
            path: String::new(),
            id: format!("{PREFIX}{id}"),
            name: title.to_owned(),
            description: DESCRIPTION.to_owned(),
            category: None,
            priority: None,
            verify: None,
            self_service: None,
            quiet: false,
            body: vec![line("email", EMAIL, true), line("name", NAME, false)],
        }
    }

    /// The whole form of a notice: it shows what is known, and its tickets are in the category of the notice and wait longest.
    pub fn of_notice(notice: &Notice, sla: &Sla) -> Self {
        let mut form = Self::following(&notice.id, &notice.title);
        let known = ElementKind::Markdown { value: notice.body.clone() };
        form.body.insert(0, Element::new("known".into(), known));
        form.category = notice.category.clone();
        form.priority = lowest(sla).map(str::to_owned);
        form
    }

    /// Id of the notice that its readers follow, if it is the form of one.
    pub fn notice(&self) -> Option<&str> {
        notice_of(&self.id)
    }
}

/// Id of the notice whose form has this id, if it is the form of one.
pub fn notice_of(form: &str) -> Option<&str> {
    form.strip_prefix(PREFIX)
}

/// The least urgent priority of those that are declared; of the four when none is.
fn lowest(sla: &Sla) -> Option<&str> {
    let declared = |id: &&&str| sla.priorities.is_empty() || sla.priorities.iter().any(|priority| priority.id == **id);
    PRIORITIES.iter().rev().find(declared).copied()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

    use std::collections::BTreeMap;

    use crate::fixture::{problems, read};
    use crate::ticket::{Value, validate};

    const FILES: [(&str, &str); 2] = [
        (
            "portal.toml",
            "[[category]]\nid = \"email\"\ntitle = \"Email\"\n\n[[sla.priority]]\nid = \"high\"\nrespond = \"1h\"\nresolve = \"1d\"\n\n[[sla.priority]]\nid = \"normal\"\nrespond = \"4h\"\nresolve = \"3d\"\n\n[[routing]]\ncategory = \"email\"\nteam = \"Messaging\"\n",
        ),
        ("notices/slow.md", "---\ntitle: Mail is slow\nkind: issue\ncategory: email\n---\nWe know."),
    ];

    #[test]
    fn whoever_follows_a_notice_leaves_an_address_and_nothing_else_is_needed() {
        let (kb, _) = read(&FILES);
        let form = kb.notice_forms().next().unwrap();
        assert_eq!(
            (form.id.as_str(), form.name.as_str(), form.notice()),
            ("notice-slow", "Mail is slow", Some("slow"))
        );
        let told = |values: &[(&str, &str)]| -> Vec<String> {
            let values: BTreeMap<_, _> =
                values.iter().map(|(id, text)| ((*id).to_owned(), Value::Text((*text).to_owned()))).collect();
            validate(&form, &values, &kb.settings.tickets.files).into_iter().map(|error| error.message).collect()
        };
        assert_eq!(told(&[]), ["Fill in “Your email”"]);
        assert_eq!(told(&[("email", "ada")]), ["“Your email” must be an email address, such as name@example.com"]);
        assert_eq!(told(&[("email", "ada@northwind.example")]), [""; 0]);
        assert_eq!(told(&[("email", "ada@northwind.example"), ("name", "Ada")]), [""; 0]);
    }

    #[test]
    fn its_tickets_are_routed_like_others_and_wait_longest() {
        let (kb, _) = read(&FILES);
        let form = kb.notice_forms().next().unwrap();
        assert_eq!(kb.settings.team(&form, &BTreeMap::new()), Some("Messaging"));
        assert_eq!(kb.settings.sla.priority_id(&form, &BTreeMap::new()), Some("normal"));
    }

    #[test]
    fn no_form_of_an_author_passes_for_that_of_a_notice() {
        let form = ("forms/notice-board.yml", "name: Board\nbody:\n  - {type: input, attributes: {label: Text}}\n");
        insta::assert_snapshot!(problems(&[("articles/it/a.md", "# A\nText.\n"), form]), @"forms/notice-board.yml:1:1 error form/reserved the id `notice-board` is that of a notice's form | rename the file, such as `board-notice.yml`: names that begin with `notice-` are for the forms of notices");
    }
}
