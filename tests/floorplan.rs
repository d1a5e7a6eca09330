//! The floor plan holds: imports go down, Diesel and actix stay in their rooms, the clock is asked in one place, and reads
//! across workspaces are the few listed here.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// Rooms from the lowest up. A room may import those before it; rooms on one line may import each other's doors never.
const FLOORS: &[&str] = &[
    "schema",
    "platform",
    "tenancy",
    "calendar",
    "timeline",
    "schedule",
    "accounts",
    "site",
    "outbox",
    "attachments",
    "access",
    "people",
    "operator",
    "duties",
    "departments",
    "settings",
    "policy",
    "instructions",
    "meetings",
    "enforcement",
    "accountability",
    "workdays",
    "assessment",
    "digests",
    "search",
    "exchange",
    "api",
    "home",
    "demo",
    "app",
    "cli",
];

/// Functions that read or write over all workspaces, each with a reason to.
const ACROSS: &[&str] = &[
    // Log-in and the door: who somebody is comes before which workspace.
    "member_scope_all_workspaces",
    "workspaces_of_person_all_workspaces",
    // An invitation names its workspace; who opens it belongs to none yet.
    "invitation_by_secret_all_workspaces",
    // The operator keeps the list of workspaces, without a look inside.
    "workspaces_listed_all_workspaces",
    // Jobs and the command line go through the workspaces one by one.
    "each_workspace_all_workspaces",
    // Signed links and the command line name their workspace by its slug.
    "workspace_scope_all_workspaces",
    // The worker's queue is one for all.
    "lease_all_workspaces",
    "settle_all_workspaces",
    "release_all_workspaces",
    // It makes the secrets of links as it takes the mails that carry them.
    "make_all_workspaces",
    "new_link_all_workspaces",
    "invitation_is_open_all_workspaces",
    "new_invitation_secret_all_workspaces",
    "ensure_all_workspaces",
    "claim_due_all_workspaces",
    "finish_all_workspaces",
    "fail_all_workspaces",
];

struct Source {
    /// Below `src/`, with `/`.
    path: String,
    /// Without comments and without the tests at the end.
    code: String,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut waiting: Vec<PathBuf> = vec![root.clone()];
    while let Some(dir) = waiting.pop() {
        for entry in fs::read_dir(dir).expect("src is readable").flatten() {
            let path = entry.path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") && !path.ends_with("tests.rs") {
                let text = fs::read_to_string(&path).expect("a source file");
                let code: Vec<&str> = text
                    .split("#[cfg(test)]\nmod tests {")
                    .next()
                    .unwrap_or_default()
                    .lines()
                    .filter(|l| !l.trim_start().starts_with("//"))
                    .collect();
                let path = path.strip_prefix(&root).expect("below src").to_string_lossy().replace('\\', "/");
                found.push(Source { path, code: code.join("\n") });
            }
        }
    }
    assert!(found.len() > 40, "the sources were found");
    found
}

impl Source {
    fn room(&self) -> &str {
        self.path.split('/').next().unwrap_or_default().trim_end_matches(".rs")
    }

    /// Whether the file is one of these kinds of furniture: `store.rs`, `store/…`, `x_store.rs` never.
    fn is(&self, kinds: &[&str]) -> bool {
        self.path.split('/').any(|part| kinds.contains(&part.trim_end_matches(".rs")))
    }

    /// Rooms named after `crate::`, in plain and in grouped imports.
    fn imports(&self) -> BTreeSet<String> {
        let mut rooms = BTreeSet::new();
        for rest in self.code.split("crate::").skip(1) {
            if let Some(group) = rest.strip_prefix('{') {
                // The first name of every member of the group.
                let mut depth = 1;
                let mut name = String::new();
                for c in group.chars() {
                    match c {
                        '{' => depth += 1,
                        '}' => depth -= 1,
                        ',' => {}
                        c if depth == 1 && (c.is_alphanumeric() || c == '_' || c == ':') => {
                            name.push(c);
                            continue;
                        }
                        _ => {}
                    }
                    if depth <= 1 || c == '{' {
                        rooms.insert(name.split(':').next().unwrap_or_default().to_owned());
                        name.clear();
                    }
                    if depth == 0 {
                        break;
                    }
                }
            } else {
                rooms.insert(rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default().to_owned());
            }
        }
        rooms.remove("");
        rooms.remove("each_backend");
        rooms
    }
}

