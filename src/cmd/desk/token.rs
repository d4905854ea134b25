//! `tierzero desk token`.

use ::desk::{Database, Scope, Token};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};

use crate::cmd::messages::Messages;
use crate::cmd::serve::runtime;
use crate::cmd::table::{Column, table};
use crate::cmd::{Failure, Outcome, day};

/// Make, list and end the tokens of those who answer tickets over the endpoint
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  tierzero desk token add tickets.db --name Ana --scope read --scope write
  tierzero desk token add tickets.db --name \"Night report\" --scope read --expires 2027-01-31
  tierzero desk token list tickets.db
  tierzero desk token revoke tickets.db q7xk2p

A token is printed once, by `add`, on standard output; the database keeps only its hash. Whoever has it is let in below \
/api/agent/ of the desk, as `tierzero tickets` is. It is recognised by the letters after `tzd_`, of which six are kept. A desk may \
run meanwhile; it lets nobody in with a token from the moment it is ended.

Scopes: `read` looks at all tickets, `write` answers and changes them, `erase` erases them for good.

Exit codes: 0 it is done, 2 nothing was done.")]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    Add(Add),
    List(List),
    Revoke(Revoke),
}

/// Make a token for somebody, or for a program, and print it
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  tierzero desk token add tickets.db --name Ana --scope read --scope write > ana.token
  tierzero desk token add tickets.db --name \"Night report\" --scope read --expires 2027-01-31")]
struct Add {
    /// The SQLite file that keeps the tickets, or `postgres://USER@HOST/DATABASE`
    #[arg(value_name = "DATABASE")]
    database: Database,
    /// Whose it is; readers are told this name with each reply
    #[arg(long, value_name = "NAME")]
    name: String,
    /// What it is for: `read`, `write` or `erase`; may be given several times
    #[arg(long = "scope", value_name = "SCOPE", required = true)]
    scopes: Vec<Scope>,
    /// The last day it is good for, in UTC [default: until it is ended]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    expires: Option<Date>,
}

/// List all tokens, also those that have ended
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  tierzero desk token list tickets.db
  tierzero desk token list tickets.db --json")]
struct List {
    /// The SQLite file that keeps the tickets, or `postgres://USER@HOST/DATABASE`
    #[arg(value_name = "DATABASE")]
    database: Database,
    /// Print a JSON array instead
    #[arg(long)]
    json: bool,
}

/// End a token for good
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  tierzero desk token revoke tickets.db q7xk2p
  tierzero desk token revoke tickets.db tzd_q7xk2p")]
struct Revoke {
    /// The SQLite file that keeps the tickets, or `postgres://USER@HOST/DATABASE`
    #[arg(value_name = "DATABASE")]
    database: Database,
    /// The first six letters after `tzd_`, as `list` shows them
    #[arg(value_name = "LETTERS")]
    letters: String,
}

impl Args {
    pub(crate) fn run(&self, messages: &Messages) -> Result<Outcome, Failure> {
        match &self.command {
            Command::Add(args) => args.run(messages),
            Command::List(args) => args.run(messages),
            Command::Revoke(args) => args.run(messages),
        }
    }
}

impl Add {
    fn run(&self, messages: &Messages) -> Result<Outcome, Failure> {
        let expires = self.expires.map(end_of).transpose()?;
        let adding = ::desk::add_token(&self.database, &self.name, &self.scopes, expires);
        let issued = runtime()?.block_on(adding)?;
        messages.result(&format!("{}\n", issued.secret));
        messages.done(&format!(
            "the token of {}, for {}; keep it now, it is not shown again",
            issued.token.name,
            words(&issued.token.scopes)
        ));
        Ok(Outcome::Done)
    }
}

impl List {
    fn run(&self, messages: &Messages) -> Result<Outcome, Failure> {
        let tokens = runtime()?.block_on(::desk::list_tokens(&self.database))?;
        if self.json {
            let json = serde_json::to_string_pretty(&tokens);
            let json = json.map_err(|error| Failure::new(format!("could not write JSON: {error}")))?;
            messages.result(&format!("{json}\n"));
        } else if tokens.is_empty() {
            messages.done("there is no token yet; `tierzero desk token add` makes one");
        } else {
            messages.result(&told(&tokens, &Timestamp::now().to_string()));
        }
        Ok(Outcome::Done)
    }
}

impl Revoke {
    fn run(&self, messages: &Messages) -> Result<Outcome, Failure> {
        let token = runtime()?.block_on(::desk::revoke_token(&self.database, &self.letters))?;
        messages.done(&format!("the token `tzd_{}…` of {} opens nothing any more", token.hint, token.name));
        Ok(Outcome::Done)
    }
}

/// The end of a day in UTC.
fn end_of(day: Date) -> Result<Timestamp, Failure> {
    let next = day.checked_add(1.day()).and_then(|next| next.to_zoned(TimeZone::UTC));
    next.map(|next| next.timestamp()).map_err(|error| Failure::new(format!("`{day}` cannot be the last day: {error}")))
}

fn told(tokens: &[Token], now: &str) -> String {
    let columns = ["TOKEN", "NAME", "SCOPES", "CREATED", "LAST USED", "ENDS"].map(Column::fixed);
    let rows: Vec<Vec<String>> = tokens.iter().map(|token| row(token, now)).collect();
    table(&columns, &rows, None)
}

fn row(token: &Token, now: &str) -> Vec<String> {
    let day = |at: &str| at.get(..10).unwrap_or(at).to_owned();
    let ends = match (&token.revoked, &token.expires) {
        (Some(revoked), _) => format!("ended on {}", day(revoked)),
        (None, Some(expires)) if expires.as_str() <= now => format!("ended on {}", day(expires)),
        (None, Some(expires)) => format!("{} 00:00 UTC", day(expires)),
        (None, None) => "–".into(),
    };
    let used = token.used.clone().unwrap_or_else(|| "never".into());
    vec![format!("tzd_{}…", token.hint), token.name.clone(), words(&token.scopes), day(&token.created), used, ends]
}

fn words(scopes: &[Scope]) -> String {
    scopes.iter().map(|scope| scope.word()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_told_in_a_table() {
        let token = |hint: &str, expires: Option<&str>, revoked: Option<&str>| Token {
            hint: hint.into(),
            name: "Ana".into(),
            scopes: vec![Scope::Read, Scope::Write],
            created: "2026-11-01T08:00:00.000Z".into(),
            used: revoked.map(|_| "2026-11-03".to_owned()),
            expires: expires.map(Into::into),
            revoked: revoked.map(Into::into),
        };
        let tokens = [
            token("q7xk2p", None, None),
            token("0a1b2c", Some("2027-02-01T00:00:00.000Z"), None),
            token("3d4e5f", Some("2026-11-02T00:00:00.000Z"), None),
            token("6g7h8j", None, Some("2026-11-04T09:00:00.000Z")),
        ];
        insta::assert_snapshot!(told(&tokens, "2026-11-28T09:00:00.000Z"), @"
        TOKEN        NAME  SCOPES      CREATED     LAST USED   ENDS
        tzd_q7xk2p…  Ana   read write  2026-11-01  never       –
        tzd_0a1b2c…  Ana   read write  2026-11-01  never       2027-02-01 00:00 UTC
        tzd_3d4e5f…  Ana   read write  2026-11-01  never       ended on 2026-11-02
        tzd_6g7h8j…  Ana   read write  2026-11-01  2026-11-03  ended on 2026-11-04
        ");
    }
}
