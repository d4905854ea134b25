#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

use crate::Searcher;
use crate::message::Question;
use crate::searcher::tests::{document, searcher};

/// The plan as text: `+` between units, `|` between ways, `,` between forms of a word, `&` where all words are needed.
fn plan(searcher: &Searcher, query: &str) -> String {
    let plan = searcher.plan(query).unwrap();
    let ways = |unit: &super::Unit| {
        let way = |way: &super::Way| {
            let sign = if way.together { "&" } else { " " };
            let words = way.words.iter().map(|forms| forms.join(",")).collect::<Vec<_>>().join(sign);
            if way.weight == 1.0 { words } else { format!("{words}*{}", way.weight) }
        };
        unit.ways.iter().map(way).collect::<Vec<_>>().join(" | ")
    };
    plan.units.iter().filter(|unit| !unit.little).map(ways).collect::<Vec<_>>().join(" + ")
}

fn sample() -> Searcher {
    let documents = [
        document(
            "a/",
            "Set up the VPN",
            "Install the client. Log on to the virtual private network with your password.",
        ),
        document(
            "b/",
            "Printer does not print",
            "Error 0x80070005 when printing: restart the print spooler, then outlook.exe.",
        ),
        document(
            "c/",
            "Sign-in with a passkey",
            "Use GitHub, the authenticator app or a password. Login is quick. Printers too.",
        ),
        document("d/", "Print in colour", "Print, then collect. Outlook can print. NDR 5.7.57 is another matter."),
    ];
    searcher(&documents, &[&["vpn", "virtual private network"], &["log on", "login"], &["bug", "fault"]])
}

#[test]
fn question_words_are_dropped_unless_nothing_is_left() {
    let sample = sample();
    assert_eq!(plan(&sample, "how do I set my passkey "), "set + passkey");
    assert_eq!(plan(&sample, "how can I "), "how + can + i");
    assert_eq!(plan(&sample, " ?! "), "");
}

#[test]
fn the_last_word_may_be_unfinished() {
    let sample = sample();
    assert_eq!(plan(&sample, "passk"), "passkey");
    assert_eq!(plan(&sample, "colour print"), "colour + print | printer,printers,printing*0.5");
    assert_eq!(plan(&sample, "colour print "), "colour + print");
    assert_eq!(plan(&sample, "pri"), "print,printer,printers,printing,private");
}

#[test]
fn only_unknown_words_are_corrected() {
    let sample = sample();
    assert_eq!(plan(&sample, "pasword "), "password");
    assert_eq!(sample.plan("my pasword, again?").unwrap().corrected.unwrap(), "my password, again?");
    assert_eq!(plan(&sample, "authentcatr app"), "authenticator + app");
    assert_eq!(plan(&sample, "vnp "), "vpn");
    assert!(sample.plan("passwords ").unwrap().corrected.is_none(), "another form of a known word");
    assert!(sample.plan("print").unwrap().corrected.is_none());
    assert_eq!(plan(&sample, "zzzzzz "), "zzzzzz");
}

#[test]
fn a_missing_space_is_put_in() {
    let sample = sample();
    assert_eq!(plan(&sample, "printcolour "), "print&colour");
    assert_eq!(sample.plan("printcolour ").unwrap().corrected.unwrap(), "print colour");
}

#[test]
fn a_superfluous_space_is_seen_through() {
    assert_eq!(plan(&sample(), "git hub "), "git&hub*0.3 | github");
}

#[test]
fn synonyms_work_both_ways_and_over_several_words() {
    let sample = sample();
    assert_eq!(plan(&sample, "vpn client "), "vpn | virtual&private&network*0.8 + client");
    assert_eq!(plan(&sample, "the virtual private network "), "virtual private network | vpn*0.8");
    assert_eq!(plan(&sample, "log on "), "log | login*0.8");
    assert_eq!(plan(&sample, "log-on "), "log | login*0.8");
    assert_eq!(plan(&sample, "virtual private-network-client "), "virtual + private&network&client");
}

