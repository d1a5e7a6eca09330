//! Rows of the digests' routes.

use super::{
    side::Persona::{self, Administrator, Auditor, Leader, Secretariat},
    table::{MEMBERS, OFFICE, Row, Who, get, post},
};

/// Who reads instructions.
const INSTRUCTED: &[Persona] = &[Secretariat, Leader, Auditor];

pub fn rows() -> Vec<Row> {
    vec![
        get("/w/{slug}/digests", Who::Members(MEMBERS)),
        get("/w/{slug}/digests/{id}", Who::Members(&[Secretariat, Leader]))
            .part("id", |s| s.id_of("digests", "kind = 'leader'").to_string()),
        get("/w/{slug}/digests/preview/{kind}/{member}", Who::Members(OFFICE))
            .part("kind", |_| "leader".into())
            .part("member", |s| s.fresh_leader()),
        get("/w/{slug}/digests/preview/{kind}/{member}/mail", Who::Members(OFFICE))
            .part("kind", |_| "leader".into())
            .part("member", |s| s.fresh_leader()),
        get("/w/{slug}/digests/settings/{kind}/{member}", Who::Members(&[Secretariat, Administrator]))
            .part("kind", |_| "leader".into())
            .part("member", |s| s.fresh_leader()),
        post("/w/{slug}/digests/settings/{kind}/{member}", Who::Members(&[Secretariat, Administrator]))
            .part("kind", |_| "leader".into())
            .part("member", |s| s.fresh_leader())
            .text("frequency", "daily")
            .text("weekday", "2")
            .text("hour", "9")
            .text("version", "0"),
        post("/w/{slug}/digests/{id}/read", Who::Members(&[Leader])).part("id", |s| s.id_of("digests", "kind = 'leader'").to_string()),
        post("/w/{slug}/digests/{id}/instruct", Who::Members(&[Leader]))
            .part("id", |s| s.id_of("digests", "kind = 'leader'").to_string())
            .made("text", |s| s.unique("请一周内报结果")),
        get("/digest/{slug}/{secret}", Who::Public).part("secret", |s| s.digest_secret()),
        post("/digest/{slug}/{secret}/read", Who::Public).part("secret", |s| s.digest_secret()),
        post("/digest/{slug}/{secret}/instruct", Who::Public)
            .part("secret", |s| s.digest_secret())
            .made("text", |s| s.unique("请一周内报结果")),
        get("/w/{slug}/instructions", Who::Members(INSTRUCTED)),
        get("/w/{slug}/instructions.xlsx", Who::Members(INSTRUCTED)),
        get("/w/{slug}/instructions/{number}", Who::Members(INSTRUCTED)).part("number", |s| s.instruction()),
        get("/w/{slug}/instructions/{number}/file", Who::Members(OFFICE)).part("number", |s| s.instruction()),
        post("/w/{slug}/instructions/{number}/file", Who::Members(OFFICE))
            .part("number", |s| s.instruction())
            .made("title", |s| s.unique("批示事项"))
            .object("lead", |s| s.lead.to_string())
            .object("support", |s| s.support.to_string())
            .text("due", "none")
            .text("then", "assign")
            .text("version", "1"),
        get("/w/{slug}/instructions/{number}/answer", Who::Members(OFFICE)).part("number", |s| s.instruction()),
        post("/w/{slug}/instructions/{number}/answer", Who::Members(OFFICE))
            .part("number", |s| s.instruction())
            .made("reason", |s| s.text("已在办理"))
            .text("version", "1"),
        get("/digest-stop/{slug}/{kind}/{secret}", Who::Public).part("kind", |_| "leader".into()).part("secret", |s| s.stop_secret()),
        post("/digest-stop/{slug}/{kind}/{secret}", Who::Public)
            .part("kind", |_| "leader".into())
            .part("secret", |s| s.stop_secret())
            .answers(&[200]),
    ]
}
