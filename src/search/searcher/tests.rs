#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

use content::Platform;
use proptest::prelude::*;

use super::Searcher;
use crate::message::{Filter, Fragment, Kind, Question};
use crate::{Document, Heading, PackError, pack};

pub(crate) fn document(path: &str, title: &str, body: &str) -> Document {
    Document {
        kind: Kind::Article,
        path: path.to_owned(),
        title: title.to_owned(),
        summary: String::new(),
        aliases: Vec::new(),
        headings: Vec::new(),
        body: body.to_owned(),
        category: "network".to_owned(),
        platforms: Vec::new(),
        withheld: false,
    }
}

pub(crate) fn searcher(documents: &[Document], synonyms: &[&[&str]]) -> Searcher {
    Searcher::open(packed(documents, synonyms)).unwrap()
}

fn packed(documents: &[Document], synonyms: &[&[&str]]) -> Vec<u8> {
    let synonyms: Vec<Vec<String>> =
        synonyms.iter().map(|group| group.iter().map(|word| (*word).to_owned()).collect()).collect();
    pack::build(documents, &synonyms).unwrap().pack
}

fn sample() -> Vec<Document> {
    let mut vpn = document("articles/network/vpn/", "Set up the VPN", "Install the client and sign in.");
    vpn.summary = "Reach the company network from home.".to_owned();
    vpn.aliases = vec!["tunnel".to_owned()];
    vpn.headings = vec![Heading { text: "Certificates".to_owned(), anchor: "renew".to_owned() }];
    vpn.platforms = vec![Platform::MacOs];
    let mut guide = document("guides/printing/", "Printing problems", "A guide.");
    guide.kind = Kind::Guide;
    vec![
        vpn,
        guide,
        document(
            "articles/printing/jobs/",
            "Print jobs are stuck",
            "The printer shows error 0x80070005. Restart the spooler.",
        ),
        document("articles/devices/b/", "Same words", "identical twins"),
        document("articles/devices/a/", "Same words", "identical twins"),
    ]
}

fn paths(searcher: &Searcher, query: &str) -> Vec<String> {
    searcher.search(&Question::new(query, 10)).hits.into_iter().map(|hit| hit.path).collect()
}

fn shown(fragments: &[Fragment]) -> String {
    fragments.iter().map(|piece| if piece.marked { format!("[{}]", piece.text) } else { piece.text.clone() }).collect()
}

#[test]
fn pages_are_found_by_all_that_is_on_them() {
    let searcher = searcher(&sample(), &[]);
    assert_eq!(searcher.documents(), 5);
    for query in ["vpn", "tunnels", "certificate", "macos", "company network", "instal", "how do I set up my vpn?"] {
        assert_eq!(paths(&searcher, query).first().unwrap(), "articles/network/vpn/", "{query}");
    }
    assert_eq!(paths(&searcher, "0x80070005"), ["articles/printing/jobs/"]);
    assert_eq!(paths(&searcher, "80070005"), ["articles/printing/jobs/"]);
    assert_eq!(paths(&searcher, "pritner"), paths(&searcher, "printer "));
}

#[test]
fn what_has_signs_in_it_is_found_whole_and_by_parts() {
    let cases: [(&str, &[&str]); 11] = [
        (r"\\fs01\finance\reports$", &["fs01", "finance", r"\finance\reports$", "reports"]),
        ("anna.berg@contoso.example", &["anna.berg", "contoso", "ANNA.BERG@CONTOSO.EXAMPLE", "berg@contoso"]),
        ("https://portal.contoso.example/vpn/set-up?lang=en", &["portal.contoso.example", "/vpn/set-up", "lang=en"]),
        ("KB5034441", &["kb5034441", "5034441", "KB 5034441", "kb-5034441"]),
        ("AADSTS50076", &["aadsts50076", "50076", "AADSTS 50076"]),
        ("5.7.57", &["5.7.57.", "#5.7.57", "(5.7.57)"]),
        ("0x80070005", &["0X80070005", "80070005"]),
        ("Pâsswörd", &["password", "PÂSSWÖRD", "pa\u{302}sswo\u{308}rd", "passwords"]),
        ("wi-fi", &["wifi", "wi-fi", "wi fi", "WiFi", "wi\u{2011}fi"]),
        ("sign in", &["signin", "sign-in", "sign in", "signing in"]),
        ("signin", &["sign in", "sign-in", "SignIn"]),
    ];
    let others = ["The weather was fine.", "Colours of the rainbow.", "Nothing to be found."];
    for (written, queries) in cases {
        let mut documents = vec![document("right/", "", &format!("Here is {written} at last."))];
        documents.extend(others.iter().map(|text| document(text, "", text)));
        let searcher = searcher(&documents, &[]);
        for query in std::iter::once(&written).chain(queries) {
            for query in [(*query).to_owned(), format!("{query} "), format!("how about {query}?")] {
                let answer = searcher.search(&Question::new(query.as_str(), 3));
                assert_eq!(answer.hits.first().map(|hit| hit.path.as_str()), Some("right/"), "{query}");
                assert_eq!(answer.corrected, None, "{query}");
            }
        }
    }
}

