//! Starting, stopping and asking the program: the harness itself, tried on a stand-in.

use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use baopi_tests::client::Client;
use baopi_tests::office::{Backend, Office};
use baopi_tests::smtp::SmtpServer;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

#[tokio::test]
async fn every_office_has_its_own_folder_and_database() -> anyhow::Result<()> {
    let (one, other) = (Office::new(Backend::Sqlite).await?, Office::new(Backend::Sqlite).await?);
    assert_ne!(one.folder(), other.folder());
    assert_ne!(one.database_url(), other.database_url());
    let folder = one.folder().to_owned();
    drop(one);
    assert!(!folder.exists());
    Ok(())
}

#[tokio::test]
async fn a_client_shows_redirects_and_sends_its_token_and_a_fresh_key() -> anyhow::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = format!("http://{}", listener.local_addr()?);
    let heard = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await?;
        let (mut request, mut part) = (Vec::new(), [0; 4096]);
        while !request.ends_with(b"{\"a\":1}") {
            let length = stream.read(&mut part).await?;
            request.extend_from_slice(&part[..length]);
        }
        stream
            .write_all(b"HTTP/1.1 303 See Other\r\nLocation: /next\r\nContent-Length: 2\r\n\r\n{}")
            .await?;
        anyhow::Ok(String::from_utf8(request)?)
    });
    let client = Client::new(&address)?.token("secret");
    let answer =
        client.post("/api/v1/documents", &serde_json::json!({ "a": 1 })).await?.expect(303)?;
    assert_eq!(answer.header("location"), Some("/next"));
    assert_eq!(answer.json()?, serde_json::json!({}));
    let request = heard.await??;
    assert!(request.starts_with("POST /api/v1/documents HTTP/1.1\r\n"), "{request}");
    assert!(request.contains("authorization: Bearer secret\r\n"), "{request}");
    assert!(request.contains("idempotency-key: test-"), "{request}");
    assert!(answer.expect(200).is_err());
    Ok(())
}

/// A script that behaves like the program as far as the harness can tell, with a line of its own at the start.
fn stand_in(office: &Office, first: &str) -> anyhow::Result<PathBuf> {
    let path = office.folder().join("stand-in");
    let script = format!(
        "#!/bin/sh\n\
         trap 'echo stopping >&2; kill $!; exit 7' TERM\n\
         echo \"$1 in $(pwd) with ${{BAOPI__MAIL__PORT:-no mail}} and home $HOME\" >&2\n\
         {first}\n\
         echo not JSON\n\
         echo '{{\"ready\":true,\"address\":\"http://127.0.0.1:1/\"}}'\n\
         echo said after that\n\
         tail --pid=$$ -f /dev/null &\n\
         wait $!\n"
    );
    std::fs::write(&path, script)?;
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755))?;
    Ok(path)
}

#[tokio::test]
async fn a_program_is_ready_when_it_says_so_and_stops_when_it_is_asked() -> anyhow::Result<()> {
    let (office, mail) = (Office::new(Backend::Sqlite).await?, SmtpServer::start().await?);
    let launch = office.demo().mail_to(&mail).executable(&stand_in(&office, "")?);
    let program = launch.start().await?;
    assert_eq!(program.address(), "http://127.0.0.1:1");
    assert_eq!(program.url("/desk"), "http://127.0.0.1:1/desk");
    program.wait_for_log("said after that").await?;
    let (folder, port) = (office.folder().canonicalize()?, mail.address().port());
    let line =
        format!("demo in {} with {port} and home {}", folder.display(), office.folder().display());
    program.wait_for_log(&line).await?;
    assert_eq!(program.stop().await?.code(), Some(7));
    Ok(())
}

#[tokio::test]
async fn a_killed_program_can_be_started_again() -> anyhow::Result<()> {
    let office = Office::new(Backend::Sqlite).await?;
    let executable = stand_in(&office, "trap '' HUP")?;
    office.demo().executable(&executable).start().await?.kill().await?;
    let program = office.serve().executable(&executable).start().await?;
    program.wait_for_log("serve in").await?;
    program.kill().await
}

#[tokio::test]
async fn a_program_that_ends_instead_fails_the_scenario_with_its_log() -> anyhow::Result<()> {
    let office = Office::new(Backend::Sqlite).await?;
    let executable = stand_in(&office, "echo the port is taken >&2; exit 3")?;
    let failure = office.demo().executable(&executable).start().await.unwrap_err().to_string();
    assert!(failure.contains("exit status: 3"), "{failure}");
    assert!(failure.contains("the port is taken"), "{failure}");
    let output = office.command("verify").executable(&executable).run().await?;
    assert_eq!(output.status.code(), Some(3));
    Ok(())
}

#[tokio::test]
async fn a_command_that_ends_gets_its_input_and_returns_its_output() -> anyhow::Result<()> {
    let office = Office::new(Backend::Sqlite).await?;
    let executable = stand_in(&office, "cat; echo \"$BAOPI__DATABASE__URL\" >&2; exit 0")?;
    let output = office.command("users").executable(&executable).input("a secret").run().await?;
    assert!(output.status.success());
    assert_eq!(output.stdout, b"a secret");
    assert!(String::from_utf8_lossy(&output.stderr).contains(office.database_url()));
    Ok(())
}
