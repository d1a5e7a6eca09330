//! Nobody gets at what is not theirs: every route, by everybody, with their own and with a stranger's objects.

use std::{collections::BTreeSet, io::Read};

use lianxi::{
    app::routes,
    platform::http::{Access, RouteInfo},
};

use crate::{
    support::{
        TestApp,
        app::{Answer, Browser},
    },
    world::{
        CANARY, OURS, Persona, Side, World,
        side::is_member,
        table::{Row, Value, Who, rows},
        tenant_counts,
    },
};

#[test]
fn every_route_has_a_row_and_every_row_a_route() {
    let routes: BTreeSet<String> = routes().table().iter().map(|r| format!("{} {}", r.method, r.pattern)).collect();
    let listed: Vec<String> = rows().iter().map(|r| format!("{} {}", r.method, r.pattern)).collect();
    let rows: BTreeSet<String> = listed.iter().cloned().collect();
    assert_eq!(rows.len(), listed.len(), "a route has two rows");
    let missing: Vec<_> = routes.difference(&rows).collect();
    let gone: Vec<_> = rows.difference(&routes).collect();
    assert!(missing.is_empty() && gone.is_empty(), "no row in tests/world/table.rs for {missing:#?}; no route any more for {gone:#?}");
}

#[test]
fn rows_say_what_routes_say_about_who_comes_in() {
    for route in routes().table() {
        let Some(row) = row_of(&route) else { continue };
        let fits = match (route.access, row.who) {
            (Access::Public | Access::Link, Who::Public) | (Access::SignedIn, Who::SignedIn | Who::Operator) => true,
            (Access::Workspace, Who::Members(_)) => row.is_in_workspace(),
            _ => false,
        };
        assert!(fits, "{} {} is {:?} but its row says {:?}", route.method, route.pattern, route.access, row.who);
    }
}

#[test]
fn the_only_change_without_a_token_is_to_stop_a_digest() {
    let open: Vec<String> =
        routes().table().iter().filter(|r| r.access == Access::Link).map(|r| format!("{} {}", r.method, r.pattern)).collect();
    assert_eq!(open, ["POST /digest-stop/{slug}/{kind}/{secret}"]);
}

fn row_of(route: &RouteInfo) -> Option<Row> {
    rows().into_iter().find(|r| r.method == route.method.as_str() && r.pattern == route.pattern)
}

#[test]
fn nobody_gets_at_what_is_not_theirs() {
    TestApp::each(|app| {
        let cast = app.cast();
        let world = World::new(app, &cast);
        for (table, n) in tenant_counts(app.db(), world.theirs.workspace) {
            assert!(n > 0, "the stranger's workspace has no row in {table}: tests/world must make one");
        }
        let mut walk = Walk::new(&world);
        for row in rows() {
            walk.visitor(&row);
            walk.own(&row);
            if row.is_in_workspace() {
                walk.strangers_workspace(&row);
                walk.strangers_objects(&row);
                walk.strangers_fields(&row);
            }
        }
        eprintln!("{} requests", walk.requests);
        assert!(walk.faults.is_empty(), "{} faults:\n{}", walk.faults.len(), walk.faults.join("\n"));
    });
}

/// Goes through the table and collects what is wrong, so that one run shows all of it.
struct Walk<'a> {
    world: &'a World<'a>,
    faults: Vec<String>,
    requests: usize,
    visitor: Browser,
    ours: Vec<(Persona, Browser)>,
    theirs: Vec<(Persona, Browser)>,
}

/// Routes that end sessions; everybody then logs in anew.
const ENDS_SESSIONS: [&str; 2] = ["/logout", "/account/sessions/end-others"];

const LEAVES: &str = "/w/{slug}/leave";
/// A word that is nowhere.
const NOTHING: &str = "nowhere-to-be-found";

