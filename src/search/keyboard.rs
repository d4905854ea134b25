//! How easily fingers slip from one word to another.

/// Letters as they lie; each row stands half a key to the right of the one above.
const ROWS: [&[u8]; 3] = [b"qwertyuiop", b"asdfghjkl", b"zxcvbnm"];

/// What a wrong first letter adds: people look when they begin.
const FIRST: u32 = 3;
/// A letter that is far from what it should be.
const FAR: u32 = 4;

/// How unlikely it is that somebody who meant the one word typed the other, in steps of about a half; 0 is the likeliest.
/// Several slips are as unlikely as one far one.
pub(crate) fn unlikeliness(typed: &[u8], meant: &[u8]) -> u32 {
    let start = typed.iter().zip(meant).take_while(|(a, b)| a == b).count();
    let (typed_rest, meant_rest) = (&typed[start..], &meant[start..]);
    let end = typed_rest.iter().rev().zip(meant_rest.iter().rev()).take_while(|(a, b)| a == b).count();
    let (wrong, right) = (&typed_rest[..typed_rest.len() - end], &meant_rest[..meant_rest.len() - end]);
    let before = start.checked_sub(1).and_then(|place| meant.get(place)).copied();
    let after = meant.get(start + right.len()).copied();
    let beside = |letter: u8| [before, after].into_iter().flatten().any(|other| other == letter || near(other, letter));
    let slip = match (wrong, right) {
        ([a, b], [c, d]) if a == d && b == c => 0,
        ([], [letter]) if before == Some(*letter) || after == Some(*letter) => 0,
        ([], [_]) => 1,
        ([letter], []) => {
            if beside(*letter) {
                1
            } else {
                FAR
            }
        }
        ([typed], [meant]) => {
            if near(*typed, *meant) || (is_vowel(*typed) && is_vowel(*meant)) {
                1
            } else {
                FAR - 1
            }
        }
        _ => FAR,
    };
    slip + if start == 0 { FIRST } else { 0 }
}

fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

/// Whether two keys touch.
fn near(a: u8, b: u8) -> bool {
    let place = |letter: u8| {
        ROWS.iter().enumerate().find_map(|(row, keys)| {
            // In half keys, so that the shift between rows is a whole number.
            keys.iter().position(|key| *key == letter).map(|column| (row, 2 * column + row))
        })
    };
    let (Some(a), Some(b)) = (place(a), place(b)) else { return false };
    a != b && a.0.abs_diff(b.0) <= 1 && a.1.abs_diff(b.1) <= 2
}

#[cfg(test)]
mod tests {
    use super::{near, unlikeliness};

    #[test]
    fn keys_that_touch_are_near() {
        assert!(near(b'g', b'h') && near(b'g', b't') && near(b'g', b'b') && near(b'n', b'm'));
        assert!(!near(b'q', b'p') && !near(b'g', b'g') && !near(b'q', b'z') && !near(b'a', b'1'));
    }

    #[test]
    fn easy_slips_are_likelier() {
        let unlikely = |typed: &str, meant: &str| unlikeliness(typed.as_bytes(), meant.as_bytes());
        assert_eq!(unlikely("pritner", "printer"), 0);
        assert_eq!(unlikely("pasword", "password"), 0);
        assert_eq!(unlikely("prnter", "printer"), 1);
        assert!(unlikely("prontwr", "printer") > unlikely("pronter", "printer"));
        assert!(unlikely("prsnter", "printer") > unlikely("pranter", "printer"));
        assert!(unlikely("prinxter", "printer") > unlikely("prinrter", "printer"));
        assert!(unlikely("orinter", "printer") > unlikely("prunter", "printer"));
    }
}
