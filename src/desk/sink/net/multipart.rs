//! Forms with files, as browsers send them.

use axum::http::HeaderValue;

use crate::digest::Digest;

/// A form that grows part by part.
pub(in crate::sink) struct Form {
    boundary: String,
    body: Vec<u8>,
}

impl Form {
    /// An empty one. The boundary comes from the bytes it has to part, which therefore cannot hold it.
    pub(in crate::sink) fn parting(bytes: &[u8]) -> Self {
        Self { boundary: format!("tierzero-{}", Digest::of(bytes).short()), body: Vec::new() }
    }

    /// With a text.
    pub(in crate::sink) fn text(mut self, name: &str, media_type: &str, text: &str) -> Self {
        self.part(&format!("name=\"{}\"", quoted(name)), media_type, text.as_bytes());
        self
    }

    /// With a file.
    pub(in crate::sink) fn file(mut self, name: &str, file: &str, media_type: &str, bytes: &[u8]) -> Self {
        self.part(&format!("name=\"{}\"; filename=\"{}\"", quoted(name), quoted(file)), media_type, bytes);
        self
    }

    fn part(&mut self, names: &str, media_type: &str, bytes: &[u8]) {
        let media_type = HeaderValue::from_str(media_type).ok();
        let media_type =
            media_type.as_ref().and_then(|value| value.to_str().ok()).unwrap_or("application/octet-stream");
        let head = format!(
            "--{}\r\nContent-Disposition: form-data; {names}\r\nContent-Type: {media_type}\r\n\r\n",
            self.boundary
        );
        self.body.extend_from_slice(head.as_bytes());
        self.body.extend_from_slice(bytes);
        self.body.extend_from_slice(b"\r\n");
    }

    /// Its `Content-Type` and its bytes.
    pub(in crate::sink) fn done(mut self) -> (String, Vec<u8>) {
        self.body.extend_from_slice(format!("--{}--\r\n", self.boundary).as_bytes());
        (format!("multipart/form-data; boundary={}", self.boundary), self.body)
    }
}

/// As browsers write names of fields and files.
fn quoted(text: &str) -> String {
    text.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_of_a_file_leaves_its_place() {
        let form = Form::parting(b"jam").text("a", "text/plain", "b");
        let (kind, body) = form.file("file", "j\"a\r\nm.jpg", "image/jpeg\r\nX: y", b"jam").done();
        let boundary = kind.strip_prefix("multipart/form-data; boundary=").unwrap_or_default();
        let body = String::from_utf8_lossy(&body).replace(boundary, "BOUNDARY").replace('\r', "");
        insta::assert_snapshot!(body, @r#"
        --BOUNDARY
        Content-Disposition: form-data; name="a"
        Content-Type: text/plain

        b
        --BOUNDARY
        Content-Disposition: form-data; name="file"; filename="j%22a%0D%0Am.jpg"
        Content-Type: application/octet-stream

        jam
        --BOUNDARY--
        "#);
    }
}
