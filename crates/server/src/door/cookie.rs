//! The cookie of a session.

use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};

/// The name of the session's cookie over HTTPS. Browsers take the prefix only with `Secure`, `Path=/` and no domain.
const SECURE_NAME: &str = "__Host-baopi";
/// The name where people reach the program without TLS, as on the loopback of a demonstration.
const PLAIN_NAME: &str = "baopi";

/// How the cookie of a session is set and read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SessionCookie {
    https: bool,
}

impl SessionCookie {
    pub(crate) const fn new(https: bool) -> Self {
        Self { https }
    }

    const fn name(self) -> &'static str {
        if self.https { SECURE_NAME } else { PLAIN_NAME }
    }

    /// The cookie that carries `token`. It lasts as long as the browser; how long the session lasts, the server knows.
    ///
    /// `SameSite=Lax`, not `Strict`: a link in a message must find its reader signed in. Every write is a POST, which Lax
    /// leaves out, and its origin is checked besides.
    pub(crate) fn set(self, token: &str) -> Cookie<'static> {
        Cookie::build((self.name(), token.to_owned()))
            .path("/")
            .http_only(true)
            .secure(self.https)
            .same_site(SameSite::Lax)
            .build()
    }

    /// The cookie that takes the session's away.
    pub(crate) fn clear(self) -> Cookie<'static> {
        let mut cookie = self.set("");
        cookie.make_removal();
        cookie
    }

    /// The token in the cookie, if there is one.
    pub(crate) fn read(self, jar: &CookieJar) -> Option<String> {
        jar.get(self.name())
            .map(|cookie| cookie.value().to_owned())
            .filter(|token| !token.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn over_https_the_cookie_has_the_host_prefix_and_is_secure() {
        let cookie = SessionCookie::new(true).set("t").to_string();
        assert_eq!(cookie, "__Host-baopi=t; HttpOnly; SameSite=Lax; Secure; Path=/");
        let cookie = SessionCookie::new(false).set("t").to_string();
        assert_eq!(cookie, "baopi=t; HttpOnly; SameSite=Lax; Path=/");
    }

    #[test]
    fn a_cleared_cookie_is_gone_at_once_and_an_empty_one_is_none() {
        let cookies = SessionCookie::new(false);
        assert!(cookies.clear().to_string().contains("Max-Age=0"));
        assert_eq!(cookies.read(&CookieJar::new().add(cookies.set("t"))).as_deref(), Some("t"));
        assert_eq!(cookies.read(&CookieJar::new().add(cookies.set(""))), None);
    }
}