#[test]
fn a_page_with_all_of_it_beats_guesses_and_one_word_said_often() {
    let documents = [
        document("all/", "", "Delete the profile of a printer, which is long to explain in so many other words."),
        document("often/", "", "Printer, printer, printer."),
        document("guess/", "", "Erase a printer; erase it, erase it."),
    ];
    assert_eq!(paths(&searcher(&documents, &[]), "delete printer profile ").first().unwrap(), "all/");
}

#[test]
fn guesses_are_shown_even_when_a_page_has_the_word() {
    let documents = [document("a/", "", "Erase it."), document("b/", "", "Delete it.")];
    assert_eq!(paths(&searcher(&documents, &[]), "delete "), ["b/", "a/"]);
}

#[test]
fn a_huge_query_is_answered() {
    let searcher = searcher(&sample(), &[&["vpn", "virtual private network"]]);
    for piece in ["x", "print ", "0x80070005", "a.", "-", "\0", "密", "é\u{301}", "vpn-", "Пароль ", "🙂", "q'"]
    {
        let query = piece.repeat(10_000 / piece.len());
        let answer = searcher.search(&Question::new(query.as_str(), 3));
        assert!(answer.hits.len() <= 3 && answer.corrected.is_none_or(|corrected| corrected.len() <= query.len()));
    }
}

#[test]
fn punctuation_alone_finds_nothing() {
    let searcher = searcher(&sample(), &[]);
    for query in ["?", " -- . , ;", "\\\\", "://", "\0\0", "'", "…", "@", "\u{200b}", "\u{301}"] {
        assert_eq!(searcher.search(&Question::new(query, 5)), crate::message::Answer::default(), "{query:?}");
    }
    assert_eq!(paths(&searcher, "\0vpn\0\0"), paths(&searcher, "vpn"));
}

#[test]
fn a_hit_has_all_that_is_shown() {
    let answer = searcher(&sample(), &[]).search(&Question::new("vpn from home", 1));
    let hit = &answer.hits[0];
    assert_eq!((hit.kind, hit.category.as_str()), (Kind::Article, "network"));
    assert_eq!(shown(&hit.title), "Set up the [VPN]");
    assert_eq!(shown(&hit.snippet), "Reach the company network from [home].");
    assert_eq!(answer.total, 1);
}

#[test]
fn an_opening_stands_in_for_a_summary() {
    let answer = searcher(&sample(), &[]).search(&Question::new("restarting", 1));
    assert_eq!(shown(&answer.hits[0].snippet), "The printer shows error 0x80070005. [Restart] the spooler.");
}

#[test]
fn hits_of_equal_worth_come_in_the_order_of_their_addresses() {
    assert_eq!(paths(&searcher(&sample(), &[]), "identical twins"), ["articles/devices/a/", "articles/devices/b/"]);
}

#[test]
fn the_limit_cuts_hits_and_not_the_total() {
    let searcher = searcher(&sample(), &[]);
    let all = paths(&searcher, "print words");
    let answer = searcher.search(&Question::new("print words", 2));
    assert_eq!(answer.total, all.len());
    assert_eq!(answer.hits.iter().map(|hit| hit.path.as_str()).collect::<Vec<_>>(), all[..2]);
    assert_eq!(searcher.search(&Question::new("print", 0)).hits.len(), 0);
}

