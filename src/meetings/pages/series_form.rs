//! The form of a series: how often in plain words, which becomes a rule of RFC 5545; or such a rule as it is.

use actix_web::{HttpRequest, http::StatusCode, web};
use chrono::NaiveTime;

use super::{
    Answer,
    forms::{self, FormPage},
    series::id_in,
};
use crate::{
    duties::{self, DepartmentName},
    meetings::{
        actions,
        model::{LeadDays, Series, SeriesState, Shift},
        store::{self, Member as Person},
    },
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
        http::{Fields, Form, see_other},
        i18n::{Lang, format, format_time, t},
        view::parts::{Choice, FieldView, FormView, Head},
    },
    site::{Member, Site},
    tenancy::{Role, Scope},
};

/// Weekdays as RFC 5545 writes them, Monday first; their names are `weekday-{…}` in lower case.
const WEEKDAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/// How often, as the form offers it.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Pattern {
    /// On a day of the month, every so many months; where a month is shorter, on its last day.
    MonthDay { every: u32, day: u32 },
    /// On the n-th (-1: last) weekday, every so many months.
    MonthWeekday { every: u32, nth: i32, weekday: String },
    /// On a weekday, every so many weeks.
    Week { every: u32, weekday: String },
    /// Anything else.
    Rule(String),
}

impl Pattern {
    fn rule(&self) -> String {
        match self {
            Self::MonthDay { every, day } if *day <= 28 => format!("FREQ=MONTHLY;INTERVAL={every};BYMONTHDAY={day}"),
            Self::MonthDay { every, day } => {
                let days: Vec<String> = (28..=*day).map(|d| d.to_string()).collect();
                format!("FREQ=MONTHLY;INTERVAL={every};BYMONTHDAY={};BYSETPOS=-1", days.join(","))
            }
            Self::MonthWeekday { every, nth, weekday } => format!("FREQ=MONTHLY;INTERVAL={every};BYDAY={nth}{weekday}"),
            Self::Week { every, weekday } => format!("FREQ=WEEKLY;INTERVAL={every};BYDAY={weekday}"),
            Self::Rule(rule) => rule.clone(),
        }
    }

    /// The pattern a stored rule was made from, or the rule itself.
    fn of(rule: &str) -> Self {
        let part = |name: &str| rule.split(';').find_map(|p| p.strip_prefix(name)?.strip_prefix('='));
        let every = part("INTERVAL").map_or(Some(1), |n| n.parse().ok());
        let found = match (part("FREQ"), every, part("BYDAY"), part("BYMONTHDAY")) {
            (Some("WEEKLY"), Some(every), Some(day), None) => Some(Self::Week { every, weekday: day.to_owned() }),
            (Some("MONTHLY"), Some(every), Some(day), None) => {
                let split = day.len().checked_sub(2).filter(|at| day.is_char_boundary(*at));
                split.and_then(|at| Some(Self::MonthWeekday { every, nth: day[..at].parse().ok()?, weekday: day[at..].to_owned() }))
            }
            (Some("MONTHLY"), Some(every), None, Some(days)) => {
                days.rsplit(',').next().and_then(|d| d.parse().ok()).map(|day| Self::MonthDay { every, day })
            }
            _ => None,
        };
        found.filter(|p| p.rule() == rule).unwrap_or_else(|| Self::Rule(rule.to_owned()))
    }

    fn name(&self) -> &'static str {
        match self {
            Self::MonthDay { .. } => "month_day",
            Self::MonthWeekday { .. } => "month_weekday",
            Self::Week { .. } => "week",
            Self::Rule(_) => "rule",
        }
    }
}

/// “每 3 个月的 10 日”.
pub fn rule_in_words(lang: Lang, series: &Series) -> String {
    let weekday = |w: &str| t(lang, &format!("weekday-{}", w.to_lowercase())).into_owned();
    match Pattern::of(&series.rrule) {
        Pattern::MonthDay { every, day } => format(lang, "series-rule-month-day", &[("every", every.into()), ("day", day.into())]),
        Pattern::MonthWeekday { every, nth, weekday: w } if WEEKDAYS.contains(&&*w) => {
            let nth = t(lang, &format!("series-nth-{nth}")).into_owned();
            format(lang, "series-rule-month-weekday", &[("every", every.into()), ("nth", nth.into()), ("weekday", weekday(&w).into())])
        }
        Pattern::Week { every, weekday: w } if WEEKDAYS.contains(&&*w) => {
            format(lang, "series-rule-week", &[("every", every.into()), ("weekday", weekday(&w).into())])
        }
        _ => series.rrule.clone(),
    }
}

