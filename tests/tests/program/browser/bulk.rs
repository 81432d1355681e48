//! Several requests approved at once, on a telephone.

use baopi_tests::browser::Screen;
use baopi_tests::cast::{Cast, LEADER, says};
use baopi_tests::invariants;
use baopi_tests::office::{Backend, Office};

use super::seat::Seat;

const TITLES: [&str; 3] = ["关于第一件事的通知", "关于第二件事的通知", "关于第三件事的通知"];

#[rstest::rstest]
#[tokio::test]
async fn a_leader_approves_several_on_a_telephone_and_sees_what_became_of_each(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    let mut waiting = Vec::new();
    for title in TITLES {
        waiting.push(cast.document_after(title, 3).await?);
    }
    let seat = Seat::at(&program, Screen::Telephone).await?;
    seat.sign_in(LEADER).await?;
    seat.turn("批量同意所选").await?;
    seat.see("//h2[.='没有选择事项']").await?;
    seat.turn("回到工作台").await?;
    assert_eq!(seat.browser.overflow().await?, 0);
    seat.browser.screenshot("desk-pick-390").await?;
    for known in &waiting {
        seat.click(&format!("label.row-pick:has([value='{}'])", known.id)).await?;
    }
    seat.turn("批量同意所选").await?;
    for title in TITLES {
        seat.see(&format!("//li[contains(., '{title}')]")).await?;
    }
    assert_eq!(seat.browser.overflow().await?, 0);
    seat.browser.screenshot("decisions-390").await?;
    // One of them is decided by its own page meanwhile.
    cast.does(LEADER, &mut waiting[1], says("return", "请补充依据")).await?;
    seat.browser.fill("#opinion", "同意。").await?;
    seat.turn("同意这3件").await?;
    let results = seat.browser.texts(".results > li").await?;
    assert_eq!(results.len(), TITLES.len(), "{results:#?}");
    for (index, (result, title)) in results.iter().zip(TITLES).enumerate() {
        let mark = if index == 1 { "未同意" } else { "已同意" };
        assert!(result.contains(title) && result.contains(mark), "{results:#?}");
    }
    assert_eq!(seat.browser.overflow().await?, 0);
    seat.browser.screenshot("decided-390").await?;
    seat.no_complaints(&[]).await?;
    seat.browser.quit().await?;
    program.stop().await?;
    invariants::hold(&office).await
}
