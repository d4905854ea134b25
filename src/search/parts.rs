//! Which part of a page says most of what was asked.

use content::slug;
use serde::{Deserialize, Serialize};

use crate::document::Heading;
use crate::marks::Marks;
use crate::message::Part;

/// A heading as a card keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Kept(
    String,
    /// Its anchor, when that is not the one its words make.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    String,
);

impl Kept {
    pub(crate) fn of(heading: &Heading) -> Self {
        let usual = slug::anchor(&heading.text) == heading.anchor;
        Self(heading.text.clone(), if usual { String::new() } else { heading.anchor.clone() })
    }

    fn anchor(&self) -> String {
        if self.1.is_empty() { slug::anchor(&self.0) } else { self.1.clone() }
    }
}

/// The part whose heading has most of what was asked and the page's title has not; nothing when the title says as much.
pub(crate) fn best(parts: &[Kept], title: &str, marks: &Marks) -> Option<Part> {
    let said = marks.stems_in(title);
    let worth = |part: &Kept| {
        let stems = marks.stems_in(&part.0);
        (stems.difference(&said).count(), stems.len())
    };
    let worths = parts.iter().map(|part| (worth(part), part));
    // The first of equals.
    let ((new, _), best) = worths.reduce(|best, other| if other.0 > best.0 { other } else { best })?;
    (new > 0).then(|| Part { title: marks.fragments(&best.0), anchor: best.anchor() })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

    use super::*;

    fn parts() -> Vec<Kept> {
        [("Install it", "install-it"), ("Renew the certificate", "certificate"), ("Certificates", "certificates")]
            .map(|(text, anchor)| Kept::of(&Heading { text: text.into(), anchor: anchor.into() }))
            .to_vec()
    }

    fn asked(words: &[&str]) -> Marks {
        let mut marks = Marks::default();
        words.iter().for_each(|word| marks.word(word));
        marks
    }

    #[test]
    fn the_part_that_says_more_than_the_title_is_named() {
        let part = best(&parts(), "Set up the VPN", &asked(&["vpn", "certificate", "renewed"])).unwrap();
        assert_eq!(part.anchor, "certificate");
        assert_eq!(part.title.iter().filter(|piece| piece.marked).count(), 2);
        assert_eq!(best(&parts(), "Set up the VPN", &asked(&["certificates"])).unwrap().anchor, "certificate");
    }

    #[test]
    fn a_title_that_says_it_all_needs_no_part() {
        assert_eq!(best(&parts(), "Install the VPN", &asked(&["install", "vpn"])), None);
        assert_eq!(best(&[], "VPN", &asked(&["certificate"])), None);
    }

    #[test]
    fn only_an_unusual_anchor_is_kept() {
        assert_eq!(serde_json::to_string(&parts()[0]).unwrap(), "[\"Install it\"]");
        let read: Vec<Kept> = serde_json::from_str(&serde_json::to_string(&parts()).unwrap()).unwrap();
        assert_eq!(read, parts());
    }
}
