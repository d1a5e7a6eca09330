//! `GET` and `POST /w/{slug}/cases/{number}/ladder`: moving a case to another version of the ladder.

use actix_web::{HttpRequest, http::StatusCode, web};

use super::{Answer, forms, head, number_in, path, seen};
use crate::{
    enforcement::{
        ladder::{self, Ladder, actions},
        model::Case,
        queries::cases as queries,
    },
    platform::{
        db::Conn,
        error::{Message, Result},
        http::{Fields, Form, see_other},
        i18n::{format, format_day, t},
        view::parts::{Choice, FieldView, FormView},
    },
    site::{Member, Site},
    tenancy::{Role, Scope},
};

struct Setting {
    case: Case,
    ladders: Vec<Ladder>,
    followed: Option<i64>,
}

fn load(conn: &mut Conn, scope: &Scope, number: &str) -> Result<Setting> {
    scope.require(&[Role::Secretariat])?;
    let case = queries::by_number(conn, scope, number)?;
    let mut ladders = ladder::all(conn, scope)?;
    ladders.retain(|l| l.in_force_on.is_some_and(|on| on <= scope.today()));
    let followed = ladder::followed_by(conn, scope, &ladders, &case)?.map(|l| l.id);
    Ok(Setting { case, ladders, followed })
}

pub async fn form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let number = number_in(&req);
    let setting = site.read(&member, move |conn, scope| load(conn, scope, &number)).await?;
    let form = view(&member.scope, &setting, None);
    Ok(page(&member.scope, &setting, form).answer(&req, &member, StatusCode::OK)?)
}

pub async fn move_case(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let fields = form.into_inner();
    let (seen, ladder) = (seen(&req, &fields), fields.trimmed("ladder").parse().unwrap_or(0));
    let (reason, asked) = (fields.get("reason").unwrap_or_default().to_owned(), seen.clone());
    let error = match site.write(&member, move |conn, scope| actions::move_case(conn, scope, &asked, ladder, &reason)).await {
        Ok(()) => return Ok(see_other(path(&member.scope, &seen.number)).flash(Message::new("ladder-done-move")).respond(&req)),
        Err(error) => error,
    };
    let setting = site.read(&member, move |conn, scope| load(conn, scope, &seen.number)).await?;
    let (status, form) = forms::again(member.lang(), view(&member.scope, &setting, Some(&fields)), error)?;
    Ok(page(&member.scope, &setting, form).answer(&req, &member, status)?)
}

fn view(scope: &Scope, setting: &Setting, typed: Option<&Fields>) -> FormView {
    let lang = scope.lang();
    let chosen = typed.map(|f| f.trimmed("ladder").to_owned()).or(setting.followed.map(|id| id.to_string())).unwrap_or_default();
    let option = |l: &Ladder| {
        let day = l.in_force_on.map(|on| format_day(lang, on)).unwrap_or_default();
        let label = format(lang, "ladder-version-since", &[("number", f64::from(l.number).into()), ("day", day.into())]);
        Choice::new(l.id, label, l.id.to_string() == chosen)
    };
    let options = setting.ladders.iter().map(option).collect();
    let home = path(scope, &setting.case.number);
    let reason = FieldView::new("area", "reason", t(lang, "measure-field-reason")).typed(typed, "");
    FormView::new(format!("{home}/ladder"), t(lang, "ladder-move"))
        .hidden("version", setting.case.version)
        .back(home)
        .field(FieldView { whole: true, ..FieldView::new("radio", "ladder", t(lang, "ladder-field-version")).options(options) })
        .field(FieldView { rows: Some(4), whole: true, ..reason })
}

fn page(scope: &Scope, setting: &Setting, form: FormView) -> forms::FormPage {
    forms::FormPage::new(head(scope, Some(&setting.case), &t(scope.lang(), "ladder-move")).under(&setting.case.title), form)
}
