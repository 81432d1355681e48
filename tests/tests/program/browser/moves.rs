//! The moves beside the usual decision on a telephone: everything by touch, nothing wider than the screen.

use baopi_tests::browser::Screen;
use baopi_tests::cast::{Cast, DRAFTER, HEAD, Known, LEADER, REVIEWER};
use baopi_tests::invariants;
use baopi_tests::office::{Backend, Office};
use baopi_tests::program::Program;

use super::seat::Seat;

const TITLE: &str = "关于做好冬小麦播种服务工作的通知";
const FORESTRY: &str = "luomin";
const OTHER_LEADER: &str = "lijianguo";
const TOWNSHIP: &str = "heli";

/// Somebody's telephone on the page of one request.
struct Telephone {
    seat: Seat,
    cast: Cast,
    known: Known,
}

impl Telephone {
    async fn on(program: &Program) -> anyhow::Result<Self> {
        let mut cast = Cast::of(program).await?;
        let body = "现将有关事项通知如下。\n".repeat(60);
        let content = cast.document(TITLE, &body)?;
        let mut known = cast.create(DRAFTER, &content).await?;
        cast.carry(&mut known, 2).await?;
        let seat = Seat::at(program, Screen::Telephone).await?;
        Ok(Self { seat, cast, known })
    }

    /// Lets somebody sign in and look at the request.
    async fn hand_to(&self, login: &str) -> anyhow::Result<()> {
        self.seat.browser.forget().await?;
        self.seat.sign_in(login).await?;
        self.seat.go(&format!("/requests/{}", self.known.id)).await?;
        self.seat.see(&format!("//h1[normalize-space()='{TITLE}']")).await
    }

    /// Opens the small form of a move.
    async fn open(&self, action: &str) -> anyhow::Result<()> {
        self.seat.press("更多操作").await?;
        let form = format!("//details[@class='move'][.//button[@value='{action}']]/summary");
        self.seat.click(&form).await
    }

    /// Sends the small form that is open, and sees that it was done.
    async fn send(&self, action: &str, picture: &str) -> anyhow::Result<()> {
        self.looks(&format!("{picture}-form")).await?;
        self.seat.turn_at(&format!(".move[open] button[value={action}]")).await?;
        self.seat.see(".note-good").await?;
        self.looks(picture).await
    }

    async fn looks(&self, picture: &str) -> anyhow::Result<()> {
        assert_eq!(self.seat.browser.overflow().await?, 0, "{picture} is wider than the screen");
        self.seat.browser.screenshot(&format!("moves-{picture}-390")).await.map(|_| ())
    }

    async fn person(&mut self, login: &str) -> anyhow::Result<String> {
        let me = self.cast.sees(login, "/api/v1/me").await?;
        Ok(me["id"].as_str().unwrap_or_default().to_owned())
    }

    async fn status(&mut self) -> anyhow::Result<String> {
        let shown = self.cast.shows(DRAFTER, &self.known).await?;
        Ok(shown["status"].as_str().unwrap_or_default().to_owned())
    }
}

/// A signer is asked first, by the reviewer; consents with one tap beside the long text; and it goes on.
async fn a_signer_is_added(telephone: &mut Telephone) -> anyhow::Result<()> {
    let forestry = telephone.person(FORESTRY).await?;
    telephone.hand_to(REVIEWER).await?;
    telephone.open("add_signer").await?;
    telephone.seat.browser.choose("#m-add-signer-person", &forestry).await?;
    telephone.seat.click(".move[open] input[value=before]").await?;
    telephone.seat.browser.fill("#m-add-signer-opinion", "涉及林地，请先审。").await?;
    telephone.send("add_signer", "signer-added").await?;
    telephone.hand_to(FORESTRY).await?;
    let bar = "const bar = document.querySelector('.decision-bar').getBoundingClientRect(); \
               return bar.bottom <= innerHeight + 1 && bar.top > innerHeight / 2";
    let in_view = telephone.seat.browser.script(bar, &[]).await?;
    assert_eq!(in_view, true, "the decision is at hand wherever one reads");
    telephone.looks("signer-asked").await?;
    telephone.seat.turn_at(".decision-bar button").await?;
    telephone.seat.see(".note-good").await?;
    telephone.hand_to(REVIEWER).await?;
    assert!(telephone.seat.browser.text(".answers").await?.contains("孙晓梅先行加签"));
    telephone.seat.turn_at(".decision-bar button").await?;
    telephone.seat.see(".note-good").await?;
    assert_eq!(telephone.status().await?, "review:leader_review");
    Ok(())
}

