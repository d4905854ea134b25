use insta::assert_snapshot;

use super::*;
use crate::fixture::{problems_of, read as read_kb};

fn article(text: &str) -> Article {
    super::read("articles/it/set-up.md", text).0.article
}

#[test]
fn every_key_is_read() {
    let text = "\u{feff}---\r\ntitle:  Set up\r\nsummary: How\r\ntags: [a, b]\r\naliases:\r\n- VPN\r\nproducts: [Outlook]\r\nplatforms: [macOS, windows]\r\nowner: Network\r\nreviewed: 2026-11-01\r\nreview_by: 2027-05-01\r\nfeatured: true\r\noffered: false\r\n---\r\nText *here*.\r\n\r\n## Größe\r\n## Größe\r\n";
    assert_eq!(problems_of("articles/it/set-up.md", text), "");
    let article = article(text);
    assert_eq!((article.title.as_str(), article.summary.as_str()), ("Set up", "How"));
    assert_eq!(
        (article.tags, article.aliases, article.products),
        (vec!["a".into(), "b".into()], vec!["VPN".into()], vec!["Outlook".into()])
    );
    assert_eq!(article.platforms, [Platform::Windows, Platform::MacOs]);
    assert_eq!(article.reviewed.map(|date| date.to_string()).as_deref(), Some("2026-11-01"));
    assert!(article.featured && article.withheld);
    assert_eq!(&text[article.body_offset..], article.body);
    let headings: Vec<_> =
        article.headings.iter().map(|heading| (heading.id.as_str(), &text[heading.span.clone()])).collect();
    assert_eq!(headings, [("größe", "## Größe"), ("größe-1", "## Größe")]);
}

#[test]
fn a_title_comes_from_front_matter_then_heading_then_file() {
    let titles = ["---\ntitle: 404\n---\n# Other\nText", "\n# The *first*\n\nText", "Text\n\n## Later\n", "Text", ""];
    assert_eq!(titles.map(|text| article(text).title), ["404", "The first", "Later", "Set up", "Set up"]);
}

#[test]
fn a_heading_that_is_the_title_is_not_in_the_body() {
    assert_eq!(article("<!-- c -->\n# Title\nText\n").body, "Text\n");
    assert_eq!(article("Title\n=====\n\nText\n").body, "\nText\n");
    assert_eq!(article("Before\n\n# Title\n").body, "Before\n\n# Title\n");
    let twice = article("---\ntitle: Short\n---\n# A longer title\nText");
    assert_eq!((twice.body.as_str(), twice.aliases), ("Text", vec!["A longer title".to_owned()]));
    assert_eq!(article("---\ntitle: Set up!\n---\n# Set Up\nText").aliases, [""; 0]);
}

