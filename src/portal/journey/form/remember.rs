//! Name and e-mail for the next time, if the reader wants that.

use leptos::{ev, prelude::*};

use super::draft::Me;
use super::sheet::Sheet;
use crate::journey::device::Area;
use crate::words::journey as words;

const NAME: &str = "me";

/// What the device knows about the reader.
pub(super) fn known(sheet: &Sheet) -> Option<Me> {
    sheet.device.read(Area::Device, NAME)
}

/// Keeps or forgets the reader, as the box says.
pub(super) fn settle(sheet: &Sheet, remember: bool) {
    if remember {
        let me = sheet.answers.with_untracked(Me::of);
        sheet.device.write(Area::Device, NAME, &me);
    } else {
        sheet.device.remove(Area::Device, NAME);
    }
}

/// The box; nothing on a form that asks for neither name nor e-mail.
#[component]
pub(super) fn RememberMe(sheet: Sheet, remember: RwSignal<bool>) -> impl IntoView {
    let asks = sheet.label(Me::NAME).or_else(|| sheet.label(Me::EMAIL)).is_some();
    let keeps = sheet.keeps;
    let ticked = move |event: ev::Event| {
        let on = event_target_checked(&event);
        remember.set(on);
        settle(&sheet, on);
    };
    asks.then(|| {
        view! {
            <label class="tick remember needs-js" for="remember-me" hidden=move || !keeps.get()>
                <input type="checkbox" id="remember-me" prop:checked=remember on:change=ticked/>
                <span>{words::REMEMBER_ME}</span>
            </label>
        }
    })
}
