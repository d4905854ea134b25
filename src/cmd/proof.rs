//! Whether new tickets must come with a proof of work, as people write it.

/// `on` or `off`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum ProofArg {
    /// Browsers work something out before they send a ticket; programs without it are sent away
    On,
    /// Whoever sends a ticket is taken at their word
    Off,
}

impl From<ProofArg> for ::desk::Proof {
    fn from(proof: ProofArg) -> Self {
        match proof {
            ProofArg::On => Self::On,
            ProofArg::Off => Self::Off,
        }
    }
}
