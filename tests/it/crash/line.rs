//! The way to the desk, which is cut now and then, and what goes over it.

use std::fmt;
use std::io::{self, Read as _, Write as _};
use std::net::TcpStream;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use crate::server::PATIENCE;

/// Where the desk is, and how it went so far.
#[derive(Default)]
pub(super) struct Line {
    address: Mutex<Option<String>>,
    connected: Condvar,
    promised: AtomicUsize,
    broken: AtomicUsize,
    refused: AtomicUsize,
}

/// An answer, read to its end.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) head: String,
    pub(super) body: Vec<u8>,
}

impl Line {
    /// Says where the desk is now.
    pub(super) fn connect(&self, address: &str) {
        *self.address.lock().unwrap() = Some(address.to_owned());
        self.connected.notify_all();
    }

    /// Says that there is no desk: whoever wants something waits.
    pub(super) fn cut(&self) {
        *self.address.lock().unwrap() = None;
    }

    fn address(&self) -> String {
        let address = self.address.lock().unwrap();
        let (address, _) = self.connected.wait_timeout_while(address, PATIENCE, |address| address.is_none()).unwrap();
        address.clone().unwrap()
    }

    /// Notes that a ticket was promised.
    pub(super) fn promise(&self) {
        self.promised.fetch_add(1, Ordering::Relaxed);
    }

    /// Waits until so many tickets were promised.
    pub(super) fn wait_for(&self, promised: usize) {
        let since = Instant::now();
        while self.promised.load(Ordering::Relaxed) < promised {
            assert!(since.elapsed() < PATIENCE, "the clients are stuck");
            thread::sleep(Duration::from_millis(1));
        }
    }

    /// Sends a request until it is taken, as a browser does. It makes something once: whoever was answered the first time was told
    /// so by a 201.
    pub(super) fn insist(&self, request: &[u8]) -> Answer {
        let (since, mut doubtful) = (Instant::now(), false);
        while since.elapsed() < PATIENCE {
            match exchange(&self.address(), request) {
                Ok(answer) if answer.status == 201 || answer.status == 200 && doubtful => return answer,
                Ok(answer) if answer.status == 503 && answer.head.contains("retry-after: ") => {
                    self.refused.fetch_add(1, Ordering::Relaxed);
                    // What is refused may have been stored all the same: a commit whose answer was lost.
                    doubtful = true;
                }
                Ok(answer) => panic!("{}\n{}", answer.head, String::from_utf8_lossy(&answer.body)),
                Err(_) => {
                    self.broken.fetch_add(1, Ordering::Relaxed);
                    doubtful = true;
                }
            }
            thread::sleep(Duration::from_millis(5));
        }
        panic!("never taken: {self}")
    }

    /// Sends a request once more: it makes nothing new.
    pub(super) fn repeat(&self, request: &[u8]) -> Option<Answer> {
        let answer = exchange(&self.address(), request).ok()?;
        (answer.status != 503).then(|| {
            assert_eq!(answer.status, 200, "{}", answer.head);
            answer
        })
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [promised, broken, refused] =
            [&self.promised, &self.broken, &self.refused].map(|count| count.load(Ordering::Relaxed));
        write!(f, "{promised} promised, {broken} requests broken off, {refused} put off")
    }
}

/// Sends a request and reads the answer, which is nothing unless it is whole.
pub(super) fn exchange(address: &str, request: &[u8]) -> io::Result<Answer> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.write_all(request)?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    let broken_off = || io::Error::from(io::ErrorKind::UnexpectedEof);
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").ok_or_else(broken_off)?;
    let body = bytes.split_off(end + 4);
    let head = String::from_utf8_lossy(&bytes).to_lowercase();
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or_else(broken_off)?;
    let length = head.split("content-length: ").nth(1).and_then(|rest| rest.lines().next()?.parse::<usize>().ok());
    if length.is_some_and(|length| length != body.len()) {
        Err(broken_off())
    } else {
        Ok(Answer { status, head, body })
    }
}
