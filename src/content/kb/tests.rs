use insta::assert_snapshot;

use crate::fixture::{listed, problems, read};

#[test]
fn a_form_knows_what_its_readers_can_do_by_themselves() {
    let form = |link: &str| {
        format!("name: Apps\nself_service: {link}\nbody:\n  - {{type: input, attributes: {{label: Which?}}}}\n")
    };
    let with = |link: &str| {
        let form = form(link);
        let files =
            [("articles/a/install.md", "# Install an app\n\n## By hand\n\nSo.\n"), ("forms/apps.yml", form.as_str())];
        let (kb, problems) = read(&files);
        let told = problems.iter().map(|problem| problem.code).collect::<Vec<_>>();
        (kb.forms[0].self_service.clone().map(|way| (way.href, way.title)), told)
    };
    let way = |href: &str, title: &str| Some((href.to_owned(), title.to_owned()));
    assert_eq!(
        with("../articles/a/install.md#by-hand"),
        (way("articles/a/install/#by-hand", "Install an app"), vec![])
    );
    assert_eq!(with("https://apps.example.com/all"), (way("https://apps.example.com/all", "apps.example.com"), vec![]));
    assert_eq!(with("../articles/a/instal.md"), (None, vec!["link/missing-file"]));
    assert_eq!(with("tel:+4420"), (None, vec!["form/self-service"]));
}

#[test]
fn a_folder_of_markdown_is_a_knowledge_base() {
    let (kb, problems) = read(&[
        ("README.md", "# Welcome\nText"),
        ("New Starters/first day.md", "Text"),
        ("new-starters/second.md", "Text\n![x](../img/a.png)"),
        ("VPN/vpn.md", "Text"),
        ("notes.txt", ""),
        ("VPN/toc.yml", "- x: ["),
        ("img/a.png", ""),
    ]);
    assert_eq!(problems, []);
    assert!(!kb.tended);
    let articles: Vec<_> =
        kb.articles.iter().map(|article| (article.slug.as_str(), article.category.as_str())).collect();
    assert_eq!(
        articles,
        [
            ("new-starters/first-day", "new-starters"),
            ("readme", "general"),
            ("vpn/vpn", "vpn"),
            ("new-starters/second", "new-starters")
        ]
    );
    let categories: Vec<_> =
        kb.settings.categories.iter().map(|category| (category.id.as_str(), category.title.as_str())).collect();
    assert_eq!(categories, [("general", "General"), ("new-starters", "New Starters"), ("vpn", "VPN")]);
    assert_eq!(kb.files.iter().map(String::as_str).collect::<Vec<_>>(), ["VPN/toc.yml", "img/a.png", "notes.txt"]);
}

