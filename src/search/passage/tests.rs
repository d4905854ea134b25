use proptest::prelude::*;

use super::*;

/// Things searched for, one a word; a number behind it says that one page in so many has it.
fn passages(things: &[(&str, u32)]) -> Passages {
    let searched: Vec<Searched> = things
        .iter()
        .map(|(stems, one_in)| Searched { stems: stems.split('|').map(str::to_owned).collect(), one_in: *one_in })
        .collect();
    Passages::new(&searched)
}

fn shown(passage: &Passage) -> String {
    let show = |Fragment { text, marked }: &Fragment| if *marked { format!("[{text}]") } else { text.clone() };
    passage.fragments.iter().map(show).collect()
}

fn best(things: &[(&str, u32)], blocks: &[&str]) -> String {
    passages(things).best(blocks.iter().copied()).map(|passage| shown(&passage)).unwrap_or_default()
}

#[test]
fn the_block_with_most_of_what_was_searched_wins() {
    let blocks = ["The VPN connects you.", "When the VPN certificate expired, renew it.", "Certificates are free."];
    assert_eq!(
        best(&[("vpn", 9), ("certif", 9), ("expir", 9)], &blocks),
        "When the [VPN] [certificate] [expired], renew it."
    );
}

#[test]
fn a_rare_word_counts_more_than_a_frequent_one() {
    let blocks = ["Open the mail.", "Error 5.7.57 is about relaying."];
    assert_eq!(best(&[("mail", 2), ("5.7.57", 500)], &blocks), "Error [5.7.57] is about relaying.");
}

#[test]
fn of_equals_the_one_with_its_words_close_together_wins_and_then_the_first() {
    let blocks = ["A printer that stands in the hall has a queue.", "The printer queue is full.", "Printer queue."];
    assert_eq!(best(&[("printer", 5), ("queue", 5)], &blocks), "The [printer] [queue] is full.");
}

#[test]
fn other_words_for_a_thing_are_found_and_phrases_only_whole() {
    let things = [("vpn|virtual privat network", 9)];
    assert_eq!(
        best(&things, &["The network is slow.", "A virtual private network helps."]),
        "A [virtual private network] helps."
    );
    assert_eq!(best(&things, &["The network is slow."]), "");
}

#[test]
fn a_long_block_is_cut_around_the_words_at_the_borders_of_words() {
    let block = format!(
        "{} The spooler service hangs. {}",
        "Many things are said before.".repeat(9),
        "And more is said. ".repeat(20)
    );
    let shown = best(&[("spooler", 9)], &[&block]);
    let more = "And more is said. ".repeat(7);
    assert_eq!(shown, format!("The [spooler] service hangs. {more}And…"));
    let endless = "word ".repeat(100) + "spooler " + &"more ".repeat(100);
    let (before, after) = ("word ".repeat(5), " more".repeat(25));
    assert_eq!(best(&[("spooler", 9)], &[&endless]), format!("…{before}[spooler]{after}…"));
}

#[test]
fn what_a_text_says_is_counted_by_things_and_not_by_words() {
    let passages = passages(&[("print", 3), ("queue|spooler", 9), ("paper", 2)]);
    assert_eq!(passages.said("Printing prints the queue of the spooler"), 2);
    assert_eq!(passages.said(""), 0);
    assert_eq!(Passages::default().best(["Anything."]), None);
}

proptest! {
    #[test]
    fn a_passage_is_a_part_of_one_block_and_never_too_long(
        blocks in prop::collection::vec("([a-cé.,]{1,9}[ ]){0,60}", 0..4),
        words in prop::collection::vec("[a-c]{1,2}( [a-c])?", 1..4),
    ) {
        let things: Vec<(&str, u32)> = words.iter().map(|word| (word.as_str(), 7)).collect();
        if let Some(passage) = passages(&things).best(blocks.iter().map(String::as_str)) {
            let text: String = passage.fragments.iter().map(|fragment| fragment.text.as_str()).collect();
            prop_assert!(text.chars().count() <= LONGEST + 2);
            let text = text.strip_prefix(LEFT_OUT).unwrap_or(&text);
            let text = text.strip_suffix(LEFT_OUT).unwrap_or(text);
            prop_assert!(blocks.iter().any(|block| block.contains(text)));
            prop_assert!(passage.said >= 1);
        }
    }

    #[test]
    fn marks_fall_on_the_borders_of_words(block in "([a-c]{1,3}[ ,]){0,90}", word in "[a-c]{1,2}") {
        if let Some(passage) = passages(&[(&word, 7)]).best([block.as_str()]) {
            for pair in passage.fragments.windows(2) {
                let (before, after) = (&pair[0].text, &pair[1].text);
                prop_assert!(!(before.ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric)));
            }
            prop_assert!(passage.fragments.iter().any(|fragment| fragment.marked));
        }
    }

    #[test]
    fn no_text_and_no_question_is_too_odd(block in "\\PC{0,300}", stems in "\\PC{0,12}") {
        let passages = passages(&[(&stems, 0), ("a", u32::MAX)]);
        prop_assert!(passages.said(&block) <= 2);
        if let Some(passage) = passages.best([block.as_str()]) {
            let text: String = passage.fragments.into_iter().map(|fragment| fragment.text).collect();
            prop_assert!(text.chars().count() <= LONGEST + 2);
        }
    }
}
