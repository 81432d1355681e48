//! Somebody in front of a browser, who does nothing but look, type and click.

use std::cell::Cell;
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use baopi_tests::browser::{Browser, Profile, Screen};
use baopi_tests::cast::PASSWORD;
use baopi_tests::program::Program;
use serde_json::{Value, json};

/// A browser on the pages of one running program.
#[derive(Debug)]
pub(crate) struct Seat {
    pub(crate) browser: Browser,
    address: String,
    clicks: Cell<u32>,
}

impl Seat {
    /// A browser in which nobody is signed in yet.
    pub(crate) async fn at(program: &Program, screen: Screen) -> anyhow::Result<Self> {
        Self::reading(program, screen, "zh-CN").await
    }

    /// The same for a reader who prefers this language.
    pub(crate) async fn reading(
        program: &Program,
        screen: Screen,
        language: &str,
    ) -> anyhow::Result<Self> {
        let browser = Browser::open_in(screen, language).await?;
        Ok(Self { browser, address: program.address().to_owned(), clicks: Cell::new(0) })
    }

    /// A browser on a desk in which this person has signed in.
    pub(crate) async fn of(program: &Program, login: &str) -> anyhow::Result<Self> {
        let seat = Self::at(program, Screen::Desk).await?;
        seat.sign_in(login).await?;
        Ok(seat)
    }

    /// The same person in front of a new window, after the browser was lost.
    pub(crate) async fn returning(
        program: &Program,
        profile: Profile,
        login: &str,
    ) -> anyhow::Result<Self> {
        let browser = Browser::open_on(profile, Screen::Desk, "zh-CN").await?;
        let seat = Self { browser, address: program.address().to_owned(), clicks: Cell::new(0) };
        seat.sign_in(login).await?;
        Ok(seat)
    }

    /// Opens a page of the program by its path.
    pub(crate) async fn go(&self, path: &str) -> anyhow::Result<()> {
        self.browser.go(&format!("{}{path}", self.address)).await
    }

    /// The path of the page, with its query.
    pub(crate) async fn path(&self) -> anyhow::Result<String> {
        let url = self.browser.url().await?;
        let path = url.strip_prefix(&self.address).with_context(|| format!("elsewhere: {url}"))?;
        Ok(path.to_owned())
    }

    /// Signs in at the page for it, in Chinese.
    pub(crate) async fn sign_in(&self, login: &str) -> anyhow::Result<()> {
        self.go("/sign-in").await?;
        self.name_and_password(login, PASSWORD).await?;
        self.see(".who-name").await
    }

    /// Fills and sends the form of the sign-in page that is open.
    pub(crate) async fn name_and_password(
        &self,
        login: &str,
        password: &str,
    ) -> anyhow::Result<()> {
        self.browser.fill("#login", login).await?;
        self.browser.fill("#password", password).await?;
        self.click("form:has(#password) button[type=submit]").await
    }

    /// Leaves, and lets somebody else sign in.
    pub(crate) async fn hand_to(&self, login: &str) -> anyhow::Result<()> {
        self.press("退出").await?;
        self.see("#password").await?;
        self.sign_in(login).await
    }

    /// Clicks, and counts it.
    pub(crate) async fn click(&self, place: &str) -> anyhow::Result<()> {
        self.clicks.set(self.clicks.get() + 1);
        self.browser.click(place).await.with_context(|| format!("clicking {place}"))
    }

    /// Clicks the button or link with this text, and counts it.
    pub(crate) async fn press(&self, label: &str) -> anyhow::Result<()> {
        self.clicks.set(self.clicks.get() + 1);
        self.browser.press(label).await.with_context(|| format!("pressing {label}"))
    }

    /// How often this person has clicked since this was last asked.
    pub(crate) fn clicks(&self) -> u32 {
        self.clicks.replace(0)
    }

    /// Opens the request with this title from the list of what waits.
    pub(crate) async fn open_waiting(&self, title: &str) -> anyhow::Result<()> {
        self.go("/desk").await?;
        self.click(&format!("//section[@aria-labelledby='waiting']//a[contains(., '{title}')]"))
            .await?;
        self.see(&format!("//h1[normalize-space()='{title}']")).await
    }

    /// Presses a button or link that leads to another page, and waits until that page is there: the old one may have
    /// everything that is looked for next.
    pub(crate) async fn turn(&self, label: &str) -> anyhow::Result<()> {
        self.turn_at(&format!("//*[self::button or self::a][normalize-space()='{label}']")).await
    }

    /// The same with whatever else can be clicked.
    pub(crate) async fn turn_at(&self, place: &str) -> anyhow::Result<()> {
        self.browser.script("document.documentElement.dataset.left = 'yes'", &[]).await?;
        self.click(place).await?;
        self.see("html:not([data-left]) > body").await
    }

