//! A real browser: headless Chromium, driven over the W3C protocol `WebDriver`.
//!
//! The protocol is a handful of JSON calls, so it is spoken directly. A client library in this crate would change the
//! features with which the whole workspace is compiled (key order of JSON objects, a second cryptography provider),
//! and the program under test would no longer be the program that is shipped.

use std::io::{ErrorKind, Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, TcpStream};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::Duration;

use anyhow::{Context, bail};
use base64::Engine;
use base64::prelude::BASE64_STANDARD as BASE64;
use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

use crate::PATIENCE;

/// How long looking for an element waits until it is there; shorter than [`PATIENCE`], with which the driver is asked.
pub const ELEMENT_PATIENCE: Duration = Duration::from_mins(4);
/// The key under which the protocol hands out elements.
const ELEMENT_KEY: &str = "element-6066-11e4-a52e-4f735466cecf";
/// The ports of drivers: below those that systems hand out (from 32768 on Linux, from 49152 elsewhere).
const DRIVER_PORTS: Range<u16> = 20_000..30_000;
/// The end of a session may take this long when a scenario fails; then the driver is killed regardless.
const FAREWELL: Duration = Duration::from_secs(30);

/// The screen that pages are laid out for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    /// 1280 × 900 with a mouse.
    Desk,
    /// 390 × 844 with touch, which is narrower than a window of Chromium can be and therefore emulated.
    Telephone,
}

impl Screen {
    fn width(self) -> u32 {
        match self {
            Self::Desk => 1280,
            Self::Telephone => 390,
        }
    }

    fn height(self) -> u32 {
        match self {
            Self::Desk => 900,
            Self::Telephone => 844,
        }
    }
}

/// A browser of its own, with an empty profile. It ends when it is dropped.
#[derive(Debug)]
pub struct Browser {
    http: reqwest::Client,
    /// The address of the session: `http://127.0.0.1:PORT/session/ID`.
    session: String,
    port: u16,
    driver: Child,
    /// The process of Chromium itself, which is none of ours but the driver's.
    chromium: Option<Pid>,
    profile: Profile,
}

/// What a browser keeps between two starts: its settings, and what pages have stored in it.
#[derive(Debug, Clone)]
pub struct Profile(Arc<TempDir>);

impl Profile {
    fn fresh() -> anyhow::Result<Self> {
        Ok(Self(Arc::new(TempDir::with_prefix("baopi-browser-")?)))
    }

    /// Waits until pages have stored this text, and the text is on the disk: a browser writes it some seconds later.
    ///
    /// # Errors
    ///
    /// When it does not come within [`PATIENCE`].
    pub async fn holds(&self, text: &str) -> anyhow::Result<()> {
        let wanted: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let folder = self.0.path().join("profile/Default/Local Storage/leveldb");
        let written = async {
            while !stored(&folder)?.windows(wanted.len()).any(|bytes| bytes == wanted) {
                tokio::task::yield_now().await;
            }
            anyhow::Ok(())
        };
        tokio::time::timeout(PATIENCE, written).await.context("nothing was stored")?
    }

    /// Takes away the mark of a browser that did not end by itself.
    fn unlock(&self) -> anyhow::Result<()> {
        for name in ["SingletonLock", "SingletonSocket", "SingletonCookie"] {
            let path = self.0.path().join("profile").join(name);
            if path.is_symlink() {
                std::fs::remove_file(path)?;
            }
        }
        Ok(())
    }
}

/// All that the journals of a store of the browser hold.
fn stored(folder: &Path) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let Ok(files) = std::fs::read_dir(folder) else { return Ok(bytes) };
    for file in files {
        let path = file?.path();
        if path.extension().is_some_and(|extension| extension == "log") {
            // A journal may be replaced by the next one meanwhile.
            bytes.extend(std::fs::read(path).unwrap_or_default());
        }
    }
    Ok(bytes)
}

