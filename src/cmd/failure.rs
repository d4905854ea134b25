//! Why a subcommand could not run, in words for the person in front of it.

/// Why a subcommand could not run.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) message: String,
    pub(crate) help: Option<String>,
}

impl Failure {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), help: None }
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl From<publish::Error> for Failure {
    fn from(error: publish::Error) -> Self {
        Self { message: error.to_string(), help: error.help().map(str::to_owned) }
    }
}

impl From<::desk::Error> for Failure {
    fn from(error: ::desk::Error) -> Self {
        Self { message: with_causes(&error), help: error.help() }
    }
}

impl From<::desk::ReplyError> for Failure {
    fn from(error: ::desk::ReplyError) -> Self {
        Self { message: with_causes(&error), help: error.help() }
    }
}

impl From<::desk::BackupError> for Failure {
    fn from(error: ::desk::BackupError) -> Self {
        Self { message: with_causes(&error), help: error.help() }
    }
}

impl From<::desk::AuditError> for Failure {
    fn from(error: ::desk::AuditError) -> Self {
        Self { message: with_causes(&error), help: error.help() }
    }
}

impl From<::desk::OutboxError> for Failure {
    fn from(error: ::desk::OutboxError) -> Self {
        Self { message: with_causes(&error), help: error.help() }
    }
}

fn with_causes(error: &dyn std::error::Error) -> String {
    let mut message = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        message.push_str(": ");
        message.push_str(&cause.to_string());
        source = cause.source();
    }
    message
}