/// The leader sends it back to the department, from where it comes straight back, and gives it to another leader.
async fn it_goes_back_and_to_another(telephone: &mut Telephone) -> anyhow::Result<()> {
    let other = telephone.person(OTHER_LEADER).await?;
    telephone.hand_to(LEADER).await?;
    telephone.open("return").await?;
    telephone.seat.browser.choose("#m-return-to", "dept_review").await?;
    telephone.seat.click(".move[open] input[value=straight]").await?;
    telephone.seat.browser.fill("#m-return-opinion", "数据请再核。").await?;
    telephone.send("return", "sent-back").await?;
    telephone.hand_to(HEAD).await?;
    telephone.seat.turn_at(".decision-bar button").await?;
    telephone.seat.see(".note-good").await?;
    assert_eq!(telephone.status().await?, "review:leader_review", "straight back");
    telephone.hand_to(LEADER).await?;
    telephone.open("transfer").await?;
    telephone.seat.browser.choose("#m-transfer-to", &other).await?;
    telephone.seat.browser.fill("#m-transfer-opinion", "外出，请代为审批。").await?;
    telephone.send("transfer", "given-away").await
}

/// It is given to read, and read with one tap.
async fn it_is_read(telephone: &mut Telephone) -> anyhow::Result<()> {
    telephone.hand_to(OTHER_LEADER).await?;
    assert!(telephone.seat.browser.text(".answers").await?.contains("接替王秀兰"));
    telephone.open("circulate").await?;
    telephone.seat.click("//details[@class='pick']/summary[contains(., '石桥镇')]").await?;
    telephone.seat.tick("to", "何丽").await?;
    telephone.seat.browser.fill("#m-circulate-opinion", "请阅知。").await?;
    telephone.send("circulate", "circulated").await?;
    telephone.hand_to(TOWNSHIP).await?;
    telephone.looks("to-read").await?;
    telephone.seat.turn_at(".plain-acts button[value=mark_read]").await?;
    telephone.seat.see(".note-good").await?;
    telephone.hand_to(OTHER_LEADER).await?;
    assert!(telephone.seat.browser.text("[aria-labelledby=readers]").await?.contains("1/1 已阅"));
    telephone.looks("read").await
}

#[rstest::rstest]
#[tokio::test]
async fn a_signer_is_added_it_goes_back_and_to_another_and_is_read_on_a_telephone(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let mut telephone = Telephone::on(&program).await?;
    a_signer_is_added(&mut telephone).await?;
    it_goes_back_and_to_another(&mut telephone).await?;
    it_is_read(&mut telephone).await?;
    telephone.seat.no_complaints(&[]).await?;
    telephone.seat.browser.quit().await?;
    program.stop().await?;
    invariants::hold(&office).await
}

#[rstest::rstest]
#[tokio::test]
async fn beside_a_long_text_on_a_desk_the_decision_stays_in_view(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    let body = "现将有关事项通知如下。\n".repeat(200);
    let content = cast.document(TITLE, &body)?;
    let mut known = cast.create(DRAFTER, &content).await?;
    cast.carry(&mut known, 1).await?;
    let seat = Seat::of(&program, HEAD).await?;
    seat.go(&format!("/requests/{}", known.id)).await?;
    seat.see("#approve").await?;
    seat.browser.script("scrollTo({ top: 3000, behavior: 'instant' })", &[]).await?;
    let form = "const form = document.querySelector('#approve').getBoundingClientRect(); \
                return form.top >= 0 && form.bottom <= innerHeight";
    assert_eq!(seat.browser.script(form, &[]).await?, true);
    assert_eq!(seat.browser.count(".decision-bar").await?, 1);
    seat.browser.screenshot("moves-long-text-1280").await?;
    seat.act("同意报送").await?;
    seat.browser.quit().await?;
    program.stop().await?;
    invariants::hold(&office).await
}