impl Browser {
    /// Opens a browser whose reader prefers Chinese.
    ///
    /// # Errors
    ///
    /// When Chromium or its driver is missing or does not start.
    pub async fn open(screen: Screen) -> anyhow::Result<Self> {
        Self::open_in(screen, "zh-CN").await
    }

    /// Opens a browser whose reader prefers `language`, such as `en-GB`.
    ///
    /// # Errors
    ///
    /// As [`open`](Self::open).
    pub async fn open_in(screen: Screen, language: &str) -> anyhow::Result<Self> {
        Self::open_on(Profile::fresh()?, screen, language).await
    }

    /// Opens a browser on the profile that another one has left.
    ///
    /// # Errors
    ///
    /// As [`open`](Self::open).
    pub async fn open_on(profile: Profile, screen: Screen, language: &str) -> anyhow::Result<Self> {
        profile.unlock()?;
        let (driver, port) = start_driver(profile.0.path()).await?;
        let http = reqwest::Client::builder().timeout(PATIENCE).no_proxy().build()?;
        let session = format!("http://127.0.0.1:{port}/session");
        let mut browser = Self { http, session, port, driver, chromium: None, profile };
        let wanted = capabilities(screen, language, browser.profile.0.path());
        let opened = browser.call("", Some(wanted)).await.context("Chromium does not start")?;
        let id = opened["sessionId"].as_str().context("no session")?;
        browser.session = format!("{}/{id}", browser.session);
        let chromium = opened["capabilities"]["goog:processID"].as_i64();
        browser.chromium = chromium.and_then(|id| Pid::from_raw(i32::try_from(id).ok()?));
        if screen == Screen::Telephone {
            browser.emulate(screen).await?;
        }
        Ok(browser)
    }

    async fn emulate(&self, screen: Screen) -> anyhow::Result<()> {
        let metrics = json!({
            "width": screen.width(), "height": screen.height(), "deviceScaleFactor": 2, "mobile": true,
        });
        self.devtools("Emulation.setDeviceMetricsOverride", metrics).await?;
        self.devtools("Emulation.setTouchEmulationEnabled", json!({ "enabled": true })).await?;
        Ok(())
    }

    /// Opens a page and waits until it is loaded.
    ///
    /// # Errors
    ///
    /// When it cannot be loaded.
    pub async fn go(&self, url: &str) -> anyhow::Result<()> {
        self.call("/url", Some(json!({ "url": url }))).await.map(|_| ())
    }

    /// The address of the page.
    ///
    /// # Errors
    ///
    /// When the browser is gone.
    pub async fn url(&self) -> anyhow::Result<String> {
        self.call("/url", None).await.map(text_of)
    }

    /// The title of the page.
    ///
    /// # Errors
    ///
    /// When the browser is gone.
    pub async fn title(&self) -> anyhow::Result<String> {
        self.call("/title", None).await.map(text_of)
    }

    /// The markup of the page as it stands now.
    ///
    /// # Errors
    ///
    /// When the browser is gone.
    pub async fn source(&self) -> anyhow::Result<String> {
        self.call("/source", None).await.map(text_of)
    }

    /// The visible text of the first element that `place` names, once it is there.
    ///
    /// A place is a CSS selector, or an `XPath` expression if it begins with a slash or a bracket.
    ///
    /// # Errors
    ///
    /// When it is not there within [`ELEMENT_PATIENCE`].
    pub async fn text(&self, place: &str) -> anyhow::Result<String> {
        let element = self.element(place).await?;
        self.call(&format!("/element/{element}/text"), None).await.map(text_of)
    }

    /// The visible texts of all elements that `place` names, once there is at least one.
    ///
    /// # Errors
    ///
    /// When the browser is gone.
    pub async fn texts(&self, place: &str) -> anyhow::Result<Vec<String>> {
        let mut texts = Vec::new();
        for element in self.elements(place).await? {
            texts.push(self.call(&format!("/element/{element}/text"), None).await.map(text_of)?);
        }
        Ok(texts)
    }

