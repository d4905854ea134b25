//! English stems.

use frostem::{Algorithm, Stemmer};

/// The stem of a folded word. Codes, names of files and words of other scripts are their own stems.
pub(crate) fn stem(word: &str) -> String {
    if !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return word.to_owned();
    }
    Stemmer::new(Algorithm::English).stem(word).into_owned()
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn a_stem_begins_with_the_first_letter_of_its_word() {
        for word in ["skis", "skies", "dying", "lying", "tying", "ying", "yes", "idly", "only", "a", "eed", "ing"] {
            assert_eq!(stem(word).chars().next(), word.chars().next(), "{word}");
        }
    }

    #[test]
    fn words_share_a_stem_and_codes_keep_theirs() {
        assert_eq!(stem("printing"), stem("printers").trim_end_matches("er"));
        assert_eq!(stem("passwords"), "password");
        assert_eq!(stem("0x80070005s"), "0x80070005s");
        assert_eq!(stem(""), "");
    }
}
