//! Routes of settings and the working calendar.

use super::{
    side::Persona::{self, Administrator, Auditor, Secretariat},
    table::{ADMIN, Row, Who, get, post},
};

const LOOKERS: &[Persona] = &[Secretariat, Administrator, Auditor];

pub(super) fn rows() -> Vec<Row> {
    vec![
        get("/w/{slug}/settings", Who::Members(ADMIN)),
        post("/w/{slug}/settings", Who::Members(ADMIN))
            .text("version", "1")
            .made("name", |s| s.text("联席会议"))
            .text("language", "zh-CN")
            .text("time_zone", "Asia/Shanghai")
            .text("due_soon_days", "5")
            .text("reminder_thresholds", "5, 1, 0, -1, -3, -5, -10")
            .text("reminder_hour", "9")
            .text("silent_after_days", "10")
            .text("accept_within_days", "3")
            .text("verify_within_days", "3")
            .text("attachment_types", "pdf")
            .text("attachment_types", "txt")
            .text("attachment_max_mb", "50")
            .text("attachment_quota_gb", "10")
            .text("countersign_days", "3")
            // The second one is on a version that is gone.
            .answers(&[303, 409]),
        get("/w/{slug}/calendar", Who::Members(LOOKERS)),
        get("/w/{slug}/calendar/change", Who::Members(ADMIN)),
        // A look at what would move; nothing is changed yet.
        post("/w/{slug}/calendar/change", Who::Members(ADMIN))
            .text("way", "days")
            .text("day", "2026-12-30")
            .text("kind", "holiday")
            .made("name", |s| s.text("停工"))
            .answers(&[200]),
    ]
}
