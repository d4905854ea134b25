//! What pages can be sorted by: their category and the systems they are about. A small file in the pack beside the index,
//! because the cards of all pages that match would take long to read.
//!
//! ```text
//! length of the names    u32, little-endian
//! names                  ids of the categories, one a line
//! pages                  for each page in the order of its number: its category u16, little-endian, its systems u8
//! ```

use std::collections::BTreeSet;

use content::Platform;

use crate::Document;
use crate::message::{Counts, Filter};

/// Bytes of a page.
const PAGE: usize = 3;

/// The facets of all pages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Facets {
    categories: Vec<String>,
    pages: Vec<Page>,
}

/// The facets of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Page {
    /// Place of its category in the list.
    category: u16,
    /// One bit for each system, in the order of [`Platform::ALL`]; all of them for a page that names none.
    platforms: u8,
}

impl Facets {
    /// The facets of pages in the order of their numbers.
    pub(crate) fn of(documents: &[&Document]) -> Self {
        let names: BTreeSet<&str> = documents.iter().map(|document| document.category.as_str()).collect();
        let categories: Vec<String> = names.into_iter().map(str::to_owned).collect();
        let page = |document: &&Document| Page {
            // More categories than that fall into the last one; nobody could choose between them.
            category: categories
                .binary_search(&document.category)
                .ok()
                .and_then(|place| u16::try_from(place).ok())
                .unwrap_or(u16::MAX),
            platforms: match document.platforms.as_slice() {
                [] => u8::MAX,
                platforms => platforms.iter().map(|platform| bit(*platform)).fold(0, |all, bit| all | bit),
            },
        };
        let pages = documents.iter().map(page).collect();
        Self { categories, pages }
    }

    pub(crate) fn write(&self) -> Vec<u8> {
        let names = self.categories.join("\n");
        let length = u32::try_from(names.len()).unwrap_or(u32::MAX);
        let mut bytes = length.to_le_bytes().to_vec();
        bytes.extend(names.as_bytes());
        for page in &self.pages {
            bytes.extend(page.category.to_le_bytes());
            bytes.push(page.platforms);
        }
        bytes
    }

    /// Reads what [`Facets::write`] wrote; `None` for anything else.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        let (length, rest) = bytes.split_first_chunk::<4>()?;
        let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
        let (names, pages) = rest.split_at_checked(length)?;
        let categories = std::str::from_utf8(names).ok()?.split('\n').map(str::to_owned).collect();
        let (pages, rest) = pages.as_chunks::<PAGE>();
        let page = |[low, high, platforms]: &[u8; PAGE]| Page {
            category: u16::from_le_bytes([*low, *high]),
            platforms: *platforms,
        };
        rest.is_empty().then(|| Self { categories, pages: pages.iter().map(page).collect() })
    }

    /// Counts what pages can be narrowed down to, and leaves only those that a filter lets through.
    pub(crate) fn sift(&self, found: &mut Vec<(f64, u32)>, filter: &Filter) -> Counts {
        let wanted = Wanted::of(self, filter);
        let mut categories = vec![0; self.categories.len()];
        let mut platforms = [0; Platform::ALL.len()];
        found.retain(|(_, page)| {
            let Some(page) = self.pages.get(*page as usize) else { return false };
            let (in_category, on_platform) = (wanted.has_category(*page), wanted.has_platform(*page));
            if let Some(count) = categories.get_mut(usize::from(page.category)).filter(|_| on_platform) {
                *count += 1;
            }
            if in_category {
                let of_page = Platform::ALL.iter().zip(&mut platforms);
                of_page
                    .filter(|(platform, _)| page.platforms & bit(**platform) != 0)
                    .for_each(|(_, count)| *count += 1);
            }
            in_category && on_platform
        });
        let named = self.categories.iter().cloned().zip(categories);
        let mut categories: Vec<_> = named.filter(|(name, count)| *count > 0 && !name.is_empty()).collect();
        categories.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let platforms = Platform::ALL.into_iter().zip(platforms).filter(|(_, count)| *count > 0).collect();
        Counts { categories, platforms }
    }
}

/// A filter in the terms of a pack.
struct Wanted {
    /// `Some(None)` is a category that no page has.
    category: Option<Option<u16>>,
    platforms: u8,
}

impl Wanted {
    fn of(facets: &Facets, filter: &Filter) -> Self {
        let place =
            || facets.categories.binary_search(&filter.category).ok().and_then(|place| u16::try_from(place).ok());
        Self { category: (!filter.category.is_empty()).then(place), platforms: filter.platform.map_or(u8::MAX, bit) }
    }

    fn has_category(&self, page: Page) -> bool {
        self.category.is_none_or(|wanted| wanted == Some(page.category))
    }

    fn has_platform(&self, page: Page) -> bool {
        page.platforms & self.platforms != 0
    }
}

fn bit(platform: Platform) -> u8 {
    Platform::ALL.iter().position(|other| *other == platform).map_or(0, |place| 1 << place)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

    use proptest::prelude::*;

    use super::*;
    use crate::searcher::tests::document;

    fn facets() -> Facets {
        let mut pages = ["network", "email", "network", ""].map(|category| {
            let mut page = document(category, "", "");
            page.category = category.to_owned();
            page
        });
        pages[0].platforms = vec![Platform::Windows];
        pages[2].platforms = vec![Platform::MacOs, Platform::Android];
        Facets::of(&pages.iter().collect::<Vec<_>>())
    }

    fn sifted(category: &str, platform: Option<Platform>) -> (Vec<u32>, Counts) {
        let mut found = (0..4).map(|page| (1.0, page)).collect();
        let counts = facets().sift(&mut found, &Filter { category: category.to_owned(), platform });
        (found.into_iter().map(|(_, page)| page).collect(), counts)
    }

    #[test]
    fn pages_without_systems_are_about_all_of_them() {
        assert_eq!(sifted("", None).0, [0, 1, 2, 3]);
        assert_eq!(sifted("", Some(Platform::MacOs)).0, [1, 2, 3]);
        assert_eq!(sifted("network", Some(Platform::MacOs)).0, [2]);
        assert!(sifted("nowhere", None).0.is_empty());
    }

    #[test]
    fn counts_say_what_choosing_something_else_would_give() {
        let counts = sifted("email", Some(Platform::Windows)).1;
        assert_eq!(counts.categories, [("email".to_owned(), 1), ("network".to_owned(), 1)]);
        assert_eq!(counts.platforms, Platform::ALL.map(|platform| (platform, 1)));
        assert_eq!(sifted("", None).1.categories, [("network".to_owned(), 2), ("email".to_owned(), 1)]);
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back_and_nothing_else_panics(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
            prop_assert_eq!(Facets::read(&facets().write()).unwrap(), facets());
            let _ = Facets::read(&bytes);
        }
    }
}
