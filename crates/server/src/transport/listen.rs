//! The accept loop. The framework's own sets no timer, so that a client which sends nothing holds its connection for ever;
//! this one gives everybody a fair time and a fair share, and then closes.

use std::collections::HashMap;
use std::convert::Infallible;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::response::Response;
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tower::ServiceExt;

mod budget;
mod patience;

use budget::Budget;
pub(crate) use budget::Refusal;
pub(crate) use patience::TooSlow;
use patience::{PatientBody, PatientStream};

/// Until its first request and between two, a client has 10 seconds to send a head.
const HEADER_TIMEOUT: Duration = Duration::from_secs(10);
/// Between two pieces of a body at most 30 seconds pass.
const BODY_PAUSE: Duration = Duration::from_secs(30);
/// A whole body takes at most a minute.
const BODY_TIMEOUT: Duration = Duration::from_mins(1);
/// A client that reads nothing of an answer for a minute loses it.
const WRITE_PAUSE: Duration = Duration::from_mins(1);
/// So many connections at once; each costs a file descriptor and some memory.
const MAX_CONNECTIONS: usize = 2_000;
/// So many of them from one address.
const MAX_CONNECTIONS_PER_ADDRESS: usize = 200;
/// So many bytes of bodies are held at once: 256 MiB, twelve of the largest uploads. A machine of 1 GiB has room for them.
const MAX_BODY_BYTES_AT_ONCE: usize = 256 * 1024 * 1024;
/// So many of them from one address: half of all, so that one address cannot shut the others out.
const MAX_BODY_BYTES_PER_ADDRESS: usize = 128 * 1024 * 1024;
/// The longest head of a request, in bytes, up to one more read from the network.
const MAX_HEAD_BYTES: usize = 64 * 1024;
/// How long conversations under way may go on after the program was told to stop: less than the 30 seconds after which most
/// supervisors kill it.
const GRACE: Duration = Duration::from_secs(25);
const _: () = assert!(GRACE.as_secs() + 5 <= 30, "most supervisors kill after 30 seconds");
/// How often the log says that connections are turned away.
const TOLD_EVERY: Duration = Duration::from_mins(1);
/// After a failed accept, usually for want of file descriptors, this long until the next.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// How much time and room clients get.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// For the head of a request, the wait for it included.
    pub header_timeout: Duration,
    /// Between two pieces of a body.
    pub body_pause: Duration,
    /// For a whole body.
    pub body_timeout: Duration,
    /// Between two pieces of an answer that a client takes.
    pub write_pause: Duration,
    /// Connections at once.
    pub connections: usize,
    /// Connections at once from one address. Behind a proxy all come from the proxy's.
    pub connections_per_address: usize,
    /// Bytes of bodies that are held at once.
    pub body_bytes: usize,
    /// Bytes of bodies from one address that are held at once. Behind a proxy all come from the proxy's.
    pub body_bytes_per_address: usize,
    /// For conversations under way when the program is told to stop.
    pub grace: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            header_timeout: HEADER_TIMEOUT,
            body_pause: BODY_PAUSE,
            body_timeout: BODY_TIMEOUT,
            write_pause: WRITE_PAUSE,
            connections: MAX_CONNECTIONS,
            connections_per_address: MAX_CONNECTIONS_PER_ADDRESS,
            body_bytes: MAX_BODY_BYTES_AT_ONCE,
            body_bytes_per_address: MAX_BODY_BYTES_PER_ADDRESS,
            grace: GRACE,
        }
    }
}

