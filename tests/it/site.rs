//! The site itself: what every page must be, and what the small fixture must become.

use std::collections::BTreeSet;

use crate::driver::{Site, Test};

/// The value of every attribute `name` in the HTML that stands outside of scripts.
fn values<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let start = format!(" {name}=\"");
    html.match_indices(&start).filter_map(|(at, _)| html[at + start.len()..].split('"').next()).collect()
}

/// Addresses that lead into the site, with the page each stands on.
fn internal(site: &Site) -> BTreeSet<(String, String)> {
    let pages = site.pages().into_iter();
    pages
        .flat_map(|(page, html)| {
            let links: Vec<_> = values(&html, "href").into_iter().chain(values(&html, "src")).collect();
            let inside = links.into_iter().filter(|link| link.starts_with('/') && !link.starts_with("//"));
            inside.map(|link| (page.clone(), link.to_owned())).collect::<Vec<_>>()
        })
        .collect()
}

fn file_of(address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    if path.ends_with('/') || path.is_empty() { format!("{path}index.html") } else { path.to_owned() }
}

#[test]
fn every_link_leads_to_a_file_below_the_base_path() {
    for base in ["/", "/it/help/"] {
        let site = Test::of("small").publish(&format!("--base {base}"));
        let files: BTreeSet<_> = site.files().into_iter().collect();
        let links = internal(&site);
        assert!(links.len() > 50, "found only {} links", links.len());
        for (page, link) in links {
            let below = link
                .strip_prefix(base)
                .unwrap_or_else(|| panic!("{page} links to `{link}`, which is not below {base}"));
            assert!(files.contains(&file_of(below)), "{page} links to `{link}`, which is not there");
        }
    }
}

#[test]
fn every_page_has_one_h1_a_title_a_language_and_a_policy() {
    for (page, html) in Test::of("small").publish("").pages() {
        assert_eq!(html.matches("<h1").count(), 1, "{page}");
        assert_eq!(html.matches("<title>").count(), 1, "{page}");
        assert!(html.contains("<html lang=\"en\""), "{page}");
        assert!(html.contains("Content-Security-Policy"), "{page}");
        assert!(!html.contains("<!--tz:"), "{page}");
    }
}

#[test]
fn no_page_has_inline_styles_or_handlers_that_the_policy_would_block() {
    for (page, html) in Test::of("small").publish("").pages() {
        assert!(values(&html, "style").is_empty(), "{page}");
        assert!(values(&html, "onclick").is_empty(), "{page}");
    }
}

#[test]
fn ids_are_unique_on_every_page() {
    for (page, html) in Test::of("small").publish("").pages() {
        let ids = values(&html, "id");
        let unique: BTreeSet<_> = ids.iter().collect();
        assert_eq!(ids.len(), unique.len(), "{page}: {ids:?}");
    }
}

#[test]
fn texts_that_want_every_id_of_every_page_leave_them_unique() {
    let test = Test::of("small");
    let pages = test.publish("").pages();
    let ids: BTreeSet<&str> = pages.iter().flat_map(|(_, html)| values(html, "id")).collect();
    assert!(ids.len() > 20, "{ids:?}");
    let wanting = |level: &str| {
        let one = |id: &&str| format!("{level} {id}\n\n<p id=\"{id}\">a</p>\n\n<a name=\"{id}\"></a>One[^1].\n\n");
        ids.iter().map(one).collect::<String>() + "[^1]: Note.\n\n"
    };
    let guide = format!(
        "---\ntitle: Wanting\ncategory: email\n---\n{0}## Is\n\n{0}\n- [On](#is-heading)\n\n## Is heading\n\n[Back](#is)\n\n{0}\n- [Done](#solved)\n",
        wanting("###")
    );
    let words: String = wanting("##").lines().map(|line| format!("        {line}\n")).collect();
    let form = format!(
        "name: Wanting\nbody:\n  - type: markdown\n    attributes:\n      value: |\n{words}  - type: markdown\n    attributes:\n      value: |\n{words}  - {{type: input, attributes: {{label: L}}}}\n"
    );
    let test = test
        .write("articles/email/wanting.md", format!("---\ntitle: Wanting\n---\n{}", wanting("##")))
        .write("guides/wanting.md", guide)
        .write("forms/wanting.yml", form)
        .write("notices/a.md", format!("---\ntitle: A\nkind: issue\n---\n{}", wanting("##")))
        .write("notices/a-b.md", "---\ntitle: B\nkind: issue\n---\nSee [A](a.md).\n");
    for (page, html) in test.publish("").pages() {
        let ids = values(&html, "id");
        let mut seen = BTreeSet::new();
        for id in &ids {
            assert!(seen.insert(id), "{page} has `{id}` twice");
        }
        for place in values(&html, "href").iter().filter_map(|link| link.strip_prefix('#')).filter(|id| !id.is_empty())
        {
            assert!(ids.contains(&place), "{page} links to `#{place}`, which is not there");
        }
        assert!(!html.contains("<!>"), "{page}");
    }
}

