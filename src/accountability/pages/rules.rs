//! `GET` and `POST /w/{slug}/matters/rules`: the rules that raise matters, and a new edition of them.

use actix_web::{HttpRequest, http::StatusCode, web};
use serde::Serialize;

use super::{Answer, list_path};
use crate::{
    accountability::{
        actions,
        model::{Cause, Edition, Rule, Rules},
        queries,
    },
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
        http::{Fields, Form, see_other},
        i18n::{Lang, format, format_instant, t},
        view::parts::{Crumb, FieldView, FormView, Head},
    },
    site::{Member, Site},
    tenancy::{Role, Scope},
};

#[derive(Serialize)]
struct Body {
    head: Head,
    now: String,
    rules: Vec<RuleView>,
    form: Option<FormBody>,
    editions: Vec<EditionView>,
}

/// A rule in words, for who may not write another edition.
#[derive(Serialize)]
struct RuleView {
    name: String,
    what: String,
    basis: String,
}

/// `part/form`, with the fields of each rule together.
#[derive(Serialize)]
struct FormBody {
    form: FormView,
    terms: Vec<FieldView>,
    rules: Vec<Section>,
    note: FieldView,
}

#[derive(Serialize)]
struct Section {
    legend: String,
    fields: Vec<FieldView>,
}

#[derive(Serialize)]
struct EditionView {
    label: String,
    by: String,
    note: String,
}

fn load(conn: &mut Conn, scope: &Scope) -> Result<Vec<Edition>> {
    scope.require(&[Role::Secretariat, Role::Auditor])?;
    queries::editions(conn, scope)
}

pub async fn form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let editions = site.read(&member, load).await?;
    page(&req, &member, StatusCode::OK, &editions, None, None)
}

