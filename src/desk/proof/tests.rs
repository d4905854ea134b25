#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

use proptest::{collection, prelude::*};

use super::*;

const KEY: &str = "6f1f6c1e-2b0a-4f55-9a55-0d6b0a3f7a10";

fn gate() -> Gate {
    Gate::new(Proof::On, Key::of([7; 32]))
}

fn noon() -> Timestamp {
    "2026-11-28T12:00:00Z".parse().unwrap()
}

fn after(minutes: i64) -> Timestamp {
    noon() + SignedDuration::from_mins(minutes)
}

/// A proof for a key, as a browser would work it out.
fn solved(challenge: &Challenge, key: &str) -> String {
    let beginning = beginning(&challenge.token, key);
    let fits = |counter: &u64| {
        let hash = Digest::of_all(&[beginning.as_bytes(), counter.to_string().as_bytes()]);
        zeros(hash.as_bytes()) >= challenge.difficulty
    };
    format!("{};{}", challenge.token, (0..).find(fits).unwrap())
}

/// What becomes of a proof: nothing, or the name of a problem.
fn told(gate: &Gate, proof: &str, key: &str, now: Timestamp) -> &'static str {
    gate.admit_at(proof.as_bytes(), key, now).err().map_or("", |problem| problem.kind())
}

#[test]
fn a_proof_lets_in_the_request_it_was_worked_out_for_and_no_other() {
    let gate = gate();
    let challenge = gate.challenge_at(12, noon());
    assert_eq!(challenge.expires, "2026-11-28T12:10:00.000Z");
    let proof = solved(&challenge, KEY);
    assert_eq!(told(&gate, &proof, KEY, noon()), "");
    assert_eq!(told(&gate, &proof, KEY, noon()), "", "the same request again");
    // One in four thousand fits by chance; of these, none does.
    for other in ["another-key-of-mine", &KEY.to_uppercase(), &format!("{KEY}1")] {
        assert_eq!(told(&gate, &proof, other, noon()), "proof-wrong", "{other}");
    }
}

#[test]
fn a_challenge_is_taken_for_ten_minutes_to_either_side() {
    let gate = gate();
    let proof = solved(&gate.challenge_at(4, noon()), KEY);
    assert_eq!([0, 10, -10].map(|minutes| told(&gate, &proof, KEY, after(minutes))), [""; 3]);
    assert_eq!(
        [11, -11, 1_000_000, -1_000_000].map(|minutes| told(&gate, &proof, KEY, after(minutes))),
        ["proof-stale"; 4]
    );
    let ends = [Timestamp::MIN, Timestamp::MAX];
    assert_eq!(ends.map(|now| told(&gate, &proof, KEY, now)), ["proof-stale"; 2]);
    for now in ends {
        assert!(Token::read(&gate.challenge_at(4, now).token, &gate.key).is_some());
    }
}

#[test]
fn what_a_challenge_asked_for_counts_however_hard_it_is_now() {
    let gate = gate();
    let easy = solved(&gate.challenge_at(4, noon()), KEY);
    assert_eq!(gate.difficulty(), 16);
    (1..=120).for_each(|number| gate.stored(number));
    assert_eq!((gate.difficulty(), gate.challenge().unwrap().difficulty), (18, 18));
    assert_eq!(told(&gate, &easy, KEY, after(1)), "");
}

#[test]
fn less_work_than_the_challenge_asks_for_is_not_enough() {
    let gate = gate();
    let challenge = gate.challenge_at(20, noon());
    let half = solved(&Challenge { difficulty: 8, ..challenge }, KEY);
    assert_eq!(told(&gate, &half, KEY, noon()), "proof-wrong");
}

#[test]
fn what_is_no_proof_is_told_as_wrong() {
    let gate = gate();
    let Challenge { token, .. } = gate.challenge_at(0, noon());
    assert_eq!(told(&gate, &format!("{token};0"), KEY, noon()), "", "no work, and well formed");
    let wrong = [
        "".into(),
        ";".into(),
        ";0".into(),
        token.clone(),
        format!("{token};"),
        format!("{token};-1"),
        format!("{token};1 "),
        format!("{token};٣"),
        format!("{token};1;1"),
        format!("{token}=;1"),
        format!("{token};{}", "1".repeat(21)),
        format!("{token},1"),
    ];
    for proof in &wrong {
        assert_eq!(told(&gate, proof, KEY, noon()), "proof-wrong", "{proof}");
    }
    assert!(gate.admit_at(b"\xff;1", KEY, noon()).is_err());
}

#[test]
fn tokens_of_another_desk_are_no_tokens() {
    let other = Gate::new(Proof::On, Key::of([8; 32]));
    let proof = solved(&other.challenge_at(0, noon()), KEY);
    assert_eq!(told(&gate(), &proof, KEY, noon()), "proof-wrong");
    let (one, two) = (Key::of([1; 32]), Key::of([2; 32]));
    let token = Token { issued: noon(), bits: 1 };
    assert_ne!(token.signed(&one), token.signed(&two));
}

#[test]
fn where_no_proof_is_asked_for_there_is_no_challenge() {
    let open = Gate::new(Proof::Off, Key::of([7; 32]));
    assert_eq!((open.challenge(), open.difficulty()), (None, 0));
    assert!(open.admit(None, KEY).is_ok() && open.admit(Some(b"nonsense"), KEY).is_ok());
    assert_eq!(gate().admit(None, KEY).unwrap_err().kind(), "proof-missing");
}

proptest! {
    #[test]
    fn what_a_token_says_comes_back(seconds in -377_705_023_201..=253_402_207_200_i64, bits in any::<u8>()) {
        let token = Token { issued: Timestamp::from_second(seconds).unwrap(), bits };
        let key = Key::of([7; 32]);
        prop_assert_eq!(Token::read(&token.signed(&key), &key), Some(token));
    }

    #[test]
    fn a_token_that_was_changed_anywhere_is_refused(place in 0..56_usize, letter in "[A-Za-z0-9_-]", bits in 0..30_u8) {
        let key = Key::of([7; 32]);
        let token = Token { issued: noon(), bits }.signed(&key);
        prop_assert_eq!(token.len(), 56);
        let mut changed = token.clone();
        changed.replace_range(place..=place, &letter);
        prop_assert_eq!(Token::read(&changed, &key).is_some(), changed == token);
    }

    #[test]
    fn a_token_that_was_cut_or_lengthened_is_refused(length in 0..56_usize, more in "[A-Za-z0-9_=-]{1,60}") {
        let key = Key::of([7; 32]);
        let token = Token { issued: noon(), bits: 0 }.signed(&key);
        prop_assert_eq!(Token::read(&token[..length], &key), None);
        prop_assert_eq!(Token::read(&(token + &more), &key), None);
    }

    #[test]
    fn whatever_is_sent_as_a_proof_is_answered(proof in collection::vec(any::<u8>(), 0..120)) {
        prop_assert!(gate().admit(Some(&proof), KEY).is_err());
    }
}
