//! Why a sink cannot be opened.

/// Why a sink cannot be opened: what it was set up with cannot work.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SinkError {
    /// The address of the other system cannot be used.
    #[error("the address of the other system cannot be used: {fault}")]
    Address {
        /// What is wrong with it.
        fault: &'static str,
        /// How to mend it.
        help: &'static str,
    },
    /// What was to be an e-mail address is none.
    #[error("`{text}` is no e-mail address")]
    Mailbox {
        /// The text.
        text: String,
    },
    /// Mail would travel where everybody on the way can read it.
    #[error("mail to `{host}` would go over an unencrypted line")]
    Unencrypted {
        /// The mail server.
        host: String,
    },
    /// A password would travel where everybody on the way can read it.
    #[error("the password for `{host}` would go over an unencrypted line")]
    PasswordUnencrypted {
        /// The mail server.
        host: String,
    },
    /// A secret does not have the form that the other system knows.
    #[error("a secret cannot be used: {fault}")]
    Secret {
        /// What is wrong with it.
        fault: &'static str,
    },
    /// Something that has to be set is missing.
    #[error("{what} is missing")]
    Missing {
        /// What.
        what: &'static str,
    },
    /// The system's certificates cannot be read, or something else that encryption needs.
    #[error("encrypted connections cannot be set up")]
    Tls {
        /// What was wrong.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

impl SinkError {
    /// How to mend it, as a phrase for a `help:` line.
    pub fn help(&self) -> Option<&'static str> {
        Some(match self {
            Self::Address { help, .. } => help,
            Self::Mailbox { .. } => "write `name@example.com`, or `Service desk <name@example.com>`",
            Self::Unencrypted { .. } => "use STARTTLS or TLS, or allow unencrypted mail to this server on purpose",
            Self::PasswordUnencrypted { .. } => "use STARTTLS or TLS, or leave name and password away",
            Self::Secret { .. } => "a signing secret is `whsec_` and 24 to 64 bytes in base64",
            Self::Missing { .. } => return None,
            Self::Tls { .. } => "install the system's CA certificates, often a package called `ca-certificates`",
        })
    }
}
