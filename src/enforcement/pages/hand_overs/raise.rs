//! `GET` and `POST /w/{slug}/cases/{number}/raise`: a case nobody wants to hold becomes an item of the next meeting, in one step.

use actix_web::{HttpRequest, http::StatusCode, web};

use super::{Answer, case_path, forms, receiver, short};
use crate::{
    enforcement::{
        actions::cases as case_actions,
        hand_over::{self, HandOver, HandOverState},
        model::Case,
        pages::cases::{self, number_in},
        pending,
        queries::cases as queries,
    },
    meetings::{self, Asked, Meeting, actions::ItemContent},
    platform::{
        db::Conn,
        error::{Error, Message, Result},
        http::{Fields, Form, see_other},
        i18n::{format, format_day, t},
        view::parts::{Choice, FieldView, FormView},
    },
    site::{Member, Site},
    tenancy::{
        Role, Scope,
        departments::{self, Department, DepartmentState},
    },
};

/// Minutes planned for the item.
const MINUTES: i32 = 15;

struct Setting {
    case: Case,
    all: Vec<HandOver>,
    departments: Vec<Department>,
    ahead: Vec<Meeting>,
}

fn load(conn: &mut Conn, scope: &Scope, number: &str) -> Result<Setting> {
    let case = queries::by_number(conn, scope, number)?;
    case.require_kept_by(scope)?;
    let all = hand_over::of_case(conn, scope, case.id)?;
    Ok(Setting { case, all, departments: departments::all(conn, scope)?, ahead: meetings::queries::agenda::ahead(conn, scope)? })
}

/// Once is enough: refuses a case that is before a meeting.
fn require_unraised(conn: &mut Conn, scope: &Scope, case: &Case) -> Result<()> {
    if pending::is_before_meeting(conn, scope, case.id)? { Err(Error::refused("raise-already")) } else { Ok(()) }
}

pub async fn form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let number = number_in(&req);
    let setting = site
        .read(&member, move |conn, scope| {
            let setting = load(conn, scope, &number)?;
            require_unraised(conn, scope, &setting.case)?;
            Ok(setting)
        })
        .await?;
    let form = view(&member.scope, &setting, None);
    Ok(page(&member.scope, &setting, form).answer(&req, &member, StatusCode::OK)?)
}

pub async fn raise(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let (number, fields) = (number_in(&req), form.into_inner());
    let (asked, meeting, typed) = (number.clone(), fields.trimmed("meeting").to_owned(), fields.clone());
    let done = site.write(&member, move |conn, scope| {
        if meeting.is_empty() {
            return Err(Error::invalid("meeting", Message::new("field-required")));
        }
        let setting = load(conn, scope, &asked)?;
        // A second press at the same moment waits for the first, and finds its item.
        case_actions::hold(conn, scope, &setting.case)?;
        require_unraised(conn, scope, &setting.case)?;
        let item = meetings::actions::propose(conn, scope, &meeting, &content(scope, &setting, &typed), true)?;
        case_actions::link_raised(conn, scope, &asked, &meeting, &item)?;
        Ok(format!("{}/meetings/{meeting}/items/{}", scope.base(), item.id))
    });
    let error = match done.await {
        Ok(to) => return Ok(see_other(to).flash(Message::new("raise-done")).respond(&req)),
        Err(error) => error,
    };
    let setting = site.read(&member, move |conn, scope| load(conn, scope, &number)).await?;
    let (status, form) = forms::again(member.lang(), view(&member.scope, &setting, Some(&fields)), error)?;
    Ok(page(&member.scope, &setting, form).answer(&req, &member, status)?)
}

/// Everybody the case went to or came from is concerned.
fn concerned(setting: &Setting) -> Vec<i64> {
    let mut ids: Vec<i64> = setting.all.iter().filter(|h| h.moves()).flat_map(|h| [Some(h.from_id), h.to_id]).flatten().collect();
    ids.push(setting.case.holder_id);
    ids.sort_unstable();
    ids.dedup();
    // One that is closed by now is asked nothing.
    ids.retain(|id| setting.departments.iter().any(|d| d.id == *id && d.state == DepartmentState::Open));
    ids
}

fn content(scope: &Scope, setting: &Setting, typed: &Fields) -> ItemContent {
    let text = |name: &str| typed.get(name).unwrap_or_default().to_owned();
    let office = scope.has(Role::Secretariat);
    ItemContent {
        department_id: (!office).then_some(setting.case.holder_id),
        title: text("title"),
        asked: Asked::Coordinate,
        background: text("background"),
        proposed_decision: text("proposed_decision"),
        concerned: concerned(setting),
        minutes: MINUTES,
        section: String::new(),
        restricted: false,
        late_reason: text("late_reason"),
    }
}

/// Who handed it to whom, and who refused it why.
fn story(scope: &Scope, setting: &Setting) -> String {
    let lang = scope.lang();
    let line = |h: &HandOver| {
        let args = [
            ("from", short(&setting.departments, h.from_id).into()),
            ("to", receiver(h, &setting.departments).into()),
            ("day", crate::platform::clock::local(h.sent_at, scope.zone()).date().to_string().into()),
            ("reason", h.answer.as_str().into()),
        ];
        format(lang, if h.state == HandOverState::Rejected { "raise-line-refused" } else { "raise-line" }, &args)
    };
    let lines: Vec<String> = setting.all.iter().filter(|h| h.moves()).map(line).collect();
    format!("{}\n{}", format(lang, "raise-background", &[("number", setting.case.shown_number().into())]), lines.join("\n"))
}

fn view(scope: &Scope, setting: &Setting, typed: Option<&Fields>) -> FormView {
    let lang = scope.lang();
    let label = |key: &str| t(lang, key).into_owned();
    let chosen = typed.map(|f| f.trimmed("meeting").to_owned()).or(setting.ahead.first().map(|m| m.number.clone())).unwrap_or_default();
    let option = |m: &Meeting| Choice::new(&m.number, format!("{} {}", format_day(lang, m.day(scope)), m.title), m.number == chosen);
    let field = |kind: &'static str, name: &str, stored: &str| {
        FieldView::new(kind, name, label(&format!("raise-field-{}", name.replace('_', "-")))).typed(typed, stored)
    };
    let area = |name: &str, rows: u32, stored: &str| FieldView { rows: Some(rows), whole: true, ..field("area", name, stored) };
    let home = case_path(scope, &setting.case.number);
    let title = format(lang, "raise-title-of", &[("title", setting.case.title.as_str().into())]);
    FormView::new(format!("{home}/raise"), label("hand-over-raise"))
        .back(home)
        .field(
            FieldView { size: Some("medium"), ..FieldView::new("select", "meeting", label("raise-field-meeting")) }
                .options(setting.ahead.iter().map(option).collect()),
        )
        .field(FieldView { whole: true, ..field("text", "title", &title) })
        .field(area("background", 8, &story(scope, setting)))
        .field(area("proposed_decision", 3, "").hint(label("raise-hint-decision")).optional())
        .field(area("late_reason", 2, "").hint(label("raise-hint-late")).optional())
}

fn page(scope: &Scope, setting: &Setting, form: FormView) -> forms::FormPage {
    let lang = scope.lang();
    let mut page =
        forms::FormPage::new(cases::head(scope, Some(&setting.case), &t(lang, "hand-over-raise")).under(&setting.case.title), form);
    if setting.ahead.is_empty() {
        page.what.push(t(lang, "raise-no-meeting").into_owned());
    }
    page
}
