//! Who somebody is: passwords, sessions, tokens.

use baopi_engine::office::identity::{
    SESSION_IDLE_MS, SESSION_LIFE_MS, TOKEN_LIFE_MS, TOKEN_PREFIX,
};
use baopi_engine::office::tries::{
    DEVICE_LIFE_MS, FAILURE_WINDOW_MS, MAX_FAILURES, MAX_FAILURES_OF_ADDRESS, NAME_DELAY_MS,
    SLOW_AFTER_FAILURES_OF_NAME,
};
use baopi_engine::{Caller, MAX_PASSWORD_BYTES, NewSession, SignInError, SignInRefusal};
use baopi_workflow::{Digest, SystemHappening};
use uuid::Uuid;

use crate::fixture::*;
use crate::house::*;

const PASSWORD: &str = "秋收-2026-冬种";

/// A house in which the drafter signs in as `p1006`.
async fn house() -> House {
    let house = House::open().await;
    house.engine.set_password(DRAFTER, PASSWORD).await.expect("a password can be set");
    house
}

async fn sign_in(house: &House, login: &str, password: &str) -> Result<NewSession, SignInError> {
    house.engine.sign_in(login, password, &at(1)).await
}

/// Somebody in the office, at the place of this number.
fn at(place: u8) -> Caller {
    Caller {
        address: [10, 0, 0, place].into(),
        device: "test".to_owned(),
        mark: None,
        session: None,
    }
}

/// The browser in which somebody signed in before, at another place now.
fn known(session: &NewSession, place: u8) -> Caller {
    Caller { mark: Some(session.mark.clone()), ..at(place) }
}

/// So many wrong words for a name from one place.
async fn fails(house: &House, login: &str, place: u8, times: u32) {
    for _ in 0..times {
        let answer = house.engine.sign_in(login, "wrong", &at(place)).await;
        assert_eq!(said(&answer), "sign_in_failed", "{place}");
    }
}

#[tokio::test]
async fn a_wrong_name_and_a_wrong_password_are_answered_alike_and_recorded_without_the_name() {
    let house = house().await;
    for (login, password) in [("p1006", "wrong"), ("nobody", PASSWORD), ("p1005", "")] {
        assert_eq!(said(&sign_in(&house, login, password).await), "sign_in_failed", "{login}");
        let SystemHappening::SignInFailed { login_sha256 } = house.last_recorded().await else {
            panic!("{login}: a failure is recorded")
        };
        // Somebody may have typed a password there, which a bare digest would let others guess.
        assert_ne!(login_sha256, Digest::of(login.as_bytes()), "{login}");
    }
    let session = sign_in(&house, "p1006", PASSWORD).await.unwrap();
    assert_eq!(session.person, DRAFTER);
    assert_eq!(house.last_recorded().await, SystemHappening::SignedIn);
}

#[tokio::test]
async fn ten_failures_make_a_name_wait_where_they_came_from_and_a_quarter_of_an_hour_lets_it_in_again()
 {
    let house = house().await;
    for _ in 0..MAX_FAILURES {
        assert_eq!(said(&sign_in(&house, "p1006", "wrong").await), "sign_in_failed");
    }
    let answer = sign_in(&house, "p1006", PASSWORD).await;
    assert!(
        matches!(answer, Err(SignInError::Refused(SignInRefusal::TooMany { retry_secs: 900 }))),
        "also with the right password: {answer:?}"
    );
    let other = sign_in(&house, "p1005", "wrong").await;
    assert_eq!(said(&other), "sign_in_failed", "every name is counted for itself");
    let elsewhere = house.engine.sign_in("p1006", PASSWORD, &at(2)).await;
    assert_eq!(said(&elsewhere), "done", "nobody is kept out by what a stranger does");
    house.pass(FAILURE_WINDOW_MS);
    let still = sign_in(&house, "p1006", PASSWORD).await;
    assert_eq!(said(&still), "too_many_attempts", "the failures are just so old");
    house.pass(1);
    assert_eq!(said(&sign_in(&house, "p1006", PASSWORD).await), "done");
}