/// Serves `app` until `shutdown` is ready; then takes no more connections, lets conversations under way finish within the
/// grace, and ends those that do not.
///
/// # Errors
///
/// None at present; a failed accept is logged and tried again, because it passes.
pub async fn serve(
    listener: TcpListener,
    app: Router,
    limits: Limits,
    shutdown: impl Future<Output = ()>,
) -> io::Result<()> {
    let doors = Doors::new(limits);
    let budget = Budget::new(limits.body_bytes, limits.body_bytes_per_address);
    let graceful = GracefulShutdown::new();
    let mut connections = JoinSet::new();
    let mut shutdown = std::pin::pin!(shutdown);
    loop {
        tokio::select! {
            () = &mut shutdown => break,
            // Finished tasks are taken away, or the set would grow for ever.
            Some(_) = connections.join_next() => {}
            accepted = listener.accept() => match accepted {
                Ok((stream, address)) => {
                    if let Some(place) = doors.enter(address.ip()) {
                        let connection = converse(stream, address, app.clone(), (limits, budget.clone()));
                        let watched = graceful.watch(connection);
                        connections.spawn(async move {
                            if let Err(error) = watched.await {
                                tracing::debug!(error = &error as &dyn std::error::Error, "a connection broke");
                            }
                            drop(place);
                        });
                    }
                }
                Err(error) => {
                    tracing::warn!(error = &error as &dyn std::error::Error, "no connection could be taken");
                    tokio::time::sleep(ACCEPT_PAUSE).await;
                }
            },
        }
    }
    drop(listener);
    if tokio::time::timeout(limits.grace, graceful.shutdown()).await.is_err() {
        tracing::warn!(connections = connections.len(), "conversations did not end in time");
    }
    connections.shutdown().await;
    Ok(())
}

/// One connection: its requests one after another, each with a body and an answer that must keep moving.
fn converse(
    stream: TcpStream,
    address: SocketAddr,
    app: Router,
    (limits, budget): (Limits, Budget),
) -> impl hyper_util::server::graceful::GracefulConnection<Error = hyper::Error> + Send {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(error = &error as &dyn std::error::Error, "small answers may be late");
    }
    let service = service_fn(move |request: Request<Incoming>| {
        let share = budget.share(address.ip());
        let held = share.clone();
        let mut request = request.map(|body| Body::new(PatientBody::new(body, limits, held)));
        request.extensions_mut().insert(share.refusal());
        request.extensions_mut().insert(ConnectInfo(address));
        let app = app.clone();
        async move {
            let response: Result<Response, Infallible> = app.oneshot(request).await;
            // Until here a handler may have had the body in its hands.
            drop(share);
            response
        }
    });
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.header_timeout)
        .max_buf_size(MAX_HEAD_BYTES)
        .serve_connection(TokioIo::new(PatientStream::new(stream, limits.write_pause)), service)
}

/// Counts who is in.
#[derive(Clone)]
struct Doors {
    limits: Limits,
    inside: Arc<Mutex<HashMap<IpAddr, usize>>>,
    told: Arc<Mutex<Option<Instant>>>,
}

/// One connection's place; leaving gives it back.
struct ConnectionPlace {
    doors: Doors,
    address: IpAddr,
}

impl Doors {
    fn new(limits: Limits) -> Self {
        Self { limits, inside: Arc::default(), told: Arc::default() }
    }

    /// Says in the log that somebody was turned away, once in a while.
    fn tell_full(&self, all: usize, of_address: usize) {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if told.is_none_or(|told| told.elapsed() >= TOLD_EVERY) {
            *told = Some(Instant::now());
            tracing::warn!(
                all,
                of_address,
                "connections are turned away, because too many are open"
            );
        }
    }

    /// A place, unless all are taken, or all that one address may have.
    fn enter(&self, address: IpAddr) -> Option<ConnectionPlace> {
        let mut inside = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        let all: usize = inside.values().sum();
        let of_address = inside.get(&address).copied().unwrap_or(0);
        if all >= self.limits.connections || of_address >= self.limits.connections_per_address {
            drop(inside);
            self.tell_full(all, of_address);
            return None;
        }
        inside.insert(address, of_address + 1);
        Some(ConnectionPlace { doors: self.clone(), address })
    }
}

