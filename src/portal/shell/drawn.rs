//! Icons drawn into the page itself. A browser takes several times as long to draw an icon that lies in another file, which
//! counts where a list is drawn anew with every key.

const SPRITE: &str = include_str!("../icons/icons.svg");

/// The strokes of an icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Strokes(&'static str);

/// Copies the strokes of one icon out of the sprite, so that the program does not hold all of it.
macro_rules! strokes {
    ($name:literal) => {{
        const FOUND: &[u8] = strokes_of(concat!("<symbol id=\"", $name, "\"").as_bytes());
        const COPY: [u8; FOUND.len()] = copied(FOUND);
        match std::str::from_utf8(&COPY) {
            Ok(strokes) => Strokes(strokes),
            Err(_) => panic!("the sprite is not UTF-8"),
        }
    }};
}

impl Strokes {
    pub(crate) const ARTICLE: Self = const { strokes!("file-text") };
    pub(crate) const GUIDE: Self = const { strokes!("signpost") };
    pub(crate) const TICKET: Self = const { strokes!("ticket") };
    pub(crate) const NOTICE: Self = const { strokes!("triangle-alert") };
    pub(crate) const DOWN: Self = const { strokes!("chevron-down") };
    pub(crate) const PERSON: Self = const { strokes!("life-buoy") };
    pub(crate) const RIGHT: Self = const { strokes!("chevron-right") };
}

/// An icon as HTML, hidden from screen readers.
pub(crate) fn drawn(strokes: Strokes) -> String {
    let svg = "<svg class=\"icon\" width=\"24\" height=\"24\" viewBox=\"0 0 24 24\" aria-hidden=\"true\" focusable=\"false\">";
    [svg, strokes.0, "</svg>"].concat()
}

/// What stands in the symbol that begins so.
const fn strokes_of(beginning: &[u8]) -> &'static [u8] {
    let rest = behind(behind(SPRITE.as_bytes(), beginning), b">");
    let rest_behind = behind(rest, b"</symbol>");
    rest.split_at(rest.len() - rest_behind.len() - b"</symbol>".len()).0
}

/// What stands behind the first place that says this.
const fn behind<'a>(text: &'a [u8], wanted: &[u8]) -> &'a [u8] {
    let mut at = 0;
    loop {
        assert!(at + wanted.len() <= text.len(), "the sprite lacks an icon that is named here");
        let mut same = 0;
        while same < wanted.len() && text[at + same] == wanted[same] {
            same += 1;
        }
        if same == wanted.len() {
            return text.split_at(at + same).1;
        }
        at += 1;
    }
}

const fn copied<const LENGTH: usize>(bytes: &[u8]) -> [u8; LENGTH] {
    let mut copy = [0; LENGTH];
    let mut at = 0;
    while at < LENGTH {
        copy[at] = bytes[at];
        at += 1;
    }
    copy
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_icon_has_the_strokes_of_its_symbol_and_no_others() {
        assert_eq!(Strokes::DOWN.0, "<path d=\"m6 9 6 6 6-6\"/>");
        assert!(Strokes::PERSON.0.starts_with("<circle ") && !Strokes::PERSON.0.contains("symbol"));
    }
}
