//! Every page in both languages, and every form there and back.

use std::sync::Arc;

use askama::Template;
use axum::http::StatusCode;
use baopi_engine::figures::report::ReportRefusal;
use baopi_engine::{EngineError, Preview, RequestView, WayStage};
use baopi_messages::Language;
use baopi_workflow::book::{FieldFault, Wrong};
use baopi_workflow::content::Urgency;
use baopi_workflow::request::Suspension;
use baopi_workflow::{
    Content, Finding, Kind, Measure, Refusal, RequestId, RuleId, Status, Verdict, Version,
};
use rstest::rstest;

use crate::page::number::register::{FilterForm, NumberView, RegisterPage, VoidView};
use crate::page::office::leaver::{LeaverPage, ResultView};
use crate::page::office::sign_in::{DemoView, SignInPage};
use crate::page::request::desk::bulk::{
    Consent, DecidedPage, DecidedView, DecisionsPage, PickView,
};
use crate::page::request::desk::{DeskPage, ListView, RowView};
use crate::page::request::draft::{FormPage, Origin, Target};
use crate::page::request::one::RequestPage;
use crate::present::fault::PageError;
use crate::present::fault_page::FaultPage;
use crate::present::findings::Checks;
use crate::present::form;
use crate::present::form::CORRECTING;
use crate::present::form::blank::blank;
use crate::present::form::choice::{Choice, Choices};
use crate::present::form::field::Fields;
use crate::present::form::typed::Typed;
use crate::present::frame::{Frame, NavEntry};
use crate::present::note::Note;
use crate::present::sample::{self, NOW, unit, visitor};
use crate::present::status::{StatusView, UrgencyView};

mod books;
mod rules;

/// The page as HTML, complete: every key has a message, and every message its arguments.
fn rendered(page: &impl Template) -> String {
    let html = page.render().unwrap();
    if let Some(at) = html.find("Unknown localization") {
        panic!("a message is missing: {}", html[at..].chars().take(90).collect::<String>());
    }
    for inline in ["<script>", "<style", " style=", " onclick=", " onload="] {
        assert!(!html.contains(inline), "the policy of the pages forbids {inline}");
    }
    html
}

fn frame(language: Language) -> Frame {
    Frame::new(language, &visitor(language, 1).viewer, NavEntry::Desk, "/desk")
}

fn fields(language: Language, kind: Kind, typed: Typed) -> Fields {
    let visitor = visitor(language, 1);
    let choices = Choices::new(visitor.texts(), sample::organisation(), unit(2));
    Fields::new(kind, typed, visitor.texts(), choices)
}

fn form_page(language: Language, target: Target, typed: Typed) -> FormPage {
    let fields = fields(language, target.kind(), typed);
    FormPage {
        frame: frame(language),
        target,
        fields,
        checks: None,
        note: None,
        nonce: "n".to_owned(),
        origin: Origin::Kept,
    }
}

fn request_page(language: Language, who: u128, view: &RequestView, kept: Typed) -> RequestPage {
    RequestPage::new(&visitor(language, who), view, (&sample::nameable(), NOW.date()), kept)
}

/// What a browser would send from the page: the names and values of its fields.
fn sent(html: &str) -> Typed {
    let mut typed = Typed::default();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let Some(end) = rest.find('>') else { break };
        let tag = &rest[..end];
        let (name, value) = (attribute(tag, "name"), attribute(tag, "value").unwrap_or_default());
        let ticked = !tag.contains("type=\"checkbox\"")
            || tag.ends_with(" checked")
            || tag.contains(" checked ");
        let file = tag.contains("type=\"file\"");
        match (name, tag.split_whitespace().next().unwrap_or_default()) {
            (Some(name), "input") if ticked && !file => typed.add(&name, value),
            (Some(name), "textarea") => {
                let text = &rest[end + 1..rest.find("</textarea>").unwrap()];
                typed.add(&name, unescaped(text.strip_prefix('\n').unwrap()).replace('\n', "\r\n"));
            }
            (Some(name), "select") => {
                let options = &rest[..rest.find("</select>").unwrap()];
                let chosen = options.split("<option").find(|option| option.contains(" selected>"));
                let chosen = chosen.or_else(|| options.split("<option").nth(1)).unwrap_or_default();
                typed.add(&name, attribute(chosen, "value").unwrap_or_default());
            }
            _ => {}
        }
    }
    typed
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let value = tag.split_once(&format!(" {name}=\""))?.1;
    Some(unescaped(value.split_once('"')?.0))
}

