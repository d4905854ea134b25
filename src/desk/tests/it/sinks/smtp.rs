//! Mail.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use content::ticket::{State, Who};
use desk::sink::{Event, EventKind, Failure, Login, Secret, Security, Sink, SinkConfig, SmtpConfig};
use insta::assert_snapshot;
use tokio::net::TcpListener;

use super::{
    mailbox::Mailbox,
    sample::{self, Jam},
    told,
};

fn config(mailbox: &Mailbox) -> SmtpConfig {
    let to = vec!["Print room <print@northwind.example>".into(), "desk@northwind.example".into()];
    SmtpConfig {
        port: Some(mailbox.address.port()),
        security: Security::None,
        ..SmtpConfig::new("127.0.0.1", "Service desk <desk@northwind.example>", to)
    }
}

fn sink(mailbox: &Mailbox, change: impl FnOnce(&mut SmtpConfig)) -> Sink {
    let mut config = config(mailbox);
    change(&mut config);
    Sink::open(&SinkConfig::Smtp(config)).unwrap()
}

async fn deliver(sink: &Sink, event: &Event) -> Result<(), Failure> {
    sink.deliver(event, None, &Jam).await.map(|_| ())
}

#[tokio::test]
async fn the_team_gets_the_ticket_and_the_reader_a_receipt() {
    let mailbox = Mailbox::open().await;
    deliver(&sink(&mailbox, |_| ()), &sample::created()).await.unwrap();
    let [team, reader] = &mailbox.mails()[..] else { panic!("not two mails: {:?}", mailbox.mails()) };
    assert_eq!(team.recipients, ["print@northwind.example", "desk@northwind.example"]);
    assert_snapshot!(team.text.replace('\r', ""), @r#"
    From: "Service desk" <desk@northwind.example>
    Date: Sat, 28 Nov 2026 09:00:00 +0000
    Message-ID: <ticket.TZ-7F3K9Q.team@northwind.example>
    Subject: [TZ-7F3K9Q] Printer <b>eats</b> Bcc: paper@example.com
    Auto-Submitted: auto-generated
    X-Auto-Response-Suppress: All
    X-Tierzero-Ticket: TZ-7F3K9Q
    To: "Print room" <print@northwind.example>, desk@northwind.example
    Reply-To: ada@northwind.example
    MIME-Version: 1.0
    Content-Type: multipart/mixed; boundary="tierzero-whole-evt_01"

    --tierzero-whole-evt_01
    Content-Type: multipart/alternative; boundary="tierzero-words-evt_01"

    --tierzero-words-evt_01
    Content-Type: text/plain; charset=utf-8
    Content-Transfer-Encoding: quoted-printable

    New ticket, raised with the form =E2=80=9CSomething is broken=E2=80=9D

    In a few words
      Printer <b>eats</b> paper

    What happens?
      It hums.
      # Then @ops it *stops*

    Before:

    - Guide: Printing problems
    - Is the printer on? Yes

    Ticket:

    - Reference: TZ-7F3K9Q
    - Form: Something is broken
    - Category: Printing
    - Team: Print room
    - Priority: urgent
    - Name: Ada Osei
    - E-mail: ada@northwind.example
    - State: new

    At the desk: https://desk.example.com/agent/TZ-7F3K9Q

    Files:

    - jam.jpg (image/jpeg, 4 bytes)
    --tierzero-words-evt_01
    Content-Type: text/html; charset=utf-8
    Content-Transfer-Encoding: quoted-printable

    <p>New ticket, raised with the form =E2=80=9CSomething is broken=E2=80=9D</=
    p>
    <p><strong>In a few words</strong><br>Printer &lt;b&gt;eats&lt;/b&gt; paper=
    </p>
    <p><strong>What happens?</strong><br>It hums.<br># Then @ops it *stops*</p>
    <p><strong>Before</strong></p>
    <ul><li>Guide: Printing problems</li><li>Is the printer on? Yes</li></ul>
    <p><strong>Ticket</strong></p>
    <ul><li>Reference: TZ-7F3K9Q</li><li>Form: Something is broken</li><li>Cate=
    gory: Printing</li><li>Team: Print room</li><li>Priority: urgent</li><li>Na=
    me: Ada Osei</li><li>E-mail: ada@northwind.example</li><li>State: new</li><=
    /ul>
    <p>At the desk: <a href=3D"https://desk.example.com/agent/TZ-7F3K9Q">https:=
    //desk.example.com/agent/TZ-7F3K9Q</a></p>
    <p><strong>Files</strong></p>
    <ul><li>jam.jpg (image/jpeg, 4 bytes)</li></ul>
    --tierzero-words-evt_01--
    --tierzero-whole-evt_01
    Content-Disposition: attachment; filename="jam.jpg"
    Content-Type: image/jpeg
    Content-Transfer-Encoding: base64

    /9j/4A==
    --tierzero-whole-evt_01--
    "#);
    assert_eq!(reader.recipients, ["ada@northwind.example"]);
    assert_snapshot!(reader.text.replace('\r', ""), @r#"
    From: "Service desk" <desk@northwind.example>
    Date: Sat, 28 Nov 2026 09:00:00 +0000
    Message-ID: <ticket.TZ-7F3K9Q.reader@northwind.example>
    Subject: [TZ-7F3K9Q] Something is broken
    Auto-Submitted: auto-generated
    X-Auto-Response-Suppress: All
    X-Tierzero-Ticket: TZ-7F3K9Q
    To: ada@northwind.example
    Reply-To: "Service desk" <desk@northwind.example>
    MIME-Version: 1.0
    Content-Type: multipart/alternative; boundary="tierzero-words-evt_01"

    --tierzero-words-evt_01
    Content-Type: text/plain; charset=utf-8
    Content-Transfer-Encoding: quoted-printable

    We have received your request. Its reference is TZ-7F3K9Q.

    On the device you sent it from, =E2=80=9CMy tickets=E2=80=9D shows how it s=
    tands and takes your answer.
    --tierzero-words-evt_01
    Content-Type: text/html; charset=utf-8
    Content-Transfer-Encoding: quoted-printable

    <p>We have received your request. Its reference is TZ-7F3K9Q.</p>
    <p>On the device you sent it from, =E2=80=9CMy tickets=E2=80=9D shows how i=
    t stands and takes your answer.</p>
    --tierzero-words-evt_01--
    "#);
}

#[tokio::test]
async fn a_reply_of_the_desk_hangs_together_with_the_first_mail() {
    let mailbox = Mailbox::open().await;
    let sink = sink(&mailbox, |_| ());
    deliver(&sink, &sample::created()).await.unwrap();
    deliver(&sink, &sample::replied(Who::Desk, "Which tray is it?")).await.unwrap();
    let mails = mailbox.mails();
    for (first, later) in [(0, 2), (1, 3)] {
        assert_eq!(mails[later].header("In-Reply-To"), mails[first].header("Message-ID"));
        assert_eq!(mails[later].header("References"), mails[first].header("Message-ID"));
        assert_eq!(mails[later].header("Subject"), format!("Re: {}", mails[first].header("Subject")));
        assert_eq!(mails[later].recipients, mails[first].recipients);
    }
    assert_snapshot!(mails[3].text.replace('\r', ""), @r#"
    From: "Service desk" <desk@northwind.example>
    Date: Sat, 28 Nov 2026 09:30:00 +0000
    Message-ID: <event.evt_02.reader@northwind.example>
    Subject: Re: [TZ-7F3K9Q] Something is broken
    Auto-Submitted: auto-generated
    X-Auto-Response-Suppress: All
    X-Tierzero-Ticket: TZ-7F3K9Q
    To: ada@northwind.example
    Reply-To: "Service desk" <desk@northwind.example>
    In-Reply-To: <ticket.TZ-7F3K9Q.reader@northwind.example>
    References: <ticket.TZ-7F3K9Q.reader@northwind.example>
    MIME-Version: 1.0
    Content-Type: multipart/alternative; boundary="tierzero-words-evt_02"

    --tierzero-words-evt_02
    Content-Type: text/plain; charset=utf-8
    Content-Transfer-Encoding: quoted-printable

    Ana answered

    > Which tray is it?

    This is about your request TZ-7F3K9Q.

    On the device you sent it from, =E2=80=9CMy tickets=E2=80=9D shows how it s=
    tands and takes your answer.
    --tierzero-words-evt_02
    Content-Type: text/html; charset=utf-8
    Content-Transfer-Encoding: quoted-printable

    <p>Ana answered</p>
    <blockquote>Which tray is it?</blockquote>
    <p>This is about your request TZ-7F3K9Q.</p>
    <p>On the device you sent it from, =E2=80=9CMy tickets=E2=80=9D shows how i=
    t stands and takes your answer.</p>
    --tierzero-words-evt_02--
    "#);
}

#[tokio::test]
async fn readers_hear_nothing_of_what_is_not_for_them() {
    let mailbox = Mailbox::open().await;
    let sink = sink(&mailbox, |_| ());
    let silent = Event { kind: EventKind::StateChanged, ..sample::solved() };
    for event in [sample::noted(), sample::replied(Who::Reader, "The lower one"), sample::reopened(), silent] {
        deliver(&sink, &event).await.unwrap();
    }
    let to_team = ["print@northwind.example", "desk@northwind.example"];
    assert_eq!(mailbox.mails().len(), 4);
    assert!(mailbox.mails().iter().all(|mail| mail.recipients == to_team));
}

#[tokio::test]
async fn a_mail_to_a_reader_holds_no_word_of_the_ticket() {
    let mailbox = Mailbox::open().await;
    let sink = sink(&mailbox, |_| ());
    deliver(&sink, &sample::created()).await.unwrap();
    deliver(&sink, &sample::replied(Who::Desk, "Which tray is it?")).await.unwrap();
    for mail in mailbox.mails().iter().filter(|mail| mail.recipients == ["ada@northwind.example"]) {
        for word in ["eats", "hums", "Ada", "Printing problems"] {
            assert!(!mail.text.contains(word), "{word} in {}", mail.text);
        }
    }
}

#[tokio::test]
async fn the_mails_about_a_ticket_carry_the_first_answer_and_it_has_none_of_its_own() {
    let mailbox = Mailbox::open().await;
    let sink = sink(&mailbox, |_| ());
    let created = sample::created_with_answer(Some("https://help.northwind.example/"));
    deliver(&sink, &created).await.unwrap();
    deliver(&sink, &sample::answered()).await.unwrap();
    let [team, reader] = &mailbox.mails()[..] else { panic!("not two mails") };
    for mail in [team, reader] {
        let text = mail.text.replace('\r', "");
        assert!(
            text.contains(
                "\nPaper <jams>\n\nOpen the lid.\n\nRead it: https://help.northwind.example/articles/printing/jams/\n"
            ),
            "{text}"
        );
        assert!(text.contains("<p>Paper &lt;jams&gt;</p>"), "{text}");
    }
    assert!(team.text.contains("Named to the reader by the search:"));
    assert!(reader.text.contains("While you wait: our search has found a page by itself"));
}

#[tokio::test]
async fn a_mail_has_no_link_to_a_portal_that_is_nobody_knows_where() {
    let mailbox = Mailbox::open().await;
    deliver(&sink(&mailbox, |_| ()), &sample::created_with_answer(None)).await.unwrap();
    let reader = &mailbox.mails()[1];
    assert!(reader.text.contains("Paper <jams>") && !reader.text.contains("Read it"), "{}", reader.text);
}

#[tokio::test]
async fn only_an_address_gets_mail() {
    let mailbox = Mailbox::open().await;
    let sink = sink(&mailbox, |_| ());
    for email in ["", "ada", "ada@", "ada@northwind.example\r\nRCPT TO:<x@y.example>", "a@b.example, c@d.example"] {
        let mut event = sample::created();
        event.ticket.reference = format!("TZ-{:06}", email.len());
        event.ticket.requester.email = Some(email.into());
        deliver(&sink, &event).await.unwrap();
    }
    assert!(mailbox.mails().iter().all(|mail| mail.recipients.len() == 2), "{:?}", mailbox.mails());
    assert!(mailbox.mails().iter().all(|mail| mail.header("Bcc").is_empty()));
}

#[tokio::test]
async fn what_was_sent_is_not_sent_again_when_the_other_mail_failed() {
    let full = AtomicBool::new(true);
    let mailbox = Mailbox::with(move |command| {
        let reader = command.starts_with("RCPT TO:<ada@");
        (reader && full.swap(false, Ordering::SeqCst)).then_some("451 greylisted, ada@northwind.example")
    })
    .await;
    let sink = sink(&mailbox, |_| ());
    let failed = deliver(&sink, &sample::created()).await.unwrap_err();
    assert_snapshot!(told(&failed), @"later: `127.0.0.1` does not take the mail to the reader now (451)");
    assert_eq!(mailbox.mails().len(), 1);
    deliver(&sink, &sample::created()).await.unwrap();
    let recipients: Vec<_> = mailbox.mails().iter().map(|mail| mail.recipients.len()).collect();
    assert_eq!(recipients, [2, 1]);
}

#[tokio::test]
async fn each_attempt_writes_the_same_mail() {
    let mailbox = Mailbox::open().await;
    deliver(&sink(&mailbox, |_| ()), &sample::created()).await.unwrap();
    deliver(&sink(&mailbox, |_| ()), &sample::created()).await.unwrap();
    let mails = mailbox.mails();
    assert_eq!((&mails[0].text, &mails[1].text), (&mails[2].text, &mails[3].text));
}

#[tokio::test]
async fn what_a_mail_server_says_is_understood() {
    let failure = |verb: &'static str, answer: &'static str| async move {
        let mailbox = Mailbox::with(move |command| command.starts_with(verb).then_some(answer)).await;
        let login = Login { name: "desk".into(), password: Secret::new("hunter2") };
        let failed =
            deliver(&sink(&mailbox, |config| config.login = Some(login)), &sample::created()).await.unwrap_err();
        told(&failed)
    };
    let all = [
        failure("AUTH", "535 no such user desk").await,
        failure("MAIL", "550 desk@northwind.example is not yours").await,
        failure("RCPT", "452 later").await,
        failure("DATA END", "552 too much").await,
        failure("EHLO", "garbage").await,
    ];
    assert_snapshot!(all.join("\n"), @"
    never: `127.0.0.1` refuses the mail to the team (535): check name and password, and whether it asks for encryption
    never: `127.0.0.1` refuses the mail to the team (550): check the addresses, and whether it lets this sender through
    later: `127.0.0.1` does not take the mail to the team now (452)
    never: `127.0.0.1` refuses the mail to the team (552): it is too large; lower the limit for files
    later: `127.0.0.1` does not answer as a mail server does
    ");
}

#[tokio::test]
async fn a_mail_server_that_hangs_or_is_not_there_is_tried_again() {
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let failure = |port| async move {
        let config = SmtpConfig {
            port: Some(port),
            security: Security::None,
            whole: Duration::from_millis(200),
            ..SmtpConfig::new("127.0.0.1", "desk@northwind.example", vec!["print@northwind.example".into()])
        };
        let sink = Sink::open(&SinkConfig::Smtp(config)).unwrap();
        told(&deliver(&sink, &sample::replied(Who::Reader, "The lower one")).await.unwrap_err())
    };
    let hanging = failure(silent.local_addr().unwrap().port()).await;
    assert!(hanging.starts_with("later: `127.0.0.1` does not "), "{hanging}");
    assert!(failure(1).await.starts_with("later: no mail can be sent over `127.0.0.1` now: "));
}

#[tokio::test]
async fn nothing_is_sent_without_the_encryption_that_was_asked_for() {
    let mailbox = Mailbox::open().await;
    let login = Login { name: "desk".into(), password: Secret::new("hunter2") };
    let change = |config: &mut SmtpConfig| {
        config.security = Security::StartTls;
        config.login = Some(login);
    };
    let failed = deliver(&sink(&mailbox, change), &sample::created()).await.unwrap_err();
    assert_snapshot!(told(&failed), @"never: no mail can be sent over `127.0.0.1`: STARTTLS is not supported on this server");
    assert!(mailbox.commands().iter().all(|command| command.starts_with("EHLO") || command == "QUIT"));
}

#[tokio::test]
async fn an_unencrypted_line_to_another_computer_is_refused() {
    let mailbox = Mailbox::open().await;
    let open = |change: fn(&mut SmtpConfig)| {
        let mut config = SmtpConfig { host: "mail.example.com".into(), ..config(&mailbox) };
        change(&mut config);
        Sink::open(&SinkConfig::Smtp(config)).err().map(|error| format!("{error}\nhelp: {}", error.help().unwrap()))
    };
    assert_snapshot!(open(|_| ()).unwrap(), @"
    mail to `mail.example.com` would go over an unencrypted line
    help: use STARTTLS or TLS, or allow unencrypted mail to this server on purpose
    ");
    assert_eq!(open(|config| config.allow_plain = true), None);
    let with_password = open(|config| {
        config.allow_plain = true;
        config.login = Some(Login { name: "desk".into(), password: Secret::new("hunter2") });
    });
    assert_snapshot!(with_password.unwrap(), @"
    the password for `mail.example.com` would go over an unencrypted line
    help: use STARTTLS or TLS, or leave name and password away
    ");
    assert_snapshot!(open(|config| config.to = vec!["nobody".into()]).unwrap_or_default(), @"
    `nobody` is no e-mail address
    help: write `name@example.com`, or `Service desk <name@example.com>`
    ");
}

#[tokio::test]
async fn a_state_that_came_with_the_words_is_told() {
    let mailbox = Mailbox::open().await;
    let mut event = sample::replied(Who::Desk, "Which tray is it?");
    if let Some(entry) = &mut event.entry {
        entry.state = Some(State::WaitingForReader);
    }
    deliver(&sink(&mailbox, |_| ()), &event).await.unwrap();
    assert!(mailbox.mails()[1].text.contains("We wait for your answer."));
}