#[tokio::test]
async fn a_password_of_256_bytes_is_one_and_a_longer_one_is_none() {
    let house = house().await;
    let longest = "abcd".repeat(MAX_PASSWORD_BYTES / 4);
    house.engine.set_password(DRAFTER, &longest).await.unwrap();
    assert_eq!(said(&sign_in(&house, "p1006", &longest).await), "done");
    let longer = format!("{longest}x");
    assert_eq!(said(&house.engine.set_password(DRAFTER, &longer).await), "password_long");
    assert_eq!(said(&sign_in(&house, "p1006", &longer).await), "sign_in_failed");
}

#[tokio::test]
async fn a_session_that_is_used_lives_for_twelve_hours_and_one_that_is_not_for_thirty_minutes() {
    let house = house().await;
    let session = sign_in(&house, "p1006", PASSWORD).await.unwrap();
    let is_alive = async || house.engine.session(&session.token).await.unwrap().is_some();
    let step = SESSION_IDLE_MS - MINUTE;
    for _ in 0..SESSION_LIFE_MS / step {
        house.pass(step);
        assert!(is_alive().await);
    }
    assert_eq!(session.expires_at.0, now().0 + SESSION_LIFE_MS);
    house.clock.set(baopi_workflow::Timestamp(session.expires_at.0 - 1));
    assert!(is_alive().await, "until its last moment");
    house.pass(1);
    assert!(!is_alive().await, "however much it is used");
    let idle = sign_in(&house, "p1006", PASSWORD).await.unwrap();
    house.pass(SESSION_IDLE_MS);
    assert!(house.engine.session(&idle.token).await.unwrap().is_none());
}

#[tokio::test]
async fn a_session_ends_with_signing_out_once_and_a_strange_one_ends_nothing() {
    let house = house().await;
    let session = sign_in(&house, "p1006", PASSWORD).await.unwrap();
    house.engine.sign_out("strange").await.unwrap();
    assert!(house.engine.session(&session.token).await.unwrap().is_some());
    house.engine.sign_out(&session.token).await.unwrap();
    assert_eq!(house.last_recorded().await, SystemHappening::SignedOut);
    let entries = house.recorded().await.len();
    house.engine.sign_out(&session.token).await.unwrap();
    assert_eq!(house.recorded().await.len(), entries);
    assert!(house.engine.session(&session.token).await.unwrap().is_none());
}

#[tokio::test]
async fn a_new_password_ends_what_was_opened_with_the_old_one() {
    let house = house().await;
    let session = sign_in(&house, "p1006", PASSWORD).await.unwrap();
    let token = house.engine.issue_token("p1006", PASSWORD, ("脚本", &at(1)), None).await.unwrap();
    house.engine.set_password(DRAFTER, "another word").await.unwrap();
    assert_eq!(house.last_recorded().await, SystemHappening::PasswordSet { person: DRAFTER });
    assert!(house.engine.session(&session.token).await.unwrap().is_none());
    assert!(house.engine.bearer(&token.token).await.unwrap().is_none());
    assert_eq!(said(&sign_in(&house, "p1006", PASSWORD).await), "sign_in_failed");
    assert_eq!(said(&sign_in(&house, "p1006", "another word").await), "done");
}

#[tokio::test]
async fn whoever_is_disabled_is_out_at_once_and_stays_out() {
    let house = house().await;
    let session = sign_in(&house, "p1006", PASSWORD).await.unwrap();
    house.engine.disable_person(DRAFTER).await.unwrap();
    assert!(house.engine.session(&session.token).await.unwrap().is_none());
    assert_eq!(said(&sign_in(&house, "p1006", PASSWORD).await), "sign_in_failed");
    let last = house.recorded().await.into_iter().rev().nth(1);
    assert!(
        matches!(last, Some(SystemHappening::PersonChanged { person: DRAFTER, active: false, .. })),
        "{last:?}"
    );
}

#[tokio::test]
async fn a_token_is_good_for_ninety_days() {
    let house = house().await;
    let token = house.engine.issue_token("p1006", PASSWORD, ("脚本", &at(1)), None).await.unwrap();
    assert!(token.token.starts_with(TOKEN_PREFIX));
    house.pass(TOKEN_LIFE_MS - 1);
    let viewer = house.engine.bearer(&token.token).await.unwrap();
    assert_eq!(viewer.map(|viewer| viewer.person), Some(DRAFTER));
    house.pass(1);
    assert!(house.engine.bearer(&token.token).await.unwrap().is_none());
    assert!(house.engine.bearer("baopi_strange").await.unwrap().is_none());
}

