//! `GET /w/{slug}/matters/{number}`: a matter, as far as this person may read of it.

use std::collections::HashSet;

use actix_web::{HttpRequest, web};

use super::{Answer, number_in, path, show_view};
use crate::{
    accountability::{
        actions,
        model::{Edition, Matter},
        queries::{self, File},
    },
    attachments::FileLine,
    calendar::{self, DeadlineRule, Explanation},
    duties,
    platform::{
        clock,
        db::Conn,
        error::Result,
        http::{ListQuery, see_other},
    },
    site::{Member, Site},
    tenancy::{
        Scope,
        departments::{self, Department},
    },
    timeline::Event,
};

/// Entries of the timeline looked at at once.
const EVENTS: i64 = 40;

/// Everything the page is made of.
pub(super) struct Loaded {
    pub file: File,
    pub departments: Vec<Department>,
    pub files: Vec<FileLine>,
    /// Numbers of its duties that open for this person.
    pub opens: HashSet<String>,
    /// How the last day to reply was computed, as long as nothing moved it.
    pub explained: Option<Explanation>,
    /// Nobody is known who could be told, though somebody has to be.
    pub is_unreached: bool,
    pub events: Vec<Event>,
    pub more: Option<i64>,
}

pub(super) fn load(conn: &mut Conn, scope: &Scope, ground: queries::Ground, before: Option<i64>) -> Result<Loaded> {
    let (events, more) = queries::events(conn, scope, &ground, before, EVENTS)?;
    let file = queries::file(conn, scope, ground)?;
    let matter = &file.ground.matter;
    let edition = queries::edition(conn, scope, Some(matter.edition))?;
    let files = queries::files(conn, scope, &file.ground)?;
    let explained = explained(conn, scope, matter, &edition)?;
    let is_unreached = matter.state.is_open() && !actions::reaches(conn, scope, matter)?;
    let ids: Vec<i64> = file.duties.iter().map(|d| d.id).collect();
    let opens = duties::queries::names(conn, scope, &ids)?.into_iter().map(|d| d.number).collect();
    Ok(Loaded { is_unreached, opens, departments: departments::all(conn, scope)?, files, explained, events, more, file })
}

fn explained(conn: &mut Conn, scope: &Scope, matter: &Matter, edition: &Edition) -> Result<Option<Explanation>> {
    let Some(at) = matter.notified_at else { return Ok(None) };
    let from = clock::local(at, scope.zone()).date();
    let rule = DeadlineRule::AfterAssignment { working_days: edition.rules.reply_days };
    let computed = rule.compute(from, &*calendar::load(conn, scope)?);
    Ok(Some(computed).filter(|c| Some(c.due_on) == matter.reply_due_on).map(|c| c.explained))
}

pub async fn show(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let number = number_in(&req);
    // A duty's origin holds the id.
    if let (Ok(id), false) = (number.parse::<i64>(), number.contains('-')) {
        let ground = site.read(&member, move |conn, scope| queries::ground_by_id(conn, scope, id)).await?;
        return Ok(see_other(path(&member.scope, &ground.matter)).respond(&req));
    }
    let before = ListQuery::of(&req, &[]).filter("before").and_then(|b| b.parse().ok());
    let loaded = site
        .read(&member, move |conn, scope| {
            let ground = queries::ground(conn, scope, &number)?;
            load(conn, scope, ground, before)
        })
        .await?;
    let title = loaded.file.ground.matter.title.clone();
    Ok(member.page(&req, "accountability/show", title, show_view::body(&member.scope, loaded))?)
}
