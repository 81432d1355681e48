//! Bodies and answers that have to keep moving.

use std::error::Error;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::BoxError;
use axum::body::Bytes;
use hyper::body::{Body, Frame, Incoming, SizeHint};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Sleep, sleep};

use super::Limits;
use super::budget::Share;

/// A body came too slowly, or not at all.
#[derive(Debug, thiserror::Error)]
#[error("the body came too slowly")]
pub(crate) struct TooSlow;

impl TooSlow {
    /// Whether it stands behind `error`, however often that was wrapped on its way.
    pub(crate) fn caused(error: &(dyn Error + 'static)) -> bool {
        let mut next = Some(error);
        while let Some(error) = next {
            if error.is::<Self>() {
                return true;
            }
            next = error.source();
        }
        false
    }
}

/// A body of a request that is read for so long and no longer, and as long as there is room for it. Both times begin with the
/// first wait for it.
pub(crate) struct PatientBody {
    body: Incoming,
    limits: Limits,
    share: Share,
    whole: Option<Pin<Box<Sleep>>>,
    pause: Option<Pin<Box<Sleep>>>,
}

impl PatientBody {
    pub(crate) const fn new(body: Incoming, limits: Limits, share: Share) -> Self {
        Self { body, limits, share, whole: None, pause: None }
    }
}

impl Body for PatientBody {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let this = &mut *self;
        let limits = this.limits;
        let whole = this.whole.get_or_insert_with(|| Box::pin(sleep(limits.body_timeout)));
        // Asked first: a client that is never slow enough to be waited for is not to go on for ever either.
        if whole.as_mut().poll(cx).is_ready() {
            return Poll::Ready(Some(Err(TooSlow.into())));
        }
        if let Poll::Ready(frame) = Pin::new(&mut this.body).poll_frame(cx) {
            this.pause = None;
            return Poll::Ready(frame.map(|frame| {
                let frame = frame?;
                this.share.take(frame.data_ref().map_or(0, Bytes::len))?;
                Ok(frame)
            }));
        }
        let pause = this.pause.get_or_insert_with(|| Box::pin(sleep(limits.body_pause)));
        ready!(pause.as_mut().poll(cx));
        Poll::Ready(Some(Err(TooSlow.into())))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// A client that is answered before it has sent everything, as with a file that is too large, would lose the answer if the
/// connection were closed in its face: so much of the rest is taken and thrown away, in bytes (32 MiB).
const MAX_LINGER_BYTES: usize = 32 * 1024 * 1024;
/// And for no longer than this in all.
const LINGER_TIME: Duration = Duration::from_secs(10);

/// A stream whose writes fail if the other side takes nothing for so long, and that closes politely.
pub(crate) struct PatientStream<S> {
    stream: S,
    limit: Duration,
    pause: Option<Pin<Box<Sleep>>>,
    is_shut: bool,
    thrown_away: usize,
}

impl<S> PatientStream<S> {
    pub(crate) const fn new(stream: S, limit: Duration) -> Self {
        Self { stream, limit, pause: None, is_shut: false, thrown_away: 0 }
    }

    /// `outcome`, or a time-out if it has been pending for too long.
    fn patiently<T>(
        &mut self,
        cx: &mut Context<'_>,
        outcome: Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        if outcome.is_ready() {
            self.pause = None;
            return outcome;
        }
        let limit = self.limit;
        let pause = self.pause.get_or_insert_with(|| Box::pin(sleep(limit)));
        ready!(pause.as_mut().poll(cx));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl<S: AsyncRead + Unpin> PatientStream<S> {
    /// Throws away what still comes. Where nothing waits to be read, nobody is waited for.
    fn poll_linger(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let mut bytes = [0; 8 * 1024];
        loop {
            let mut buffer = ReadBuf::new(&mut bytes);
            match Pin::new(&mut self.stream).poll_read(cx, &mut buffer) {
                Poll::Pending if self.thrown_away > 0 => {
                    let pause = self.pause.get_or_insert_with(|| Box::pin(sleep(LINGER_TIME)));
                    return pause.as_mut().poll(cx).map(Ok);
                }
                Poll::Pending | Poll::Ready(Err(_)) => return Poll::Ready(Ok(())),
                Poll::Ready(Ok(())) => {}
            }
            let taken = buffer.filled().len();
            if taken == 0 || self.thrown_away > MAX_LINGER_BYTES {
                return Poll::Ready(Ok(()));
            }
            self.thrown_away += taken;
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for PatientStream<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buffer)
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> AsyncWrite for PatientStream<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let outcome = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.patiently(cx, outcome)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        pieces: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let outcome = Pin::new(&mut self.stream).poll_write_vectored(cx, pieces);
        self.patiently(cx, outcome)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let outcome = Pin::new(&mut self.stream).poll_flush(cx);
        self.patiently(cx, outcome)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        if !self.is_shut {
            let outcome = Pin::new(&mut self.stream).poll_shutdown(cx);
            ready!(self.patiently(cx, outcome))?;
            self.is_shut = true;
        }
        self.poll_linger(cx)
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    use super::*;

    #[tokio::test]
    async fn a_reader_that_takes_nothing_ends_the_writing() {
        let (near, _far) = tokio::io::duplex(16);
        let mut stream = PatientStream::new(near, Duration::from_millis(20));
        let error = stream.write_all(&[0; 17]).await.unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
    }

    #[tokio::test]
    async fn a_reader_that_takes_little_by_little_gets_everything() {
        let (near, mut far) = tokio::io::duplex(16);
        let mut stream = PatientStream::new(near, Duration::from_mins(1));
        let writing = tokio::spawn(async move { stream.write_all(&[7; 1000]).await });
        let mut bytes = Vec::new();
        far.read_to_end(&mut bytes).await.unwrap();
        writing.await.unwrap().unwrap();
        assert_eq!(bytes, [7; 1000]);
    }
}
