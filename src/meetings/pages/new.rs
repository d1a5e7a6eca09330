//! The form of a meeting: new, and changed.

use actix_web::{HttpRequest, http::StatusCode, web};
use chrono::NaiveTime;

use super::{
    Answer,
    forms::{self, FormPage},
    head_below, path,
};
use crate::{
    duties::{self, DepartmentName},
    meetings::{
        actions::{self, Content, Seen},
        model::{Action, Kind, LeadDays, Meeting, decide},
        queries,
        store::{self, Member as Person},
    },
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
        http::{Fields, Form, path_part, see_other},
        i18n::{format_time, t},
        view::{
            conflict::{Both, Conflict, in_words},
            parts::{Choice, FieldView, FormView, Head},
        },
    },
    site::{Member, Site},
    tenancy::{Role, Scope},
};

/// What the form is made from.
struct Ground {
    members: Vec<Person>,
    open: Vec<DepartmentName>,
    /// The meeting that is changed.
    meeting: Option<Meeting>,
}

fn ground(conn: &mut Conn, scope: &Scope, number: Option<&str>) -> Result<Ground> {
    scope.require(&[Role::Secretariat])?;
    let meeting = number.map(|n| queries::ground(conn, scope, n)).transpose()?;
    if let Some(g) = &meeting {
        decide(g.meeting.state, g.meeting.is_written(), Action::Edit, &g.sight.by)?;
    }
    Ok(Ground {
        members: store::members(conn, scope)?,
        open: duties::queries::open_departments(conn, scope)?,
        meeting: meeting.map(|g| g.meeting),
    })
}

/// Working days of lead that a new meeting is proposed with.
const LEAD: LeadDays = LeadDays { call: 10, cutoff: 5, notice: 3 };

/// `GET /w/{slug}/meetings/new`
pub async fn form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let (ground, proposed) = site
        .read(&member, |conn, scope| {
            let ground = ground(conn, scope, None)?;
            let calendar = crate::calendar::load(conn, scope)?;
            let day = calendar.add_working_days(scope.today(), 15);
            let (call, cutoff, notice) = LEAD.days(day, &calendar);
            let pair = |name: &str, value: String| (name.to_owned(), value);
            let mut proposed = vec![
                pair("kind", Kind::Regular.as_str().into()),
                pair("title", t(scope.workspace_lang(), "meeting-title-proposed").into_owned()),
                pair("day", day.to_string()),
                pair("time", "09:00".into()),
                pair("minutes", "120".into()),
                pair("quorum", "0".into()),
                pair("call_on", call.to_string()),
                pair("cutoff_on", cutoff.to_string()),
                pair("notice_on", notice.to_string()),
            ];
            let members = forms::member_departments(conn, scope)?;
            proposed.extend(members.iter().map(|id| pair("departments", id.to_string())));
            Ok((ground, Fields::from_pairs(proposed)))
        })
        .await?;
    page(&req, &member, StatusCode::OK, &ground, view(&member.scope, &ground, &proposed))
}

/// `POST` to the same.
pub async fn create(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let fields = form.into_inner();
    let typed = fields.clone();
    let made = site.write(&member, move |conn, scope| {
        scope.require(&[Role::Secretariat])?;
        actions::create(conn, scope, &read(&typed)?, &forms::ids(&typed, "departments"))
    });
    match made.await {
        Ok(meeting) => {
            let done = Message::new("meeting-done-create").text("number", meeting.number.clone());
            Ok(see_other(path(&member.scope, &meeting)).flash(done).respond(&req))
        }
        Err(error) => {
            let ground = site.read(&member, |conn, scope| ground(conn, scope, None)).await?;
            let (status, form) = forms::again(member.lang(), view(&member.scope, &ground, &fields), error)?;
            page(&req, &member, status, &ground, form)
        }
    }
}

/// `GET /w/{slug}/meetings/{number}/edit`
pub async fn edit_form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let number = path_part(&req, "number").to_owned();
    let ground = site.read(&member, move |conn, scope| ground(conn, scope, Some(&number))).await?;
    let values = stored(&member.scope, &ground);
    page(&req, &member, StatusCode::OK, &ground, view(&member.scope, &ground, &values))
}

