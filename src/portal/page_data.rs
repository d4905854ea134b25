//! What all pages of a site share, as a page holds it: as text, without what only the publisher or the journeys need.

use content::Category;
use search::message::{Lines, Wire};

use crate::page::{Assets, Site};

impl Wire for Site {
    fn write(&self, text: &mut String) {
        let Assets { journeys, worker, pack, titles, icons } = &self.assets;
        for shared in [&self.base, &self.name, journeys, worker, pack, titles, icons] {
            shared.write(text);
        }
        self.reachable.write(text);
        self.main_form.write(text);
        for category in &self.categories {
            true.write(text);
            for words in [&category.id, &category.title, &category.summary, &category.icon] {
                words.write(text);
            }
        }
        false.write(text);
    }

    fn read(lines: &mut Lines<'_>) -> Option<Self> {
        let mut text = || String::read(lines);
        let (base, name) = (text()?, text()?);
        let assets = Assets { journeys: text()?, worker: text()?, pack: text()?, titles: text()?, icons: text()? };
        let (reachable, main_form) = (bool::read(lines)?, Wire::read(lines)?);
        let mut categories = Vec::new();
        while bool::read(lines)? {
            let mut text = || String::read(lines);
            categories.push(Category { id: text()?, title: text()?, summary: text()?, icon: text()? });
        }
        Some(Self { base, name, reachable, categories, main_form, assets, ..Self::default() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_browser_needs_of_a_site_reads_back() {
        let site = Site {
            base: "/help/".into(),
            name: "Größe </script> & more".into(),
            reachable: true,
            categories: ["network", "email"]
                .map(|id| Category {
                    id: id.into(),
                    title: "Two\nlines".into(),
                    summary: String::new(),
                    icon: "wifi".into(),
                })
                .into(),
            main_form: Some("incident".into()),
            assets: Assets {
                journeys: "j".into(),
                worker: "w".into(),
                pack: "p".into(),
                titles: "t".into(),
                icons: "i".into(),
            },
            ..Site::default()
        };
        assert_eq!(Site::from_text(&site.to_text()), Some(site.clone()));
        let whole = Site { summary: "Said on the home page".into(), ..site.clone() };
        assert_eq!(Site::from_text(&whole.to_text()), Some(site));
        assert_eq!(Site::from_text("{}"), None);
    }
}
