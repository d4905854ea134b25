//! Slugs: words of an address.

/// The address of a file below its folder: its path without the ending, every part in lower-case ASCII with hyphens.
/// It depends on nothing but the path, so it changes only with it.
pub fn from_path(path: &str) -> String {
    let stem = path.rsplit_once('.').filter(|(_, ending)| !ending.contains('/')).map_or(path, |(stem, _)| stem);
    stem.split('/').filter(|part| !part.is_empty()).map(word).collect::<Vec<_>>().join("/")
}

/// One part of an address: lower-case ASCII letters, digits and single hyphens, never empty. What has no likeness in
/// ASCII at all gets a name made of its characters' numbers.
pub fn word(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match transliterate(c) {
            Some(letters) => letters.chars().for_each(|letter| push(&mut slug, letter)),
            None if matches!(c, '\'' | '’') => {}
            None => push(&mut slug, c),
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { format!("x{:08x}", fingerprint(text)) } else { slug.to_owned() }
}

/// Adds a letter or digit; everything else separates, once.
fn push(slug: &mut String, c: char) {
    if c.is_ascii_alphanumeric() {
        slug.push(c);
    } else if !slug.is_empty() && !slug.ends_with('-') {
        slug.push('-');
    }
}

/// The anchor Git hosts give a heading: lower case, letters, digits, `_` and `-` of any script, spaces to hyphens. It
/// may be empty.
pub fn anchor(text: &str) -> String {
    text.trim()
        .chars()
        .flat_map(char::to_lowercase)
        .filter_map(|c| match c {
            ' ' => Some('-'),
            '-' | '_' => Some(c),
            _ if c.is_alphanumeric() || is_mark(c) => Some(c),
            _ => None,
        })
        .collect()
}

/// Combining marks, which belong to the letter before them.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}'
        | '\u{900}'..='\u{903}' | '\u{93a}'..='\u{94f}' | '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}'
        | '\u{1ab0}'..='\u{1aff}' | '\u{3099}' | '\u{309a}' | '\u{203f}' | '\u{2040}')
}

/// The likeness of a lower-case Latin letter in ASCII.
fn transliterate(c: char) -> Option<&'static str> {
    Some(match c {
        'à' | 'á' | 'â' | 'ã' | 'å' | 'ā' | 'ă' | 'ą' | 'ǎ' => "a",
        'ä' | 'æ' => "ae",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ĥ' | 'ħ' => "h",
        'ì' | 'í' | 'î' | 'ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => "i",
        'ĵ' => "j",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ō' | 'ŏ' | 'ő' => "o",
        'ö' | 'ø' | 'œ' => "oe",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
        'ß' => "ss",
        'ţ' | 'ť' | 'ț' => "t",
        'þ' => "th",
        'ù' | 'ú' | 'û' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => "u",
        'ü' => "ue",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        '&' => "-and-",
        '+' => "-plus-",
        // Combining marks, such as macOS puts into file names: `e` and an accent.
        '\u{300}'..='\u{36f}' => "",
        _ => return None,
    })
}

/// FNV-1a: short, the same everywhere and for ever.
fn fingerprint(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_becomes_an_address() {
        assert_eq!(from_path("network/VPN set up.md"), "network/vpn-set-up");
        assert_eq!(from_path("Exchange/Outlook 2016 (Windows).md"), "exchange/outlook-2016-windows");
        assert_eq!(from_path("Zugänge/Öffnen & Schließen.md"), "zugaenge/oeffnen-and-schliessen");
        assert_eq!(from_path("v1.2/notes"), "v1-2/notes");
        assert_eq!(from_path("don't-panic.md"), "dont-panic");
        assert_eq!(from_path("cafe\u{301}.md"), "cafe");
    }

    #[test]
    fn a_name_without_ascii_still_has_an_address() {
        assert_eq!(word("日本語"), word("日本語"));
        assert_ne!(word("日本語"), word("한국어"));
        assert!(word("???").bytes().all(|byte| byte.is_ascii_alphanumeric()));
    }

    #[test]
    fn anchors_are_those_of_git_hosts() {
        assert_eq!(anchor("Check the Wi-Fi"), "check-the-wi-fi");
        assert_eq!(anchor("It says “0x8004de40” — why?"), "it-says-0x8004de40--why");
        assert_eq!(anchor("Größe & snake_case"), "größe--snake_case");
        assert_eq!(anchor("!!!"), "");
    }

    proptest::proptest! {
        #[test]
        fn an_address_is_safe_everywhere(text in ".*") {
            let slug = word(&text);
            proptest::prop_assert!(!slug.is_empty());
            proptest::prop_assert!(slug.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'));
            proptest::prop_assert!(!slug.starts_with('-') && !slug.ends_with('-'));
        }
    }
}
