//! The program as people use it, in a real browser; here the browser itself, on a page of its own.

mod autosave;
mod bulk;
mod document;
mod forms;
mod looks;
mod meeting;
mod moves;
mod reference;
mod routes;
mod seat;

use anyhow::Context;
use baopi_tests::browser::{Browser, Screen};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

const PAGE: &str = r#"<!doctype html><html lang="zh-CN"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>报批</title>
<h1>待我审批</h1><ul><li>一</li><li>二</li></ul>
<form><input name="reason"><select name="level"><option value="a">甲</option><option value="b">乙</option></select></form>
<button onclick="document.querySelector('h1').textContent = navigator.language + innerWidth">同意</button>
<script>console.error("planted")</script>"#;

/// Serves the same page to everybody who asks, until the test ends.
async fn page() -> anyhow::Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\nContent-Length:";
            let answer = format!("{head} {}\r\n\r\n{PAGE}", PAGE.len());
            tokio::spawn(async move {
                let heard = stream.read(&mut [0; 4096]).await;
                if heard.is_ok_and(|length| length > 0)
                    && stream.write_all(answer.as_bytes()).await.is_err()
                {
                    eprintln!("the browser did not wait for its page");
                }
            });
        }
    });
    Ok(format!("http://{address}/"))
}

#[tokio::test]
async fn the_browser_reads_fills_and_clicks_on_a_desk() -> anyhow::Result<()> {
    let browser = Browser::open(Screen::Desk).await?;
    browser.go(&page().await?).await?;
    assert_eq!(browser.title().await?, "报批");
    assert_eq!(browser.text("h1").await?, "待我审批");
    assert_eq!(browser.texts("li").await?, ["一", "二"]);
    assert_eq!(browser.count("li").await?, 2);
    browser.fill("[name=reason]", "同意，请尽快办理").await?;
    browser.choose("[name=level]", "b").await?;
    let typed = "return document.forms[0].reason.value + document.forms[0].level.value";
    assert_eq!(browser.script(typed, &[]).await?, "同意，请尽快办理b");
    browser.press("同意").await?;
    assert_eq!(browser.text("h1").await?, "zh-CN1280");
    assert!(browser.complaints().await?.iter().any(|complaint| complaint.contains("planted")));
    browser.quit().await
}

#[tokio::test]
async fn the_browser_is_390_pixels_wide_on_a_telephone() -> anyhow::Result<()> {
    let browser = Browser::open_in(Screen::Telephone, "en-GB").await?;
    browser.go(&page().await?).await?;
    browser.press("同意").await?;
    assert_eq!(browser.text("h1").await?, "en-GB390");
    assert_eq!(browser.overflow().await?, 0);
    browser.script("document.querySelector('ul').style.height = '2000px'", &[]).await?;
    let picture = browser.screenshot("harness-telephone").await?;
    let (width, height) = png_size(&std::fs::read(picture)?).context("not a PNG")?;
    assert_eq!(width, 780, "two dots for each of the 390 pixels");
    assert!(height > 4000, "the picture goes on below the screen: {height}");
    browser.script("document.querySelector('h1').style.width = '500px'", &[]).await?;
    assert!(browser.overflow().await? > 100);
    Ok(()) // without `quit`: dropping the browser has to be enough
}

#[tokio::test]
async fn the_browser_can_keep_pages_from_running_scripts() -> anyhow::Result<()> {
    let browser = Browser::open(Screen::Desk).await?;
    browser.without_scripts().await?;
    browser.go(&page().await?).await?;
    browser.press("同意").await?;
    assert_eq!(browser.text("h1").await?, "待我审批");
    assert!(browser.complaints().await?.iter().all(|complaint| !complaint.contains("planted")));
    browser.quit().await
}

#[tokio::test]
async fn the_browser_clicks_twice_and_has_several_tabs() -> anyhow::Result<()> {
    let browser = Browser::open(Screen::Desk).await?;
    let url = page().await?;
    browser.go(&url).await?;
    let counting =
        "document.querySelector('li').onclick = event => event.target.textContent += event.detail";
    browser.script(counting, &[]).await?;
    browser.double_click("li").await?;
    assert_eq!(browser.text("li").await?, "一12");
    let first = browser.open_tab().await?;
    browser.go(&url).await?;
    assert_eq!(browser.text("li").await?, "一");
    browser.to_tab(&first).await?;
    assert_eq!(browser.text("li").await?, "一12");
    browser.quit().await
}

/// Width and height from the header of a PNG file.
fn png_size(file: &[u8]) -> Option<(u32, u32)> {
    let number = |at: usize| Some(u32::from_be_bytes(file.get(at..at + 4)?.try_into().ok()?));
    file.starts_with(b"\x89PNG").then_some((number(16)?, number(20)?))
}