#[test]
fn with_a_folder_for_articles_others_are_told() {
    let files = [
        ("portal.toml", ""),
        ("README.md", "# Read me"),
        ("CHANGELOG.md", ""),
        ("articles/it/a.md", "# A\n[x](../../README.md)"),
        ("TODO.md", ""),
        ("artikles/it/b.md", ""),
        ("docs/c.md", ""),
        ("forms/x.md", ""),
        ("guides/x.yml", ""),
        ("form/x.yml", ""),
        ("synonym.txt", ""),
    ];
    assert_snapshot!(problems(&files), @"
    TODO.md warning kb/not-read `TODO.md` is not read | articles are in `articles/`
    articles/it/a.md:2:5 error link/missing-file `README.md` is not published | leave the link out, or move the text into an article
    artikles/it/b.md warning kb/not-read `artikles/it/b.md` is not read | did you mean the folder `articles/`?
    docs/c.md warning kb/not-read `docs/c.md` is not read | articles are in `articles/`
    form/x.yml warning kb/not-read `form/x.yml` is not read | did you mean the folder `forms/`?
    forms/x.md warning kb/not-read `forms/x.md` is not read | forms are YAML files: `.yml`
    guides/x.yml warning kb/not-read `guides/x.yml` is not read | files in `guides/` are Markdown: `.md`
    synonym.txt warning kb/not-read `synonym.txt` is not read | did you mean `synonyms.txt`?
    ");
}

#[test]
fn an_empty_knowledge_base_is_an_error() {
    assert_snapshot!(problems(&[]), @" error kb/empty the knowledge base is empty: it has no articles and no guides | write the first article as a Markdown file, such as `articles/accounts/reset-your-password.md`");
    assert_snapshot!(problems(&[("portal.toml", "name = \"X\"")]), @" error kb/empty the knowledge base is empty: it has no articles and no guides | write the first article as a Markdown file, such as `articles/accounts/reset-your-password.md`");
}

#[test]
fn names_that_are_taken_are_told() {
    let files = [
        ("portal.toml", ""),
        ("articles/it/vpn set-up.md", "# A\nText"),
        ("articles/it/VPN-set-up.md", "# B\nText"),
        (
            "articles/it/c.md",
            "---\ntitle: C\nredirect_from: [articles/it/old.md, 'articles/it/vpn set-up.md', /old/c, 'https://x.example/']\n---\nText",
        ),
        ("articles/it/d.md", "---\ntitle: D\nredirect_from: [/articles/it/old/, ../x, articles/it/d.md]\n---\nText"),
        ("forms/help.yml", "name: A\nbody: [{type: input, attributes: {label: L}}]"),
        ("forms/Help.yaml", "name: B\nbody: [{type: input, attributes: {label: L}}]"),
        ("notices/x.md", "---\ntitle: X\nkind: issue\n---\n"),
        ("notices/old/x.md", "---\ntitle: X\nkind: issue\n---\n"),
    ];
    assert_snapshot!(problems(&files), @"
    articles/it/c.md:3:37 error redirect/taken `articles/it/VPN-set-up.md` has the address `articles/it/vpn-set-up/` already | leave it out here or there
    articles/it/c.md:3:74 error redirect/address `https://x.example/` is no address of this site | write the old path of the file, or its old address below the site's base
    articles/it/d.md:3:17 error redirect/taken `articles/it/c.md` has the address `articles/it/old/` already | leave it out here or there
    articles/it/d.md:3:36 error redirect/address `../x` is no address of this site | write the old path of the file, or its old address below the site's base
    articles/it/d.md:3:42 error redirect/taken `articles/it/d.md` has the address `articles/it/d/` already | leave it out here or there
    articles/it/vpn set-up.md:1:1 error kb/duplicate-slug the page would have the same address `it/vpn-set-up` as `articles/it/VPN-set-up.md` | rename one of the files
    forms/help.yml:1:1 error form/duplicate the form has the same id `help` as `forms/Help.yaml` | rename one of the files
    notices/x.md:1:1 error notice/duplicate the notice has the same id `x` as `notices/old/x.md` | rename one of the files
    ");
    let (kb, _) = read(&files);
    let redirects: Vec<_> = kb.articles.iter().flat_map(|article| article.redirect_from.clone()).collect();
    assert_eq!(redirects, ["articles/it/old/", "old/c/"]);
    let mut slugs: Vec<_> = kb.articles.iter().map(|article| article.slug.as_str()).collect();
    slugs.dedup();
    assert_eq!(slugs.len(), 4);
}

#[test]
fn categories_must_be_listed_if_any_is() {
    let portal = "[[category]]\nid = \"network\"\ntitle = \"Wi-Fi\"\n[[category]]\nid = \"it\"\n";
    let files = [
        ("portal.toml", portal),
        ("articles/netwrok/a.md", "# A\nText"),
        ("articles/it/b.md", "---\ntitle: B\ncategory: IT\n---\nText"),
        ("articles/c.md", "# C\nText"),
        (
            "forms/f.yml",
            "name: F\ncategory: ti\nbody: [{type: dropdown, id: category, attributes: {label: L, options: [Wi-Fi, It, WiFi]}}]",
        ),
        ("notices/n.md", "---\ntitle: N\nkind: issue\ncategory: networks\n---\n"),
    ];
    assert_snapshot!(problems(&files), @"
    articles/netwrok/a.md:1:1 error category/unknown portal.toml lists no category `netwrok` | set `category` in the front matter, or add the folder to portal.toml, did you mean `network`?
    forms/f.yml:2:11 error category/unknown there is no category `ti` | did you mean `it`?
    forms/f.yml:3:83 error form/category-option no category has the title `WiFi` | did you mean `Wi-Fi`?
    notices/n.md:4:11 error category/unknown there is no category `networks` | did you mean `network`?
    ");
}

#[test]
fn a_page_in_no_folder_is_in_the_general_category() {
    let portal = "[[category]]\nid = \"network\"\n[[category]]\nid = \"it\"\n";
    let files = [
        ("portal.toml", portal),
        ("articles/a.md", "# A\nText"),
        ("articles/it/b.md", "---\ntitle: B\ncategory: general\n---\nText"),
        ("guides/g.md", "---\ntests: [{answers: [Yes], ends: 'tel:1'}]\n---\n## On?\n- [Yes](tel:1)\n"),
    ];
    assert_snapshot!(problems(&files), @"");
    let (kb, _) = read(&files);
    let ids: Vec<_> = kb.settings.categories.iter().map(|category| category.id.as_str()).collect();
    assert_eq!(ids, ["network", "it", "general"]);
    assert_eq!(kb.guides[0].category, "general");
    let without = [files[0], ("articles/it/b.md", files[2].1)];
    assert_snapshot!(problems(&without), @"articles/it/b.md:3:11 error category/unknown there is no category `general` | expected `it` or `network`");
}

#[test]
fn priorities_need_not_be_declared() {
    let form =
        |priority: &str| format!("name: F\npriority: {priority}\nbody: [{{type: input, attributes: {{label: L}}}}]");
    let sla = "[sla]\n[[sla.priority]]\nid = \"urgent\"\nrespond = \"1h\"\nresolve = \"4h\"\n[[sla.priority]]\nid = \"high\"\nrespond = \"1h\"\nresolve = \"4h\"\n";
    let told = |portal: Option<&str>, priority: &str| {
        let form = form(priority);
        let mut files = vec![("articles/it/a.md", "# A\nText"), ("forms/f.yml", form.as_str())];
        files.extend(portal.map(|portal| ("portal.toml", portal)));
        problems(&files)
    };
    for priority in ["urgent", "high", "normal", "low"] {
        assert_eq!(told(None, priority), "");
        assert_eq!(told(Some("name = \"X\""), priority), "");
    }
    assert_snapshot!(told(None, "nomal"), @"forms/f.yml:2:11 error form/priority there is no priority `nomal` | did you mean `normal`?");
    assert_eq!(told(Some(sla), "high"), "");
    assert_snapshot!(told(Some(sla), "hihg"), @"forms/f.yml:2:11 error form/priority portal.toml declares no priority `hihg` | did you mean `high`?");
    assert_snapshot!(told(Some(sla), "normal"), @"forms/f.yml:2:11 error form/priority portal.toml declares no priority `normal` | expected `urgent` or `high`");
}

#[test]
fn folders_name_the_categories_a_link_may_fill_in() {
    let form = "name: F\nbody: [{type: dropdown, id: category, attributes: {label: L, options: [Office network]}}]";
    let link = "# A\n[x](../../forms/f.yml?category=office-network)";
    assert_snapshot!(problems(&[("articles/office-network/a.md", link), ("forms/f.yml", form)]), @"");
}

#[test]
fn every_spelling_of_the_markdown_ending_is_read() {
    let files = [
        ("portal.toml", ""),
        ("Readme.MD", ""),
        ("articles/it/a.MD", "# A\n[b](b.markdown) [c](c)"),
        ("articles/it/b.markdown", "---\ntitle: B\nredirect_from: [articles/it/old.MD]\n---\nText"),
        ("articles/it/c.Markdown", "# C\nText"),
        ("guides/g.MD", "---\ntests: [{answers: [Yes], ends: 'tel:1'}]\n---\n## On?\n- [Yes](tel:1)\n"),
        ("notices/n.Md", "---\ntitle: N\nkind: issue\n---\n"),
        ("forms/f.YML", "name: F\nbody: [{type: input, attributes: {label: L}}]"),
    ];
    assert_snapshot!(problems(&files), @"articles/it/a.MD:2:21 warning link/spelling `c` lacks the ending `.Markdown` | did you mean `c.Markdown`?");
    let (kb, _) = read(&files);
    let slugs: Vec<_> = kb.articles.iter().map(|article| article.slug.as_str()).collect();
    assert_eq!(slugs, ["it/a", "it/b", "it/c"]);
    assert_eq!(kb.articles[1].redirect_from, ["articles/it/old/"]);
    assert_eq!((kb.guides.len(), kb.notices.len(), kb.forms.len()), (1, 1, 1));
    assert!(kb.ignored.contains("Readme.MD"));
}

#[test]
fn links_in_every_kind_of_text_are_checked() {
    let files = [
        ("portal.toml", "logo = \"logo.svg\""),
        (
            "articles/it/a.md",
            "---\ntitle: A\nrelated: [articles/it/b.md, articles/IT/A.md, guides/g.md, forms/f.yml]\n---\nÜ [x](b.md) ![y](b.png) <img src=\"c.png\"> [r]\n\n[r]: gone.md\n\n![z](https://x.example/z.png)\n",
        ),
        ("guides/g.md", "---\ntitle: G\n---\nIntro [x](x.md).\n## Step\nText [y](#nowhere)\n- [Call](tel:1)\n"),
        (
            "forms/f.yml",
            "name: F\nbody:\n  - type: markdown\n    attributes:\n      value: |\n        See [x](../x.md).\n  - {type: input, attributes: {label: L}}\n",
        ),
    ];
    assert_snapshot!(problems(&files), @"
    articles/it/a.md:3:11 error related/missing there is no `articles/it/b.md` | give a path from the top of the knowledge base, such as `articles/network/vpn.md`
    articles/it/a.md:3:29 warning link/spelling the file is not called `articles/IT/A.md` exactly | did you mean `articles/it/a.md`?
    articles/it/a.md:3:60 error related/missing `forms/f.yml` is no article and no guide of the knowledge base | give a path from the top of the knowledge base, such as `articles/network/vpn.md`
    articles/it/a.md:5:7 error link/missing-file there is no `articles/it/b.md` | correct the path, add the file, or leave it out
    articles/it/a.md:5:18 error image/missing there is no `articles/it/b.png` | correct the path, add the file, or leave it out
    articles/it/a.md:5:35 error image/missing there is no `articles/it/c.png` | correct the path, add the file, or leave it out
    articles/it/a.md:5:43 error link/missing-file there is no `articles/it/gone.md` | correct the path, add the file, or leave it out
    articles/it/a.md:9:6 warning image/elsewhere the image `https://x.example/z.png` lies on another site | copy it into the knowledge base
    forms/f.yml:6:9 error link/missing-file there is no `x.md` | correct the path, add the file, or leave it out
    guides/g.md:4:11 error link/missing-file there is no `guides/x.md` | correct the path, add the file, or leave it out
    guides/g.md:5:1 warning guide/untested the guide has no tests | list `tests` in its front matter, each with `answers` and where it `ends`
    guides/g.md:6:10 error link/missing-anchor `guides/g.md` has no step `#nowhere` | leave the anchor out, or write one that is there: `#step`
    portal.toml:1:8 error settings/logo there is no file `logo.svg` | give the path of a picture from the top of the knowledge base, or leave `logo` out
    ");
    let (kb, problems) = read(&files[1..2]);
    assert!(
        problems.iter().all(|problem| problem.severity == crate::Severity::Warning),
        "{}",
        listed(&problems, &files)
    );
    assert!(!kb.tended);
}

#[test]
fn passed_reviews_are_told_on_request() {
    let (kb, problems) = read(&[
        ("a.md", "---\ntitle: A\nowner: Network\nreview_by: 2026-11-21\n---\nText"),
        ("b.md", "---\ntitle: B\nreview_by: 2026-11-22\n---\nText"),
    ]);
    assert_eq!(problems, []);
    let overdue = kb.overdue(jiff::civil::date(2026, 11, 22));
    assert_snapshot!(listed(&overdue, &[]), @"a.md warning review/overdue the review was due by 2026-11-21 | check it, then set `reviewed` and `review_by` (Network owns it)");
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config { cases: 64, ..Default::default() })]

    /// Whatever stands in a file, reading it ends, and every problem points into it.
    #[test]
    fn no_file_makes_reading_panic(
        path in "portal\\.toml|articles/a/b\\.md|guides/g\\.md|forms/f\\.yml|notices/n\\.md|replies/r\\.md|synonyms\\.txt|golden\\.toml|x\\.md",
        bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200),
    ) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        check_spans(&path, &text);
    }

    /// The same for texts that look more like what authors write.
    #[test]
    fn no_mix_of_markup_makes_reading_panic(
        path in "portal\\.toml|articles/a/b\\.md|guides/g\\.md|forms/f\\.yml|notices/n\\.md|replies/r\\.md|synonyms\\.txt|golden\\.toml",
        pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..40),
    ) {
        check_spans(&path, &pieces.concat());
        check_spans(&path, &format!("---\n{}---\n{}", pieces.concat(), pieces.concat()));
    }
}

