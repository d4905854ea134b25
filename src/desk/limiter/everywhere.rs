//! Counting for all desks on one server.

use std::{
    collections::HashMap,
    sync::Mutex,
    time::{Duration, Instant},
};

use hmac::{Hmac, Mac as _};
use sha2::Sha256;

use super::{cost, lock, room};
use crate::{Limit, problem::Problem, store::Store};

/// What is counted, as the database knows it.
pub(crate) type Bucket = [u8; 16];

/// For so long a desk refuses by itself whom the server has refused; after that others may have given back what they took.
const FRESH: Duration = Duration::from_secs(1);

/// What makes buckets. No address is written down anywhere: who has the table alone learns nothing of them.
#[derive(Clone)]
pub(crate) struct Key(Hmac<Sha256>);

impl Key {
    /// Of bytes that all desks on a database share.
    pub(crate) fn of(bytes: [u8; 32]) -> Self {
        // HMAC takes keys of any length; one of 32 bytes is one block, filled up.
        let mut block = [0; 64];
        block[..32].copy_from_slice(&bytes);
        Self(Hmac::new(&block.into()))
    }

    /// The same for one limit, of which no name begins with another.
    pub(super) fn of_limit(&self, name: &str) -> Self {
        Self(self.0.clone().chain_update(name).chain_update(" "))
    }

    fn bucket(&self, bucket: u128) -> Bucket {
        let hash = self.0.clone().chain_update(bucket.to_be_bytes()).finalize().into_bytes();
        std::array::from_fn(|place| hash[place])
    }
}

pub(super) struct Everywhere {
    store: Store,
    key: Key,
    refused: Mutex<Refused>,
}

/// Whom the server has refused not long ago, and until when: a flood that is over the limit does not reach it.
struct Refused {
    since: Instant,
    until: HashMap<u128, Instant>,
}

impl Everywhere {
    pub(super) fn new(store: Store, key: Key) -> Self {
        Self { store, key, refused: Mutex::new(Refused { since: Instant::now(), until: HashMap::new() }) }
    }

    pub(super) fn bucket(&self, bucket: u128) -> Bucket {
        self.key.bucket(bucket)
    }

    /// Counts so many, or says how long to wait; fails where the server cannot be asked.
    pub(super) async fn take(&self, bucket: u128, limit: Limit, count: u32) -> Result<Result<(), Duration>, Problem> {
        if let Err(wait) = self.look(bucket, Instant::now()) {
            return Ok(Err(wait));
        }
        let taken = self.store.take(self.bucket(bucket), cost(limit).saturating_mul(count), room(limit)).await?;
        Ok(taken.inspect_err(|wait| lock(&self.refused).note(bucket, Instant::now(), *wait)))
    }

    /// How many microseconds ahead a bucket is; nothing when it has never been used, or not for long.
    pub(super) async fn ahead(&self, bucket: Bucket) -> Result<Option<i64>, Problem> {
        self.store.ahead(bucket).await
    }

    pub(super) async fn give_back(&self, bucket: u128, limit: Limit) {
        lock(&self.refused).until.remove(&bucket);
        let _ = self.store.give_back(self.bucket(bucket), cost(limit)).await;
    }

    /// Says how long to wait, as far as this desk knows.
    pub(super) fn look(&self, bucket: u128, now: Instant) -> Result<(), Duration> {
        let mut refused = lock(&self.refused);
        refused.forget(now);
        match refused.until.get(&bucket).map(|until| until.saturating_duration_since(now)) {
            None | Some(Duration::ZERO) => Ok(()),
            Some(wait) => Err(wait),
        }
    }
}

impl Refused {
    fn note(&mut self, bucket: u128, now: Instant, wait: Duration) {
        self.forget(now);
        self.until.insert(bucket, now + wait);
    }

    /// All at once, so that it never grows beyond what is refused in that time.
    fn forget(&mut self, now: Instant) {
        if now.saturating_duration_since(self.since) >= FRESH {
            *self = Self { since: now, until: HashMap::new() };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_address_has_a_bucket_of_its_own_with_each_limit_and_each_house() {
        let (one, other) = (Key::of([1; 32]), Key::of([2; 32]));
        let bucket = one.of_limit("tickets").bucket(7);
        assert_eq!(bucket, one.of_limit("tickets").bucket(7));
        assert_ne!(bucket, one.of_limit("tickets").bucket(8));
        assert_ne!(bucket, one.of_limit("actions").bucket(7));
        assert_ne!(bucket, other.of_limit("tickets").bucket(7));
        assert!(!bucket.windows(2).any(|bytes| bytes == [0, 7]), "the address is not in it");
    }

    #[test]
    fn who_was_refused_is_refused_for_a_second_without_asking() {
        let (start, wait) = (Instant::now(), Duration::from_secs(60));
        let mut refused = Refused { since: start, until: HashMap::new() };
        refused.note(1, start, wait);
        refused.forget(start + FRESH / 2);
        assert_eq!(refused.until.get(&1), Some(&(start + wait)));
        refused.forget(start + FRESH);
        assert!(refused.until.is_empty());
    }
}
