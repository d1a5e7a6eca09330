//! The pages of the working calendar.

mod change;
mod year;

use crate::{
    calendar::DayName,
    platform::{
        http::{Access, Routes},
        i18n::{Lang, t},
    },
    tenancy::{Role, Scope},
};

pub fn routes() -> Routes {
    Routes::new()
        .get("/w/{slug}/calendar", Access::Workspace, year::show)
        .get("/w/{slug}/calendar/change", Access::Workspace, change::form)
        .post("/w/{slug}/calendar/change", Access::Workspace, change::submit)
}

/// Who looks at it.
const READERS: [Role; 3] = [Role::Secretariat, Role::Administrator, Role::Auditor];

fn path(scope: &Scope) -> String {
    format!("{}/calendar", scope.base())
}

fn day_name(lang: Lang, name: &DayName) -> String {
    match name {
        DayName::Official(festival) => t(lang, &format!("calendar-festival-{}", festival.code())).into_owned(),
        DayName::Own(name) => name.clone(),
    }
}
