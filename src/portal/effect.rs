//! Effects, compiled once for all that they run.

use leptos::prelude::Effect;

/// Runs in the browser once what lives there has come to life, and again whenever what it looked at has changed. Is told
/// whether it runs for the first time.
pub(crate) fn effect(run: impl FnMut(bool) + 'static) {
    boxed(Box::new(run));
}

fn boxed(mut run: Box<dyn FnMut(bool)>) {
    Effect::new(move |before: Option<()>| run(before.is_none()));
}
