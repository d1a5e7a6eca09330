//! `/w/{slug}/cases/{number}/proposals/{id}`: what the ladder proposes and why; declining it, asking again, giving it up.

use actix_web::{HttpRequest, http::StatusCode, web};

use super::{Answer, Detail, Facts, Section, all_called, fact_line, forms, head, id_in, number_in, offered, path, to_do};
use crate::{
    enforcement::{
        ladder::{
            self, Proposal, ProposalState,
            actions::{self, Verdict},
        },
        measure::actions::require_open,
        model::Case,
        queries::cases as queries,
    },
    platform::{
        clock,
        db::Conn,
        error::{Error, Message, Result},
        http::{Fields, Form, see_other},
        i18n::{format, format_day, format_instant, t, tr},
        view::parts::{Actions, Choice, Fact, FieldView, FormView, LightView, NotOffered, Notice},
    },
    site::{Member, Site},
    tenancy::{Role, Scope, departments},
};

struct Loaded {
    case: Case,
    proposal: Proposal,
    /// The number of the version it is from.
    version: i32,
    by: String,
}

fn load(conn: &mut Conn, scope: &Scope, number: &str, id: i64) -> Result<Loaded> {
    let case = queries::by_number(conn, scope, number)?;
    let proposal = ladder::of_case(conn, scope, case.id)?.into_iter().find(|p| p.id == id).ok_or(Error::NotFound)?;
    let version = ladder::all(conn, scope)?.into_iter().find(|l| l.id == proposal.ladder_id).map_or(0, |l| l.number);
    let by = departments::by_ids(conn, scope, &[proposal.department_id])?.pop().map(|d| d.short_name).unwrap_or_default();
    Ok(Loaded { case, proposal, version, by })
}

/// What this person may decide of it, besides imposing.
fn verdicts(scope: &Scope, p: &Proposal) -> Vec<Verdict> {
    let declined = matches!(p.state, ProposalState::Declined | ProposalState::WithOffice);
    match p.state {
        ProposalState::Open if scope.acts_for_department(p.department_id) => vec![Verdict::Decline],
        _ if declined && scope.has(Role::Secretariat) => vec![Verdict::Insist, Verdict::Drop],
        _ => Vec::new(),
    }
}

fn key(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Decline => "ladder-do-decline",
        Verdict::Insist => "ladder-do-insist",
        Verdict::Drop => "ladder-do-drop",
    }
}

fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Decline => "decline",
        Verdict::Insist => "insist",
        Verdict::Drop => "drop",
    }
}

pub async fn show(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let (number, id) = (number_in(&req), id_in(&req)?);
    let loaded = site.read(&member, move |conn, scope| load(conn, scope, &number, id)).await?;
    Ok(body(&member.scope, &loaded)?.answer(&req, &member)?)
}

fn body(scope: &Scope, loaded: &Loaded) -> Result<Detail> {
    let (lang, p) = (scope.lang(), &loaded.proposal);
    let mut head =
        head(scope, Some(&loaded.case), &format(lang, "ladder-proposal-title", &[("measures", all_called(lang, &p.rule.measures).into())]));
    let tone = if p.is_open() { "yellow" } else { "grey" };
    head.light = Some(LightView { tone, word: Some(t(lang, &p.state.key()).into_owned()) });
    head.under = Some(t(lang, "ladder-proposal-under").into_owned());
    let base = path(scope, &loaded.case.number);
    let mut actions = Actions::default();
    if p.state == ProposalState::Open && scope.acts_for_department(p.department_id) {
        let all = to_do(scope, &loaded.case, p);
        match require_open(&loaded.case) {
            Ok(()) => actions.offered.extend(all.into_iter().enumerate().map(|(n, (label, href))| offered(label, href, n == 0))),
            // Handed over, say: nobody imposes anything until it is received.
            Err(Error::Refused(why)) => {
                let refused = |(label, _)| NotOffered { label, why: tr(lang, &why) };
                actions.refused.extend(all.into_iter().map(refused));
            }
            Err(other) => return Err(other),
        }
    }
    let main = actions.offered.is_empty();
    match verdicts(scope, p).as_slice() {
        [] => {}
        [only] => actions.offered.push(offered(t(lang, key(*only)).into_owned(), format!("{base}/proposals/{}/decide", p.id), main)),
        _ => actions.offered.push(offered(t(lang, "ladder-do-settle-it").into_owned(), format!("{base}/proposals/{}/decide", p.id), main)),
    }
    let label = |key: &'static str| t(lang, key).into_owned();
    let rule = format(lang, "ladder-rule-of", &[("number", f64::from(loaded.version).into()), ("rule", f64::from(p.rule.position).into())]);
    let href = Some(format!("{}/ladder?version={}", scope.base(), loaded.version));
    let mut facts = vec![
        Fact { href, note: Some(t(lang, &p.rule.condition.key()).into_owned()), ..Fact::new(label("ladder-field-rule"), rule) },
        Fact::new(label("ladder-field-article"), &p.rule.article),
        Fact::new(label("ladder-field-competent"), &loaded.by),
        Fact::new(label("ladder-field-proposed"), format_instant(lang, p.proposed_at, scope.zone())),
    ];
    if p.is_open() {
        facts.push(Fact { late: p.due_on < scope.today(), ..Fact::new(label("ladder-field-due"), format_day(lang, p.due_on)) });
    }
    if let Some(at) = p.decided_at {
        let note = Some(p.decided_by.clone()).filter(|n| !n.is_empty());
        facts.push(Fact { note, ..Fact::new(label("ladder-field-decided"), format_day(lang, clock::local(at, scope.zone()).date())) });
    }
    let lines = p.facts.iter().map(|f| fact_line(scope, f)).collect();
    let section = Section { id: "facts", title: label("ladder-facts"), ladder: false, lines, none: None, link: None };
    let reason = Some(p.reason.clone()).filter(|r| !r.is_empty());
    let notices = reason.map(|text| Notice { tone: "grey", title: Some(t(lang, "ladder-reason").into_owned()), text, link: None });
    let facts = Facts { items: facts, beside: false };
    Ok(Detail { head, notices: notices.into_iter().collect(), actions, facts, sections: vec![section] })
}

