//! Every page on both screens and in both languages: nothing sticks out, everything has a name, nobody is lost.

use std::collections::BTreeMap;

use anyhow::{Context, ensure};
use baopi_tests::browser::{Browser, Screen};
use baopi_tests::cast::{Cast, DRAFTER, HEAD, LEADER, MAYOR, REGISTRAR, REVIEWER, action, says};
use baopi_tests::invariants;
use baopi_tests::office::{Backend, Office};
use baopi_tests::program::Program;
use rstest::rstest;
use serde_json::json;

use super::seat::Seat;

/// What a page may not have, as a script that lists it. `arguments[0]` is the language that the page must be in.
const FAULTS: &str = r"
const faults = [];
const say = (what, element) => faults.push(`${what}: ${element.outerHTML.slice(0, 120)}`);
const root = document.documentElement;
if (root.lang !== arguments[0]) faults.push(`the language is ${root.lang}`);
if (root.scrollWidth > root.clientWidth) {
  faults.push(`${root.scrollWidth - root.clientWidth} px stick out`);
  for (const element of document.querySelectorAll('main *')) {
    if (element.getBoundingClientRect().right > root.clientWidth + 1) say('sticks out', element);
  }
}
const all = selector => [...document.querySelectorAll(selector)];
if (all('h1').length !== 1) faults.push(`${all('h1').length} headings of the page`);
if (!all('h1').every(heading => heading.innerText.trim())) faults.push('an empty heading');
if (all('main').length !== 1) faults.push('no main part');
if (!document.title.trim() || document.title.startsWith('·')) faults.push('no title');
const named = element => element.getAttribute('aria-label')?.trim()
  || (element.getAttribute('aria-labelledby') ?? '').split(' ').some(id => document.getElementById(id)?.innerText.trim());
for (const field of all('input:not([type=hidden]), select, textarea:not([hidden])')) {
  if (!named(field) && ![...field.labels].some(label => label.textContent.trim())) say('no label', field);
}
for (const button of all('a[href], button:not([aria-hidden])')) {
  if (!named(button) && !button.textContent.trim()) say('no name', button);
}
for (const element of all('[id]')) {
  if (all(`#${CSS.escape(element.id)}`).length > 1) say('the same id twice', element);
}
for (const element of all('[aria-describedby], [aria-labelledby]')) {
  const ids = `${element.getAttribute('aria-describedby') ?? ''} ${element.getAttribute('aria-labelledby') ?? ''}`;
  for (const id of ids.split(' ').filter(Boolean)) if (!document.getElementById(id)) say(`points at ${id}`, element);
}
for (const element of all('[aria-describedby], [aria-labelledby]')) {
  const names = [...element.attributes].filter(({ name }) => /^aria-(describedby|labelledby)$/.test(name));
  if (names.some(({ value }) => !value)) say('is described by nothing', element);
}
for (const picture of all('svg[role=img]')) if (!named(picture)) say('no name', picture);
for (const wide of all('.table-wrap')) {
  if (wide.tabIndex !== 0 || wide.getAttribute('role') !== 'region' || !named(wide)) say('no key scrolls', wide);
}
for (const star of all('.needed')) {
  const told = star.nextElementSibling?.matches('.hidden-visually') && star.nextElementSibling.textContent.trim();
  const field = star.closest('label')?.control;
  const asked = field?.matches('[aria-required=true], [required]');
  if (!told && !asked) say('only the star says that it is needed', star.parentElement);
}
for (const error of all('.error:not([role=alert] *)')) {
  const field = error.closest('.field');
  const told = field?.matches('[aria-invalid=true], :has([aria-invalid=true])');
  if (field && !told) say('nobody is told of', error);
}
for (const link of all('a[href^=\\#]')) {
  if (!document.getElementById(link.getAttribute('href').slice(1))) say('leads nowhere', link);
}
const text = document.body.innerText;
if (/unknown locali[sz]ation/i.test(document.documentElement.outerHTML)) faults.push('a message is missing');
const key = text.match(/\b(page|field|rule|status|stage|action|word|refusal|happening)-[a-z]+(-[a-z]+)*/);
if (key) faults.push(`a key instead of its message: ${key[0]}`);
const hole = text.match(/\{ ?\$[a-z]+ ?\}/);
if (hole) faults.push(`an argument is missing: ${hole[0]}`);
const hit = 'button:not([aria-hidden]), select, input:not([type=hidden], [type=checkbox], label.tick > [type=radio]), '
  + 'a.button, nav a, label.tick';
