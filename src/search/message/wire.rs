//! How messages are written: as text, a value a line. The portal needs far less code to read that than to read JSON, and
//! every page loads that code.

mod messages;

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

/// What cannot stand in a line as it is: what ends it, and what ends the element of a page that holds it.
const ESCAPED: &AsciiSet = &CONTROLS.add(b'%').add(b'<');

/// Something that can be written as lines and read back.
pub trait Wire: Sized {
    /// Adds its lines, one at least, to a text.
    fn write(&self, text: &mut String);

    /// Takes its lines; `None` when they are none of ours.
    fn read(lines: &mut Lines<'_>) -> Option<Self>;

    /// The whole text of it. Fit for an element of a page, whose language knows other rules.
    fn to_text(&self) -> String {
        let mut text = String::new();
        self.write(&mut text);
        text
    }

    /// Reads a whole text.
    fn from_text(text: &str) -> Option<Self> {
        let mut lines = Lines(text);
        let it = Self::read(&mut lines)?;
        lines.0.is_empty().then_some(it)
    }
}

/// Lines not read yet.
#[derive(Debug)]
pub struct Lines<'a>(&'a str);

impl<'a> Lines<'a> {
    fn next(&mut self) -> Option<&'a str> {
        let (line, rest) = self.0.split_once('\n')?;
        self.0 = rest;
        Some(line)
    }
}

impl Wire for u32 {
    fn write(&self, text: &mut String) {
        text.push_str(&self.to_string());
        text.push('\n');
    }

    fn read(lines: &mut Lines<'_>) -> Option<Self> {
        lines.next()?.parse().ok()
    }
}

/// Counts are small: the portal's own are of 32 bits.
impl Wire for usize {
    fn write(&self, text: &mut String) {
        u32::try_from(*self).unwrap_or(u32::MAX).write(text);
    }

    fn read(lines: &mut Lines<'_>) -> Option<Self> {
        Self::try_from(u32::read(lines)?).ok()
    }
}

impl Wire for bool {
    fn write(&self, text: &mut String) {
        u32::from(*self).write(text);
    }

    fn read(lines: &mut Lines<'_>) -> Option<Self> {
        match u32::read(lines)? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }
}

/// Travels as its bits: code that reads decimals is long, and not exact for all.
impl Wire for f64 {
    fn write(&self, text: &mut String) {
        let bits = self.to_bits();
        ((bits >> 32) as u32).write(text);
        (bits as u32).write(text);
    }

    fn read(lines: &mut Lines<'_>) -> Option<Self> {
        let high = u64::from(u32::read(lines)?);
        Some(Self::from_bits(high << 32 | u64::from(u32::read(lines)?)))
    }
}

impl Wire for String {
    fn write(&self, text: &mut String) {
        text.extend(utf8_percent_encode(self, ESCAPED));
        text.push('\n');
    }

    fn read(lines: &mut Lines<'_>) -> Option<Self> {
        let text = percent_decode_str(lines.next()?).decode_utf8().ok()?;
        Some(text.into_owned())
    }
}

impl<T: Wire> Wire for Option<T> {
    fn write(&self, text: &mut String) {
        self.is_some().write(text);
        if let Some(it) = self {
            it.write(text);
        }
    }

    fn read(lines: &mut Lines<'_>) -> Option<Self> {
        if bool::read(lines)? { T::read(lines).map(Some) } else { Some(None) }
    }
}

/// How many there are, and each of them. The number is only believed as far as there are lines.
impl<T: Wire> Wire for Vec<T> {
    fn write(&self, text: &mut String) {
        self.len().write(text);
        self.iter().for_each(|it| it.write(text));
    }

    fn read(lines: &mut Lines<'_>) -> Option<Self> {
        let mut list = Self::new();
        for _ in 0..u32::read(lines)? {
            list.push(T::read(lines)?);
        }
        Some(list)
    }
}

impl<A: Wire, B: Wire> Wire for (A, B) {
    fn write(&self, text: &mut String) {
        self.0.write(text);
        self.1.write(text);
    }

    fn read(lines: &mut Lines<'_>) -> Option<Self> {
        Some((A::read(lines)?, B::read(lines)?))
    }
}

#[cfg(test)]
mod tests;