#[test]
fn imports_go_down() {
    let rank = |room: &str| FLOORS.iter().position(|r| *r == room);
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|s| !matches!(s.room(), "lib" | "main")) {
        let Some(own) = rank(source.room()) else {
            wrong.push(format!("{}: its room has no floor", source.path));
            continue;
        };
        for import in source.imports() {
            match rank(&import) {
                Some(other) if other <= own => {}
                Some(_) => wrong.push(format!("{} imports {import}, which is above it", source.path)),
                None => wrong.push(format!("{} imports {import}, which has no floor", source.path)),
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn diesel_stays_in_its_rooms() {
    let allowed = |s: &Source| {
        s.is(&["store", "queries", "sessions"])
            || s.path.starts_with("platform/db/")
            || matches!(s.path.as_str(), "schema.rs" | "platform/error.rs")
    };
    // `Queryable` rows that are model types are plain data; the queries themselves stay in the stores.
    let names_diesel = |s: &Source| s.code.lines().any(|l| l.contains("diesel::") && !l.contains("diesel::prelude::{Queryable"));
    let wrong: Vec<String> =
        sources().into_iter().filter(|s| names_diesel(s) && !allowed(s) && !s.path.ends_with("/model.rs")).map(|s| s.path).collect();
    assert!(wrong.is_empty(), "Diesel outside of stores and queries: {wrong:#?}");
}

#[test]
fn actix_stays_in_its_rooms() {
    let allowed =
        |s: &Source| s.is(&["pages", "api", "site", "app"]) || s.path.starts_with("platform/http/") || s.path.starts_with("platform/view/");
    let wrong: Vec<String> = sources().into_iter().filter(|s| s.code.contains("actix_web::") && !allowed(s)).map(|s| s.path).collect();
    assert!(wrong.is_empty(), "actix outside of pages: {wrong:#?}");
}

#[test]
fn only_the_clock_asks_for_the_time() {
    // Keys of rows and monotonic spans (durations, idle connections) are no dates anybody reads.
    let allowed = ["platform/clock.rs", "platform/id.rs"];
    let wrong: Vec<String> = sources()
        .into_iter()
        .filter(|s| ["Utc::now", "Local::now", "SystemTime::now"].iter().any(|w| s.code.contains(w)) && !allowed.contains(&s.path.as_str()))
        .map(|s| s.path)
        .collect();
    assert!(wrong.is_empty(), "asks the system for the time: {wrong:#?}");
}

#[test]
fn reads_across_workspaces_are_listed() {
    let mut unlisted = BTreeSet::new();
    let mut unnamed = BTreeSet::new();
    for source in sources() {
        for rest in source.code.split("fn ").skip(1) {
            let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if name.ends_with("_all_workspaces") && !ACROSS.contains(&name.as_str()) {
                unlisted.insert(name);
            }
        }
        // Whoever opens a transaction over all workspaces does so to call such a function, within a few lines.
        let uses_all = source.code.contains("Tenant::All") && !source.path.starts_with("platform/db/");
        if uses_all && !source.code.contains("_all_workspaces") && !source.code.contains("enqueue_for_installation") {
            unnamed.insert(source.path);
        }
    }
    assert!(unlisted.is_empty(), "across workspaces but not listed here: {unlisted:#?}");
    assert!(unnamed.is_empty(), "opens all workspaces without a function named so: {unnamed:#?}");
}
