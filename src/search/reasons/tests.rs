#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

use proptest::prelude::*;

use crate::message::{Hit, Question, Reason, Wire};
use crate::searcher::tests::{document, searcher};
use crate::{Document, Searcher};

fn pages() -> Vec<Document> {
    let mut vpn = document("vpn/", "Set up the VPN", "Install the client and sign in with your passwords. A tunnel.");
    vpn.aliases = vec!["remote access".to_owned()];
    vec![
        vpn,
        document("print/", "Printing in colour", "The printer prints. Error 0x80070005: erase the jobs, log on again."),
        document("mail/", "", "A subscription to a mailing list; how to delete it. Login is quick. Two factor."),
        document("reset/", "Reset a password", "Set it up with the authenticator app; delete the old one."),
    ]
}

fn sample() -> Searcher {
    searcher(&pages(), &[&["vpn", "virtual private network"], &["mfa", "two factor"], &["fax", "colour"]])
}

fn explained(searcher: &Searcher, query: &str, path: &str) -> Hit {
    let question = Question { explain: true, ..Question::new(query, 9) };
    searcher.search(&question).hits.into_iter().find(|hit| hit.path == path).unwrap()
}

fn line(reason: &Reason) -> String {
    let mended = reason.mended.as_ref().map(|mended| format!(" → {mended}")).unwrap_or_default();
    let found = reason.found.as_ref().map_or_else(
        || "nothing".to_owned(),
        |found| {
            let outdone = found.outdone_by.as_ref().map(|others| format!(" < {others}")).unwrap_or_default();
            format!("{}{outdone} {:?} {:?}", found.words.join(", "), found.how, found.place)
        },
    );
    format!("{}{mended}: {found}{}", reason.typed, if reason.little { " (little)" } else { "" })
}

/// What a page says to a query, in order.
fn told(query: &str, path: &str) -> String {
    explained(&sample(), query, path).reasons.iter().map(line).collect::<Vec<_>>().join("; ")
}

#[test]
fn each_thing_asked_for_is_told_in_the_order_typed() {
    assert_eq!(
        told("Won't my VPN set-up print ", "vpn/"),
        "Won't: nothing (little); my: nothing (little); VPN: vpn Typed Title; set-up: set up Parts Title; print: nothing"
    );
}

#[test]
fn forms_and_places_are_told() {
    assert_eq!(told("prints ", "print/"), "prints: prints, printing Typed Title");
    assert_eq!(told("password ", "vpn/"), "password: passwords Form Text");
    assert_eq!(told("password ", "reset/"), "password: password Typed Title");
    assert_eq!(told("remote ", "vpn/"), "remote: remote Typed Alias");
    assert_eq!(told("how delete ", "mail/"), "how: how Typed Text (little); delete: delete Typed Text");
}

#[test]
fn what_was_mended_or_unfinished_is_told() {
    assert_eq!(told("pasword ", "reset/"), "pasword → password: password Typed Title");
    assert_eq!(told("resetpassword ", "reset/"), "resetpassword → reset password: reset password Typed Title");
    assert_eq!(told("vpn passw", "reset/"), "vpn: nothing; passw: password Unfinished Title");
}

#[test]
fn other_words_for_the_same_are_told() {
    assert_eq!(told("mfa ", "mail/"), "mfa: two factor Synonym Text");
    assert_eq!(told("delete ", "print/"), "delete: erase Everyday Text");
    assert_eq!(told("subscribe ", "mail/"), "subscribe: subscription Related Text");
    assert_eq!(told("log in ", "mail/"), "log in: login Joined Text");
    assert_eq!(told("two-factors ", "mail/"), "two-factors: two factor Parts Text");
    assert_eq!(told("private networks virtual vpn ", "vpn/").split("; ").last().unwrap(), "vpn: vpn Typed Title");
}

#[test]
fn words_of_the_reader_are_told_although_others_count_more() {
    let text = "Fax, fax, fax, fax. Only one colour. The log is in the cellar, the login above.";
    let others = ["Colour.", "Colours.", "Colour!"].map(|text| document(text, "", text));
    let pages: Vec<Document> = std::iter::once(document("fax/", "Fax", text)).chain(others).collect();
    let searcher = searcher(&pages, &[&["fax", "colour"]]);
    let told = |query| explained(&searcher, query, "fax/").reasons.iter().map(line).collect::<Vec<_>>().join("; ");
    assert_eq!(told("colour "), "colour: colour < fax Typed Text");
    assert_eq!(told("fax "), "fax: fax Typed Title");
}

#[test]
fn without_being_asked_nothing_is_told() {
    let searcher = sample();
    let plain = searcher.search(&Question::new("vpn pasword ", 9));
    let mut told = searcher.search(&Question { explain: true, ..Question::new("vpn pasword ", 9) });
    assert!(told.hits.iter().all(|hit| hit.reasons.len() == 2));
    told.hits.iter_mut().for_each(|hit| hit.reasons.clear());
    told.searched.clear();
    assert_eq!(told, plain);
}

#[test]
fn reasons_survive_the_way_to_the_portal() {
    let hit = explained(&sample(), "how pasword vpn", "vpn/");
    assert_eq!(Hit::from_text(&hit.to_text()), Some(hit));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn shares_make_up_the_whole_score(
        words in proptest::collection::vec(
            proptest::sample::select(vec![
                "how", "my", "vpn", "virtual private network", "password", "pasword", "printer", "prin", "delete",
                "subscribe", "log in", "sign-in", "two-factor", "mfa", "0x80070005", "monitor", "remote", "set", "up",
            ]),
            1..7,
        ),
        end in " ?",
    ) {
        let searcher = sample();
        let query = words.join(" ") + &end;
        let answer = searcher.search(&Question { explain: true, ..Question::new(query.as_str(), 9) });
        for hit in answer.hits {
            let found = hit.reasons.iter().filter_map(|reason| reason.found.as_ref());
            let sum: f64 = found.clone().map(|found| found.share).sum();
            prop_assert!((sum - 1.0).abs() < 1e-9, "{query}: {sum} for {}", hit.path);
            for found in found {
                prop_assert!(!found.words.is_empty() && found.words.iter().all(|word| !word.is_empty()), "{query}: {found:?}");
            }
        }
    }

    #[test]
    fn any_query_is_explained(query in "\\PC{0,30}") {
        let searcher = sample();
        let answer = searcher.search(&Question { explain: true, ..Question::new(query.as_str(), 9) });
        for reason in answer.hits.iter().flat_map(|hit| &hit.reasons) {
            prop_assert!(query.contains(&reason.typed), "{}", reason.typed);
        }
    }
}
