//! A person, or another program, talking to the program over HTTP.

use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::{Context, bail};
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Method, RequestBuilder, redirect};
use serde_json::{Value, json};

use crate::PATIENCE;

/// The header that makes a repeated POST harmless.
pub const IDEMPOTENCY_KEY: &str = "idempotency-key";
/// The page on which people sign in; its form has the fields `login` and `password`.
pub const SIGN_IN_PATH: &str = "/sign-in";
/// Where the API hands out bearer tokens.
pub const TOKENS_PATH: &str = "/api/v1/tokens";

/// An HTTP client with its own cookies and perhaps a bearer token. It follows no redirects, so that a scenario sees
/// them.
#[derive(Debug, Clone)]
pub struct Client {
    http: reqwest::Client,
    address: String,
    token: Option<String>,
}

/// A whole answer.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Vec<u8>,
    /// What was asked, for messages.
    asked: String,
}

impl Client {
    /// A client of the program at `address`, which has no slash at its end.
    ///
    /// # Errors
    ///
    /// When the HTTP client cannot be built.
    pub fn new(address: &str) -> anyhow::Result<Self> {
        let builder =
            reqwest::Client::builder().cookie_store(true).redirect(redirect::Policy::none());
        let http = builder.timeout(PATIENCE).no_proxy().build()?;
        Ok(Self { http, address: address.to_owned(), token: None })
    }

    /// Signs in on the page, as a browser would, and keeps the cookie.
    ///
    /// # Errors
    ///
    /// When the page does not redirect, which it does only after a successful sign-in.
    pub async fn sign_in(&self, login: &str, password: &str) -> anyhow::Result<()> {
        let answer =
            self.post_form(SIGN_IN_PATH, &[("login", login), ("password", password)]).await?;
        answer.expect(303).map(|_| ())
    }

    /// The same client with a bearer token from the API.
    ///
    /// # Errors
    ///
    /// When the API gives no token.
    pub async fn with_token(mut self, login: &str, password: &str) -> anyhow::Result<Self> {
        let answer =
            self.post(TOKENS_PATH, &json!({ "login": login, "password": password })).await?;
        if !(200..300).contains(&answer.status) {
            bail!("{login} gets no token: {}", answer.text());
        }
        self.token =
            Some(answer.json()?["token"].as_str().context("no token in the answer")?.to_owned());
        Ok(self)
    }

    /// Uses this bearer token from now on.
    #[must_use]
    pub fn token(mut self, token: &str) -> Self {
        self.token = Some(token.to_owned());
        self
    }

    /// The bearer token, if there is one.
    #[must_use]
    pub fn bearer(&self) -> Option<&str> {
        self.token.as_deref()
    }

    /// `GET path`.
    ///
    /// # Errors
    ///
    /// When no answer comes; every status is an answer.
    pub async fn get(&self, path: &str) -> anyhow::Result<Answer> {
        self.send(self.request(Method::GET, path)).await
    }

    /// `POST path` with a JSON body and a fresh idempotency key.
    ///
    /// # Errors
    ///
    /// When no answer comes.
    pub async fn post(&self, path: &str, body: &Value) -> anyhow::Result<Answer> {
        self.post_with(path, body, &[]).await
    }

    /// `POST path` with a JSON body and headers; the idempotency key is fresh unless it is among them.
    ///
    /// # Errors
    ///
    /// When no answer comes or a header is malformed.
    pub async fn post_with(
        &self,
        path: &str,
        body: &Value,
        headers: &[(&str, &str)],
    ) -> anyhow::Result<Answer> {
        let mut all = HeaderMap::new();
        all.insert(IDEMPOTENCY_KEY, HeaderValue::from_str(&fresh_key())?);
        all.extend(header_map(headers)?);
        self.send(self.request(Method::POST, path).headers(all).json(body)).await
    }

    /// Any method with headers and perhaps a JSON body; no header is added but the token's.
    ///
    /// # Errors
    ///
    /// When no answer comes, or the method or a header is malformed.
    pub async fn call(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&Value>,
    ) -> anyhow::Result<Answer> {
        let mut request = self.request(method.parse()?, path).headers(header_map(headers)?);
        if let Some(body) = body {
            request = request.json(body);
        }
        self.send(request).await
    }

    /// `POST path` with a body of any type and a fresh idempotency key.
    ///
    /// # Errors
    ///
    /// When no answer comes.
    pub async fn post_bytes(
        &self,
        path: &str,
        media_type: &str,
        body: Vec<u8>,
    ) -> anyhow::Result<Answer> {
        let request = self.request(Method::POST, path).header(IDEMPOTENCY_KEY, fresh_key());
        self.send(request.header(CONTENT_TYPE, media_type).body(body)).await
    }

