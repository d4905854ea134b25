//! What agents write, checked, cleaned and filled in like what readers write.

use content::{
    spelling,
    ticket::{FieldError, File, LONGEST_LINE, LONGEST_TEXT, NewReply},
};

use crate::{
    agent::{self, Agent},
    desk::Shared,
    intake::{self, Rules},
    problem::Problem,
    shape::{AgentReply, Assignee},
    store::{Attachment, Word},
};

/// What is said to the reader of a ticket, or changed of it.
pub(super) async fn said(desk: &Shared, reference: &str, agent: &Agent, reply: AgentReply) -> Result<Word, Problem> {
    let rules = desk.rules();
    let text = match &reply.canned {
        Some(id) => canned(desk, &rules, reference, agent, id).await?,
        None => cleaned(reply.text.as_deref().unwrap_or_default()),
    };
    short("text", &text, LONGEST_TEXT)?;
    let sent = NewReply { text: String::new(), files: reply.files };
    if !sent.files.is_empty() {
        intake::fits(sent.check(rules.limits()))?;
    }
    let team = reply.team.as_deref().map(cleaned).filter(|team| !team.is_empty());
    if let Some(team) = &team {
        short("team", team, LONGEST_LINE)?;
        known_team(&rules, team)?;
    }
    Ok(Word {
        name: Some(agent.name.clone()),
        text,
        state: reply.state,
        team,
        next_update: reply.next_update,
        files: attached(desk, sent.cleaned().files).await?,
    })
}

/// Refuses a team that the knowledge base does not name, most likely for a slip: nobody would look for the ticket there.
pub(super) fn known_team(rules: &Rules, team: &str) -> Result<(), Problem> {
    let teams = rules.teams();
    if teams.is_empty() { Ok(()) } else { known("team", "There is no team with this name", team, teams) }
}

/// Refuses a form that the knowledge base does not have.
pub(super) fn known_form(rules: &Rules, form: &str) -> Result<(), Problem> {
    known("form", "There is no form with this id", form, rules.forms())
}

fn known(field: &str, said: &str, word: &str, all: Vec<&str>) -> Result<(), Problem> {
    if all.contains(&word) {
        return Ok(());
    }
    let told = match spelling::help(word, all) {
        Some(help) => format!("{said}: {help}"),
        None => said.to_owned(),
    };
    Err(invalid(field, &told))
}

/// The text of a canned reply for a ticket.
async fn canned(desk: &Shared, rules: &Rules, reference: &str, agent: &Agent, id: &str) -> Result<String, Problem> {
    let canned = rules.replies().iter().find(|canned| canned.id == id);
    let canned = canned.ok_or_else(|| invalid("canned", "There is no canned reply with this id"))?;
    let record = desk.store.record(reference, &rules.terms()).await?;
    let (record, _) = record.ok_or_else(Problem::no_such_reference)?;
    agent::fill(canned, &record, &agent.name).map_err(|error| Problem::invalid_answers(vec![error]))
}

/// Files whose bytes are there.
pub(super) async fn attached(desk: &Shared, files: Vec<File>) -> Result<Vec<Attachment>, Problem> {
    let mut files = intake::attach(intake::REPLY_FILES, files);
    let sent: Vec<&str> = files.iter().map(|file| file.upload.as_str()).collect();
    let known = desk.store.uploads(&sent).await?;
    intake::settle(&mut files, &known, desk.rules().limits())?;
    Ok(files)
}

/// Who shall have a ticket.
pub(super) fn name_of(assignee: Assignee, agent: &Agent) -> Result<Option<String>, Problem> {
    let name = match assignee {
        Assignee::Me => agent.name.clone(),
        Assignee::Nobody => return Ok(None),
        Assignee::Somebody(name) => cleaned(&name),
    };
    if name.is_empty() {
        return Err(invalid("assignee", "Write a name, or null for nobody"));
    }
    short("assignee", &name, LONGEST_LINE)?;
    Ok(Some(name))
}

/// A text as it is stored.
pub(super) fn cleaned(text: &str) -> String {
    NewReply { text: text.to_owned(), files: Vec::new() }.cleaned().text
}

/// Refuses a text that is too long.
pub(super) fn short(field: &str, text: &str, most: usize) -> Result<(), Problem> {
    match text.chars().count() <= most {
        true => Ok(()),
        false => Err(invalid(field, &format!("Use {most} characters or fewer"))),
    }
}

/// Something that is wrong with one field.
pub(super) fn invalid(field: &str, message: &str) -> Problem {
    Problem::invalid_answers(vec![FieldError { field: field.into(), message: message.into() }])
}
