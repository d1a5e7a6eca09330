//! Passwords: argon2id, hashed off the async threads and few at a time, since each takes 19 MiB and some 20 ms of a core.
//!
//! Parameters and length rules after the OWASP Password Storage and Authentication cheat sheets and NIST SP 800-63B:
//! length counts, composition does not, common passwords are refused.

use std::{
    cell::RefCell,
    sync::{Condvar, LazyLock, Mutex, PoisonError},
};

use argon2::{
    Algorithm, Argon2, Block, Params, PasswordHash, PasswordHasher, Version,
    password_hash::{SaltString, rand_core::OsRng},
};
use subtle::ConstantTimeEq;

use super::guessable;
use crate::platform::error::{Error, Message, Result};

/// Memory in KiB, passes, lanes.
const MEMORY: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// Shortest password in characters; a passphrase of 15 or more is what the page advises.
pub const MIN_CHARS: usize = 10;
/// Longest in bytes, so that nobody makes the server hash a book.
pub const MAX_BYTES: usize = 1024;

/// How many hashes may be computed at once; the others wait.
const AT_ONCE: usize = 2;

/// Found out as the program is built: weaker ones could never stand in for them unseen.
const PARAMS: Params = match Params::new(MEMORY, PASSES, LANES, None) {
    Ok(params) => params,
    Err(_) => panic!("argon2 does not accept these parameters"),
};

fn hasher() -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, PARAMS)
}

/// A hash of a random password nobody knows: verified for unknown people, so that they take as long as known ones.
static DUMMY: LazyLock<Result<String>> = LazyLock::new(|| hash_at_once(&crate::platform::secret::new_secret()));

/// Prepares what a log-in of somebody unknown is compared with, so that the first of them takes no longer than the rest.
pub fn warm_up() {
    LazyLock::force(&DUMMY);
}

/// Refuses what is too short, too long, common, or the person's own name or address, with figures around it or without. `field`: the
/// form's input; `own_words`: name and address.
pub fn check(field: &str, password: &str, own_words: &[&str]) -> Result<()> {
    let refuse = |key| Err(Error::invalid(field, Message::new(key).number("min", MIN_CHARS as f64)));
    if password.chars().count() < MIN_CHARS {
        return refuse("account-password-too-short");
    }
    if password.len() > MAX_BYTES {
        return refuse("account-password-too-long");
    }
    if guessable::is_common(password) {
        return refuse("account-password-common");
    }
    if guessable::is_of(password, own_words) {
        return refuse("account-password-own-words");
    }
    Ok(())
}

/// The PHC string to be stored.
pub fn hash(password: &str) -> Result<String> {
    let _turn = Turn::wait();
    hash_at_once(password)
}

/// Without waiting for a turn: the caller has one, or is the only one.
fn hash_at_once(password: &str) -> Result<String> {
    let salt = SaltString::generate(&mut OsRng);
    hasher().hash_password(password.as_bytes(), &salt).map(|h| h.to_string()).map_err(|e| Error::internal(e.to_string()))
}

/// What a verification found.
#[derive(Debug, PartialEq)]
pub enum Verdict {
    Right,
    /// Right, but the stored hash is weaker than today's parameters: store the new one.
    RightRehash(String),
    Wrong,
}

/// Compares in the same time for a wrong password, a person without one and nobody at all.
pub fn verify(password: &str, stored: Option<&str>) -> Result<Verdict> {
    Turn::wait().verify(password, stored)
}

fn is_current(stored: &PasswordHash<'_>) -> bool {
    stored.algorithm.as_str() == "argon2id"
        && Params::try_from(stored).is_ok_and(|p| p.m_cost() >= MEMORY && p.t_cost() >= PASSES && p.p_cost() >= LANES)
}

/// A turn at hashing; at most [`AT_ONCE`] exist, so that a flood of logins cannot take all memory and cores. With it comes the
/// memory to hash in: handed on while others wait, since new memory costs a fifth of a hash, and given back when nobody does.
pub struct Turn {
    memory: RefCell<Vec<Block>>,
}

#[derive(Default)]
struct Turns {
    busy: usize,
    waiting: usize,
    spare: Vec<Vec<Block>>,
}

static TURNS: (Mutex<Turns>, Condvar) = (Mutex::new(Turns { busy: 0, waiting: 0, spare: Vec::new() }), Condvar::new());

