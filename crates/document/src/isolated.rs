use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process::{ExitCode, ExitStatus, Stdio};
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::{Child, Command};
use tokio::sync::Semaphore;

use crate::limits::{
    CPU_SECONDS, MAX_ANSWER_BYTES, MAX_FILE_BYTES, MAX_NAME_BYTES, MEMORY_BYTES, PROCESSES_AT_ONCE,
    TIME_LIMIT,
};
use crate::{Extracted, Unreadable, extract};

/// The argument that makes the program read one file.
const SUBCOMMAND: &str = "extract";

/// Reads files in processes of their own, so that neither a crash nor a hang of a parser harms the caller.
///
/// The bytes travel through a pipe and never touch the disk, the process starts with an empty environment, and what it writes to
/// its error output is thrown away, since it may quote the file. Clones share the bound on processes at once.
#[derive(Debug, Clone)]
pub struct Extractor {
    program: PathBuf,
    arguments: Vec<OsString>,
    time_limit: Duration,
    free: Arc<Semaphore>,
}

impl Extractor {
    /// An extractor that starts `program` with `arguments` for each file; the program must end up in [`child`].
    #[must_use]
    pub fn new(program: PathBuf, arguments: Vec<OsString>) -> Self {
        Self::with_limits(program, arguments, TIME_LIMIT, PROCESSES_AT_ONCE)
    }

    /// As [`Extractor::new`], with another time limit and another number of processes at once.
    #[must_use]
    pub fn with_limits(
        program: PathBuf,
        arguments: Vec<OsString>,
        time_limit: Duration,
        at_once: usize,
    ) -> Self {
        Self { program, arguments, time_limit, free: Arc::new(Semaphore::new(at_once)) }
    }

    /// An extractor that starts the running program again with the argument `extract`.
    ///
    /// # Errors
    ///
    /// If the path of the running program cannot be found.
    pub fn this_program() -> io::Result<Self> {
        Ok(Self::new(std::env::current_exe()?, vec![SUBCOMMAND.into()]))
    }

    /// Reads a file in a process of its own, after waiting for a free place. Dropping the future ends the process.
    ///
    /// # Errors
    ///
    /// As [`extract`]; and [`Unreadable::TooSlow`] when the time is up, [`Unreadable::Crashed`] when the process
    /// cannot be started, dies, or answers with something else than a result.
    pub async fn extract(&self, name: &str, bytes: Vec<u8>) -> Result<Extracted, Unreadable> {
        // Refused before a process is started for it; the process would say the same.
        if bytes.is_empty() || bytes.len() > MAX_FILE_BYTES {
            return extract(name, &bytes);
        }
        let Ok(_place) = self.free.acquire().await else { return Err(Unreadable::Crashed) };
        let Ok(mut child) = self.start() else { return Err(Unreadable::Crashed) };
        let answer = tokio::time::timeout(self.time_limit, converse(&mut child, name, bytes)).await;
        // It has answered, or lost its chance to; a process that already ended cannot be killed, which is as good.
        let _ = child.start_kill();
        let _ = child.wait().await;
        answer.unwrap_or(Err(Unreadable::TooSlow))
    }

    fn start(&self) -> io::Result<Child> {
        Command::new(&self.program)
            .args(&self.arguments)
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
    }
}

