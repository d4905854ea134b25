#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

use std::collections::BTreeSet;

use content::{Kb, Source};

use super::*;
use crate::load::Folder;

/// Renders `markdown` as the body of `articles/a.md` beside an article `b`, a form and a picture.
fn render(markdown: &str) -> Rendered {
    let root = tempfile::tempdir().unwrap();
    std::fs::create_dir(root.path().join("articles")).unwrap();
    std::fs::write(root.path().join("articles/p.png"), crate::icons::png(content::Brand::default(), 8).unwrap())
        .unwrap();
    let mut heavy = crate::icons::png(content::Brand::default(), 8).unwrap();
    let end = heavy.len() - 12;
    heavy.splice(end..end, vec![0; 2_500_000]);
    std::fs::write(root.path().join("articles/heavy.png"), heavy).unwrap();
    std::fs::write(root.path().join("articles/empty.png"), "").unwrap();
    std::fs::write(root.path().join("articles/html.png"), "<!doctype html>").unwrap();
    std::fs::write(root.path().join("articles/m.pdf"), "%PDF").unwrap();
    std::fs::write(root.path().join("articles/x.html"), "<script>").unwrap();
    std::fs::write(root.path().join("articles/good.svg"), "<svg><path d='M0 0'/></svg>").unwrap();
    std::fs::write(root.path().join("articles/bad.svg"), "<svg onload='x()'/>").unwrap();
    let source = |path: &str, text: String| Source { path: path.into(), text };
    let sources = [
        source("articles/a.md", format!("---\ntitle: The title\n---\n{markdown}")),
        source("articles/b.md", "---\ntitle: B\n---\n## Part\n".into()),
        source(
            "forms/f.yml",
            "name: F\nbody:\n  - type: input\n    id: summary\n    attributes: { label: S }\n".into(),
        ),
    ];
    let files: BTreeSet<String> =
        ["bad.svg", "empty.png", "good.svg", "heavy.png", "html.png", "m.pdf", "p.png", "x.html"]
            .map(|name| format!("articles/{name}"))
            .into();
    let (mut kb, _) = Kb::read(&sources, files.clone());
    let folder = Folder::open(root.path()).unwrap();
    let media = Media::new(&folder, &files);
    let texts = crate::texts::Texts::render(&mut kb, &sources, &Base::parse("/help/").unwrap(), &media, None);
    let mut articles = texts.articles;
    articles.swap_remove(0)
}

#[track_caller]
fn check(markdown: &str, html: &str) {
    assert_eq!(render(markdown).html.trim_end(), html);
}

fn told(markdown: &str) -> Vec<String> {
    let problems = render(markdown).problems;
    for problem in problems.iter().filter(|problem| problem.severity > content::Severity::Hint) {
        assert!(problem.help.is_some() && problem.span.is_some(), "{problem:?}");
    }
    problems.into_iter().map(|problem| format!("{}: {}", problem.code, problem.message)).collect()
}