#[test]
fn links_lead_to_notices_that_are_shown_and_to_no_others() {
    let notice = |until: &str| format!("---\ntitle: N\nkind: issue\nuntil: {until}\n---\nText.\n");
    let test = Test::of("small")
        .write("notices/now.md", notice("2027-01-01"))
        .write("notices/past.md", notice("2026-01-01"))
        .write(
            "articles/email/n.md",
            "---\ntitle: N\n---\n[now](../../notices/now.md) [past](../../notices/past.md)\n",
        );
    let ran = test.build("").exits(0).says("the notice `past` is over").says("n.md:4:29");
    assert!(!ran.err.contains("`now`"), "{}", ran.err);
    let site = test.publish("");
    assert!(site.read("articles/email/n/index.html").contains("<a href=\"/#notice-now\">now</a>"));
    assert!(values(&site.read("index.html"), "id").contains(&"notice-now"));
}

#[test]
fn a_notice_can_be_followed_from_its_own_page_and_is_found_as_a_notice_only() {
    let site = Test::of("small").publish("");
    let home = site.read("index.html");
    assert!(home.contains("href=\"/ticket/notice-slow-mail/\""), "{home}");
    let page = site.read("ticket/notice-slow-mail/index.html");
    assert!(page.contains("We are working on it.") && page.contains("noindex"), "{page}");
    for elsewhere in ["ticket/index.html", "sitemap.xml"] {
        assert!(!site.read(elsewhere).contains("notice-slow-mail"), "{elsewhere}");
    }
    let test = Test::of("small");
    let found = test.run("search kb mail is slow").exits(0);
    assert!(found.out.contains("#notice-slow-mail") && !found.out.contains("ticket/notice-"), "{}", found.out);
    let over = Test::of("small")
        .write("notices/slow-mail.md", "---\ntitle: Mail is slow\nkind: issue\nuntil: 2026-01-01\n---\nIt was.\n")
        .publish("");
    assert!(!over.pages().iter().any(|(page, _)| page.contains("notice-")));
}

#[test]
fn fragments_lead_to_a_place_on_their_page() {
    let site = Test::of("small").publish("");
    for (page, link) in internal(&site) {
        let Some((address, fragment)) = link.split_once('#').filter(|(address, _)| !address.ends_with(".svg")) else {
            continue;
        };
        let html = site.read(file_of(address).trim_start_matches('/'));
        assert!(values(&html, "id").contains(&fragment), "{page} links to `{link}`");
    }
}

#[test]
fn the_files_of_a_site_are_the_ones_expected() {
    let site = Test::of("small").publish("");
    let is_hash = |part: &str| part.len() == 16 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    let hash = |file: &String| {
        let plain = |part: &str| match part.split_once('-').unwrap_or((part, "")) {
            (hash, "") if is_hash(hash) => "HASH".to_owned(),
            (hash, more) if is_hash(hash) => format!("HASH-{more}"),
            _ => part.to_owned(),
        };
        file.split('.').map(plain).collect::<Vec<_>>().join(".")
    };
    let files: Vec<_> = site.files().iter().map(hash).collect();
    insta::assert_snapshot!(files.join("\n"));
}

#[test]
fn an_article_reads_without_scripts() {
    let html = Test::of("small").publish("").read("articles/network/vpn-set-up/index.html");
    let start = html.find("class=\"prose article-body\"").unwrap();
    let body = &html[start..];
    let body = &body[..body.find("<div class=\"footnotes\"").unwrap()];
    insta::assert_snapshot!(body);
}

#[test]
fn an_old_address_leads_to_the_new_one() {
    let html = Test::of("small").publish("--base /help/").read("old/vpn/index.html");
    assert!(
        html.contains("<meta http-equiv=\"refresh\" content=\"0; url=/help/articles/network/vpn-set-up/\">"),
        "{html}"
    );
    assert!(
        html.contains("<link rel=\"canonical\" href=\"https://help.example/help/articles/network/vpn-set-up/\">"),
        "{html}"
    );
}

#[test]
fn the_sitemap_holds_what_people_should_find() {
    let site = Test::of("small").publish("");
    let map = site.read("sitemap.xml");
    assert!(
        map.contains("<loc>https://help.example/articles/network/vpn-set-up/</loc><lastmod>2026-10-01</lastmod>"),
        "{map}"
    );
    assert!(!map.contains("/search/"), "{map}");
    assert!(!map.contains("/old/"), "{map}");
}

#[test]
fn the_data_of_a_page_is_text_that_cannot_end_its_script() {
    for (page, html) in
        Test::of("small").write("articles/email/x.md", "---\ntitle: \"</script><b>\"\n---\nText.\n").publish("").pages()
    {
        let Some(start) = html.find("id=\"tz-data\">") else {
            assert!(html.contains("http-equiv=\"refresh\""), "{page} holds no data");
            continue;
        };
        let data = &html[start + "id=\"tz-data\">".len()..];
        let data = &data[..data.find("</script>").unwrap()];
        assert!(!data.contains('<'), "{page}");
        assert!(data.starts_with("/\n"), "{page} has no base");
    }
}

#[test]
fn what_a_page_needs_first_is_linked_before_its_first_script() {
    let site = Test::of("small").publish("");
    let links = |page: &str| {
        let html = site.read(page);
        let first = html.find("<script").unwrap();
        let head = html[..first].to_owned();
        [
            "rel=\"stylesheet\"",
            "rel=\"modulepreload\"",
            "rel=\"preload\" href=\"/assets/portal",
            "rel=\"preload\" href=\"/assets/titles",
        ]
        .map(|link| head.contains(link))
    };
    assert_eq!(links("articles/network/vpn-set-up/index.html"), [true; 4]);
    // The program of a journey comes before the titles.
    assert_eq!(links("track/index.html"), [true, true, true, false]);
}