#[test]
fn a_correction_is_told() {
    let searcher = searcher(&sample(), &[]);
    assert_eq!(searcher.search(&Question::new("spoler ", 5)).corrected.unwrap(), "spooler");
    assert!(searcher.search(&Question::new("spooler", 5)).corrected.is_none());
}

#[test]
fn an_empty_knowledge_base_finds_nothing() {
    let searcher = searcher(&[], &[]);
    assert_eq!(searcher.documents(), 0);
    assert_eq!(searcher.search(&Question::new("anything at all", 5)), crate::message::Answer::default());
}

#[test]
fn the_same_pages_give_the_same_bytes_in_any_order() {
    let documents = sample();
    let mut reversed = documents.clone();
    reversed.reverse();
    let pack = packed(&documents, &[&["a", "b"]]);
    assert_eq!(pack, packed(&documents, &[&["a", "b"]]));
    assert!(pack == packed(&reversed, &[&["a", "b"]]), "the order of the pages shows in the pack");
}

#[test]
fn bodies_are_not_kept() {
    let body = format!("{}a secret sentence stands here", "word ".repeat(100));
    let pack = packed(&[document("a/", "Title", &body)], &[]);
    assert!(!pack.windows(b"secret sentence".len()).any(|bytes| bytes == b"secret sentence"));
    assert_eq!(paths(&Searcher::open(pack).unwrap(), "secret sentence"), ["a/"]);
}

#[test]
fn a_pack_without_an_index_is_refused() {
    let message = |files: Vec<(String, Vec<u8>)>| {
        let packed = pack::Packed::of(files, pack::Cut::default()).unwrap();
        Searcher::open(packed.pack).unwrap_err().to_string()
    };
    assert_eq!(message(Vec::new()), "the search pack lacks `synonyms.json`");
    let files = [("synonyms.json", b"[]".to_vec()), ("facets", vec![0; 4])];
    let files = files.map(|(name, bytes)| (name.to_owned(), bytes)).to_vec();
    assert!(message(files).starts_with("the search pack cannot be read: "));
}

#[test]
fn a_filter_narrows_and_counts_say_what_else_there_is() {
    let searcher = searcher(&sample(), &[]);
    let mut question = Question::new("words printing vpn", 9);
    assert_eq!(searcher.search(&question).total, 5);
    question.filter = Filter { category: String::new(), platform: Some(Platform::Linux) };
    let answer = searcher.search(&question);
    assert_eq!((answer.total, answer.counts.categories), (4, vec![("network".to_owned(), 4)]));
    assert_eq!(answer.counts.platforms.iter().map(|(_, count)| *count).collect::<Vec<_>>(), [4, 5, 4, 4, 4]);
}

#[test]
fn a_hit_leads_to_the_part_that_says_most() {
    let answer = searcher(&sample(), &[]).search(&Question::new("vpn certificate", 1));
    let part = answer.hits[0].part.as_ref().unwrap();
    assert_eq!((part.anchor.as_str(), shown(&part.title)), ("renew", "[Certificates]".to_owned()));
}