impl<'a> Walk<'a> {
    fn new(world: &'a World<'a>) -> Self {
        let mut visitor = world.app.visitor();
        visitor.open_form("/login");
        let (ours, theirs) = (world.browsers(&world.ours), world.browsers(&world.theirs));
        Self { world, faults: Vec::new(), requests: 0, visitor, ours, theirs }
    }

    /// Asks, and looks for the word that must not be in what comes back.
    fn ask(&mut self, who: &str, browser: &Browser, row: &Row, path: &str, form: &[(String, String)], hidden: &str) -> Answer {
        self.requests += 1;
        let form: Vec<(&str, &str)> = form.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        let answer = match (row.method, row.file) {
            ("GET", _) => browser.get(path),
            (_, Some((field, name, bytes))) => browser.upload(path, &form, field, name, bytes),
            _ => browser.post(path, &form),
        };
        if contains(&answer, hidden) {
            self.faults.push(format!("{who}: {} {path} → {} shows the word of the other workspace", row.method, answer.status));
        }
        answer
    }

    fn check(&mut self, who: &str, row: &Row, path: &str, answer: &Answer, wanted: &[u16]) {
        let status = answer.status.as_u16();
        if !wanted.contains(&status) {
            let said = answer.select_text("main");
            let said: String = said.chars().take(160).collect();
            self.faults.push(format!("{who}: {} {path} ({}) → {status} instead of {wanted:?}: {said}", row.method, row.pattern));
        }
    }

    /// Without a session, everything but the public pages leads to the log-in.
    fn visitor(&mut self, row: &Row) {
        let browser = self.visitor.clone();
        let path = row.path(self.world.ours.slug, &self.world.ours);
        let form = row.form(&self.world.ours);
        let answer = self.ask("visitor", &browser, row, &path, &form, CANARY);
        if row.who == Who::Public {
            self.check("visitor", row, &path, &answer, row.answers);
        } else {
            self.check("visitor", row, &path, &answer, &[303]);
            if !answer.location().starts_with("/login") || contains(&answer, OURS) {
                self.faults.push(format!("visitor: {} {path} leads to {:?}", row.method, answer.location()));
            }
        }
    }

    /// Everybody of ours with our own objects: who may is let in, others are told 403, whose object it is not to know 404.
    fn own(&mut self, row: &Row) {
        let ours = &self.world.ours;
        let browsers = self.ours.clone();
        let shared = (row.path(ours.slug, ours), row.form(ours));
        for (persona, browser) in browsers {
            let who = format!("{persona:?}");
            // Whoever may change the object gets one of their own.
            let uses_up = row.method == "POST" && row.admits(persona);
            let (path, form) = if uses_up { (row.path(ours.slug, ours), row.form(ours)) } else { shared.clone() };
            // Who leaves is a member made for it.
            let browser = if uses_up && row.pattern == LEAVES { self.world.app.browser(&ours.member()) } else { browser };
            // Operators see the names of all workspaces, which is their work.
            let hidden = if row.who == Who::Operator && persona == Persona::Operator { NOTHING } else { CANARY };
            let answer = self.ask(&who, &browser, row, &path, &form, hidden);
            let wanted = match row.who {
                _ if row.admits(persona) => row.answers,
                Who::Operator => &[404],
                _ if !is_member(persona) => &[404],
                _ => row.others,
            };
            self.check(&who, row, &path, &answer, wanted);
        }
        if ENDS_SESSIONS.contains(&row.pattern) {
            (self.ours, self.theirs) = (self.world.browsers(ours), self.world.browsers(&self.world.theirs));
        }
    }

    /// Our people in the stranger's workspace, and the stranger's in ours: it does not exist for them.
    fn strangers_workspace(&mut self, row: &Row) {
        let (ours, theirs) = (&self.world.ours, &self.world.theirs);
        for (visitors, browsers, host, word) in [(ours, self.ours.clone(), theirs, CANARY), (theirs, self.theirs.clone(), ours, OURS)] {
            let (path, form) = (row.path(host.slug, host), row.form(host));
            for (persona, browser) in browsers {
                let who = format!("{persona:?} of {}", visitors.slug);
                let answer = self.ask(&who, &browser, row, &path, &form, word);
                self.check(&who, row, &path, &answer, &[404]);
            }
        }
    }

