//! Why a page was found, as HTML.

use search::message::{Hit, Reason};

use crate::html::escaped;
use crate::shell::{Strokes, drawn};
use crate::words;

/// A quiet control that opens a list of what a page has of each thing asked for.
pub(crate) fn why(hit: &Hit, reasons: &[Reason]) -> String {
    // The title tells this control from the others.
    let title: String = hit.title.iter().map(|fragment| fragment.text.as_str()).collect();
    let sentences = hit.called.then(|| words::CALLED_SO.to_owned()).into_iter().chain(words::reasons(reasons));
    let items: String = sentences.map(|sentence| ["<li>", &escaped(&sentence), "</li>"].concat()).collect();
    let summary = [words::WHY, " <span class=\"visually-hidden\">", &escaped(&title), "</span>"].concat();
    let icon = drawn(Strokes::DOWN);
    [
        "<details class=\"reasons\"><summary><span>",
        &summary,
        "</span>",
        &icon,
        "</summary><ul>",
        &items,
        "</ul></details>",
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    use search::message::{Found, Fragment, How, Kind, Place};

    use super::*;
    use crate::pages::tests::lines;

    fn reason(typed: &str, mended: Option<&str>, found: Option<(&[&str], How, Place)>) -> Reason {
        let found = found.map(|(words, how, place)| Found {
            words: words.iter().map(|word| (*word).to_owned()).collect(),
            how,
            place,
            outdone_by: None,
            share: 0.1,
        });
        Reason { typed: typed.to_owned(), mended: mended.map(str::to_owned), little: false, found }
    }

    #[test]
    fn reasons_are_given_in_plain_words() {
        let mut how = reason("how", None, None);
        how.little = true;
        let reasons = [
            how,
            reason("vpn", None, Some((&["vpn"], How::Typed, Place::Title))),
            reason("pasword", Some("password"), Some((&["password"], How::Typed, Place::Text))),
            reason("shapre", Some("shape"), Some((&["shape", "shapes"], How::Typed, Place::Title))),
            reason("<b>", None, None),
        ];
        let hit = Hit {
            kind: Kind::Article,
            path: "articles/vpn/".into(),
            title: vec![Fragment { text: "Set up the <VPN>".into(), marked: true }],
            snippet: Vec::new(),
            category: String::new(),
            part: None,
            called: false,
            reasons: Vec::new(),
        };
        insta::assert_snapshot!(lines(&why(&hit, &reasons)), @r#"
        <details class="reasons">
        <summary>
        <span>Why this result? <span class="visually-hidden">Set up the &lt;VPN&gt;</span>
        </span>
        <svg class="icon" width="24" height="24" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
        <path d="m6 9 6 6 6-6"/>
        </svg>
        </summary>
        <ul>
        <li>“vpn” is in the title.</li>
        <li>Your word “pasword” was read as “password”, which is on this page.</li>
        <li>Your word “shapre” was read as “shape”, which is in the title.</li>
        <li>Not on this page: “&lt;b&gt;”.</li>
        <li>Common words, which hardly count: “how”.</li>
        </ul>
        </details>
        "#);
    }

    #[test]
    fn every_way_to_find_a_page_has_its_sentence() {
        let reasons = [
            reason("vpn", None, Some((&["vpn"], How::Typed, Place::Alias))),
            reason("pritner", Some("printer"), Some((&["printers"], How::Form, Place::Text))),
            reason("printed", None, Some((&["print", "prints"], How::Form, Place::Title))),
            reason("two factor", None, Some((&["factor"], How::Partly, Place::Text))),
            reason("prin", None, Some((&["print", "printer"], How::Unfinished, Place::Text))),
            reason("mfa", None, Some((&["two factor"], How::Synonym, Place::Text))),
            reason("delete", None, Some((&["remove"], How::Everyday, Place::Text))),
            reason("subscribe", None, Some((&["subscription"], How::Related, Place::Text))),
            reason("log in", None, Some((&["login"], How::Joined, Place::Text))),
            reason("sign-in", None, Some((&["sign in"], How::Parts, Place::Text))),
            reason("montior", Some("monitor"), None),
        ];
        insta::assert_snapshot!(words::reasons(&reasons).join("\n"), @"
        “vpn” is in another name for this page.
        Your word “pritner” was read as “printer”; “printers” is on this page.
        Other forms of “printed” are in the title: “print”, “prints”.
        Of “two factor”, only “factor” is on this page.
        “prin” was taken for the beginning of “print”, “printer”, which are on this page.
        “mfa” means the same as “two factor”, which is on this page.
        “delete” can mean the same as “remove”, which is on this page.
        “subscribe” is close to “subscription”, which is on this page.
        “log in” is also written as one word, “login”, which is on this page.
        “sign-in” was also looked for as “sign in”, which is on this page.
        Not on this page: “montior” (read as “monitor”).
        ");
    }
}