    /// Presses one button of a request, and sees that the step was taken.
    pub(crate) async fn act(&self, button: &str) -> anyhow::Result<()> {
        self.turn(button).await?;
        self.see(".note-good").await
    }

    /// Waits until something is there.
    pub(crate) async fn see(&self, place: &str) -> anyhow::Result<()> {
        let seen = self.browser.text(place).await;
        if let Err(error) = seen {
            let page = self.browser.text("body").await.unwrap_or_default();
            return Err(error.context(format!("waited for {place} on:\n{page}")));
        }
        Ok(())
    }

    /// Types into fields by their names.
    pub(crate) async fn type_in(&self, fields: &[(&str, &str)]) -> anyhow::Result<()> {
        for (name, text) in fields {
            let place = format!("[name=\"{name}\"]:not([type=hidden])");
            self.browser.fill(&place, text).await.with_context(|| format!("typing {name}"))?;
        }
        Ok(())
    }

    /// Puts a value into a field at once, as pasting it does: for what takes too long to type, and for dates and times,
    /// which a browser wants in the order of its own language.
    pub(crate) async fn paste(&self, fields: &[(&str, &str)]) -> anyhow::Result<()> {
        let put = "const field = document.querySelector(`[name=\"${arguments[0]}\"]:not([type=hidden])`); \
                   field.value = arguments[1]; field.dispatchEvent(new Event('input', { bubbles: true }));";
        for (name, text) in fields {
            self.browser
                .script(put, &[json!(name), json!(text)])
                .await
                .with_context(|| format!("pasting {name}"))?;
        }
        Ok(())
    }

    /// Chooses in lists by their names.
    pub(crate) async fn choose(&self, fields: &[(&str, &str)]) -> anyhow::Result<()> {
        for (name, value) in fields {
            self.browser
                .choose(&format!("select[name=\"{name}\"]"), value)
                .await
                .with_context(|| format!("choosing {name}"))?;
        }
        Ok(())
    }

    /// Clicks the box with this name and, where several have it, this label.
    pub(crate) async fn tick(&self, name: &str, label: &str) -> anyhow::Result<()> {
        let place = format!("//label[contains(., '{label}')]/input[@name='{name}']");
        self.browser.click(&place).await.with_context(|| format!("ticking {name} {label}"))
    }

    /// What stands in a field.
    pub(crate) async fn value(&self, name: &str) -> anyhow::Result<String> {
        let read = "return document.querySelector(`[name=\"${arguments[0]}\"]`).value";
        let value = self.browser.script(read, &[json!(name)]).await?;
        Ok(value.as_str().context("no text")?.to_owned())
    }

    /// Whether at least one box of this name is ticked.
    pub(crate) async fn is_ticked(&self, name: &str) -> anyhow::Result<bool> {
        Ok(self.browser.count(&format!("[name=\"{name}\"]:checked")).await? > 0)
    }

    /// Waits until the count beside the form is this.
    pub(crate) async fn see_measure(&self, n: u32) -> anyhow::Result<()> {
        self.see(&format!("//*[@class='measure-n'][normalize-space()='{n}']")).await
    }

    /// The rules whose findings are shown, in their order.
    pub(crate) async fn findings(&self) -> anyhow::Result<Vec<String>> {
        let read = "return [...document.querySelectorAll('.findings .finding-rule')].map(e => e.textContent)";
        let rules = self.browser.script(read, &[]).await?;
        Ok(rules
            .as_array()
            .context("no list")?
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect())
    }

    /// Fails if a page has complained in the console since this was last asked, except about answers with these statuses.
    pub(crate) async fn no_complaints(&self, statuses: &[u16]) -> anyhow::Result<()> {
        let mut complaints = self.browser.complaints().await?;
        complaints.retain(|complaint| {
            !statuses.iter().any(|status| complaint.contains(&format!("status of {status}")))
        });
        ensure!(complaints.is_empty(), "the console has complaints: {complaints:#?}");
        Ok(())
    }
}

/// A file that another program wrote, from the tests of the reading of files.
pub(crate) fn fixture(name: &str) -> anyhow::Result<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/document/tests/fixtures");
    folder.join(name).canonicalize().with_context(|| format!("no fixture {name}"))
}

/// A document that no rule has anything against, apart from title and body.
pub(crate) async fn fill_document(seat: &Seat) -> anyhow::Result<()> {
    seat.choose(&[
        ("direction", "lateral"),
        ("category", "other"),
        ("scope", "comprehensive"),
        ("basis.0.kind", "committee_decision"),
    ])
    .await?;
    seat.tick("main_recipients", "区财政局").await?;
    seat.type_in(&[
        ("basis.0.reference", "区政府常务会议"),
        ("necessity", "落实秋粮收购服务工作部署的需要。"),
        ("contact.phone", "0000-0000"),
    ])
    .await?;
    seat.tick("burden", "").await?;
    seat.tick("non_classified_declared", "").await
}
