//! Why a page was found, as lines for authors.

use ::search::message::{Found, How, Place, Reason};

/// One line for each thing asked for, below a hit.
pub(super) fn text(reasons: &[Reason], colour: bool) -> String {
    reasons.iter().map(|reason| format!("      {}\n", line(reason, colour))).collect()
}

fn line(reason: &Reason, colour: bool) -> String {
    let typed = &reason.typed;
    let typed = if colour { format!("\x1b[1m{typed}\x1b[0m") } else { typed.clone() };
    let read = reason.mended.as_ref().map(|mended| format!("mended to {mended}"));
    let little = if reason.little { ", a question word" } else { "" };
    let Some(found) = &reason.found else {
        let read = read.map(|read| read + ", ").unwrap_or_default();
        return format!("{typed}{little}: {read}nothing on this page");
    };
    let how = match (read, found.how) {
        (Some(read), How::Typed) => read,
        (Some(read), _) => format!("{read}, {}", how(found)),
        (None, _) => how(found),
    };
    let outdone = found.outdone_by.as_ref().map(|others| format!(", outdone by {others}")).unwrap_or_default();
    format!("{typed}{little}: {how}{}{outdone} ({})", place(found.place), share(found.share))
}

fn how(found: &Found) -> String {
    let words = found.words.join(", ");
    match found.how {
        How::Typed => "as typed".to_owned(),
        How::Form => format!("in another form, {words}"),
        How::Partly => format!("only {words}"),
        How::Unfinished => format!("unfinished, as in {words}"),
        How::Synonym => format!("its synonym {words}"),
        How::Everyday => format!("the everyday word {words}"),
        How::Related => format!("the related word {words}"),
        How::Joined => format!("as one word, {words}"),
        How::Parts => format!("its parts, {words}"),
    }
}

fn place(place: Place) -> &'static str {
    match place {
        Place::Text => "",
        Place::Title => ", also in the title",
        Place::Alias => ", also in an alias",
    }
}

fn share(share: f64) -> String {
    let percent = (share * 100.0).round();
    if percent < 1.0 { "below 1 %".to_owned() } else { format!("{percent} %") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(typed: &str, found: Option<(&[&str], How, Place, f64)>) -> Reason {
        let found = found.map(|(words, how, place, share)| Found {
            words: words.iter().map(|word| (*word).to_owned()).collect(),
            how,
            place,
            outdone_by: None,
            share,
        });
        Reason { typed: typed.to_owned(), mended: None, little: false, found }
    }

    #[test]
    fn each_thing_asked_for_has_a_line() {
        let mended = |mended: &str, reason| Reason { mended: Some(mended.to_owned()), ..reason };
        let little = |reason| Reason { little: true, ..reason };
        let mut reasons = vec![
            reason("vpn", Some((&["vpn"], How::Typed, Place::Title, 0.416))),
            little(reason("wont", None)),
            little(reason("my", Some((&["my"], How::Typed, Place::Text, 0.004)))),
            mended("password", reason("pasword", Some((&["password"], How::Typed, Place::Text, 0.1)))),
            mended("printer", reason("pritner", Some((&["print", "printers"], How::Form, Place::Text, 0.08)))),
            mended("monitor", reason("montior", None)),
            reason("two factor", Some((&["factor"], How::Partly, Place::Text, 0.08))),
            reason("mfa", Some((&["two factor"], How::Synonym, Place::Alias, 0.08))),
            reason("delete", Some((&["remove"], How::Everyday, Place::Text, 0.06))),
            reason("subscribe", Some((&["subscription"], How::Related, Place::Text, 0.06))),
            reason("log in", Some((&["login"], How::Joined, Place::Text, 0.06))),
            reason("sign-in", Some((&["sign in"], How::Parts, Place::Text, 0.06))),
            reason("prin", Some((&["print", "printer"], How::Unfinished, Place::Text, 0.1))),
        ];
        let mut outdone = reason("phone", Some((&["phone"], How::Typed, Place::Text, 0.1)));
        outdone.found.iter_mut().for_each(|found| found.outdone_by = Some("smartphone".to_owned()));
        reasons.push(outdone);
        insta::assert_snapshot!(text(&reasons, false), @"
        vpn: as typed, also in the title (42 %)
        wont, a question word: nothing on this page
        my, a question word: as typed (below 1 %)
        pasword: mended to password (10 %)
        pritner: mended to printer, in another form, print, printers (8 %)
        montior: mended to monitor, nothing on this page
        two factor: only factor (8 %)
        mfa: its synonym two factor, also in an alias (8 %)
        delete: the everyday word remove (6 %)
        subscribe: the related word subscription (6 %)
        log in: as one word, login (6 %)
        sign-in: its parts, sign in (6 %)
        prin: unfinished, as in print, printer (10 %)
        phone: as typed, outdone by smartphone (10 %)
        ");
    }

    #[test]
    fn typed_words_stand_out_in_colour() {
        assert_eq!(
            text(&[reason("vpn", Some((&["vpn"], How::Typed, Place::Text, 1.0)))], true),
            "      \x1b[1mvpn\x1b[0m: as typed (100 %)\n"
        );
        assert_eq!(text(&[], true), "");
    }
}