/// Hands the file over and takes the answer, both at once: a process that answers before it has read all must not block us.
async fn converse(child: &mut Child, name: &str, bytes: Vec<u8>) -> Result<Extracted, Unreadable> {
    let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(Unreadable::Crashed);
    };
    let (length, name) = framed(name);
    let hand_over = async move {
        let handed: io::Result<()> = async {
            input.write_all(&length).await?;
            input.write_all(name.as_bytes()).await?;
            input.write_all(&bytes).await?;
            input.shutdown().await
        }
        .await;
        // A broken pipe tells only that the process is gone; how it went is seen from its answer and its end.
        drop(handed);
        Ok(())
    };
    let mut answer = Vec::new();
    let mut bounded = output.take(MAX_ANSWER_BYTES as u64 + 1);
    let take_answer = async {
        let count = bounded.read_to_end(&mut answer).await?;
        if count > MAX_ANSWER_BYTES { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(()) }
    };
    // An answer without end breaks off the handing over too.
    tokio::try_join!(hand_over, take_answer).map_err(|_: io::Error| Unreadable::Crashed)?;
    let status = child.wait().await.map_err(|_| Unreadable::Crashed)?;
    if !status.success() {
        return Err(if out_of_time(status) { Unreadable::TooSlow } else { Unreadable::Crashed });
    }
    // The answer may hold text of the file, so a fault in it is not told either.
    serde_json::from_slice(&answer).unwrap_or(Err(Unreadable::Crashed))
}

/// The name as it is handed over, behind its length; only its end matters, for the extension.
fn framed(name: &str) -> ([u8; 4], &str) {
    let mut start = name.len().saturating_sub(MAX_NAME_BYTES);
    while !name.is_char_boundary(start) {
        start += 1;
    }
    let name = &name[start..];
    let length = u32::try_from(name.len()).expect("a name is at most MAX_NAME_BYTES long");
    (length.to_le_bytes(), name)
}

#[cfg(unix)]
fn out_of_time(status: ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt;
    status.signal() == Some(rustix::process::Signal::XCPU.as_raw())
}

#[cfg(not(unix))]
fn out_of_time(_status: ExitStatus) -> bool {
    false
}

/// The body of the hidden subcommand `extract`: limits itself, reads a name and a file from standard input, and writes the
/// result of [`extract`] as JSON to standard output.
///
/// Call it first thing in `main`, before any thread or runtime is started. The input is the length of the name as four bytes,
/// little end first, the name, and the bytes of the file up to the end of input.
#[must_use]
pub fn child() -> ExitCode {
    // The message of a panic may quote the file.
    std::panic::set_hook(Box::new(|_| {}));
    match answer() {
        Ok(()) => ExitCode::SUCCESS,
        // The caller sees that there is no answer and calls it crashed; there is nobody to tell more to.
        Err(_) => ExitCode::FAILURE,
    }
}

fn answer() -> io::Result<()> {
    limit_self()?;
    let mut input = io::stdin().lock();
    let mut length = [0; 4];
    input.read_exact(&mut length)?;
    let length = u32::from_le_bytes(length) as usize;
    if length > MAX_NAME_BYTES {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let mut name = vec![0; length];
    input.read_exact(&mut name)?;
    let name = String::from_utf8(name).map_err(|_| io::ErrorKind::InvalidInput)?;
    let mut bytes = Vec::new();
    input.take(MAX_FILE_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    let json = serde_json::to_vec(&extract(&name, &bytes))?;
    io::stdout().lock().write_all(&json)
}

/// Bounds memory and processor time, and forbids core files and any written file.
#[cfg(unix)]
fn limit_self() -> io::Result<()> {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let limit =
        |resource, most| setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) });
    limit(Resource::Core, 0)?;
    limit(Resource::Fsize, 0)?;
    // Soft below hard: at the soft limit comes SIGXCPU, which tells the caller what happened.
    let cpu = Rlimit { current: Some(CPU_SECONDS), maximum: Some(CPU_SECONDS + 5) };
    setrlimit(Resource::Cpu, cpu)?;
    // Other systems know the limit by name only.
    if cfg!(target_os = "linux") {
        limit(Resource::As, MEMORY_BYTES)?;
    }
    Ok(())
}

/// Without resource limits the time limit of the caller is what remains.
#[cfg(not(unix))]
fn limit_self() -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_keeps_its_end_and_its_characters() {
        let name = format!("{}.docx", "报".repeat(1000));
        let (length, kept) = framed(&name);
        assert_eq!(u32::from_le_bytes(length) as usize, kept.len());
        assert!(kept.len() <= MAX_NAME_BYTES && kept.ends_with("报.docx"));
    }
}
