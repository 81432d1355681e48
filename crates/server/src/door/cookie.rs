//! The cookie of a session.

use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};

/// The name of the session's cookie over HTTPS. Browsers take the prefix only with `Secure`, `Path=/` and no domain.
const SECURE_NAME: &str = "__Host-baopi";
/// The name where people reach the program without TLS, as on the loopback of a demonstration.
const PLAIN_NAME: &str = "baopi";

/// The name of the cookie by which a browser is known as one with which somebody signed in, over HTTPS and without.
const DEVICE_NAMES: (&str, &str) = ("__Host-baopi-device", "baopi-device");

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

    /// The cookie by which the browser is known again when somebody signs in. It opens nothing; only signing in asks for it, and
    /// the engine knows how long it is good.
    pub(crate) fn set_device(self, mark: &str) -> Cookie<'static> {
        Cookie::build((self.device_name(), mark.to_owned()))
            .path("/")
            .http_only(true)
            .secure(self.https)
            .same_site(SameSite::Strict)
            .permanent()
            .build()
    }

    /// The mark in the cookie of the browser, if there is one.
    pub(crate) fn read_device(self, jar: &CookieJar) -> Option<String> {
        jar.get(self.device_name()).map(|cookie| cookie.value().to_owned())
    }

    const fn device_name(self) -> &'static str {
        if self.https { DEVICE_NAMES.0 } else { DEVICE_NAMES.1 }
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
    fn the_mark_of_a_browser_stays_and_goes_to_nobody_else() {
        let cookie = SessionCookie::new(true).set_device("m").to_string();
        let begins = "__Host-baopi-device=m; HttpOnly; SameSite=Strict; Secure; Path=/; Max-Age=";
        assert!(cookie.starts_with(begins), "{cookie}");
        let cookies = SessionCookie::new(false);
        let jar = CookieJar::new().add(cookies.set_device("m"));
        assert_eq!(cookies.read_device(&jar).as_deref(), Some("m"));
        assert_eq!(cookies.read(&jar), None);
    }

    #[test]
    fn a_cleared_cookie_is_gone_at_once_and_an_empty_one_is_none() {
        let cookies = SessionCookie::new(false);
        assert!(cookies.clear().to_string().contains("Max-Age=0"));
        assert_eq!(cookies.read(&CookieJar::new().add(cookies.set("t"))).as_deref(), Some("t"));
        assert_eq!(cookies.read(&CookieJar::new().add(cookies.set(""))), None);
    }
}
