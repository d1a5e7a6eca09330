//! Major incidents of each side and cases about officers, and the rows of their routes.

use chrono::NaiveDate;
use lianxi::{
    attachments::{self, MadeFile, Media},
    enforcement::{
        Came,
        actions::cases::{self, CaseContent},
        incident::{
            INCIDENT,
            actions::{self, IncidentContent, SeenIncident},
            queries,
        },
    },
    timeline::Subject,
};

use super::{
    side::{
        Persona::{self, Bystander, Lead, Secretariat, Support},
        Side,
    },
    table::{Make, OFFICE, READERS, Row, Who, get, post},
};

const LIAISONS: &[Persona] = &[Secretariat, Lead, Support, Bystander];
/// Who corrects what the lead department recorded.
const KEEP: &[Persona] = &[Secretariat, Lead];

impl Side<'_> {
    /// The number of a fresh incident.
    pub fn incident(&self) -> String {
        let content = IncidentContent {
            title: self.unique("压力锅爆裂"),
            happened_on: NaiveDate::from_ymd_opt(2026, 11, 2),
            region_id: Some(self.city()),
            place: self.text("地点"),
            product: self.text("压力锅"),
            deaths: Some(1),
            injured: Some(2),
            loss: "3.5".into(),
            text: self.text("经过"),
            source: self.text("快报"),
            ..IncidentContent::default()
        };
        self.act(Lead, |conn, scope| actions::record(conn, scope, &content)).number
    }

    /// One with a file, whose id is kept.
    fn incident_with_file(&self) -> String {
        let number = self.incident();
        let id = self.act(Secretariat, |conn, scope| Ok(queries::by_number(conn, scope, &number)?.id));
        let (name, text) = (format!("{}.txt", self.unique("材料")), self.unique("调查报告"));
        let file = MadeFile { name: &name, media: Media::Txt, bytes: text.as_bytes() };
        let subject = Subject::new(INCIDENT, id);
        let made = self.act(Lead, |conn, scope| attachments::store_bytes(conn, scope, &self.blobs, subject, file));
        self.last_file.set(made.id);
        number
    }

    /// A registered case about officers of the bystander's department.
    fn officers_case(&self) {
        let content = CaseContent {
            title: self.unique("违法执法"),
            facts: self.text("收费放行"),
            extra: vec![("acted_on".into(), "2026-11-01".into()), ("act".into(), self.text("放行"))],
            officers_of_id: Some(self.other),
            holder_id: Some(self.lead),
            came: Some(Came::Form),
            found_on: NaiveDate::from_ymd_opt(2026, 11, 2),
            ..CaseContent::default()
        };
        let kinds = self.act(Secretariat, lianxi::enforcement::queries::cases::kinds);
        let kind = kinds.iter().find(|k| k.is_about_officers()).expect("shipped").id;
        let party = self.party();
        self.act(Lead, |conn, scope| cases::register(conn, scope, kind, party, &content, None));
    }

    pub(super) fn fill_incidents(&self) {
        let number = self.incident_with_file();
        self.incident();
        let (seen, reason) = (SeenIncident { number, version: 1 }, self.text("误报"));
        self.act(Secretariat, |conn, scope| actions::withdraw(conn, scope, &seen, &reason));
        self.officers_case();
    }
}

fn files() -> Vec<Row> {
    let patterns = [
        "/w/{slug}/incidents/{number}/files",
        "/w/{slug}/incidents/{number}/files/{file}",
        "/w/{slug}/incidents/{number}/files/{file}/remove",
    ];
    let of: Make = |s| s.incident_with_file();
    let file: Make = |s| s.last_file.get().to_string();
    let (keep, readers) = (Who::Members(KEEP), Who::Members(READERS));
    let mut upload = post(patterns[0], keep).part("number", of);
    upload.file = Some(("file", "说明.txt", "情况说明".as_bytes()));
    vec![
        get(patterns[0], readers).part("number", of),
        upload,
        get(patterns[1], readers).part("number", of).part("file", file),
        get(patterns[2], keep).part("number", of).part("file", file),
        post(patterns[2], keep).part("number", of).part("file", file).text("reason", "误传"),
    ]
}

pub(super) fn rows() -> Vec<Row> {
    let (keep, readers, office) = (Who::Members(KEEP), Who::Members(READERS), Who::Members(OFFICE));
    let fresh: Make = |s| s.incident();
    let content = |row: Row| {
        row.made("title", |s| s.unique("锅炉爆炸"))
            .text("happened_on", "2026-11-03")
            .object("region", |s| s.city().to_string())
            .text("deaths", "0")
            .text("injured", "4")
            .text("loss", "12.5")
            .made("text", |s| s.text("经过"))
            .made("source", |s| s.text("快报"))
    };
    let reason = |row: Row| row.text("version", "1").made("reason", |s| s.text("理由"));
    let mut all = vec![
        get("/w/{slug}/incidents", readers),
        get("/w/{slug}/incidents.xlsx", readers),
        get("/w/{slug}/incidents/new", Who::Members(LIAISONS)),
        content(post("/w/{slug}/incidents/new", Who::Members(LIAISONS))),
        get("/w/{slug}/incidents/{number}", readers).part("number", fresh),
        get("/w/{slug}/incidents/{number}/correct", keep).part("number", fresh),
        reason(content(post("/w/{slug}/incidents/{number}/correct", keep).part("number", fresh))),
        get("/w/{slug}/incidents/{number}/withdraw", office).part("number", fresh),
        reason(post("/w/{slug}/incidents/{number}/withdraw", office).part("number", fresh)),
    ];
    all.extend(files());
    all
}
