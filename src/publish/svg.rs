//! Which SVG files may be published: one that is opened by its own address is a page of the site, and could run scripts.

use crate::html::unescaped;
use crate::markdown::tag;

/// Elements that run, load or bring in another language.
const ELEMENTS: [&str; 17] = [
    "audio",
    "base",
    "body",
    "canvas",
    "embed",
    "foreignobject",
    "form",
    "frame",
    "handler",
    "html",
    "iframe",
    "link",
    "listener",
    "meta",
    "object",
    "script",
    "video",
];
/// Data that may stand in a file instead of a reference: nothing in it runs.
const DATA: [&str; 8] = [
    "data:image/png",
    "data:image/jpeg",
    "data:image/jpg",
    "data:image/gif",
    "data:image/webp",
    "data:font/",
    "data:application/font-",
    "data:application/x-font-",
];

/// Why an SVG file must not be published, to follow "it"; `None` when it only draws. In doubt it is refused.
pub(crate) fn fault(bytes: &[u8]) -> Option<String> {
    let Ok(text) = std::str::from_utf8(bytes) else { return Some("is not UTF-8".into()) };
    let mut style = None;
    let mut at = 0;
    while let Some(found) = text[at..].find('<') {
        let start = at + found;
        if let Some(style) = &mut style {
            String::push_str(style, &text[at..start]);
        }
        let rest = &text[start..];
        if let Some((inner, length)) = markup(rest) {
            match inner {
                Markup::Text(inner) => style.iter_mut().for_each(|style| style.push_str(inner)),
                Markup::Faulty(fault) => return Some(fault.into()),
                Markup::Nothing => {}
            }
            at = start + length;
            continue;
        }
        let Some(tag) = tag(text, start) else { return Some("is not well-formed".into()) };
        if tag.closes {
            if let Some(fault) =
                local(&tag.name).eq("style").then(|| style.take()).flatten().and_then(|css| in_css(&css))
            {
                return Some(fault);
            }
        } else {
            if let Some(fault) = in_element(&tag.name, &tag.attributes) {
                return Some(fault);
            }
            if local(&tag.name) == "style" && !text[..tag.range.end].ends_with("/>") {
                style = Some(style.unwrap_or_default());
            }
        }
        at = tag.range.end;
    }
    style.and_then(|css| in_css(&css))
}

