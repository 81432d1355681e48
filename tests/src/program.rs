//! The built binary as a child process.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Output, Stdio};

use anyhow::{Context, bail};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};
use tokio::sync::watch;

use crate::PATIENCE;
use crate::client::Client;
use crate::smtp::SmtpServer;

/// The environment variable that names the binary under test, where it is not the one of the same build.
pub const BINARY_VARIABLE: &str = "BAOPI_BIN";

/// The binary under test: [`BINARY_VARIABLE`], or `baopi` of the build that this test belongs to.
///
/// # Errors
///
/// When there is no such file; building the tests alone does not build the binary.
pub fn binary() -> anyhow::Result<PathBuf> {
    let built = || {
        let test = std::env::current_exe().ok()?; // target/debug/deps/program-0123456789abcdef
        Some(test.parent()?.parent()?.join("baopi"))
    };
    let path =
        std::env::var_os(BINARY_VARIABLE).map(PathBuf::from).or_else(built).unwrap_or_default();
    if path.is_file() {
        return Ok(path);
    }
    bail!("no binary at {}: start the tests with tests/run, which builds it", path.display())
}

/// A command line and environment, ready to be started.
#[derive(Debug)]
pub struct Launch {
    binary: Option<PathBuf>,
    arguments: Vec<OsString>,
    variables: Vec<(String, String)>,
    input: String,
    folder: PathBuf,
}

impl Launch {
    /// The command `name` with `folder` as its working, home and temporary folder. Of the environment of the test
    /// it inherits the search path only.
    #[must_use]
    pub fn new(name: &str, folder: &Path) -> Self {
        Self {
            binary: None,
            arguments: vec![name.into()],
            variables: Vec::new(),
            input: String::new(),
            folder: folder.to_owned(),
        }
    }

    /// Starts this executable instead of the [`binary`] under test.
    #[must_use]
    pub fn executable(mut self, path: &Path) -> Self {
        self.binary = Some(path.to_owned());
        self
    }

    /// Adds one argument.
    #[must_use]
    pub fn argument(mut self, argument: &str) -> Self {
        self.arguments.push(argument.into());
        self
    }

    /// Sets one environment variable.
    #[must_use]
    pub fn variable(mut self, name: &str, value: &str) -> Self {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Gives a command that ends by itself something to read from its standard input.
    #[must_use]
    pub fn input(mut self, text: &str) -> Self {
        text.clone_into(&mut self.input);
        self
    }

    /// Configures mail by SMTP to this server.
    #[must_use]
    pub fn mail_to(self, server: &SmtpServer) -> Self {
        self.variable("BAOPI__MAIL__TRANSPORT", "smtp")
            .variable("BAOPI__MAIL__HOST", &server.address().ip().to_string())
            .variable("BAOPI__MAIL__PORT", &server.address().port().to_string())
            .variable("BAOPI__MAIL__TLS", "none")
    }

    fn command(&self) -> anyhow::Result<Command> {
        let binary = self.binary.clone().map_or_else(binary, Ok)?;
        let mut command = Command::new(binary);
        command.args(&self.arguments).current_dir(&self.folder).env_clear();
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("HOME", &self.folder).env("TMPDIR", &self.folder).env("RUST_BACKTRACE", "1");
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true);
        Ok(command)
    }

    /// Runs a command that ends by itself, and returns what it printed and its exit status, whichever that is.
    ///
    /// # Errors
    ///
    /// When it cannot be started or does not end within [`PATIENCE`].
    pub async fn run(self) -> anyhow::Result<Output> {
        let mut child =
            self.command()?.stdin(Stdio::piped()).spawn().context("the binary does not start")?;
        if let Some(mut pipe) = child.stdin.take() {
            pipe.write_all(self.input.as_bytes()).await?;
        }
        let ended = tokio::time::timeout(PATIENCE, child.wait_with_output()).await;
        Ok(ended.with_context(|| format!("{:?} did not end", self.arguments))??)
    }

