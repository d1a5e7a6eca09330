//! Digests in the browser: one's own times and past digests, a preview, and for the secretariat everybody's.

mod desk;
mod list;
mod settings;
mod show;
mod signed;
mod stop;

use chrono::{NaiveDateTime, Weekday};

use super::model::{Frequency, Kind, Subscription};
use crate::{
    platform::{
        error::{Error, Result},
        http::{Access, Routes, path_part},
        i18n::{Lang, format, t, weekday},
    },
    site::Member,
};

pub fn routes() -> Routes {
    Routes::new()
        .get("/w/{slug}/digests", Access::Workspace, list::list)
        .get("/w/{slug}/digests/{id}", Access::Workspace, show::show)
        .post("/w/{slug}/digests/{id}/read", Access::Workspace, show::read)
        .post("/w/{slug}/digests/{id}/instruct", Access::Workspace, show::instruct)
        .get("/w/{slug}/digests/preview/{kind}/{member}", Access::Workspace, show::preview)
        .get("/w/{slug}/digests/preview/{kind}/{member}/mail", Access::Workspace, show::mail)
        .get("/w/{slug}/digests/settings/{kind}/{member}", Access::Workspace, settings::form)
        .post("/w/{slug}/digests/settings/{kind}/{member}", Access::Workspace, settings::save)
        .get("/digest/{slug}/{secret}", Access::Public, signed::show)
        .post("/digest/{slug}/{secret}/read", Access::Public, signed::read)
        .post("/digest/{slug}/{secret}/instruct", Access::Public, signed::instruct)
        .get("/digest-stop/{slug}/{kind}/{secret}", Access::Public, stop::ask)
        .post("/digest-stop/{slug}/{kind}/{secret}", Access::Link, stop::act)
}

/// The kind and the membership named in the path.
fn named(req: &actix_web::HttpRequest) -> Result<(Kind, i64)> {
    let kind = Kind::parse(path_part(req, "kind")).ok_or(Error::NotFound)?;
    let membership_id = path_part(req, "member").parse().map_err(|_| Error::NotFound)?;
    Ok((kind, membership_id))
}

/// The acting member's own membership.
fn own(member: &Member) -> Result<i64> {
    member.scope.membership_id().ok_or(Error::NotFound)
}

fn weekday_name(lang: Lang, number: u32) -> String {
    let day = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];
    let index = usize::try_from(number.saturating_sub(1)).unwrap_or(0).min(6);
    weekday(lang, day[index]).into_owned()
}

/// “每周（周一）8:00”.
fn frequency_line(lang: Lang, subscription: &Subscription) -> String {
    let hour = format(lang, "digests-hour", &[("hour", subscription.hour.into())]);
    match subscription.frequency {
        Frequency::Never => t(lang, Frequency::Never.key()).into_owned(),
        Frequency::Daily => [t(lang, Frequency::Daily.key()).as_ref(), &hour].join(" "),
        Frequency::Weekly => {
            let day = weekday_name(lang, subscription.weekday);
            [format(lang, "digests-weekly-on", &[("day", day.into())]), hour].join(" ")
        }
    }
}

/// When the next one goes out, in words; none for digests switched off.
fn next_line(member: &Member, calendar: &crate::calendar::WorkCalendar, subscription: &Subscription) -> Option<String> {
    let next: NaiveDateTime = subscription.next(calendar, member.scope.zone(), member.scope.now())?;
    Some(crate::platform::i18n::format_instant(member.lang(), next, member.scope.zone()))
}