struct Ground {
    members: Vec<Person>,
    open: Vec<DepartmentName>,
    series: Option<Series>,
}

fn ground(conn: &mut Conn, scope: &Scope, id: Option<i64>) -> Result<Ground> {
    scope.require(&[Role::Secretariat])?;
    let series = id.map(|id| store::series(conn, scope, id)).transpose()?;
    if series.as_ref().is_some_and(|s| s.state == SeriesState::Ended) {
        return Err(Error::refused("series-is-ended"));
    }
    Ok(Ground { members: store::members(conn, scope)?, open: duties::queries::open_departments(conn, scope)?, series })
}

/// `GET /w/{slug}/meetings/series/new`
pub async fn new_form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let read = site.read(&member, |conn, scope| Ok((ground(conn, scope, None)?, forms::member_departments(conn, scope)?)));
    let (ground, departments) = read.await?;
    let values = stored(&proposed(&member.scope, departments));
    page(&req, &member, StatusCode::OK, &ground, view(&member.scope, &ground, &values))
}

/// What a new series is proposed as: every three months on the tenth, all member departments invited.
fn proposed(scope: &Scope, departments: Vec<i64>) -> Series {
    Series {
        id: 0,
        title: t(scope.workspace_lang(), "meeting-title-proposed").into_owned(),
        rrule: Pattern::MonthDay { every: 3, day: 10 }.rule(),
        starts_on: scope.today(),
        starts_at: NaiveTime::from_hms_opt(9, 0, 0).unwrap_or_default(),
        minutes: 120,
        place: String::new(),
        chair_id: None,
        shift: Shift::Next,
        lead: LeadDays { call: 15, cutoff: 7, notice: 5 },
        quorum: 0,
        departments,
        state: SeriesState::Active,
        version: 1,
    }
}

/// `POST` to the same.
pub async fn create(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let fields = form.into_inner();
    let typed = fields.clone();
    let made = site.write(&member, move |conn, scope| {
        scope.require(&[Role::Secretariat])?;
        actions::create_series(conn, scope, &read(&typed)?)
    });
    match made.await {
        Ok(id) => {
            let to = format!("{}/meetings/series/{id}", member.scope.base());
            Ok(see_other(to).flash(Message::new("series-done-create")).respond(&req))
        }
        Err(error) => {
            let ground = site.read(&member, |conn, scope| ground(conn, scope, None)).await?;
            let (status, form) = forms::again(member.lang(), view(&member.scope, &ground, &fields), error)?;
            page(&req, &member, status, &ground, form)
        }
    }
}

/// `GET /w/{slug}/meetings/series/{id}/edit`
pub async fn edit_form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let id = id_in(&req)?;
    let ground = site.read(&member, move |conn, scope| ground(conn, scope, Some(id))).await?;
    let values = ground.series.as_ref().map(stored).unwrap_or_default();
    page(&req, &member, StatusCode::OK, &ground, view(&member.scope, &ground, &values))
}

/// `POST` to the same.
pub async fn save(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let (id, fields) = (id_in(&req)?, form.into_inner());
    let (typed, version) = (fields.clone(), fields.trimmed("version").parse().ok());
    let saved = site.write(&member, move |conn, scope| {
        scope.require(&[Role::Secretariat])?;
        store::series(conn, scope, id)?;
        actions::edit_series(conn, scope, id, version, &read(&typed)?)
    });
    match saved.await {
        Ok(()) => {
            let to = format!("{}/meetings/series/{id}", member.scope.base());
            Ok(see_other(to).flash(Message::new("series-done-edit")).respond(&req))
        }
        Err(error) => {
            let ground = site.read(&member, move |conn, scope| ground(conn, scope, Some(id))).await?;
            let (status, form) = forms::again(member.lang(), view(&member.scope, &ground, &fields), error)?;
            page(&req, &member, status, &ground, form)
        }
    }
}

