//! The SMTP channel against a server that goes wrong at every point of the dialogue.
#![expect(clippy::unwrap_used, reason = "in a test, a failure of the set-up is a failure")]

use std::time::Duration;

use baopi_notifier::{Channel, Mail, Outcome, Smtp, SmtpOptions, Timeouts, Tls};
use rstest::rstest;
use uuid::Uuid;

mod server;

use server::{Fault, Offers, Point, Server};

/// Long enough for a busy machine.
const PATIENT: Timeouts = Timeouts {
    connect: Duration::from_mins(1),
    stage: Duration::from_mins(1),
    body: Duration::from_mins(1),
    quit: Duration::from_mins(1),
};
/// Short enough to wait for.
const SHORT: Duration = Duration::from_millis(700);
const ALL: Offers = Offers { auth: true, starttls: true };

fn mail(text: &str) -> Mail {
    let id = Uuid::from_u128(7);
    Mail {
        id,
        from: "baopi@example.cn".parse().unwrap(),
        to: "wang@example.cn".parse().unwrap(),
        bytes: format!(
            "Message-ID: <{id}@example.cn>\r\nSubject: x\r\n\r\n{text}\r\n.\r\n..dots\r\n"
        )
        .into_bytes(),
    }
}

fn channel(server: &Server, tls: Tls, timeouts: Timeouts) -> Smtp {
    let options = SmtpOptions {
        host: "127.0.0.1".to_owned(),
        port: server.address.port(),
        tls,
        credentials: Some(("baopi".to_owned(), "007123".into())),
    };
    Smtp::new(&options, timeouts).unwrap()
}

fn transient(code: &str) -> Outcome {
    Outcome::Transient { code: code.to_owned() }
}

fn permanent(code: &str) -> Outcome {
    Outcome::Permanent { code: code.to_owned() }
}

fn unknown(code: &str) -> Outcome {
    Outcome::Unknown { code: code.to_owned() }
}

#[tokio::test]
async fn a_message_arrives_as_it_was_written() {
    let server = Server::start(ALL, &[]).await;
    assert_eq!(channel(&server, Tls::None, PATIENT).send(&mail("text")).await, Outcome::Sent);
    // The line end before the final dot is the client's.
    let mut expected = mail("text").bytes;
    expected.extend_from_slice(b"\r\n");
    assert_eq!(server.mails(), [expected]);
    assert_eq!(server.commands(), ["EHLO", "AUTH", "MAIL", "RCPT", "DATA", "QUIT"]);
}

#[rstest]
#[case::banner(Tls::None, Point::Banner, transient("greeting_timeout"))]
#[case::tls_handshake(Tls::Required, Point::Banner, transient("greeting_timeout"))]
#[case::ehlo(Tls::None, Point::Ehlo, transient("greeting_timeout"))]
#[case::starttls(Tls::Starttls, Point::Starttls, transient("starttls_timeout"))]
#[case::auth(Tls::None, Point::Auth, transient("auth_timeout"))]
#[case::mail(Tls::None, Point::Mail, transient("mail_timeout"))]
#[case::rcpt(Tls::None, Point::Rcpt, transient("rcpt_timeout"))]
#[case::data(Tls::None, Point::Data, transient("data_timeout"))]
#[case::dot(Tls::None, Point::Dot, unknown("body_timeout"))]
#[case::quit(Tls::None, Point::Quit, Outcome::Sent)]
#[tokio::test]
async fn a_server_that_falls_silent_is_left_when_the_stage_is_over(
    #[case] tls: Tls,
    #[case] point: Point,
    #[case] expected: Outcome,
) {
    let server = Server::start(ALL, &[Some((point, Fault::Silent))]).await;
    let timeouts = Timeouts { connect: SHORT, stage: SHORT, body: SHORT, quit: SHORT };
    assert_eq!(channel(&server, tls, timeouts).send(&mail("text")).await, expected);
}

