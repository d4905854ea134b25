//! Lets go of files that nothing on the device names any more: what was discarded, or left by a page that died.

use super::Shelf;
use crate::device::OUTBOX;
use crate::journey::device::{Area, Device};

/// What the names of drafts and of replies' files begin with.
pub(in crate::journey) const DRAFTS: &str = "draft:";
pub(in crate::journey) const REPLIES: &str = "reply-files:";

/// Sweeps the shelf.
pub(in crate::journey) async fn sweep(device: &Device) {
    let shelf = Shelf::of(device);
    let there = shelf.ids().await;
    if there.is_empty() {
        return;
    }
    let names = [DRAFTS, REPLIES, OUTBOX].map(|beginning| device.names(beginning)).concat();
    let texts: Vec<String> = names.iter().filter_map(|name| device.text(Area::Device, name)).collect();
    shelf.remove(unnamed(there, &texts)).await;
}

/// Ids that stand in none of the texts. An id is drawn from so many that no other words hold it by chance.
fn unnamed(mut ids: Vec<String>, texts: &[String]) -> Vec<String> {
    ids.retain(|id| !texts.iter().any(|text| text.contains(id.as_str())));
    ids
}

#[cfg(test)]
mod tests {
    use super::unnamed;

    #[test]
    fn what_a_draft_or_a_waiting_ticket_names_stays() {
        let ids = ["aa", "bb", "cc"].map(String::from).to_vec();
        let texts = [r#"{"files":[{"upload":"bb"}]}"#.to_owned(), r#"{"body":"{\"upload\":\"cc\"}"}"#.to_owned()];
        assert_eq!(unnamed(ids, &texts), ["aa"]);
    }
}