    /// How many elements `place` names right now.
    ///
    /// # Errors
    ///
    /// When the selector is wrong or the browser is gone.
    pub async fn count(&self, selector: &str) -> anyhow::Result<usize> {
        let found = self
            .script("return document.querySelectorAll(arguments[0]).length", &[json!(selector)])
            .await?;
        Ok(usize::try_from(found.as_u64().context("no number")?)?)
    }

    /// Clicks the first element that `place` names, and waits for the page that this may load.
    ///
    /// # Errors
    ///
    /// When it is not there, not visible, or covered by something else.
    pub async fn click(&self, place: &str) -> anyhow::Result<()> {
        let element = self.element(place).await?;
        // A reader scrolls what a bar at the edge of the screen covers into the middle.
        let middle = "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })";
        self.script(middle, &[json!({ ELEMENT_KEY: element })]).await?;
        self.call(&format!("/element/{element}/click"), Some(json!({}))).await.map(|_| ())
    }

    /// Clicks the button or link with exactly this visible text.
    ///
    /// # Errors
    ///
    /// As [`click`](Self::click).
    pub async fn press(&self, label: &str) -> anyhow::Result<()> {
        let label = label.replace('"', "");
        let place =
            format!("//*[self::button or self::a or self::summary][normalize-space()=\"{label}\"]");
        self.click(&place).await
    }

    /// Empties a field and types `text` into it. For a file field, `text` is the path of the file.
    ///
    /// # Errors
    ///
    /// When the field is not there or cannot be typed into.
    pub async fn fill(&self, place: &str, text: &str) -> anyhow::Result<()> {
        let element = self.element(place).await?;
        let kind = self.call(&format!("/element/{element}/property/type"), None).await?;
        if kind != "file" {
            self.call(&format!("/element/{element}/clear"), Some(json!({}))).await?;
        }
        self.keys(place, text).await
    }

    /// Presses keys in an element, which may also be the `body`; special keys have their codes of the protocol, such
    /// as `\u{E004}` for the tabulator and `\u{E007}` for enter.
    ///
    /// # Errors
    ///
    /// When the element is not there or takes no keys.
    pub async fn keys(&self, place: &str, keys: &str) -> anyhow::Result<()> {
        let element = self.element(place).await?;
        self.call(&format!("/element/{element}/value"), Some(json!({ "text": keys })))
            .await
            .map(|_| ())
    }

    /// Clicks an element twice, as fast as a hurried hand does.
    ///
    /// # Errors
    ///
    /// When the element is not there or the browser is gone.
    pub async fn double_click(&self, place: &str) -> anyhow::Result<()> {
        let element = self.element(place).await?;
        let down = json!({ "type": "pointerDown", "button": 0 });
        let up = json!({ "type": "pointerUp", "button": 0 });
        let mouse = json!({ "type": "pointer", "id": "mouse", "parameters": { "pointerType": "mouse" }, "actions": [
            { "type": "pointerMove", "origin": { ELEMENT_KEY: element }, "x": 0, "y": 0 }, down, up, down, up,
        ] });
        self.call("/actions", Some(json!({ "actions": [mouse] }))).await.map(|_| ())
    }

    /// Opens an empty tab and goes on there; returns the name of the tab that was in use for [`to_tab`](Self::to_tab).
    ///
    /// # Errors
    ///
    /// When the browser is gone.
    pub async fn open_tab(&self) -> anyhow::Result<String> {
        let left = self.call("/window", None).await.map(text_of)?;
        let opened = self.call("/window/new", Some(json!({ "type": "tab" }))).await?;
        self.to_tab(opened["handle"].as_str().context("no tab")?).await?;
        Ok(left)
    }

