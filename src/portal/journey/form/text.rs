//! Fields for text. The browser keeps their words, so that what is typed before the page has come to life is not lost;
//! the sheet is told of each change, and writes only what did not come from the reader's own keys.

use content::Element;
use leptos::{ev, html, prelude::*};

use super::field::{FieldErrorView, Frame, Hint, LabelWords};
use super::sheet::Sheet;

/// What kind of text a field is for, which decides a phone's keyboard and what the browser offers to fill in.
struct Purpose {
    kind: &'static str,
    autocomplete: Option<&'static str>,
    spellcheck: Option<&'static str>,
}

/// Ids tell the purpose; they are a part of every form that has such a field.
fn purpose(id: &str) -> Purpose {
    let (kind, autocomplete) = match id {
        "name" => ("text", Some("name")),
        "email" => ("email", Some("email")),
        "phone" => ("tel", Some("tel")),
        _ => ("text", None),
    };
    Purpose { kind, autocomplete, spellcheck: autocomplete.map(|_| "false") }
}

/// One line of text.
#[component]
pub(super) fn InputField(
    /// The form it is in.
    sheet: Sheet,
    /// The field.
    element: Element,
    /// An example shown in the empty field.
    placeholder: String,
    /// What it holds at first.
    value: String,
) -> impl IntoView {
    let frame = Frame { sheet: sheet.clone(), element: element.clone() };
    let node = NodeRef::<html::Input>::new();
    let id = element.id.clone();
    follow(&sheet, id.clone(), move |wanted| {
        if let Some(input) = node.get_untracked().filter(|input| input.value() != wanted) {
            input.set_value(wanted);
        }
    });
    let typed = move |event: ev::Event| sheet.change(&id, |answers| answers.set_text(&id, &event_target_value(&event)));
    let purpose = purpose(&element.id);
    view! {
        <div class="field" class:field-wrong=wrong(&frame)>
            <label class="field-label" for=frame.id()><LabelWords frame=frame.clone()/></label>
            <Hint frame=frame.clone()/>
            <FieldErrorView frame=frame.clone()/>
            <input
                class="field-control"
                node_ref=node
                id=frame.id()
                name=element.id.clone()
                type=purpose.kind
                value=value
                placeholder=(!placeholder.is_empty()).then_some(placeholder)
                autocomplete=purpose.autocomplete
                spellcheck=purpose.spellcheck
                required=element.required
                aria-invalid=frame.invalid()
                aria-describedby=frame.described_by()
                on:input=typed
            />
        </div>
    }
}

/// Several lines of text.
#[component]
pub(super) fn TextareaField(
    /// The form it is in.
    sheet: Sheet,
    /// The field.
    element: Element,
    /// An example shown in the empty field.
    placeholder: String,
    /// What it holds at first.
    value: String,
    /// Whether the text is code or a log.
    code: bool,
) -> impl IntoView {
    let frame = Frame { sheet: sheet.clone(), element: element.clone() };
    let node = NodeRef::<html::Textarea>::new();
    let id = element.id.clone();
    follow(&sheet, id.clone(), move |wanted| {
        if let Some(area) = node.get_untracked().filter(|area| area.value() != wanted) {
            area.set_value(wanted);
        }
    });
    let typed = move |event: ev::Event| sheet.change(&id, |answers| answers.set_text(&id, &event_target_value(&event)));
    view! {
        <div class="field" class:field-wrong=wrong(&frame)>
            <label class="field-label" for=frame.id()><LabelWords frame=frame.clone()/></label>
            <Hint frame=frame.clone()/>
            <FieldErrorView frame=frame.clone()/>
            <textarea
                class="field-control field-lines"
                class:field-code=code
                node_ref=node
                id=frame.id()
                name=element.id.clone()
                rows=lines(&placeholder, &value)
                placeholder=(!placeholder.is_empty()).then(|| placeholder.trim_end().to_owned())
                spellcheck=code.then_some("false")
                required=element.required
                aria-invalid=frame.invalid()
                aria-describedby=frame.described_by()
                on:input=typed
                inner_html=escape(&value)
            ></textarea>
        </div>
    }
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

fn wrong(frame: &Frame) -> impl Fn() -> bool + Clone + use<> {
    let frame = frame.clone();
    move || frame.error().is_some()
}

/// Writes the answer into a field whenever it did not come from there.
fn follow(sheet: &Sheet, id: String, write: impl Fn(&str) + 'static) {
    let (ready, answers) = (sheet.ready, sheet.answers);
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
