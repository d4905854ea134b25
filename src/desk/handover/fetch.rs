//! The bytes of attachments, as sinks fetch them.

use std::sync::Arc;

use crate::{
    desk::Inner,
    problem::Problem,
    sink::{Failure, Fetch, Fetching, FileView},
};

/// Files of the desk, by their names in its storage.
pub(super) struct Attachments(pub(super) Arc<Inner>);

impl Fetch for Attachments {
    fn fetch<'a>(&'a self, file: &'a FileView) -> Fetching<'a> {
        Box::pin(async move {
            let body = self
                .0
                .files
                .get(&file.id, |why| Problem::broken(why))
                .await
                .map_err(|problem| unread(problem.cause()))?;
            let most = usize::try_from(file.size).unwrap_or(usize::MAX);
            let bytes = axum::body::to_bytes(body, most).await.map_err(|error| unread(Some(&error)))?;
            Ok(bytes.to_vec())
        })
    }
}

/// The storage of an attachment may be away for a while; a file that was lost is for an operator to find.
fn unread(cause: Option<&(dyn std::error::Error + Send + Sync + 'static)>) -> Failure {
    let cause = cause.map_or_else(String::new, |cause| format!(": {cause}"));
    Failure::Later { after: None, why: format!("a file of the event cannot be read from the attachments{cause}") }
}
