//! Signatures by the Standard Webhooks specification: HMAC-SHA256 over id, time and body.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use hmac::{Hmac, Mac as _};
use sha2::Sha256;

use crate::sink::{Secret, SinkError};

/// What secrets begin with, so that people know them.
const PREFIX: &str = "whsec_";

/// Keys that sign, and that signatures are checked with.
#[derive(Clone)]
pub(in crate::sink) struct Keys(Vec<Hmac<Sha256>>);

impl Keys {
    /// Reads secrets, of which there must be one at least.
    pub(in crate::sink) fn read(secrets: &[Secret]) -> Result<Self, SinkError> {
        if secrets.is_empty() {
            return Err(SinkError::Missing { what: "the signing secret of a webhook" });
        }
        secrets.iter().map(key).collect::<Result<_, _>>().map(Self)
    }

    /// `v1,…`, once for each key, with spaces between.
    pub(in crate::sink) fn signed(&self, id: &str, at: &str, body: &[u8]) -> String {
        let signatures = self.0.iter().map(|key| {
            let mac = filled(key, id, at, body).finalize().into_bytes();
            format!("v1,{}", STANDARD.encode(mac))
        });
        signatures.collect::<Vec<_>>().join(" ")
    }

    /// Whether one of the signatures is one of these keys'. Each comparison takes the same time wherever the first difference is.
    pub(in crate::sink) fn verify(&self, id: &str, at: &str, body: &[u8], signatures: &str) -> bool {
        let known = signatures.split(' ').filter_map(|signature| signature.strip_prefix("v1,"));
        let mut given = known.filter_map(|signature| STANDARD.decode(signature).ok());
        given.any(|given| self.0.iter().any(|key| filled(key, id, at, body).verify_slice(&given).is_ok()))
    }
}

fn filled(key: &Hmac<Sha256>, id: &str, at: &str, body: &[u8]) -> Hmac<Sha256> {
    [id.as_bytes(), b".", at.as_bytes(), b".", body].into_iter().fold(key.clone(), |mac, part| mac.chain_update(part))
}

fn key(secret: &Secret) -> Result<Hmac<Sha256>, SinkError> {
    let wrong = |fault| SinkError::Secret { fault };
    let text = secret.expose().strip_prefix(PREFIX).ok_or(wrong("it does not begin with `whsec_`"))?;
    let bytes = STANDARD.decode(text).map_err(|_| wrong("what follows `whsec_` is not base64"))?;
    if !(24..=64).contains(&bytes.len()) {
        return Err(wrong("it has fewer than 24 or more than 64 bytes"));
    }
    Hmac::new_from_slice(&bytes).map_err(|_| wrong("it has no fitting length"))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

    use super::*;

    const ID: &str = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    const AT: &str = "1614265330";
    const BODY: &[u8] = br#"{"test": 2432232314}"#;
    /// The vector that the specification's own libraries are tested with.
    const SIGNATURE: &str = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    fn keys(secrets: &[&str]) -> Keys {
        Keys::read(&secrets.iter().map(|secret| Secret::new(*secret)).collect::<Vec<_>>()).unwrap()
    }

    fn known() -> Keys {
        keys(&["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"])
    }

    #[test]
    fn the_vector_of_the_specification_is_met() {
        assert_eq!(known().signed(ID, AT, BODY), SIGNATURE);
        assert!(known().verify(ID, AT, BODY, SIGNATURE));
    }

    #[test]
    fn each_secret_signs_while_one_replaces_another() {
        let both = keys(&["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"]);
        let signed = both.signed(ID, AT, BODY);
        assert!(signed.starts_with(SIGNATURE) && signed.split(' ').count() == 2, "{signed}");
        assert!(known().verify(ID, AT, BODY, &signed));
        assert!(keys(&["whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"]).verify(ID, AT, BODY, &signed));
    }

    #[test]
    fn nothing_else_is_taken_for_a_signature() {
        for wrong in [
            "",
            "v1",
            "v1,",
            "v1,é",
            "v1a,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
            &SIGNATURE[..20],
            &SIGNATURE[3..],
        ] {
            assert!(!known().verify(ID, AT, BODY, wrong), "{wrong}");
        }
        assert!(!known().verify("msg_other", AT, BODY, SIGNATURE));
        assert!(!known().verify(ID, "1614265331", BODY, SIGNATURE));
        assert!(!known().verify(ID, AT, b"{}", SIGNATURE));
    }

    #[test]
    fn secrets_of_another_form_are_refused() {
        for wrong in ["", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_", "whsec_!", "whsec_c2hvcnQ="] {
            assert!(matches!(Keys::read(&[Secret::new(wrong)]), Err(SinkError::Secret { .. })), "{wrong}");
        }
        assert!(matches!(Keys::read(&[]), Err(SinkError::Missing { .. })));
    }
}
