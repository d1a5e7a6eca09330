//! How often something may be tried: token buckets, kept as rows so that every node counts alike.

use chrono::NaiveDateTime;

/// A bucket that holds `burst` tokens and regains one every `seconds`.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// Part of the row's key.
    pub name: &'static str,
    pub burst: f64,
    pub seconds: f64,
}

/// Wrong log-ins of one account from browsers it has never logged in from. A stranger can use this up; see [`LOGIN_DEVICE`].
pub const LOGIN_ACCOUNT: Limit = Limit { name: "login-account", burst: 10.0, seconds: 60.0 };
/// Wrong log-ins of one account from one browser it has logged in from before; counted apart from everybody else's, so that
/// nobody can keep people out of their own account.
pub const LOGIN_DEVICE: Limit = Limit { name: "login-device", burst: 10.0, seconds: 60.0 };
/// Wrong log-ins from one client address; generous, since a whole office may share it.
pub const LOGIN_ADDRESS: Limit = Limit { name: "login-address", burst: 60.0, seconds: 10.0 };
/// Wrong old passwords of somebody who is logged in and wants a new one.
pub const OLD_PASSWORD: Limit = Limit { name: "old-password", burst: 10.0, seconds: 60.0 };
/// Password-reset mails to one account that are asked for from one place: a client address, or a browser known to the account.
pub const RESET_PLACE: Limit = Limit { name: "reset-place", burst: 3.0, seconds: 1200.0 };
/// Password-reset mails to one account from everywhere but its known browsers, so that nobody's mailbox is flooded.
pub const RESET_ACCOUNT: Limit = Limit { name: "reset-account", burst: 10.0, seconds: 3600.0 };
/// Password-reset requests from one client address.
pub const RESET_ADDRESS: Limit = Limit { name: "reset-address", burst: 20.0, seconds: 60.0 };

/// Links without a login that are good for nothing, from one client address.
pub const LINK_ADDRESS: Limit = Limit { name: "link-address", burst: 60.0, seconds: 10.0 };
/// What is written by one link.
pub const LINK_WRITES: Limit = Limit { name: "link-writes", burst: 30.0, seconds: 60.0 };

impl Limit {
    /// Tokens at `now` of a bucket that held `tokens` at `then`. A clock moved back regains nothing.
    pub fn level(&self, tokens: f64, then: NaiveDateTime, now: NaiveDateTime) -> f64 {
        let passed = (now - then).num_milliseconds().max(0) as f64 / 1000.0;
        (tokens + passed / self.seconds).min(self.burst)
    }

    /// Whole seconds until a bucket at `level` holds a token again.
    pub fn wait(&self, level: f64) -> u64 {
        // In range: at most `seconds`, never negative.
        ((1.0 - level).max(0.0) * self.seconds).ceil() as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{Duration, NaiveDate};

    #[test]
    fn a_bucket_fills_slowly_and_never_over() {
        let limit = Limit { name: "x", burst: 3.0, seconds: 10.0 };
        let then = NaiveDate::from_ymd_opt(2026, 11, 23).and_then(|d| d.and_hms_opt(1, 0, 0)).unwrap();
        assert_eq!(limit.level(0.0, then, then + Duration::seconds(5)), 0.5);
        assert_eq!(limit.level(2.0, then, then + Duration::hours(5)), 3.0);
        assert_eq!(limit.level(1.0, then, then - Duration::hours(5)), 1.0);
        assert_eq!((limit.wait(0.0), limit.wait(0.75), limit.wait(1.0)), (10, 3, 0));
    }
}
