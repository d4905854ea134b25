//! As much of HTTP as measuring and asking need: a client that costs next to nothing.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use anyhow::{Context, Result};

/// Nothing waits this long when all is well.
const PATIENCE: Duration = Duration::from_secs(60);

/// A connection to the desk.
pub(crate) struct Connection(BufReader<TcpStream>);

/// What was answered.
#[derive(Default)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) tag: Option<String>,
    pub(crate) body: Vec<u8>,
}

impl Connection {
    pub(crate) fn open(address: &str) -> Result<Self> {
        let stream = TcpStream::connect(address).context("the desk takes no connection")?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        Ok(Self(BufReader::new(stream)))
    }

    /// Sends a request and reads its answer.
    pub(crate) fn exchange(&mut self, request: &str) -> Result<Answer> {
        self.0.get_mut().write_all(request.as_bytes())?;
        let (mut answer, mut length) = (Answer::default(), 0);
        let status = self.line()?;
        answer.status = status.split(' ').nth(1).context("the desk does not speak HTTP")?.parse()?;
        loop {
            let line = self.line()?;
            let Some((name, value)) = line.split_once(": ") else { break };
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = value.parse()?,
                "etag" => answer.tag = Some(value.to_owned()),
                _ => {}
            }
        }
        // What is not modified has a length and no body.
        if answer.status != 304 {
            answer.body.resize(length, 0);
            self.0.read_exact(&mut answer.body)?;
        }
        Ok(answer)
    }

    fn line(&mut self) -> Result<String> {
        let mut line = String::new();
        self.0.read_line(&mut line)?;
        Ok(line.trim_end().to_owned())
    }
}