for (const element of all(hit)) {
  const box = element.getBoundingClientRect();
  const size = `${Math.round(box.width)} × ${Math.round(box.height)}`;
  if (box.height && Math.min(box.width, box.height) < 36) say(`only ${size} px to hit`, element);
}
return faults";

/// Where the focus is seen, as a script: an outline or a shadow around what has it.
const FOCUS: &str = "
const element = document.activeElement, style = getComputedStyle(element);
if (element === document.body) return 'nothing';
const seen = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
const box = element.getBoundingClientRect(), x = box.x + box.width / 2;
const free = [0.1, 0.5, 0.9].some(part => {
  const top = document.elementFromPoint(x, box.y + box.height * part);
  return top && (element === top || element.contains(top) || top.contains(element) && top !== document.body);
});
return seen ? (free ? 'seen' : `covered: ${element.outerHTML.slice(0, 120)}`) : `not seen: ${element.outerHTML.slice(0, 120)}`";

/// How often the tabulator is pressed on a page.
const TABS: usize = 12;

/// One page: the name of its picture, its path, and whether the console may name its status.
struct Look {
    name: &'static str,
    path: String,
    status: u16,
}

fn look(name: &'static str, path: impl Into<String>, status: u16) -> Look {
    Look { name, path: path.into(), status }
}

/// A reader's pages.
struct Tour {
    seat: Seat,
    html_language: &'static str,
    suffix: String,
    faults: BTreeMap<String, Vec<String>>,
}

impl Tour {
    async fn visit(&mut self, look: &Look) -> anyhow::Result<()> {
        self.seat.go(&look.path).await?;
        self.judge(look.name, look.status).await
    }

    async fn judge(&mut self, name: &str, status: u16) -> anyhow::Result<()> {
        self.seat.see("main").await?;
        let found = self.seat.browser.script(FAULTS, &[self.html_language.into()]).await?;
        let found = found.as_array().context("no list")?.iter();
        let mut faults: Vec<_> =
            found.filter_map(|fault| fault.as_str().map(str::to_owned)).collect();
        let mut complaints = self.seat.browser.complaints().await?;
        complaints.retain(|complaint| !complaint.contains(&format!("status of {status}")));
        faults.extend(complaints);
        self.seat.browser.screenshot(&format!("{name}-{}", self.suffix)).await?;
        for _ in 0..TABS {
            self.seat.browser.press_key("\u{E004}").await?;
            let focus = self.seat.browser.script(FOCUS, &[]).await?;
            let focus = focus.as_str().context("no text")?;
            if focus != "seen" && focus != "nothing" {
                faults.push(focus.to_owned());
            }
        }
        if !faults.is_empty() {
            self.faults.insert(name.to_owned(), faults);
        }
        Ok(())
    }

    async fn sign_in(&self, login: &str) -> anyhow::Result<()> {
        self.seat.browser.forget().await?;
        self.seat.sign_in(login).await
    }
}

/// The requests of the demonstration by their titles, as one person sees them.
async fn requests(program: &Program, login: &str) -> anyhow::Result<BTreeMap<String, String>> {
    let mut cast = Cast::of(program).await?;
    let mut paths = BTreeMap::new();
    for list in ["desk", "asked"] {
        let answer = cast.client(login).await?.get(&format!("/api/v1/{list}?limit=100")).await?;
        for row in answer.expect(200)?.json()?["items"].as_array().context("no rows")? {
            if let (Some(title), Some(id)) = (row["title"].as_str(), row["id"].as_str()) {
                paths.insert(title.to_owned(), format!("/requests/{id}"));
            }
        }
    }
    Ok(paths)
}

async fn path_of(program: &Program, login: &str, title: &str) -> anyhow::Result<String> {
    let requests = requests(program, login).await?;
    let found = requests.iter().find(|(held, _)| held.contains(title));
    Ok(found.with_context(|| format!("no {title} in {requests:?}"))?.1.clone())
}

