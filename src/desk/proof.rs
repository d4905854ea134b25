//! The gate that new tickets come through: a proof of work, which costs a reader's browser a moment and a flood of
//! machine-made tickets a lot. Nobody else is asked, and nothing is noted.
//!
//! What holds a challenge together is its signature, so the desk remembers none. A proof is bound to the `Idempotency-Key` of
//! its request: a second ticket needs another key, and with it other work, and the record of keys in the database is all the
//! memory there has to be of what is spent.

mod pressure;
mod token;

use std::{sync::Weak, time::Duration};

use content::proof::{Challenge, beginning, zeros};
use jiff::{SignedDuration, Timestamp};

pub(crate) use token::Key;

use self::{pressure::Pressure, token::Token};
use crate::{Proof, desk::Inner, digest::Digest, moment, problem::Problem};

/// For how long a challenge is taken: enough for a slow phone at the hardest, and for a page that was put aside.
const FRESH: SignedDuration = SignedDuration::from_mins(10);
/// How often a desk looks at what others store.
const PAUSE: Duration = Duration::from_secs(2);
/// Most digits of a counter: those of the largest number of 64 bits.
const LONGEST_COUNTER: usize = 20;

/// Asks for proofs and looks at them.
pub(crate) struct Gate {
    proof: Proof,
    key: Key,
    pressure: Pressure,
}

impl Gate {
    /// Whoever knows the key can make challenges, so it is nobody's but the desk's.
    pub(crate) fn new(proof: Proof, key: Key) -> Self {
        Self { proof, key, pressure: Pressure::new() }
    }

    /// What a new ticket has to prove now; nothing where it need not.
    pub(crate) fn challenge(&self) -> Option<Challenge> {
        let bits = self.difficulty();
        (bits > 0).then(|| self.challenge_at(bits, Timestamp::now()))
    }

    /// How many zero bits are asked for now.
    pub(crate) fn difficulty(&self) -> u8 {
        match self.proof {
            Proof::Off => 0,
            Proof::On => self.pressure.bits(),
        }
    }

    /// Lets a request for a new ticket in, or says what its proof lacks.
    pub(crate) fn admit(&self, proof: Option<&[u8]>, key: &str) -> Result<(), Problem> {
        match self.proof {
            Proof::Off => Ok(()),
            Proof::On => self.admit_at(proof.ok_or_else(Problem::proof_missing)?, key, Timestamp::now()),
        }
    }

    /// A ticket with this number was stored, at whichever desk: the more there are, the harder it gets.
    pub(crate) fn stored(&self, number: i64) {
        self.pressure.rise_to(number);
    }

    fn challenge_at(&self, bits: u8, now: Timestamp) -> Challenge {
        let token = Token { issued: now, bits }.signed(&self.key);
        // Only at the end of all time there is none later.
        let expires = moment::told(now.checked_add(FRESH).unwrap_or(now));
        Challenge { token, difficulty: bits.into(), expires }
    }

    /// The difficulty that counts is the token's own: what got harder since was not known to whoever works on it.
    fn admit_at(&self, proof: &[u8], key: &str, now: Timestamp) -> Result<(), Problem> {
        let (text, counter) = read(proof).ok_or_else(Problem::proof_wrong)?;
        let token = Token::read(text, &self.key).ok_or_else(Problem::proof_wrong)?;
        // Either way: a token from the future comes from before the clock was put back, and its reader is not to blame.
        if now.duration_since(token.issued).abs() > FRESH {
            return Err(Problem::proof_stale());
        }
        let hash = Digest::of_all(&[beginning(text, key).as_bytes(), counter.as_bytes()]);
        if zeros(hash.as_bytes()) >= token.bits.into() { Ok(()) } else { Err(Problem::proof_wrong()) }
    }
}

/// Looks now and then how many tickets other desks store, as long as there is a desk.
pub(crate) async fn look_at_others(desk: Weak<Inner>) {
    while let Some(desk) = desk.upgrade() {
        if !desk.store.is_shared() || desk.gate.proof == Proof::Off {
            return;
        }
        // What hinders it is told where it matters.
        if let Ok(number) = desk.store.newest_ticket().await {
            desk.gate.stored(number);
        }
        drop(desk);
        tokio::time::sleep(PAUSE).await;
    }
}

/// Token and counter out of `TOKEN;COUNTER`.
fn read(proof: &[u8]) -> Option<(&str, &str)> {
    let (token, counter) = str::from_utf8(proof).ok()?.split_once(';')?;
    let digits = (1..=LONGEST_COUNTER).contains(&counter.len()) && counter.bytes().all(|digit| digit.is_ascii_digit());
    digits.then_some((token, counter))
}

#[cfg(test)]
mod tests;