#[test]
fn codes_stand_for_themselves() {
    let sample = sample();
    assert_eq!(plan(&sample, "error 0x80070005 "), "error + 0x80070005");
    assert_eq!(plan(&sample, "80070005 "), "80070005");
    assert_eq!(plan(&sample, "5.7.57 "), "5.7.57");
    assert_eq!(plan(&sample, "outlook.com "), "outlook com");
}

#[test]
fn a_code_with_a_slip_is_another_code() {
    let documents = [
        document("a/", "Codes", "KB5034441 AADSTS50076 5.7.57 0x80070005 0x80070057 CAA20002 E1001 TLS12"),
        document("b/", "Names", "set_mode outlook.exe 802.1x mp3 h264 usb3 10011 00257"),
    ];
    let searcher = searcher(&documents, &[]);
    for code in [
        "1001100257",
        "kb5mp3",
        "KB5034414",
        "KB503441",
        "KB50344411",
        "AADSTS50067",
        "AADST50076",
        "5.7.75",
        "5.75.7",
        "0x80070006",
        "0x8007005",
        "CAA20020",
        "E1010",
        "E101",
        "TLS21",
        "set_mdoe",
        "outlok.exe",
        "802.1y",
        "m3p",
        "h246",
        "ubs3",
    ] {
        for query in [code.to_owned(), format!("{code} "), format!("error {code} again")] {
            assert_eq!(searcher.plan(&query).unwrap().corrected, None, "{query}");
        }
    }
}

#[test]
fn a_code_counts_more_than_the_words_around_it() {
    let weights = |query: &str| sample().plan(query).unwrap().units.iter().map(|unit| unit.weight).collect::<Vec<_>>();
    assert_eq!(weights("error 0x80070005 "), [1.0, super::CODE]);
    assert_eq!(weights("5.7.57 outlook.exe kb5034441 "), [super::CODE; 3]);
    assert_eq!(weights("print 2024 x64 "), [1.0; 3]);
}

#[test]
fn everyday_words_stand_for_one_another() {
    let searcher = searcher(
        &[document("a/", "Delete a file", "Erase it."), document("b/", "Colour", "Turn off the light. Sign in.")],
        &[],
    );
    assert_eq!(plan(&searcher, "delete "), "delete | erase*0.35");
    assert_eq!(plan(&searcher, "remove "), "remove | delete*0.8 | erase*0.8");
    assert!(searcher.plan("color ").unwrap().corrected.is_none(), "a word that is known elsewhere is no slip");
    assert_eq!(plan(&searcher, "login "), "login | sign&in*0.8");
}

#[test]
fn only_other_words_for_a_known_word_are_guesses() {
    let searcher = searcher(&[document("a/", "Delete a file", "Erase it.")], &[]);
    let guesses = |query: &str| {
        let plan = searcher.plan(query).unwrap();
        plan.units.iter().flat_map(|unit| &unit.ways).map(|way| way.guess).collect::<Vec<_>>()
    };
    assert_eq!(guesses("delete "), [false, true]);
    assert_eq!(guesses("remove "), [false, false, false], "no page has the word, so the others are all there is");
}

#[test]
fn words_with_the_same_beginning_are_related() {
    let searcher = searcher(&[document("a/", "Subscribe", "A subscription is free; subscribers know.")], &[]);
    assert_eq!(plan(&searcher, "subscribe "), "subscribe | subscription*0.35");
}

#[test]
fn question_words_only_order_what_others_found() {
    let searcher =
        searcher(&[document("a/", "Print", "How to print."), document("b/", "How to scan", "How how how.")], &[]);
    let plan = searcher.plan("how to print ").unwrap();
    assert_eq!(plan.units.iter().map(|unit| unit.little).collect::<Vec<_>>(), [true, true, false]);
    assert_eq!(searcher.search(&Question::new("how to print ", 5)).total, 1);
}

#[test]
fn a_pasted_log_is_cut() {
    let long = "word ".repeat(5_000);
    assert_eq!(sample().plan(&long).unwrap().units.len(), super::MOST_WORDS);
}

