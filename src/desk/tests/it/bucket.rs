//! Attachments in a bucket, against a small server that speaks like S3.

use std::{
    collections::BTreeMap,
    fs, future,
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::Request,
    http::{HeaderMap, Method, Response, StatusCode},
};
use desk::{Bucket, Config, Reply, Storage, sink::Secret};
use sha2::{Digest as _, Sha256};
use tokio::{net::TcpListener, task::JoinHandle};

use crate::desk::{JAM, SECRET, TestDesk, config, id, put};

/// How the server is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Health {
    Well,
    /// It answers 503, as S3 does when it is asked too often.
    SlowDown,
    /// It takes requests and never answers.
    Hangs,
}

/// A bucket `desk` and its server, which ends with the test.
struct S3 {
    address: SocketAddr,
    kept: Arc<Mutex<BTreeMap<String, Vec<u8>>>>,
    health: Arc<Mutex<Health>>,
    serving: JoinHandle<()>,
}

impl Drop for S3 {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl S3 {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (kept, health) = (Arc::default(), Arc::new(Mutex::new(Health::Well)));
        let (keeping, being) = (Arc::clone(&kept), Arc::clone(&health));
        let router = Router::new().fallback(move |request| answer(Arc::clone(&keeping), Arc::clone(&being), request));
        let serving = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { address, kept, health, serving }
    }

    fn storage(&self) -> Storage {
        let endpoint = format!("http://{}", self.address);
        let variables = [
            ("AWS_ENDPOINT", endpoint.as_str()),
            ("AWS_REGION", "eu-central-1"),
            ("AWS_ACCESS_KEY_ID", "key-of-the-desk"),
            ("AWS_SECRET_ACCESS_KEY", "geheim"),
            ("AWS_ALLOW_HTTP", "true"),
            ("AWS_TIMEOUT", "300ms"),
        ];
        let variables = variables.map(|(name, value)| (name.to_owned(), Secret::new(value))).into();
        Storage::Bucket(Bucket { name: "desk".into(), prefix: "files/of tickets".into(), variables })
    }

    fn be(&self, health: Health) {
        *self.health.lock().unwrap() = health;
    }

    fn names(&self) -> Vec<String> {
        self.kept.lock().unwrap().keys().cloned().collect()
    }
}

async fn answer(
    kept: Arc<Mutex<BTreeMap<String, Vec<u8>>>>,
    health: Arc<Mutex<Health>>,
    request: Request,
) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap().to_vec();
    let health = *health.lock().unwrap();
    let told = |status: StatusCode| Response::builder().status(status);
    match health {
        Health::Well => {}
        Health::SlowDown => {
            let body = "<Error><Code>SlowDown</Code></Error>";
            return told(StatusCode::SERVICE_UNAVAILABLE).body(Body::from(body)).unwrap();
        }
        Health::Hangs => future::pending().await,
    }
    if !is_signed(&parts.headers, &body) {
        let body = "<Error><Code>SignatureDoesNotMatch</Code></Error>";
        return told(StatusCode::FORBIDDEN).body(Body::from(body)).unwrap();
    }
    let name = parts.uri.path().strip_prefix("/desk/").unwrap().to_owned();
    let mut kept = kept.lock().unwrap();
    let found = kept.get(&name).cloned();
    let meta = || told(StatusCode::OK).header("etag", "\"1\"").header("last-modified", "Sat, 28 Nov 2026 09:00:00 GMT");
    match (parts.method, found) {
        (Method::PUT, _) => {
            kept.insert(name, body);
            meta().body(Body::empty()).unwrap()
        }
        (Method::GET | Method::HEAD, Some(bytes)) => meta().body(Body::from(bytes)).unwrap(),
        (Method::DELETE, _) => {
            kept.remove(&name);
            told(StatusCode::NO_CONTENT).body(Body::empty()).unwrap()
        }
        _ => told(StatusCode::NOT_FOUND).body(Body::from("<Error><Code>NoSuchKey</Code></Error>")).unwrap(),
    }
}

/// Whether a request bears a signature of this key, and the hash of its very body.
fn is_signed(headers: &HeaderMap, body: &[u8]) -> bool {
    let header = |name: &str| headers.get(name).map_or("", |value| value.to_str().unwrap());
    let signed = header("authorization");
    let begins = signed.starts_with("AWS4-HMAC-SHA256 Credential=key-of-the-desk/");
    let scoped = signed.contains("/eu-central-1/s3/aws4_request, SignedHeaders=") && signed.contains("Signature=");
    let hash: String = Sha256::digest(body).iter().map(|byte| format!("{byte:02x}")).collect();
    let hashed = [hash.as_str(), "UNSIGNED-PAYLOAD"].contains(&header("x-amz-content-sha256"));
    begins && scoped && hashed && !header("x-amz-date").is_empty()
}

