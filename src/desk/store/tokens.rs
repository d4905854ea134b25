//! Tokens, and whom they let in.

use content::ticket::Who;
use jiff::{Timestamp, tz::TimeZone};
use sqlx::{AnyConnection, Row as _, any::AnyRow};

use super::{
    Ended, Store,
    audit::{self, Record},
    failure,
    happening::actor,
    row,
};
use crate::{
    agent::{Agent, Drawn, IssuedToken, Scope, Token, hint_of},
    digest::Digest,
    limiter::Tally,
    moment,
    problem::Problem,
};

/// Tries before giving up on first letters that are free. With a billion of them the second is hardly ever needed.
const DRAWS: usize = 16;
/// What the audit log calls what becomes of tokens.
const ADDED: &str = "token_added";
const REVOKED: &str = "token_revoked";

/// What is behind a token that somebody shows.
#[derive(Debug)]
pub(crate) enum Shown {
    /// It lets its holder in.
    Good(Agent),
    /// It did, and does no more.
    Over,
    /// There is none like it.
    Unknown,
}

impl Store {
    /// Makes a token.
    pub(crate) async fn add_token(
        &self,
        name: String,
        scopes: Vec<Scope>,
        expires: Option<Timestamp>,
    ) -> Result<IssuedToken, Problem> {
        self.write(move |connection| {
            Box::pin(async move {
                let expires = expires.map(moment::told);
                let (created, used, revoked) = (moment::now(), None, None);
                let mut token = Token { hint: String::new(), name, scopes, created, used, expires, revoked };
                for _ in 0..DRAWS {
                    let drawn = Drawn::draw()?;
                    token.hint = drawn.hint;
                    if insert(connection, &token, drawn.hash).await.map_err(failure::problem)? {
                        log(connection, ADDED, &token).await.map_err(failure::problem)?;
                        return Ok(Ended::Keep(IssuedToken { secret: drawn.secret, token }));
                    }
                }
                Err(Problem::broken("no free letters for a token were found"))
            })
        })
        .await
    }

    /// All tokens, oldest first.
    pub(crate) async fn tokens(&self) -> Result<Vec<Token>, Problem> {
        let sql = "SELECT * FROM tokens ORDER BY id";
        self.rows(sql).await?.iter().map(read).collect()
    }

    /// Ends a token, and says whether it had not ended before; nothing when there is none.
    pub(crate) async fn revoke_token(&self, hint: String) -> Result<Option<(Token, bool)>, Problem> {
        self.write(move |connection| {
            Box::pin(async move {
                let end = "UPDATE tokens SET revoked = $1 WHERE hint = $2 AND revoked IS NULL";
                let end = sqlx::query(end).bind(moment::now()).bind(&hint).execute(&mut *connection).await;
                let ended = end.map_err(failure::problem)?.rows_affected() > 0;
                let found = "SELECT * FROM tokens WHERE hint = $1";
                let found = sqlx::query(found).bind(&hint).fetch_optional(&mut *connection).await;
                let found = found.map_err(failure::problem)?;
                let token = found.as_ref().map(read).transpose()?;
                if let Some(token) = token.as_ref().filter(|_| ended) {
                    log(connection, REVOKED, token).await.map_err(failure::problem)?;
                }
                Ok(Ended::Keep(token.map(|token| (token, ended))))
            })
        })
        .await
    }

    /// Whom a token lets in. One that is not there costs the same work as a wrong one: one look-up and one comparison.
    pub(crate) async fn recognise_token(&self, secret: &str, guesses: &Tally) -> Result<Shown, Problem> {
        let sql = "SELECT *, (SELECT micros FROM ahead WHERE bucket = $2) AS ahead FROM tokens WHERE hint = $1";
        let hint = hint_of(secret).unwrap_or_default();
        let row = self.look(|tables| {
            let token = sqlx::query(sql).bind(hint).bind(guesses.bucket()).fetch_optional(&mut **tables);
            Box::pin(async move { token.await.map_err(failure::problem) })
        });
        let row = row.await?;
        let stored = row.as_ref().and_then(|row| Digest::from_bytes(row.get("hash")));
        let right = stored.unwrap_or(Digest::NOBODY).matches(&Digest::of(secret.as_bytes()));
        let Some(row) = row.filter(|_| right) else { return Ok(Shown::Unknown) };
        guesses.judge(row.try_get("ahead").map_err(failure::problem)?)?;
        let now = Timestamp::now();
        let token = read(&row)?;
        if token.revoked.is_some() || row::maybe_moment(&row, "expires")?.is_some_and(|end| end <= now) {
            return Ok(Shown::Over);
        }
        let number = row.try_get("id").map_err(failure::problem)?;
        self.note_use(number, &token, now).await;
        Ok(Shown::Good(Agent { hint: token.hint, name: token.name, scopes: token.scopes }))
    }

    /// Notes the day on which a token was used. Nobody has to wait or to be sent away because that was not possible.
    async fn note_use(&self, number: i64, token: &Token, now: Timestamp) {
        let today = now.to_zoned(TimeZone::UTC).date().to_string();
        if token.used.as_ref() == Some(&today) {
            return;
        }
        let noted = self.write(move |connection| {
            Box::pin(async move {
                let note = sqlx::query("UPDATE tokens SET used = $1 WHERE id = $2").bind(today).bind(number);
                note.execute(connection).await.map(|_| Ended::Keep(())).map_err(failure::problem)
            })
        });
        let _ = noted.await;
    }
}

/// Whether its first letters were free.
async fn insert(connection: &mut AnyConnection, token: &Token, hash: Digest) -> Result<bool, sqlx::Error> {
    let sql = "INSERT INTO tokens (name, hint, hash, scopes, created, expires) VALUES ($1, $2, $3, $4, $5, $6) \
               ON CONFLICT (hint) DO NOTHING";
    let words: Vec<&str> = token.scopes.iter().map(|scope| scope.word()).collect();
    let inserted = sqlx::query(sql)
        .bind(&token.name)
        .bind(&token.hint)
        .bind(hash.as_bytes())
        .bind(words.join(" "))
        .bind(&token.created)
        .bind(&token.expires)
        .execute(connection)
        .await?;
    Ok(inserted.rows_affected() > 0)
}

/// Writes down who can be let in from now on, or no more.
async fn log(connection: &mut AnyConnection, kind: &str, token: &Token) -> Result<(), sqlx::Error> {
    let words: Vec<&str> = token.scopes.iter().map(|scope| scope.word()).collect();
    let (at, detail) = (moment::now(), format!("{} of {}: {}", token.hint, token.name, words.join(" ")));
    let record = Record {
        at: &at,
        ticket: None,
        event: None,
        kind,
        who: Who::Desk,
        actor: actor::COMMAND_LINE,
        detail: Some(&detail),
        state: None,
        digest: None,
    };
    audit::add(connection, &record).await
}

fn read(row: &AnyRow) -> Result<Token, Problem> {
    let column = || -> Result<(Token, String), sqlx::Error> {
        let token = Token {
            hint: row.try_get("hint")?,
            name: row.try_get("name")?,
            scopes: Vec::new(),
            created: row.try_get("created")?,
            used: row.try_get("used")?,
            expires: row.try_get("expires")?,
            revoked: row.try_get("revoked")?,
        };
        Ok((token, row.try_get("scopes")?))
    };
    let (mut token, words) = column().map_err(failure::problem)?;
    // A scope of a newer program lets nobody in here.
    token.scopes = words.split(' ').filter_map(|word| word.parse().ok()).collect();
    Ok(token)
}