#[test]
fn links_lead_below_the_base_path() {
    check("[b](b.md#part)", r#"<p><a href="/help/articles/b/#part">b</a></p>"#);
    check("[f](../forms/f.yml?summary=a+b&c)", r#"<p><a href="/help/ticket/f/?summary=a+b">f</a></p>"#);
    check("[w](https://a.example/?x=1&y=2)", r#"<p><a href="https://a.example/?x=1&amp;y=2" rel="noopener">w</a></p>"#);
    check("[m](mailto:a@b.example)", r#"<p><a href="mailto:a@b.example">m</a></p>"#);
    check("<a href='b.md' target=_blank>b</a>", r#"<p><a href="/help/articles/b/">b</a></p>"#);
}

#[test]
fn nothing_dead_is_clickable() {
    check("[gone](gone.md) on", r#"<p><span class="dead-link">gone</span> on</p>"#);
    check("[x](javascript:alert(1))", r#"<p><span class="dead-link">x</span></p>"#);
    check("<a href=\"javascript:x()\">x</a> on", r#"<p><span class="dead-link">x</span> on</p>"#);
    assert_eq!(
        told("[x](x.html)"),
        ["link/active-file: `articles/x.html` is not copied: it could run scripts as this site"]
    );
    assert_eq!(told("[x](foo:bar)").len(), 1);
}

#[test]
fn pictures_are_sized_and_files_copied_under_hashed_names() {
    let html = render("![A *picture*](p.png \"T\") and [m](m.pdf)").html;
    assert!(html.starts_with("<p><img src=\"/help/assets/media/p."), "{html}");
    for part in
        ["alt=\"A picture\"", "width=\"8\" height=\"8\"", "loading=\"lazy\"", "decoding=\"async\"", "title=\"T\""]
    {
        assert!(html.contains(part), "{part} is not in {html}");
    }
    assert!(html.contains("<a href=\"/help/assets/media/m."), "{html}");
}

#[test]
fn pictures_that_cannot_be_shown_leave_their_words() {
    check("![A cat](gone.png)", r#"<p><span class="image-missing">A cat</span></p>"#);
    check("![A cat](https://a.example/c.png)", r#"<p><a href="https://a.example/c.png" rel="noopener">A cat</a></p>"#);
}

#[test]
fn a_missing_picture_in_a_foreign_dialect_is_told_here() {
    check(":::image source=\"gone.png\" alt-text=\"A\":::", r#"<p><span class="image-missing">A</span></p>"#);
    assert_eq!(told("Press :::image source=\"gone.png\":::"), ["image/missing: there is no `gone.png`"]);
    assert_eq!(told("![A](gone.png)"), [""; 0], "content tells it");
}

#[test]
fn blocks_become_what_they_are() {
    let markdown = "> [!TIP]\n> Do *this*.\n\n> quoted\n\n- [ ] open\n- [x] done\n  - inner\n\n3. three\n\n| A | B |\n|:-:|--:|\n| 1 | `2` |\n\n~~old~~\n\n---\n\n    code\n";
    insta::assert_snapshot!(render(markdown).html, @r#"
    <aside class="callout callout-tip" role="note"><p class="callout-title">Tip</p>
    <p>Do <em>this</em>.</p>
    </aside>
    <blockquote>
    <p>quoted</p>
    </blockquote>
    <ul>
    <li class="task"><label class="task"><input disabled="" type="checkbox"> open</label></li>
    <li class="task"><label class="task"><input disabled="" checked="" type="checkbox"> done</label><ul>
    <li>inner</li>
    </ul>
    </li>
    </ul>
    <ol start="3">
    <li>three</li>
    </ol>
    <div class="table-scroll" role="group" aria-label="Table" tabindex="0"><table><thead><tr><th scope="col" class="centre">A</th><th scope="col" class="end">B</th></tr></thead><tbody>
    <tr><td class="centre">1</td><td class="end"><code>2</code></td></tr>
    </tbody></table></div>
    <p><del>old</del></p>
    <hr>
    <pre class="code" tabindex="0"><code>code
    </code></pre>
    "#);
}

#[test]
fn footnotes_lead_there_and_back() {
    let markdown = "One[^a], two[^b], one again[^a].\n\n[^a]: First *note*.\n[^b]: Second.\n[^c]: Unused.\n";
    let rendered = render(markdown);
    insta::assert_snapshot!(rendered.html, @r##"
    <p>One<sup class="footnote"><a href="#fn:1" id="fnref:1" aria-label="Footnote 1">1</a></sup>, two<sup class="footnote"><a href="#fn:2" id="fnref:2" aria-label="Footnote 2">2</a></sup>, one again<sup class="footnote"><a href="#fn:1" id="fnref:1-2" aria-label="Footnote 1">1</a></sup>.</p>
    <div class="footnotes" role="group" aria-label="Footnotes"><ol>
    <li id="fn:1"><p>First <em>note</em>. <a class="footnote-back" href="#fnref:1" aria-label="Back to footnote 1 in the text">↩</a> <a class="footnote-back" href="#fnref:1-2" aria-label="Back to footnote 1 in the text, place 2">↩</a></p></li>
    <li id="fn:2"><p>Second. <a class="footnote-back" href="#fnref:2" aria-label="Back to footnote 2 in the text">↩</a></p></li>
    </ol></div>
    "##);
    assert_eq!(rendered.problems.len(), 1);
}

#[test]
fn a_footnote_that_is_there_twice_or_not_at_all_is_told_where_it_stands() {
    let markdown = "One[^1], none[^gone], `[^code]` and \\[^no].\n\n[^1]: First.\n\n[^1]: Second.\n\n[^2]: Unused.\n";
    let offset = "---\ntitle: The title\n---\n".len();
    let told: Vec<_> = render(markdown)
        .problems
        .into_iter()
        .map(|problem| {
            let span = problem.span.unwrap();
            format!("{} at {}", problem.message, &markdown[span.start - offset..span.end - offset])
        })
        .collect();
    assert_eq!(
        told,
        [
            "there is no footnote `gone` at [^gone]",
            "the footnote `1` is there twice at [^1]: Second.",
            "nothing refers to the footnote `2` at [^2]: Unused.",
        ]
    );
}

#[test]
fn addresses_in_plain_words_become_links() {
    check(
        "See https://a.example/x_y?z. *Or* a_b@c.example",
        r#"<p>See <a href="https://a.example/x_y?z" rel="noopener">https://a.example/x_y?z</a>. <em>Or</em> <a href="mailto:a_b@c.example">a_b@c.example</a></p>"#,
    );
    for word_by_word in
        ["`https://a.example`", "    https://a.example", "<code>https://a.example</code>", "https://a.example/<user>"]
    {
        assert!(!render(word_by_word).html.contains("<a "), "{word_by_word}");
    }
    let linked = render("[https://a.example](b.md) and <a href=\"b.md\">c@d.example</a>").html;
    assert_eq!(linked.matches("<a ").count(), 2, "{linked}");
    assert_eq!(render("Write to a@b.example.").words.trim(), "Write to a@b.example.");
}

#[test]
fn no_two_places_of_a_text_have_the_same_id() {
    let markdown = "## Fn 1\n\n## Main\n\n<p id=\"main\">a</p><p id=\"main-1\">b</p>\n\n<a name=\"x\"></a>One[^1]\n\n## X\n\n<b id=\"fn:1\">c</b>\n\n[^1]: Note.\n";
    let rendered = render(markdown);
    let ids: Vec<_> = rendered.html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(ids, ["fn-1", "main-1", "x", "fnref:1", "x-1", "fn:1"]);
    assert_eq!(
        rendered.problems.iter().map(|problem| problem.message.as_str()).collect::<Vec<_>>(),
        ["the id `main` is taken", "the id `main-1` is taken", "the id `fn:1` is taken"]
    );
}

#[test]
fn pictures_that_are_damaged_or_too_large_are_told() {
    check("![A](empty.png)", r#"<p><span class="image-missing">A</span></p>"#);
    assert_eq!(told("![A](empty.png)"), ["image/unreadable: `articles/empty.png` is empty"]);
    assert_eq!(told("<img src=\"html.png\" alt=\"A\">").len(), 1);
    assert_eq!(told("![A](heavy.png)"), ["image/large: `articles/heavy.png` weighs 2.5 MB"]);
    assert!(render("![A](heavy.png)").html.contains("<img"));
}

#[test]
fn a_page_has_one_heading_of_level_1() {
    check("# The title\n\n## Part", r#"<h2 id="part">Part</h2>"#);
    check("Text.\n\n# A\n\n## B", "<p>Text.</p>\n<h2 id=\"a\">A</h2>\n<h3 id=\"b\">B</h3>");
    check("<h1>Raw</h1>", "<h2>Raw</h2>");
}

#[test]
fn headings_keep_the_anchors_that_links_point_at() {
    check(
        "## A\n\n## A\n\n## <a id=\"fixed\"></a>B {#not-this}",
        "<h2 id=\"a\">A</h2>\n<h2 id=\"a-1\">A</h2>\n<h2 id=\"not-this\"><a id=\"fixed\"></a>B</h2>",
    );
    let headings = render("## Use `x`\n").headings;
    assert_eq!((headings[0].level, headings[0].text.as_str(), headings[0].id.as_str()), (2, "Use x", "use-x"));
}

#[test]
fn raw_html_is_cleaned_and_what_went_is_told() {
    check("<div style=\"x\">a</div>", "<div>a</div>");
    check(
        "<details><summary>S</summary>\n\n*t*\n\n</details>",
        "<details><summary>S</summary>\n<p><em>t</em></p>\n</details>",
    );
    check("a <script>alert(1)</script> b", "<p>a  b</p>");
    assert_eq!(
        told("<b onclick=x>a</b><iframe src=y></iframe>"),
        [
            "html/removed: `onclick=` of `<b>` was taken out: a page keeps no such attribute",
            "html/removed: `<iframe>` was taken out: a page loads and runs nothing but itself",
        ]
    );
}

#[test]
fn what_is_wrong_with_raw_html_is_told_by_name_and_place() {
    check("a<input type=text> <picture><source srcset=b.png></picture>b", "<p>a b</p>");
    assert_eq!(
        told("<input type=checkbox> a <picture><source srcset=b.png></picture>"),
        [
            "html/removed: `<input>` was taken out: nothing can be filled in here",
            "html/removed: `<source>` was taken out: the page shows the picture of `<img>`",
        ]
    );
    assert_eq!(
        told("<details>\n<summary>S</summary>\n<ul><li>a<li>b</ul>\n\nText </b> <i>c\n"),
        [
            "html/unopened: `</b>` closes nothing",
            "html/unclosed: `<details>` is never closed",
            "html/unclosed: `<i>` is never closed",
        ]
    );
    let markdown = "> <div>\n> <p\n> onclick=x>a</p>\n> </div>\n";
    let problem = render(markdown).problems.swap_remove(0);
    let offset = "---\ntitle: The title\n---\n".len();
    let span = problem.span.unwrap();
    assert_eq!(&markdown[span.start - offset..span.end - offset], "<p\n> onclick=x>");
}

#[test]
fn an_element_that_is_written_as_empty_is_closed() {
    check("<a name=\"x\"/>Text", r#"<p><a id="x"></a>Text</p>"#);
    check("a <!-- b --><!-->c<!>d", "<p>a c&lt;!&gt;d</p>");
    check("<div><!>a</!></div>", "<div>a&lt;/!&gt;</div>");
}

#[test]
fn placeholders_in_angle_brackets_stay_readable() {
    let rendered = render("Type `x` <username> or\n\n<server name>\n");
    assert_eq!(rendered.html, "<p>Type <code>x</code> &lt;username&gt; or</p>\n&lt;server name&gt;\n");
    assert!(rendered.words.contains("<username>"), "{}", rendered.words);
}

#[test]
fn an_open_tag_cannot_swallow_the_page() {
    check("<div><b>a", "<div><b>a</b></div>");
    check("a</div></article>", "<p>a</p>");
}

#[test]
fn windows_line_ends_make_no_difference() {
    let markdown = "## A\n\n- b\n- c\n\n```powershell\nGet-Date\n```\n\n> [!NOTE]\n> d\n";
    assert_eq!(render(&markdown.replace('\n', "\r\n")).html, render(markdown).html);
}

#[test]
fn words_for_the_search_hold_everything_a_reader_sees() {
    let words = render("## Fix *it*\n\nUse `ping`\nand [wait](b.md).<br>Done\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n![alt](p.png)\n\n```\ncode\n```\n").words;
    let words: Vec<_> = words.split_whitespace().collect();
    assert_eq!(words.join(" "), "Fix it Use ping and wait. Done A B 1 2 alt code");
}

#[test]
fn words_leave_out_what_is_taken_out_whole() {
    let words = |markdown: &str| render(markdown).words.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(
        words("<style>\n.a { x: y }\n</style>\n\nOne.\n\n<script>\nlet a = '<b>';\n</script>\n\nTwo.\n"),
        "One. Two."
    );
    assert_eq!(words("One <script>*x()*</script> two <svg><title>t</title></svg>three.\n"), "One two three.");
    assert_eq!(words("One.\n\n<textarea>\n\n## \u{e9}</textarea>Two\n"), "One. Two");
    assert_eq!(words("One.\n\n<script>\nx()\n"), "One.");
}

#[test]
fn an_svg_that_could_act_is_neither_shown_nor_linked() {
    let rendered = render("![Good](good.svg) ![Bad](bad.svg) [bad](bad.svg)\n");
    assert!(rendered.html.contains("/help/assets/media/good."), "{}", rendered.html);
    assert!(!rendered.html.contains("/media/bad."), "{}", rendered.html);
    let told: Vec<_> = rendered.problems.iter().map(|problem| (problem.code, problem.message.as_str())).collect();
    let why = "`articles/bad.svg` is not copied: it holds the event handler `onload`, and could act as this site";
    assert_eq!(told, [("image/active-file", why), ("link/active-file", why)]);
}

#[test]
fn an_address_that_no_browser_knows_is_no_link() {
    check("[d](http://[bad) on", r#"<p><span class="dead-link">d</span> on</p>"#);
    // Sound by its letters, and refused by the standard all the same.
    check("[d](http://1.2.3.999/)", r#"<p><span class="dead-link">d</span></p>"#);
    assert_eq!(told("[d](http://1.2.3.999/)"), ["link/host: `http://1.2.3.999/` is no address that browsers know"]);
    check("[d](http://[::1]/)", r#"<p><a href="http://[::1]/" rel="noopener">d</a></p>"#);
}

#[test]
fn parts_for_some_devices_stand_side_by_side_with_a_label_where_their_heading_has_none() {
    let rendered =
        render("## Windows {platform=windows}\n\nA\n\n### More\n\n## Desktop {platform=macos,linux}\n\nB\n\n## All\n");
    insta::assert_snapshot!(rendered.html, @r#"
    <div class="platforms for-windows for-macos for-linux">
    <div class="platform-switch"></div>
    <div class="platform on-windows">
    <h2 id="windows">Windows</h2>
    <p>A</p>
    <h3 id="more">More</h3>
    </div>
    <div class="platform on-macos on-linux">
    <h2 id="desktop">Desktop</h2>
    <p class="platform-label">macOS, Linux</p>
    <p>B</p>
    </div>
    </div>
    <h2 id="all">All</h2>
    "#);
}
