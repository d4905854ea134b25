//! The bytes of files that go with an event.

use std::{future::Future, pin::Pin};

use super::{Event, Failure, FileView};

/// A future in a box, since a trait object gives no other.
pub type Fetching<'a> = Pin<Box<dyn Future<Output = Result<Vec<u8>, Failure>> + Send + 'a>>;

/// Gives the bytes of a file. A sink knows neither the desk's storage nor its database.
pub trait Fetch: Send + Sync {
    /// The bytes of a file of the event that is being handed over.
    fn fetch<'a>(&'a self, file: &'a FileView) -> Fetching<'a>;
}

/// A file with its bytes.
pub(super) struct Fetched<'a> {
    pub(super) file: &'a FileView,
    pub(super) bytes: Vec<u8>,
}

/// The files of an event that fit within so many bytes together, and those that do not. They are taken in their order, so that
/// each attempt hands over the same ones.
pub(super) async fn within<'a>(
    most: u64,
    event: &'a Event,
    fetch: &dyn Fetch,
) -> Result<(Vec<Fetched<'a>>, Vec<&'a FileView>), Failure> {
    let (mut fitting, mut others, mut together) = (Vec::new(), Vec::new(), 0_u64);
    for file in &event.files {
        let sum = together.saturating_add(file.size);
        if sum > most {
            others.push(file);
            continue;
        }
        together = sum;
        fitting.push(Fetched { file, bytes: fetch.fetch(file).await? });
    }
    Ok((fitting, others))
}
