use super::*;
use crate::fixture::read;

fn resolver() -> Resolver {
    let portal = "[[category]]\nid = \"network\"\ntitle = \"Wi-Fi\"\n[[category]]\nid = \"it\"\n";
    let form = "name: H\nbody:\n  - {type: input, id: summary, attributes: {label: S}}\n  - {type: dropdown, id: category, attributes: {label: C, options: [Wi-Fi]}}\n";
    let (kb, _) = read(&[
        ("portal.toml", portal),
        ("articles/network/vpn set-up.md", "# VPN\nText\n## Größe\n"),
        ("articles/network/Wifi.md", "# Wi-Fi\nText\n## Part\n"),
        ("articles/it/a.md", "# A\n"),
        ("guides/vpn.md", "## Start\n- [x](#solved)\n"),
        ("forms/help.yml", form),
        ("notices/slow.md", "---\ntitle: S\nkind: issue\n---\n"),
        ("articles/network/media/menu.png", ""),
    ]);
    Resolver::new(&kb)
}

/// What a link in `articles/network/Wifi.md` means, and the code and help of what is wrong with it.
fn resolve(href: &str) -> (Option<Resolved>, String) {
    let Resolution { target, faults } = resolver().resolve("articles/network/Wifi.md", href);
    let shown = faults
        .into_iter()
        .map(|fault| format!("{:?} {}: {}", fault.severity, fault.code, fault.help.unwrap_or(fault.message)));
    (target, shown.collect::<Vec<_>>().join("; "))
}

fn article(slug: &str, anchor: Option<&str>) -> Option<Resolved> {
    Some(Resolved::Article { slug: slug.into(), anchor: anchor.map(Into::into) })
}

#[test]
fn relative_links_lead_to_every_kind_of_file() {
    let fine = |href: &str| {
        let (target, fault) = resolve(href);
        assert_eq!(fault, "", "{href}");
        target
    };
    assert_eq!(fine("vpn%20set-up.md#gr%C3%B6%C3%9Fe"), article("network/vpn-set-up", Some("größe")));
    assert_eq!(fine("./../it/a.md"), article("it/a", None));
    assert_eq!(fine("/articles/it/a.md#"), article("it/a", None));
    assert_eq!(
        fine("../../guides/vpn.md#start"),
        Some(Resolved::Guide { slug: "vpn".into(), step: Some("start".into()) })
    );
    assert_eq!(fine("../../notices/slow.md"), Some(Resolved::Notice { id: "slow".into() }));
    assert_eq!(fine("media/menu.png?raw=true"), Some(Resolved::File("articles/network/media/menu.png".into())));
    assert_eq!(fine("#part"), Some(Resolved::Anchor("part".into())));
    assert_eq!(fine("#"), Some(Resolved::Anchor(String::new())));
    let prefill =
        vec![("category".to_owned(), "network".to_owned()), ("summary".to_owned(), "It won't & can't".to_owned())];
    let form = Some(Resolved::Form { id: "help".into(), prefill: prefill.clone() });
    assert_eq!(fine("../../forms/help.yml?category=network&summary=It+won't+%26+can%27t"), form);
    assert_eq!(fine(&format!("../../forms/help.yml?{}", encode(&prefill))), form);
}

#[test]
fn addresses_outside_are_left_alone() {
    for url in ["https://example.com/a?b#c", "mailto:it@example.com", "tel:+4420", "ms-settings:windowsupdate"] {
        assert_eq!(resolve(url), (Some(Resolved::External(url.into())), String::new()));
    }
    assert_eq!(resolve("//example.com/x").0, Some(Resolved::External("https://example.com/x".into())));
    assert_eq!(
        resolve("JavaScript:alert(1)"),
        (None, "Error link/scheme: link to a page, or say in words what to do".into())
    );
    assert_eq!(
        resolve("C:\\docs\\a.md").1,
        "Error link/scheme: give the path from this file, with `/` between folders"
    );
}

#[test]
fn addresses_that_nobody_can_follow_are_told() {
    assert_eq!(resolve("http://"), (None, "Error link/host: write it in full: `https://example.com/`".into()));
    let number = "Error link/telephone: write digits, with the country in front: `tel:+442079460123`";
    assert_eq!(resolve("tel:service-desk"), (None, number.into()));
    assert_eq!(resolve("mailto:it"), (None, "Error link/mail: write it as `mailto:name@example.com`".into()));
}

