#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

use content::{Category, Channel, ChannelKind, NoticeKind, Platform};

use crate::page::{
    ArticlePage, Assets, Card, CategoryPage, Content, ContentsEntry, Document, FormCard, Home, Html, NoticeView, Page,
    Site, Support,
};
use crate::render;

/// Shows the HTML one element a line, without the marks that hydration needs.
pub(crate) fn lines(html: &str) -> String {
    html.replace("<!>", "").replace("><", ">\n<")
}

pub(crate) fn site() -> Site {
    Site {
        base: "/help/".into(),
        name: "Northwind IT Help".into(),
        summary: "Find an answer, or hand it over.".into(),
        language: "en".into(),
        logo: None,
        reachable: true,
        support: Support {
            contact: vec![Channel {
                kind: ChannelKind::Phone,
                label: "Call the service desk".into(),
                value: "+44 20 7946 0123".into(),
                hours: Some("Monday to Friday".into()),
            }],
            endpoint: "/".into(),
            sla: content::Sla::default(),
            privacy: content::secret::Privacy::default(),
            files: content::file::FileLimits::default(),
            verify: Vec::new(),
        },
        categories: vec![Category {
            id: "network".into(),
            title: "Wi-Fi and VPN".into(),
            summary: "Getting online".into(),
            icon: "wifi".into(),
        }],
        forms: vec![FormCard {
            id: "incident".into(),
            name: "Incident".into(),
            description: String::new(),
            self_service: None,
        }],
        main_form: Some("incident".into()),
        assets: Assets { icons: "/help/assets/icons.svg".into(), ..Assets::default() },
    }
}

fn document(path: &str, title: &str, content: Content) -> Document {
    let page = Page { path: path.into(), title: title.into(), description: String::new(), content };
    Document { site: site(), page }
}

/// The part of the page that differs from page to page.
fn main_of(document: &Document) -> String {
    let html = render(document);
    let start = html.find("<main").unwrap();
    let end = html.find("</main>").unwrap();
    lines(&html[start..end])
}

fn card(title: &str, guide: bool) -> Card {
    Card { path: format!("{}/", title.to_lowercase()), title: title.into(), summary: "About it.".into(), guide }
}

fn article() -> Content {
    Content::Article(ArticlePage {
        category: "network".into(),
        summary: "Connect from home.".into(),
        platforms: vec![Platform::Windows, Platform::MacOs],
        owner: Some("Network".into()),
        reviewed: Some("2026-10-03".into()),
        review_by: Some("2027-04-03".into()),
        contents: ["One", "Two", "Three"]
            .map(|text| ContentsEntry { level: 2, id: text.to_lowercase(), text: text.into() })
            .to_vec(),
        related: vec![card("Wifi", false)],
        revision: "ce01362503".into(),
        body: Html { html: "<p>Open <strong>VPN</strong> &amp; sign in.</p>".into() },
    })
}

fn notice(id: &str, current: bool) -> NoticeView {
    NoticeView {
        id: id.into(),
        title: "Outlook search is slow".into(),
        kind: NoticeKind::Issue,
        from: None,
        until: Some(1_796_500_800_000 + 20 * 3_600_000),
        next_update: Some(1_796_500_800_000 + 14 * 3_600_000),
        current,
        body: Html { html: "<p>We know.</p>".into() },
    }
}

#[test]
fn the_frame_stands_around_every_page() {
    let html = render(&document("contact/", "Contact", Content::Contact));
    let main = html.find("<main").unwrap()..html.find("</main>").unwrap();
    let frame = format!("{}…{}", &html[..main.start], &html[main.end..]);
    insta::assert_snapshot!(lines(&frame));
}

#[test]
fn home_page() {
    let home = Home {
        notices: vec![notice("now", true), notice("later", false)],
        featured: vec![card("Vpn", false)],
        guides: vec![card("Printing", true)],
        counts: vec![7],
    };
    insta::assert_snapshot!(main_of(&document("", "Home", Content::Home(home))));
}

#[test]
fn search_page_reads_without_a_script() {
    insta::assert_snapshot!(main_of(&document("search/", "Search", Content::Search)));
}

#[test]
fn category_page() {
    let page = CategoryPage {
        id: "network".into(),
        summary: "Getting online".into(),
        guides: vec![card("Wifi", true)],
        articles: vec![card("Vpn", false)],
    };
    insta::assert_snapshot!(main_of(&document("category/network/", "Wi-Fi and VPN", Content::Category(page))));
}

#[test]
fn article_page() {
    insta::assert_snapshot!(main_of(&document("articles/vpn/", "Set up the VPN", article())));
}

#[test]
fn contact_page() {
    insta::assert_snapshot!(main_of(&document("contact/", "Contact", Content::Contact)));
}

#[test]
fn page_for_addresses_that_lead_nowhere() {
    insta::assert_snapshot!(main_of(&document("404.html", "Page not found", Content::NotFound)));
}

#[test]
fn every_page_has_one_first_heading_and_one_search_box() {
    for content in [article(), Content::Search, Content::Contact, Content::NotFound] {
        let html = render(&document("x/", "X", content));
        assert_eq!(html.matches("<h1").count(), 1);
        assert_eq!(html.matches("id=\"search-box\"").count(), 1);
    }
}

#[test]
fn words_of_authors_cannot_become_markup() {
    let html = render(&document("x/", "<img src=x onerror=alert(1)>", Content::Contact));
    assert!(!html.contains("<img src=x"));
    assert!(html.contains("&lt;img src=x"));
}

#[test]
fn no_page_carries_styles_that_the_policy_forbids() {
    let html = render(&document("x/", "X", article()));
    assert!(!html.contains(" style=") && !html.contains("<script"));
}

#[test]
fn a_site_with_nothing_but_articles_offers_no_dead_ends() {
    let mut document = document("articles/vpn/", "Set up the VPN", article());
    document.site = Site { base: "/".into(), name: "Help".into(), ..Site::default() };
    let html = render(&document);
    assert!(!html.contains("Raise a ticket") && !html.contains("/contact/") && !html.contains("Still stuck"));
}

#[test]
fn rendering_twice_gives_the_same_bytes() {
    let document = document("articles/vpn/", "Set up the VPN", article());
    assert_eq!(render(&document), render(&document));
}

#[test]
fn titles_end_in_the_name_of_the_portal() {
    assert_eq!(document("contact/", "Contact", Content::Contact).title(), "Contact – Northwind IT Help");
    let home = Home { notices: Vec::new(), featured: Vec::new(), guides: Vec::new(), counts: Vec::new() };
    assert_eq!(document("", "Home", Content::Home(home)).title(), "Northwind IT Help");
}
