//! What every route needs: who may, what fills its path and its form. A route without a row fails the isolation walk, and so does
//! a row without a route.

use super::side::{
    Persona::{self, Administrator, Auditor, Bystander, Lead, Leader, Operator, Secretariat, Support},
    Side,
};

/// Makes a value: a path parameter or a form field.
pub type Make = fn(&Side<'_>) -> String;

/// Who gets in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Who {
    /// Everybody, logged in or not.
    Public,
    /// Everybody logged in.
    SignedIn,
    /// Operators; for others the page does not exist.
    Operator,
    /// These members; other members get 403.
    Members(&'static [Persona]),
}

/// The value of a form field.
#[derive(Clone, Copy)]
pub enum Value {
    Text(&'static str),
    /// Names an object of the workspace: another workspace's must be refused.
    Object(Make),
    /// Made, but names nothing.
    Made(Make),
}

/// A line of the table.
#[derive(Clone)]
pub struct Row {
    pub method: &'static str,
    pub pattern: &'static str,
    pub who: Who,
    pub path: Vec<(&'static str, Make)>,
    pub fields: Vec<(&'static str, Value)>,
    /// Sent as a file: input, name, content.
    pub file: Option<(&'static str, &'static str, &'static [u8])>,
    /// Members who may not get one of these.
    pub others: &'static [u16],
    /// A correct POST of a person who may answers with this; 303 unless said otherwise.
    pub answers: &'static [u16],
}

pub const READERS: &[Persona] = &[Secretariat, Lead, Support, Bystander, Leader, Auditor];
pub const MEMBERS: &[Persona] = &[Secretariat, Lead, Support, Bystander, Leader, Auditor, Administrator];
pub const OFFICE: &[Persona] = &[Secretariat];
pub const KEEPERS: &[Persona] = &[Secretariat, Administrator];
pub const ADMIN: &[Persona] = &[Administrator];

fn row(method: &'static str, pattern: &'static str, who: Who) -> Row {
    let answers: &[u16] = if method == "GET" { &[200] } else { &[303] };
    Row { method, pattern, who, path: Vec::new(), fields: Vec::new(), file: None, others: &[403], answers }
}

pub(super) fn get(pattern: &'static str, who: Who) -> Row {
    row("GET", pattern, who)
}

pub(super) fn post(pattern: &'static str, who: Who) -> Row {
    row("POST", pattern, who)
}

impl Row {
    pub(super) fn part(mut self, name: &'static str, make: Make) -> Self {
        self.path.push((name, make));
        self
    }

    pub(super) fn text(mut self, name: &'static str, value: &'static str) -> Self {
        self.fields.push((name, Value::Text(value)));
        self
    }

    pub(super) fn made(mut self, name: &'static str, make: Make) -> Self {
        self.fields.push((name, Value::Made(make)));
        self
    }

    pub(super) fn object(mut self, name: &'static str, make: Make) -> Self {
        self.fields.push((name, Value::Object(make)));
        self
    }

    /// Members who may not get one of these.
    pub(super) fn others(mut self, statuses: &'static [u16]) -> Self {
        self.others = statuses;
        self
    }

    /// Some of those who may not are not to know of the object at all.
    pub(super) fn unseen(mut self) -> Self {
        self.others = &[403, 404];
        self
    }

    pub(super) fn answers(mut self, statuses: &'static [u16]) -> Self {
        self.answers = statuses;
        self
    }

    /// The path in `slug`'s address space with objects of `side`.
    pub fn path(&self, slug: &str, side: &Side<'_>) -> String {
        let mut path = self.pattern.replace("{slug}", slug);
        for (name, make) in &self.path {
            path = path.replace(&format!("{{{name}}}"), &make(side));
        }
        assert!(!path.contains('{'), "{} {}: a path parameter is not filled: {path}", self.method, self.pattern);
        path
    }

    /// The form's fields, all of `side`; make the path first, since some fields belong to its object.
    pub fn form(&self, side: &Side<'_>) -> Vec<(String, String)> {
        let name = |name: &str| name.replace("{support}", &side.support.to_string());
        self.fields.iter().map(|(key, value)| (name(key), value.of(side))).collect()
    }

    pub fn is_in_workspace(&self) -> bool {
        self.pattern.starts_with("/w/{slug}") && matches!(self.who, Who::Members(_))
    }

    /// Whether the route refuses a POST without a token.
    pub fn needs_token(&self) -> bool {
        let table = lianxi::app::routes().table();
        table
            .iter()
            .all(|r| r.method.as_str() != self.method || r.pattern != self.pattern || r.access != lianxi::platform::http::Access::Link)
    }

    /// Whether somebody may be let in.
    pub fn admits(&self, persona: Persona) -> bool {
        match self.who {
            Who::Public | Who::SignedIn => true,
            Who::Operator => persona == Operator,
            Who::Members(who) => who.contains(&persona),
        }
    }
}

impl Value {
    pub fn of(&self, side: &Side<'_>) -> String {
        match self {
            Self::Text(text) => (*text).to_owned(),
            Self::Object(make) | Self::Made(make) => make(side),
        }
    }
}

/// Every route.
pub fn rows() -> Vec<Row> {
    let mut all = access();
    all.extend(super::policy::rows());
    all.extend(outbox());
    all.extend(lists());
    all.extend(super::digests::rows());
    all.extend(super::meetings::rows());
    all.extend(super::agenda::rows());
    all.extend(super::session::rows());
    all.extend(super::minutes::rows());
    all.extend(departments());
    all.extend(super::parties::parties());
    all.extend(super::matters::rows());
    all.extend(super::cases::rows());
    all.extend(super::measures::rows());
    all.extend(super::restrictions::rows());
    all.extend(super::publications::rows());
    all.extend(super::samplings::rows());
    all.extend(super::campaigns::rows());
    all.extend(super::incidents::rows());
    all.extend(people());
    all.extend(operator());
    all.extend(super::setup::rows());
    all.extend(duties());
    all.extend(super::files::rows());
    all
}

fn access() -> Vec<Row> {
    vec![
        get("/healthz", Who::Public),
        get("/readyz", Who::Public),
        get("/", Who::SignedIn).answers(&[200, 303]),
        get("/workspaces", Who::SignedIn),
        get("/login", Who::Public).answers(&[200, 303]),
        post("/login", Who::Public)
            .text("email", "nobody@example.cn")
            .text("password", "not a password")
            .text("next", "/")
            .answers(&[422, 429]),
        post("/logout", Who::SignedIn),
        get("/password/forgot", Who::Public),
        post("/password/forgot", Who::Public).text("email", "nobody@example.cn").answers(&[200, 429]),
        get("/password/reset/{secret}", Who::Public).part("secret", |s| s.reset_secret()),
        post("/password/reset/{secret}", Who::Public)
            .part("secret", |s| s.reset_secret())
            .text("password", "one thing and")
            .text("again", "another")
            .answers(&[422]),
        // There is an operator already.
        get("/setup/{secret}", Who::Public).part("secret", |s| s.setup_secret()).answers(&[404]),
        post("/setup/{secret}", Who::Public).part("secret", |s| s.setup_secret()).text("name", "x").answers(&[404]),
        get("/account", Who::SignedIn),
        post("/account/profile", Who::SignedIn).made("name", |s| s.text("改名")).text("language", ""),
        post("/account/password", Who::SignedIn).text("old", "").text("password", "").text("again", "").answers(&[422]),
        post("/account/sessions/end-others", Who::SignedIn),
        // Somebody else's session.
        post("/account/sessions/{id}/end", Who::SignedIn).part("id", |s| s.session()).answers(&[404]),
        // Only where the program runs as a demonstration.
        get("/demo/{person}/{signature}", Who::Public).part("person", |s| s.person()).part("signature", |_| "x".into()).answers(&[404]),
        post("/demo/{person}/{signature}", Who::Public).part("person", |s| s.person()).part("signature", |_| "x".into()).answers(&[404]),
    ]
}

fn outbox() -> Vec<Row> {
    vec![
        get("/w/{slug}/outbox", Who::Members(ADMIN)),
        get("/w/{slug}/outbox.xlsx", Who::Members(ADMIN)),
        post("/w/{slug}/outbox/{id}/retry", Who::Members(ADMIN)).part("id", |s| s.failed_mail().to_string()),
    ]
}

fn lists() -> Vec<Row> {
    vec![
        get("/w/{slug}", Who::Members(MEMBERS)),
        get("/w/{slug}/duties", Who::Members(READERS)),
        get("/w/{slug}/duties.xlsx", Who::Members(READERS)),
        get("/w/{slug}/search", Who::Members(READERS)),
    ]
}

const LEAD: &[Persona] = &[Lead];
const PARTIES: &[Persona] = &[Lead, Support];

fn duties() -> Vec<Row> {
    let lead: Make = |s| s.lead.to_string();
    let support: Make = |s| s.support.to_string();
    let reason: Make = |s| s.text("理由");
    let charge = |row: Row| row.object("lead", lead).object("support", support).text("due", "after").text("due_days", "5");
    let content = |row: Row| row.made("title", |s| s.unique("改题")).made("requirement", reason).made("deliverable", reason);
    let mut all = vec![
        get("/w/{slug}/duties/new", Who::Members(OFFICE)),
        charge(content(post("/w/{slug}/duties", Who::Members(OFFICE)))).text("cadence", "weekly").text("then", "assign"),
        get("/w/{slug}/duties/{number}", Who::Members(READERS)).part("number", |s| s.duty("in_progress")),
    ];
    let mut verb = |patterns: &'static str, who, number: Make, fill: &dyn Fn(Row) -> Row| {
        all.push(get(patterns, Who::Members(who)).part("number", number));
        all.push(fill(post(patterns, Who::Members(who)).part("number", number)));
    };
    let with_reason = |row: Row| row.made("reason", reason);
    let going: Make = |s| s.duty("in_progress");
    let assigned: Make = |s| s.duty("assigned");
    let submitted: Make = |s| s.duty("submitted");
    verb("/w/{slug}/duties/{number}/edit", OFFICE, going, &|r| with_reason(content(r)));
    verb("/w/{slug}/duties/{number}/assign", OFFICE, |s| s.duty("draft"), &charge);
    verb("/w/{slug}/duties/{number}/accept", PARTIES, assigned, &|r| r);
    verb("/w/{slug}/duties/{number}/refuse", PARTIES, assigned, &with_reason);
    verb("/w/{slug}/duties/{number}/reassign", OFFICE, |s| s.duty("refused"), &|r| with_reason(charge(r)));
    verb("/w/{slug}/duties/{number}/share", &[Secretariat, Lead], going, &|r| r.made("share-{support}", reason));
    verb("/w/{slug}/duties/{number}/report", PARTIES, going, &|r| r.made("text", reason).text("as_of", "2026-11-22"));
    verb("/w/{slug}/duties/{number}/submit", LEAD, going, &|r| r.made("evidence", reason).object("department", lead));
    verb("/w/{slug}/duties/{number}/return", OFFICE, submitted, &with_reason);
    verb("/w/{slug}/duties/{number}/close", OFFICE, submitted, &|r| r.made("remark", reason));
    verb("/w/{slug}/duties/{number}/reopen", OFFICE, |s| s.duty("closed"), &with_reason);
    verb("/w/{slug}/duties/{number}/suspend", OFFICE, going, &with_reason);
    verb("/w/{slug}/duties/{number}/resume", OFFICE, |s| s.duty("suspended"), &with_reason);
    verb("/w/{slug}/duties/{number}/cancel", OFFICE, going, &with_reason);
    let until = |r: Row| r.text("until", "2027-03-01");
    verb("/w/{slug}/duties/{number}/extend", LEAD, going, &|r| with_reason(until(r)).object("department", lead));
    let decide = |r: Row| until(r).made("extension", |s| s.last_extension.get().to_string()).text("decision", "grant");
    verb("/w/{slug}/duties/{number}/decide-extension", OFFICE, |s| s.extension(), &decide);
    verb("/w/{slug}/duties/{number}/remind", OFFICE, going, &|r| r.made("text", reason));
    let parties = |r: Row| with_reason(r.object("lead", lead).object("support", |s| s.other.to_string()));
    verb("/w/{slug}/duties/{number}/parties", OFFICE, going, &parties);
    verb("/w/{slug}/duties/{number}/deadline", OFFICE, going, &|r| with_reason(r.text("due", "fixed").text("due_on", "2027-02-01")));
    all
}

fn departments() -> Vec<Row> {
    let fresh: Make = |s| s.department().to_string();
    let text: Make = |s| s.unique("新单位");
    let content = |row: Row| row.made("code", |s| s.unique("K")).made("name", text).made("short_name", text).text("kind", "department");
    vec![
        get("/w/{slug}/departments", Who::Members(MEMBERS)),
        get("/w/{slug}/departments.xlsx", Who::Members(MEMBERS)),
        get("/w/{slug}/departments/new", Who::Members(KEEPERS)),
        content(post("/w/{slug}/departments/new", Who::Members(KEEPERS))).object("parent", fresh),
        get("/w/{slug}/departments/import", Who::Members(KEEPERS)),
        post("/w/{slug}/departments/import", Who::Members(KEEPERS)).made("table", text).answers(&[200, 303, 422]),
        get("/w/{slug}/departments/{id}", Who::Members(MEMBERS)).part("id", fresh),
        get("/w/{slug}/departments/{id}/edit", Who::Members(KEEPERS)).part("id", fresh),
        content(post("/w/{slug}/departments/{id}/edit", Who::Members(KEEPERS)).part("id", fresh))
            .text("version", "1")
            .object("parent", fresh),
        get("/w/{slug}/departments/{id}/merge", Who::Members(KEEPERS)).part("id", fresh),
        post("/w/{slug}/departments/{id}/merge", Who::Members(KEEPERS)).part("id", fresh).object("into", fresh).text("version", "1"),
        get("/w/{slug}/departments/{id}/close", Who::Members(KEEPERS)).part("id", fresh),
        post("/w/{slug}/departments/{id}/close", Who::Members(KEEPERS)).part("id", fresh).text("version", "1").made("reason", text),
        post("/w/{slug}/departments/{id}/reopen", Who::Members(KEEPERS))
            .part("id", |s| s.closed_department().to_string())
            .text("version", "1"),
    ]
}

fn people() -> Vec<Row> {
    const SEERS: &[Persona] = &[Secretariat, Auditor, Administrator];
    let member: Make = |s| s.membership();
    let invitation: Make = |s| s.invitation().to_string();
    let department: Make = |s| s.department().to_string();
    let secret: Make = |s| s.invitation_with_secret().1;
    vec![
        get("/w/{slug}/people", Who::Members(SEERS)),
        get("/w/{slug}/people.xlsx", Who::Members(SEERS)),
        get("/w/{slug}/people/invite", Who::Members(ADMIN)),
        post("/w/{slug}/people/invite", Who::Members(ADMIN))
            .made("email", |s| format!("{}@example.cn", s.unique("invited").to_lowercase()))
            .made("name", |s| s.text("受邀人"))
            .text("roles", "liaison")
            .object("liaison", department),
        get("/w/{slug}/people/invitations/{id}", Who::Members(SEERS)).part("id", invitation),
        post("/w/{slug}/people/invitations/{id}/resend", Who::Members(ADMIN)).part("id", invitation),
        get("/w/{slug}/people/invitations/{id}/revoke", Who::Members(ADMIN)).part("id", invitation),
        post("/w/{slug}/people/invitations/{id}/revoke", Who::Members(ADMIN)).part("id", invitation),
        get("/w/{slug}/people/{id}", Who::Members(SEERS)).part("id", member),
        get("/w/{slug}/people/{id}/edit", Who::Members(KEEPERS)).part("id", member),
        post("/w/{slug}/people/{id}/edit", Who::Members(KEEPERS))
            .part("id", member)
            .text("version", "1")
            .text("roles", "liaison")
            .object("liaison", department),
        get("/w/{slug}/people/{id}/deputy/{department}", Who::Members(KEEPERS))
            .part("id", |s| s.liaison())
            .part("department", |s| s.last_department.get().to_string()),
        post("/w/{slug}/people/{id}/deputy/{department}", Who::Members(KEEPERS))
            .part("id", |s| s.liaison())
            .part("department", |s| s.last_department.get().to_string())
            .object("deputy", member),
        get("/w/{slug}/people/{id}/deputy/{department}/end", Who::Members(KEEPERS))
            .part("id", |s| s.liaison())
            .part("department", |s| s.last_department.get().to_string()),
        post("/w/{slug}/people/{id}/deputy/{department}/end", Who::Members(KEEPERS))
            .part("id", |s| s.liaison())
            .part("department", |s| s.last_department.get().to_string()),
        get("/w/{slug}/people/{id}/remove", Who::Members(ADMIN)).part("id", member),
        post("/w/{slug}/people/{id}/remove", Who::Members(ADMIN)).part("id", member).text("reason", "调离"),
        get("/w/{slug}/leave", Who::Members(MEMBERS)),
        post("/w/{slug}/leave", Who::Members(MEMBERS)),
        // Somebody else's invitation: who is logged in is told so.
        get("/invitation/{secret}", Who::Public).part("secret", secret).answers(&[200, 303, 409]),
        post("/invitation/{secret}", Who::Public).part("secret", secret).text("password", "short").answers(&[409, 422]),
    ]
}

fn operator() -> Vec<Row> {
    let workspace: Make = |s| s.other_workspace();
    let fresh: Make = |s| s.unique("n").to_lowercase();
    vec![
        get("/operator/workspaces", Who::Operator),
        get("/operator/workspaces/new", Who::Operator),
        post("/operator/workspaces/new", Who::Operator)
            .made("name", fresh)
            .made("slug", fresh)
            .text("language", "zh-CN")
            .text("time_zone", "Asia/Shanghai")
            .text("administrator", "myself")
            .text("secretariat", "myself"),
        get("/operator/workspaces/{id}/close", Who::Operator).part("id", workspace),
        post("/operator/workspaces/{id}/close", Who::Operator).part("id", workspace),
        post("/operator/workspaces/{id}/reopen", Who::Operator).part("id", |s| s.closed_workspace()),
        get("/operator/workspaces/{id}/invite", Who::Operator).part("id", workspace),
        post("/operator/workspaces/{id}/invite", Who::Operator)
            .part("id", workspace)
            .made("name", |s| s.text("受邀人"))
            .made("email", |s| format!("{}@example.cn", s.unique("admin").to_lowercase())),
    ]
}