fn unescaped(text: &str) -> String {
    let marks = [("&#60;", "<"), ("&#62;", ">"), ("&#34;", "\""), ("&#39;", "'"), ("&#38;", "&")];
    marks.iter().fold(text.to_owned(), |text, (mark, c)| text.replace(mark, c))
}

#[rstest]
fn a_content_is_the_same_after_its_form(
    #[values(Kind::Document, Kind::Meeting, Kind::Inspection)] kind: Kind,
) {
    let content = sample::content(kind);
    let (read, faults) = form::read(kind, &form::typed(&content), unit(1));
    assert_eq!((read, faults), (content, Vec::new()));
}

#[rstest]
fn a_content_is_the_same_after_its_page(
    #[values(Language::Zh, Language::En)] language: Language,
    #[values(Kind::Document, Kind::Meeting, Kind::Inspection)] kind: Kind,
) {
    let content = sample::content(kind);
    let target =
        Target::Draft(kind, sample::view(content.clone()).request.id, baopi_workflow::Version(3));
    let mut page = form_page(language, target, form::typed(&content));
    // The reasons stand among the checks: one in its field, where the finding is, and else hidden.
    page.checks = Some(checks(language, kind, sample::view(content.clone()).findings));
    let typed = sent(&rendered(&page));
    let (read, faults) = form::read(kind, &typed, unit(1));
    assert_eq!((read, faults), (content, Vec::new()));
    assert_eq!(
        (typed.one("version"), typed.one("kind"), typed.one("nonce")),
        ("3", kind.key(), "n")
    );
}

#[test]
fn a_new_form_is_read_without_a_fault() {
    for kind in Kind::ALL.iter().copied() {
        let typed = blank(kind, unit(2), "沈佳");
        let html = rendered(&form_page(Language::Zh, Target::New(kind), typed));
        let (content, faults) = form::read(kind, &sent(&html), unit(2));
        assert_eq!(faults, Vec::new());
        assert_eq!((content.unit(), content.title()), (unit(2), ""));
    }
}