#[test]
fn words_that_are_meant_as_they_stand_are_not_corrected() {
    let searcher = searcher(&sample(), &[]);
    let literal = Question { literal: true, ..Question::new("spoler ", 5) };
    assert_eq!(searcher.search(&literal), crate::message::Answer::default());
    assert_eq!(searcher.search(&Question::new("spoler ", 5)).total, 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn a_damaged_pack_is_an_error_and_never_a_panic(at in any::<proptest::sample::Index>(), bit in 0_u32..8, cut in any::<bool>()) {
        let mut bytes = packed(&sample()[..2], &[]);
        let at = at.index(bytes.len());
        if cut {
            bytes.truncate(at);
        } else {
            bytes[at] ^= 1 << bit;
        }
        let error: PackError = Searcher::open(bytes).unwrap_err();
        prop_assert!(!error.to_string().is_empty());
    }

    #[test]
    fn what_has_a_digit_is_never_corrected(code in "[a-z0-9]{0,8}[0-9][a-z0-9]{0,8}", sign in "[._@-]?", more in "[a-z0-9]{0,6}") {
        let codes = "kb5034441 aadsts50076 0x80070005 5.7.57 e1001 print 10011 500 123 usb3 set_mode abc def";
        let searcher = searcher(&[document("a/", "Codes", codes)], &[]);
        // Signs make one code of it, and of letters alone after a sign there is nothing to correct either.
        for query in [format!("{code}{sign}{more}"), format!("{code} "), format!("print {code} print")] {
            prop_assert_eq!(searcher.search(&Question::new(query.as_str(), 3)).corrected, None, "{}", query);
        }
    }

    #[test]
    fn a_query_of_any_letters_signs_and_controls_is_answered(
        query in "([a-z]{1,9}|[0-9a-fx.@_-]{1,12}|[\\\\/:?!'&%$#]{1,4}|\\p{Cyrillic}{1,5}|\\p{Han}{1,3}|\\p{Arabic}{1,4}|[\\x00-\\x1f]| |é|ß|\u{301}|\u{200d}|🙂){0,40}",
    ) {
        let searcher = searcher(&sample()[..3], &[&["vpn", "virtual private network"]]);
        let answer = searcher.search(&Question::new(query.as_str(), 3));
        prop_assert!(answer.hits.len() <= 3 && answer.hits.len() <= answer.total);
        prop_assert_eq!(&answer, &searcher.search(&Question::new(query.as_str(), 3)), "asked again");
    }

    #[test]
    fn any_query_is_answered(query in "\\PC{0,30}") {
        let searcher = searcher(&sample()[..2], &[&["vpn", "virtual private network"]]);
        let answer = searcher.search(&Question::new(query.as_str(), 3));
        prop_assert!(answer.hits.len() <= 3 && answer.hits.len() <= answer.total);
    }
}

#[test]
fn a_synonym_never_counts_more_than_the_word_that_was_typed() {
    let mut pages: Vec<_> =
        (0..20).map(|number| document(&format!("p{number:02}/"), "VPN", "Vpn and other words.")).collect();
    pages.push(document("typed/", "VPN codes", "Codes of the vpn, told at length and with many words around them."));
    pages.push(document(
        "other/",
        "Tunnel codes",
        "Codes of the tunnel, told at length and with many words around them.",
    ));
    let groups: [&[&str]; 1] = [&["vpn", "tunnel", "private road"]];
    assert_eq!(paths(&searcher(&pages, &groups), "vpn codes ")[..2], ["typed/", "other/"]);
    assert_eq!(paths(&searcher(&pages, &groups), "tunnel codes ")[0], "other/");
}

#[test]
fn only_a_page_that_stands_out_is_offered_for_a_draft() {
    let mut documents = sample();
    let other = |number: usize| {
        document(&format!("articles/other/{number}/"), &format!("Print from app {number}"), "Open the menu and print.")
    };
    documents.extend((0..20).map(other));
    let searcher = searcher(&documents, &[]);
    let offered = |draft: &str| {
        let question = Question { sure: true, ..Question::new(draft, 3) };
        searcher.search(&question).hits.into_iter().map(|hit| hit.path).collect::<Vec<_>>()
    };
    assert_eq!(offered("Print jobs are stuck\nMy printer says error 0x80070005. "), ["articles/printing/jobs/"]);
    assert_eq!(offered("I cannot print from my app since this morning "), [""; 0]);
    assert_eq!(offered("The coffee machine is on fire "), [""; 0]);
}

#[test]
fn no_form_is_offered_for_a_draft() {
    let mut form = document("ticket/incident/", "Report a problem", "Something is broken");
    form.kind = Kind::Form;
    let searcher = searcher(&[form], &[]);
    let question = Question { sure: true, ..Question::new("report a problem ", 3) };
    assert!(searcher.search(&question).hits.is_empty());
}

#[test]
fn a_page_that_its_author_keeps_back_is_found_and_not_offered() {
    let page = Document { withheld: true, ..document("articles/phish/", "Report a phishing mail", "Forward it.") };
    let searcher = searcher(&[page], &[]);
    assert_eq!(paths(&searcher, "report a phishing mail "), ["articles/phish/"]);
    assert!(searcher.search(&Question::of_draft("report a phishing mail ")).hits.is_empty());
}
