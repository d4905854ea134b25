//! Views of no particular type.

use leptos::prelude::*;

/// What can be shown without saying what it is. The program holds code for each type of view that it shows, so it is
/// smaller when a paragraph, one that may be missing and a list of them are all of one type.
pub(crate) trait Any {
    /// Forgets the type.
    fn any(self) -> AnyView;
}

impl<T: RenderHtml + Send + 'static> Any for View<T> {
    fn any(self) -> AnyView {
        self.into_inner().into_any()
    }
}
