//! `GET` and `POST /w/{slug}/meetings/{number}/proposals`: what waits to be screened, one by one or several at once.

use actix_web::{HttpRequest, http::StatusCode, web};
use serde::Serialize;

use super::{
    Answer,
    agenda::{department, item_home, light, meeting_home, over, short_names},
    head_below,
};
use crate::{
    meetings::{
        actions,
        model::{Item, Meeting},
        queries::{
            self, Ground,
            agenda::{Agenda, Names},
        },
    },
    platform::{
        db::Conn,
        error::{Error, Message, Result},
        http::{Fields, Form, path_part, see_other},
        i18n::{format, format_instant, t, tr},
        view::parts::{DepartmentView, Empty, Head, LightView, Link, Notice},
    },
    site::{Member, Site},
    tenancy::{Role, Scope},
};

#[derive(Serialize)]
struct Body {
    head: Head,
    refusal: Option<Notice>,
    over: Option<Notice>,
    action: String,
    rows: Vec<Row>,
    empty: Empty,
    /// “议程现有 5 个议题，共 80 分钟；会议时长 120 分钟”
    sum: String,
}

#[derive(Serialize)]
struct Row {
    id: i64,
    version: i64,
    chosen: bool,
    /// A late one without consent is not chosen among others.
    open: bool,
    light: LightView,
    title: String,
    href: String,
    department: Option<DepartmentView>,
    line: String,
    background: String,
    late: Option<String>,
    actions: Vec<Link>,
}

fn load(conn: &mut Conn, scope: &Scope, number: &str) -> Result<(Ground, Agenda)> {
    let ground = queries::ground(conn, scope, number)?;
    scope.require(&[Role::Secretariat])?;
    let agenda = queries::agenda::agenda(conn, scope, &ground)?;
    Ok((ground, agenda))
}

/// `GET …/proposals`
pub async fn page(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let number = path_part(&req, "number").to_owned();
    let loaded = site.read(&member, move |conn, scope| load(conn, scope, &number)).await?;
    show(&req, &member, StatusCode::OK, &loaded, None, None)
}

/// `POST …/proposals`: puts those chosen on the agenda, all or none.
pub async fn accept(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let (number, fields) = (path_part(&req, "number").to_owned(), form.into_inner());
    let (asked, chosen) = (number.clone(), chosen(&fields));
    let error = match site.write(&member, move |conn, scope| actions::accept_many(conn, scope, &asked, &chosen)).await {
        Ok(n) => {
            let home = format!("{}/meetings/{number}", member.scope.base());
            return Ok(see_other(home).flash(Message::new("items-done-accept").number("n", n as f64)).respond(&req));
        }
        Err(error) => error,
    };
    let refusal = match error {
        Error::Refused(message) => tr(member.lang(), &message),
        Error::Conflict => t(member.lang(), "items-changed-meanwhile").into_owned(),
        Error::Invalid(errors) => errors.0.first().map(|e| tr(member.lang(), &e.message)).unwrap_or_default(),
        other => return Err(other.into()),
    };
    let loaded = site.read(&member, move |conn, scope| load(conn, scope, &number)).await?;
    show(&req, &member, StatusCode::CONFLICT, &loaded, Some(&fields), Some(refusal))
}

/// The boxes ticked: `17@3` is item 17 as it was in version 3.
fn chosen(fields: &Fields) -> Vec<(i64, Option<i64>)> {
    let one = |value: &&str| {
        let (id, version) = value.split_once('@')?;
        Some((id.parse().ok()?, version.parse().ok()))
    };
    fields.all("item").iter().filter_map(one).take(500).collect()
}

fn show(
    req: &HttpRequest,
    member: &Member,
    status: StatusCode,
    (ground, agenda): &(Ground, Agenda),
    typed: Option<&Fields>,
    refusal: Option<String>,
) -> Answer {
    let (scope, lang) = (&member.scope, member.lang());
    let meeting = &ground.meeting;
    let title = t(lang, "proposals-title").into_owned();
    let head = head_below(scope, meeting, &title);
    let ticked: Vec<i64> = typed.map(|f| chosen(f).into_iter().map(|(id, _)| id).collect()).unwrap_or_default();
    let sum = [
        ("n", (agenda.lines.len() as f64).into()),
        ("minutes", f64::from(agenda.minutes).into()),
        ("length", f64::from(meeting.minutes).into()),
    ];
    let body = Body {
        head,
        refusal: refusal.map(|text| Notice { tone: "red", title: None, text, link: None }),
        over: over(lang, meeting, agenda.minutes),
        action: format!("{}/proposals", meeting_home(scope, meeting)),
        rows: agenda.waiting().map(|i| row(scope, meeting, &agenda.names, i, ticked.contains(&i.id))).collect(),
        empty: Empty {
            title: t(lang, "proposals-empty").into_owned(),
            text: Some(t(lang, "proposals-empty-text").into_owned()),
            action: Some(Link::new(meeting_home(scope, meeting), t(lang, "proposals-back"))),
        },
        sum: format(lang, "proposals-sum", &sum),
    };
    Ok(member.page_status(req, status, "meetings/proposals", title, body)?)
}

fn row(scope: &Scope, meeting: &Meeting, names: &Names, item: &Item, chosen: bool) -> Row {
    let lang = scope.lang();
    let home = item_home(scope, meeting, item);
    let mut line = vec![t(lang, &item.asked.key()).into_owned(), format(lang, "meeting-minutes", &[("n", f64::from(item.minutes).into())])];
    if !item.concerned.is_empty() {
        line.push(short_names(lang, names, &item.concerned));
    }
    if item.restricted {
        line.push(t(lang, "item-restricted").into_owned());
    }
    line.extend(item.submitted_at.map(|at| format_instant(lang, at, scope.zone())));
    let verbs: &[&str] =
        if item.lacks_consent() { &["consent", "return", "defer", "merge"] } else { &["accept", "return", "defer", "merge"] };
    Row {
        id: item.id,
        version: item.version,
        chosen,
        open: !item.lacks_consent(),
        light: light(lang, item),
        title: item.title.clone(),
        href: home.clone(),
        department: department(names, item.department_id),
        line: line.join(" · "),
        background: item.background.clone(),
        late: item.is_late.then(|| item.late_reason.clone()),
        actions: verbs.iter().map(|v| Link::new(format!("{home}/{v}?next=proposals"), t(lang, &format!("item-do-{v}")))).collect(),
    }
}