/// What files of a knowledge base are made of.
const PIECES: &[&str] = &[
    "\n",
    "\r\n",
    "  ",
    "\t",
    "---\n",
    "- ",
    "## ",
    "# ",
    "é",
    "🙂",
    "title: ",
    "tests:\n",
    "answers: [",
    "]",
    "ends: solved\n",
    "[x](#x)",
    "- [Yes](#solved)\n",
    "- [No](#a)\n",
    "{#x}",
    "<a id=\"x\"></a>",
    "<img src=x",
    ">",
    "[[query]]\n",
    "q = \"",
    "\"\n",
    "expect = ",
    "name: ",
    "body:\n",
    "  - type: input\n",
    "    id: a\n",
    "    attributes: {label: A}\n",
    "    visible_if: {a: b}\n",
    "options: [1, 1]\n",
    "[brand]\ncolour = \"#fff\"\n",
    "[[category]]\nid = \"it\"\n",
    "from: 2026-13-01\n",
    ", ",
    "|",
    "&a ",
    "*a ",
    "> [!NOTE]\n",
    "```\n",
    "[^1]",
    "](../x.md?y=%zz#é)",
    "![",
    "<!--",
    "-->",
];

fn check_spans(path: &str, text: &str) {
    let files = [("portal.toml", "name = \"X\""), ("articles/a/a.md", "# A\nText"), (path, text)];
    let files = if path == "portal.toml" { &files[1..] } else { &files[..] };
    let (kb, problems) = read(files);
    let _ = listed(&problems, files);
    for article in &kb.articles {
        let source = files.iter().find(|(path, _)| *path == article.path).map(|(_, text)| *text).unwrap_or_default();
        assert_eq!(&source[article.body_offset..], article.body);
        assert!(article.headings.iter().all(|heading| source.get(heading.span.clone()).is_some()));
    }
    for guide in &kb.guides {
        for step in &guide.steps {
            assert!(text[step.body_offset..].starts_with(&step.body));
            assert!(step.choices.iter().all(|choice| text.get(choice.span.clone()).is_some()));
        }
    }
}

