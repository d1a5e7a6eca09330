//! `GET` and `POST /w/{slug}/ladder/enact`: what the draft would change for open cases, and bringing it into force.

use actix_web::{HttpRequest, http::StatusCode, web};

use super::{Answer, head, home, measures};
use crate::{
    enforcement::{
        ladder::{self, Ladder, Rule, actions},
        model::Case,
        pages::cases::forms::{self, FormPage},
    },
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
        http::{Fields, Form, see_other},
        i18n::{format, join, t},
        view::parts::{FieldView, FormView, Notice},
    },
    site::{Member, Site},
    tenancy::{Role, Scope},
};

fn load(conn: &mut Conn, scope: &Scope) -> Result<(Ladder, ladder::Preview)> {
    scope.require(&[Role::Secretariat])?;
    let draft = ladder::all(conn, scope)?.into_iter().find(|l| l.in_force_on.is_none()).ok_or(Error::NotFound)?;
    let touched = ladder::preview(conn, scope, &draft.rules, NAMED)?;
    Ok((draft, touched))
}

pub async fn form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let (draft, touched) = site.read(&member, load).await?;
    let form = view(&member.scope, &draft, None);
    Ok(page(&member.scope, &draft, &touched, form).answer(&req, &member, StatusCode::OK)?)
}

pub async fn enact(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let fields = form.into_inner();
    let mut errors = FieldErrors::default();
    let (version, on) = (fields.trimmed("version").parse().unwrap_or(0), fields.day("on", &mut errors));
    let note = fields.get("note").unwrap_or_default().to_owned();
    let done = site.write(&member, move |conn, scope| errors.with(actions::enact(conn, scope, version, on, &note)));
    let error = match done.await {
        Ok(_) => return Ok(see_other(home(&member.scope)).flash(Message::new("ladder-done-enact")).respond(&req)),
        Err(error) => error,
    };
    let (draft, touched) = site.read(&member, load).await?;
    let (status, form) = forms::again(member.lang(), view(&member.scope, &draft, Some(&fields)), error)?;
    Ok(page(&member.scope, &draft, &touched, form).answer(&req, &member, status)?)
}

fn view(scope: &Scope, draft: &Ladder, typed: Option<&Fields>) -> FormView {
    let lang = scope.lang();
    let today = scope.today().to_string();
    let on = FieldView::new("date", "on", t(lang, "ladder-field-on")).typed(typed, today.as_str()).hint(t(lang, "ladder-hint-on"));
    let note = FieldView::new("area", "note", t(lang, "ladder-field-note")).typed(typed, "").hint(t(lang, "ladder-hint-note"));
    FormView::new(format!("{}/enact", home(scope)), t(lang, "ladder-enact"))
        .hidden("version", draft.version)
        .back(home(scope))
        .field(FieldView { size: Some("short"), min: Some(today), ..on })
        .field(FieldView { rows: Some(4), whole: true, ..note })
}

/// Cases named before it says how many more there are.
const NAMED: usize = 20;

fn page(scope: &Scope, draft: &Ladder, touched: &ladder::Preview, form: FormView) -> FormPage {
    let lang = scope.lang();
    let title = format(lang, "ladder-enact-title", &[("number", f64::from(draft.number).into())]);
    let mut page = FormPage::new(head(scope, &title), form);
    let looked_at = if touched.is_all { "ladder-looked-at-all" } else { "ladder-looked-at-newest" };
    let looked_at = format(lang, looked_at, &[("n", (touched.looked_at as f64).into())]);
    let counts = [("n", (touched.touched as f64).into()), ("checked", looked_at.into())];
    let text = match touched.touched {
        0 => format(lang, "ladder-touches-none", &counts),
        _ => format(lang, "ladder-touches", &counts),
    };
    page.notices.push(Notice { tone: "blue", title: None, text, link: None });
    let line = |(case, rules): &(Case, Vec<Rule>)| {
        let all: Vec<String> = rules.iter().map(|r| measures(lang, r)).collect();
        let args = [("number", case.shown_number().into()), ("title", case.title.as_str().into()), ("measures", join(lang, &all).into())];
        format(lang, "ladder-touches-case", &args)
    };
    page.what = touched.first.iter().map(line).collect();
    if touched.touched > touched.first.len() {
        page.what.push(format(lang, "ladder-touches-more", &[("n", ((touched.touched - touched.first.len()) as f64).into())]));
    }
    page
}
