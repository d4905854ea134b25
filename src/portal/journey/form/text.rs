//! Fields for text. The browser keeps their words, so that what is typed before the page has come to life is not lost;
//! the sheet is told of each change, and writes only what did not come from the reader's own keys.

use content::Element;
use leptos::{ev, html, prelude::*};

use super::field::{FieldFrame, Frame};

/// What kind of text a field is for, which decides a phone's keyboard and what the browser offers to fill in.
struct Purpose {
    kind: &'static str,
    autocomplete: Option<String>,
    spellcheck: Option<&'static str>,
}

/// The author tells the purpose; where they do not, ids that are a part of most forms do.
fn purpose(element: &Element) -> Purpose {
    let by_id = match element.id.as_str() {
        "name" => Some("name"),
        "email" => Some("email"),
        "phone" => Some("tel"),
        _ => None,
    };
    let unkept = element.sensitive.then_some("off");
    let autocomplete = element.autocomplete.as_deref().or(unkept).or(by_id).map(str::to_owned);
    let kind = match autocomplete.as_deref() {
        Some("email") => "email",
        Some("tel") => "tel",
        Some("url") => "url",
        _ => "text",
    };
    let spelt = autocomplete.is_some() || element.pattern.is_some();
    Purpose { kind, autocomplete, spellcheck: spelt.then_some("false") }
}

/// One line of text.
#[component]
pub(super) fn InputField(
    /// The field.
    frame: Frame,
    /// An example shown in the empty field.
    placeholder: String,
    /// What it holds at first.
    value: String,
) -> impl IntoView {
    let node = NodeRef::<html::Input>::new();
    follow(&frame, move |wanted| {
        if let Some(input) = node.get_untracked().filter(|input| input.value() != wanted) {
            input.set_value(wanted);
        }
    });
    let element = &frame.element;
    let purpose = purpose(element);
    let control = view! {
        <input
            class="field-control"
            node_ref=node
            id=frame.id()
            name=element.id.clone()
            type=purpose.kind
            dir="auto"
            value=value
            placeholder=(!placeholder.is_empty()).then_some(placeholder)
            autocomplete=purpose.autocomplete
            spellcheck=purpose.spellcheck
            required=element.required
            aria-invalid=frame.invalid()
            aria-describedby=frame.described_by()
            on:input=typed(&frame)
        />
    }
    .into_any();
    view! { <FieldFrame frame control/> }
}

/// Several lines of text.
#[component]
pub(super) fn TextareaField(
    /// The field.
    frame: Frame,
    /// An example shown in the empty field.
    placeholder: String,
    /// What it holds at first.
    value: String,
    /// Whether the text is code or a log.
    code: bool,
) -> impl IntoView {
    let node = NodeRef::<html::Textarea>::new();
    follow(&frame, move |wanted| {
        if let Some(area) = node.get_untracked().filter(|area| area.value() != wanted) {
            area.set_value(wanted);
        }
    });
    let element = &frame.element;
    let control = view! {
        <textarea
            class="field-control field-lines"
            class:field-code=code
            node_ref=node
            id=frame.id()
            name=element.id.clone()
            dir="auto"
            rows=lines(&placeholder, &value)
            placeholder=(!placeholder.is_empty()).then(|| placeholder.trim_end().to_owned())
            spellcheck=code.then_some("false")
            required=element.required
            aria-invalid=frame.invalid()
            aria-describedby=frame.described_by()
            on:input=typed(&frame)
            inner_html=escape(&value)
        ></textarea>
    }
    .into_any();
    view! { <FieldFrame frame control/> }
}

/// Enough lines for what stands in it at first.
fn lines(placeholder: &str, value: &str) -> String {
    placeholder.lines().count().max(value.lines().count()).clamp(5, 16).to_string()
}

/// Text as it stands between the tags of a textarea. The first line end after the tag would be swallowed.
fn escape(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    if text.starts_with('\n') { format!("\n{text}") } else { text }
}

/// Notes what the reader typed or picked.
pub(super) fn typed(frame: &Frame) -> impl Fn(ev::Event) + use<> {
    let (sheet, id) = (frame.sheet.clone(), frame.element.id.clone());
    move |event| sheet.change(&id, |answers| answers.set_text(&id, &event_target_value(&event)))
}

/// Writes the answer into a field whenever it did not come from there.
pub(super) fn follow(frame: &Frame, write: impl Fn(&str) + 'static) {
    let (ready, answers, id) = (frame.sheet.ready, frame.sheet.answers, frame.element.id.clone());
    Effect::new(move |_| {
        if ready.get() {
            answers.with(|answers| write(answers.text(&id)));
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_has_the_keyboard_that_its_answer_needs() {
        let input = content::ElementKind::Input { placeholder: String::new(), value: String::new() };
        let field = |id: &str| Element::new(id.to_owned(), input.clone());
        let told = |element: &Element| {
            let Purpose { kind, autocomplete, spellcheck } = purpose(element);
            format!("{kind} {} {}", autocomplete.unwrap_or_default(), spellcheck.unwrap_or_default())
        };
        assert_eq!(told(&field("email")), "email email false");
        assert_eq!(told(&field("summary")), "text  ");
        assert_eq!(told(&Element { autocomplete: Some("tel".into()), ..field("desk") }), "tel tel false");
        assert_eq!(told(&Element { sensitive: true, ..field("name") }), "text off false");
    }

    #[test]
    fn text_of_a_textarea_is_escaped_and_keeps_its_first_line_end() {
        assert_eq!(escape("a < b & </textarea>"), "a &lt; b &amp; &lt;/textarea>");
        assert_eq!(escape("\nsecond"), "\n\nsecond");
    }

    #[test]
    fn a_textarea_has_room_for_its_example() {
        assert_eq!(lines("", ""), "5");
        assert_eq!(lines(&"x\n".repeat(8), ""), "8");
        assert_eq!(lines("", &"x\n".repeat(80)), "16");
    }
}
