//! What the routes of policies need.

use lianxi::platform::id::new_id;

use super::{
    Side,
    table::{OFFICE, READERS, Row, Who, get, post},
};

impl Side<'_> {
    /// The id of the last proposal that was made.
    fn last_proposal(&self) -> String {
        self.id_of("proposals", "state = 'proposed'").to_string()
    }

    fn last_clause(&self) -> String {
        self.id_of("clauses", "kind IS NULL").to_string()
    }

    /// A document that is to replace another.
    fn newer_version(&self) -> i64 {
        let (older, newer, w, mark) = (self.document().0, new_id(), self.workspace, self.mark);
        self.sql(&format!(
            "INSERT INTO policy_documents (workspace_id, id, title, document_number, issuer, state, supersedes_id, source_name, source_hash, \
             text, created_at, version) VALUES ({w}, {newer}, '{mark}新版', '{mark}〔2026〕{newer}号', '{mark}政府', 'in_review', {older}, \
             '{mark}.txt', '{newer}', '{mark}原文', '2026-11-02 00:00:00', 1)"
        ));
        newer
    }
}

fn document(s: &Side<'_>) -> String {
    s.document().0.to_string()
}

fn newer(s: &Side<'_>) -> String {
    s.newer_version().to_string()
}

/// Routes of policies.
pub fn rows() -> Vec<Row> {
    let (read, change) = (Who::Members(READERS), Who::Members(OFFICE));
    let of_document = |row: Row| row.part("id", document);
    let of_proposal = |row: Row| row.part("id", document).part("proposal", |s| s.last_proposal()).text("version", "1");
    let of_clause = |row: Row| row.part("id", document).part("clause", |s| s.last_clause()).text("version", "1");
    vec![
        get("/w/{slug}/policies", read),
        get("/w/{slug}/policies/new", change),
        post("/w/{slug}/policies", change).object("supersedes", document).text("again", "1").text("text", "一、整治市场\n二、公布结果\n"),
        of_document(get("/w/{slug}/policies/{id}", read)),
        of_document(get("/w/{slug}/policies/{id}/withdraw", change)),
        of_document(post("/w/{slug}/policies/{id}/withdraw", change)).text("version", "1").text("reason", "误传"),
        of_document(get("/w/{slug}/policies/{id}/review", read)),
        of_document(post("/w/{slug}/policies/{id}/describe", change)).text("version", "1").text("title", "题"),
        of_document(get("/w/{slug}/policies/{id}/confirm", change)),
        of_document(post("/w/{slug}/policies/{id}/confirm", change)).object("proposal", |s| format!("{}:1", s.last_proposal())),
        of_document(get("/w/{slug}/policies/{id}/bodies", change)),
        of_document(post("/w/{slug}/policies/{id}/bodies", change)).text("printed-0", "有关部门").text("how-0", "nobody"),
        of_document(get("/w/{slug}/policies/{id}/table", change)),
        of_document(post("/w/{slug}/policies/{id}/table", change)).text("do", "save"),
        of_document(get("/w/{slug}/policies/{id}/coverage", read)),
        get("/w/{slug}/policies.xlsx", read),
        of_document(get("/w/{slug}/policies/{id}/coverage.xlsx", read)),
        get("/w/{slug}/policies/{id}/compare", read).part("id", newer),
        post("/w/{slug}/policies/{id}/succeed", change).part("id", newer),
        of_proposal(get("/w/{slug}/policies/{id}/proposals/{proposal}", change)),
        of_proposal(post("/w/{slug}/policies/{id}/proposals/{proposal}", change)).text("title", "整治").text("do", "save"),
        of_clause(get("/w/{slug}/policies/{id}/clauses/{clause}", read)),
        of_clause(post("/w/{slug}/policies/{id}/clauses/{clause}", change)).text("path", "1"),
        of_clause(post("/w/{slug}/policies/{id}/clauses/{clause}/judge", change)).text("kind", "principle"),
        of_clause(post("/w/{slug}/policies/{id}/clauses/{clause}/reconsider", change)),
        of_clause(post("/w/{slug}/policies/{id}/clauses/{clause}/duty", change)),
        // There is no clause next to it.
        of_clause(post("/w/{slug}/policies/{id}/clauses/{clause}/merge", change)).answers(&[409]),
        of_clause(post("/w/{slug}/policies/{id}/clauses/{clause}/split", change)).made("text", |s| format!("{}\n-----\n要整治", s.mark)),
        get("/w/{slug}/clauses/{clause}", read).part("clause", |s| s.document().1.to_string()).answers(&[303]),
    ]
}