    /// `POST path` with the fields of a form, as a page without files sends it.
    ///
    /// # Errors
    ///
    /// When no answer comes.
    pub async fn post_form(&self, path: &str, fields: &[(&str, &str)]) -> anyhow::Result<Answer> {
        let body =
            fields.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value)));
        let body = body.collect::<Vec<_>>().join("&");
        let request = self.request(Method::POST, path);
        self.send(request.header(CONTENT_TYPE, "application/x-www-form-urlencoded").body(body))
            .await
    }

    /// `POST path` with a form that has fields and one file, and a fresh idempotency key.
    ///
    /// # Errors
    ///
    /// When no answer comes.
    pub async fn post_file(
        &self,
        path: &str,
        fields: &[(&str, &str)],
        file: Upload<'_>,
    ) -> anyhow::Result<Answer> {
        self.post_file_with(path, fields, file, &[]).await
    }

    /// The same with headers; the idempotency key is fresh unless it is among them.
    ///
    /// # Errors
    ///
    /// When no answer comes or a header is malformed.
    pub async fn post_file_with(
        &self,
        path: &str,
        fields: &[(&str, &str)],
        file: Upload<'_>,
        headers: &[(&str, &str)],
    ) -> anyhow::Result<Answer> {
        let mut all = HeaderMap::new();
        all.insert(IDEMPOTENCY_KEY, HeaderValue::from_str(&fresh_key())?);
        all.extend(header_map(headers)?);
        let mut form = reqwest::multipart::Form::new();
        for (name, value) in fields {
            form = form.text((*name).to_owned(), (*value).to_owned());
        }
        let part =
            reqwest::multipart::Part::bytes(file.bytes.to_vec()).file_name(file.name.to_owned());
        form = form.part(file.field.to_owned(), part.mime_str(file.media_type)?);
        self.send(self.request(Method::POST, path).headers(all).multipart(form)).await
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let url = if path.starts_with("http") {
            path.to_owned()
        } else {
            format!("{}{path}", self.address)
        };
        let request = self.http.request(method, url);
        match &self.token {
            Some(token) => request.header(AUTHORIZATION, format!("Bearer {token}")),
            None => request,
        }
    }

    async fn send(&self, request: RequestBuilder) -> anyhow::Result<Answer> {
        let request = request.build()?;
        let asked = format!("{} {}", request.method(), request.url());
        let response =
            self.http.execute(request).await.with_context(|| format!("no answer to {asked}"))?;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let body =
            response.bytes().await.with_context(|| format!("half an answer to {asked}"))?.to_vec();
        Ok(Answer { status, headers, body, asked })
    }
}

/// A file to upload.
#[derive(Debug, Clone, Copy)]
pub struct Upload<'a> {
    /// The name of the form field.
    pub field: &'a str,
    /// The file name that the sender claims.
    pub name: &'a str,
    /// The media type that the sender claims.
    pub media_type: &'a str,
    /// The content.
    pub bytes: &'a [u8],
}

impl Answer {
    /// The body as text; bytes that are not UTF-8 are replaced.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON.
    ///
    /// # Errors
    ///
    /// When it is not JSON; the message has the body.
    pub fn json(&self) -> anyhow::Result<Value> {
        serde_json::from_slice(&self.body)
            .with_context(|| format!("{}: no JSON: {}", self.asked, self.text()))
    }

    /// One header, if it is there and plain text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// All cookies that the answer sets, as a browser sends them back.
    #[must_use]
    pub fn cookies(&self) -> String {
        let set = self.headers.get_all("set-cookie").iter().filter_map(|set| set.to_str().ok());
        set.filter_map(|set| set.split(';').next()).collect::<Vec<_>>().join("; ")
    }

    /// The answer itself if it has this status.
    ///
    /// # Errors
    ///
    /// When it has another; the message has the status and the body.
    pub fn expect(self, status: u16) -> anyhow::Result<Self> {
        if self.status == status {
            return Ok(self);
        }
        bail!("{}: {} instead of {status}: {}", self.asked, self.status, self.text())
    }
}

/// A key that no other request of this run has.
#[must_use]
pub fn fresh_key() -> String {
    static USED: AtomicU64 = AtomicU64::new(0);
    format!("test-{}-{}", std::process::id(), USED.fetch_add(1, Ordering::Relaxed))
}

fn header_map(headers: &[(&str, &str)]) -> anyhow::Result<HeaderMap> {
    let parsed = |(name, value): &(&str, &str)| {
        Ok((HeaderName::from_bytes(name.as_bytes())?, HeaderValue::from_bytes(value.as_bytes())?))
    };
    headers.iter().map(parsed).collect()
}

fn encoded(text: &str) -> String {
    let byte = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'*' => {
            char::from(byte).to_string()
        }
        b' ' => "+".to_owned(),
        other => format!("%{other:02X}"),
    };
    text.bytes().map(byte).collect()
}
