//! Short names for what a module imports. wasm-bindgen ends each with a hash of 16 digits, which only the module and its
//! script read and no compressor can shrink.

use std::collections::BTreeMap;

use anyhow::{Context, Result};

/// The magic number and the version that a module begins with.
const HEADER: usize = 8;
/// The section that says what a module imports.
const IMPORTS: u8 = 2;
/// How many digits a hash has.
const DIGITS: usize = 16;

/// The module and its script with short names.
pub(crate) fn shorten(module: &[u8], script: &str) -> Result<(Vec<u8>, String)> {
    let mut names = BTreeMap::new();
    let module = rewritten(module, &mut names).context("the module is not WebAssembly as we know it")?;
    let script = names.iter().fold(script.to_owned(), |script, (long, short)| script.replace(long, short));
    Ok((module, script))
}

/// The module with short names, which are put down in `names`.
fn rewritten(module: &[u8], names: &mut BTreeMap<String, String>) -> Option<Vec<u8>> {
    let (header, rest) = module.split_at_checked(HEADER)?;
    let mut out = header.to_vec();
    let mut reader = Reader(rest);
    while !reader.0.is_empty() {
        let section = reader.byte()?;
        let content = reader.bytes()?;
        out.push(section);
        if section == IMPORTS {
            put(&mut out, &imports(content, names)?);
        } else {
            put(&mut out, content);
        }
    }
    Some(out)
}

fn imports(content: &[u8], names: &mut BTreeMap<String, String>) -> Option<Vec<u8>> {
    let mut reader = Reader(content);
    let count = reader.number()?;
    let mut out = Vec::new();
    put_number(&mut out, count);
    for _ in 0..count {
        put(&mut out, reader.bytes()?);
        let name = std::str::from_utf8(reader.bytes()?).ok()?;
        put(&mut out, short(name, names).as_bytes());
        let before = reader.0;
        reader.skip_type()?;
        out.extend_from_slice(&before[..before.len() - reader.0.len()]);
    }
    Some(out)
}

/// The short name of what has a hash; all else keeps its name.
fn short(name: &str, names: &mut BTreeMap<String, String>) -> String {
    let hash = name.rsplit_once('_').map_or("", |(_, hash)| hash);
    if hash.len() != DIGITS || !hash.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return name.to_owned();
    }
    let next = format!("i{}", names.len());
    names.entry(name.to_owned()).or_insert(next).clone()
}

/// Reads what a module is written in.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    /// A number in pieces of seven bits, the last ones first.
    fn number(&mut self) -> Option<usize> {
        let mut number = 0;
        for shift in (0..32).step_by(7) {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    /// Bytes behind their number.
    fn bytes(&mut self) -> Option<&'a [u8]> {
        let length = self.number()?;
        let (bytes, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(bytes)
    }

    /// What kind of thing is imported.
    fn skip_type(&mut self) -> Option<()> {
        match self.byte()? {
            // A function.
            0 => drop(self.number()?),
            // A table of references, or a memory.
            1 => {
                self.byte()?;
                self.skip_limits()?;
            }
            2 => self.skip_limits()?,
            // A variable, or an exception.
            3 | 4 => drop((self.byte()?, self.number()?)),
            _ => return None,
        }
        Some(())
    }

    fn skip_limits(&mut self) -> Option<()> {
        let has_most = self.byte()? & 1 == 1;
        self.number()?;
        if has_most {
            self.number()?;
        }
        Some(())
    }
}

fn put(out: &mut Vec<u8>, bytes: &[u8]) {
    put_number(out, bytes.len());
    out.extend_from_slice(bytes);
}

fn put_number(out: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        out.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

    use super::*;

    fn module(names: &[&str]) -> Vec<u8> {
        let mut imports = Vec::new();
        put_number(&mut imports, names.len());
        for name in names {
            put(&mut imports, b"./a_bg.js");
            put(&mut imports, name.as_bytes());
            imports.extend([0, 5]);
        }
        let mut module = b"\0asm\x01\0\0\0".to_vec();
        module.push(1);
        put(&mut module, &[7; 200]);
        module.push(IMPORTS);
        put(&mut module, &imports);
        module.extend([10, 1, 0]);
        module
    }

    #[test]
    fn names_with_a_hash_become_short_in_both_and_others_stay() {
        let long = ["__wbg_get_0123456789abcdef", "__wbindgen_throw", "__wbg_set_fedcba9876543210"];
        let script = "{ __wbg_get_0123456789abcdef: 1, __wbindgen_throw: 2, __wbg_set_fedcba9876543210: 3 }";
        let (module_now, script_now) = shorten(&module(&long), script).unwrap();
        assert_eq!(module_now, module(&["i0", "__wbindgen_throw", "i1"]));
        assert_eq!(script_now, "{ i0: 1, __wbindgen_throw: 2, i1: 3 }");
    }

    #[test]
    fn what_is_no_module_is_told() {
        assert!(shorten(b"<html>", "").is_err());
        assert!(shorten(&module(&["a"])[..230], "").is_err());
    }
}
