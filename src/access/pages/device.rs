//! A browser's mark: that accounts have logged in from it before. It opens nothing; its wrong tries are only counted apart from
//! those of strangers, who then cannot keep anybody out of their own account (OWASP: device cookies).

use actix_web::{
    HttpRequest,
    cookie::{Cookie, time::Duration},
    web,
};
use chrono::{NaiveDate, NaiveDateTime};

use crate::{
    access::actions::account_key,
    platform::{
        http::{HttpState, own_cookie, read_cookie},
        secret,
    },
};

const COOKIE: &str = "lx_device";
const PURPOSE: &str = "device";
/// Days a mark lasts after the last log-in.
const DAYS: i64 = 180;
/// Accounts a browser remembers: those who share a computer.
const MOST: usize = 4;

/// The browser's mark for an account, where it has one.
pub(super) fn known(req: &HttpRequest, email: &str, now: NaiveDateTime) -> Option<String> {
    let state = req.app_data::<web::Data<HttpState>>()?;
    let account = account_key(email);
    marks(req, now).into_iter().find(|mark| mark.is_of(state, &account)).map(|mark| mark.name)
}

/// The cookie of a browser that has just proved to be an account's, beside the marks it had.
pub(super) fn remember(req: &HttpRequest, email: &str, now: NaiveDateTime) -> Option<Cookie<'static>> {
    let state = req.app_data::<web::Data<HttpState>>()?;
    let account = account_key(email);
    let others = marks(req, now).into_iter().filter(|mark| !mark.is_of(state, &account));
    let all: Vec<String> = [Mark::new(state, &account, now)].into_iter().chain(others).take(MOST).map(|mark| mark.written()).collect();
    Some(own_cookie(state.secure, COOKIE, all.join("~"), Some(Duration::days(DAYS))))
}

/// One account's mark. The cookie does not say whose: only the signature, made over the account too, fits or does not.
struct Mark {
    name: String,
    /// Last day, in days since 1970.
    until: i64,
    signature: String,
}

impl Mark {
    fn new(state: &HttpState, account: &str, now: NaiveDateTime) -> Self {
        let name: String = secret::new_secret().chars().take(16).collect();
        let until = day(now) + DAYS;
        let signature = Self::sign(state, account, &name, until);
        Self { name, until, signature }
    }

    fn sign(state: &HttpState, account: &str, name: &str, until: i64) -> String {
        state.sign(PURPOSE, &format!("{name}.{until}.{account}")).chars().take(32).collect()
    }

    fn is_of(&self, state: &HttpState, account: &str) -> bool {
        secret::equal(&Self::sign(state, account, &self.name, self.until), &self.signature)
    }

    fn read(text: &str) -> Option<Self> {
        let mut parts = text.split('.');
        let (name, until, signature) = (parts.next()?, parts.next()?.parse().ok()?, parts.next()?);
        let plain = parts.next().is_none() && name.len() == 16 && signature.len() == 32;
        plain.then(|| Self { name: name.to_owned(), until, signature: signature.to_owned() })
    }

    fn written(&self) -> String {
        format!("{}.{}.{}", self.name, self.until, self.signature)
    }
}

fn marks(req: &HttpRequest, now: NaiveDateTime) -> Vec<Mark> {
    let cookie = read_cookie(req, COOKIE).unwrap_or_default();
    cookie.split('~').take(MOST).filter_map(Mark::read).filter(|mark| mark.until >= day(now)).collect()
}

fn day(now: NaiveDateTime) -> i64 {
    (now.date() - NaiveDate::default()).num_days()
}
