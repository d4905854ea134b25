use insta::assert_snapshot;
use proptest::prelude::*;

use super::*;
use crate::fixture::{problems_of, read};

/// A kb's own words and numbers.
fn privacy() -> Privacy {
    let text = r#"
[privacy]
passwords = ["Losungswort"]
ids = [
  { name = "National Insurance number", pattern = "AA 99 99 99 A" },
  { name = "staff number", pattern = "N\\W-999999" },
]
"#;
    assert_eq!(problems_of("portal.toml", text), "");
    read(&[("portal.toml", text)]).0.settings.privacy
}

fn masked(text: &str) -> String {
    mask(text, &find(text, &privacy()))
}

/// So many letters and digits of a token; nothing in this file looks like a token by itself.
fn filler(length: usize) -> String {
    "a1B2c3D4e5".chars().cycle().take(length).collect()
}

#[test]
fn passwords_behind_their_words_are_found() {
    let cases = [
        ("password: Hunter2", "password: [password removed]"),
        ("My password is Hunter2!", "My password is [password removed]"),
        ("Password for my laptop is Hunter22, thanks", "Password for my laptop is [password removed], thanks"),
        ("PASSWORD=letmein", "PASSWORD=[password removed]"),
        ("pwd = hunter; user = sam", "pwd = [password removed]; user = sam"),
        ("<td>password: Hunter2</td><td>x</td>", "<td>password: [password removed]</td><td>x</td>"),
        ("Server=db;Password=Tr0ub4dor&3;Timeout=5", "Server=db;Password=[password removed]&3;Timeout=5"),
        ("mein Passwort ist Sommer2026.", "mein Passwort ist [password removed]."),
        ("Passwort lautet: Sommer2026", "Passwort lautet: [password removed]"),
        ("Mot de passe : Été2026!", "Mot de passe : [password removed]"),
        ("contraseña: abc-123-x", "contraseña: [password removed]"),
        ("**Password:** Hunter2", "**Password:** [password removed]"),
        (r#"{"dbPassword": "p q 7", "user": "sam"}"#, r#"{"dbPassword": "[password removed]", "user": "sam"}"#),
        ("DB_PASSWORD='correct horse 1'", "DB_PASSWORD='[password removed]'"),
        ("pw: 123456", "pw: [password removed]"),
        ("PIN: 4711", "PIN: [password removed]"),
        ("The passcode was S3cret#, I think", "The passcode was [password removed], I think"),
        ("Losungswort: Apfel7", "Losungswort: [password removed]"),
        ("https://sam:Hunter2@host.example/x", "https://sam:[password removed]@host.example/x"),
        (
            "password2: Winter99 and password: Summer88",
            "password2: [password removed] and password: [password removed]",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(masked(text), expected, "{text}");
    }
}

#[test]
fn keys_and_tokens_are_found() {
    let key = |prefix: &str, length| format!("{prefix}{}", filler(length));
    let capital = format!("AKIA{}", filler(16).to_uppercase());
    let web = format!("eyJ{}.eyJ{}.{}", filler(30), filler(40), filler(43));
    let alone = [
        capital,
        key("AIza", 35),
        key("GOCSPX-", 28),
        key("ghp_", 36),
        key("github_pat_", 82),
        key("glpat-", 20),
        key("xoxb-1234567890-", 30),
        key("sk_live_", 24),
        key("npm_", 36),
        key("sk-ant-api03-", 40),
        format!("SG.{}.{}", filler(22), filler(43)),
        format!("abc8Q~{}", filler(34)),
        web.clone(),
    ];
    for token in alone {
        let text = format!("It says {token}, and then?");
        assert_eq!(masked(&text), "It says [access key removed], and then?", "{token}");
        assert_eq!(masked(&format!("key={token}\n")), "key=[access key removed]\n", "{token}");
    }
    let named = [
        (format!("Authorization: Bearer {web}"), "Authorization: Bearer [access key removed]"),
        (format!("authorization: bearer {}", filler(20)), "authorization: bearer [access key removed]"),
        (format!("Authorization: Basic {}==", filler(18)), "Authorization: Basic [access key removed]"),
        (
            format!("aws_secret_access_key = {}/{}", filler(19), filler(20)),
            "aws_secret_access_key = [access key removed]",
        ),
        (format!("AccountKey={}==;EndpointSuffix=x", filler(86)), "AccountKey=[access key removed];EndpointSuffix=x"),
        (format!("?sv=2024&sig={}%3D&se=2026", filler(43)), "?sv=2024&sig=[access key removed]&se=2026"),
        (format!("X-Api-Key: {}", filler(32)), "X-Api-Key: [access key removed]"),
        (format!("\"clientSecret\": \"{}\"", filler(30)), "\"clientSecret\": \"[access key removed]\""),
    ];
    for (text, expected) in named {
        assert_eq!(masked(&text), expected, "{text}");
    }
}

#[test]
fn private_keys_are_found_from_dash_to_dash() {
    let dashes = "-----";
    let key =
        format!("{dashes}BEGIN RSA PRIVATE KEY{dashes}\nProc-Type: 4,ENCRYPTED\n\n{}\n{}\n", filler(64), filler(20));
    let whole = format!("before\n{key}{dashes}END RSA PRIVATE KEY{dashes}\nafter");
    assert_eq!(masked(&whole), "before\n[private key removed]\nafter");
    assert_eq!(masked(&format!("{key}It ends here")), "[private key removed]\nIt ends here");
    let public = whole.replace("RSA PRIVATE KEY", "CERTIFICATE");
    assert_eq!(masked(&public), public);
}

#[test]
fn numbers_that_can_be_checked_are_found() {
    let cases = [
        ("Card 4111 1111 1111 1111, exp 12/27", "Card [card number removed], exp 12/27"),
        ("4111-1111-1111-1111 123", "[card number removed] 123"),
        ("(5555555555554444)", "([card number removed])"),
        ("amex 3782 822463 10005.", "amex [card number removed]."),
        ("diners 3056 930902 5904", "diners [card number removed]"),
        ("JCB:3530111333300000", "JCB:[card number removed]"),
        ("key 006259-168586-720885-000011-123453-654313-111111-222222", "key [recovery key removed]"),
        ("I am AB123456C.", "I am [National Insurance number removed]."),
        ("ab 12-34-56 c", "[National Insurance number removed]"),
        ("Staff nw-001234", "Staff [staff number removed]"),
    ];
    for (text, expected) in cases {
        assert_eq!(masked(text), expected, "{text}");
    }
}

/// What people write in tickets and must be able to write.
const HARMLESS: &str = r#"
I forgot my password
password: expired
Password: required
The password is not accepted
the password is incorrect, error 0x80070005
My password is only 8 characters long
password is case-sensitive and must have 12+ characters
Password expires: 2026-11-30
password: 2026-11-30
password changed 10:42, password: 11/12/2026
password for Windows: where do I reset it?
Password reset link: https://reset.example/a1b2c3
password=<password> pwd=${PASSWORD} Password=******** password=%PW%
password: n/a, pin: none, PIN is 4 digits, PIN: ask 12
password: sam.okafor@northwind.example
new password policy (v2.1): min 12 chars
Passwords: 1000 people affected
password: INC0012345, then password: TZ-7F3K9Q, password: KB5034441, password: AADSTS50126
password is TZ-7F3K9Q's problem
It says "password is null" and "password=null" and password=true
password manager: 1Password 8.10.38 for Windows 11
Passwort ist abgelaufen, Passwort ist falsch
Kennwort: vergessen
the token is expired; token: invalid_grant
secret santa is on 2026-12-18
Bearer of bad news: the switch in room 1234567890 is down
correlation id 7c9e6679-7425-40de-944b-e07fc1f90afe, token: 7c9e6679-7425-40de-944b-e07fc1f90afe
commit e7a1f3c09b2d4e5f6a7b8c9d0e1f2a3b4c5d6e7f broke it
error 0x8004de40, 0xC000021A, stop code 0x0000007B, HTTP 502, AADSTS700016
call +44 20 7946 0123 or +49 4111 1111 1111 1111, or 020 7946 0123
TZ-7F3K9Q, INC0012345, RITM0043210, KB5034441, CHG0030001
version 131.0.6778.86, 10.0.22631.4460, 2.4.1-rc.3
2026-11-23T10:15:00Z, 23/11/2026 10:15, 1795428900000
serial number C02XG2JHJGH5, S/N 4111111111111111, SN PF2ABCDE
IMEI 352099001761481, IMEI: 35 209900 176148 1, IMEISV 3530111333300000
ICCID 8944110068123456789
tracking number 4111 1111 1111 1111, 1Z999AA10123456784, JD014600006281230704
IBAN GB33 BUKB 2020 1555 5555 55, DE89 3704 0044 0532 0130 00, DE51 4111 1111 1111 1111 11
order 4500012345, invoice 5100001234567890, asset 6011000990139420
1111 4111 1111 1111 1111, 4111 1111 1111 1112, 4111111111111111222, 1.4111111111111111
MAC 00:1A:2B:3C:4D:5E, IP 192.168.178.21, fe80::1ff:fe23:4567:890a
sk-learn-contrib-with-a-very-long-package-name, key-value-store, hf_transfer
S-1-5-21-3623811015-3361044348-30300820-1013
C:\Users\sam\AppData\Local\Temp\~DF1A2B.tmp, \\server\share$\pin
https://host.example:8443/path@1, ftp://name:password@host, mailto:sam@northwind.example
Could not load 'System.Web, Version=4.0.0.0, Culture=neutral, PublicKeyToken=b77a5c561934e089' or one of its dependencies
<li>The password is incorrect.</li><td>An old password is stored</td><td>2</td> {"text":"A password is changed.","id":7}
-----BEGIN CERTIFICATE-----
"#;

#[test]
fn what_only_looks_like_a_secret_stays() {
    let wrong: Vec<String> = HARMLESS.lines().map(masked).filter(|line| line.contains(" removed]")).collect();
    assert_eq!(wrong, Vec::<String>::new());
    assert_eq!(masked(HARMLESS), HARMLESS);
}

#[test]
fn marks_say_what_stood_there() {
    let text = "password: Hunter2 and 4111 1111 1111 1111";
    let found = find(text, &Privacy::default());
    assert_eq!(found, [Secret { span: 10..17, kind: Kind::Password }, Secret { span: 22..41, kind: Kind::Card },]);
    // Spans of another text do no harm.
    assert_eq!(mask("é", &found), "é");
    // The first number is a PIN; without it the rest is a card.
    assert_eq!(masked("PIN: 4111 4111 1111 1111 1111"), "PIN: [password removed] [card number removed]");
}

#[test]
fn patterns_that_fit_too_much_are_refused() {
    let text = r#"
[privacy]
passwords = ["code:", "x"]
id = []
ids = [{ name = "tax number", pattern = "AAAAAA 9" }, { name = "number 1", pattern = "99999" }, { name = "x" }]
"#;
    assert_snapshot!(problems_of("portal.toml", text), @r"
    portal.toml:3:14 error privacy/word `code:` is no word before a password | write the word alone, without a colon: `Losungswort`
    portal.toml:3:23 error privacy/word `x` is no word before a password | write the word alone, without a colon: `Losungswort`
    portal.toml:4:1 error key/unknown unknown key `id` | did you mean `ids`?
    portal.toml:5:41 error privacy/pattern the pattern `AAAAAA 9` would fit too much | write its shape with six places or more, three of them digits: `A` is a letter, `9` a digit, `X` either, a space may be left out, and `\` stands before an `A`, `9` or `X` that is meant itself
    portal.toml:5:64 error privacy/name `number 1` cannot be the name of a number | write words of letters, at most 40 characters
    portal.toml:5:86 error privacy/pattern the pattern `99999` would fit too much | write its shape with six places or more, three of them digits: `A` is a letter, `9` a digit, `X` either, a space may be left out, and `\` stands before an `A`, `9` or `X` that is meant itself
    portal.toml:5:97 error key/missing `pattern` is missing | its shape, such as `AA 99 99 99 A`: `A` is a letter, `9` a digit
    ");
}

#[test]
fn long_texts_that_nobody_writes_are_looked_through() {
    let dashes = "-----";
    let begin = format!("{dashes}BEGIN PRIVATE KEY{dashes}");
    let pieces = [
        "4",
        "4111 ",
        "41-",
        "password:",
        "password: ",
        "password is for ",
        "password=",
        "pwd=x",
        "\"",
        "password=\"",
        "eyJ",
        "eyJ.",
        "Bearer ",
        "bearer a1",
        "://",
        "://a:",
        "sk-",
        "xoxb-",
        "-----",
        "-----BEGIN ",
        &begin,
        "AB12",
        "é",
        "[ removed]",
        "password=[",
        "PIN: 4111 ",
        "N\\W-9",
    ];
    for piece in pieces {
        // A megabyte where a way that grows with the square of the length would be tempting.
        let length = if matches!(piece, "4" | "password:") { 1_000_000 } else { 100_000 };
        let text = piece.repeat(length / piece.len());
        let found = find(&text, &privacy());
        assert!(found.iter().all(|secret| text.get(secret.span.clone()).is_some()), "{piece}");
    }
}

/// Pieces of secrets and of what stands around them, in any order.
fn texts() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "password",
        "Passwort ist ",
        "pwd=",
        "PIN: ",
        ": ",
        "=",
        " is ",
        " for ",
        "Hunter2",
        "letmein",
        "\"",
        "'",
        "[",
        "]",
        " removed]",
        "[password removed]",
        "4111 1111 1111 1111",
        "4111",
        "-",
        " ",
        ".",
        ",",
        "\n",
        "é",
        "🙂",
        "ü1",
        "://",
        "sam:x1@",
        "/",
        ";",
        "&",
        "AKIA",
        "A1B2C3D4E5F6G7H8",
        "Bearer ",
        "eyJhbGciOiJIUzI1NiJ9",
        ".eyJzdWIiOiIxIn0",
        ".c2ln1",
        "AB123456C",
        "nw-001234",
        "token",
        "a1B2c3D4e5f6G7h8i9",
        "-----BEGIN ",
        "PRIVATE KEY-----",
        "-----END ",
        "006259-168586-720885-000011-123453-654313-111111-222222",
        "Basic ",
        "sig=",
        "IMEI ",
        "${",
        "<",
        ">",
        "*",
        "0x80070005",
    ]);
    let text = prop_oneof![9 => pieces.prop_map(str::to_owned), 1 => "\\PC{0,3}"];
    prop::collection::vec(text, 0..14).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn secrets_are_sorted_and_apart_and_masking_leaves_none(text in texts()) {
        let privacy = quick_privacy();
        let found = find(&text, &privacy);
        for pair in found.windows(2) {
            prop_assert!(pair[0].span.end <= pair[1].span.start);
        }
        for secret in &found {
            prop_assert!(text.get(secret.span.clone()).is_some_and(|bytes| !bytes.is_empty()));
        }
        let masked = mask(&text, &found);
        prop_assert_eq!(find(&masked, &privacy), []);
        prop_assert_eq!(mask(&masked, &[]), masked);
    }
}

fn quick_privacy() -> Privacy {
    let id = |name: &str, pattern: &str| Identity { name: name.into(), pattern: pattern.into() };
    let ids = vec![id("National Insurance number", "AA 99 99 99 A"), id("staff number", "NW-999999")];
    Privacy { passwords: vec!["Losungswort".into()], ids }
}