enum Markup<'a> {
    /// Text that is no markup.
    Text(&'a str),
    Nothing,
    Faulty(&'static str),
}

/// What is no tag, with its length.
fn markup(rest: &str) -> Option<(Markup<'_>, usize)> {
    let inside = |open: &str, close: &str| {
        let inner = rest.strip_prefix(open)?;
        let end = inner.find(close).unwrap_or(inner.len());
        Some((&inner[..end], (open.len() + end + close.len()).min(rest.len())))
    };
    if let Some((_, length)) = inside("<!--", "-->") {
        return Some((Markup::Nothing, length));
    }
    if let Some((text, length)) = inside("<![CDATA[", "]]>") {
        return Some((Markup::Text(text), length));
    }
    if let Some((instruction, length)) = inside("<?", "?>") {
        let foreign = instruction.starts_with("xml-");
        return Some((if foreign { Markup::Faulty("loads a style sheet") } else { Markup::Nothing }, length));
    }
    let (declaration, length) = inside("<!", ">")?;
    // An entity can hold any markup.
    Some((if declaration.contains('[') { Markup::Faulty("declares entities") } else { Markup::Nothing }, length))
}

fn in_element(name: &str, attributes: &[(String, &str)]) -> Option<String> {
    if !name.is_ascii() || ELEMENTS.contains(&local(name)) {
        return Some(format!("holds `<{name}>`"));
    }
    attributes.iter().find_map(|(key, value)| in_attribute(key, &unescaped(value)))
}

fn in_attribute(key: &str, value: &str) -> Option<String> {
    let name = local(key);
    let plain: String = value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    let plain = plain.to_ascii_lowercase();
    let handler = |name: &str| name.len() > 2 && name.starts_with("on");
    if !key.is_ascii() || handler(name) || name == "attributename" && handler(local(&plain)) {
        return Some(format!("holds the event handler `{key}`"));
    }
    let moved = name == "attributename" && matches!(local(&plain), "href" | "src");
    if matches!(name, "href" | "src") && !is_own(&plain) || moved || key == "xml:base" {
        return Some(format!("refers to something outside of it with `{key}`"));
    }
    if plain.contains("javascript:") {
        return Some(format!("holds a script in `{key}`"));
    }
    if key.starts_with("xmlns") && plain.contains("xhtml") {
        return Some("holds HTML".into());
    }
    if name == "style" || value.contains('(') { in_css(value) } else { None }
}

fn in_css(css: &str) -> Option<String> {
    let css = unescaped(css).to_ascii_lowercase();
    let loads = ["@import", "image-set", "src("].into_iter().find(|word| css.contains(word));
    // Without escapes every word can be seen for what it is.
    if let Some(word) = loads.or(css.contains('\\').then_some("\\")) {
        return Some(format!("holds the style `{word}`"));
    }
    let mut targets =
        css.split("url(").skip(1).map(|rest| rest.trim_start_matches(|c: char| c.is_whitespace() || "\"'".contains(c)));
    targets.any(|target| !is_own(target)).then(|| "refers to something outside of it with `url()`".to_owned())
}

/// Whether a reference stays in the file.
fn is_own(target: &str) -> bool {
    target.is_empty() || target.starts_with('#') || DATA.iter().any(|data| target.starts_with(data))
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(inner: &str) -> Option<String> {
        fault(format!("<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\">{inner}</svg>").as_bytes())
    }

    #[test]
    fn what_only_draws_is_safe() {
        for inner in [
            "<path d='M0 0'/>",
            "<defs><linearGradient id='g'/></defs><rect fill='url(#g)' style=\"fill: url(&quot;#g&quot;)\"/>",
            "<use xlink:href='#a'/><image href='data:image/png;base64,AAAA'/>",
            "<style>.a { fill: url(#g) }</style><text>see https://example.com, or @import it</text>",
            "<style><![CDATA[ .a > .b { fill: red } ]]></style>",
            "<!-- <script> --><title>One &lt; two</title>",
            "<metadata><rdf:RDF><cc:Work rdf:about=''><dc:type rdf:resource='http://purl.org/x'/></cc:Work></rdf:RDF></metadata>",
            "<g transform='rotate(45)' opacity='.5'/>",
        ] {
            assert_eq!(check(inner), None, "{inner}");
        }
        let doctype = "<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/svg11.dtd\"><svg/>";
        assert_eq!(fault(doctype.as_bytes()), None);
    }

    #[test]
    fn what_runs_or_loads_is_told() {
        for (inner, told) in [
            ("<script>x()</script>", "holds `<script>`"),
            ("<SCRIPT href='x.js'/>", "holds `<script>`"),
            ("<s:script/>", "holds `<s:script>`"),
            ("<\u{e9}:script/>", "is not well-formed"),
            ("<!--> <![CDATA[ --><script/> ]]>", "holds `<script>`"),
            ("<foreignObject><p/></foreignObject>", "holds `<foreignobject>`"),
            ("<g onload='x()'/>", "holds the event handler `onload`"),
            ("<set attributeName='onclick' to='x()'/>", "holds the event handler `attributename`"),
            ("<a href='java&#x0A;script:x()'/>", "refers to something outside of it with `href`"),
            ("<animate attributeName='xlink:href' to='#b'/>", "refers to something outside of it with `attributename`"),
            ("<animate values='#a;javascript:x()'/>", "holds a script in `values`"),
            ("<image xlink:href='//example.com/p.png'/>", "refers to something outside of it with `xlink:href`"),
            ("<use href='other.svg#a'/>", "refers to something outside of it with `href`"),
            ("<use href='data:image/svg+xml,x'/>", "refers to something outside of it with `href`"),
            ("<rect fill='url(https://example.com/#g)'/>", "refers to something outside of it with `url()`"),
            ("<style>@im<!-- -->port 'x'</style>", "holds the style `@import`"),
            ("<style>a{fill:u\\72l(x)}</style>", "holds the style `\\`"),
            ("<style><![CDATA[a{fill:url( 'http://x' )}]]></style>", "refers to something outside of it with `url()`"),
            ("<style>@import 'x'", "holds the style `@import`"),
            ("<x:p xmlns:x='http://www.w3.org/1999/xhtml'/>", "holds HTML"),
            ("<?xml-stylesheet href='x'?>", "loads a style sheet"),
            ("<!DOCTYPE svg [<!ENTITY x '<script/>'>]>", "declares entities"),
            ("<g", "is not well-formed"),
        ] {
            assert_eq!(check(inner).as_deref(), Some(told), "{inner}");
        }
        assert_eq!(fault(b"\xff\xfe<\0").as_deref(), Some("is not UTF-8"));
    }
}
