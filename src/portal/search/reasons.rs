//! Why a page was found, for those who ask.

use leptos::prelude::*;
use search::message::Reason;

use crate::any::Any;
use crate::shell::Icon;
use crate::words;

/// A quiet control below a result that opens a list of reasons.
#[component]
pub(super) fn Reasons(
    /// What the page has of each thing asked for.
    reasons: Vec<Reason>,
    /// The title of the page, which tells this control from the others.
    title: String,
) -> impl IntoView {
    view! {
        <details class="reasons">
            <summary>
                <span>{words::WHY} <span class="visually-hidden">" "{title}</span></span>
                <Icon name="chevron-down"/>
            </summary>
            <ul>
                {words::reasons(&reasons).into_iter().map(|sentence| view! { <li>{sentence}</li> }.any()).collect::<Vec<_>>()}
            </ul>
        </details>
    }
    .any()
}

#[cfg(test)]
mod tests {
    use search::message::{Found, Fragment, Hit, How, Kind, Place};

    use super::*;
    use crate::pages::tests::{lines, site};
    use crate::search::HitItem;

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

    fn hit(reasons: Vec<Reason>) -> Hit {
        Hit {
            kind: Kind::Article,
            path: "articles/vpn/".into(),
            title: vec![Fragment { text: "Set up the VPN".into(), marked: false }],
            snippet: Vec::new(),
            category: "network".into(),
            part: None,
            reasons,
        }
    }

    fn shown(reasons: Vec<Reason>) -> String {
        let owner = Owner::new();
        owner.with(|| {
            provide_context(std::sync::Arc::new(site()));
            lines(&view! { <HitItem hit=hit(reasons)/> }.to_html())
        })
    }

    #[test]
    fn a_hit_says_why_in_plain_words() {
        let mut how = reason("how", None, None);
        how.little = true;
        let reasons = vec![
            how,
            reason("vpn", None, Some((&["vpn"], How::Typed, Place::Title))),
            reason("pasword", Some("password"), Some((&["password"], How::Typed, Place::Text))),
            reason("monitor", None, None),
        ];
        insta::assert_snapshot!(shown(reasons), @r##"
        <li class="result">
        <a href="/help/articles/vpn/" class="result-link">Set up the VPN</a>
        <p class="result-kind">
        <svg width="24" height="24" aria-hidden="true" focusable="false" class="icon">
        <use href="/help/assets/icons.svg#file-text">
        </use>
        </svg>
        <span>Article</span>
        <span class="result-category">Wi-Fi and VPN</span>
        </p>
        <details class="reasons">
        <summary>
        <span>Why this result?<span class="visually-hidden"> Set up the VPN</span>
        </span>
        <svg width="24" height="24" aria-hidden="true" focusable="false" class="icon">
        <use href="/help/assets/icons.svg#chevron-down">
        </use>
        </svg>
        </summary>
        <ul>
        <li>“vpn” is in the title.</li>
        <li>Your word “pasword” was read as “password”, which is on this page.</li>
        <li>Not on this page: “monitor”.</li>
        <li>Common words, which hardly count: “how”.</li>
        </ul>
        </details>
        </li>
        "##);
    }

    #[test]
    fn without_reasons_there_is_nothing_to_open() {
        assert!(!shown(Vec::new()).contains("details"));
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