    /// Goes on in another tab.
    ///
    /// # Errors
    ///
    /// When there is no such tab.
    pub async fn to_tab(&self, name: &str) -> anyhow::Result<()> {
        self.call("/window", Some(json!({ "handle": name }))).await.map(|_| ())
    }

    /// Keeps the scripts of pages from running, from the next page on; those of a test run all the same.
    ///
    /// # Errors
    ///
    /// When the browser is gone.
    pub async fn without_scripts(&self) -> anyhow::Result<()> {
        let off = json!({ "value": true });
        self.devtools("Emulation.setScriptExecutionDisabled", off).await.map(|_| ())
    }

    /// Presses one key wherever the focus is.
    ///
    /// # Errors
    ///
    /// When the browser is gone.
    pub async fn press_key(&self, key: &str) -> anyhow::Result<()> {
        let strokes =
            json!([{ "type": "keyDown", "value": key }, { "type": "keyUp", "value": key }]);
        let keyboard = json!({ "type": "key", "id": "keyboard", "actions": strokes });
        self.call("/actions", Some(json!({ "actions": [keyboard] }))).await.map(|_| ())
    }

    /// Forgets all cookies: nobody is signed in any more.
    ///
    /// # Errors
    ///
    /// When the browser is gone.
    pub async fn forget(&self) -> anyhow::Result<()> {
        self.devtools("Network.clearBrowserCookies", json!({})).await.map(|_| ())
    }

    /// Chooses the option with this value in a `select`.
    ///
    /// # Errors
    ///
    /// When the list or the option is not there.
    pub async fn choose(&self, selector: &str, value: &str) -> anyhow::Result<()> {
        self.click(&format!("{selector} option[value=\"{value}\"]")).await
    }

    /// Runs a script in the page; `arguments` are its `arguments`, and what it returns comes back.
    ///
    /// # Errors
    ///
    /// When the script fails.
    pub async fn script(&self, script: &str, arguments: &[Value]) -> anyhow::Result<Value> {
        self.call("/execute/sync", Some(json!({ "script": script, "args": arguments }))).await
    }

    /// How many pixels of the page stick out to the right of the screen; 0 on a page that fits.
    ///
    /// # Errors
    ///
    /// When the browser is gone.
    pub async fn overflow(&self) -> anyhow::Result<i64> {
        let page = "const e = document.documentElement; return e.scrollWidth - e.clientWidth";
        self.script(page, &[]).await?.as_i64().context("no number")
    }

    /// What the page has complained about in the console since it was last asked: failed scripts, missing files,
    /// violations of the content security policy.
    ///
    /// # Errors
    ///
    /// When the browser is gone.
    pub async fn complaints(&self) -> anyhow::Result<Vec<String>> {
        let entries = self.call("/se/log", Some(json!({ "type": "browser" }))).await?;
        let serious =
            |entry: &&Value| matches!(entry["level"].as_str(), Some("SEVERE" | "WARNING"));
        let messages = entries.as_array().context("no list")?.iter().filter(serious);
        Ok(messages.map(|entry| text_of(entry["message"].clone())).collect())
    }

