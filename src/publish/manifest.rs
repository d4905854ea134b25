//! Files that browsers and search engines ask for by name.

use std::fmt::Write as _;

use jiff::civil::Date;
use serde_json::json;

use crate::html::escaped;

/// The web manifest, with which a phone puts the portal on its home screen.
pub(crate) fn manifest(name: &str, summary: &str, language: &str, base: &str, colour: &str) -> String {
    let icon = |file: &str, sizes: &str| json!({ "src": format!("{base}{file}"), "sizes": sizes, "type": "image/png" });
    let manifest = json!({
        "name": name,
        "short_name": name,
        "description": summary,
        "lang": language,
        "id": base,
        "start_url": base,
        "scope": base,
        "display": "standalone",
        "theme_color": colour,
        "background_color": "#ffffff",
        "icons": [icon("icon-192.png", "192x192"), icon("icon-512.png", "512x512")],
    });
    format!("{manifest:#}\n")
}

/// `robots.txt`. It counts only at the root of a host.
pub(crate) fn robots(base: &str, address: Option<&str>) -> String {
    let mut text =
        format!("User-agent: *\nDisallow: {base}search/\nDisallow: {base}track/\nDisallow: {base}my-tickets/\n");
    if let Some(address) = address {
        let _ = write!(text, "\nSitemap: {address}sitemap.xml\n");
    }
    text
}

/// `sitemap.xml`: pages as their addresses below `address` and the day somebody last checked them.
pub(crate) fn sitemap(address: &str, pages: &[(String, Option<Date>)]) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for (path, reviewed) in pages {
        let _ = write!(xml, "<url><loc>{}</loc>", escaped(&format!("{address}{path}")));
        if let Some(day) = reviewed {
            let _ = write!(xml, "<lastmod>{day}</lastmod>");
        }
        xml.push_str("</url>\n");
    }
    xml.push_str("</urlset>\n");
    xml
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn robots_name_the_sitemap_only_when_there_is_an_address() {
        assert_eq!(robots("/", None), "User-agent: *\nDisallow: /search/\nDisallow: /track/\nDisallow: /my-tickets/\n");
        assert!(robots("/", Some("https://a.example/")).ends_with("\nSitemap: https://a.example/sitemap.xml\n"));
    }

    #[test]
    fn a_sitemap_escapes_and_dates() {
        let pages = [("a&b/".to_owned(), Some(Date::constant(2026, 1, 2))), (String::new(), None)];
        insta::assert_snapshot!(sitemap("https://a.example/", &pages), @r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
        <url><loc>https://a.example/a&amp;b/</loc><lastmod>2026-01-02</lastmod></url>
        <url><loc>https://a.example/</loc></url>
        </urlset>
        "#);
    }
}
