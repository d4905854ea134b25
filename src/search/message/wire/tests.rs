use content::Platform;
use proptest::prelude::*;
use proptest::{collection::vec, option, sample::select};

use super::Wire;
use crate::message::{
    Answer, Counts, Filter, Found, Fragment, FromEngine, Hit, How, Kind, Part, Place, Question, Reason, Searched,
    ToEngine,
};

const HOW: [How; 9] = [
    How::Typed,
    How::Form,
    How::Partly,
    How::Unfinished,
    How::Synonym,
    How::Everyday,
    How::Related,
    How::Joined,
    How::Parts,
];

/// Everything that could be taken for an end, and the rest.
fn text() -> impl Strategy<Value = String> + Clone {
    prop_oneof!["[a-z%<\n\r\0é ]{0,8}", any::<String>()].boxed()
}

fn fragments() -> impl Strategy<Value = Vec<Fragment>> {
    vec((text(), any::<bool>()).prop_map(|(text, marked)| Fragment { text, marked }), 0..3)
}

fn reason() -> impl Strategy<Value = Reason> {
    let place = select(vec![Place::Text, Place::Title, Place::Alias]);
    let found = (vec(text(), 0..3), select(HOW.to_vec()), place, option::of(text()), -1e9..1e9)
        .prop_map(|(words, how, place, outdone_by, share)| Found { words, how, place, outdone_by, share });
    (text(), option::of(text()), any::<bool>(), option::of(found)).prop_map(|(typed, mended, little, found)| Reason {
        typed,
        mended,
        little,
        found,
    })
}

fn hit() -> impl Strategy<Value = Hit> {
    let kind = select(vec![Kind::Article, Kind::Guide, Kind::Form, Kind::Notice]);
    let part = option::of((fragments(), text()).prop_map(|(title, anchor)| Part { title, anchor }));
    (kind, text(), fragments(), fragments(), text(), part, any::<bool>(), vec(reason(), 0..3)).prop_map(
        |(kind, path, title, snippet, category, part, called, reasons)| Hit {
            kind,
            path,
            title,
            snippet,
            category,
            part,
            called,
            reasons,
        },
    )
}

fn platform() -> impl Strategy<Value = Platform> {
    select(Platform::ALL.to_vec())
}

fn answer() -> impl Strategy<Value = Answer> {
    let counted = || any::<u32>().prop_map(|count| count as usize);
    let counts = (vec((text(), counted()), 0..3), vec((platform(), counted()), 0..3))
        .prop_map(|(categories, platforms)| Counts { categories, platforms });
    let searched = (vec(text(), 0..3), any::<u32>()).prop_map(|(stems, one_in)| Searched { stems, one_in });
    (vec(hit(), 0..3), counted(), (option::of(text()), vec(text(), 0..3)), counts, any::<bool>(), vec(searched, 0..3))
        .prop_map(|(hits, total, (corrected, unknown), counts, partial, searched)| Answer {
            hits,
            total,
            corrected,
            unknown,
            counts,
            partial,
            searched,
        })
}

fn from_engine() -> impl Strategy<Value = FromEngine> {
    prop_oneof![
        Just(FromEngine::Started),
        any::<u32>().prop_map(|documents| FromEngine::Ready { documents: documents as usize }),
        text().prop_map(|message| FromEngine::Failed { message }),
        (any::<u32>(), answer()).prop_map(|(id, answer)| FromEngine::Answer { id, answer }),
    ]
}

fn to_engine() -> impl Strategy<Value = ToEngine> {
    let filter = (text(), option::of(platform())).prop_map(|(category, platform)| Filter { category, platform });
    let question = (text(), any::<u32>(), any::<bool>(), filter, any::<(bool, bool)>()).prop_map(
        |(query, limit, literal, filter, (explain, sure))| Question {
            query,
            limit: limit as usize,
            literal,
            filter,
            explain,
            sure,
        },
    );
    prop_oneof![
        text().prop_map(|pack| ToEngine::Open { pack }),
        (any::<u32>(), question).prop_map(|(id, question)| ToEngine::Search { id, question }),
    ]
}

proptest! {
    #[test]
    fn what_the_portal_says_reads_back(message in to_engine()) {
        prop_assert_eq!(ToEngine::from_text(&message.to_text()), Some(message));
    }

    #[test]
    fn what_the_engine_says_reads_back(message in from_engine()) {
        prop_assert_eq!(FromEngine::from_text(&message.to_text()), Some(message));
    }

    #[test]
    fn a_message_can_stand_in_a_page_and_not_end_it(message in from_engine()) {
        let text = message.to_text();
        prop_assert!(text.chars().all(|c| c == '\n' || (c.is_ascii() && !c.is_ascii_control() && c != '<')), "{}", text);
    }

    #[test]
    fn a_message_cut_short_or_followed_by_more_is_none(message in from_engine(), cut in any::<prop::sample::Index>()) {
        let text = message.to_text();
        let cut = cut.index(text.len());
        prop_assert_eq!(FromEngine::from_text(text.get(..cut).unwrap_or_default()), None);
        prop_assert_eq!(FromEngine::from_text(&format!("{text}0\n")), None);
    }

    #[test]
    fn no_text_stops_the_reader(text in prop_oneof![any::<String>(), "[0-4\n%a]{0,60}", "([0-4]\n){0,60}"]) {
        if let Some(message) = FromEngine::from_text(&text) {
            prop_assert_eq!(FromEngine::from_text(&message.to_text()), Some(message));
        }
        let _ = ToEngine::from_text(&text);
    }
}

#[test]
fn a_number_of_hits_that_do_not_follow_is_refused() {
    assert_eq!(FromEngine::from_text("3\n1\n4294967295\n"), None);
    assert_eq!(Vec::<String>::from_text("99999999999999999999\n"), None);
    assert_eq!(Vec::<String>::from_text("-1\n"), None);
    assert_eq!(String::from_text("%ff\n"), None, "no text");
}

#[test]
fn each_value_has_a_line() {
    let question = Question { explain: true, ..Question::new("größe\n50% <b>", 7) };
    let message = ToEngine::Search { id: 3, question };
    assert_eq!(message.to_text(), "1\n3\ngr%C3%B6%C3%9Fe%0A50%25 %3Cb>\n7\n0\n\n0\n1\n0\n");
}
