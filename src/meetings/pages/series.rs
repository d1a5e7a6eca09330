//! Series: the list, one with its meetings of the next twelve months, its end.

use actix_web::{HttpRequest, http::StatusCode, web};
use serde::Serialize;

use super::{
    Answer,
    forms::{self, FormPage},
    light, path, series_form, when,
};
use crate::{
    meetings::{
        SERIES, actions,
        model::{Series, SeriesState},
        queries,
        store::{self, Which},
    },
    platform::{
        error::{Error, Message, Result},
        http::{Fields, Form, path_part, see_other},
        i18n::{Lang, format, format_time, t},
        view::parts::{Empty, Fact, FieldView, FormView, Head, LightView, Link, TimelineView},
    },
    site::{Member, Site},
    tenancy::{Role, Scope},
    timeline::{self, Subject, timeline_view},
};

#[derive(Serialize)]
struct ListBody {
    head: Head,
    rows: Vec<SeriesRow>,
    empty: Empty,
}

#[derive(Serialize)]
struct SeriesRow {
    href: String,
    title: String,
    rule: String,
    light: LightView,
}

#[derive(Serialize)]
struct Body {
    head: Head,
    facts: Facts,
    meetings: Vec<Line>,
    timeline: TimelineView,
}

#[derive(Serialize)]
struct Facts {
    items: Vec<Fact>,
}

#[derive(Serialize)]
struct Line {
    href: String,
    title: String,
    when: String,
    /// The day of the rule, where the meeting is held on another.
    moved: Option<String>,
    light: LightView,
}

pub(super) fn id_in(req: &HttpRequest) -> Result<i64> {
    path_part(req, "id").parse().map_err(|_| Error::NotFound)
}

fn state(lang: Lang, series: &Series) -> LightView {
    let tone = if series.state == SeriesState::Active { "green" } else { "grey" };
    LightView { tone, word: Some(t(lang, &series.state.key()).into_owned()) }
}

/// `GET /w/{slug}/meetings/series`
pub async fn list(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let all = site.read(&member, |conn, scope| {
        scope.require(&queries::READERS)?;
        store::all_series(conn, scope)
    });
    let all = all.await?;
    let (scope, lang) = (&member.scope, member.lang());
    let base = format!("{}/meetings", scope.base());
    let office = scope.has(Role::Secretariat);
    let new = Link::new(format!("{base}/series/new"), t(lang, "series-new"));
    let mut head = Head::new(t(lang, "series-title")).crumb(&base, t(lang, "meetings-title")).under(t(lang, "series-about"));
    if office {
        head = head.action(&new.href, &new.label, true);
    }
    let row = |s: &Series| SeriesRow {
        href: format!("{base}/series/{}", s.id),
        title: s.title.clone(),
        rule: series_form::rule_in_words(lang, s),
        light: state(lang, s),
    };
    let body = ListBody {
        head,
        rows: all.iter().map(row).collect(),
        empty: Empty {
            title: t(lang, "series-empty").into_owned(),
            text: Some(t(lang, "series-empty-text").into_owned()),
            action: office.then_some(new),
        },
    };
    Ok(member.page(&req, "meetings/series_list", t(lang, "series-title"), body)?)
}

/// `GET /w/{slug}/meetings/series/{id}`
pub async fn show(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let id = id_in(&req)?;
    let loaded = site.read(&member, move |conn, scope| {
        scope.require(&queries::READERS)?;
        let series = store::series(conn, scope, id)?;
        let which = Which {
            series_id: Some(id),
            from: Some(scope.now() - chrono::Duration::days(1)),
            invited: queries::invited(scope),
            ..Which::default()
        };
        let meetings = store::meetings(conn, scope, &which, 100, 0)?;
        let chair = store::members_by_ids(conn, scope, &series.chair_id.into_iter().collect::<Vec<_>>())?.pop();
        let events = timeline::of(conn, scope, Subject::new(SERIES, id), None, 50)?;
        Ok((series, meetings, chair, events))
    });
    let (series, meetings, chair, events) = loaded.await?;
    let (scope, lang) = (&member.scope, member.lang());
    let base = format!("{}/meetings", scope.base());
    let mut head = Head::new(&series.title)
        .crumb(&base, t(lang, "meetings-title"))
        .crumb(format!("{base}/series"), t(lang, "series-title"))
        .under(series_form::rule_in_words(lang, &series));
    head.light = Some(state(lang, &series));
    if scope.has(Role::Secretariat) && series.state == SeriesState::Active {
        let at = |verb: &str| format!("{base}/series/{id}/{verb}");
        head = head.action(at("edit"), t(lang, "series-edit"), true).action(at("end"), t(lang, "series-end"), false);
    }
    let line = |m: &crate::meetings::model::Meeting| Line {
        href: path(scope, m),
        title: m.title.clone(),
        when: when(scope, m),
        moved: m
            .occurrence_on
            .filter(|on| *on != m.day(scope))
            .map(|on| format(lang, "series-moved-from", &[("day", crate::platform::i18n::format_day(lang, on).into())])),
        light: light(lang, m),
    };
    let body = Body {
        head,
        facts: Facts { items: facts(lang, &series, chair.map(|c| c.name)) },
        meetings: meetings.iter().map(line).collect(),
        timeline: timeline_view(scope, SERIES, &events, None),
    };
    Ok(member.page(&req, "meetings/series", series.title.clone(), body)?)
}