pub async fn form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let (number, id) = (number_in(&req), id_in(&req)?);
    let loaded = site.read(&member, move |conn, scope| load(conn, scope, &number, id)).await?;
    if verdicts(&member.scope, &loaded.proposal).is_empty() {
        let state = loaded.proposal.state.key();
        return Err(Error::Refused(Message::new("proposal-refused").key("state", state)).into());
    }
    let form = view(&member.scope, &loaded, None);
    Ok(page(&member.scope, &loaded, form).answer(&req, &member, StatusCode::OK)?)
}

pub async fn decide(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let fields = form.into_inner();
    let (number, id) = (number_in(&req), id_in(&req)?);
    let all = [Verdict::Decline, Verdict::Insist, Verdict::Drop];
    let verdict = all.into_iter().find(|v| word(*v) == fields.trimmed("verdict"));
    let (version, reason, asked) =
        (fields.trimmed("version").parse().unwrap_or(0), fields.get("reason").unwrap_or_default().to_owned(), number.clone());
    let done = match verdict {
        Some(verdict) => site.write(&member, move |conn, scope| actions::decide(conn, scope, &asked, id, version, verdict, &reason)).await,
        None => Err(Error::invalid("verdict", Message::new("field-required"))),
    };
    let error = match done {
        Ok(_) => return Ok(see_other(path(&member.scope, &number)).flash(Message::new("ladder-done-decide")).respond(&req)),
        Err(error) => error,
    };
    let loaded = site.read(&member, move |conn, scope| load(conn, scope, &number, id)).await?;
    let (status, form) = forms::again(member.lang(), view(&member.scope, &loaded, Some(&fields)), error)?;
    Ok(page(&member.scope, &loaded, form).answer(&req, &member, status)?)
}

fn view(scope: &Scope, loaded: &Loaded, typed: Option<&Fields>) -> FormView {
    let (lang, p) = (scope.lang(), &loaded.proposal);
    let base = path(scope, &loaded.case.number);
    let form = FormView::new(format!("{base}/proposals/{}/decide", p.id), t(lang, "ladder-decide")).hidden("version", p.version).back(base);
    let reason = FieldView::new("area", "reason", t(lang, "measure-field-reason")).typed(typed, "");
    let reason = FieldView { rows: Some(4), whole: true, ..reason };
    match verdicts(scope, p).as_slice() {
        [only] => FormView { submit: t(lang, key(*only)).into_owned(), ..form.hidden("verdict", word(*only)).field(reason) },
        several => {
            let chosen = typed.map(|f| f.trimmed("verdict")).unwrap_or_default();
            let options = several.iter().map(|v| Choice::new(word(*v), t(lang, key(*v)), word(*v) == chosen)).collect();
            let verdict = FieldView { whole: true, ..FieldView::new("radio", "verdict", t(lang, "ladder-field-verdict")).options(options) };
            form.field(verdict).field(reason)
        }
    }
}

fn page(scope: &Scope, loaded: &Loaded, form: FormView) -> forms::FormPage {
    let (lang, p) = (scope.lang(), &loaded.proposal);
    let title = format(lang, "ladder-decide-title", &[("measures", all_called(lang, &p.rule.measures).into())]);
    let mut page = forms::FormPage::new(head(scope, Some(&loaded.case), &title).under(&loaded.case.title), form);
    if p.state == ProposalState::Open {
        let key = if p.declines == 0 { "ladder-what-decline" } else { "ladder-what-decline-again" };
        page.what.push(t(lang, key).into_owned());
    }
    page
}