fn read(fields: &Fields) -> Result<Series> {
    let mut errors = FieldErrors::default();
    let every = u32::try_from(forms::number(&mut errors, fields, "every", 1)).ok().filter(|n| (1..=60).contains(n));
    if every.is_none() {
        errors.add("every", Message::new("field-number-wrong"));
    }
    let every = every.unwrap_or(1);
    let weekday = fields.trimmed("weekday").to_owned();
    let pattern = match fields.trimmed("pattern") {
        "month_weekday" => Pattern::MonthWeekday { every, nth: forms::number(&mut errors, fields, "nth", 1), weekday },
        "week" => Pattern::Week { every, weekday },
        "rule" => Pattern::Rule(fields.trimmed("rule").to_owned()),
        _ => {
            let day = forms::number(&mut errors, fields, "month_day", 0);
            let day = u32::try_from(day).ok().filter(|d| (1..=31).contains(d));
            if day.is_none() {
                errors.add("month_day", Message::new("series-month-day-range"));
            }
            Pattern::MonthDay { every, day: day.unwrap_or(1) }
        }
    };
    let shift = Shift::parse(fields.trimmed("shift"));
    if shift.is_none() {
        errors.add("shift", Message::new("field-required"));
    }
    let series = Series {
        id: 0,
        title: fields.trimmed("title").to_owned(),
        rrule: pattern.rule(),
        starts_on: forms::date(&mut errors, fields, "starts_on"),
        starts_at: forms::time(&mut errors, fields, "time"),
        minutes: forms::number(&mut errors, fields, "minutes", 120),
        place: fields.trimmed("place").to_owned(),
        chair_id: forms::chosen(fields, "chair"),
        shift: shift.unwrap_or(Shift::None),
        lead: LeadDays {
            call: forms::number(&mut errors, fields, "call_days", 0),
            cutoff: forms::number(&mut errors, fields, "cutoff_days", 0),
            notice: forms::number(&mut errors, fields, "notice_days", 0),
        },
        quorum: forms::number(&mut errors, fields, "quorum", 0),
        departments: forms::ids(fields, "departments"),
        state: SeriesState::Active,
        version: 1,
    };
    if series.title.is_empty() && !errors.is_empty() {
        errors.add("title", Message::new("field-required"));
    }
    errors.finish(series)
}

/// A series as the form would send it.
fn stored(series: &Series) -> Fields {
    let pattern = Pattern::of(&series.rrule);
    let (mut every, mut day, mut nth, mut weekday, mut rule) = (1, 10, 1, "TU".to_owned(), String::new());
    match &pattern {
        Pattern::MonthDay { every: n, day: d } => (every, day) = (*n, *d),
        Pattern::MonthWeekday { every: n, nth: x, weekday: w } => (every, nth, weekday) = (*n, *x, w.clone()),
        Pattern::Week { every: n, weekday: w } => (every, weekday) = (*n, w.clone()),
        Pattern::Rule(text) => rule.clone_from(text),
    }
    let pair = |name: &str, value: String| (name.to_owned(), value);
    let mut pairs = vec![
        pair("title", series.title.clone()),
        pair("pattern", pattern.name().to_owned()),
        pair("every", every.to_string()),
        pair("month_day", day.to_string()),
        pair("nth", nth.to_string()),
        pair("weekday", weekday),
        pair("rule", rule),
        pair("starts_on", series.starts_on.to_string()),
        pair("time", format_time(series.starts_at)),
        pair("minutes", series.minutes.to_string()),
        pair("place", series.place.clone()),
        pair("chair", series.chair_id.map(|id| id.to_string()).unwrap_or_default()),
        pair("shift", series.shift.as_str().to_owned()),
        pair("call_days", series.lead.call.to_string()),
        pair("cutoff_days", series.lead.cutoff.to_string()),
        pair("notice_days", series.lead.notice.to_string()),
        pair("quorum", series.quorum.to_string()),
    ];
    pairs.extend(series.departments.iter().map(|id| pair("departments", id.to_string())));
    Fields::from_pairs(pairs)
}

