//! Reads what can be picked or ticked.

use super::read::Body;
use super::{ElementKind, Measure, Tick};
use crate::tree::{Spanned, Table, shortened};

impl<'n> Body<'n, '_> {
    /// A dropdown that measures: its options are given, or three in the author's words.
    pub(super) fn scale(&mut self, measure: Measure, attributes: &mut Table<'n>) -> ElementKind {
        if attributes.get("options").is_none() {
            let options = measure.options().map(str::to_owned).to_vec();
            return ElementKind::Dropdown { options, multiple: false, default: self.default(attributes, 3) };
        }
        let span = attributes.span_of("options");
        let (options, default) = self.choices(attributes);
        if options.len() != 3 {
            let [least, middle, worst] = measure.options();
            let message = format!("`{}` has {} options instead of three", measure.id(), options.len());
            let help =
                format!("word the three of `[{least}, {middle}, {worst}]`, in this order, or leave `options` out");
            self.sink.error("form/measure", message, span, "from the least to the worst", Some(help));
        }
        ElementKind::Dropdown { options, multiple: false, default }
    }

    pub(super) fn dropdown(&mut self, attributes: &mut Table<'n>) -> ElementKind {
        let multiple = attributes.flag("multiple").unwrap_or_default();
        if !attributes.has("options") {
            attributes.missing("options", "what can be picked");
        }
        let (options, default) = self.choices(attributes);
        ElementKind::Dropdown { options, multiple, default }
    }

    /// What can be picked, and the place of what is picked at first.
    fn choices(&mut self, attributes: &mut Table<'n>) -> (Vec<String>, Option<usize>) {
        let mut options: Vec<String> = Vec::new();
        for item in attributes.list("options") {
            let Some(option) = self.sink.item(item, "options[]") else { continue };
            if options.contains(&option.value) {
                self.duplicate_option(&option);
            } else {
                options.push(option.value.clone());
                self.draft.category_options.push(option);
            }
        }
        let default = self.default(attributes, options.len());
        (options, default)
    }

    /// The place of the option that is picked at first, of so many.
    fn default(&self, attributes: &mut Table<'n>, options: usize) -> Option<usize> {
        let default = attributes.count("default")?;
        if default.value >= options {
            let message = format!("there is no option {}", default.value);
            let label = format!("counts from 0 to {}", options.saturating_sub(1));
            let help = Some("write the place of the option in the list: 0 is the first".to_owned());
            self.sink.error("form/default", message, default.span, label, help);
            return None;
        }
        Some(default.value)
    }

    pub(super) fn ticks(&mut self, attributes: &mut Table<'n>) -> Vec<Tick> {
        if !attributes.has("options") {
            attributes.missing("options", "the boxes to tick, each with a `label`");
        }
        let mut ticks: Vec<Tick> = Vec::new();
        for mut option in attributes.tables("options") {
            let label = option.need("label", "what the box says");
            let required = option.flag("required").unwrap_or_default();
            option.finish();
            let Some(label) = label else { continue };
            if ticks.iter().any(|tick| tick.label == label.value) {
                self.duplicate_option(&label);
            } else {
                ticks.push(Tick { label: label.value, required });
            }
        }
        ticks
    }

    fn duplicate_option(&self, option: &Spanned<String>) {
        let message = format!("the option `{}` is there twice", shortened(option));
        let help = Some("remove one of them, or word them differently".to_owned());
        self.sink.error("form/duplicate-option", message, option.span.clone(), "the second one", help);
    }
}
