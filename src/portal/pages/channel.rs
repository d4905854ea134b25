//! Ways to reach a person.

use content::{Channel, ChannelKind};
use leptos::prelude::*;

use crate::shell::Icon;

/// One way to reach a person, in a line.
#[component]
pub(crate) fn ChannelLine(
    /// The way.
    channel: Channel,
) -> impl IntoView {
    let Channel { kind, label, value, hours } = channel;
    let hours = hours.map(|hours| view! { <span class="channel-hours">{hours}</span> });
    let inner = view! {
        <Icon name=icon(kind)/>
        <span class="channel-text">
            <span class="channel-label">{label}</span>
            // An address of a chat or a page says nothing to a reader; its label does.
            {shows_value(kind).then(|| view! { <span class="channel-value">{value.clone()}</span> })}
            {hours}
        </span>
    };
    match href(kind, &value) {
        Some(href) => view! { <a class="channel" href=href rel="noreferrer">{inner}</a> }.into_any(),
        None => view! { <div class="channel">{inner}</div> }.into_any(),
    }
}

fn icon(kind: ChannelKind) -> &'static str {
    match kind {
        ChannelKind::Phone => "phone",
        ChannelKind::Email => "mail",
        ChannelKind::Chat => "message-circle",
        ChannelKind::Place => "map-pin",
        ChannelKind::Link => "external-link",
    }
}

fn shows_value(kind: ChannelKind) -> bool {
    matches!(kind, ChannelKind::Phone | ChannelKind::Email | ChannelKind::Place)
}

/// What the way links to; a place links to nothing.
pub(super) fn href(kind: ChannelKind, value: &str) -> Option<String> {
    match kind {
        ChannelKind::Phone => {
            let number: String = value.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
            Some(format!("tel:{number}"))
        }
        ChannelKind::Email => Some(format!("mailto:{value}")),
        ChannelKind::Chat | ChannelKind::Link => Some(value.to_owned()),
        ChannelKind::Place => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phones_are_dialled_without_the_space_people_read() {
        assert_eq!(href(ChannelKind::Phone, "+44 20 7946 0123").as_deref(), Some("tel:+442079460123"));
        assert_eq!(href(ChannelKind::Email, "it@northwind.example").as_deref(), Some("mailto:it@northwind.example"));
        assert_eq!(href(ChannelKind::Place, "Room 12"), None);
    }
}
