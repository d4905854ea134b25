//! `tierzero tickets list` and `tierzero tickets canned`.

use ::desk::{CannedReplies, TicketLine, TicketPage};
use serde::Serialize;

use super::Talk;
use super::export::tickets_of;
use super::told;
use super::typed::State;
use crate::cmd::Failure;
use crate::cmd::table::{line, room};

/// Most tickets that the desk tells at once.
const PAGE: usize = 200;
/// How many are listed unless somebody says it.
const USUAL: usize = 50;
/// All states but closed.
const OPEN: &str = "new,in_progress,waiting_for_reader,solved";

/// What narrows a list, none of which goes together with a person.
const OTHERS: [&str; 15] = [
    "state",
    "open",
    "team",
    "assignee",
    "mine",
    "unassigned",
    "form",
    "category",
    "priority",
    "text",
    "created_since",
    "updated_since",
    "late",
    "unconfirmed",
    "oldest",
];

/// List tickets, the newest first
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  tierzero tickets list --open --team \"Print room\"
  tierzero tickets list --mine --state waiting
  tierzero tickets list --late --oldest
  tierzero tickets list --unconfirmed
  tierzero tickets list --of ada@example.com
  tierzero tickets list --of ada@example.com --limit 5
  tierzero tickets list --text printer --created-since 2026-11-01 --limit 500 --json")]
pub(super) struct List {
    /// Tickets that stand so; may be given several times
    #[arg(long, value_name = "STATE", value_enum, hide_possible_values = false)]
    state: Vec<State>,
    /// Tickets that are not closed
    #[arg(long, conflicts_with = "state")]
    open: bool,
    /// Tickets of this team
    #[arg(long, value_name = "TEAM")]
    team: Option<String>,
    /// Tickets that somebody has
    #[arg(long, value_name = "NAME")]
    assignee: Option<String>,
    /// Tickets that the token's owner has
    #[arg(long, conflicts_with = "assignee")]
    mine: bool,
    /// Tickets that nobody has
    #[arg(long, conflicts_with_all = ["assignee", "mine"])]
    unassigned: bool,
    /// Tickets raised with this form, by its id
    #[arg(long, value_name = "ID")]
    form: Option<String>,
    /// Tickets of this category, by its id
    #[arg(long, value_name = "ID")]
    category: Option<String>,
    /// Tickets of this priority, by its id
    #[arg(long, value_name = "ID")]
    priority: Option<String>,
    /// All tickets that were raised with this e-mail address, the oldest first
    #[arg(long, value_name = "EMAIL", conflicts_with_all = OTHERS)]
    of: Option<String>,
    /// Tickets with this text in their subject or reference
    #[arg(long, value_name = "TEXT")]
    text: Option<String>,
    /// Tickets that came since then, such as 2026-11-28 or 2026-11-28T14:00:00Z
    #[arg(long, value_name = "TIME")]
    created_since: Option<String>,
    /// Tickets that changed since then
    #[arg(long, value_name = "TIME")]
    updated_since: Option<String>,
    /// Tickets whose readers should have heard by now
    #[arg(long)]
    late: bool,
    /// Tickets that wait until the address on them is confirmed; they are in no other list
    #[arg(long)]
    unconfirmed: bool,
    /// The oldest first
    #[arg(long)]
    oldest: bool,
    /// How many at most [default: 50, with `--of` all]
    #[arg(long, value_name = "N", value_parser = clap::builder::RangedU64ValueParser::<usize>::new().range(1..=100_000))]
    limit: Option<usize>,
}

/// List the canned replies of the desk
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  tierzero tickets canned
  tierzero tickets reply TZ-7F3K9Q --canned which-device")]
pub(super) struct Canned {}

/// What was found, as JSON tells it.
#[derive(Serialize)]
struct Found {
    tickets: Vec<TicketLine>,
    /// Whether there are others.
    more: bool,
}

impl List {
    pub(super) async fn run(&self, talk: &Talk<'_>) -> Result<(), Failure> {
        let found = match &self.of {
            Some(email) => self.cut(tickets_of(talk, email).await?),
            None => self.find(talk).await?,
        };
        if found.tickets.is_empty() && !talk.json {
            talk.messages.done(self.none());
            return Ok(());
        }
        talk.tell(&found, || told::list(&found.tickets, room()))?;
        if found.more && !talk.json {
            talk.messages.note(&format!("these are the first {}; `--limit` tells more", found.tickets.len()));
        }
        Ok(())
    }

    /// What is told where nothing is to be listed.
    fn none(&self) -> &'static str {
        match (&self.of, self.unconfirmed, self.query().is_empty()) {
            (Some(_), ..) => "no ticket was raised with this address",
            (_, true, _) => "no ticket like this waits for its address to be confirmed",
            (.., true) => "there is no ticket yet",
            _ => "no ticket is like this; `tierzero tickets list` alone lists the newest of all",
        }
    }

    /// As many of all as are wanted.
    fn cut(&self, mut tickets: Vec<TicketLine>) -> Found {
        let most = self.limit.unwrap_or(usize::MAX);
        let more = tickets.len() > most;
        tickets.truncate(most);
        Found { tickets, more }
    }

    /// Page by page, until there are enough.
    async fn find(&self, talk: &Talk<'_>) -> Result<Found, Failure> {
        let most = self.limit.unwrap_or(USUAL);
        let (mut tickets, mut cursor) = (Vec::new(), None);
        loop {
            let mut query = self.query();
            query.push(("limit", (most - tickets.len()).min(PAGE).to_string()));
            query.extend(cursor.take().map(|cursor| ("cursor", cursor)));
            let page: TicketPage = talk.client.get(&["tickets"], &query).await?.value;
            tickets.extend(page.tickets);
            cursor = page.next;
            if cursor.is_none() || tickets.len() >= most {
                return Ok(Found { tickets, more: cursor.is_some() });
            }
        }
    }

    fn query(&self) -> Vec<(&'static str, String)> {
        let states: Vec<&str> = self.state.iter().map(|state| state.word()).collect();
        let states = if self.open { OPEN.to_owned() } else { states.join(",") };
        let given = [
            ("state", Some(states).filter(|states| !states.is_empty())),
            ("team", self.team.clone()),
            ("assignee", self.assignee.clone()),
            ("form", self.form.clone()),
            ("category", self.category.clone()),
            ("priority", self.priority.clone()),
            ("text", self.text.clone()),
            ("created_since", self.created_since.clone()),
            ("updated_since", self.updated_since.clone()),
            ("mine", self.mine.then(|| "true".into())),
            ("unassigned", self.unassigned.then(|| "true".into())),
            ("late", self.late.then(|| "true".into())),
            ("unconfirmed", self.unconfirmed.then(|| "true".into())),
            ("order", self.oldest.then(|| "oldest".into())),
        ];
        given.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }
}

impl Canned {
    pub(super) async fn run(&self, talk: &Talk<'_>) -> Result<(), Failure> {
        let canned: CannedReplies = talk.client.get(&["replies"], &[]).await?.value;
        if canned.replies.is_empty() && !talk.json {
            talk.messages.done("the knowledge base has no canned reply; they are in `replies/*.md`");
            return Ok(());
        }
        talk.tell(&canned, || {
            let reply = |reply: &::desk::CannedView| {
                let text = told::indented(&reply.text, "    ");
                format!("{}: {}\n    {text}\n\n", line(&reply.id), line(&reply.title))
            };
            canned.replies.iter().map(reply).collect()
        })
    }
}
