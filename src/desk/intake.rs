//! From what a reader sent to what is stored: checked against the form, routed to a team.

use std::collections::{BTreeMap, HashMap};

use content::{
    CannedReply, FileLimits, Form, Kb, Settings,
    ticket::{self, FieldError, File, FileNote, NewReply, NewTicket, Reopening, Value},
};

use crate::{
    digest::Digest,
    first_answer::Asked,
    problem::Problem,
    standing::{Action, Terms},
    store::{Answer, Attachment, Deed, Draft, EMAIL, Given, Upload},
};

/// Most bytes of context: a guide has a dozen steps, not thousands.
const CONTEXT_LIMIT: usize = 64 * 1024;
/// What the files of a reply are called, in errors and beside those of the form's fields.
pub(crate) const REPLY_FILES: &str = "files";
/// The field that says what a ticket is about.
const SUMMARY: &str = "summary";

/// What of a knowledge base decides about tickets.
pub(crate) struct Rules {
    settings: Settings,
    forms: Vec<Form>,
    replies: Vec<CannedReply>,
    terms: Terms,
}

impl Rules {
    pub(crate) fn of(kb: &Kb) -> Self {
        let forms = kb.forms.iter().cloned().chain(kb.notice_forms()).collect();
        let (settings, replies) = (kb.settings.clone(), kb.replies.clone());
        Self { settings, forms, replies, terms: Terms::of(&kb.settings) }
    }

    /// For how long a closed ticket can be reopened and seen, and what is promised for an open one.
    pub(crate) fn terms(&self) -> Terms {
        self.terms.clone()
    }

    /// What agents say again and again.
    pub(crate) fn replies(&self) -> &[CannedReply] {
        &self.replies
    }

    /// Teams that a ticket may be passed on to; none where the knowledge base names no team, and any may be.
    pub(crate) fn teams(&self) -> Vec<&str> {
        self.settings.teams()
    }

    /// Ids of the forms that tickets are raised with.
    pub(crate) fn forms(&self) -> Vec<&str> {
        self.forms.iter().map(|form| form.id.as_str()).collect()
    }

    /// Where the portal is, if the knowledge base says so.
    pub(crate) fn portal(&self) -> Option<&str> {
        self.settings.url.as_deref()
    }

    /// What a field or a reply takes of files.
    pub(crate) fn limits(&self) -> &FileLimits {
        &self.settings.tickets.files
    }

    /// Where a page of the portal is, as far as the knowledge base says where the portal is.
    pub(crate) fn address(&self, path: &str) -> Option<String> {
        self.settings.url.as_ref().map(|url| format!("{}/{path}", url.trim_end_matches('/')))
    }

    /// What a ticket asks the search; nothing when it says too little, or when its form wants no pages offered.
    pub(crate) fn asked(&self, new: &NewTicket) -> Option<Asked> {
        let form = self.forms.iter().find(|form| form.id == new.form)?;
        let draft = form.draft(|field| text(&new.values, field).map(Into::into))?;
        Some(Asked { draft, context: new.context.clone() })
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
        let wrong = ticket::validate(form, &new.values, self.limits());
        fits(wrong.into_iter().chain(ticket::decoy(&new.leave_empty)).collect())?;
        let values = ticket::sent(form, &new.values);
        let category = form.category_of(&values, &self.settings.categories);
        let team = self.settings.team(form, &values).map(str::to_owned);
        let verify = self.settings.verify(form, &values).or(new.verify);
        let priority = self.settings.sla.priority_id(form, &values).map(str::to_owned);
        let subject = text(&values, SUMMARY).unwrap_or(&form.name).to_owned();
        let (answers, files) = sort(form, values);
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
            first_answer: None,
            asked_by: None,
        })
    }
}

/// Checks a reply and gets it ready to be stored.
pub(crate) fn reply(new: &NewReply, limits: &FileLimits) -> Result<Deed, Problem> {
    fits(new.check(limits))?;
    let NewReply { text, files } = new.cleaned();
    Ok(Deed { action: Action::Reply, text, stars: None, files: attach(REPLY_FILES, files) })
}

/// Checks why a ticket is reopened and gets it ready to be stored.
pub(crate) fn reopening(new: &Reopening, limits: &FileLimits) -> Result<Deed, Problem> {
    fits(new.check(limits))?;
    let Reopening { text, files } = new.cleaned();
    Ok(Deed { action: Action::Reopen, text, stars: None, files: attach(REPLY_FILES, files) })
}

/// Compares what was said of files with what is known of their bytes, which counts from here on.
pub(crate) fn settle(
    files: &mut [Attachment],
    known: &HashMap<String, Upload>,
    limits: &FileLimits,
) -> Result<(), Problem> {
    let (mut missing, mut refused) = (Vec::new(), Vec::new());
    for file in files {
        match known.get(&file.upload) {
            Some(upload) if upload.size == file.size => {
                file.media_type.clone_from(&upload.media_type);
                let message = limits.judge(&file.name, upload.size, Some(&upload.media_type));
                refused.extend(message.map(|message| FieldError { field: file.field.clone(), message }));
            }
            _ => missing.push(file.lost()),
        }
    }
    fits(refused)?;
    if missing.is_empty() { Ok(()) } else { Err(Problem::missing_files(missing)) }
}

/// The address of its requester that a ticket names, if it does; one that no mail can be sent to has to be mended.
pub(crate) fn address(draft: &Draft) -> Result<Option<&str>, Problem> {
    let answer = draft.answers.iter().find(|answer| answer.field == EMAIL);
    match answer.map(|answer| &answer.value) {
        Some(Given::Text(email)) => mailable(email).map(|()| Some(email.as_str())),
        _ => Ok(None),
    }
}

/// Whether mail can be sent to an address that was typed.
pub(crate) fn mailable(email: &str) -> Result<(), Problem> {
    match crate::sink::can_mail_to(email) {
        true => Ok(()),
        false => {
            let message = "Write an email address that we can write to, such as name@example.com".to_owned();
            fits(vec![FieldError { field: EMAIL.into(), message }])
        }
    }
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
fn sort(form: &Form, mut values: BTreeMap<String, Value>) -> (Vec<Answer>, Vec<Attachment>) {
    let (mut answers, mut files) = (Vec::new(), Vec::new());
    for field in form.fields() {
        let Some(value) = values.remove(&field.id) else { continue };
        let value = match value {
            Value::Text(text) => Given::Text(text),
            Value::Many(many) => Given::Many(many),
            Value::Files(sent) => {
                let note = |file: &File| FileNote {
                    id: String::new(),
                    name: file.name.clone(),
                    size: file.size,
                    media_type: String::new(),
                };
                let notes = sent.iter().map(note).collect();
                files.extend(attach(&field.id, sent));
                Given::Files(notes)
            }
        };
        answers.push(Answer { field: field.id.clone(), label: field.label.clone(), value });
    }
    (answers, files)
}

pub(crate) fn attach(field: &str, sent: Vec<File>) -> Vec<Attachment> {
    let attachment = |File { name, media_type, size, upload }| Attachment {
        field: field.to_owned(),
        name,
        media_type,
        size,
        upload,
    };
    sent.into_iter().map(attachment).collect()
}

#[cfg(test)]
mod alike;
#[cfg(test)]
mod tests;
