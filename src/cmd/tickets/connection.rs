//! Which desk, and by which token.

use std::net::IpAddr;
use std::path::PathBuf;

use reqwest::Url;

use crate::cmd::Failure;

const DESK: &str = "TIERZERO_DESK";
const TOKEN: &str = "TIERZERO_TOKEN";
/// What every token begins with.
const PREFIX: &str = "tzd_";

/// What every subcommand that asks a desk needs.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Which desk")]
pub(crate) struct Connection {
    /// The address of the desk, such as `https://help.example.com` [default: TIERZERO_DESK]
    #[arg(long, value_name = "URL", global = true)]
    desk: Option<String>,
    /// A file with the token [default: the token in TIERZERO_TOKEN]
    #[arg(long, value_name = "FILE", global = true)]
    token_file: Option<PathBuf>,
    /// Send the token over plain http to another computer, where everybody on the way can read it
    #[arg(long, global = true)]
    allow_http: bool,
}

impl Connection {
    /// The address of the desk.
    pub(super) fn desk(&self) -> Result<Url, Failure> {
        let typed = self.desk.clone().or_else(|| variable(DESK));
        let typed = typed.ok_or_else(|| {
            Failure::new("no desk is named")
                .help(format!("give its address with `--desk https://help.example.com`, or set `{DESK}`"))
        })?;
        address(&typed, self.allow_http)
    }

    /// The token. It is no argument: those can be read by everybody on the same computer.
    pub(super) fn token(&self) -> Result<String, Failure> {
        let (token, place) = match &self.token_file {
            Some(path) => {
                let read = std::fs::read_to_string(path);
                let read = read
                    .map_err(|error| Failure::new(format!("cannot read the token in `{}`: {error}", path.display())))?;
                (read, format!("`{}`", path.display()))
            }
            None => {
                let missing = || {
                    Failure::new("there is no token").help(format!(
                        "set `{TOKEN}`, or name a file with `--token-file`; `tierzero desk token add` makes one"
                    ))
                };
                (variable(TOKEN).ok_or_else(missing)?, format!("`{TOKEN}`"))
            }
        };
        let token = token.trim();
        if token.starts_with(PREFIX) && token.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Ok(token.to_owned());
        }
        // What stands there instead may be another secret, so it is not repeated.
        Err(Failure::new(format!("what is in {place} is no token"))
            .help("a token begins with `tzd_`; `tierzero desk token add` prints one"))
    }
}

/// A variable that is set to something.
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.trim().is_empty())
}

fn address(typed: &str, allow_http: bool) -> Result<Url, Failure> {
    let example = "write scheme and host, such as `https://help.example.com`";
    let mut url = Url::parse(typed.trim())
        .map_err(|error| Failure::new(format!("this is no address of a desk: {error}")).help(example))?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Failure::new("the address of the desk holds a user or a password").help(example));
    }
    match url.scheme() {
        "https" => {}
        "http" if allow_http || is_here(&url) => {}
        "http" => {
            let help = "give its https address, or say `--allow-http` if nobody else is on the way";
            return Err(
                Failure::new("the token would go over plain http, where everybody on the way can read it").help(help)
            );
        }
        scheme => return Err(Failure::new(format!("a desk has no address with `{scheme}:`")).help(example)),
    }
    url.set_query(None);
    url.set_fragment(None);
    Ok(url)
}

/// Whether it is an address of this computer, which nothing leaves.
fn is_here(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    host == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(typed: &str, allow_http: bool) -> String {
        match address(typed, allow_http) {
            Ok(url) => url.to_string(),
            Err(failure) => format!("{} | {}", failure.message, failure.help.unwrap_or_default()),
        }
    }

    #[test]
    fn a_token_goes_over_plain_http_only_to_this_computer() {
        assert_eq!(told("https://help.example.com", false), "https://help.example.com/");
        assert_eq!(told("https://help.example.com/it/?x#y", false), "https://help.example.com/it/");
        for here in ["http://localhost:8081", "http://127.0.0.1:8081", "http://[::1]:8081"] {
            assert_eq!(told(here, false), format!("{here}/"));
        }
        insta::assert_snapshot!(told("http://help.example.com", false), @"the token would go over plain http, where everybody on the way can read it | give its https address, or say `--allow-http` if nobody else is on the way");
        assert_eq!(told("http://help.example.com", true), "http://help.example.com/");
    }

    #[test]
    fn what_is_no_address_is_told_what_to_write() {
        insta::assert_snapshot!(told("help.example.com", false), @"this is no address of a desk: relative URL without a base | write scheme and host, such as `https://help.example.com`");
        insta::assert_snapshot!(told("ftp://help.example.com", false), @"a desk has no address with `ftp:` | write scheme and host, such as `https://help.example.com`");
        let secret = told("https://ana:hunter2@help.example.com", false);
        assert!(!secret.contains("hunter2"), "{secret}");
    }
}