impl Turn {
    /// Waits until it is this thread's turn.
    pub fn wait() -> Self {
        let mut turns = TURNS.0.lock().unwrap_or_else(PoisonError::into_inner);
        turns.waiting += 1;
        while turns.busy >= AT_ONCE {
            turns = TURNS.1.wait(turns).unwrap_or_else(PoisonError::into_inner);
        }
        turns.waiting -= 1;
        turns.busy += 1;
        Self { memory: RefCell::new(turns.spare.pop().unwrap_or_default()) }
    }

    /// As [`verify`], by somebody whose turn it is.
    pub fn verify(&self, password: &str, stored: Option<&str>) -> Result<Verdict> {
        if password.len() > MAX_BYTES {
            return Ok(Verdict::Wrong);
        }
        let dummy = || DUMMY.as_deref().map_err(|e| Error::internal(e.to_string()));
        let compared = stored.map_or_else(dummy, Ok)?;
        let parsed = PasswordHash::new(compared).map_err(|e| Error::internal(e.to_string()))?;
        if !self.is_hash_of(password, &parsed)? || stored.is_none() {
            return Ok(Verdict::Wrong);
        }
        if is_current(&parsed) { Ok(Verdict::Right) } else { Ok(Verdict::RightRehash(hash_at_once(password)?)) }
    }

    /// # Errors
    /// `Internal` when the stored hash is not one of argon2's.
    fn is_hash_of(&self, password: &str, stored: &PasswordHash<'_>) -> Result<bool> {
        let fault = |e: &dyn std::fmt::Display| Error::internal(format!("a stored password: {e}"));
        let algorithm = Algorithm::try_from(stored.algorithm).map_err(|e| fault(&e))?;
        let version = stored.version.map_or(Ok(Version::V0x13), Version::try_from).map_err(|e| fault(&e))?;
        let params = Params::try_from(stored).map_err(|e| fault(&e))?;
        let (Some(salt), Some(expected)) = (stored.salt, stored.hash) else { return Err(fault(&"no salt or no hash")) };
        let mut bytes = [0; 64];
        let salt = salt.decode_b64(&mut bytes).map_err(|e| fault(&e))?;
        let mut found = vec![0; expected.len()];
        let blocks = params.block_count();
        let mut memory = self.memory.borrow_mut();
        if memory.len() < blocks {
            memory.resize(blocks, Block::default());
        }
        let hasher = Argon2::new(algorithm, version, params);
        hasher.hash_password_into_with_memory(password.as_bytes(), salt, &mut found, &mut memory[..blocks]).map_err(|e| fault(&e))?;
        Ok(found.ct_eq(expected.as_bytes()).into())
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut turns = TURNS.0.lock().unwrap_or_else(PoisonError::into_inner);
        turns.busy -= 1;
        if turns.waiting > 0 {
            turns.spare.push(self.memory.take());
        } else {
            turns.spare.clear();
        }
        TURNS.1.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn right_wrong_and_nobody() {
        let stored = hash("秋水共长天一色，落霞与孤鹜").expect("hashes");
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert_eq!(verify("秋水共长天一色，落霞与孤鹜", Some(&stored)).expect("verifies"), Verdict::Right);
        assert_eq!(verify("秋水共长天一色", Some(&stored)).expect("verifies"), Verdict::Wrong);
        assert_eq!(verify("whatever it may be", None).expect("verifies"), Verdict::Wrong);
    }

    #[test]
    fn a_weaker_hash_is_replaced() {
        let weak = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(8, 1, 1, None).expect("params"));
        let stored = weak.hash_password(b"correct horse battery", &SaltString::generate(&mut OsRng)).expect("hashes").to_string();
        let Verdict::RightRehash(new) = verify("correct horse battery", Some(&stored)).expect("verifies") else { panic!("not rehashed") };
        assert_eq!(verify("correct horse battery", Some(&new)).expect("verifies"), Verdict::Right);
    }

    #[test]
    fn rules() {
        for bad in ["short", "password123", "1234567890", "aaaaaaaaaaaa", "abcdefghijkl", "qwertyuiop", "chenjing@example.cn"] {
            assert!(check("password", bad, &["ChenJing@example.cn"]).is_err(), "{bad}");
        }
        for good in ["four plain words here", "一行白鹭上青天窗含西岭", "x7-quiet-river"] {
            assert!(check("password", good, &["陈静"]).is_ok(), "{good}");
        }
    }
}
