//! Rows of rooms that have no action of their own for a test to make them by.

use lianxi::platform::{id::new_id, secret};

use super::side::{Persona, Side};

impl Side<'_> {
    /// A policy document in review with two clauses, one of which proposes a duty: ids of the document, the clause, the proposal.
    pub fn document(&self) -> (i64, i64, i64) {
        let (document, clause, proposal) = (new_id(), new_id(), new_id());
        let (w, mark, title) = (self.workspace, self.mark, self.unique("质量工作意见"));
        self.sql(&format!(
            "INSERT INTO policy_documents (workspace_id, id, title, document_number, issuer, state, source_name, source_hash, text, \
             created_at, version) VALUES ({w}, {document}, '{title}', '{mark}〔2026〕{document}号', '{mark}政府', 'in_review', '{mark}.txt', \
             '{document}', '{mark}原文', '2026-11-01 00:00:00', 1)"
        ));
        self.sql(&format!(
            "INSERT INTO clauses (workspace_id, id, document_id, position, path, label, section, heading, text, span_start, span_end, \
             proposed_kind, no_duty_reason, version) VALUES ({w}, {clause}, {document}, 1, '1', '{mark}第一条', '{mark}章', '{mark}目', '{mark}要整治', 0, 9, 'duty', '', 1)"
        ));
        self.sql(&format!(
            "INSERT INTO proposals (workspace_id, id, clause_id, position, title, content, sure, state, version) VALUES \
             ({w}, {proposal}, {clause}, 1, '{mark}整治', '{{}}', TRUE, 'proposed', 1)"
        ));
        (document, clause, proposal)
    }

    /// What no action makes yet.
    pub(super) fn fill_rest(&self) {
        let (w, mark) = (self.workspace, self.mark);
        let member = self.people[&Persona::Leader].membership_id;
        let person = self.people[&Persona::Leader].person_id;
        let (link, digest) = (new_id(), new_id());
        let hash = secret::hash(&secret::new_secret());
        let mut told = lianxi::digests::Content::default();
        told.head.title = format!("{mark}要事");
        let content = serde_json::to_string(&told).expect("JSON");
        let of_table = super::tenant_counts(self.cast.db, w);
        let fill = |table: &str, sql: String| {
            if of_table.get(table) == Some(&0) {
                self.sql(&sql);
            }
        };
        fill(
            "calendar_days",
            format!("INSERT INTO calendar_days (workspace_id, day, kind, name) VALUES ({w}, '2026-12-31', 'holiday', '{mark}日')"),
        );
        fill(
            "links",
            format!(
                "INSERT INTO links (workspace_id, id, person_id, purpose, subject_id, secret_hash, created_at, expires_at) VALUES \
                 ({w}, {link}, {person}, 'digest', {digest}, '{hash}', '2026-11-20 00:00:00', '2026-12-20 00:00:00')"
            ),
        );
        fill(
            "steps",
            format!(
                "INSERT INTO steps (workspace_id, kind, key, payload, due_at, attempts) VALUES \
                 ({w}, 'nothing', '{mark}', '{{}}', '2099-01-01 00:00:00', 0)"
            ),
        );
        fill(
            "digest_subscriptions",
            format!(
                "INSERT INTO digest_subscriptions (workspace_id, membership_id, kind, frequency, weekday, hour, working_days_only, \
                 all_departments, even_if_empty, since, version) VALUES ({w}, {member}, 'leader', 'daily', 1, 8, TRUE, TRUE, FALSE, \
                 '2026-11-20 00:00:00', 1)"
            ),
        );
        fill(
            "digests",
            format!(
                "INSERT INTO digests (workspace_id, id, membership_id, kind, period, composed_at, finding, was_sent, snapshot, \
                 content) VALUES \
                 ({w}, {digest}, {member}, 'leader', '2026-11-20', '2026-11-20 00:00:00', '{mark}要事', TRUE, '{{}}', '{content}')"
            ),
        );
        if of_table.get("instructions") == Some(&0) {
            self.instruction();
        }
    }
}