async fn desk(s3: &S3) -> TestDesk {
    TestDesk::with(|config| config.attachments = s3.storage()).await
}

#[tokio::test]
async fn files_are_in_the_bucket_and_come_from_there() {
    let s3 = S3::start().await;
    let desk = desk(&s3).await;
    let created = desk.post("key-of-some-length-1", &desk.ticket_with_photo(1).await).await;
    assert_eq!(created.status, 201);
    let names = s3.names();
    assert_eq!(names.len(), 1);
    let name = names[0].strip_prefix("files/of%20tickets/").unwrap();
    assert_eq!((name.len(), s3.kept.lock().unwrap()[&names[0]].as_slice()), (32, JAM));
    let path = format!("{}/files/{}", created.header("location").unwrap(), id(1));
    let (status, _, bytes) = desk.fetch(&path, SECRET).await;
    assert_eq!((status, bytes.as_slice()), (200, JAM));
    assert!(!desk.folder.join("attachments").exists());
}

#[tokio::test]
async fn a_bucket_that_is_ill_is_told_and_used_again_when_it_is_well() {
    let s3 = S3::start().await;
    let desk = desk(&s3).await;
    let created = desk.post("key-of-some-length-1", &desk.ticket_with_photo(1).await).await;
    let path = format!("{}/files/{}", created.header("location").unwrap(), id(1));
    for health in [Health::SlowDown, Health::Hangs] {
        s3.be(health);
        let refused = desk.send(put(&id(2), JAM)).await;
        assert_eq!((refused.problem(), refused.header("retry-after").is_some()), ("unavailable", true), "{health:?}");
        assert_eq!(desk.fetch(&path, SECRET).await.0, 503, "{health:?}");
    }
    assert_eq!(desk.get("/readyz", "").await.status, 503);
    s3.be(Health::Well);
    assert_eq!(desk.send(put(&id(2), JAM)).await.status, 201);
    assert_eq!(desk.fetch(&path, SECRET).await.0, 200);
}

#[tokio::test]
async fn looking_whether_the_bucket_is_there_leaves_nothing_in_it() {
    let s3 = S3::start().await;
    let desk = desk(&s3).await;
    assert_eq!(desk.get("/readyz", "").await.status, 200);
    assert_eq!(s3.names(), Vec::<String>::new());
}

#[tokio::test]
async fn what_the_desk_says_brings_its_files_into_the_bucket() {
    let s3 = S3::start().await;
    let desk = desk(&s3).await;
    let path = desk.stored().await;
    let file = desk.folder.join("tray.jpg");
    fs::create_dir_all(&desk.folder).unwrap();
    fs::write(&file, JAM).unwrap();
    let reply = Reply { text: "Look".into(), files: vec![file], attachments: Some(s3.storage()), ..Reply::default() };
    desk::reply(&desk.database, path.rsplit('/').next().unwrap(), &reply).await.unwrap();
    assert_eq!(s3.names().len(), 1);
}

#[tokio::test]
async fn a_backup_of_a_file_and_a_bucket_is_a_folder_with_both() {
    let s3 = S3::start().await;
    let desk = desk(&s3).await;
    desk.post("key-of-some-length-1", &desk.ticket_with_photo(1).await).await;
    desk.post("key-of-some-length-2", &desk.ticket_with_photo(2).await).await;
    let config = Config { attachments: s3.storage(), ..config(&desk.database) };
    let whole = desk::backup(&config, &desk.folder.join("whole"), |_| ()).await.unwrap();
    assert_eq!((whole.tickets, whole.files, whole.lost.len()), (2, 2, 0));
    let gone = s3.names().remove(0);
    s3.kept.lock().unwrap().remove(&gone);
    s3.kept.lock().unwrap().values_mut().for_each(|bytes| bytes[0] = b'x');
    let partly = desk::backup(&config, &desk.folder.join("partly"), |_| ()).await.unwrap();
    let faults: Vec<_> = partly.lost.iter().map(|lost| lost.fault.as_str()).collect();
    assert_eq!(faults.len(), 2);
    assert!(
        faults.contains(&"it is missing") && faults.contains(&"its bytes are not those that were sent"),
        "{faults:?}"
    );
    assert_eq!(fs::read_dir(desk.folder.join("whole/attachments")).unwrap().count(), 2);
    assert_eq!(fs::read_dir(desk.folder.join("partly/attachments")).unwrap().count(), 0);
}
