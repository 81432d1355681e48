//! Reads one file from standard input and answers with JSON; see `baopi_document::child`.

use std::process::ExitCode;

fn main() -> ExitCode {
    baopi_document::child()
}