#[test]
fn mistakes_in_front_matter_are_all_told() {
    let text = "---\ntitle: [a]\nsumary: x\ntags: vpn, wifi\nplatforms: [windos, beos]\nreviewed: 22.11.2026\nreview_by: 2026-02-30\nfeatured: yes\nms.date: 01/02/2024\nrelated: [articles/it/b.md, 3]\ntitle: twice\n---\nText\n";
    assert_snapshot!(problems_of("articles/it/set-up.md", text), @"
    articles/it/set-up.md:2:8 error value/type `title` must be a text, not a list | write words behind the colon: `key: words`
    articles/it/set-up.md:3:1 warning matter/misspelt-key unknown key `sumary` | did you mean `summary`?
    articles/it/set-up.md:4:7 error value/type `tags` must be a list of texts, not the text `vpn, wifi` | write `[vpn, wifi]`
    articles/it/set-up.md:5:13 error value/unknown `windos` is no platform | did you mean `windows`?
    articles/it/set-up.md:5:21 error value/unknown `beos` is no platform | expected one of `windows`, `macos`, `linux`, `ios`, `android`
    articles/it/set-up.md:6:11 error value/date `reviewed` is no date: `22.11.2026` | write year, month and day: `2026-11-22`
    articles/it/set-up.md:7:12 error value/date `review_by` is no date: `2026-02-30` | write year, month and day: `2026-11-22`
    articles/it/set-up.md:8:11 error value/type `featured` must be `true` or `false`, not the text `yes` | write `true`
    articles/it/set-up.md:9:1 hint matter/foreign-key the key `ms.date` means nothing here
    articles/it/set-up.md:10:11 error related/missing there is no `articles/it/b.md` | give a path from the top of the knowledge base, such as `articles/network/vpn.md`
    articles/it/set-up.md:10:29 error related/missing there is no `3` | give a path from the top of the knowledge base, such as `articles/network/vpn.md`
    articles/it/set-up.md:11:1 error key/duplicate the key `title` is there twice | keep one of them
    ");
}

#[test]
fn front_matter_that_cannot_be_read_is_told() {
    assert_snapshot!(problems_of("articles/it/b.md", "---\ntitle: A\n\nText"), @"articles/it/b.md:1:1 error front-matter/unclosed the front matter has no end | close it with a line `---`");
    assert_snapshot!(problems_of("articles/it/b.md", "---\ntitle: A: B\n---\nText"), @"articles/it/b.md:2:9 error yaml/syntax mapping values are not allowed in this context | put a value that holds `: ` in quotes");
    assert_snapshot!(problems_of("articles/it/b.md", "---\n- a\n---\nText"), @"articles/it/b.md:2:1 error value/type the front matter must be a table of keys and values, not a list | write `key: value`, each on a line of its own");
    assert_snapshot!(problems_of("articles/it/b.md", "---\ntitle: B\nreviewed: 2026-11-01\nreview_by: 2026-10-01\n---\n"), @"
    articles/it/b.md:1:1 warning article/empty the article has no text | write it, or remove the file
    articles/it/b.md:4:12 warning matter/review-order `review_by` (2026-10-01) lies before `reviewed` (2026-11-01) | swap them, or correct one
    ");
}

#[test]
fn fixed_ids_must_be_free() {
    let text = "---\ntitle: B\n---\n## One {#x}\n## Two <a id=\"x\"></a>\n## Three\n<a name=\"y\"></a>\n[x](#x) [y](#y) [three](#three) [two](#two)\n";
    assert_snapshot!(problems_of("articles/it/b.md", text), @"
    articles/it/b.md:5:1 error article/duplicate-id the id `x` is taken | fix another id with `{#some-id}` after the heading, or none
    articles/it/b.md:8:39 error link/missing-anchor `articles/it/b.md` has no heading `#two` | leave the anchor out, or write one that is there: `#three`, `#x`, `#x-1`, `#y`
    ");
}

#[test]
fn one_text_may_stand_where_a_list_is_expected() {
    let matter = "---\ntitle: B\ntags: vpn\naliases: 404\nredirect_from: articles/it/old, new.md\n---\nText";
    assert_eq!(problems_of("articles/it/b.md", matter), "");
    let (kb, _) = read_kb(&[("articles/it/b.md", matter)]);
    let article = &kb.articles[0];
    assert_eq!(
        (article.tags.as_slice(), article.aliases.as_slice()),
        (&["vpn".to_owned()][..], &["404".to_owned()][..])
    );
    assert_eq!(article.redirect_from, ["articles/it/old-new/"]);
    let number = "---\ntitle: B\nredirect_from: 5\n---\nText";
    assert_snapshot!(problems_of("articles/it/b.md", number), @"articles/it/b.md:3:16 error value/type `redirect_from` must be a text or a list of texts, not the number `5` | write `key: [one, two]`");
}

#[test]
fn an_article_nobody_would_read_to_its_end_is_told() {
    let text = format!("# Log\n{}", "A line of a log.\n".repeat(70_000));
    assert_snapshot!(problems_of("articles/it/b.md", &text), @"articles/it/b.md:1:1 warning article/large the article is 1.2 MB long | split it into articles that each answer one question");
}

#[test]
fn the_title_that_was_cut_is_no_anchor() {
    assert_snapshot!(problems_of("articles/it/r.md", "# R\n[same](#r)\n"), @"articles/it/r.md:2:8 error link/missing-anchor `articles/it/r.md` has no heading `#r` | the title is the top of the page: write `#top`, or leave the anchor out");
    assert_eq!(problems_of("articles/it/r.md", "# R\n<a id=\"r\"></a>\n\n[same](#r)\n"), "");
}

#[test]
fn ids_of_the_page_itself_are_left_to_it() {
    let text = "---\ntitle: B\n---\n## Main\n## Solved\n## Main\n[x](#main) [y](#solved) [z](#main-2)\n";
    assert_eq!(problems_of("articles/it/b.md", text), "");
    let (kb, _) = read_kb(&[("articles/it/b.md", text)]);
    let ids: Vec<_> = kb.articles[0].headings.iter().map(|heading| heading.id.as_str()).collect();
    assert_eq!(ids, ["main-1", "solved-1", "main-2"]);
    let target = crate::link::Resolver::new(&kb).resolve("articles/it/b.md", "#main").target;
    assert_eq!(target, Some(crate::link::Resolved::Anchor("main-1".into())));
    let fixed = "---\ntitle: B\n---\n## One {#tz-data}\nText\n";
    assert_snapshot!(problems_of("articles/it/b.md", fixed), @"articles/it/b.md:4:1 error heading/reserved-id the page itself has the id `tz-data` | take another one, such as `tz-data-1`, or leave it out");
}

#[test]
fn other_peoples_front_matter_is_published_as_far_as_it_goes() {
    let (kb, problems) = read_kb(&[(
        "Outlook/A.md",
        "---\ntitle: A\ndescription: About\nms.author: x\ntags: one, two\n---\n# A\n[x](gone.md)",
    )]);
    assert_eq!(kb.articles[0].summary, "About");
    assert_eq!((kb.articles[0].slug.as_str(), kb.articles[0].category.as_str()), ("outlook/a", "outlook"));
    assert!(problems.iter().all(|problem| problem.severity < crate::Severity::Error), "{problems:?}");
    let codes: Vec<_> = problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, ["matter/foreign-key", "value/type", "link/missing-file"]);
}

#[test]
fn a_comment_without_an_end_is_told() {
    assert_snapshot!(problems_of("articles/it/x.md", "# X\n\nText.\n\n<!-- note\n\n## Lost heading\n\n[x](gone.md)\n"), @r#"articles/it/x.md:5:1 error html/unclosed `<!--` is never closed, and hides everything behind it | write `-->` where the hidden part ends, or `\<!--` if these are words to be read"#);
    assert_snapshot!(problems_of("articles/it/x.md", "# X\n\n<div>\n<!-- note\n\nshown -->\n</div>\n\nWords <!-- note\n"), @r#"
    articles/it/x.md:4:1 warning html/unclosed `<!--` is not closed before its block of HTML ends | put an empty line in front of `<!--`, or write `-->` before the next empty line
    articles/it/x.md:9:7 warning html/unclosed `<!--` is not closed before its paragraph ends | begin a line with `<!--` and close it with `-->`, or write `\<!--` if these are words to be read
    "#);
    assert_snapshot!(problems_of("articles/it/x.md", "# X\n\n<!-- note\n\n## Hidden\n\n[x](gone.md) -->\n\nText.\n"), @"");
}

#[test]
fn a_title_without_words_is_told_and_does_without() {
    let text = "---\ntitle:\n---\n# The heading\n\nText.\n";
    assert_snapshot!(problems_of("articles/it/x.md", text), @"articles/it/x.md:2:1 warning value/empty `title` is empty | write a title; without one the first heading is it, or the name of the file");
    assert_eq!(read_kb(&[("articles/it/x.md", text)]).0.articles[0].title, "The heading");
    assert_snapshot!(problems_of("articles/it/x.md", "---\ntitle: ''\n---\nText.\n"), @"articles/it/x.md:2:1 warning value/empty `title` is empty | write a title; without one the first heading is it, or the name of the file");
}

#[test]
fn a_line_without_a_colon_is_told_where_it_stands() {
    assert_snapshot!(problems_of("articles/it/x.md", "---\ntitle: A\nbad key\n---\nText"), @"articles/it/x.md:3:1 error yaml/syntax `bad key` is no key with a value | write `key: value`, or put `#` in front of a comment");
    assert_snapshot!(problems_of("articles/it/x.md", "---\ntitle: A\nbad key\n# why\n\nowner: x\n---\nText"), @"articles/it/x.md:3:1 error yaml/syntax `bad key` is no key with a value | write `key: value`, or put `#` in front of a comment");
    assert_snapshot!(problems_of("articles/it/x.md", "---\ntitle: A\ntags: [a, b\nowner: x\n---\nText"), @"articles/it/x.md:4:6 error yaml/syntax illegal placement of ':' indicator | close the bracket that is open in `tags: [a, b`");
    assert_snapshot!(problems_of("articles/it/x.md", "---\ntitle: A\nowner: \"x\n---\nText"), @"articles/it/x.md:3:8 error yaml/syntax while scanning a quoted scalar, found unexpected end of stream | close the quotation mark, and put nothing behind it");
    assert_snapshot!(problems_of("articles/it/x.md", "---\ntitle: A\n  tags: [a]\n---\nText"), @"articles/it/x.md:3:7 error yaml/syntax mapping values are not allowed in this context | look at the indentation, the colon and the quotes of this line and of the one above it");
}
