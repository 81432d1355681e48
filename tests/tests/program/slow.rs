//! Clients that are slow on purpose, or by accident of the network: they hold up nobody, and are not waited for without end.

use anyhow::Context;
use baopi_tests::PATIENCE;
use baopi_tests::cast::{Cast, DRAFTER};
use baopi_tests::invariants;
use baopi_tests::office::{Backend, Office};
use baopi_tests::program::Program;
use rstest::rstest;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};

/// So many clients of each kind are slow at once.
const OF_EACH_KIND: usize = 15;
/// Says nothing.
const SILENT: &str = "";
/// Begins to ask, and never ends.
const HALF_A_HEAD: &str = "GET /sign-in HTTP/1.1\r\nhost: office\r\nx-slow: ";
/// Says what it wants, and sends only the beginning.
const HALF_A_BODY: &str = "POST /api/v1/tokens HTTP/1.1\r\nhost: office\r\ncontent-type: application/json\r\n\
    content-length: 100\r\n\r\n{\"login\":";
/// Asks for much, again and again, and reads nothing of it.
const UNREAD: &str = "GET /api/v1/openapi.json HTTP/1.1\r\nhost: office\r\n\r\n";
/// So many such answers are more than the buffers of both sides hold.
const UNREAD_ANSWERS: usize = 200;

/// A connection that sends this and then waits.
async fn slow(program: &Program, sent: &str) -> anyhow::Result<TcpStream> {
    let address = program.address().strip_prefix("http://").context("no host")?.parse()?;
    let socket = TcpSocket::new_v4()?;
    socket.set_recv_buffer_size(4_096)?;
    let mut stream = socket.connect(address).await?;
    stream.write_all(sent.as_bytes()).await?;
    Ok(stream)
}

async fn slow_ones(program: &Program, sent: &str) -> anyhow::Result<Vec<TcpStream>> {
    let mut streams = Vec::new();
    for _ in 0..OF_EACH_KIND {
        streams.push(slow(program, sent).await?);
    }
    Ok(streams)
}

/// What the program still says until it closes the connection, by its end or by reset.
async fn last_words(mut stream: TcpStream) -> anyhow::Result<String> {
    let mut said = Vec::new();
    let reading = async {
        let mut piece = [0; 4_096];
        while let Ok(read @ 1..) = stream.read(&mut piece).await {
            said.extend_from_slice(&piece[..read]);
        }
    };
    tokio::time::timeout(PATIENCE, reading).await.context("it is waited for without end")?;
    Ok(String::from_utf8_lossy(&said).into_owned())
}

#[rstest]
#[tokio::test]
async fn sixty_slow_clients_hold_nobody_up_and_those_who_do_not_ask_are_shown_out(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let silent = slow_ones(&program, SILENT).await?;
    let half_heads = slow_ones(&program, HALF_A_HEAD).await?;
    let half_bodies = slow_ones(&program, HALF_A_BODY).await?;
    let unread = slow_ones(&program, &UNREAD.repeat(UNREAD_ANSWERS)).await?;

    let mut cast = Cast::of(&program).await?;
    let body = "各有关单位：现就做好秋粮收购服务工作有关事项通知如下。特此通知。";
    let content = cast.document("关于做好冬小麦播种服务工作的通知", body)?;
    let mut known = cast.create(DRAFTER, &content).await?;
    cast.carry(&mut known, 9).await?;
    assert_eq!(known.status, "archived");

    for stream in silent.into_iter().chain(half_heads) {
        let said = last_words(stream).await?;
        assert!(said.is_empty() || said.starts_with("HTTP/1.1 4"), "{said}");
    }
    program.client()?.get("/sign-in").await?.expect(200)?;
    // These still have time, which the program would grant them before it ends.
    drop((half_bodies, unread));
    assert_eq!(program.stop().await?.code(), Some(0));
    invariants::hold(&office).await
}

/// What a connection may take is the same whatever the database, so this long wait happens once.
#[tokio::test]
async fn a_client_that_never_ends_what_it_sends_is_told_so_and_shown_out() -> anyhow::Result<()> {
    let office = Office::new(Backend::Sqlite).await?;
    let program = office.demo().start().await?;
    for stream in slow_ones(&program, HALF_A_BODY).await? {
        let said = last_words(stream).await?;
        assert!(said.starts_with("HTTP/1.1 408 "), "{said}");
        assert!(said.contains("\"code\":\"request_timeout\""), "{said}");
    }
    assert_eq!(program.stop().await?.code(), Some(0));
    invariants::hold(&office).await
}