#[test]
fn a_notice_has_places_of_its_own() {
    let text = "---\ntitle: S\nkind: issue\n---\n## Part\n[a](#part) [b](#prat) [c](#top)\n";
    insta::assert_snapshot!(crate::fixture::problems_of("notices/slow.md", text), @"notices/slow.md:6:16 error link/missing-anchor `notices/slow.md` has no heading `#prat` | did you mean `#part`?");
}

#[test]
fn an_address_of_mail_is_one_without_its_scheme_too() {
    assert_eq!(
        resolve("help@example.com"),
        (Some(Resolved::External("mailto:help@example.com".into())), String::new())
    );
    assert_eq!(resolve("media/logo@2x.png").1.split(':').next(), Some("Error link/missing-file"));
    assert_eq!(resolve("logo@2x.png").1.split(':').next(), Some("Error link/missing-file"));
    let files = [("articles/it/a.md", "# A\n<help@example.com> ![x](logo@2x.png)")];
    insta::assert_snapshot!(crate::fixture::problems(&files), @"articles/it/a.md:2:25 warning image/missing there is no `articles/it/logo@2x.png` | correct the path, add the file, or leave it out");
}

#[test]
fn slips_are_understood_with_a_warning() {
    assert_eq!(
        resolve("../IT/A.md"),
        (article("it/a", None), "Warning link/spelling: did you mean `../it/a.md`?".into())
    );
    assert_eq!(resolve("../it/a"), (article("it/a", None), "Warning link/spelling: did you mean `../it/a.md`?".into()));
    assert_eq!(
        resolve("..\\it\\a.md"),
        (article("it/a", None), "Warning link/spelling: did you mean `../it/a.md`?".into())
    );
    assert_eq!(
        resolve("#Part"),
        (Some(Resolved::Anchor("part".into())), "Warning link/spelling: did you mean `#part`?".into())
    );
    assert_eq!(resolve("../it/a.md?x=1"), (article("it/a", None), "Warning link/query: leave it out".into()));
}

#[test]
fn what_is_not_there_is_told_with_a_guess() {
    assert_eq!(resolve("vpn-set-up.md"), (None, "Error link/missing-file: did you mean `vpn%20set-up.md`?".into()));
    assert_eq!(resolve("a.md"), (None, "Error link/missing-file: did you mean `../it/a.md`?".into()));
    assert_eq!(
        resolve("zzz.md"),
        (None, "Error link/missing-file: correct the path, add the file, or leave it out".into())
    );
    assert_eq!(resolve("../it/"), (None, "Error link/folder: link to a file in it".into()));
    assert_eq!(resolve("../../../README.md").1.split(':').next(), Some("Error link/outside"));
    assert_eq!(
        resolve(""),
        (None, "Error link/empty: write where it leads, or leave the brackets out: words alone need none".into())
    );
    assert_eq!(resolve("?x").1.split(':').next(), Some("Error link/empty"));
    assert_eq!(
        resolve("vpn%20set-up.md#gr%C3%B6sse"),
        (article("network/vpn-set-up", None), "Error link/missing-anchor: did you mean `#größe`?".into())
    );
    assert_eq!(
        resolve("#nowhere"),
        (None, "Error link/missing-anchor: leave the anchor out, or write one that is there: `#part`".into())
    );
}

#[test]
fn forms_take_only_what_they_ask_for() {
    let form = |prefill: Vec<(String, String)>| Some(Resolved::Form { id: "help".into(), prefill });
    assert_eq!(
        resolve("../../forms/help.yml?sumary=x"),
        (form(vec![]), "Error link/prefill: did you mean `summary`?".into())
    );
    let (target, faults) = resolve("../../forms/help.yml?category=netwrok&summary=x&none=1");
    assert_eq!(target, form(vec![("summary".into(), "x".into())]));
    assert_eq!(
        faults,
        "Error link/prefill: did you mean `network`?; Error link/prefill: expected `summary` or `category`"
    );
}

proptest::proptest! {
    #[test]
    fn no_link_is_too_strange(href in "\\PC{0,40}|[a-z./\\\\%#?&=+:0-9 -]{0,40}") {
        let resolver = resolver();
        let Resolution { target, faults } = resolver.resolve("articles/network/Wifi.md", &href);
        proptest::prop_assert!(target.is_some() || !faults.is_empty());
    }

    #[test]
    fn a_query_comes_back_as_it_was(pairs in proptest::collection::vec(("[a-z]{1,8}", "\\PC{0,20}"), 0..4)) {
        proptest::prop_assert_eq!(query::parse(&encode(&pairs)), pairs);
    }
}