pub async fn save(req: HttpRequest, site: web::Data<Site>, member: Member, posted: Form) -> Answer {
    let fields = posted.into_inner();
    let typed = fields.clone();
    let done = site
        .write(&member, move |conn, scope| {
            scope.require(&[Role::Secretariat])?;
            let mut errors = FieldErrors::default();
            let rules = read(&mut errors, &typed);
            errors.finish(())?;
            let number = typed.trimmed("edition").parse().unwrap_or(0);
            actions::write_rules(conn, scope, number, &rules, typed.get("note").unwrap_or_default())
        })
        .await;
    let error = match done {
        Ok(edition) => {
            let done = Message::new("matter-rules-done").number("n", f64::from(edition.number));
            return Ok(see_other(format!("{}/rules", list_path(&member.scope))).flash(done).respond(&req));
        }
        Err(error) => error,
    };
    let editions = site.read(&member, load).await?;
    let (status, said) = match error {
        error @ (Error::Invalid(_) | Error::Conflict) => {
            let status = if matches!(error, Error::Conflict) { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
            (status, error)
        }
        other => return Err(other.into()),
    };
    page(&req, &member, status, &editions, Some(&fields), Some(said))
}

fn read(errors: &mut FieldErrors, fields: &Fields) -> Rules {
    let mut number = |name: String| {
        let read = fields.trimmed(&name).parse::<u16>();
        read.unwrap_or_else(|_| {
            errors.add(name, Message::new("field-number-wrong"));
            1
        })
    };
    let (reply_days, objection_days, response_days) =
        (number("reply_days".into()), number("objection_days".into()), number("response_days".into()));
    let shipped = Rules::shipped();
    let mut rule = |usual: &Rule| {
        let word = usual.cause.as_str();
        let looked_for = usual.is_looked_for();
        Rule {
            cause: usual.cause,
            on: looked_for && fields.trimmed(&format!("on-{word}")) == "yes",
            after: if looked_for && usual.waits() { number(format!("after-{word}")) } else { usual.after },
            reminders: if usual.cause == Cause::DutyOverdue { number(format!("reminders-{word}")) } else { 0 },
            basis: crate::platform::text::one_line(fields.get(&format!("basis-{word}")).unwrap_or_default()),
        }
    };
    let rules = shipped.rules.iter().map(&mut rule).collect();
    Rules { reply_days, objection_days, response_days, rules }
}

fn short(lang: Lang, name: &str, key: &str, unit: &str, typed: Option<&Fields>, stored: u16) -> FieldView {
    let field = FieldView::new("number", name, t(lang, key)).typed(typed, stored.to_string());
    FieldView { size: Some("short"), unit: Some(t(lang, unit).into_owned()), min: Some("0".into()), max: Some("250".into()), ..field }
}

fn section(lang: Lang, rule: &Rule, typed: Option<&Fields>) -> Section {
    let word = rule.cause.as_str();
    let mut fields = Vec::new();
    if rule.is_looked_for() {
        let mut on = FieldView::new("check", &format!("on-{word}"), t(lang, "matter-rule-on")).value("yes");
        on.checked = typed.map_or(rule.on, |f| f.trimmed(&on.name) == "yes");
        on.whole = true;
        fields.push(on);
    }
    if rule.is_looked_for() && rule.waits() {
        let (key, unit) = match rule.counts_periods() {
            true => ("matter-rule-after-periods", "matter-unit-periods"),
            false => ("matter-rule-after-days", "matter-unit-days"),
        };
        fields.push(short(lang, &format!("after-{word}"), key, unit, typed, rule.after));
    }
    if rule.cause == Cause::DutyOverdue {
        fields.push(short(lang, &format!("reminders-{word}"), "matter-rule-reminded", "matter-unit-times", typed, rule.reminders));
    }
    let mut basis = FieldView::new("text", &format!("basis-{word}"), t(lang, "matter-field-basis")).typed(typed, &*rule.basis);
    (basis.whole, basis.max) = (true, Some("500".into()));
    fields.push(basis);
    Section { legend: t(lang, &rule.cause.key()).into_owned(), fields }
}

/// Puts what is wrong beside the fields it is about.
fn mark(lang: Lang, body: &mut FormBody, error: Error) {
    let mut all = FormView::new("", "");
    all.fields = std::mem::take(&mut body.terms);
    let terms = all.fields.len();
    let counts: Vec<usize> = body.rules.iter().map(|s| s.fields.len()).collect();
    all.fields.extend(body.rules.iter_mut().flat_map(|s| s.fields.drain(..)));
    all.fields.push(body.note.clone());
    all = match error {
        Error::Invalid(errors) => all.with_errors(lang, &errors),
        _ => all.with_refusal(t(lang, "matter-conflict").into_owned()),
    };
    let mut fields = all.fields.into_iter();
    body.terms = fields.by_ref().take(terms).collect();
    for (section, count) in body.rules.iter_mut().zip(counts) {
        section.fields = fields.by_ref().take(count).collect();
    }
    body.note = fields.next().unwrap_or_default();
    body.form.errors = all.errors;
}

fn form_body(scope: &Scope, edition: &Edition, typed: Option<&Fields>) -> FormBody {
    let lang = scope.lang();
    let rules = &edition.rules;
    let term = |name: &str, key: &str, stored| short(lang, name, key, "matter-unit-days", typed, stored);
    let mut note = FieldView::new("area", "note", t(lang, "matter-rules-note")).typed(typed, "").hint(t(lang, "matter-rules-note-hint"));
    note.whole = true;
    FormBody {
        form: FormView::new(format!("{}/rules", list_path(scope)), t(lang, "matter-rules-save")).hidden("edition", edition.number),
        terms: vec![
            term("reply_days", "matter-rule-reply-days", rules.reply_days),
            term("objection_days", "matter-rule-objection-days", rules.objection_days),
            term("response_days", "matter-rule-response-days", rules.response_days),
        ],
        rules: rules.rules.iter().map(|rule| section(lang, rule, typed)).collect(),
        note,
    }
}

fn rule_view(lang: Lang, rule: &Rule) -> RuleView {
    let n = || ("n", f64::from(rule.after).into());
    let what = match (rule.is_looked_for(), rule.on) {
        (false, _) => t(lang, "matter-rule-by-hand").into_owned(),
        (true, false) => t(lang, "matter-rule-off").into_owned(),
        (true, true) if !rule.waits() => t(lang, &format!("matter-rule-says-{}", rule.cause.as_str().replace('_', "-"))).into_owned(),
        (true, true) if rule.counts_periods() => format(lang, "matter-rule-says-periods", &[n()]),
        (true, true) if rule.cause == Cause::HandOverSilent => format(lang, "matter-rule-says-silent", &[n()]),
        (true, true) if rule.cause == Cause::CampaignMissed => format(lang, "matter-rule-says-campaign", &[n()]),
        (true, true) => format(lang, "matter-rule-says-days", &[n(), ("reminders", f64::from(rule.reminders).into())]),
    };
    RuleView { name: t(lang, &rule.cause.key()).into_owned(), what, basis: rule.basis.clone() }
}

fn page(
    req: &HttpRequest,
    member: &Member,
    status: StatusCode,
    editions: &[Edition],
    typed: Option<&Fields>,
    error: Option<Error>,
) -> Answer {
    let (scope, lang) = (&*member.scope, member.lang());
    let shipped = Edition::shipped();
    let now = editions.first().unwrap_or(&shipped);
    let mut form = scope.has(Role::Secretariat).then(|| form_body(scope, now, typed));
    if let (Some(form), Some(error)) = (&mut form, error) {
        mark(lang, form, error);
    }
    let title = t(lang, "matter-rules").into_owned();
    let mut head = Head::new(&title).crumb(list_path(scope), t(lang, "matters-title")).under(t(lang, "matter-rules-about"));
    head.crumbs.push(Crumb { href: None, label: title.clone() });
    let label = |e: &Edition| format(lang, "matter-edition", &[("n", f64::from(e.number).into())]);
    let by = |e: &Edition| match e.made_at {
        Some(at) => format!("{} · {}", e.made_by, format_instant(lang, at, scope.zone())),
        None => t(lang, "matter-rules-shipped").into_owned(),
    };
    let body = Body {
        head,
        now: label(now),
        rules: if form.is_some() { Vec::new() } else { now.rules.rules.iter().map(|rule| rule_view(lang, rule)).collect() },
        form,
        editions: editions.iter().map(|e| EditionView { label: label(e), by: by(e), note: e.note.clone() }).collect(),
    };
    Ok(member.page_status(req, status, "accountability/rules", title, body)?)
}
