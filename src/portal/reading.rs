//! Reading other pages of the site behind the reader's back: what they say, block by block.

use leptos::prelude::window;
use wasm_bindgen::JsValue;
use web_sys::{AbortSignal, Document, HtmlElement};

use crate::element::elements;
use crate::navigation::parse;
use crate::request::{Request, text};

/// Stands between the cells of a row.
const BETWEEN_CELLS: &str = " – ";
/// A shorter block says too little without the others around it.
const SHORTEST: usize = 40;
/// What makes a block a mere frame around others.
const INNER: &str = "p, li, dd, tr";
/// What of a page passages are taken from.
const BLOCKS: &str = ".prose :is(p, li, dd, tr)";

/// Whether the reader can and wants to fetch what they did not ask for.
pub(crate) fn may_fetch() -> bool {
    let navigator = window().navigator();
    let of = |object: &JsValue, name: &str| js_sys::Reflect::get(object, &JsValue::from_str(name));
    let saves = of(&navigator, "connection").and_then(|connection| of(&connection, "saveData"));
    navigator.on_line() && !saves.is_ok_and(|saves| saves.is_truthy())
}

/// The page at an address, as a document that nobody sees; `None` when it cannot be had.
pub(crate) async fn page_at(address: &str, signal: Option<&AbortSignal>) -> Option<Document> {
    let request = Request::get(address);
    let request = signal.into_iter().fold(request, Request::until);
    let response = request.send().await.ok().filter(|response| response.ok())?;
    parse(&text(&response).await.ok()?)
}

/// The paragraphs of a page, items of lists and rows of tables among them.
pub(crate) fn blocks(page: &Document) -> Vec<String> {
    let elements = elements(page, BLOCKS).into_iter();
    let innermost = elements.filter(|block| block.query_selector(INNER).is_ok_and(|inner| inner.is_none()));
    innermost.map(|block| words_of(&block)).filter(|words| words.chars().count() >= SHORTEST).collect()
}

/// What a block says, in one line.
fn words_of(block: &HtmlElement) -> String {
    let cells = block.children();
    if block.tag_name() != "TR" {
        return one_line(&block.text_content().unwrap_or_default());
    }
    let cells = (0..cells.length()).filter_map(|at| cells.item(at)?.text_content());
    cells.map(|cell| one_line(&cell)).collect::<Vec<_>>().join(BETWEEN_CELLS)
}

/// A text without line breaks and the like.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
