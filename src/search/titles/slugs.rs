//! The last folder of an address says mostly what the title says. In the list of titles it refers to the title's words:
//! `*` is the next one, `A` the one after that, and so on; other words stand as they are. Under "Cannot open a mailbox",
//! `cannot-open-shared-mailbox/` is `**-shared-A`.

use crate::letters::fold_into;

/// What the next word is written as.
const NEXT: u8 = b'*';
/// How many words a letter can skip.
const SKIPPED: usize = 26;
/// Begins an address that stands as it is.
const AS_IT_IS: char = '=';

/// An address as the list has it.
pub(super) fn shorter(address: &str, title: &str) -> String {
    let short = address.strip_suffix('/').map(|address| referring(address, title));
    // Not every address can be told in these words, such as one with capital letters.
    short.filter(|short| longer(short, title) == address).unwrap_or_else(|| format!("{AS_IT_IS}{address}"))
}

/// The address that the list means.
pub(super) fn longer(short: &str, title: &str) -> String {
    if let Some(address) = short.strip_prefix(AS_IT_IS) {
        return address.to_owned();
    }
    let words = words(title);
    let (folders, slug) = split(short);
    let mut address = folders.to_owned();
    let mut next = 0;
    for word in slug.split('-') {
        if word.is_empty() || !word.bytes().all(|byte| reference(byte).is_some()) {
            push(&mut address, folders, word);
            continue;
        }
        for skipped in word.bytes().filter_map(reference) {
            let at = next + skipped;
            push(&mut address, folders, words.get(at).map_or("", String::as_str));
            next = at + 1;
        }
    }
    address + "/"
}

/// The address without its last `/`, its last folder in references to the title.
fn referring(address: &str, title: &str) -> String {
    let words = words(title);
    let (folders, slug) = split(address);
    let mut short = folders.to_owned();
    let mut next = 0;
    let mut referred = false;
    for word in slug.split('-') {
        let found = words.iter().skip(next).take(SKIPPED + 1).position(|other| other == word);
        if !(short.len() == folders.len() || referred && found.is_some()) {
            short.push('-');
        }
        referred = found.is_some();
        match found {
            Some(skipped) => {
                short.push(letter(skipped));
                next += skipped + 1;
            }
            None => short.push_str(word),
        }
    }
    short
}

/// The folders before the last one, with their `/`, and the last one.
fn split(address: &str) -> (&str, &str) {
    address.split_at(address.rfind('/').map_or(0, |at| at + 1))
}

fn push(address: &mut String, folders: &str, word: &str) {
    if address.len() > folders.len() {
        address.push('-');
    }
    address.push_str(word);
}

/// How many words a reference skips; `None` for what is none.
fn reference(byte: u8) -> Option<usize> {
    match byte {
        NEXT => Some(0),
        b'A'..=b'Z' => Some(usize::from(byte - b'A') + 1),
        _ => None,
    }
}

fn letter(skipped: usize) -> char {
    let letter = |skipped| u8::try_from(skipped).ok().map(|skipped| b'A' + skipped);
    char::from(skipped.checked_sub(1).and_then(letter).unwrap_or(NEXT))
}

/// The words of a title as addresses have them.
fn words(title: &str) -> Vec<String> {
    let mut folded = String::with_capacity(title.len());
    title.chars().filter(|letter| !matches!(letter, '\'' | '’')).for_each(|letter| fold_into(&mut folded, letter));
    folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_address_refers_to_its_title() {
        for (address, title, short) in [
            ("mail/access-is-denied/", "Access is denied!", "mail/***"),
            ("cannot-open-shared-mailbox/", "Cannot open a mailbox", "**-shared-A"),
            ("cant-print-on-mac/", "Can't print", "**-on-mac"),
            ("mailbox-open/", "Open the mailbox", "B-open"),
            ("ISO/", "Iso", "=ISO/"),
            ("/", "", ""),
            ("#notice-vpn", "VPN", "=#notice-vpn"),
        ] {
            assert_eq!((shorter(address, title).as_str(), longer(short, title).as_str()), (short, address));
        }
    }

    proptest! {
        #[test]
        fn every_address_comes_back(address in "[a-c*A=/-]{0,12}/?", title in "[a-c '-]{0,12}") {
            prop_assert_eq!(longer(&shorter(&address, &title), &title), address);
        }
    }
}
