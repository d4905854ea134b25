//! The list as a file.

use content::route;
use content::ticket::State;
use serde::Serialize;

use super::Receipts;
use crate::page::Site;

/// What a file says of the tickets. It holds the keys to them.
#[derive(Serialize)]
pub(super) struct Export<'a> {
    portal: &'a str,
    /// RFC 3339.
    exported: &'a str,
    tickets: Vec<Line<'a>>,
}

#[derive(Serialize)]
struct Line<'a> {
    reference: &'a str,
    /// The private link.
    link: String,
    subject: &'a str,
    /// As the device last knew it.
    state: State,
    created: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    updated: &'a str,
}

impl<'a> Export<'a> {
    /// All tickets of a portal at an origin such as `https://help.example.com`.
    pub(super) fn of(receipts: &'a Receipts, site: &'a Site, origin: &str, now: &'a str) -> Self {
        let tickets = receipts.0.iter().map(|kept| Line {
            reference: &kept.reference,
            link: format!("{origin}{}", site.href(&route::track(&kept.reference, &kept.secret))),
            subject: &kept.subject,
            state: kept.state,
            created: &kept.created,
            updated: &kept.updated,
        });
        Self { portal: &site.name, exported: now, tickets: tickets.collect() }
    }

    /// What the file is called.
    pub(super) fn name(&self) -> String {
        format!("tickets-{}.json", self.exported.get(..10).unwrap_or_default())
    }

    /// What the file holds.
    pub(super) fn text(&self) -> Option<String> {
        serde_json::to_string_pretty(self).ok()
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

    use super::super::receipts::tests::kept;
    use super::*;

    #[test]
    fn a_file_holds_what_opens_each_ticket_and_what_is_known_of_it() {
        let site = Site { base: "/help/".into(), name: "Northwind IT Help".into(), ..Site::default() };
        let receipts = Receipts(vec![kept("TZ-7F3K9Q")]);
        let export = Export::of(&receipts, &site, "https://it.northwind.example", "2026-11-28T14:00:00.000Z");
        assert_eq!(export.name(), "tickets-2026-11-28.json");
        insta::assert_snapshot!(export.text().unwrap(), @r#"
        {
          "portal": "Northwind IT Help",
          "exported": "2026-11-28T14:00:00.000Z",
          "tickets": [
            {
              "reference": "TZ-7F3K9Q",
              "link": "https://it.northwind.example/help/track/#TZ-7F3K9Q.s",
              "subject": "VPN",
              "state": "new",
              "created": "2026-11-22T10:00:00.000Z",
              "updated": "2026-11-22T10:00:00.000Z"
            }
          ]
        }
        "#);
    }
}
