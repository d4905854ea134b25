//! `tierzero desk backup`.

use std::path::PathBuf;

use ::desk::{Backup, BackupStep, Config, Database, LostFile, Storage};

use crate::cmd::messages::Messages;
use crate::cmd::serve::{interrupted, runtime};
use crate::cmd::{Failure, Outcome, expect_folder};

/// Copy all tickets and their files, also while the desk runs
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  tierzero desk backup tickets.db copies/tickets-2026-11-28
  tierzero desk backup /var/lib/tierzero/tickets.db \"/backup/tickets-$(date +%F)\"
  tierzero desk backup tickets.db /backup/tickets-2026-11-28 --attachments /srv/attachments

The copy is a new folder with `tickets.db` and `attachments`, as they were at one moment. It has its name only when all \
of it is on the disk and checked; until then it is called NAME.unfinished-…, and what is called so can be removed when no \
backup runs. Nothing is ever replaced. Files that no ticket has claimed yet are left out.

To go back, start a desk on a copy of the copy, since it writes into what it is given:
  cp -a /backup/tickets-2026-11-28 /var/lib/tierzero/back
  tierzero desk --kb kb --database /var/lib/tierzero/back/tickets.db

Of a PostgreSQL database the folder has `tickets.dump` in place of `tickets.db`, made by `pg_dump`, which must be there. Give no password in \
its address, which others can read: PGPASSWORD or a password file (PGPASSFILE) holds it. To go back, restore it into an empty database:
  PGPASSFILE=/etc/tierzero/pgpass tierzero desk backup postgres://desk@db.example/tickets copies/tickets-2026-11-28 \\
      --attachments /srv/attachments
  pg_restore --no-owner --exit-on-error --dbname=postgres://desk@db.example/back copies/tickets-2026-11-28/tickets.dump

Exit codes: 0 all of it is there, 1 files of tickets are missing or damaged, which it names, and the rest is there, \
2 there is no backup.")]
pub(crate) struct Args {
    /// The SQLite file that keeps the tickets, or `postgres://USER@HOST/DATABASE`
    #[arg(value_name = "DATABASE")]
    database: Database,
    /// The folder to make, in one that is there
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
    /// The folder that keeps the files of tickets, or `s3://BUCKET/PREFIX` [default: `attachments` beside the file of the database]
    #[arg(long, value_name = "DIR")]
    attachments: Option<Storage>,
}

impl Args {
    pub(crate) fn run(&self, messages: &Messages) -> Result<Outcome, Failure> {
        expect_folder(&self.folder, "copies/tickets-2026-11-28")?;
        let config = Config::new(&self.database);
        if self.attachments.is_none() && self.database.file().is_none() {
            let help = "give `--attachments DIR` or `--attachments s3://BUCKET/PREFIX`, as the desk has it";
            return Err(Failure::new("nobody says where the files of tickets are").help(help));
        }
        let attachments = self.attachments.clone().unwrap_or(config.attachments);
        let config = Config { attachments, ..config };
        let backup = runtime()?.block_on(async {
            let copying = ::desk::backup(&config, &self.folder, |step| messages.status(&doing(step)));
            tokio::select! {
                copied = copying => copied.map_err(Failure::from),
                () = interrupted() => Err(Failure::new("the backup was interrupted, and nothing of it is kept")),
            }
        })?;
        messages.clear_status();
        for lost in &backup.lost {
            messages.note(&told_lost(lost));
        }
        messages.done(&format!("`{}` holds {}", self.folder.display(), told(&backup)));
        Ok(if backup.lost.is_empty() { Outcome::Done } else { Outcome::Mistakes })
    }
}

fn doing(step: BackupStep) -> String {
    match step {
        BackupStep::Database => "copying the database".into(),
        BackupStep::Check => "checking the copy of the database".into(),
        BackupStep::Files { done, of } => format!("copying files: {done} of {of} are done"),
    }
}

fn told(backup: &Backup) -> String {
    let holds = format!(
        "{} and {}, {}",
        counted(backup.tickets, "ticket"),
        counted(backup.files, "file"),
        megabytes(backup.bytes)
    );
    match backup.lost.len() as u64 {
        0 => holds,
        lost => format!("{holds}; {} of tickets could not be copied, see above", counted(lost, "file")),
    }
}

fn told_lost(LostFile { reference, id, name, fault }: &LostFile) -> String {
    let whose = if reference.is_empty() { "no ticket that is there" } else { reference };
    format!("file {id} of {whose}, `{name}` in the folder of attachments: {fault}")
}

fn counted(count: u64, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// In megabytes as the limits of files count them, and never as nothing.
fn megabytes(bytes: u64) -> String {
    let tenths = (bytes * 10).div_ceil(1024 * 1024);
    format!("{}.{} MB", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_backup_holds_is_told_in_words() {
        let backup = Backup { tickets: 1, files: 0, bytes: 1, lost: Vec::new() };
        insta::assert_snapshot!(told(&backup), @"1 ticket and 0 files, 0.1 MB");
        let fault = "it is missing".to_owned();
        let lost = LostFile { reference: "TZ-7F3K9Q".into(), id: "0a".into(), name: "1b".into(), fault };
        insta::assert_snapshot!(told_lost(&lost), @"file 0a of TZ-7F3K9Q, `1b` in the folder of attachments: it is missing");
        let backup = Backup { tickets: 20, files: 3, bytes: 123_456_789, lost: vec![lost] };
        insta::assert_snapshot!(told(&backup), @"20 tickets and 3 files, 117.8 MB; 1 file of tickets could not be copied, see above");
    }
}
