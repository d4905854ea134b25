//! Everyday words that people use for one another, whatever their help desk is about.
//!
//! An author's own synonyms say what a company means; these say what everybody means. They count little, so a word that
//! is only nearly the same does no harm.

/// One group a line.
const GROUPS: &str = "\
delete, remove, erase, clear, wipe, get rid, discard, uninstall
add, insert, include, append, put
create, make, new, generate, set up
change, modify, edit, alter, update, switch, replace
disable, turn off, deactivate, stop, switch off, prevent
enable, turn on, activate, allow, switch on
stop, prevent, block, avoid, cancel, end
find, search, locate, look up, discover, seek
show, display, view, see, list
hide, conceal, invisible
see, view, look, watch, read
save, store, keep, back up, archive
backup, back up, export, copy, save
download, export, save
upload, import, add
transfer, move, migrate, import, export
copy, duplicate, clone
send, deliver, forward, submit
receive, get, incoming, arrive
fix, repair, resolve, solve, troubleshoot, solution, resolution
broken, fail, not working, damaged, corrupt, crash
problem, issue, trouble, error, fault, bug
error, failure, fail
picture, image, photo, photograph, pic, graphic
video, movie, film, clip
sound, audio, volume, noise
phone, mobile, smartphone, cell
computer, pc, laptop, machine, desktop
folder, directory
file, document, attachment
document, doc, text
spreadsheet, sheet, table, workbook
email, mail, message
message, text, chat, mail
password, passcode, pw, pin, credential
account, acc, acct, profile
user, person, people, someone, member
people, person, others, someone, somebody, anyone, user
friend, contact
website, site, webpage, page, web
internet, online, web, network
app, application, program, software, tool
setting, option, preference, configuration, configure
link, url, address, hyperlink
share, send, give access
private, privacy, secret, confidential, hidden
secure, security, safe, protect, trust
permission, access, rights, privilege
login, log in, sign in, signin, logon, log on
logout, log out, sign out, log off
register, sign up, join, enrol, enroll, subscribe
connect, connection, join, link, attach
slow, performance, speed, lag
fast, quick, quickly, speed, rapid
easy, simple
big, large, huge, size
small, little, tiny
first, oldest, earliest, initial
last, latest, newest, recent
old, older, previous, former, past
new, fresh, recent
many, multiple, several, lots, various, more than one
single, one, only, sole
all, every, everything, entire, whole, complete
automatic, automatically, auto
permanent, permanently, forever
missing, lost, disappear, vanish, gone
recover, restore, retrieve, undelete, get back
undo, revert, restore, reverse
open, launch, start, run
start, begin, boot, launch
restart, reboot
close, quit, exit, shut
freeze, hang, unresponsive, stuck, not responding
notification, alert, notify, reminder
schedule, timer, delay, later, postpone, put off
meeting, appointment, event
date, day, time
time, hour, minute, moment, when
free, gratis, no cost
buy, purchase, order, pay
price, cost, fee, charge, pay
choose, select, pick
explain, describe, description, meaning
different, other, another, separate
separate, split, divide, break
merge, combine, join, group
group, category, label, thread
tag, label, mark, flag
part, section, portion, segment, piece
specific, particular, certain, exact
exact, exactly, literal, precise
local, locally, offline, own
alternative, instead, replacement, substitute, similar
amount, number, count, quantity
increase, raise, more, bigger, expand, extend
decrease, reduce, lower, less, shrink
limit, restrict, maximum, quota
filter, sort, rule
sort, order, arrange, organise, organize
write, type, enter, compose
format, style, formatting, layout
display, screen, monitor
battery, power, charge
reset, restore, factory, default
test, check, verify, confirm
reply, answer, response, respond
question, ask, query
allow, let, permit, able
colour, color
favourite, favorite, bookmark
organisation, organization, company, business
work, function, operate
calendar, schedule, agenda
info, information, detail
admin, administrator
config, configuration
db, database
";

/// All groups.
pub(crate) fn groups() -> Vec<Vec<String>> {
    GROUPS.lines().map(|line| line.split(", ").map(str::to_owned).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::groups;
    use crate::words::compounds;

    #[test]
    fn every_group_has_several_words_and_none_twice() {
        for group in groups() {
            assert!(group.len() > 1, "{group:?}");
            for (place, words) in group.iter().enumerate() {
                assert!(!compounds(words).is_empty() && *words == words.to_lowercase(), "{words}");
                assert!(!group[place + 1..].contains(words), "`{words}` twice in {group:?}");
            }
        }
    }
}
