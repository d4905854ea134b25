//! Canned replies, filled for a ticket.

use content::{CannedReply, Placeholder, ticket::FieldError};

use super::AgentTicket;

/// The text of a canned reply for a ticket; or what it lacks.
pub(crate) fn fill(canned: &CannedReply, ticket: &AgentTicket, agent: &str) -> Result<String, FieldError> {
    let known = |placeholder| match placeholder {
        Placeholder::Reference => Some(ticket.line.reference.clone()),
        Placeholder::Subject => Some(ticket.line.subject.clone()),
        Placeholder::Form => Some(ticket.line.form_name.clone()),
        Placeholder::Name => ticket.requester.name.clone(),
        Placeholder::Agent => Some(agent.to_owned()),
    };
    canned.fill(known).map_err(|lacking| {
        let lacking: Vec<String> = lacking.iter().map(|word| format!("`{{{{{word}}}}}`")).collect();
        let message = format!(
            "This ticket has nothing for {} in the reply `{}`. Write the text yourself",
            lacking.join(" and "),
            canned.id
        );
        FieldError { field: "canned".into(), message }
    })
}