/// `POST` to the same.
pub async fn save(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let fields = form.into_inner();
    let number = path_part(&req, "number").to_owned();
    let seen = Seen { number: number.clone(), version: fields.trimmed("version").parse().ok() };
    let typed = fields.clone();
    let saved = site.write(&member, move |conn, scope| {
        queries::ground(conn, scope, &seen.number)?;
        actions::edit(conn, scope, &seen, &read(&typed)?)
    });
    let error = match saved.await {
        Ok(meeting) => return Ok(see_other(path(&member.scope, &meeting)).flash(Message::new("meeting-done-edit")).respond(&req)),
        Err(error @ (Error::Invalid(_) | Error::Refused(_) | Error::Conflict)) => error,
        Err(error) => return Err(error.into()),
    };
    let ground = site.read(&member, move |conn, scope| ground(conn, scope, Some(&number))).await?;
    let form = view(&member.scope, &ground, &fields);
    if matches!(error, Error::Conflict) {
        return conflict(&req, &member, &ground, form);
    }
    let (status, form) = forms::again(member.lang(), form, error)?;
    page(&req, &member, status, &ground, form)
}

/// Both versions side by side; saving again is on the new one.
fn conflict(req: &HttpRequest, member: &Member, ground: &Ground, mine: FormView) -> Answer {
    let (scope, lang) = (&member.scope, member.lang());
    let theirs = view(scope, ground, &stored(scope, ground));
    let both = theirs.fields.iter().zip(&mine.fields).map(|(t, m)| Both::new(lang, in_words(lang, t), m.clone())).collect();
    let title = t(lang, "meeting-edit-title").into_owned();
    let head = ground.meeting.as_ref().map_or_else(|| Head::new(&title), |m| head_below(scope, m, &title));
    let somebody = t(lang, "meeting-somebody").into_owned();
    let just_now = t(lang, "meeting-just-now").into_owned();
    Ok(member.conflict(req, head, Conflict::new(lang, somebody, just_now, mine, both))?)
}

fn read(fields: &Fields) -> Result<Content> {
    let mut errors = FieldErrors::default();
    let kind = Kind::parse(fields.trimmed("kind"));
    if kind.is_none() {
        errors.add("kind", Message::new("field-required"));
    }
    let kind = kind.unwrap_or(Kind::Regular);
    // A written circulation ends with its day, and lasts no time.
    let starts_at = match kind {
        Kind::Written => forms::date(&mut errors, fields, "day").and_time(NaiveTime::from_hms_opt(18, 0, 0).unwrap_or_default()),
        _ => forms::instant(&mut errors, fields),
    };
    let content = Content {
        kind,
        title: fields.trimmed("title").to_owned(),
        starts_at,
        minutes: forms::number(&mut errors, fields, "minutes", 120),
        place: fields.trimmed("place").to_owned(),
        note: fields.trimmed("note").to_owned(),
        chair_id: forms::chosen(fields, "chair"),
        quorum: forms::number(&mut errors, fields, "quorum", 0),
        call_on: forms::optional_date(&mut errors, fields, "call_on"),
        cutoff_on: forms::optional_date(&mut errors, fields, "cutoff_on"),
        notice_on: forms::optional_date(&mut errors, fields, "notice_on"),
    };
    if content.title.is_empty() && !errors.is_empty() {
        // Else it would be said only at the next try.
        errors.add("title", Message::new("field-required"));
    }
    errors.finish(content)
}

/// What is stored, as the form would send it.
fn stored(scope: &Scope, ground: &Ground) -> Fields {
    let Some(m) = &ground.meeting else { return Fields::default() };
    let start = m.starts_local(scope);
    let day = |on: Option<chrono::NaiveDate>| on.map(|d| d.to_string()).unwrap_or_default();
    Fields::from_pairs([
        ("kind", m.kind.as_str().to_owned()),
        ("title", m.title.clone()),
        ("day", start.date().to_string()),
        ("time", format_time(start)),
        ("minutes", m.minutes.to_string()),
        ("place", m.place.clone()),
        ("chair", m.chair_id.map(|id| id.to_string()).unwrap_or_default()),
        ("quorum", m.quorum.to_string()),
        ("call_on", day(m.call_on)),
        ("cutoff_on", day(m.cutoff_on)),
        ("notice_on", day(m.notice_on)),
        ("note", m.note.clone()),
    ])
}