fn view(scope: &Scope, ground: &Ground, values: &Fields) -> FormView {
    let lang = scope.lang();
    let value = |name: &str| values.get(name).unwrap_or_default().to_owned();
    let label = |key: &str| t(lang, key).into_owned();
    let line = |kind: &'static str, name: &str, key: &str| FieldView::new(kind, name, label(key)).value(value(name));
    let short = |kind: &'static str, name: &str, key: &str| FieldView { size: Some("short"), ..line(kind, name, key) };
    let choices = |name: &str, all: &[(&str, String)]| {
        let chosen = value(name);
        all.iter().map(|(v, text)| Choice::new(*v, text.clone(), *v == chosen)).collect::<Vec<_>>()
    };
    let pattern = ["month_day", "month_weekday", "week", "rule"].map(|p| (p, label(&format!("series-pattern-{}", p.replace('_', "-")))));
    let nths = ["1", "2", "3", "4", "-1"].map(|n| (n, label(&format!("series-nth-{n}"))));
    let weekdays = WEEKDAYS.map(|w| (w, label(&format!("weekday-{}", w.to_lowercase()))));
    let shifts = [Shift::Next, Shift::Previous, Shift::None].map(|s| (s.as_str(), label(&s.key())));
    let base = format!("{}/meetings/series", scope.base());
    let (action, submit, back) = match &ground.series {
        Some(s) => (format!("{base}/{}/edit", s.id), "meeting-save", format!("{base}/{}", s.id)),
        None => (format!("{base}/new"), "series-create", base),
    };
    let days =
        |name: &str, key: &str| FieldView { unit: Some(label("series-unit-days")), min: Some("0".into()), ..short("number", name, key) };
    let chosen: Vec<String> = values.all("departments").into_iter().map(str::to_owned).collect();
    let mut form = FormView::new(action, label(submit)).back(back);
    form.fields = vec![
        FieldView { max: Some("200".into()), ..line("text", "title", "meeting-field-title") },
        line("radio", "pattern", "series-field-pattern").options(choices("pattern", &pattern)),
        short("number", "every", "series-field-every").hint(label("series-field-every-hint")),
        short("number", "month_day", "series-field-month-day").hint(label("series-field-month-day-hint")).optional(),
        FieldView { size: Some("short"), ..line("select", "nth", "series-field-nth").options(choices("nth", &nths)).optional() },
        FieldView {
            size: Some("short"),
            ..line("select", "weekday", "series-field-weekday").options(choices("weekday", &weekdays)).optional()
        },
        line("text", "rule", "series-field-rule").hint(label("series-field-rule-hint")).optional(),
        line("date", "starts_on", "series-field-starts-on").hint(label("series-field-starts-on-hint")),
        short("time", "time", "meeting-field-time"),
        FieldView { unit: Some(label("meeting-unit-minutes")), ..short("number", "minutes", "meeting-field-minutes") },
        line("text", "place", "meeting-field-place").optional(),
        FieldView {
            size: Some("medium"),
            ..line("select", "chair", "meeting-field-chair")
                .options(forms::member_choices(lang, &ground.members, &value("chair")))
                .optional()
        },
        line("radio", "shift", "series-field-shift").options(choices("shift", &shifts)),
        days("call_days", "series-field-call-days"),
        days("cutoff_days", "series-field-cutoff-days"),
        days("notice_days", "series-field-notice-days"),
        FieldView { unit: Some(label("meeting-unit-departments")), ..short("number", "quorum", "meeting-field-quorum") }
            .hint(label("meeting-field-quorum-hint")),
        forms::departments(lang, "departments", "meeting-field-departments", &ground.open, &chosen),
    ];
    form.keep = Some(ground.series.as_ref().map_or_else(|| "series-new".to_owned(), |s| format!("series-{}", s.id)));
    match &ground.series {
        Some(s) => form.hidden("version", s.version),
        None => form,
    }
}

fn page(req: &HttpRequest, member: &Member, status: StatusCode, ground: &Ground, form: FormView) -> Answer {
    let (scope, lang) = (&member.scope, member.lang());
    let base = format!("{}/meetings", scope.base());
    let title = t(lang, if ground.series.is_some() { "series-edit" } else { "series-new" }).into_owned();
    let mut head = Head::new(&title).crumb(&base, t(lang, "meetings-title")).crumb(format!("{base}/series"), t(lang, "series-title"));
    if let Some(s) = &ground.series {
        head = head.crumb(format!("{base}/series/{}", s.id), &s.title);
    }
    let what = if ground.series.is_some() { vec![t(lang, "series-what-edit").into_owned()] } else { Vec::new() };
    Ok(member.page_status(req, status, "meetings/form", title, FormPage::new(head, what, form))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_and_rules_say_the_same() {
        let patterns = [
            Pattern::MonthDay { every: 3, day: 10 },
            Pattern::MonthDay { every: 1, day: 31 },
            Pattern::MonthWeekday { every: 1, nth: -1, weekday: "FR".into() },
            Pattern::Week { every: 2, weekday: "MO".into() },
        ];
        for pattern in patterns {
            assert_eq!(Pattern::of(&pattern.rule()), pattern);
        }
        let own = "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=15";
        assert_eq!(Pattern::of(own), Pattern::Rule(own.into()));
        assert_eq!(Pattern::of("FREQ=MONTHLY;BYDAY=天"), Pattern::Rule("FREQ=MONTHLY;BYDAY=天".into()));
    }
}
