//! The log on standard error.

use std::fmt;
use std::io::IsTerminal;

use serde_json::{Map, Value, json};
use tracing::level_filters::LevelFilter;
use tracing::{Event, Subscriber};
use tracing_subscriber::fmt::format::{FmtSpan, FormatEvent, FormatFields, JsonFields, Writer};
use tracing_subscriber::fmt::time::{FormatTime, SystemTime};
use tracing_subscriber::fmt::{FmtContext, FormattedFields};
use tracing_subscriber::registry::{LookupSpan, Scope, SpanRef};

use crate::config::{Log, LogFormat};

/// Starts the log, on standard error; in colours only where a person looks at it. From the level `debug` on it has a line for the
/// end of every span, with the time that it took.
pub(crate) fn start(log: Log) {
    let ends = if log.level >= LevelFilter::DEBUG { FmtSpan::CLOSE } else { FmtSpan::NONE };
    let lines = tracing_subscriber::fmt()
        .with_max_level(log.level)
        .with_ansi(std::io::stderr().is_terminal())
        .with_span_events(ends)
        .with_writer(std::io::stderr);
    // A second start is refused and the first log goes on, which is as good.
    let _ = match log.format {
        LogFormat::Text => lines.try_init(),
        LogFormat::Json => lines.fmt_fields(JsonFields::new()).event_format(JsonLine).try_init(),
    };
}

/// One JSON object a line: `timestamp` (RFC 3339, UTC), `level`, `target`, `fields` (with `message`), and `spans`, the spans
/// that the line belongs to, from the outermost on. The line for the end of a span has that span as the last one.
///
/// The format of the library lists the spans of the thread that writes. A span may end on a thread of the database's driver,
/// which is in no other span: the line would not say what it was part of.
struct JsonLine;

impl<S, N> FormatEvent<S, N> for JsonLine
where
    S: Subscriber + for<'lookup> LookupSpan<'lookup>,
    N: for<'writer> FormatFields<'writer> + 'static,
{
    fn format_event(
        &self,
        context: &FmtContext<'_, S, N>,
        mut writer: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        let mut timestamp = String::new();
        SystemTime.format_time(&mut Writer::new(&mut timestamp))?;
        let mut fields = String::new();
        JsonFields::new().format_fields(Writer::new(&mut fields), event)?;
        let spans = context.event_scope().into_iter().flat_map(Scope::from_root);
        let line = json!({
            "timestamp": timestamp,
            "level": event.metadata().level().as_str(),
            "target": event.metadata().target(),
            "fields": object(&fields),
            "spans": spans.map(|span| described::<S, N>(&span)).collect::<Vec<_>>(),
        });
        writeln!(writer, "{line}")
    }
}

/// The name and the fields of a span.
fn described<S, N>(span: &SpanRef<'_, S>) -> Map<String, Value>
where
    S: for<'lookup> LookupSpan<'lookup>,
    N: for<'writer> FormatFields<'writer> + 'static,
{
    let extensions = span.extensions();
    let mut object = extensions.get::<FormattedFields<N>>().map(|f| object(f)).unwrap_or_default();
    object.insert("name".to_owned(), span.name().into());
    object
}

/// What the library wrote as one JSON object; nothing, if a span has no field.
fn object(written: &str) -> Map<String, Value> {
    serde_json::from_str(written).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::sync::{Arc, Mutex};

    use tracing::Dispatch;
    use tracing::dispatcher::with_default;

    use super::*;

    /// What was logged.
    #[derive(Clone, Default)]
    struct Sink(Arc<Mutex<Vec<u8>>>);

    impl Write for Sink {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn the_end_of_a_span_says_what_it_was_part_of_also_when_it_ends_on_another_thread() {
        let sink = Sink::default();
        let written = sink.clone();
        let log = tracing_subscriber::fmt()
            .with_max_level(LevelFilter::DEBUG)
            .with_span_events(FmtSpan::CLOSE)
            .with_writer(move || written.clone())
            .fmt_fields(JsonFields::new())
            .event_format(JsonLine)
            .finish();
        let log = Dispatch::new(log);
        let elsewhere = log.clone();
        with_default(&log, || {
            let outer = tracing::info_span!("outer", number = 7);
            let inner = outer.in_scope(|| tracing::debug_span!("inner"));
            inner.in_scope(|| tracing::warn!(attempts = 2, "it goes on"));
            drop(outer);
            let ending = move || with_default(&elsewhere, || drop(inner));
            std::thread::spawn(ending).join().unwrap();
        });
        let written = String::from_utf8(sink.0.lock().unwrap().clone()).unwrap();
        let lines: Vec<Value> = written.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
        let outer = json!({ "name": "outer", "number": 7 });
        let both = json!([outer, { "name": "inner" }]);
        assert_eq!(lines.len(), 3, "{written}");
        assert_eq!(lines[0]["level"], "WARN");
        assert_eq!(lines[0]["fields"], json!({ "message": "it goes on", "attempts": 2 }));
        assert_eq!((&lines[0]["spans"], &lines[1]["spans"]), (&both, &both));
        assert_eq!(lines[1]["fields"]["message"], "close");
        assert_eq!(lines[2]["spans"], json!([outer]));
    }
}