fn view(scope: &Scope, ground: &Ground, values: &Fields) -> FormView {
    let lang = scope.lang();
    let value = |name: &str| values.get(name).unwrap_or_default().to_owned();
    let label = |key: &str| t(lang, key).into_owned();
    let line = |kind: &'static str, name: &str, key: &str| FieldView::new(kind, name, label(key)).value(value(name));
    let short = |field: FieldView| FieldView { size: Some("short"), ..field };
    let (action, submit, back) = match &ground.meeting {
        Some(m) => (format!("{}/edit", path(scope, m)), "meeting-save", path(scope, m)),
        None => (format!("{}/meetings/new", scope.base()), "meeting-create", format!("{}/meetings", scope.base())),
    };
    let mut form = FormView::new(action, label(submit)).back(back);
    let draft = ground.meeting.as_ref().is_none_or(|m| m.state == crate::meetings::model::State::Draft);
    if draft {
        let kinds = Kind::ALL.iter().map(|k| Choice {
            hint: Some(label(&format!("{}-hint", k.key()))),
            ..Choice::new(k.as_str(), label(&k.key()), k.as_str() == value("kind"))
        });
        form = form.field(FieldView::new("radio", "kind", label("meeting-field-kind")).options(kinds.collect()));
    } else {
        form = form.hidden("kind", value("kind"));
    }
    form = form
        .field(FieldView { max: Some("200".into()), ..line("text", "title", "meeting-field-title") })
        .field(short(line("date", "day", "meeting-field-day")).hint(label("meeting-field-day-hint")))
        .field(short(line("time", "time", "meeting-field-time")))
        .field(FieldView {
            unit: Some(label("meeting-unit-minutes")),
            min: Some("1".into()),
            ..short(line("number", "minutes", "meeting-field-minutes"))
        })
        .field(FieldView { max: Some("200".into()), ..line("text", "place", "meeting-field-place") }.optional())
        .field(
            FieldView { size: Some("medium"), ..line("select", "chair", "meeting-field-chair") }.optional().options(forms::member_choices(
                lang,
                &ground.members,
                &value("chair"),
            )),
        )
        .field(
            FieldView {
                unit: Some(label("meeting-unit-departments")),
                min: Some("0".into()),
                ..short(line("number", "quorum", "meeting-field-quorum"))
            }
            .hint(label("meeting-field-quorum-hint")),
        )
        .field(short(line("date", "call_on", "meeting-field-call-on")).optional().hint(label("meeting-field-call-on-hint")))
        .field(short(line("date", "cutoff_on", "meeting-field-cutoff-on")).optional())
        .field(short(line("date", "notice_on", "meeting-field-notice-on")).optional())
        .field(FieldView { rows: Some(4), ..line("area", "note", "meeting-field-note") }.optional().hint(label("meeting-field-note-hint")));
    match &ground.meeting {
        Some(m) => form.keep = Some(format!("meeting-{}", m.number)),
        None => {
            let chosen: Vec<String> = values.all("departments").into_iter().map(str::to_owned).collect();
            form = form.field(forms::departments(lang, "departments", "meeting-field-departments", &ground.open, &chosen));
            form.keep = Some("meeting-new".into());
        }
    }
    match &ground.meeting {
        Some(m) => form.hidden("version", m.version),
        None => form,
    }
}

fn page(req: &HttpRequest, member: &Member, status: StatusCode, ground: &Ground, form: FormView) -> Answer {
    let (scope, lang) = (&member.scope, member.lang());
    let key = if ground.meeting.is_some() { "meeting-edit-title" } else { "meeting-new-title" };
    let title = t(lang, key).into_owned();
    let head = match &ground.meeting {
        Some(m) => head_below(scope, m, &title),
        None => Head::new(&title).crumb(format!("{}/meetings", scope.base()), t(lang, "meetings-title")),
    };
    Ok(member.page_status(req, status, "meetings/form", title, FormPage::new(head, Vec::new(), form))?)
}
