//! Systems in the file to begin with.

use std::fmt::Write as _;

use super::key::KEYS;

/// The part of the file that is about systems.
pub(in crate::settings) fn example() -> String {
    let mut text = EXAMPLE.to_owned();
    text.push_str("\n# All keys of such a table, and for which kinds they are:\n");
    for key in &KEYS {
        let _ = writeln!(text, "#   {} ({}): {}.", key.written().replace('`', ""), key.kinds, key.meaning);
    }
    text
}

/// Two of them, commented out more deeply than settings that hold as they stand.
pub(super) const EXAMPLE: &str = r##"
# Systems that are told what happens to tickets, each in a table of its own; docs/handover.md has all kinds and keys. Secrets
# stand in files of their own (`token_file`) or in variables (`token_env`), never here.

## [[sink]]
## kind = "zammad"
## name = "zammad"
## url = "https://zammad.example.com"
## token_file = "/run/secrets/zammad-token"
## group = "Service desk"
## customer = "unknown@example.com"
## [sink.callback]
## secret_file = "/run/secrets/zammad-callback"

## [[sink]]
## kind = "webhook"
## name = "chat"
## url = "https://chat.example.com/tickets"
## secret_env = "CHAT_SECRET"
## events = ["ticket.created", "ticket.escalated"]
"##;