#[tokio::test]
async fn one_key_issues_one_token_and_tells_it_again() {
    let house = house().await;
    let caller = at(1);
    let issue =
        |wish| house.engine.issue_token("p1006", PASSWORD, ("脚本", &caller), Some(key("k", wish)));
    let (first, again) = (issue("a").await.unwrap(), issue("a").await.unwrap());
    assert_eq!((&again.token, again.replayed), (&first.token, true));
    assert_eq!(said(&issue("b").await), "key_reused");
    let without =
        house.engine.issue_token("p1006", PASSWORD, ("脚本", &at(1)), None).await.unwrap();
    assert_ne!(without.token, first.token);
    let secret = house.engine.issue_token("p1006", PASSWORD, ("机密★1年", &at(1)), None).await;
    assert_eq!(said(&secret), "classified");
}

#[tokio::test]
async fn one_word_is_not_tried_with_every_name() {
    let house = house().await;
    for n in 0..MAX_FAILURES_OF_ADDRESS {
        fails(&house, &format!("p{n}"), 1, 1).await;
    }
    let answer = sign_in(&house, "p1006", PASSWORD).await;
    assert_eq!(said(&answer), "too_many_attempts", "whatever the name");
    assert_eq!(said(&house.engine.sign_in("p1006", PASSWORD, &at(2)).await), "done");
    house.pass(FAILURE_WINDOW_MS + 1);
    assert_eq!(said(&sign_in(&house, "p1006", PASSWORD).await), "done");
}

#[tokio::test]
async fn a_name_that_many_try_is_slow_and_never_shut() {
    let house = house().await;
    for place in 0..SLOW_AFTER_FAILURES_OF_NAME / MAX_FAILURES {
        fails(&house, "p1006", u8::try_from(place).unwrap() + 10, MAX_FAILURES).await;
    }
    let before = house.clock.now();
    assert_eq!(said(&house.engine.sign_in("p1006", PASSWORD, &at(1)).await), "done");
    assert_eq!(house.clock.now().0 - before.0, i64::from(NAME_DELAY_MS), "it takes its time");
    house.engine.sign_in("p1005", "wrong", &at(1)).await.unwrap_err();
    assert_eq!(house.clock.now().0 - before.0, i64::from(NAME_DELAY_MS), "others do not wait");
}

#[tokio::test]
async fn a_browser_that_is_known_is_not_kept_out_by_strangers_and_has_a_limit_of_its_own() {
    let house = house().await;
    let session = sign_in(&house, "p1006", PASSWORD).await.unwrap();
    fails(&house, "p1006", 7, MAX_FAILURES).await;
    let strange = house.engine.sign_in("p1006", PASSWORD, &at(7)).await;
    assert_eq!(said(&strange), "too_many_attempts");
    assert_eq!(said(&house.engine.sign_in("p1006", PASSWORD, &known(&session, 7)).await), "done");
    for _ in 0..MAX_FAILURES {
        let answer = house.engine.sign_in("p1006", "wrong", &known(&session, 7)).await;
        assert_eq!(said(&answer), "sign_in_failed");
    }
    let answer = house.engine.sign_in("p1006", PASSWORD, &known(&session, 8)).await;
    assert_eq!(said(&answer), "too_many_attempts", "wherever it is carried");
}

#[tokio::test]
async fn a_mark_is_good_for_its_own_person_as_it_was_made_and_for_180_days() {
    let house = house().await;
    let session = sign_in(&house, "p1006", PASSWORD).await.unwrap();
    house.engine.set_password(HEAD, "seven barns and a mill").await.unwrap();
    let locked = |login: &'static str, mark: String| {
        let caller = Caller { mark: Some(mark), ..at(7) };
        let house = &house;
        async move {
            fails(house, login, 7, MAX_FAILURES).await;
            let answer = house.engine.sign_in(login, "wrong", &caller).await;
            said(&answer) == "too_many_attempts"
        }
    };
    assert!(locked("p1005", session.mark.clone()).await, "it is another person's");
    let forged = session.mark.replacen('p', "q", 1) + "A";
    assert!(locked("p1006", forged).await, "it was not made here");
    house.pass(DEVICE_LIFE_MS - 1);
    assert!(!locked("p1006", session.mark.clone()).await);
    house.pass(FAILURE_WINDOW_MS + 1);
    assert!(locked("p1006", session.mark.clone()).await, "it is too old");
}

