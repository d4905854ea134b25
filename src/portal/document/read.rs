//! Reads a page's data back from its HTML.

use std::collections::HashMap;

use wasm_bindgen::JsCast;

use crate::page::Document;

/// Id of the script element that holds a page's data.
const DATA: &str = "tz-data";

/// The page that a browser's document shows; `None` when it is none of ours.
pub(crate) fn read(dom: &web_sys::Document) -> Option<Document> {
    let data = dom.get_element_by_id(DATA)?.text_content()?;
    let mut document: Document = serde_json::from_str(&data).ok()?;
    let mut slots = html_parts(dom);
    document.fill(|slot| slots.remove(slot));
    Some(document)
}

/// The publisher's HTML by the names of its slots.
fn html_parts(dom: &web_sys::Document) -> HashMap<String, String> {
    let Ok(found) = dom.query_selector_all("[data-html]") else { return HashMap::new() };
    (0..found.length())
        .filter_map(|index| found.item(index)?.dyn_into::<web_sys::Element>().ok())
        .filter_map(|element| Some((element.get_attribute("data-html")?, element.inner_html())))
        .collect()
}