#[test]
fn slips_in_short_words_are_mended_when_many_pages_have_the_word() {
    let pages = ["a/", "b/", "c/"].map(|path| document(path, "Wifi over VPN", "A rare fax."));
    let sample = searcher(&pages, &[]);
    assert_eq!(plan(&sample, "wfi vpm "), "wifi + vpn");
    assert_eq!(plan(&sample, "sap "), "sap");
    let once = searcher(&[document("a/", "Fax", "")], &[]);
    assert_eq!(plan(&once, "fsx "), "fsx");
}

#[test]
fn spelling_is_mended_by_what_words_are_made_of() {
    let sample = searcher(&[document("a/", "Paper jam", "Take a rest, then reset it. Reset the password.")], &[]);
    assert_eq!(plan(&sample, "jamed "), "jammed");
    assert_eq!(plan(&sample, "reste "), "reset");
    assert_eq!(plan(&sample, "paswrod "), "password");
    assert_eq!(plan(&sample, "rests "), "rests");
}

#[test]
fn words_of_synonyms_are_known_though_no_page_has_them() {
    let pages = [document("a/", "Headset", "My head, my phones."), document("b/", "Phones", "A head.")];
    let sample = searcher(&pages, &[&["headset", "headphones", "in ear"]]);
    assert_eq!(plan(&sample, "headphones "), "headphones | headset*0.8 | in&ear*0.8");
    assert_eq!(plan(&sample, "hedphones "), "headphones | headset*0.8 | in&ear*0.8");
    assert_eq!(sample.plan("hedphones ").unwrap().corrected.unwrap(), "headphones");
}

#[test]
fn words_are_only_cut_in_two_that_many_pages_have() {
    let common: Vec<_> = (0..200).map(|number| document(&format!("{number}/"), "Even though", "for gets")).collect();
    let rare = document("rare/", "Cons train", "");
    let sample = searcher(&[common, vec![rare]].concat(), &[]);
    assert_eq!(plan(&sample, "eventhough "), "even&though");
    assert_eq!(plan(&sample, "constrain "), "constrain");
    assert_eq!(plan(&sample, "forgets "), "forgets");
}

#[test]
fn two_words_that_pages_write_as_one_are_that_one() {
    let pages = [document("a/", "Password", ""), document("b/", "Password", ""), document("c/", "A pass", "One word.")];
    assert_eq!(plan(&searcher(&pages, &[]), "pass word "), "pass&word*0.3 | password");
}

#[test]
fn a_number_is_whole_and_a_letter_says_little() {
    let sample = searcher(&[document("a/", "HCW8091", "Drive C is full of cats.")], &[]);
    assert_eq!(plan(&sample, "error 809"), "error + 809");
    assert_eq!(plan(&sample, "0x8091 8091"), "8091 + 8091");
    assert_eq!(plan(&sample, "c drive"), "drive");
    assert_eq!(plan(&sample, "c"), "c | cats*0.5");
}

#[test]
fn a_code_that_no_page_has_is_told_and_not_answered_by_its_letters_alone() {
    let pages: Vec<_> = (0..9).map(|number| document(&format!("{number}/"), "KB article", "AADSTS too")).collect();
    let few = [document("few/", "AADX codes", "anna@example.com has 5034441")];
    let sample = searcher(&[pages, few.to_vec()].concat(), &[]);
    let unknown = |query: &str| sample.plan(query).unwrap().unknown;
    assert_eq!(plan(&sample, "KB999999 "), "999999*0.2");
    assert_eq!(unknown("kb KB999999 77777 "), ["KB999999", "77777"]);
    assert_eq!(plan(&sample, "AADX50077 "), "aadx 50077*0.2");
    assert_eq!(plan(&sample, "bob@example.com "), "bob example com");
    assert!(unknown("anna@example.com 5034441 kb").is_empty());
    assert_eq!(unknown("50344").len(), 0, "it may go on");
    assert_eq!(unknown("aadsts5003 23H2 "), ["aadsts5003", "23H2"]);
    assert_eq!(plan(&sample, "5.7 "), "");
}
