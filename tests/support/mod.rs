//! What the tests stand on: databases migrated once and copied per test, people and workspaces in one line.

#[allow(dead_code)]
pub mod app;
#[allow(dead_code)]
pub mod cast;
pub mod databases;
pub mod postgres;
pub mod race;
#[allow(dead_code)]
pub mod smtp;

pub use app::TestApp;
pub use cast::Cast;
pub use databases::{TestDb, each_database};
pub use race::{meanwhile, overlapping};

/// Whether `LIANXI_TEST_REQUIRE` (comma-separated) names `what`; a skip of it is then a failure.
pub fn is_required(what: &str) -> bool {
    std::env::var("LIANXI_TEST_REQUIRE").is_ok_and(|list| list.split(',').any(|w| w.trim() == what))
}

/// Says aloud that something is not tested here, or fails when it had to be.
pub fn skip(what: &str, why: &str) {
    assert!(!is_required(what), "{what} is required by LIANXI_TEST_REQUIRE but {why}");
    static SAID: std::sync::Mutex<Vec<String>> = std::sync::Mutex::new(Vec::new());
    let mut said = SAID.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if !said.iter().any(|w| w == what) {
        said.push(what.to_owned());
        // Straight to the terminal: the harness would swallow what a passing test prints.
        use std::io::Write;
        if let Ok(mut tty) = std::fs::OpenOptions::new().append(true).open("/dev/stderr") {
            let told = writeln!(tty, "SKIPPED: {what}: {why}");
            assert!(told.is_ok());
        }
    }
}