#[test]
fn every_problem_of_a_text_has_a_place_in_it() {
    let files = [
        ("portal.toml", "name = 3\nlogo = 'x.svg'\n[brand]\ncolour = 'nope'\n"),
        ("synonyms.txt", "one\n"),
        ("golden.toml", "[[query]]\nexpect = 5\n"),
        ("articles/it/empty.md", ""),
        ("articles/it/only-matter.md", "---\ntitle: A\nredirect_from: 5\ntags: {a: b}\n---\n"),
        ("articles/it/open.md", "---\ntitle: A\n"),
        ("guides/none.md", "Words only.\n"),
        ("guides/untested.md", "---\ntitle: G\n---\n## Step\n- [Call](tel:x)\n- [Read](gone.md)\n"),
        ("forms/empty.yml", ""),
        ("forms/words.yml", "name: F\nbody:\n  - type: markdown\n  - {type: inptu}\n"),
        ("notices/bare.md", "Just words.\n"),
        ("notices/empty.md", ""),
    ];
    let (_, problems) = read(&files);
    assert!(problems.len() > 15, "{problems:?}");
    for problem in problems {
        assert!(problem.span.is_some(), "{problem:?}");
    }
}

#[test]
fn what_follows_from_a_file_that_cannot_be_read_is_not_told() {
    let portal = "[[category]]\nid = \"it\"\n[tickets]\nform = \"f\"\n[[sla.priority]]\nid = \"high\"\nrespond = \"1h\"\nresolve = \"4h\"\n";
    let form = "name: F\ncategory: it\npriority: high\nbody:\n  - type: dropdown\n    id: category\n    attributes: {label: L, options: [It]}\n  - {type: input, id: summary, attributes: {label: S}}\n";
    let article = "---\ntitle: A\nrelated: [guides/g.md]\n---\n[x](../../forms/f.yml?category=it&summary=s&gone=1) [y](b.md#part)\n";
    let guide = "---\ntitle: G\ncategory: it\ntests:\n  - {answers: [Ticket], ends: '../forms/f.yml'}\n  - {answers: [Read], ends: '../articles/it/a.md'}\n---\n## On?\n- [Ticket](../forms/f.yml?category=it)\n- [Read](../articles/it/a.md)\n";
    let golden = "[[query]]\nq = \"a\"\nexpect = \"articles/it/a.md\"\n";
    let good = [
        ("portal.toml", portal),
        ("forms/f.yml", form),
        ("articles/it/a.md", article),
        ("articles/it/b.md", "# B\n\n## Part\n"),
        ("guides/g.md", guide),
        ("golden.toml", golden),
    ];
    assert_snapshot!(problems(&good), @"articles/it/a.md:5:5 error link/prefill the form `f` has no field `gone` | expected `category` or `summary`");
    let with = |path: &str, text: &str| {
        let files = good.map(|(other, good)| if other == path { (other, text) } else { (other, good) });
        problems(&files)
    };
    let prefill =
        "articles/it/a.md:5:5 error link/prefill the form `f` has no field `gone` | expected `category` or `summary`";
    assert_snapshot!(with("forms/f.yml", &form.replace("body:\n", "body:\n\t- x: 1\n")), @"forms/f.yml:5:2 error yaml/syntax tabs disallowed within this context (block indentation) | indent with spaces: YAML allows no tabs");
    assert_snapshot!(with("forms/f.yml", &form.replace("type: input", "type: inptu")), @"forms/f.yml:8:12 error value/unknown `inptu` is no value for `type` | did you mean `input`?");
    assert_snapshot!(with("portal.toml", &portal.replace("id = \"it\"", "id = it\"")).replace(prefill, ""), @r#"portal.toml:2:6 error toml/syntax invalid float, expected `inf` | write `key = "words"`: texts stand in quotes, and every quote and bracket is closed"#);
    assert_snapshot!(with("articles/it/a.md", &article.replace("related", "bad key\nrelated")).replace(prefill, ""), @"
    articles/it/a.md:3:1 error yaml/syntax `bad key` is no key with a value | write `key: value`, or put `#` in front of a comment
    articles/it/a.md:6:5 error link/prefill the form `f` has no field `gone` | expected `category` or `summary`
    ");
    assert_snapshot!(with("guides/g.md", &guide.replace("category: it", "bad key")).replace(prefill, ""), @"guides/g.md:3:1 error yaml/syntax `bad key` is no key with a value | write `key: value`, or put `#` in front of a comment");
    assert_snapshot!(with("articles/it/b.md", "# B\n\n<!-- note\n\n## Part\n").replace(prefill, ""), @r#"articles/it/b.md:3:1 error html/unclosed `<!--` is never closed, and hides everything behind it | write `-->` where the hidden part ends, or `\<!--` if these are words to be read"#);
}

#[test]
fn nothing_is_told_of_texts_that_are_none() {
    let texts = [
        ("portal.toml", "name = \"X\"\n[tickets]\nform = \"f\"\n"),
        (
            "articles/it/a.md",
            "---\ntitle: A\nrelated: [articles/it/b.md]\n---\n[b](b.md#x) [f](../../forms/f.yml?x=y)\n",
        ),
        (
            "guides/g.md",
            "---\ntitle: G\ntests: [{answers: [B], ends: ../articles/it/b.md}]\n---\n## On?\n- [B](../articles/it/b.md#x)\n- [F](../forms/f.yml)\n",
        ),
        ("golden.toml", "[[query]]\nq = \"a\"\nexpect = \"articles/it/b.md\"\n"),
        ("articles/it/b.md", "\u{fffd}"),
    ];
    let sources: Vec<_> =
        texts.iter().map(|(path, text)| crate::Source { path: (*path).into(), text: (*text).into() }).collect();
    let others = ["articles/it/b.md", "forms/f.yml"].map(str::to_owned).into();
    let (kb, problems) = crate::Kb::read(&sources, others);
    assert_eq!(problems, []);
    assert_eq!(kb.articles.len(), 1);
}