#[tokio::test]
async fn the_session_that_a_browser_presents_ends_when_another_begins() {
    let house = house().await;
    let first = sign_in(&house, "p1006", PASSWORD).await.unwrap();
    let other = sign_in(&house, "p1006", PASSWORD).await.unwrap();
    let caller = Caller { session: Some(first.token.clone()), ..at(1) };
    let second = house.engine.sign_in("p1006", PASSWORD, &caller).await.unwrap();
    for (token, alive) in [(&first.token, false), (&other.token, true), (&second.token, true)] {
        assert_eq!(house.engine.session(token).await.unwrap().is_some(), alive);
    }
}

#[tokio::test]
async fn a_person_sees_and_ends_what_is_open_in_their_name_and_nothing_else() {
    let house = house().await;
    let (here, there) = (
        sign_in(&house, "p1006", PASSWORD).await.unwrap(),
        sign_in(&house, "p1006", PASSWORD).await.unwrap(),
    );
    let token = house.engine.issue_token("p1006", PASSWORD, ("脚本", &at(1)), None).await.unwrap();
    let issued = house.last_recorded().await;
    assert!(matches!(issued, SystemHappening::TokenIssued { person: DRAFTER, .. }), "{issued:?}");
    let sessions = house.engine.own_sessions(DRAFTER, Some(&here.token)).await.unwrap();
    assert_eq!(sessions.iter().filter(|session| session.is_present).count(), 1);
    let [other] = sessions.iter().filter(|one| !one.is_present).collect::<Vec<_>>()[..] else {
        panic!("{sessions:?}")
    };
    let tokens = house.engine.own_tokens(DRAFTER).await.unwrap();
    let [own] = tokens.as_slice() else { panic!("{tokens:?}") };
    assert_eq!(own.label, "脚本");
    assert!(house.engine.own_sessions(HEAD, None).await.unwrap().is_empty());
    assert_eq!(said(&house.engine.end_own_session(HEAD, other.id).await), "not_found");
    assert_eq!(said(&house.engine.end_own_token(HEAD, own.id).await), "not_found");
    assert_eq!(said(&house.engine.end_own_token(DRAFTER, Uuid::nil()).await), "not_found");
    house.engine.end_own_session(DRAFTER, other.id).await.unwrap();
    assert_eq!(house.last_recorded().await, SystemHappening::SignedOut);
    house.engine.end_own_token(DRAFTER, own.id).await.unwrap();
    let ended = house.last_recorded().await;
    assert!(matches!(ended, SystemHappening::TokenEnded { person: DRAFTER, .. }), "{ended:?}");
    assert!(house.engine.session(&there.token).await.unwrap().is_none());
    assert!(house.engine.session(&here.token).await.unwrap().is_some());
    assert!(house.engine.bearer(&token.token).await.unwrap().is_none());
    assert_eq!(said(&house.engine.end_own_token(DRAFTER, own.id).await), "not_found", "once");
}

#[tokio::test]
async fn whoever_knows_the_old_password_changes_it_and_everything_else_ends() {
    let house = house().await;
    let (here, there) = (
        sign_in(&house, "p1006", PASSWORD).await.unwrap(),
        sign_in(&house, "p1006", PASSWORD).await.unwrap(),
    );
    let viewer = house.viewer(DRAFTER).await;
    let caller = Caller { session: Some(here.token.clone()), ..known(&here, 1) };
    let change = |old, new| house.engine.change_password(&viewer, (old, new), &caller);
    assert_eq!(said(&change("wrong", "seven barns and a mill").await), "sign_in_failed");
    assert_eq!(said(&change(PASSWORD, "1234567890").await), "password_common");
    assert_eq!(said(&change(PASSWORD, PASSWORD).await), "password_unchanged");
    assert!(house.engine.session(&there.token).await.unwrap().is_some(), "nothing has changed");
    let next = change(PASSWORD, "seven barns and a mill").await.unwrap();
    for (token, alive) in [(&here.token, false), (&there.token, false), (&next.token, true)] {
        assert_eq!(house.engine.session(token).await.unwrap().is_some(), alive);
    }
    let recorded = house.recorded().await;
    assert!(recorded.contains(&SystemHappening::PasswordSet { person: DRAFTER }));
    assert_eq!(said(&sign_in(&house, "p1006", PASSWORD).await), "sign_in_failed");
    assert_eq!(said(&sign_in(&house, "p1006", "seven barns and a mill").await), "done");
}
