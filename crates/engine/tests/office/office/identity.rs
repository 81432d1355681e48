//! Who somebody is: passwords, sessions, tokens.

use baopi_engine::office::identity::{
    FAILURE_WINDOW_MS, MAX_FAILURES, MAX_PASSWORD_BYTES, SESSION_IDLE_MS, SESSION_LIFE_MS,
    TOKEN_LIFE_MS, TOKEN_PREFIX,
};
use baopi_engine::{NewSession, SignInError, SignInRefusal};
use baopi_workflow::{Digest, SystemHappening};

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
    house.engine.sign_in(login, password, "test").await
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
async fn ten_failures_make_a_name_wait_and_a_quarter_of_an_hour_lets_it_in_again() {
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
    house.pass(FAILURE_WINDOW_MS);
    let still = sign_in(&house, "p1006", PASSWORD).await;
    assert_eq!(said(&still), "too_many_attempts", "the failures are just so old");
    house.pass(1);
    assert_eq!(said(&sign_in(&house, "p1006", PASSWORD).await), "done");
}

#[tokio::test]
async fn a_password_of_256_bytes_is_one_and_a_longer_one_is_wrong() {
    let house = house().await;
    let longest = "x".repeat(MAX_PASSWORD_BYTES);
    house.engine.set_password(DRAFTER, &longest).await.unwrap();
    assert_eq!(said(&sign_in(&house, "p1006", &longest).await), "done");
    let longer = format!("{longest}x");
    house.engine.set_password(DRAFTER, &longer).await.unwrap();
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
    let token = house.engine.issue_token("p1006", PASSWORD, "脚本", None).await.unwrap();
    house.engine.set_password(DRAFTER, "another").await.unwrap();
    assert!(house.engine.session(&session.token).await.unwrap().is_none());
    assert!(house.engine.bearer(&token.token).await.unwrap().is_none());
    assert_eq!(said(&sign_in(&house, "p1006", PASSWORD).await), "sign_in_failed");
    assert_eq!(said(&sign_in(&house, "p1006", "another").await), "done");
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
    let token = house.engine.issue_token("p1006", PASSWORD, "脚本", None).await.unwrap();
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
    let issue = |wish| house.engine.issue_token("p1006", PASSWORD, "脚本", Some(key("k", wish)));
    let (first, again) = (issue("a").await.unwrap(), issue("a").await.unwrap());
    assert_eq!((&again.token, again.replayed), (&first.token, true));
    assert_eq!(said(&issue("b").await), "key_reused");
    let without = house.engine.issue_token("p1006", PASSWORD, "脚本", None).await.unwrap();
    assert_ne!(without.token, first.token);
    let secret = house.engine.issue_token("p1006", PASSWORD, "机密★1年", None).await;
    assert_eq!(said(&secret), "classified");
}
