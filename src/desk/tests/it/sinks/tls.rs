//! A server with a certificate that nobody has vouched for.

use std::{
    io::Read as _,
    net::{SocketAddr, TcpListener},
    sync::Arc,
    thread::{self, JoinHandle},
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use content::ticket::Who;
use desk::sink::{Secret, Security, Sink, SinkConfig, SmtpConfig, WebhookConfig};
use rustls::{ServerConfig, ServerConnection, StreamOwned, crypto::ring, pki_types::PrivatePkcs8KeyDer};

use super::{
    sample::{self, Jam},
    short, told,
};

/// Of 127.0.0.1, signed by itself.
const CERTIFICATE: &str = "MIIBkDCCATagAwIBAgIUOmwiNKmfMyaKpzkIHqGBhQ36bTcwCgYIKoZIzj0EAwIwFDESMBAGA1UEAwwJMTI3LjAuMC4xMCAXDTI2MTEyODA0NTc0M1oYDzIxMjYxMTA0MDQ1NzQzWjAUMRIwEAYDVQQDDAkxMjcuMC4wLjEwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQ/Z83T+7nAP//9HMc6xSur0oe2Hy3bLA49e48o5PPEaEojffuOU83fh1fFffd1aciSOzf2UtFYTKyU4wX01s3Mo2QwYjAdBgNVHQ4EFgQUsTz+XPKwjTpQcsvnXZPWaWpAH14wHwYDVR0jBBgwFoAUsTz+XPKwjTpQcsvnXZPWaWpAH14wDwYDVR0TAQH/BAUwAwEB/zAPBgNVHREECDAGhwR/AAABMAoGCCqGSM49BAMCA0gAMEUCIQDcUOWg9dplpeGPM0LCFdkw+gFaSKzol6l91XgrN6275wIgKt8S1/V4QZa2WfV4QfK8emeB9x6G4UMz0cdU4MwjV4I=";
/// It protects nothing.
const KEY: &str = "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgkW7KUxBiaEHZ0NzEH9Qzmc2DUoSB815f3EDLl/GMp0+hRANCAAQ/Z83T+7nAP//9HMc6xSur0oe2Hy3bLA49e48o5PPEaEojffuOU83fh1fFffd1aciSOzf2UtFYTKyU4wX01s3M";

/// Takes one connection and gives what was said within it; nothing when there was no handshake.
fn serve() -> (SocketAddr, JoinHandle<String>) {
    let certificate = STANDARD.decode(CERTIFICATE).unwrap().into();
    let key = PrivatePkcs8KeyDer::from(STANDARD.decode(KEY).unwrap()).into();
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let serving = thread::spawn(move || {
        let stream = listener.accept().unwrap().0;
        let mut heard = Vec::new();
        let mut tls = StreamOwned::new(ServerConnection::new(Arc::new(config)).unwrap(), stream);
        let _ = tls.read_to_end(&mut heard);
        String::from_utf8(heard).unwrap()
    });
    (address, serving)
}

#[tokio::test]
async fn nothing_goes_to_a_server_that_nobody_has_vouched_for() {
    let (address, serving) = serve();
    let url = format!("https://{address}/hook").parse().unwrap();
    let mut config = WebhookConfig::new(url, vec![Secret::new("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]);
    config.http = short();
    let sink = Sink::open(&SinkConfig::Webhook(config)).unwrap();
    let failed = told(&sink.deliver(&sample::replied(Who::Desk, "Yes"), None, &Jam).await.unwrap_err());
    assert!(failed.starts_with("later: `127.0.0.1` cannot be reached: invalid peer certificate: "), "{failed}");
    assert_eq!(serving.join().unwrap(), "");
}

#[tokio::test]
async fn no_mail_goes_to_a_server_that_nobody_has_vouched_for() {
    let (address, serving) = serve();
    let to = vec!["print@northwind.example".into()];
    let config = SmtpConfig {
        port: Some(address.port()),
        security: Security::Tls,
        ..SmtpConfig::new("127.0.0.1", "desk@northwind.example", to)
    };
    let sink = Sink::open(&SinkConfig::Smtp(config)).unwrap();
    let failed = told(&sink.deliver(&sample::replied(Who::Desk, "Yes"), None, &Jam).await.unwrap_err());
    assert!(
        failed.starts_with("later: no mail can be sent over `127.0.0.1` now: invalid peer certificate: "),
        "{failed}"
    );
    assert_eq!(serving.join().unwrap(), "");
}