    /// Starts a command that goes on, and waits for its line `{"ready":true,"address":"http://…"}`.
    ///
    /// # Errors
    ///
    /// When it ends instead, or the line does not come within [`PATIENCE`]; the message has the log.
    pub async fn start(self) -> anyhow::Result<Program> {
        let mut child = self.command()?.spawn().context("the binary does not start")?;
        let (log, _) = watch::channel(String::new());
        let errors = child.stderr.take().context("no standard error")?;
        let errors = tokio::spawn(keep(BufReader::new(errors).lines(), log.clone()));
        let mut lines = BufReader::new(child.stdout.take().context("no standard output")?).lines();
        let address = match tokio::time::timeout(PATIENCE, ready(&mut lines)).await {
            Ok(Some(address)) => address,
            Ok(None) => {
                let status = child.wait().await?;
                errors.await?; // its last words
                bail!("{:?} ended with {status}:\n{}", self.arguments, *log.borrow())
            }
            Err(_) => bail!("{:?} is not ready:\n{}", self.arguments, *log.borrow()),
        };
        tokio::spawn(keep(lines, log.clone()));
        Ok(Program { child, address, log })
    }
}

async fn ready(lines: &mut Lines<BufReader<ChildStdout>>) -> Option<String> {
    while let Ok(Some(line)) = lines.next_line().await {
        let Ok(said) = serde_json::from_str::<Value>(&line) else { continue };
        if said["ready"] == true {
            return said["address"]
                .as_str()
                .map(|address| address.trim_end_matches('/').to_owned());
        }
    }
    None
}

async fn keep(mut lines: Lines<BufReader<impl AsyncRead + Unpin>>, log: watch::Sender<String>) {
    while let Ok(Some(line)) = lines.next_line().await {
        log.send_modify(|log| {
            log.push_str(&line);
            log.push('\n');
        });
    }
}

/// The running program; it is killed when this is dropped.
#[derive(Debug)]
pub struct Program {
    child: Child,
    address: String,
    log: watch::Sender<String>,
}

impl Program {
    /// Its address without a slash at the end, such as `http://127.0.0.1:41234`.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The address of one of its pages; `path` begins with a slash.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    /// A client that nobody has signed in with yet.
    ///
    /// # Errors
    ///
    /// When the HTTP client cannot be built.
    pub fn client(&self) -> anyhow::Result<Client> {
        Client::new(&self.address)
    }

    /// Everything it has logged so far.
    #[must_use]
    pub fn log(&self) -> String {
        self.log.borrow().clone()
    }

    /// Waits until the log contains `text`.
    ///
    /// # Errors
    ///
    /// When it does not within [`PATIENCE`]; the message has the log.
    pub async fn wait_for_log(&self, text: &str) -> anyhow::Result<()> {
        let mut changes = self.log.subscribe();
        let seen = tokio::time::timeout(PATIENCE, changes.wait_for(|log| log.contains(text))).await;
        if seen.is_ok_and(|seen| seen.is_ok()) {
            return Ok(());
        }
        bail!("the log never said {text:?}:\n{}", self.log())
    }

    /// Waits until the log is as `done` wants it; `wanted` says in the message what was missing.
    ///
    /// # Errors
    ///
    /// When it is not within [`PATIENCE`]; the message has the log.
    pub async fn wait_until_log(
        &self,
        wanted: &str,
        mut done: impl FnMut(&str) -> bool,
    ) -> anyhow::Result<()> {
        let mut changes = self.log.subscribe();
        let seen = tokio::time::timeout(PATIENCE, changes.wait_for(|log| done(log))).await;
        if seen.is_ok_and(|seen| seen.is_ok()) {
            return Ok(());
        }
        bail!("the log never had {wanted}:\n{}", self.log())
    }

    /// Asks it to stop (`SIGTERM`) and waits until it has.
    ///
    /// # Errors
    ///
    /// When it does not stop within [`PATIENCE`]; the message has the log.
    pub async fn stop(mut self) -> anyhow::Result<ExitStatus> {
        let id = self.child.id().context("it has already ended")?;
        let id = Pid::from_raw(i32::try_from(id)?).context("no process has the id 0")?;
        kill_process(id, Signal::TERM)?;
        match tokio::time::timeout(PATIENCE, self.child.wait()).await {
            Ok(status) => Ok(status?),
            Err(_) => bail!("it does not stop:\n{}", self.log()),
        }
    }

    /// Kills it in the middle of whatever it does (`SIGKILL`).
    ///
    /// # Errors
    ///
    /// When it has already ended.
    pub async fn kill(mut self) -> anyhow::Result<()> {
        self.child.kill().await.context("it has already ended")
    }
}
