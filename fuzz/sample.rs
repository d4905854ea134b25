//! A small index and questions to it.

use libfuzzer_sys::arbitrary::{self, Arbitrary};
use search::message::{Filter, Kind, Question};
use search::pack::{Cut, build_cut};
use search::{Document, Heading, Packed};

/// Bytes of a piece: few, so that everything crosses their ends.
const PIECE: usize = 256;

/// What somebody asks.
#[derive(Debug, Arbitrary)]
pub struct Asked {
    /// Not always UTF-8.
    pub words: Vec<u8>,
    /// Words that pages have, by their numbers.
    pub known: Vec<u8>,
    /// How many hits at most.
    pub limit: u8,
    /// Whether the words are meant as they stand.
    pub literal: bool,
    /// Whether each hit should say why.
    pub explain: bool,
    /// Which category, by its number.
    pub category: u8,
}

impl Asked {
    /// As the search is asked.
    pub fn question(&self) -> Question {
        let vocabulary: Vec<&str> = PAGES.iter().flat_map(|page| page.2.split(' ')).collect();
        let known = self.known.iter().take(20).map(|number| vocabulary[usize::from(*number) % vocabulary.len()]);
        let words = known.collect::<Vec<_>>().join(" ") + &String::from_utf8_lossy(&self.words);
        let category = ["", "email", "network", "nowhere"][usize::from(self.category % 4)];
        Question {
            literal: self.literal,
            explain: self.explain,
            filter: Filter { category: category.to_owned(), platform: None },
            ..Question::new(words, usize::from(self.limit))
        }
    }
}

/// The index as one file.
pub fn whole() -> Packed {
    build(Cut { whole: usize::MAX, piece: PIECE })
}

/// The same index in pieces.
pub fn cut() -> Packed {
    build(Cut { whole: 0, piece: PIECE })
}

fn build(cut: Cut) -> Packed {
    let synonyms = [vec!["vpn".to_owned(), "tunnel".to_owned()], vec!["laptop".to_owned(), "notebook".to_owned()]];
    build_cut(&PAGES.map(document), &synonyms, cut).expect("the sample can be packed")
}

fn document((category, title, body): (&str, &str, &str)) -> Document {
    Document {
        kind: Kind::Article,
        path: format!("articles/{}/", title.to_lowercase().replace(' ', "-")),
        title: title.to_owned(),
        summary: body.chars().take(40).collect(),
        aliases: vec![title.chars().rev().collect()],
        headings: vec![Heading { text: body.split(' ').take(3).collect::<Vec<_>>().join(" "), anchor: "more".into() }],
        body: body.to_owned(),
        category: category.to_owned(),
        platforms: Vec::new(),
        withheld: false,
    }
}

const PAGES: [(&str, &str, &str); 8] = [
    (
        "network",
        "Set up the VPN",
        "Install the client, enter vpn.example.com and sign in. Virtual Private Network (VPN)",
    ),
    ("network", "Wi-Fi is slow", "Move closer to the router. Restart it when the connection drops, error 0x80070035"),
    ("email", "Forward mail", "Open the settings of your mailbox and choose a rule to forward messages to colleagues"),
    ("email", "Mailbox is full", "Delete old messages, empty the bin, or ask for a larger quota of 50 GB"),
    ("", "Reset a password", "Choose a new password with twelve letters. Passwords of colleagues are never asked for"),
    ("", "Printer jams", "Open the tray, pull the paper out slowly and print a test page"),
    ("", "Laptop battery", "A laptop that does not charge may need another cable; the battery lasts five years"),
    ("", "Größe der Schrift", "Ändern Sie die Größe der Schrift in den Einstellungen, naïve café"),
];
