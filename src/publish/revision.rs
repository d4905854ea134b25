//! Which text of a file a page was made from.

use sha1::{Digest as _, Sha1};

/// How many digits are enough to tell any two texts of a knowledge base apart.
const DIGITS: usize = 10;

/// The beginning of the name that Git gives to a file with this text (`git hash-object`), so that `git show` finds what a
/// reader had before them, also when the file has changed since.
pub(crate) fn revision(text: &str) -> String {
    let digest = Sha1::new().chain_update(format!("blob {}\0", text.len())).chain_update(text).finalize();
    let mut digits: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    digits.truncate(DIGITS);
    digits
}

#[cfg(test)]
mod tests {
    use super::revision;

    #[test]
    fn a_text_has_the_name_that_git_gives_it() {
        // As `git hash-object --stdin` prints it.
        assert_eq!(revision(""), "e69de29bb2");
        assert_eq!(revision("hello\n"), "ce01362503");
    }
}
