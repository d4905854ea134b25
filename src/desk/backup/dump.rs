//! The dump of a PostgreSQL database, by PostgreSQL's own programs. What they must know to reach the database is in their environment, since
//! everybody on this computer can read their command lines.

use std::{
    ffi::{OsStr, OsString},
    fs::File,
    io::{self, Read as _, Seek as _},
    path::Path,
    process::{Child, Command, ExitStatus, Stdio},
    time::Duration,
};

use percent_encoding::percent_decode_str;
use url::Url;

use super::BackupError;
use crate::{Database, store::Frozen};

/// What makes a dump, and what reads one.
const DUMP: &str = "pg_dump";
const RESTORE: &str = "pg_restore";
/// The schema that databases have by themselves; a dump of it alone would want to make it once more.
const PUBLIC: &str = "public";
/// How often it is looked whether a program has ended.
const PAUSE: Duration = Duration::from_millis(50);
/// Most bytes of what a program says that are told.
const MOST: u64 = 2_000;

/// Writes a database into a file as it was at a moment.
pub(super) async fn dump(url: &Url, frozen: &Frozen, to: &Path) -> Result<(), BackupError> {
    suits(frozen.version)?;
    let mut command = Command::new(DUMP);
    command.args(["--format=custom", "--no-password"]).arg(named("--snapshot=", &frozen.snapshot));
    if frozen.schema != PUBLIC {
        command.arg(named("--schema=", &frozen.schema));
    }
    command.arg(named("--file=", to)).envs(place(url));
    run(command, DUMP, url, to).await
}

/// Reads a dump to its end.
pub(super) async fn check(url: &Url, dump: &Path) -> Result<(), BackupError> {
    let mut command = Command::new(RESTORE);
    // What would be restored goes nowhere.
    command.arg("--file=-").arg(dump);
    run(command, RESTORE, url, dump).await
}

fn named(option: &str, value: impl AsRef<OsStr>) -> OsString {
    let mut argument = OsString::from(option);
    argument.push(value);
    argument
}

/// Finds out whether the program that is there can copy a server of this version: it copies older ones than itself, and no newer ones.
fn suits(server: i64) -> Result<(), BackupError> {
    let said = Command::new(DUMP).arg("--version").output().map_err(|error| no_program(DUMP, server, error))?;
    match version(&String::from_utf8_lossy(&said.stdout)) {
        Some(found) if found < server => Err(BackupError::OldProgram { found, server }),
        // One that does not say what it is may do.
        _ => Ok(()),
    }
}

fn no_program(program: &'static str, server: i64, source: io::Error) -> BackupError {
    match source.kind() {
        io::ErrorKind::NotFound => BackupError::NoProgram { program, server },
        _ => BackupError::Program { program, source },
    }
}

/// The number in front of `.` in `pg_dump (PostgreSQL) 17.6 (Debian 17.6-1)`.
fn version(said: &str) -> Option<i64> {
    let (_, rest) = said.split_once(") ")?;
    rest.split(|letter: char| !letter.is_ascii_digit()).next()?.parse().ok()
}

/// Where a database is, by the variables of PostgreSQL's programs. What the address does not say they know from where the desk knows it.
fn place(url: &Url) -> Vec<(&'static str, OsString)> {
    let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    let path = decoded(url.path().trim_start_matches('/'));
    let host = url.host_str().map(|host| decoded(host.trim_matches(['[', ']'])));
    let mut place: Vec<(&str, String)> = vec![
        ("PGHOST", host.unwrap_or_default()),
        ("PGPORT", url.port().map(|port| port.to_string()).unwrap_or_default()),
        ("PGUSER", decoded(url.username())),
        ("PGPASSWORD", url.password().map(decoded).unwrap_or_default()),
        ("PGDATABASE", path),
    ];
    for (key, value) in url.query_pairs() {
        let name = match &*key {
            "host" | "hostaddr" => "PGHOST",
            "port" => "PGPORT",
            "user" => "PGUSER",
            "password" => "PGPASSWORD",
            "dbname" => "PGDATABASE",
            "sslmode" | "ssl-mode" => "PGSSLMODE",
            "sslrootcert" | "ssl-root-cert" | "ssl-ca" => "PGSSLROOTCERT",
            "sslcert" | "ssl-cert" => "PGSSLCERT",
            "sslkey" | "ssl-key" => "PGSSLKEY",
            // The rest is about how a desk works, not where.
            _ => continue,
        };
        place.push((name, value.into_owned()));
    }
    place.retain(|(_, value)| !value.is_empty());
    place.into_iter().map(|(name, value)| (name, value.into())).collect()
}

