//! Rows of the digests' routes.

use super::{
    side::Persona::{Administrator, Leader, Secretariat},
    table::{MEMBERS, OFFICE, Row, Who, get, post},
};

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
        get("/digest-stop/{slug}/{kind}/{secret}", Who::Public).part("kind", |_| "leader".into()).part("secret", |s| s.stop_secret()),
        post("/digest-stop/{slug}/{kind}/{secret}", Who::Public)
            .part("kind", |_| "leader".into())
            .part("secret", |s| s.stop_secret())
            .answers(&[200]),
    ]
}