    /// Takes a picture of the whole page, also of what is below the screen, as `screenshots/NAME.png` in the target
    /// folder of the build, and returns its path.
    ///
    /// # Errors
    ///
    /// When the picture cannot be taken or written.
    pub async fn screenshot(&self, name: &str) -> anyhow::Result<PathBuf> {
        let size =
            self.devtools("Page.getLayoutMetrics", json!({})).await?["cssContentSize"].clone();
        let clip =
            json!({ "x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1 });
        let options = json!({ "format": "png", "captureBeyondViewport": true, "clip": clip });
        let taken = self.devtools("Page.captureScreenshot", options).await?;
        let png = BASE64.decode(taken["data"].as_str().context("no picture")?)?;
        let folder = screenshot_folder()?;
        std::fs::create_dir_all(&folder)?;
        let path = folder.join(format!("{name}.png"));
        std::fs::write(&path, png).with_context(|| format!("cannot write {}", path.display()))?;
        Ok(path)
    }

    /// Ends the browser and waits until it is gone. Dropping it ends it too, but blocks the thread meanwhile.
    ///
    /// # Errors
    ///
    /// When it was already gone.
    pub async fn quit(mut self) -> anyhow::Result<()> {
        self.http.delete(&self.session).send().await?.error_for_status()?;
        self.session.clear();
        Ok(self.driver.kill().await?)
    }

    /// What the browser keeps.
    #[must_use]
    pub fn profile(&self) -> Profile {
        self.profile.clone()
    }

    /// Kills the browser in the middle of whatever it does (`SIGKILL`): no page is told that it ends.
    ///
    /// # Errors
    ///
    /// When it was already gone, or its driver did not say which process it is.
    pub async fn crash(mut self) -> anyhow::Result<Profile> {
        let chromium = self.chromium.context("the driver does not name its browser")?;
        self.session.clear();
        self.driver.kill().await?;
        kill_process(chromium, Signal::KILL)?;
        Ok(self.profile.clone())
    }

    async fn element(&self, place: &str) -> anyhow::Result<String> {
        let found = self.call("/element", Some(locator(place))).await;
        let found = found.with_context(|| format!("looked for {place}"))?;
        Ok(found[ELEMENT_KEY].as_str().context("no element")?.to_owned())
    }

    async fn elements(&self, place: &str) -> anyhow::Result<Vec<String>> {
        let found = self.call("/elements", Some(locator(place))).await?;
        let ids = found.as_array().context("no list")?.iter();
        Ok(ids.filter_map(|id| id[ELEMENT_KEY].as_str().map(str::to_owned)).collect())
    }

    async fn devtools(&self, command: &str, parameters: Value) -> anyhow::Result<Value> {
        self.call("/goog/cdp/execute", Some(json!({ "cmd": command, "params": parameters }))).await
    }

    /// One call of the protocol: POST with a body, GET without.
    async fn call(&self, path: &str, body: Option<Value>) -> anyhow::Result<Value> {
        let url = format!("{}{path}", self.session);
        let request = match &body {
            Some(body) => self.http.post(&url).json(body),
            None => self.http.get(&url),
        };
        let answer: Value = request.send().await?.json().await?;
        let value = answer["value"].clone();
        match value["error"].as_str() {
            Some(error) => bail!("{error}: {}", value["message"].as_str().unwrap_or_default()),
            None => Ok(value),
        }
    }
}

impl Drop for Browser {
    /// A killed driver leaves its Chromium behind, so the session is ended first, by hand because nothing can be
    /// awaited here.
    fn drop(&mut self) {
        let Some((_, id)) = self.session.rsplit_once("/session/") else { return };
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, self.port));
        let Ok(mut stream) = TcpStream::connect_timeout(&address, FAREWELL) else { return };
        let request = format!(
            "DELETE /session/{id} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
        );
        let told = stream
            .set_read_timeout(Some(FAREWELL))
            .and_then(|()| stream.write_all(request.as_bytes()));
        if told.and_then(|()| stream.read_to_end(&mut Vec::new())).is_err() {
            eprintln!("a browser did not end in time; its driver is killed");
        }
    }
}

/// A port for a driver, free on both families of addresses, and another one at every call.
///
/// With `--port=0` a driver asks the system for a port of one family and ends when somebody has that port on the
/// other one, as a connection of another test easily has. The system hands out no port of [`DRIVER_PORTS`] by itself.
fn driver_port() -> anyhow::Result<u16> {
    static TAKEN: AtomicU16 = AtomicU16::new(0);
    let ports = DRIVER_PORTS.end - DRIVER_PORTS.start;
    // Two runs of the tests on one machine begin at different ports.
    let first = u16::try_from(std::process::id() % u32::from(ports))?;
    for _ in 0..ports {
        let taken = TAKEN.fetch_add(1, Ordering::Relaxed) % ports;
        let port = DRIVER_PORTS.start + (first + taken) % ports;
        let free = |address: IpAddr| match TcpListener::bind((address, port)) {
            Ok(_) => true,
            // A machine without addresses of the sixth version has nobody on them.
            Err(error) => error.kind() == ErrorKind::AddrNotAvailable,
        };
        if free(Ipv4Addr::LOCALHOST.into()) && free(Ipv6Addr::LOCALHOST.into()) {
            return Ok(port);
        }
    }
    bail!("no port is free for a driver")
}