/// The main leader stands in for another one.
async fn stand_in(program: &Program) -> anyhow::Result<()> {
    let wish = json!({
        "to": MAYOR, "from_on": "2026-09-15", "to_on": "2026-09-20",
        "reference": "青澜区人民政府办公室关于区政府领导外出期间工作代理安排的通知",
    });
    let mut cast = Cast::of(program).await?;
    cast.client(LEADER).await?.post("/api/v1/delegations", &wish).await?.expect(201)?;
    Ok(())
}

/// Something in each of the books: the page of an incoming document, and that of the groups of a bureau.
async fn books(program: &Program) -> anyhow::Result<[String; 2]> {
    let mut cast = Cast::of(program).await?;
    let unit = cast.unit("U13")?.to_owned();
    let paper = json!({
        "fields": {
            "from_unit": "云澜市人民政府办公室", "their_number": "云政办发〔2026〕41号",
            "title": "云澜市人民政府办公室关于做好2026年秋粮收购和秋冬季农业生产工作的通知",
            "received_at": "2026-09-11T13:50:00+08:00", "urgency": "urgent", "deadline": "2026-09-30",
        },
        "text": "各县（区）人民政府，市政府各部门：\n请抓好贯彻落实，收购进度由市粮食局汇总。", "register": true,
    });
    let item = json!({
        "kind": "meeting", "year": 2026, "unit": unit, "reference": "2026-H-03", "title": "全区农业农村工作会议",
        "month": 3, "comprehensive": true, "approved_ref": "区委常委会会议纪要〔2026〕2号",
    });
    let group = json!({
        "platform": "wechat", "name": "2026年秋粮收购工作联络群", "owner": "沈佳", "unit": unit, "topic": "秋粮收购",
        "purpose": "收购期间各镇报送进度", "ends_on": "2026-09-10", "members": 46,
    });
    let client = cast.client(REGISTRAR).await?;
    let came = client.post("/api/v1/incoming", &paper).await?.expect(201)?.json()?;
    client.post("/api/v1/plans", &item).await?.expect(201)?;
    client.post("/api/v1/chat-groups", &group).await?.expect(201)?;
    let id = came["id"].as_str().context("no identifier")?;
    Ok([format!("/incoming/{id}"), "/chat-groups".to_owned()])
}

/// A number is given up by two people, so that the register has one that is void.
async fn give_up(program: &Program) -> anyhow::Result<()> {
    let mut cast = Cast::of(program).await?;
    let mut known = cast.document_after("关于做好冬小麦播种服务工作的通知", 6).await?;
    let void = says("void", "印发前发现主送机关错误，经签发人同意作废。");
    cast.does(REGISTRAR, &mut known, void).await?;
    cast.does("zhaolixin", &mut known, action("confirm")).await
}