#[rstest]
#[case::banner(Point::Banner, transient("greeting_timeout"))]
#[case::rcpt(Point::Rcpt, transient("rcpt_timeout"))]
#[case::dot(Point::Dot, unknown("body_timeout"))]
#[tokio::test]
async fn a_server_that_answers_byte_by_byte_gains_no_time(
    #[case] point: Point,
    #[case] expected: Outcome,
) {
    let server = Server::start(ALL, &[Some((point, Fault::Dribble))]).await;
    let timeouts = Timeouts { connect: SHORT, stage: SHORT, body: SHORT, quit: SHORT };
    assert_eq!(channel(&server, Tls::None, timeouts).send(&mail("text")).await, expected);
}

#[rstest]
#[case::greeting(Point::Banner, "554 not here", transient("greeting_554"))]
#[case::starting_up(Point::Banner, "421 later", transient("greeting_421"))]
#[case::ehlo(Point::Ehlo, "550 who are you", transient("greeting_550"))]
#[case::wrong_password(Point::Auth, "535 wrong", transient("auth_535"))]
#[case::sender_refused(Point::Mail, "550 not you", transient("mail_550"))]
#[case::sender_later(Point::Mail, "451 later", transient("mail_451"))]
#[case::greylisted(Point::Rcpt, "451 4.7.1 later", transient("rcpt_451"))]
#[case::mailbox_full(Point::Rcpt, "452 full", transient("rcpt_452"))]
#[case::no_such_person(Point::Rcpt, "550 5.1.1 nobody", permanent("rcpt_550"))]
#[case::no_data(Point::Data, "554 no", permanent("data_554"))]
#[case::data_later(Point::Data, "421 closing", transient("data_421"))]
#[case::text_refused(Point::Dot, "550 spam", permanent("body_550"))]
#[case::text_later(Point::Dot, "451 later", transient("body_451"))]
#[tokio::test]
async fn an_answer_decides_whether_another_try_makes_sense(
    #[case] point: Point,
    #[case] answer: &'static str,
    #[case] expected: Outcome,
) {
    let server = Server::start(ALL, &[Some((point, Fault::Reply(answer)))]).await;
    assert_eq!(channel(&server, Tls::None, PATIENT).send(&mail("text")).await, expected);
    assert_eq!(server.mails(), Vec::<Vec<u8>>::new());
}

/// A reply is read up to 100 lines of 1000 bytes. With more of them lettre's reader stops the whole program for seconds.
#[rstest]
#[case::most_lines(Point::Mail, Fault::Lines(99), Outcome::Sent)]
#[case::one_line_more(Point::Mail, Fault::Lines(100), transient("mail_too_long"))]
#[case::longest_line(Point::Mail, Fault::LongLine(1000), Outcome::Sent)]
#[case::one_byte_more(Point::Mail, Fault::LongLine(1001), transient("mail_too_long"))]
#[case::hundred_kilobytes(Point::Ehlo, Fault::Lines(14_000), transient("greeting_too_long"))]
#[case::after_the_text(Point::Dot, Fault::Lines(14_000), unknown("body_too_long"))]
#[tokio::test]
async fn a_reply_is_read_in_bounds(
    #[case] point: Point,
    #[case] fault: Fault,
    #[case] expected: Outcome,
) {
    let server = Server::start(ALL, &[Some((point, fault))]).await;
    assert_eq!(channel(&server, Tls::None, PATIENT).send(&mail("text")).await, expected);
}

/// A good answer to another question would otherwise pass for a receipt.
#[rstest]
#[case::leftover_of_data(Point::Dot, "354 go on", unknown("body_unexpected_354"))]
#[case::leftover_of_quit(Point::Dot, "221 bye", unknown("body_unexpected_221"))]
#[case::leftover_of_rcpt(Point::Data, "250 ok", transient("data_unexpected_250"))]
#[case::leftover_of_data_at_mail(Point::Mail, "354 go on", transient("mail_unexpected_354"))]
#[case::leftover_of_mail(Point::Auth, "250 ok", transient("auth_unexpected_250"))]
#[tokio::test]
async fn an_answer_that_belongs_to_another_stage_is_no_success(
    #[case] point: Point,
    #[case] answer: &'static str,
    #[case] expected: Outcome,
) {
    let server = Server::start(ALL, &[Some((point, Fault::Reply(answer)))]).await;
    assert_eq!(channel(&server, Tls::None, PATIENT).send(&mail("text")).await, expected);
}

