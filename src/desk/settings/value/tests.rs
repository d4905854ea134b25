use std::fmt::Debug;

use insta::assert_snapshot;

use super::*;

/// What each text is read as, or why it is none.
fn each<T: Debug>(read: impl Fn(&OsStr) -> Read<T>, texts: &[&str]) -> String {
    let line = |text: &&str| match read(OsStr::new(text)) {
        Ok(value) => format!("{text} = {value:?}\n"),
        Err(Wrong { fault, help, .. }) => format!("{text}: {fault}; {help}\n"),
    };
    texts.iter().map(line).collect()
}

#[test]
fn a_time_has_its_unit_and_bounds() {
    assert_snapshot!(each(time("1s", "1h"), &["30s", " 10 m", "1h", "0s", "61m", "30", "1_000s", "", "soon", "5 weeks", "1.5h", "-1s"]), @"
    30s = 30s
     10 m = 600s
    1h = 3600s
    0s: it is too short; write a time from `1s` to `1h`
    61m: it is too long; write a time from `1s` to `1h`
    30: its unit is missing; write `30s` for seconds, `30m` for minutes, `30h` for hours
    1_000s = 1000s
    : it is no time; write a whole number and `s`, `m`, `h` or `d`, such as `30s` or `10m`
    soon: it is no time; write a whole number and `s`, `m`, `h` or `d`, such as `30s` or `10m`
    5 weeks: it is no time; write a whole number and `s`, `m`, `h` or `d`, such as `30s` or `10m`
    1.5h: it is no time; write a whole number and `s`, `m`, `h` or `d`, such as `30s` or `10m`
    -1s: it is no time; write a whole number and `s`, `m`, `h` or `d`, such as `30s` or `10m`
    ");
    assert!(time("1s", "1d")(OsStr::new("99999999999999999999d")).is_err());
}

#[test]
fn a_size_has_its_unit_and_bounds() {
    assert_snapshot!(each(body, &["2MB", "512 kb", "1MiB", "1024B", "1B", "17MB", "2000000", "", "much", "2TB"]), @"
    2MB = 2097152
    512 kb = 524288
    1MiB = 1048576
    1024B = 1024
    1B: it is too small; write a size from `1kB` to `16MB`
    17MB: it is too large; write a size from `1kB` to `16MB`
    2000000: its unit is missing; write `2000000B` for bytes, or `kB`, `MB` or `GB`, of 1024 each
    : it is no size; write a whole number and `kB`, `MB` or `GB`, such as `2MB`
    much: it is no size; write a whole number and `kB`, `MB` or `GB`, such as `2MB`
    2TB: it is no size; write a whole number and `kB`, `MB` or `GB`, such as `2MB`
    ");
    assert_snapshot!(each(room, &["2GB", "1MB", "1kB", "9999999999GB"]), @"
    2GB = 2147483648
    1MB = 1048576
    1kB: no file would fit, or all of them; write a size from `1MB`, such as `2GB`
    9999999999GB: no file would fit, or all of them; write a size from `1MB`, such as `2GB`
    ");
}

#[test]
fn days_are_a_number() {
    assert_snapshot!(each(days, &["1", " 30 ", "3650", "0", "3651", "30d", ""]), @"
    1 = 1
     30  = 30
    3650 = 3650
    0: it is no number of days; write a whole number from `1` to `3650`
    3651: it is no number of days; write a whole number from `1` to `3650`
    30d: it is no number of days; write a whole number from `1` to `3650`
    : it is no number of days; write a whole number from `1` to `3650`
    ");
}

#[test]
fn a_rate_is_a_number_perhaps_with_its_time() {
    assert_snapshot!(each(rate, &["30", "200/1h", "5 / 30s", "0", "0/1h", "30/10", "30/0s", "30/2d", "many", "/1h", "30/h", "30MB"]), @"
    30 = Some(Limit { count: 30, per: 600s })
    200/1h = Some(Limit { count: 200, per: 3600s })
    5 / 30s = Some(Limit { count: 5, per: 30s })
    0 = None
    0/1h = None
    30/10: behind the `/` there is no time with its unit; write a whole number for 10 minutes, such as `30`, or with its time, such as `200/1h`; `0` is no limit
    30/0s: a rate is counted in a second to a day; write a whole number for 10 minutes, such as `30`, or with its time, such as `200/1h`; `0` is no limit
    30/2d: a rate is counted in a second to a day; write a whole number for 10 minutes, such as `30`, or with its time, such as `200/1h`; `0` is no limit
    many: it does not begin with a whole number; write a whole number for 10 minutes, such as `30`, or with its time, such as `200/1h`; `0` is no limit
    /1h: it does not begin with a whole number; write a whole number for 10 minutes, such as `30`, or with its time, such as `200/1h`; `0` is no limit
    30/h: behind the `/` there is no time with its unit; write a whole number for 10 minutes, such as `30`, or with its time, such as `200/1h`; `0` is no limit
    30MB: it does not begin with a whole number; write a whole number for 10 minutes, such as `30`, or with its time, such as `200/1h`; `0` is no limit
    ");
    assert_snapshot!(each(megabytes_rate, &["600", "600MB/10m", "2GB/1h", "0", "500kB", "much"]), @"
    600 = Some(Limit { count: 600, per: 600s })
    600MB/10m = Some(Limit { count: 600, per: 600s })
    2GB/1h = Some(Limit { count: 2048, per: 3600s })
    0 = None
    500kB: it does not begin with a whole number; write megabytes for 10 minutes, such as `600MB`, or with their time, such as `2GB/1h`; `0` is no limit
    much: it does not begin with a whole number; write megabytes for 10 minutes, such as `600MB`, or with their time, such as `2GB/1h`; `0` is no limit
    ");
    let written = |text: &str| in_words(rate(OsStr::new(text)).unwrap_or_default());
    assert_eq!(["30", "200/1h", "5/90s", "0"].map(written), ["30/10m", "200/1h", "5/90s", "0"]);
}

#[test]
fn an_address_is_no_name() {
    let texts = ["127.0.0.1:8081", "[::1]:0", "localhost:8085", ":8085", "8085", "help.example.com:8085", "0.0.0.0"];
    assert_snapshot!(each(address, &texts), @"
    127.0.0.1:8081 = 127.0.0.1:8081
    [::1]:0 = [::1]:0
    localhost:8085: a name is no address; write `127.0.0.1:8085`
    :8085: it is no address with a port; write `127.0.0.1:8085` for this computer only, `0.0.0.0:8085` for every network it is in, or one of its own addresses
    8085: it is no address with a port; write `127.0.0.1:8085` for this computer only, `0.0.0.0:8085` for every network it is in, or one of its own addresses
    help.example.com:8085: it is no address with a port; write `127.0.0.1:8085` for this computer only, `0.0.0.0:8085` for every network it is in, or one of its own addresses
    0.0.0.0: it is no address with a port; write `127.0.0.1:8081` for this computer only, `0.0.0.0:8081` for every network it is in, or one of its own addresses
    ");
}

#[test]
fn paths_origins_and_headers_are_told_what_to_be() {
    assert_snapshot!(each(database, &["tickets.db", "", "postgres://db.example/desk", "mysql://a:geheim@db"]), @r#"
    tickets.db = tickets.db
    : it is empty; write a path such as `/var/lib/tierzero/tickets.db`, or leave it out
    postgres://db.example/desk = postgres://db.example/desk
    mysql://a:geheim@db: tickets cannot be kept in `mysql:`; write a file such as `tickets.db`, or `postgres://USER@HOST:PORT/DATABASE`
    "#);
    assert_snapshot!(each(origin, &["https://help.example.com", "help.example.com", "https://help.example.com/x"]), @r#"
    https://help.example.com = "https://help.example.com"
    help.example.com: the scheme is missing; write scheme, host and port only: `https://help.example.com`
    https://help.example.com/x: there is more behind the host; write scheme, host and port only: `https://help.example.com`
    "#);
    assert_snapshot!(each(header, &["X-Forwarded-For", "x forwarded", ""]), @r#"
    X-Forwarded-For = "x-forwarded-for"
    x forwarded: it is no name of a header; write the name of a header alone, such as `x-forwarded-for`
    : it is no name of a header; write the name of a header alone, such as `x-forwarded-for`
    "#);
}

#[cfg(unix)]
#[test]
fn a_path_may_be_anything_and_a_value_is_text() {
    let odd = <OsStr as std::os::unix::ffi::OsStrExt>::from_bytes(b"/x\xff");
    assert_eq!(path(odd), Ok(PathBuf::from(odd)));
    assert!(rate(odd).is_err_and(|wrong| wrong.fault == "it is no UTF-8"));
}

#[test]
fn a_number_of_connections_is_whole_and_not_none() {
    assert_snapshot!(each(connections, &["500", "7_00", "0", "-1", "many", "1.5"]), @"
    500 = 500
    7_00 = 700
    0: nobody could connect; write at least `1`
    -1: it is no whole number; write a whole number, such as `500`
    many: it is no whole number; write a whole number, such as `500`
    1.5: it is no whole number; write a whole number, such as `500`
    ");
}

#[test]
fn more_connections_than_files_may_be_open_are_told_with_the_number_that_fits() {
    let Err(Wrong { fault, help, .. }) = connections("99_999_999_999".as_ref()) else { panic!() };
    assert!(fault.starts_with("there is no room for 99999999999 connections: this process may have"), "{fault}");
    assert!(help.starts_with("set `connections` to ") && help.contains("LimitNOFILE="), "{help}");
}