impl Drop for ConnectionPlace {
    fn drop(&mut self) {
        let mut inside = self.doors.inside.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = inside.get_mut(&self.address) {
            *count -= 1;
            if *count == 0 {
                inside.remove(&self.address);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use axum::body::Bytes;
    use axum::extract::rejection::BytesRejection;
    use axum::http::StatusCode;
    use axum::routing::{get, post};
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::sync::{Notify, oneshot};
    use tokio::task::JoinHandle;

    use super::*;

    /// Nothing in these tests takes this long unless it is broken.
    const BROKEN: Duration = Duration::from_secs(20);
    const SHORT: Duration = Duration::from_millis(50);

    struct Served {
        address: SocketAddr,
        stop: oneshot::Sender<()>,
        done: JoinHandle<io::Result<()>>,
    }

    async fn served(app: Router, limits: Limits) -> Served {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let done = tokio::spawn(serve(listener, app, limits, async {
            stopped.await.unwrap_or(());
        }));
        Served { address, stop, done }
    }

    fn echo() -> Router {
        Router::new().route("/", get(|| async { "here" }).post(send_back))
    }

    async fn send_back(body: Result<Bytes, BytesRejection>) -> Result<Bytes, StatusCode> {
        body.map_err(|error| {
            assert!(TooSlow::caused(&error), "{error:?}");
            StatusCode::REQUEST_TIMEOUT
        })
    }

    /// Everything the server sends until it closes, by end of stream or by reset.
    async fn rest(stream: &mut TcpStream) -> String {
        let mut bytes = Vec::new();
        let reading = async {
            let mut piece = [0; 4096];
            while let Ok(read @ 1..) = stream.read(&mut piece).await {
                bytes.extend_from_slice(&piece[..read]);
            }
        };
        tokio::time::timeout(BROKEN, reading).await.expect("the server closes the connection");
        String::from_utf8(bytes).unwrap()
    }

    async fn connected(served: &Served, sent: &str) -> TcpStream {
        let mut stream = TcpStream::connect(served.address).await.unwrap();
        stream.write_all(sent.as_bytes()).await.unwrap();
        stream
    }

    #[tokio::test]
    async fn a_client_that_never_ends_its_head_is_cut_off() {
        let served = served(echo(), Limits { header_timeout: SHORT, ..Limits::default() }).await;
        for sent in ["", "GET / HT", "GET / HTTP/1.1\r\nhost: x\r\nx-slow: "] {
            let mut stream = connected(&served, sent).await;
            assert!(!rest(&mut stream).await.contains("200 OK"), "{sent:?}");
        }
    }

    #[tokio::test]
    async fn a_client_that_keeps_a_connection_for_nothing_is_cut_off() {
        let served = served(echo(), Limits { header_timeout: SHORT, ..Limits::default() }).await;
        let mut stream = connected(&served, "GET / HTTP/1.1\r\nhost: x\r\n\r\n").await;
        assert!(rest(&mut stream).await.ends_with("here"));
    }

    #[tokio::test]
    async fn a_client_that_pauses_within_a_body_is_cut_off() {
        let served = served(echo(), Limits { body_pause: SHORT, ..Limits::default() }).await;
        let mut stream =
            connected(&served, "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\nabc").await;
        assert!(rest(&mut stream).await.starts_with("HTTP/1.1 408"));
    }

    #[tokio::test]
    async fn a_client_that_drips_a_body_without_end_is_cut_off() {
        let served = served(echo(), Limits { body_timeout: SHORT, ..Limits::default() }).await;
        let stream =
            connected(&served, "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 100000000\r\n\r\n")
                .await;
        let (mut reader, mut writer) = stream.into_split();
        let dripping = tokio::spawn(async move { while writer.write_all(b"a").await.is_ok() {} });
        let mut answer = Vec::new();
        let reading = reader.read_to_end(&mut answer);
        // A reset is as good an end as any; what was read until then stays.
        let ended =
            tokio::time::timeout(BROKEN, reading).await.expect("the server closes the connection");
        assert!(!String::from_utf8_lossy(&answer).contains("200 OK"), "{ended:?}");
        tokio::time::timeout(BROKEN, dripping).await.expect("nothing more is taken").unwrap();
    }

    #[tokio::test]
    async fn a_client_in_good_time_is_answered() {
        let served = served(echo(), Limits::default()).await;
        let sent =
            "POST / HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 3\r\n\r\nabc";
        let answer = rest(&mut connected(&served, sent).await).await;
        assert!(answer.starts_with("HTTP/1.1 200 OK") && answer.ends_with("abc"), "{answer}");
    }

    #[tokio::test]
    async fn a_head_of_a_megabyte_is_refused() {
        let served = served(echo(), Limits::default()).await;
        let sent =
            format!("GET / HTTP/1.1\r\nhost: x\r\nx-long: {}\r\n\r\n", "a".repeat(1024 * 1024));
        let mut stream = TcpStream::connect(served.address).await.unwrap();
        // The server may close before everything is sent.
        let sending = stream.write_all(sent.as_bytes()).await;
        let answer = rest(&mut stream).await;
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 431"), "{answer} {sending:?}");
    }

    #[tokio::test]
    async fn whoever_finds_no_place_is_turned_away_at_once() {
        let served =
            served(echo(), Limits { connections_per_address: 1, ..Limits::default() }).await;
        let mut first = connected(&served, "").await;
        assert_eq!(rest(&mut connected(&served, "").await).await, "");
        first.write_all(b"GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await.unwrap();
        assert!(rest(&mut first).await.ends_with("here"));
    }

    #[test]
    fn places_are_counted_by_address_and_in_all_and_given_back() {
        let limits = Limits { connections: 3, connections_per_address: 2, ..Limits::default() };
        let doors = Doors::new(limits);
        let [a, b] = [1, 2].map(|last| IpAddr::from([127, 0, 0, last]));
        let (first, second) = (doors.enter(a), doors.enter(a));
        assert!(first.is_some() && second.is_some());
        assert!(doors.enter(a).is_none());
        let third = doors.enter(b);
        assert!(third.is_some());
        assert!(doors.enter(b).is_none());
        drop(first);
        assert!(doors.enter(b).is_some());
        drop((second, third));
        assert!(doors.inside.lock().unwrap().is_empty());
    }

    /// An app whose one answer waits until it is released, and says when it has been asked.
    fn waiting(asked: &Arc<Notify>, released: &Arc<Notify>) -> Router {
        let (asked, released) = (Arc::clone(asked), Arc::clone(released));
        let handler = move || async move {
            asked.notify_one();
            released.notified().await;
            "late"
        };
        Router::new().route("/", post(handler))
    }

    #[tokio::test]
    async fn a_conversation_under_way_ends_well_when_the_program_stops() {
        let (asked, released) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let served = served(waiting(&asked, &released), Limits::default()).await;
        let mut stream =
            connected(&served, "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\n\r\n").await;
        asked.notified().await;
        served.stop.send(()).unwrap();
        released.notify_one();
        assert!(rest(&mut stream).await.ends_with("late"));
        tokio::time::timeout(BROKEN, served.done)
            .await
            .expect("the server stops")
            .unwrap()
            .unwrap();
    }

    #[tokio::test]
    async fn a_conversation_without_end_does_not_keep_the_program_from_stopping() {
        let (asked, released) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let served =
            served(waiting(&asked, &released), Limits { grace: SHORT, ..Limits::default() }).await;
        let mut stream =
            connected(&served, "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\n\r\n").await;
        asked.notified().await;
        served.stop.send(()).unwrap();
        tokio::time::timeout(BROKEN, served.done)
            .await
            .expect("the server stops")
            .unwrap()
            .unwrap();
        assert_eq!(rest(&mut stream).await, "");
    }
}
