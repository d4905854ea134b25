//! The messages, and what they are made of.

use content::Platform;

use super::super::{
    Answer, Counts, Filter, Found, Fragment, FromEngine, Hit, How, Kind, Part, Place, Question, Reason, Searched,
    ToEngine,
};
use super::{Lines, Wire};

/// Fields, one after another.
macro_rules! fields {
    ($($type:ident { $($field:ident),+ })+) => {$(
        impl Wire for $type {
            fn write(&self, text: &mut String) {
                $(self.$field.write(text);)+
            }

            fn read(lines: &mut Lines<'_>) -> Option<Self> {
                Some(Self { $($field: Wire::read(lines)?),+ })
            }
        }
    )+};
}

/// Names, each with its number.
macro_rules! names {
    ($($type:ident { $($number:literal $name:ident),+ })+) => {$(
        impl Wire for $type {
            fn write(&self, text: &mut String) {
                let number: u32 = match self {
                    $(Self::$name => $number,)+
                };
                number.write(text);
            }

            fn read(lines: &mut Lines<'_>) -> Option<Self> {
                match u32::read(lines)? {
                    $($number => Some(Self::$name),)+
                    _ => None,
                }
            }
        }
    )+};
}

fields! {
    Question { query, limit, literal, filter, explain, sure }
    Filter { category, platform }
    Answer { hits, total, corrected, unknown, counts, partial, searched }
    Counts { categories, platforms }
    Hit { kind, path, title, snippet, category, part, called, reasons }
    Part { title, anchor }
    Fragment { text, marked }
    Reason { typed, mended, little, found }
    Found { words, how, place, outdone_by, share }
    Searched { stems, one_in }
}

names! {
    Kind { 0 Article, 1 Guide, 2 Form, 3 Notice }
    How { 0 Typed, 1 Form, 2 Partly, 3 Unfinished, 4 Synonym, 5 Everyday, 6 Related, 7 Joined, 8 Parts }
    Place { 0 Text, 1 Title, 2 Alias }
    Platform { 0 Windows, 1 MacOs, 2 Linux, 3 Ios, 4 Android }
}

impl Wire for ToEngine {
    fn write(&self, text: &mut String) {
        match self {
            Self::Open { pack } => {
                0_u32.write(text);
                pack.write(text);
            }
            Self::Search { id, question } => {
                1_u32.write(text);
                id.write(text);
                question.write(text);
            }
        }
    }

    fn read(lines: &mut Lines<'_>) -> Option<Self> {
        Some(match u32::read(lines)? {
            0 => Self::Open { pack: Wire::read(lines)? },
            1 => Self::Search { id: Wire::read(lines)?, question: Wire::read(lines)? },
            _ => return None,
        })
    }
}

impl Wire for FromEngine {
    fn write(&self, text: &mut String) {
        match self {
            Self::Started => 0_u32.write(text),
            Self::Ready { documents } => {
                1_u32.write(text);
                documents.write(text);
            }
            Self::Failed { message } => {
                2_u32.write(text);
                message.write(text);
            }
            Self::Answer { id, answer } => {
                3_u32.write(text);
                id.write(text);
                answer.write(text);
            }
        }
    }

    fn read(lines: &mut Lines<'_>) -> Option<Self> {
        Some(match u32::read(lines)? {
            0 => Self::Started,
            1 => Self::Ready { documents: Wire::read(lines)? },
            2 => Self::Failed { message: Wire::read(lines)? },
            3 => Self::Answer { id: Wire::read(lines)?, answer: Wire::read(lines)? },
            _ => return None,
        })
    }
}