fn facts(lang: Lang, series: &Series, chair: Option<String>) -> Vec<Fact> {
    let label = |key: &str| t(lang, key).into_owned();
    let days = |n: i32| format(lang, "series-days-before", &[("n", f64::from(n).into())]);
    let mut all = vec![
        Fact::new(label("series-fact-time"), format_time(series.starts_at)),
        Fact::new(label("meeting-fact-length"), format(lang, "meeting-minutes", &[("n", f64::from(series.minutes).into())])),
    ];
    if !series.place.is_empty() {
        all.push(Fact::new(label("meeting-fact-place"), &series.place));
    }
    all.extend(chair.map(|name| Fact::new(label("meeting-fact-chair"), name)));
    all.push(Fact::new(label("series-fact-shift"), label(&series.shift.key())));
    all.push(Fact::new(label("meeting-fact-call-on"), days(series.lead.call)));
    all.push(Fact::new(label("meeting-fact-cutoff-on"), days(series.lead.cutoff)));
    all.push(Fact::new(label("meeting-fact-notice-on"), days(series.lead.notice)));
    // Said in words at the head, unless it has none.
    if series_form::rule_in_words(lang, series) == series.rrule {
        all.push(Fact::new(label("series-fact-rrule"), &series.rrule));
    }
    all
}

/// `GET /w/{slug}/meetings/series/{id}/end`
pub async fn end_form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let id = id_in(&req)?;
    let series = site.read(&member, move |conn, scope| {
        scope.require(&[Role::Secretariat])?;
        store::series(conn, scope, id)
    });
    let series = series.await?;
    end_page(&req, &member, StatusCode::OK, &series, end_view(&member.scope, &series, None))
}

/// `POST` to the same.
pub async fn end(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let (id, fields) = (id_in(&req)?, form.into_inner());
    let reason = fields.trimmed("reason").to_owned();
    let error = match site.write(&member, move |conn, scope| actions::end_series(conn, scope, id, &reason)).await {
        Ok(()) => {
            let to = format!("{}/meetings/series/{id}", member.scope.base());
            return Ok(see_other(to).flash(Message::new("series-done-end")).respond(&req));
        }
        Err(error) => error,
    };
    let series = site.read(&member, move |conn, scope| store::series(conn, scope, id)).await?;
    let (status, form) = forms::again(member.lang(), end_view(&member.scope, &series, Some(&fields)), error)?;
    end_page(&req, &member, status, &series, form)
}

fn end_view(scope: &Scope, series: &Series, typed: Option<&Fields>) -> FormView {
    let lang = scope.lang();
    let home = format!("{}/meetings/series/{}", scope.base(), series.id);
    FormView::new(format!("{home}/end"), t(lang, "series-end"))
        .field(FieldView::new("area", "reason", t(lang, "meeting-reason")).typed(typed, ""))
        .danger()
        .back(home)
}

fn end_page(req: &HttpRequest, member: &Member, status: StatusCode, series: &Series, form: FormView) -> Answer {
    let (scope, lang) = (&member.scope, member.lang());
    let base = format!("{}/meetings/series", scope.base());
    let title = t(lang, "series-end").into_owned();
    let head = Head::new(&title).crumb(&base, t(lang, "series-title")).crumb(format!("{base}/{}", series.id), &series.title);
    let what = vec![t(lang, "series-what-end").into_owned()];
    Ok(member.page_status(req, status, "meetings/form", title, FormPage::new(head, what, form))?)
}