/// Starts the driver and waits until it says that it listens.
async fn start_driver(folder: &Path) -> anyhow::Result<(Child, u16)> {
    let mut command = Command::new("chromedriver");
    command.arg(format!("--port={}", driver_port()?)).arg("--log-level=SEVERE");
    command.env("HOME", folder).env("TMPDIR", folder);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).kill_on_drop(true);
    let mut driver = command
        .spawn()
        .context("no chromedriver: start the tests with tests/run, which installs it")?;
    let mut lines = BufReader::new(driver.stdout.take().context("no standard output")?).lines();
    let port = tokio::time::timeout(PATIENCE, async {
        while let Some(line) = lines.next_line().await? {
            let Some((_, port)) = line.split_once("started successfully on port ") else {
                continue;
            };
            return Ok(port.trim_end_matches('.').parse()?);
        }
        bail!("chromedriver ended")
    });
    let port = port.await.context("chromedriver says no port")??;
    tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
    Ok((driver, port))
}

fn capabilities(screen: Screen, language: &str, profile: &Path) -> Value {
    let mut arguments: Vec<String> = [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-crash-reporter",
        "--hide-scrollbars",
        "--force-prefers-reduced-motion",
    ]
    .map(str::to_owned)
    .into();
    arguments.push(format!("--lang={language}"));
    arguments.push(format!(
        "--window-size={},{}",
        Screen::Desk.width().max(screen.width()),
        screen.height()
    ));
    arguments.push(format!("--user-data-dir={}", profile.join("profile").display()));
    let patience = u64::try_from(ELEMENT_PATIENCE.as_millis()).unwrap_or(u64::MAX);
    json!({ "capabilities": { "alwaysMatch": {
        "browserName": "chrome",
        "timeouts": { "implicit": patience },
        "goog:loggingPrefs": { "browser": "ALL" },
        "goog:chromeOptions": { "args": arguments, "prefs": { "intl.accept_languages": language } },
    } } })
}

fn locator(place: &str) -> Value {
    let kind = if place.starts_with(['/', '(']) { "xpath" } else { "css selector" };
    json!({ "using": kind, "value": place })
}

fn text_of(value: Value) -> String {
    match value {
        Value::String(text) => text,
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
            value.to_string()
        }
    }
}

/// `target/screenshots`: this test is `target/debug/deps/program-0123456789abcdef`.
fn screenshot_folder() -> anyhow::Result<PathBuf> {
    let test = std::env::current_exe()?;
    let target = test.ancestors().nth(3).context("the test is not in a target folder")?;
    Ok(target.join("screenshots"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// With `--port=0` a driver ended at once when the system had given the same port to a connection.
    #[test]
    fn a_driver_gets_a_port_that_is_free_on_both_families_and_never_handed_out_by_the_system()
    -> anyhow::Result<()> {
        let range = std::fs::read_to_string("/proc/sys/net/ipv4/ip_local_port_range")?;
        let first: u16 = range.split_whitespace().next().context("no range")?.parse()?;
        assert!(DRIVER_PORTS.end <= first, "the system hands out ports from {first}");
        let taken = driver_port()?;
        let _other = TcpListener::bind((Ipv4Addr::LOCALHOST, taken + 1))?;
        let next = driver_port()?;
        assert!(next > taken + 1, "{next} is free on one family only");
        Ok(())
    }
}
