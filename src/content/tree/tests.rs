use insta::assert_snapshot;

use super::*;
use crate::fixture::listed;

/// A tree as one line: scalars by kind and text, and what their spans hold when it differs.
fn shown(node: &Node, text: &str) -> String {
    let at = &text[node.span.clone()];
    match &node.value {
        Value::Scalar { text, kind } if text == at => format!("{kind:?}({text})"),
        Value::Scalar { text, kind } => format!("{kind:?}({text})←{at}"),
        Value::List(items) => {
            format!("[{}]", items.iter().map(|item| shown(item, text)).collect::<Vec<_>>().join(", "))
        }
        Value::Table(entries) => {
            let entry = |entry: &Entry| {
                assert_eq!(text[entry.key_span.clone()].trim_matches('"'), entry.key);
                format!("{}: {}", entry.key, shown(&entry.node, text))
            };
            format!("{{{}}}", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
        }
    }
}

fn yaml(text: &str) -> String {
    let (node, problems) = parse_yaml("x.yml", text, 0);
    let tree = node.map(|node| shown(&node, text)).unwrap_or_default();
    [tree, listed(&problems, &[("x.yml", text)])].join("\n").trim().to_owned()
}

fn toml(text: &str) -> String {
    let (node, problems) = parse_toml("x.toml", text);
    [shown(&node, text), listed(&problems, &[("x.toml", text)])].join("\n").trim().to_owned()
}

#[test]
fn yaml_spans_are_bytes_even_after_letters_of_many_bytes() {
    assert_snapshot!(yaml("größe: 'für'\r\n# Ünicode\r\nemoji: 🙂 x\r\nlist:\r\n  - é\r\n  - 3\r\nend: ö\r\n"), @"{größe: Text(für)←'für', emoji: Text(🙂 x), list: [Text(é), Number(3)], end: Text(ö)}");
    assert_snapshot!(yaml("a: |\n  ü\n  two\nb: {x: ~, y: true}\nc: >-\n  folded\n  text\n"), @"
    {a: Text(ü
    two
    )←ü
      two, b: {x: Null(~), y: Bool(true)}, c: Text(folded text)←folded
      text}
    ");
}

#[test]
fn yaml_mistakes_are_told_with_their_place() {
    assert_snapshot!(yaml("title: VPN: set up\n"), @"x.yml:1:11 error yaml/syntax mapping values are not allowed in this context | put a value that holds `: ` in quotes");
    assert_snapshot!(yaml("a: 1\n\tb: 2\n"), @"x.yml:1:4 error yaml/syntax while scanning a plain scalar, found a tab | indent with spaces: YAML allows no tabs");
    assert_snapshot!(yaml("ü: [1, 2\nb: 3\n"), @"x.yml:2:2 error yaml/syntax illegal placement of ':' indicator | close the bracket that is open in `ü: [1, 2`");
    assert_snapshot!(yaml("a: @home\n"), @"x.yml:1:4 error yaml/syntax unexpected character: `@' | put a value that starts with a special character in quotes");
    assert_snapshot!(yaml("a: 1\nb: 2\na: 3\n"), @"
    {a: Number(1), b: Number(2)}
    x.yml:3:1 error key/duplicate the key `a` is there twice | keep one of them
    ");
    assert_snapshot!(yaml("a: 'open\n"), @"x.yml:1:4 error yaml/syntax while scanning a quoted scalar, found unexpected end of stream | close the quotation mark, and put nothing behind it");
    assert_snapshot!(yaml("a: 1\n---\nb: 2\n"), @"x.yml:2:1 error yaml/documents the file holds more than one YAML document | remove the line `---` above it, or move it into a file of its own");
}

#[test]
fn yaml_aliases_are_followed_within_reason() {
    assert_snapshot!(yaml("a: &x [1, 2]\nb: *x\n"), @"{a: [Number(1), Number(2)], b: [Number(1), Number(2)]}");
    let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for level in 1..9 {
        let last = format!("*a{}", level - 1);
        bomb.push_str(&format!("a{level}: &a{level} [{}]\n", [last.as_str(); 10].join(", ")));
    }
    assert_snapshot!(yaml(&bomb), @"x.yml:5:10 error yaml/alias aliases repeat too much | write the values themselves");
    assert_snapshot!(yaml(&"[".repeat(100_000)), @"x.yml:1:256 error yaml/syntax recursion limit exceeded | close the bracket that is open in `[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[…`");
}

#[test]
fn toml_spans_are_bytes() {
    assert_snapshot!(toml("größe = \"für\" # é\n[[x]]\n\"ü\" = 3\nd = 2026-11-22\n[[x]]\nf = 0x1F\n"), @r#"
    {größe: Text(für)←"für", x: [{ü: Number(3), d: Moment(2026-11-22)}, {f: Number(0x1F)}]}
    x.toml:1:3 error toml/syntax invalid unquoted key, expected letters, numbers, `-`, `_` | write `key = "words"`: texts stand in quotes, and every quote and bracket is closed
    "#);
}

#[test]
fn toml_is_read_around_its_mistakes() {
    assert_snapshot!(toml("ü = 1\nname = Help\nok = true\nok = false\nlast = \"x\n"), @r#"
    {ü: Number(1), name: Text(Help), ok: Bool(true), last: Text(x)←"x}
    x.toml:1:1 error toml/syntax invalid unquoted key, expected letters, numbers, `-`, `_` | write `key = "words"`: texts stand in quotes, and every quote and bracket is closed
    x.toml:2:8 error toml/syntax string values must be quoted, expected literal string | write `key = "words"`: texts stand in quotes, and every quote and bracket is closed
    x.toml:4:1 error key/duplicate duplicate key | keep one of them
    x.toml:5:10 error toml/syntax invalid basic string, expected `"` | write `key = "words"`: texts stand in quotes, and every quote and bracket is closed
    "#);
}

proptest::proptest! {
    #[test]
    fn no_text_makes_a_parser_panic(text in "\\PC*|[\\[\\]{}:\\-,#&*!|>'\"a-cé\n\t ]{0,60}|[\\[\\]{}=.,#\"'a-cé0-9\n ]{0,60}") {
        let (node, problems) = parse_yaml("x", &text, 0);
        if let Some(node) = node { inside(&node, &text); }
        let (node, more) = parse_toml("x", &text);
        inside(&node, &text);
        for span in problems.into_iter().chain(more).filter_map(|problem| problem.span) {
            proptest::prop_assert!(text.get(span).is_some());
        }
    }
}

/// All spans lie on whole characters of the text.
fn inside(node: &Node, text: &str) {
    assert!(text.get(node.span.clone()).is_some(), "{node:?}");
    match &node.value {
        Value::Scalar { .. } => {}
        Value::List(items) => items.iter().for_each(|item| inside(item, text)),
        Value::Table(entries) => entries.iter().for_each(|entry| {
            assert!(text.get(entry.key_span.clone()).is_some(), "{entry:?}");
            inside(&entry.node, text);
        }),
    }
}
