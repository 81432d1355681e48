//! The commands as somebody at a terminal meets them: arguments in, text and exit status out.
#![expect(
    clippy::unwrap_used,
    reason = "this crate is tests alone; what they stand on has to be there"
)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Output, Stdio};

use baopi_tests::wire::strange;
use tempfile::TempDir;

mod check;
mod config;
mod demo;
mod service;

/// A directory of its own, in which the program runs with an environment of its own.
struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn file(&self, name: &str, content: impl AsRef<[u8]>) {
        std::fs::write(self.path().join(name), content).unwrap();
    }

    fn command(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_baopi"));
        command.args(arguments).current_dir(self.path()).env_clear().env("TMPDIR", self.path());
        command.envs(variables.iter().copied()).stdin(Stdio::null());
        command
    }

    fn run(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Ran {
        Ran(self.command(arguments, variables).output().unwrap())
    }
}

/// A command that goes on until it is told to stop, and is killed when it is dropped.
struct Running {
    child: Child,
    output: BufReader<ChildStdout>,
    /// What it said when it was ready.
    ready: serde_json::Value,
}

impl Running {
    fn start(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn().unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        output.read_line(&mut line).unwrap();
        let ready = serde_json::from_str(&line)
            .unwrap_or_else(|_| panic!("it said {line:?} instead of being ready"));
        assert_eq!(strange(&ready), [""; 0], "{line}");
        Self { child, output, ready }
    }

    /// The first line of the answer to a request for `path`.
    fn get(&self, path: &str) -> String {
        let host = self.ready["address"].as_str().unwrap().strip_prefix("http://").unwrap();
        let mut stream = TcpStream::connect(host).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
        let mut line = String::new();
        BufReader::new(stream).read_line(&mut line).unwrap();
        line
    }

    /// Tells it to stop; returns its exit status and what else it said.
    fn stop(self) -> (Option<i32>, String) {
        self.signal("-TERM")
    }

    /// Sends it a signal; returns its exit status and what else it said.
    fn signal(mut self, signal: &str) -> (Option<i32>, String) {
        let told =
            Command::new("kill").args([signal, &self.child.id().to_string()]).status().unwrap();
        assert!(told.success());
        let mut said = String::new();
        self.output.read_to_string(&mut said).unwrap();
        (self.child.wait().unwrap().code(), said)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended already; then there is nothing to kill.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A command that has ended.
struct Ran(Output);

impl Ran {
    fn code(&self) -> i32 {
        self.0.status.code().unwrap()
    }

    fn said(&self) -> &str {
        std::str::from_utf8(&self.0.stdout).unwrap()
    }

    fn complained(&self) -> &str {
        std::str::from_utf8(&self.0.stderr).unwrap()
    }

    fn json(&self) -> serde_json::Value {
        let printed = serde_json::from_str(self.said()).unwrap();
        assert_eq!(strange(&printed), [""; 0], "{}", self.said());
        printed
    }
}