/// Everybody's pages: whose, and which.
#[expect(clippy::too_many_lines, reason = "one line for each page, and nothing in between")]
async fn itinerary(program: &Program) -> anyhow::Result<Vec<(&'static str, Vec<Look>)>> {
    let issued = path_of(program, DRAFTER, "秋季农产品质量安全抽检").await?;
    let noticed = path_of(program, DRAFTER, "秋冬季农业生产工作推进会").await?;
    let waiting = path_of(program, LEADER, "农村人居环境整治").await?;
    let long = path_of(program, "qinlan", "义务教育优质均衡发展").await?;
    let returned = path_of(program, "fengting", "防汛抗旱指挥部关于调整").await?;
    let urgent = path_of(program, REVIEWER, "防汛Ⅳ级应急响应").await?;
    let department = path_of(program, "hanxue", "公共文化服务展演").await?;
    let number = path_of(program, REGISTRAR, "松材线虫病秋季普查").await?;
    stand_in(program).await?;
    let [came, groups] = books(program).await?;
    give_up(program).await?;
    Ok(vec![
        (
            DRAFTER,
            vec![
                look("desk", "/desk", 0),
                look("delegations-none", "/delegations", 0),
                look("document-new", "/documents/new", 0),
                look("meeting-new", "/meetings/new", 0),
                look("inspection-new", "/inspections/new", 0),
                look("register", "/register", 0),
                look("statistics-unit", "/statistics", 0),
                look("irregularities-own", "/irregularities", 0),
                look("register-none", "/register?year=2026&series=青教发", 0),
                look("number-check", "/numbers/check", 0),
                look("number-check-wrong", "/numbers/check?number=青农发[2026]第1号", 0),
                look("number-check-offer", "/numbers/check?number=青农发（2026）1号", 0),
                look("number-check-used", "/numbers/check?number=青农发〔2026〕14号", 0),
                look("number-check-void", "/numbers/check?number=青农发〔2026〕15号", 0),
                look("request-issued", issued, 0),
                look("meeting-noticed", noticed, 0),
                look("incoming-none", "/incoming", 0),
                look("plans-read", "/plans?year=2026", 0),
                look("chat-groups", groups, 0),
                look("fault-page", "/nowhere", 404),
                look("fault-request", "/requests/019b7523-3400-7000-8000-000000000107", 404),
                look("fault-link", "/a/no-such-link", 404),
            ],
        ),
        (
            "qinlan",
            vec![look("draft-too-long", format!("{long}/edit"), 0), look("request-draft", long, 0)],
        ),
        ("fengting", vec![look("request-returned", returned, 0)]),
        (
            LEADER,
            vec![
                look("desk-leader", "/desk", 0),
                look("decisions", waiting.replace("/requests/", "/decisions?pick="), 0),
                look("decisions-none", "/decisions", 0),
                look("request-leader", waiting, 0),
                look("delegations-given", "/delegations", 0),
                look("statistics", "/statistics?period=2026Q3", 0),
                look("statistics-year", "/statistics?period=2026", 0),
                look("statistics-list", "/statistics/requests?period=2026Q3&metric=docs_total", 0),
                look(
                    "statistics-nothing",
                    "/statistics/requests?period=2026Q3&metric=inspections",
                    0,
                ),
            ],
        ),
        (MAYOR, vec![look("delegations-held", "/delegations", 0)]),
        (
            REVIEWER,
            vec![
                look("incoming-review", came.clone(), 0),
                look("plans", "/plans?year=2026", 0),
                look("plans-none", "/plans?year=2025", 0),
                look("request-reviewer", urgent.clone(), 0),
                look("correction", format!("{urgent}/edit"), 0),
            ],
        ),
        (
            "wuhaiyan",
            vec![
                look("irregularities", "/irregularities", 0),
                look("reports", "/reports", 0),
                look("spot-checks", "/spot-checks", 0),
                look("calendar", "/calendar?month=2026-09", 0),
                look("rules-read", "/rules", 0),
            ],
        ),
        ("hanxue", vec![look("request-head", department, 0)]),
        (
            REGISTRAR,
            vec![
                look("desk-registrar", "/desk", 0),
                look("request-number", number, 0),
                look("incoming", "/incoming", 0),
                look("incoming-new", "/incoming/new", 0),
                look("incoming-one", came, 0),
                look("chat-groups-all", "/chat-groups", 0),
            ],
        ),
        (HEAD, vec![look("desk-head", "/desk", 0)]),
        ("xuzhihua", vec![look("desk-countersigner", "/desk", 0)]),
        (
            "zhangwei",
            vec![
                look("desk-nothing", "/desk", 0),
                look("register-admin", "/register", 0),
                look("delegations-admin", "/delegations", 0),
                look("leavers", "/admin/leavers", 0),
                look("routes", "/admin/routes?kind=document", 0),
                look("figures-import", "/statistics/import", 0),
                look("rules", "/rules", 0),
                look("working-days", "/working-days", 0),
            ],
        ),
    ])
}