/// A program under way. It is ended when nobody waits for it any more.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It has ended already, unless the backup was stopped.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

async fn run(mut command: Command, program: &'static str, url: &Url, file: &Path) -> Result<(), BackupError> {
    let failed = |source| BackupError::Program { program, source };
    // A file, since a pipe that nobody reads holds a program up.
    let mut said = tempfile::tempfile().map_err(failed)?;
    let to = said.try_clone().map_err(failed)?;
    command.env("LC_ALL", "C").stdin(Stdio::null()).stdout(Stdio::null()).stderr(to);
    let running = command.spawn().map_err(|error| no_program(program, 0, error))?;
    let ended = wait(Running(running)).await.map_err(failed)?;
    if ended.success() {
        return Ok(());
    }
    let said = told(&mut said).map_err(failed)?;
    match said.contains("No space left on device") {
        true => Err(BackupError::Full { path: file.into() }),
        false => Err(BackupError::Dump { program, database: Database::Postgres(url.clone()).to_string(), said }),
    }
}

async fn wait(mut running: Running) -> io::Result<ExitStatus> {
    loop {
        match running.0.try_wait()? {
            Some(ended) => return Ok(ended),
            None => tokio::time::sleep(PAUSE).await,
        }
    }
}

/// What a program said, in one line.
fn told(said: &mut File) -> io::Result<String> {
    said.rewind()?;
    let mut bytes = Vec::new();
    said.take(MOST).read_to_end(&mut bytes)?;
    let text = String::from_utf8_lossy(&bytes);
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    Ok(if lines.is_empty() { "it says nothing".into() } else { lines.join("; ") })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

    use super::*;

    fn variables(url: &str) -> String {
        let place = place(&url.parse().unwrap());
        place.iter().map(|(name, value)| format!("{name}={}", value.to_str().unwrap())).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn programs_are_told_by_variables_where_the_database_is() {
        assert_eq!(
            variables(
                "postgres://desk:se%40cret@db.example:5433/tick%20ets?sslmode=require&statement-cache-capacity=5"
            ),
            "PGHOST=db.example PGPORT=5433 PGUSER=desk PGPASSWORD=se@cret PGDATABASE=tick ets PGSSLMODE=require"
        );
        assert_eq!(variables("postgres://%2Frun%2Fpostgresql/tickets"), "PGHOST=/run/postgresql PGDATABASE=tickets");
        assert_eq!(variables("postgres://desk@[::1]/tickets"), "PGHOST=::1 PGUSER=desk PGDATABASE=tickets");
        assert_eq!(
            variables("postgres:///tickets?host=/run/x&password=geheim"),
            "PGDATABASE=tickets PGHOST=/run/x PGPASSWORD=geheim"
        );
    }

    #[test]
    fn the_version_of_a_program_is_the_number_that_counts() {
        assert_eq!(version("pg_dump (PostgreSQL) 17.6 (Debian 17.6-0+deb13u1)\n"), Some(17));
        assert_eq!(version("pg_dump (PostgreSQL) 18beta1\n"), Some(18));
        assert_eq!(version("pg_dump"), None);
    }

    #[tokio::test]
    async fn a_program_that_fails_is_told_with_what_it_said() {
        let url = "postgres://desk:geheim@db/tickets".parse().unwrap();
        let shell = |script: &str| {
            let mut command = Command::new("sh");
            command.args(["-c", script]);
            command
        };
        assert!(run(shell("exit 0"), "sh", &url, Path::new("x")).await.is_ok());
        let failed = run(shell("echo one >&2; echo; echo two >&2; exit 1"), "sh", &url, Path::new("x")).await;
        assert_eq!(
            failed.unwrap_err().to_string(),
            "`sh` could not copy the database `postgres://desk@db/tickets`: one; two"
        );
        let full = run(shell("echo 'No space left on device' >&2; exit 1"), "sh", &url, Path::new("x")).await;
        assert!(matches!(full, Err(BackupError::Full { .. })));
        let nowhere = run(Command::new("no-such-program-anywhere"), "pg_dump", &url, Path::new("x")).await;
        assert!(matches!(nowhere, Err(BackupError::NoProgram { .. })));
    }

    #[tokio::test]
    async fn a_program_that_nobody_waits_for_is_ended() {
        let folder = tempfile::tempdir().unwrap();
        let mark = folder.path().join("mark");
        let mut command = Command::new("sh");
        command.args(["-c", "exec sleep 600"]).env("MARK", &mark);
        let child = command.spawn().unwrap();
        let id = child.id();
        drop(wait(Running(child)));
        assert!(!Path::new(&format!("/proc/{id}")).exists());
    }
}
