//! A reader with a ticket and files.

use serde_json::{Value, json};

use super::line::Line;

/// The secret of all tickets, and its SHA-256.
pub(super) const SECRET: &str = "gB7mS0q2Zc4wXv9nTtRkEA";
const SECRET_HASH: &str = "eedba8b487ed2478ed522dc1bd2f01b90e049a045fdc927a3b380a75ad6b39d7";

/// Whoever sends one ticket and does not give up.
pub(super) struct Client<'a> {
    pub(super) number: usize,
    pub(super) line: &'a Line,
}

/// What a client was promised.
pub(super) struct Sent {
    pub(super) subject: String,
    pub(super) reference: String,
    pub(super) files: Vec<File>,
    /// The id of a file that was sent and then left out of the ticket.
    pub(super) left_out: Option<String>,
}

/// A file, as it is sent before its ticket.
pub(super) struct File {
    pub(super) id: String,
    pub(super) bytes: Vec<u8>,
}

impl Client<'_> {
    /// Sends the files, then the ticket, then the ticket again, as a browser does that is not sure.
    pub(super) fn insist(&self) -> Sent {
        let files: Vec<_> = (0..=self.number % 2).map(|file| self.send_file(file)).collect();
        let left_out = self.number.is_multiple_of(8).then(|| self.send_file(9).id);
        let request = self.ticket(&files);
        let receipt = self.line.insist(&request).body;
        self.line.promise();
        if let Some(again) = self.line.repeat(&request) {
            assert_eq!(again.body, receipt, "one key, two receipts");
        }
        let receipt: Value = serde_json::from_slice(&receipt).unwrap();
        let reference = receipt["reference"].as_str().unwrap().to_owned();
        Sent { subject: self.subject(), reference, files, left_out }
    }

    /// Of each ticket another one.
    fn subject(&self) -> String {
        format!("Ticket {}", self.number)
    }

    fn send_file(&self, file: usize) -> File {
        let id = format!("{:016x}{file:016x}", self.number);
        let bytes = format!("File {file} of ticket {}\n", self.number).repeat(1 + self.number % 5 * 400).into_bytes();
        let head = format!("PUT /api/uploads/{id} HTTP/1.1");
        self.line.insist(&request(&head, &bytes));
        File { id, bytes }
    }

    fn ticket(&self, files: &[File]) -> Vec<u8> {
        let photo = |file: &File| json!({ "name": "log.txt", "type": "text/plain", "size": file.bytes.len(), "upload": file.id });
        let photos: Vec<_> = files.iter().map(photo).collect();
        let body = json!({
            "form": "incident",
            "values": { "summary": self.subject(), "photos": photos },
            "secret_hash": SECRET_HASH,
        });
        let head = format!(
            "POST /api/tickets HTTP/1.1\r\nContent-Type: application/json\r\nIdempotency-Key: key-of-some-length-{}",
            self.number
        );
        request(&head, body.to_string().as_bytes())
    }
}

fn request(head: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("{head}\r\nHost: desk\r\nConnection: close\r\nContent-Length: {}\r\n\r\n", body.len());
    [head.as_bytes(), body].concat()
}
