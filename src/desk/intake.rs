//! From what a reader sent to what is stored: checked against the form, routed to a team.

use std::collections::BTreeMap;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use content::{
    Form, Kb, Settings,
    ticket::{self, FieldError, File, NewReply, NewTicket, Value},
};

use crate::{
    digest::Digest,
    problem::Problem,
    standing::{Action, Terms},
    store::{Answer, Attachment, Deed, Draft, Given},
};

/// Most bytes of context: a guide has a dozen steps, not thousands.
const CONTEXT_LIMIT: usize = 64 * 1024;
/// What the files of a reply are called, in errors and beside those of the form's fields.
const REPLY_FILES: &str = "files";
/// The field that says what a ticket is about.
const SUMMARY: &str = "summary";

/// What of a knowledge base decides about tickets.
pub(crate) struct Rules {
    settings: Settings,
    forms: Vec<Form>,
}

impl Rules {
    pub(crate) fn of(kb: &Kb) -> Self {
        let forms = kb.forms.iter().cloned().chain(kb.notice_forms()).collect();
        Self { settings: kb.settings.clone(), forms }
    }

    /// For how long a closed ticket can be reopened and seen.
    pub(crate) fn terms(&self) -> Terms {
        Terms::of(&self.settings.tickets)
    }

    /// Checks a ticket and gets it ready to be stored.
    pub(crate) fn draft(&self, new: NewTicket) -> Result<Draft, Problem> {
        let form = self.forms.iter().find(|form| form.id == new.form).ok_or_else(Problem::unknown_form)?;
        let secret_hash = Digest::from_hex(&new.secret_hash)
            .ok_or_else(|| Problem::bad_request("`secret_hash` is not 64 lower-case hexadecimal digits."))?;
        let context = serde_json::to_string(&new.context.cleaned()).map_err(Problem::broken)?;
        if context.len() > CONTEXT_LIMIT {
            return Err(Problem::bad_request(format!("`context` is longer than {CONTEXT_LIMIT} bytes.")));
        }
        fits(ticket::validate(form, &new.values))?;
        let values = ticket::sent(form, &new.values);
        let category = form.category_of(&values, &self.settings.categories);
        let team = self.settings.team(form, &values).map(str::to_owned);
        let verify = self.settings.verify(form, &values).or(new.verify);
        let priority = self.settings.sla.priority_id(form, &values).map(str::to_owned);
        let subject = text(&values, SUMMARY).unwrap_or(&form.name).to_owned();
        let (answers, files) = sort(form, values)?;
        Ok(Draft {
            prefix: self.settings.tickets.prefix.clone(),
            secret_hash,
            form: form.id.clone(),
            form_name: form.name.clone(),
            subject,
            team,
            category,
            priority,
            verify,
            context,
            answers,
            files,
        })
    }
}

/// Checks a reply and gets it ready to be stored.
pub(crate) fn reply(new: &NewReply) -> Result<Deed, Problem> {
    fits(new.check())?;
    let NewReply { text, files } = new.cleaned();
    let (files, torn) = decode(REPLY_FILES, files);
    fits(torn)?;
    Ok(Deed { action: Action::Reply, text, stars: None, files })
}

/// Nothing is wrong, or all of it is told.
pub(crate) fn fits(errors: Vec<FieldError>) -> Result<(), Problem> {
    if errors.is_empty() { Ok(()) } else { Err(Problem::invalid_answers(errors)) }
}

/// The text that answers a field.
fn text<'a>(values: &'a BTreeMap<String, Value>, field: &str) -> Option<&'a str> {
    match values.get(field)? {
        Value::Text(text) => Some(text),
        Value::Many(_) | Value::Files(_) => None,
    }
}

/// Puts the answers in the form's order, and the files beside them.
fn sort(form: &Form, mut values: BTreeMap<String, Value>) -> Result<(Vec<Answer>, Vec<Attachment>), Problem> {
    let (mut answers, mut files, mut errors) = (Vec::new(), Vec::new(), Vec::new());
    for field in form.fields() {
        let Some(value) = values.remove(&field.id) else { continue };
        let value = match value {
            Value::Text(text) => Given::Text(text),
            Value::Many(many) => Given::Many(many),
            Value::Files(sent) => {
                let (decoded, torn) = decode(&field.id, sent);
                let notes = decoded.iter().map(Attachment::note).collect();
                files.extend(decoded);
                errors.extend(torn);
                Given::Files(notes)
            }
        };
        answers.push(Answer { field: field.id.clone(), label: field.label.clone(), value });
    }
    fits(errors)?;
    Ok((answers, files))
}

/// The files, and what is wrong with those whose base64 looks right and is not.
fn decode(field: &str, sent: Vec<File>) -> (Vec<Attachment>, Vec<FieldError>) {
    let (mut decoded, mut errors) = (Vec::new(), Vec::new());
    for File { name, media_type, data } in sent {
        match STANDARD.decode(&data) {
            Ok(data) => decoded.push(Attachment { field: field.to_owned(), name, media_type, data }),
            Err(_) => errors.push(FieldError {
                field: field.to_owned(),
                message: format!("The file “{name}” did not arrive in one piece. Choose it again"),
            }),
        }
    }
    (decoded, errors)
}

#[cfg(test)]
mod tests;