#[tokio::test]
async fn a_refused_message_is_not_taken_for_sent_after_an_earlier_one_timed_out() {
    let faults = [Some((Point::Dot, Fault::Silent)), Some((Point::Dot, Fault::Reply("550 no")))];
    let server = Server::start(ALL, &faults).await;
    let channel = channel(&server, Tls::None, Timeouts { body: SHORT, ..PATIENT });
    assert_eq!(channel.send(&mail("first")).await, unknown("body_timeout"));
    assert_eq!(channel.send(&mail("second")).await, permanent("body_550"));
    assert_eq!((server.mails().len(), server.connections()), (0, 2));
}

#[tokio::test]
async fn a_lost_answer_is_unknown_and_the_next_try_is_the_same_message() {
    let server = Server::start(ALL, &[Some((Point::Dot, Fault::LoseAnswer))]).await;
    let channel = channel(&server, Tls::None, PATIENT);
    assert_eq!(channel.send(&mail("text")).await, unknown("body_lost"));
    assert_eq!(channel.send(&mail("text")).await, Outcome::Sent);
    let mails = server.mails();
    assert_eq!(mails.len(), 2, "one duplicate for one lost answer");
    assert_eq!(mails[0], mails[1]);
}

#[rstest]
#[case::banner(Point::Banner, transient("greeting_lost"))]
#[case::auth(Point::Auth, transient("auth_lost"))]
#[case::mail(Point::Mail, transient("mail_lost"))]
#[case::rcpt(Point::Rcpt, transient("rcpt_lost"))]
#[case::data(Point::Data, transient("data_lost"))]
#[case::dot(Point::Dot, unknown("body_lost"))]
#[case::quit(Point::Quit, Outcome::Sent)]
#[tokio::test]
async fn a_dropped_connection_leaves_doubt_only_after_the_text(
    #[case] point: Point,
    #[case] expected: Outcome,
) {
    let server = Server::start(ALL, &[Some((point, Fault::Drop))]).await;
    assert_eq!(channel(&server, Tls::None, PATIENT).send(&mail("text")).await, expected);
}

#[tokio::test]
async fn nothing_goes_over_an_open_line_when_starttls_is_asked_for() {
    let server = Server::start(Offers { auth: true, starttls: false }, &[]).await;
    let outcome = channel(&server, Tls::Starttls, PATIENT).send(&mail("text")).await;
    assert_eq!(outcome, transient("starttls_unsupported"));
    assert_eq!(server.commands(), ["EHLO"]);

    let server = Server::start(ALL, &[]).await;
    let outcome = channel(&server, Tls::Starttls, PATIENT).send(&mail("text")).await;
    assert_eq!(outcome, transient("starttls_454"));
    assert!(
        !server.commands().iter().any(|word| word == "AUTH" || word == "MAIL"),
        "{:?}",
        server.commands()
    );
}

#[tokio::test]
async fn a_server_that_offers_no_sign_in_gets_no_message_from_us() {
    let server = Server::start(Offers::default(), &[]).await;
    assert_eq!(
        channel(&server, Tls::None, PATIENT).send(&mail("text")).await,
        transient("auth_unsupported")
    );
    assert!(!server.commands().contains(&"MAIL".to_owned()));
}

#[tokio::test]
async fn a_server_that_is_not_there_is_tried_again_later() {
    let server = Server::start(ALL, &[]).await;
    let channel = channel(&server, Tls::None, PATIENT);
    drop(server);
    assert_eq!(channel.send(&mail("text")).await, transient("greeting_lost"));
}

#[test]
fn a_message_takes_less_time_than_the_worker_allows() {
    assert_eq!(Timeouts::default().total(), Duration::from_secs(965));
}