    /// The stranger's object by our address: 404 to whoever may, 403 or 404 to others.
    fn strangers_objects(&mut self, row: &Row) {
        if row.path.is_empty() {
            return;
        }
        let (ours, theirs) = (&self.world.ours, &self.world.theirs);
        let path = row.path(ours.slug, theirs);
        let before = tenant_counts(self.world.app.db(), theirs.workspace);
        let form = row.form(ours);
        for (persona, browser) in self.ours.clone() {
            let who = format!("{persona:?} with a stranger's object");
            let answer = self.ask(&who, &browser, row, &path, &form, CANARY);
            let wanted: &[u16] = if row.admits(persona) { &[404] } else { &[403, 404] };
            self.check(&who, row, &path, &answer, wanted);
        }
        self.unchanged(row, theirs, &before);
    }

    /// Our object with a field that names the stranger's: refused, and nothing of the stranger's is shown.
    fn strangers_fields(&mut self, row: &Row) {
        let (ours, theirs) = (&self.world.ours, &self.world.theirs);
        for (at, (name, value)) in row.fields.iter().enumerate() {
            let Value::Object(make) = value else { continue };
            let Some((persona, browser)) = self.ours.iter().find(|(p, _)| row.admits(*p)).cloned() else { continue };
            let mut form = row.form(ours);
            let (path, planted) = (row.path(ours.slug, ours), make(theirs));
            form[at].1 = planted;
            // Making the stranger's object changes their counts by itself.
            let before = tenant_counts(self.world.app.db(), theirs.workspace);
            let who = format!("{persona:?} with a stranger's {name}");
            let answer = self.ask(&who, &browser, row, &path, &form, CANARY);
            self.check(&who, row, &path, &answer, &[403, 404, 409, 422]);
            self.unchanged(row, theirs, &before);
        }
    }

    fn unchanged(&mut self, row: &Row, side: &Side<'_>, before: &std::collections::BTreeMap<String, i64>) {
        let after = tenant_counts(self.world.app.db(), side.workspace);
        if after != *before {
            self.faults.push(format!("{} {} changed the stranger's workspace", row.method, row.pattern));
        }
    }
}

/// Whether headers or body, unzipped if it is a workbook, hold the word.
fn contains(answer: &Answer, word: &str) -> bool {
    let in_headers = answer.headers.iter().any(|(_, v)| String::from_utf8_lossy(v.as_bytes()).contains(word));
    let in_body = answer.text().contains(word);
    let in_parts = answer.body.starts_with(b"PK") && {
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&answer.body)).expect("a whole archive");
        (0..archive.len()).any(|at| {
            let mut text = Vec::new();
            archive.by_index(at).expect("a part").read_to_end(&mut text).expect("a whole part");
            String::from_utf8_lossy(&text).contains(word)
        })
    };
    in_headers || in_body || in_parts
}

#[test]
fn the_word_is_found_in_headers_bodies_and_workbooks() {
    let answer = |body: Vec<u8>| Answer { status: reqwest::StatusCode::OK, headers: reqwest::header::HeaderMap::new(), body };
    assert!(contains(&answer(format!("<p>{CANARY}</p>").into_bytes()), CANARY));
    assert!(!contains(&answer(b"<p>nothing</p>".to_vec()), CANARY));
    let mut header = answer(Vec::new());
    header.headers.insert("content-disposition", format!("attachment; filename={CANARY}").parse().expect("a header"));
    assert!(contains(&header, CANARY));
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet().write(0, 0, CANARY).expect("a cell");
    let bytes = book.save_to_buffer().expect("a workbook");
    assert!(!String::from_utf8_lossy(&bytes).contains(CANARY), "it is compressed");
    assert!(contains(&answer(bytes), CANARY));
}