#[rstest]
#[case::on_a_desk_in_chinese(Screen::Desk, "zh", Backend::Sqlite)]
#[case::on_a_desk_in_english(Screen::Desk, "en", Backend::Postgres)]
#[case::on_a_telephone_in_chinese(Screen::Telephone, "zh", Backend::Postgres)]
#[case::on_a_telephone_in_english(Screen::Telephone, "en", Backend::Sqlite)]
#[tokio::test]
async fn every_page_fits_and_has_its_names(
    #[case] screen: Screen,
    #[case] language: &'static str,
    #[case] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let width = if screen == Screen::Desk { 1280 } else { 390 };
    let html_language = if language == "zh" { "zh-CN" } else { "en" };
    let accepted = if language == "zh" { "zh-CN" } else { "en-GB" };
    let mut tour = Tour {
        seat: Seat::reading(&program, screen, accepted).await?,
        html_language,
        suffix: format!("{language}-{width}"),
        faults: BTreeMap::new(),
    };
    tour.visit(&look("sign-in", "/sign-in", 0)).await?;
    tour.seat.name_and_password(DRAFTER, "wrong").await?;
    tour.seat.see("[role=alert]").await?;
    tour.judge("sign-in-wrong", 422).await?;
    for (login, looks) in itinerary(&program).await? {
        tour.sign_in(login).await?;
        for look in &looks {
            tour.visit(look).await?;
        }
    }
    checked_forms(&mut tour).await?;
    tour.seat.browser.quit().await?;
    program.stop().await?;
    ensure!(tour.faults.is_empty(), "{} has faults: {:#?}", tour.suffix, tour.faults);
    invariants::hold(&office).await
}

/// Forms that came back with what is wrong in them, and a request with what was refused.
async fn checked_forms(tour: &mut Tour) -> anyhow::Result<()> {
    tour.sign_in(DRAFTER).await?;
    for (name, path) in [
        ("document-checked", "/documents/new"),
        ("meeting-checked", "/meetings/new"),
        ("inspection-checked", "/inspections/new"),
    ] {
        tour.seat.go(path).await?;
        tour.seat.turn_at("button[value=submit]").await?;
        tour.judge(name, 422).await?;
    }
    tour.seat.go("/delegations").await?;
    tour.seat.turn_at("main .button-primary").await?;
    tour.judge("delegation-checked", 422).await?;
    tour.sign_in(REGISTRAR).await?;
    for (name, path) in [
        ("incoming-checked", "/incoming/new"),
        ("plan-checked", "/plans"),
        ("chat-group-checked", "/chat-groups"),
    ] {
        tour.seat.go(path).await?;
        tour.seat.turn_at("main .button-primary").await?;
        tour.judge(name, 422).await?;
    }
    tour.sign_in("hanxue").await?;
    tour.seat.go("/desk").await?;
    tour.seat.turn_at("[aria-labelledby=waiting] a.row").await?;
    tour.seat.click(".act summary").await?;
    tour.seat.turn_at("button[value=return]").await?;
    tour.seat.see("#opinion-against-error").await?;
    tour.judge("request-opinion-missing", 422).await
}

/// A page with one fault of each kind, which nobody shall overlook.
const FAULTY: &str = "data:text/html,<html lang=de><title> </title><body><h1>a</h1><h1></h1>\
    <input id=twice><p id=twice>page-waiting-none and { $name }</p><a href=%23nowhere>b</a>\
    <button style='height:20px'></button><i aria-describedby=nothing>Unknown localization</i>\
    <main><div style='width:3000px'>c</div><i aria-labelledby>e</i><svg role=img></svg><div class=table-wrap></div>\
    <label for=f>f<b class=needed>*</b></label><div class=field><input id=f><p class=error>g</p></div></main>";

#[tokio::test]
async fn a_faulty_page_is_found_out() -> anyhow::Result<()> {
    let browser = Browser::open(Screen::Desk).await?;
    browser.go(FAULTY).await?;
    let found = browser.script(FAULTS, &["zh-CN".into()]).await?.to_string();
    for fault in [
        "the language is de",
        "px stick out",
        "sticks out: <div",
        "2 headings of the page",
        "an empty heading",
        "no title",
        "no label: <input",
        "no name: <button",
        "the same id twice",
        "points at nothing",
        "leads nowhere",
        "a message is missing",
        "a key instead of its message: page-waiting-none",
        "an argument is missing: { $name }",
        "px to hit: <button",
        "is described by nothing: <i",
        "no name: <svg",
        "no key scrolls: <div",
        "only the star says that it is needed: <label",
        "nobody is told of: <p",
    ] {
        assert!(found.contains(fault), "{fault} is not in {found}");
    }
    browser
        .script("document.body.innerHTML = '<button style=\"outline: none\">d</button>'", &[])
        .await?;
    browser.press_key("\u{E004}").await?;
    let focus = browser.script(FOCUS, &[]).await?.to_string();
    assert!(focus.contains("not seen"), "{focus}");
    browser.quit().await
}
