#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

use super::*;

/// What is told of an article with these old addresses, and the ones that stay.
fn told(olds: &[&str], tended: bool) -> (Vec<Problem>, Vec<String>) {
    let list = olds.iter().map(|old| format!("  - {old}\n")).collect::<String>();
    let text = format!("---\ntitle: VPN\nredirect_from:\n{list}---\nText.\n");
    let mut sources = vec![Source { path: "articles/network/vpn.md".into(), text }];
    if tended {
        sources.push(Source { path: "portal.toml".into(), text: "name = \"Help\"\n".into() });
    }
    let (mut kb, problems) = Kb::read(&sources, BTreeSet::new());
    assert!(problems.iter().all(|problem| !problem.code.starts_with("redirect/")), "{problems:?}");
    let problems = check(&mut kb, &sources);
    (problems, kb.articles[0].redirect_from.clone())
}

#[test]
fn files_and_pages_of_the_site_are_never_replaced() {
    let olds = [
        "robots.txt",
        "icon.svg",
        "robots.txt.br",
        "sitemap.xml.gz",
        ".nojekyll",
        ".tierzero",
        "404.html",
        "index.html",
        "search/",
        "search",
        "ticket/",
        "track",
        "my-tickets",
        "contact",
        "assets/x.css",
        "assets/",
        "sitemap.xml",
        "category/network/",
        "CNAME",
        ".git/x",
        "robots.txt/x",
        "icon-192.png",
        "manifest.webmanifest",
        "articles/network/vpn/index.html",
    ];
    for old in olds {
        let (problems, left) = told(&[old], true);
        let codes: Vec<_> = problems.iter().map(|problem| (problem.code, problem.severity)).collect();
        assert_eq!(codes, [("redirect/taken", Severity::Error)], "{old}");
        assert!(left.is_empty(), "{old}");
    }
}

#[test]
fn free_addresses_stay() {
    let olds = ["old/", "category-list", "kb/vpn.html", "assets-old/x", "ticket/old", "searching"];
    let (problems, left) = told(&olds, true);
    assert_eq!(problems, []);
    assert_eq!(left.len(), olds.len());
}

#[test]
fn old_addresses_must_not_be_in_each_others_way() {
    let (problems, left) = told(&["old.html", "old.html/more", "a/b.html/c", "a/b.html", "x/", "x/index.html"], false);
    let codes: Vec<_> = problems.iter().map(|problem| (problem.code, problem.severity)).collect();
    assert_eq!(codes, [("redirect/taken", Severity::Warning); 3]);
    assert_eq!(left, ["old.html", "a/b.html/c/", "x/"]);
}

#[test]
fn what_no_file_system_takes_is_no_address() {
    let (problems, _) = told(&["a//b", &"x".repeat(300)], true);
    let codes: Vec<_> = problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, ["redirect/address"; 2]);
}

#[test]
fn the_place_is_that_of_the_entry() {
    let (problems, _) = told(&["old/search-tips", "search"], true);
    let span = problems[0].span.clone().unwrap();
    assert_eq!(span, "---\ntitle: VPN\nredirect_from:\n  - old/search-tips\n  - ".len()..span.start + 6);
}
