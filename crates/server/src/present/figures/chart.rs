//! Charts as SVG: grey bars and dashed lines that print in black and white, and letters that stay letters. Their colours and the
//! size of their letters stand in the style sheet.

use std::fmt::Write;

/// The width of a chart in its own units, which are pixels on a telephone.
const WIDTH: u64 = 344;
/// The height of the tallest bar.
const TALLEST: u64 = 112;
/// Above the bars, for their numbers and the name of the limit.
const TOP: u64 = 36;
/// Below them, for their labels.
const BOTTOM: u64 = 22;
/// With more bars than these their labels would touch.
const CROWDED: u64 = 8;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bar {
    pub(crate) label: String,
    pub(crate) value: u64,
}

/// A picture, and the same as a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Chart {
    pub(crate) svg: String,
    pub(crate) bars: Vec<Bar>,
    /// Up to which bar something is allowed, and how the limit is called.
    pub(crate) limit: (usize, String),
}

/// Bars side by side, with a line behind the bar up to which something is allowed.
pub(crate) fn histogram(title: &str, bars: Vec<Bar>, limit: (usize, &str)) -> Chart {
    let count = bars.len().max(1) as u64;
    let (step, base) = (WIDTH / count, TOP + TALLEST);
    let most = bars.iter().map(|bar| bar.value).max().unwrap_or(0).max(1);
    let mut body = String::new();
    // Where bars are narrow, every second one has a label, the one at the limit among them.
    let labelled = if count > CROWDED { 2 } else { 1 };
    for (place, bar) in (0..).zip(&bars) {
        let label = if (limit.0 as u64).abs_diff(place + 1).is_multiple_of(labelled) {
            &bar.label
        } else {
            ""
        };
        let (left, height) = (place * step + 2, bar.value * TALLEST / most);
        let beyond = place >= limit.0 as u64;
        draw_bar(&mut body, (label, bar.value), (left, step - 4), (base, height), beyond);
    }
    let line = limit.0 as u64 * step;
    put(
        &mut body,
        format_args!(
            "<path class=\"chart-axis\" d=\"M0 {base}H{WIDTH}\"/>\
             <path class=\"chart-limit\" d=\"M{line} 16V{}\"/>\
             <text class=\"chart-limit-label\" x=\"{}\" y=\"12\">{}</text>",
            base + 6,
            line.min(WIDTH),
            escaped(limit.1)
        ),
    );
    let height = base + BOTTOM;
    let svg = format!(
        "<svg class=\"chart\" role=\"img\" aria-label=\"{}\" viewBox=\"0 0 {WIDTH} {height}\">{body}</svg>",
        escaped(title)
    );
    Chart { svg, bars, limit: (limit.0, limit.1.to_owned()) }
}

/// A bar with its number above and its label below. What lies beyond the limit is hatched by its edge.
fn draw_bar(
    body: &mut String,
    (label, value): (&str, u64),
    (left, width): (u64, u64),
    (base, height): (u64, u64),
    beyond: bool,
) {
    let (top, middle) = (base - height, left + width / 2);
    let class = if beyond { "chart-beyond" } else { "chart-bar" };
    put(
        body,
        format_args!(
            "<rect class=\"{class}\" x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\"/>"
        ),
    );
    if value > 0 {
        put(
            body,
            format_args!(
                "<text class=\"chart-value\" x=\"{middle}\" y=\"{}\">{}</text>",
                top - 4,
                value
            ),
        );
    }
    put(
        body,
        format_args!(
            "<text class=\"chart-label\" x=\"{middle}\" y=\"{}\">{}</text>",
            base + 16,
            escaped(label)
        ),
    );
}

/// What is used of a quota: a bar on a scale whose end is the quota, or what is used where that is more.
pub(crate) fn gauge(used: u64, quota: u64) -> String {
    const LONG: u64 = 96;
    let whole = used.max(quota).max(1);
    let (filled, mark) = (used * LONG / whole, quota * LONG / whole);
    format!(
        "<svg class=\"gauge\" aria-hidden=\"true\" viewBox=\"0 0 100 14\">\
         <rect class=\"gauge-scale\" x=\"1\" y=\"3\" width=\"{LONG}\" height=\"8\"/>\
         <rect class=\"gauge-used\" x=\"1\" y=\"3\" width=\"{filled}\" height=\"8\"/>\
         <path class=\"gauge-quota\" d=\"M{} 0V14\"/></svg>",
        mark + 1
    )
}

fn put(body: &mut String, what: std::fmt::Arguments) {
    body.write_fmt(what).expect("a text takes whatever is written into it");
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bars(values: &[u64]) -> Vec<Bar> {
        let bar = |(place, value): (usize, &u64)| Bar { label: format!("{place}"), value: *value };
        values.iter().enumerate().map(bar).collect()
    }

    #[test]
    fn the_tallest_bar_fills_the_chart_and_nothing_has_no_number() {
        let chart = histogram("<长度>", bars(&[2, 4, 0]), (2, "上限"));
        assert!(chart.svg.contains("height=\"112\"") && chart.svg.contains("height=\"56\""));
        assert_eq!(chart.svg.matches("class=\"chart-label\"").count(), 3);
        assert_eq!(chart.svg.matches("class=\"chart-value\"").count(), 2);
        assert!(chart.svg.contains(r#"role="img" aria-label="&lt;长度&gt;""#));
        assert!(chart.svg.contains("上限"));
    }

    #[test]
    fn no_value_is_too_large_or_too_small_to_draw() {
        for values in [&[][..], &[0], &[1_000_000, 1]] {
            assert!(histogram("t", bars(values), (1, "l")).svg.ends_with("</svg>"));
        }
        assert!(gauge(0, 0).contains("width=\"0\""));
        assert!(
            gauge(30, 15).contains("M49 0V14"),
            "the quota lies in the middle of twice as much"
        );
    }
}
