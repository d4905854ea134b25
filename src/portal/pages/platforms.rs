//! Parts of a text for some devices: the reader sees the one for theirs, and can look at the others.
//!
//! The publisher writes them all, one below the other. `boot.js` finds out the reader's system before the first paint and
//! the style sheet hides what is for others; here the switch is put beside them and listened to.

use content::Platform;
use leptos::ev;
use leptos::prelude::*;
use web_sys::{Document, Element};

use crate::element::{around, elements, within};
use crate::html::escaped;
use crate::shell::say;
use crate::{device, words};

/// Name under which the choice is kept; `boot.js` reads it too.
const KEPT_AS: &str = "platform";
/// The attribute of the page's root that holds the choice; `boot.js` sets it too.
const CHOICE: &str = "data-platform";
/// The choice to see the parts for all devices.
const ALL: &str = "all";
/// The attribute of a button that holds its choice.
const SHOW: &str = "data-show";
/// The place for the buttons, in front of the parts.
const SWITCH: &str = ".platform-switch";

/// Puts the switches into a page, and makes sure that what its address names is seen.
pub(super) fn enliven(page: &Document) {
    if offer_platforms(page) {
        let hash = window().location().hash().unwrap_or_default();
        let id = percent_encoding::percent_decode_str(hash.trim_start_matches('#')).decode_utf8_lossy();
        if let Some(target) = page.get_element_by_id(&id).filter(reveal) {
            target.scroll_into_view();
        }
    }
}

/// Puts the switches where there are parts for some devices; tells whether there are any.
pub(crate) fn offer_platforms(page: &Document) -> bool {
    let switches = elements(page, SWITCH);
    let any = !switches.is_empty();
    for switch in switches {
        if let Some(group) = switch.parent_element().filter(|_| switch.child_element_count() == 0) {
            switch.set_inner_html(&buttons(&offered(&group)));
            // Setting an attribute of a well-known name does not fail.
            let _ = switch.set_attribute("role", "group");
            let _ = switch.set_attribute("aria-label", words::SHOWN_FOR);
        }
    }
    if any {
        show(page);
    }
    any
}

/// Listens to the switches for as long as the page lives.
pub(crate) fn listen_for_platforms() {
    let _for_as_long_as_the_page = window_event_listener(ev::click, |event| {
        let Some(button) = around(&event, ".platform-switch [data-show]") else { return };
        let choice = button.get_attribute(SHOW).unwrap_or_default();
        let before = button.get_bounding_client_rect().top();
        device::keep(KEPT_AS, &choice);
        choose(&choice);
        // What is above may have become shorter or longer: the button stays under the finger.
        window().scroll_by_with_x_and_y(0.0, button.get_bounding_client_rect().top() - before);
        say(&words::shown_for(&name(&choice)));
    });
}

/// Shows the part for another device when that holds the element; tells whether it had to.
pub(crate) fn reveal(element: &Element) -> bool {
    let platform = hidden_part(element).and_then(|part| marked(&part, "on-").into_iter().next());
    platform.inspect(|platform| choose(platform.id())).is_some()
}

/// The part around an element that is not for the chosen device, while another one beside it is.
fn hidden_part(element: &Element) -> Option<Element> {
    let choice = Platform::from_id(&chosen())?;
    let mut around = Some(element.clone());
    while let Some(part) = around.and_then(|element| element.closest(".platform").ok().flatten()) {
        let group = part.parent_element()?;
        if offered(&group).contains(&choice) && !marked(&part, "on-").contains(&choice) {
            return Some(part);
        }
        around = Some(group);
    }
    None
}

/// What is chosen, or found out by `boot.js`.
fn chosen() -> String {
    document().document_element().and_then(|root| root.get_attribute(CHOICE)).unwrap_or_default()
}

fn choose(choice: &str) {
    if let Some(root) = document().document_element() {
        // Setting an attribute of a well-known name does not fail.
        let _ = root.set_attribute(CHOICE, choice);
    }
    show(&document());
}

/// Has all switches show what is seen, and the list of contents leave out what is not.
fn show(page: &Document) {
    let choice = chosen();
    for switch in elements(page, SWITCH) {
        let Some(group) = switch.parent_element() else { continue };
        let seen = offered(&group).into_iter().map(Platform::id).find(|id| *id == choice).unwrap_or(ALL);
        for button in within(&switch, "[data-show]") {
            let pressed = if button.get_attribute(SHOW).as_deref() == Some(seen) { "true" } else { "false" };
            // As above.
            let _ = button.set_attribute("aria-pressed", pressed);
        }
    }
    for link in elements(page, ".contents a") {
        let id = link.get_attribute("href").unwrap_or_default();
        let target = page.get_element_by_id(id.trim_start_matches('#'));
        let hidden = target.is_some_and(|target| hidden_part(&target).is_some());
        if let Some(item) = link.closest("li").ok().flatten() {
            // As above.
            let _ = item.toggle_attribute_with_force("hidden", hidden);
        }
    }
}

/// The devices that a group of parts is for.
fn offered(group: &Element) -> Vec<Platform> {
    marked(group, "for-")
}

/// The platforms among the classes of an element, each behind `prefix`.
fn marked(element: &Element, prefix: &str) -> Vec<Platform> {
    platforms(&element.class_name(), prefix)
}

fn platforms(classes: &str, prefix: &str) -> Vec<Platform> {
    classes.split(' ').filter_map(|class| Platform::from_id(class.strip_prefix(prefix)?)).collect()
}

fn name(choice: &str) -> String {
    Platform::from_id(choice).map_or_else(|| words::ALL_DEVICES.to_owned(), |platform| platform.to_string())
}

/// The buttons of a switch.
fn buttons(offered: &[Platform]) -> String {
    let choices = offered.iter().map(|platform| platform.id()).chain([ALL]);
    let buttons = choices.map(|choice| {
        ["<button type=\"button\" ", SHOW, "=\"", choice, "\">", &escaped(&name(choice)), "</button>"].concat()
    });
    buttons.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_switch_offers_what_its_parts_are_for_and_everything() {
        let offered = platforms("platforms for-windows for-ios", "for-");
        assert_eq!(offered, [Platform::Windows, Platform::Ios]);
        insta::assert_snapshot!(buttons(&offered).replace("><", ">\n<"), @r#"
        <button type="button" data-show="windows">Windows</button>
        <button type="button" data-show="ios">iPhone and iPad</button>
        <button type="button" data-show="all">All devices</button>
        "#);
    }
}