#[test]
fn what_cannot_be_read_stays_in_its_field_with_a_word_beside_it() {
    let mut typed = blank(Kind::Meeting, unit(2), "沈佳");
    typed.put("budget_fen", "很多");
    typed.put("sessions.0.starts_at.date", "2026-09-16");
    let (_, faults) = form::read(Kind::Meeting, &typed, unit(2));
    let names: Vec<_> = faults.iter().map(|fault| fault.field.as_str()).collect();
    assert_eq!(names, ["budget_fen", "sessions.0.ends_at.time", "sessions.0.starts_at.time"]);
    let mut page = form_page(Language::Zh, Target::New(Kind::Meeting), typed);
    page.fields.form.blame(&faults);
    let html = rendered(&page);
    assert!(html.contains(r#"name="budget_fen" value="很多""#));
    assert!(html.contains(&baopi_messages::text(Language::Zh, "page-fault-money")));
    assert_eq!(html.matches(r#"aria-invalid="true""#).count(), 3);
}

fn preview(way: Vec<WayStage>, findings: Vec<Finding>) -> Preview {
    let measure = Measure { characters: 5001, words_approx: 4800, minutes: 91 };
    let refusal = Some(Refusal::NobodyFor { stage: way[0].key.clone() });
    Preview { measure, verdict: Verdict::Block, findings, way, refusal }
}

fn checks(language: Language, kind: Kind, findings: Vec<Finding>) -> Checks {
    let view = sample::view(sample::content(kind));
    let preview = preview(view.way, findings);
    let fields = fields(language, kind, form::typed(&view.content));
    Checks::new(&visitor(language, 1), &preview, &fields)
}

#[rstest]
fn a_form_shows_every_finding_and_asks_for_each_reason(
    #[values(Language::Zh, Language::En)] language: Language,
    #[values(Kind::Document, Kind::Meeting, Kind::Inspection)] kind: Kind,
) {
    let findings = sample::view(sample::content(kind)).findings;
    let mut page = form_page(language, Target::New(kind), form::typed(&sample::content(kind)));
    page.checks = Some(checks(language, kind, findings));
    page.note = Some(Note { tone: "bad", text: "!".to_owned(), reload: Some("/desk".to_owned()) });
    let html = rendered(&page);
    assert!(html.contains("DECLARATION") && html.contains("BURDEN-ASSESSMENT"));
    assert_eq!(
        html.matches(r#"name="justifications.BURDEN-ASSESSMENT""#).count(),
        1,
        "the reason is asked for once"
    );
    assert_eq!(
        html.contains("is-over"),
        kind != Kind::Inspection,
        "it has neither length nor duration"
    );
}

#[rstest]
fn the_sum_of_the_checks_has_a_sentence_for_every_case(
    #[values(Language::Zh, Language::En)] language: Language,
) {
    let rank = baopi_workflow::Rank::MainLeader;
    let open = Finding::new(RuleId::VideoFirst, Verdict::NeedsJustification(rank));
    let sums = [vec![], vec![open.clone()], vec![open, Finding::block(RuleId::Declaration)]].map(
        |findings| {
            let checks = checks(language, Kind::Meeting, findings);
            assert!(!checks.measure.as_ref().unwrap().rest().contains("Unknown"));
            checks.sum()
        },
    );
    assert!(sums.iter().all(|sum| !sum.contains("Unknown")), "{sums:?}");
}

#[rstest]
fn a_correction_says_why(#[values(Language::Zh, Language::En)] language: Language) {
    let content = sample::content(Kind::Document);
    let target = Target::Correction(
        Kind::Document,
        sample::view(content.clone()).request.id,
        baopi_workflow::Version(3),
    );
    let html = rendered(&form_page(language, target, form::typed(&content)));
    assert!(
        html.contains(r#"name="opinion""#)
            && html.contains(r#"name="correcting""#)
            && html.contains(r#"value="correct""#)
    );
    assert!(!html.contains(r#"value="submit""#));
    let mut typed = form::typed(&content);
    typed.tick(CORRECTING, true);
    let view = sample::view(content);
    let preview = preview(view.way, view.findings);
    let fields = fields(language, Kind::Document, typed);
    let checks = Checks::new(&visitor(language, 2), &preview, &fields);
    assert!(checks.way.is_empty() && checks.refusal.is_none(), "its way is not the corrector's");
}

#[rstest]
fn a_request_shows_where_it_stands_and_offers_what_is_offered(
    #[values(Language::Zh, Language::En)] language: Language,
    #[values(Kind::Document, Kind::Meeting, Kind::Inspection)] kind: Kind,
) {
    let view = sample::view(sample::content(kind));
    let html = rendered(&request_page(language, 3, &view, Typed::default()));
    let written = ["create", "save", "correct", "reschedule"];
    for action in view.offers.iter().filter(|action| !written.contains(&action.key())) {
        assert!(
            html.contains(&format!(r#"name="action" value="{}""#, action.key())),
            "{}",
            action.key()
        );
    }
    assert!(html.contains(r#"aria-current="step""#));
    assert!(
        html.contains(r#"name="accept" value="BURDEN-ASSESSMENT""#),
        "the signer ticks each exception"
    );
    assert!(!html.contains("<b>&"), "texts are escaped");
}

#[test]
fn nothing_is_offered_to_somebody_who_only_reads() {
    let mut view = sample::view(sample::content(Kind::Document));
    view.offers.clear();
    let html = rendered(&request_page(Language::Zh, 2, &view, Typed::default()));
    assert!(!html.contains(r#"name="action""#) && !html.contains("/edit"));
}

#[test]
fn an_opinion_that_was_typed_stays_where_it_was_typed() {
    let view = sample::view(sample::content(Kind::Document));
    let kept = |action: &str| {
        let mut typed = Typed::default();
        typed.put("action", action);
        typed.put("opinion", "数字须再核对");
        rendered(&request_page(Language::Zh, 3, &view, typed))
    };
    let place = |html: &str, id: &str| {
        let at = html.find(&format!("id=\"{id}\"")).unwrap();
        html[at..].split("</textarea>").next().unwrap().contains("数字须再核对")
    };
    let approving = kept("approve");
    assert!(place(&approving, "opinion-approve") && !place(&approving, "opinion-against"));
    let against = kept("return");
    assert!(!place(&against, "opinion-approve") && place(&against, "opinion-against"));
}

/// What stands between the form that sends an action and the end of it.
fn form_of<'h>(html: &'h str, heading: &str) -> &'h str {
    let at = html.find(heading).unwrap_or_else(|| panic!("{heading}"));
    let from = html[..at].rfind("<form").unwrap();
    html[from..].split("</form>").next().unwrap()
}

#[rstest]
#[case("transfer", "m-transfer-to")]
#[case("consult", "m-consult-to")]
#[case("add_signer", "m-add-signer-person")]
#[case("remove_signer", "m-remove-signer-person")]
#[case("return", "m-return-to")]
#[case("propose_merge", "m-propose-merge-into")]
#[case("hand_over", "m-hand-over-to")]
fn what_was_typed_into_a_small_form_stays_there(#[case] action: &str, #[case] id: &str) {
    let view = sample::view(sample::content(Kind::Meeting));
    let other = RequestId(uuid::Uuid::from_u128(10)).to_string();
    let chosen = match action {
        "return" => "dept_review".to_owned(),
        "propose_merge" => other,
        _ => sample::person(2).to_string(),
    };
    let mut typed = Typed::default();
    for (name, value) in [("action", action), ("then", "straight"), ("opinion", "数字须再核对")]
    {
        typed.put(name, value);
    }
    for name in ["to", "from", "person", "into"] {
        typed.put(name, chosen.as_str());
    }
    let html = rendered(&request_page(Language::Zh, 3, &view, typed));
    let form = form_of(&html, &format!("id=\"{id}\""));
    assert!(form.contains("数字须再核对"), "{form}");
    assert!(form.contains(&format!("<option value=\"{chosen}\" selected>")), "{form}");
    assert_eq!(html.matches("数字须再核对").count(), 1, "and nowhere else");
}

#[rstest]
fn what_waits_for_somebody_who_leaves_is_answered_one_by_one(
    #[values(Language::Zh, Language::En)] language: Language,
) {
    let mut typed = Typed::default();
    typed.put("from", sample::person(2).to_string());
    typed.put("opinion", "调离");
    let mut page = LeaverPage::new(&visitor(language, 1), &typed);
    let texts = visitor(language, 1).texts();
    let args = baopi_messages::Args::new().with("n", 2_u32).with("done", 1_u32);
    let note = Note { tone: "warn", text: texts.with("leaver-sum", &args), reload: None };
    page.note = Some(note);
    page.results = [true, false]
        .map(|is_done| ResultView {
            title: "关于".to_owned(),
            is_done,
            text: texts.t("leaver-done"),
        })
        .into();
    let html = rendered(&page);
    assert!(html.contains("selected") && html.contains("调离"));
    assert_eq!((html.matches("mark-done").count(), html.matches("mark-bad").count()), (1, 1));
}

#[test]
fn every_field_of_the_page_has_an_identifier_of_its_own() {
    for &kind in Kind::ALL {
        let view = sample::view(sample::content(kind));
        let html = rendered(&request_page(Language::Zh, 3, &view, Typed::default()));
        let mut ids: Vec<_> =
            html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        ids.sort_unstable();
        let all = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), all, "{ids:?}");
        for label in html.split("<label for=\"").skip(1) {
            let of = label.split('"').next().unwrap();
            assert!(ids.contains(&of), "{of}");
        }
    }
}

#[test]
fn the_page_says_who_is_asked_and_why_who_reads_it_and_what_holds_it_up() {
    let view = sample::view(sample::content(Kind::Meeting));
    let html = rendered(&request_page(Language::Zh, 3, &view, Typed::default()));
    for words in [
        "王秀兰先行加签",
        "王秀兰征求意见",
        "王秀兰（代蒋大伟）",
        "正在办理",
        "须全部答复",
        "请于2026年9月15日前办理",
        "1/2 已阅",
        "与相邻环节由同一人办理",
        "蒋大伟已于2026年9月15日 09:00提议并会",
        "修改后直接送回“主要领导签发”",
        "会议地点已改为：区政府二楼",
        "全区防汛工作会议",
    ] {
        assert!(html.contains(words), "{words}");
    }
    let entered = html.find("led-to").unwrap();
    assert!(html[entered..].contains("转入"), "what a step led to stands beneath it");
    let mut suspended = view.clone();
    let by = sample::person(2);
    suspended.request.suspended = Some(Suspension { by, at: NOW, people: vec![by] });
    let html_suspended = rendered(&request_page(Language::Zh, 3, &suspended, Typed::default()));
    assert!(html_suspended.contains("蒋大伟已于2026年9月15日 09:00暂停"));
    let late = RequestPage::new(
        &visitor(Language::Zh, 3),
        &view,
        (&sample::nameable(), NOW.date().succ_opt().unwrap()),
        Typed::default(),
    );
    assert!(rendered(&late).contains("已逾期"));
}

#[rstest]
fn every_status_has_its_steps_and_its_colour(
    #[values(Language::Zh, Language::En)] language: Language,
) {
    let keys = "draft returned review:signing recheck numbering sealing issuing issued archived approved noticed held \
                closed filed rejected withdrawn cancelled terminated merged voided revoked repealed";
    for &kind in Kind::ALL {
        for key in keys.split_whitespace() {
            let mut view = sample::view(sample::content(kind));
            view.request.status = Status::try_from(key.to_owned()).unwrap();
            rendered(&request_page(language, 1, &view, Typed::default()));
        }
    }
}

fn row(language: Language, urgency: Urgency) -> RowView {
    let texts = visitor(language, 1).texts();
    RowView {
        href: "/requests/1".to_owned(),
        title: "关于做好秋粮收购服务工作的通知".to_owned(),
        kind: baopi_messages::kind(language, Kind::Document),
        unit: "区农业农村局".to_owned(),
        drafter: "沈佳".to_owned(),
        status: StatusView::new(texts, &Status::Recheck, Kind::Document),
        measure: texts.n("page-characters", 1_u32) + &texts.n("page-minutes", 90_u32),
        when: texts.at(NOW),
        urgency: UrgencyView::new(texts, urgency),
        number: Some("青农发〔2026〕15号".to_owned()),
        pick: (urgency != Urgency::Normal).then(|| "1".to_owned()),
    }
}

#[rstest]
fn the_desk_is_rendered_full_and_empty(
    #[values(Language::Zh, Language::En)] language: Language,
    #[values(1, 2)] who: u128,
) {
    let visitor = visitor(language, who);
    let frame = Frame::new(language, &visitor.viewer, NavEntry::Desk, "/desk");
    let empty = || ListView { rows: Vec::new(), next: None, is_continued: false };
    rendered(&DeskPage {
        frame: frame.clone(),
        waiting: empty(),
        asked: empty(),
        groups: None,
        undelivered: None,
    });
    let rows = [Urgency::ExtraUrgent, Urgency::Urgent, Urgency::Normal]
        .map(|urgency| row(language, urgency));
    let full = || ListView {
        rows: rows.to_vec(),
        next: Some("/desk?after=x".to_owned()),
        is_continued: true,
    };
    let html = rendered(&DeskPage {
        frame,
        waiting: full(),
        asked: full(),
        groups: Some("!".to_owned()),
        undelivered: Some("?".to_owned()),
    });
    assert_eq!(html.matches("mark-urgent").count(), 2);
    assert_eq!(html.matches(r#"name="pick""#).count(), 4, "a box beside each that may be approved");
}

#[rstest]
fn what_is_approved_together_is_confirmed_and_answered_one_by_one(
    #[values(Language::Zh, Language::En)] language: Language,
) {
    let texts = visitor(language, 1).texts();
    let pick = PickView {
        href: "/requests/1".to_owned(),
        item: "1 3".to_owned(),
        title: "关于".to_owned(),
        kind: baopi_messages::kind(language, Kind::Document),
        unit: "区农业农村局".to_owned(),
        drafter: "沈佳".to_owned(),
        measure: texts.n("page-characters", 1_u32),
        status: StatusView::new(texts, &Status::Recheck, Kind::Document),
        urgency: UrgencyView::new(texts, Urgency::ExtraUrgent),
        exceptions: Some(texts.n("page-decisions-exceptions", 1_u32)),
    };
    let ask = |picks, gone: Option<u32>| DecisionsPage {
        frame: frame(language),
        picks,
        gone: gone.map(|n| texts.n("page-decisions-gone", n)),
        nonce: "n".to_owned(),
    };
    assert!(!rendered(&ask(Vec::new(), Some(2))).contains("action=\"/decisions\""));
    let html = rendered(&ask(vec![pick.clone(), pick], None));
    assert_eq!(sent(&html).all("item"), ["1 3", "1 3"]);
    let result = |title: Option<&str>| DecidedView {
        href: "/requests/1".to_owned(),
        title: title.map(str::to_owned),
        outcome: if title.is_some() { Consent::Approved } else { Consent::Not },
        text: texts.s("page-decided-done", "…"),
    };
    let back = DecidedView { outcome: Consent::SentBack, ..result(Some("退回")) };
    let args = baopi_messages::Args::new().with("done", 1_u32).with("n", 3_u32).with("back", 1_u32);
    let html = rendered(&DecidedPage {
        frame: frame(language),
        sum: texts.with("page-decided-sum-back", &args),
        results: vec![result(Some("关于")), result(None), back],
    });
    let marks = ["mark-done", "mark-bad", "mark-wait"].map(|mark| html.matches(mark).count());
    assert_eq!(marks, [1, 1, 1], "what the rules sent back is not called approved: {html}");
}

#[rstest]
fn a_form_says_where_it_is_saved_and_what_was_restored(
    #[values(Language::Zh, Language::En)] language: Language,
) {
    let id = RequestId(uuid::Uuid::nil());
    let page = |target, origin| FormPage {
        origin,
        ..form_page(language, target, blank(target.kind(), unit(2), "沈佳"))
    };
    let draft = Target::Draft(Kind::Document, id, Version(3));
    let html = rendered(&page(draft, Origin::Restored(NOW)));
    assert!(
        html.contains(r#"data-origin="restored""#)
            && html.contains("note-info\" role=\"status\"><p>")
    );
    assert!(html.contains(&format!("data-save=\"/drafts/{id}\"")));
    let html = rendered(&page(Target::New(Kind::Document), Origin::Kept));
    assert!(
        html.contains(r#"data-save="/drafts""#)
            && !html.contains("note-info\" role=\"status\"><p>")
    );
    let correction = Target::Correction(Kind::Document, id, Version(3));
    assert!(!rendered(&page(correction, Origin::Typed)).contains("data-save"));
}

#[rstest]
fn the_register_is_rendered_full_empty_and_narrowed(
    #[values(Language::Zh, Language::En)] language: Language,
) {
    let choice = Choice { value: unit(2).to_string(), label: "区农业农村局".to_owned() };
    let page = |rows, filter_form| RegisterPage {
        frame: frame(language),
        filter_form,
        years: vec![Choice::same(&2026)],
        series: vec![Choice::same(&"青农发")],
        units: vec![choice.clone()],
        gaps: vec!["青农发〔2026〕".to_owned()],
        rows,
        cursor: Some("c".to_owned()),
        voids: vec![VoidView {
            number: "青农发〔2026〕14号".to_owned(),
            reason: "<b>重复登记".to_owned(),
            proposed_by: "钱永福".to_owned(),
            confirmed_by: "赵立新".to_owned(),
            at: "2026-09-15 09:00".to_owned(),
        }],
    };
    let number = NumberView {
        number: "青农发〔2026〕15号".to_owned(),
        title: "关于".to_owned(),
        href: Some("/requests/1".to_owned()),
        marks: Vec::new(),
        unit: "区农业农村局".to_owned(),
        doc_date: "2026-09-15".to_owned(),
        issued_on: Some(String::new()),
    };
    let marks = vec![("wait", "MARK".to_owned())];
    let paper = NumberView { href: None, marks, issued_on: None, ..number.clone() };
    rendered(&page(Vec::new(), FilterForm::default()));
    let filter_form = FilterForm { year: "2026".to_owned(), ..FilterForm::default() };
    rendered(&page(Vec::new(), filter_form.clone()));
    let html = rendered(&page(vec![number], filter_form.clone()));
    assert!(html.contains(r#"<option value="2026" selected>"#));
    assert!(html.contains("青农发〔2026〕14号") && !html.contains("<b>重"));
    let html = rendered(&page(vec![paper], filter_form));
    assert!(html.contains("MARK") && !html.contains("/requests/1"));
}

#[rstest]
fn the_sign_in_is_rendered_with_its_errors_and_its_guests(
    #[values(Language::Zh, Language::En)] language: Language,
) {
    let guest = DemoView {
        login: "shenjia".to_owned(),
        name: "沈佳".to_owned(),
        post: "科员".to_owned(),
        password: "p",
    };
    let frame = Frame::outside(language, "/sign-in");
    let error =
        [frame.t("page-sign-in-wrong"), frame.texts.n("page-sign-in-too-many", 15_u32)].join("");
    let page = SignInPage {
        frame,
        login: "x".to_owned(),
        next: "/a".to_owned(),
        error: Some(error),
        people: vec![guest],
    };
    let html = rendered(&page);
    assert!(html.contains(r#"value="x""#) && html.contains("shenjia"));
}

#[rstest]
fn every_fault_has_its_page(#[values(Language::Zh, Language::En)] language: Language) {
    let blocked = Refusal::Blocked { findings: vec![Finding::block(RuleId::Declaration)] };
    let lost = serde_json::from_str::<serde_json::Value>("{").unwrap_err();
    let mut errors = vec![
        PageError::NotFound,
        PageError::BadInput,
        PageError::SignedOut,
        PageError::Stale,
        PageError::Repeated,
        PageError::Link,
        PageError::Refused(Arc::new(blocked)),
        PageError::Refused(Arc::new(ReportRefusal::NotBuiltIn)),
        PageError::from(EngineError::from(lost)),
    ];
    for code in [400, 403, 404, 405, 408, 409, 413, 415, 422, 500, 503] {
        errors.push(PageError::Other(StatusCode::from_u16(code).unwrap()));
    }
    let reader = visitor(language, 1);
    for error in errors {
        for visitor in [None, Some(&reader)] {
            let html = rendered(&FaultPage::new(&error, visitor, language, "n-7"));
            assert_eq!(html.contains("href=\"/register\""), visitor.is_some(), "{html}");
            let failed = matches!(&error, PageError::Failed(_))
                || matches!(&error, PageError::Other(status) if status.is_server_error());
            assert_eq!(html.contains("n-7"), failed, "{html}");
        }
    }
}

#[rstest]
fn every_sentence_that_handlers_say_is_there(
    #[values(Language::Zh, Language::En)] language: Language,
) {
    let texts = visitor(language, 1).texts();
    let plain = [
        "page-saved",
        "page-stale",
        "page-stale-form",
        "page-from-link",
        "page-from-link-nothing",
        "page-file-read-first",
        "page-file-dropped",
        "page-file-dropped-saved",
    ];
    let faults = ["missing", "choice", "number", "money", "date", "time", "request"]
        .map(|f| format!("page-fault-{f}"));
    let args = baopi_messages::Args::new()
        .with("n", 1_u32)
        .with("name", "a")
        .with("encoding", "b")
        .with("why", "c")
        .with("advice", "d");
    let mut said: Vec<_> = plain
        .into_iter()
        .map(|key| texts.t(key))
        .chain(faults.iter().map(|key| texts.t(key)))
        .collect();
    said.extend(
        ["page-file-read", "page-file-read-as", "page-file-unread"]
            .map(|key| texts.with(key, &args)),
    );
    said.extend([texts.n("page-faults", 2_u32), texts.s("page-done", "x")]);
    assert!(said.iter().all(|text| !text.contains("Unknown")), "{said:?}");
}

#[test]
fn a_draft_without_a_title_is_called_one() {
    let mut content = sample::document();
    content.title.clear();
    let view = sample::view(Content::Document(Box::new(content)));
    assert!(rendered(&request_page(Language::Zh, 1, &view, Typed::default())).contains("未填标题"));
    let fault = FieldFault::new("title", Wrong::Missing);
    let mut fields = fields(Language::Zh, Kind::Document, Typed::default());
    fields.form.blame(&[fault.clone(), fault]);
    assert_eq!(fields.form.errors_of("title").len(), 1, "the same is said once");
}
