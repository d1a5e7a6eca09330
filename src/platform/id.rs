//! Keys of rows: 63-bit integers that sort by the time they were made, allotted without asking the database.
//!
//! 42 bits of milliseconds since 2020, then 21 bits: a random start per millisecond, counted on within the process.
//! Two processes that hit the same number violate the primary key and the transaction fails as a whole; at the
//! rates of this program that is once in centuries.

use std::sync::atomic::{AtomicI64, Ordering};

use chrono::Utc;

/// 2020-01-01T00:00:00Z in milliseconds.
const EPOCH: i64 = 1_577_836_800_000;
const LOW_BITS: u32 = 21;

static LAST: AtomicI64 = AtomicI64::new(0);

/// A new key, larger than every one this process made before.
pub fn new_id() -> i64 {
    let millis = (Utc::now().timestamp_millis() - EPOCH).max(1);
    // Half the low bits are left for counting on within the millisecond.
    let fresh = (millis << LOW_BITS) | (rand::random::<i64>() & ((1 << (LOW_BITS - 1)) - 1));
    let mut last = LAST.load(Ordering::Relaxed);
    loop {
        let next = fresh.max(last + 1);
        match LAST.compare_exchange_weak(last, next, Ordering::Relaxed, Ordering::Relaxed) {
            Ok(_) => return next,
            Err(seen) => last = seen,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_grow_and_never_repeat() {
        let ids: Vec<i64> = (0..10_000).map(|_| new_id()).collect();
        assert!(ids.windows(2).all(|w| w[0] < w[1]));
        assert!(ids[0] > 0);
    }
}
