//! A session at GLPI: begun with the tokens of the settings, and ended after each hand-over.

use axum::http::{
    HeaderMap, HeaderName, HeaderValue, Method,
    header::{AUTHORIZATION, CONTENT_TYPE},
};
use reqwest::RequestBuilder;
use serde::Deserialize;
use serde_json::Value;

use crate::sink::{
    Failure, GlpiConfig, SinkError,
    net::{self, Answer, Form, Site},
};

const APP_TOKEN: HeaderName = HeaderName::from_static("app-token");
const SESSION_TOKEN: HeaderName = HeaderName::from_static("session-token");

/// What a session begins with.
pub(super) struct Tokens {
    app: Option<HeaderValue>,
    user: HeaderValue,
}

impl Tokens {
    pub(super) fn read(config: &GlpiConfig) -> Result<Self, SinkError> {
        let app = config.app_token.as_ref().map(|token| net::sensitive(token.expose())).transpose()?;
        Ok(Self { app, user: net::authorization("user_token", &config.user_token)? })
    }
}

/// A session that has begun.
pub(super) struct Session<'a> {
    site: &'a Site,
    headers: HeaderMap,
}

#[derive(Deserialize)]
struct Begun {
    session_token: String,
}

impl<'a> Session<'a> {
    pub(super) async fn begin(site: &'a Site, tokens: &Tokens) -> Result<Self, Failure> {
        let mut headers = HeaderMap::new();
        headers.extend(tokens.app.clone().map(|token| (APP_TOKEN, token)));
        let request = site
            .request(Method::GET, site.at(&["initSession"]))
            .headers(headers.clone())
            .header(AUTHORIZATION, tokens.user.clone())
            .header(CONTENT_TYPE, "application/json");
        let begun: Begun = site.done(request).await?.json()?;
        let token = net::sensitive(&begun.session_token);
        headers.insert(SESSION_TOKEN, token.map_err(|_| Failure::later("GLPI gives a session that cannot be used"))?);
        Ok(Self { site, headers })
    }

    /// Ends it. When that fails GLPI ends it by itself, later.
    pub(super) async fn end(self) {
        let _ = self.site.send(self.request(Method::GET, &["killSession"], &[])).await;
    }

    pub(super) async fn get(&self, path: &[&str], query: &[(&str, &str)]) -> Result<Answer, Failure> {
        self.site.done(self.request(Method::GET, path, query)).await
    }

    pub(super) async fn post(&self, path: &[&str], body: &Value) -> Result<Answer, Failure> {
        self.site.done(self.request(Method::POST, path, &[]).json(body)).await
    }

    pub(super) async fn put(&self, path: &[&str], body: &Value) -> Result<Answer, Failure> {
        self.site.done(self.request(Method::PUT, path, &[]).json(body)).await
    }

    pub(super) async fn post_form(&self, path: &[&str], form: Form) -> Result<Answer, Failure> {
        let (kind, bytes) = form.done();
        let request = self.request(Method::POST, path, &[]).header(CONTENT_TYPE, kind).body(bytes);
        self.site.done(request).await
    }

    fn request(&self, method: Method, path: &[&str], query: &[(&str, &str)]) -> RequestBuilder {
        let mut url = self.site.at(path);
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        let request = self.site.request(method.clone(), url).headers(self.headers.clone());
        // GLPI wants to be told the kind of a body also where there is none.
        if method == Method::GET { request.header(CONTENT_TYPE, "application/json") } else { request }
    }
}
