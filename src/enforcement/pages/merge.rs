//! Making one of two: first which, then both beside each other and the question.

use actix_web::{HttpRequest, http::StatusCode, web};
use serde::Serialize;

use super::{
    Answer,
    forms::{Similar, similar},
    head, id_in, path,
};
use crate::{
    enforcement::{
        KEEPERS,
        actions::{self, Pair},
        model::{Party, Post},
        queries::{self, Filter, Order, Page},
    },
    platform::{
        clock,
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
        http::{Fields, Form, ListQuery, see_other},
        i18n::{format, format_day, join, t, tr},
        view::parts::{FieldView, FormView, Head, Hidden, Notice},
    },
    site::{Member, Site},
    tenancy::{
        Scope,
        departments::{self, Department},
    },
};

/// So many are offered to choose from.
const OFFERED: i64 = 20;

/// `enforcement/merge_choice`
#[derive(Serialize)]
struct Choice {
    head: Head,
    notices: Vec<Notice>,
    action: String,
    kept: Vec<Hidden>,
    q: String,
    /// What was searched for, or what is similar.
    title: String,
    found: Vec<Similar>,
    none: String,
}

/// `enforcement/merge`
#[derive(Serialize)]
struct Question {
    head: Head,
    notices: Vec<Notice>,
    what: Vec<String>,
    from: String,
    into: String,
    rows: Vec<Line>,
    form: FormView,
}

/// One property of both.
#[derive(Serialize)]
struct Line {
    label: String,
    from: String,
    into: String,
    differs: bool,
}

/// `GET /w/{slug}/parties/{id}/merge`: which one to live on in, and with `?into=` the question.
pub async fn form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    member.scope.require(&KEEPERS)?;
    let id = id_in(&req)?;
    let query = ListQuery::of(&req, &[]);
    let into = query.filter("into").map(|i| i.parse::<i64>().unwrap_or(-1));
    let Some(into) = into else { return choice(&req, &site, &member, id, None).await };
    let found = site.read(&member, move |conn, scope| Ok((actions::pair(conn, scope, id, into)?, departments::all(conn, scope)?))).await;
    match found {
        Ok((pair, all)) => question(&req, &member, StatusCode::OK, &pair, &all, |form| form, &Fields::default()),
        Err(Error::Invalid(errors)) => choice(&req, &site, &member, id, Some(&errors)).await,
        Err(other) => Err(other.into()),
    }
}

/// `POST` to the same.
pub async fn merge(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    member.scope.require(&KEEPERS)?;
    let id = id_in(&req)?;
    let fields = form.into_inner();
    let number = |name: &str, missing: i64| fields.trimmed(name).parse::<i64>().unwrap_or(missing);
    let (into, from_version, into_version) = (number("into", -1), number("version", 0), number("into_version", 0));
    let reason = fields.get("reason").unwrap_or_default().to_owned();
    let done = site.write(&member, move |conn, scope| actions::merge(conn, scope, (id, from_version), (into, into_version), &reason)).await;
    let error = match done {
        Ok(party) => {
            let done = Message::new("party-merged").text("name", party.name);
            return Ok(see_other(path(&member.scope, party.id)).flash(done).respond(&req));
        }
        Err(error @ (Error::Invalid(_) | Error::Conflict)) => error,
        Err(other) => return Err(other.into()),
    };
    let found = site.read(&member, move |conn, scope| Ok((actions::pair(conn, scope, id, into)?, departments::all(conn, scope)?))).await;
    let lang = member.lang();
    match (found, error) {
        (Ok((pair, all)), Error::Invalid(errors)) => {
            let with = |form: FormView| form.with_errors(lang, &errors);
            question(&req, &member, StatusCode::UNPROCESSABLE_ENTITY, &pair, &all, with, &fields)
        }
        (Ok((pair, all)), _) => {
            let changed = format(lang, "party-changed-meanwhile", &[("name", pair.from.name.as_str().into())]);
            question(&req, &member, StatusCode::CONFLICT, &pair, &all, |form| form.with_refusal(changed), &fields)
        }
        (Err(Error::Invalid(errors)), _) => choice(&req, &site, &member, id, Some(&errors)).await,
        (Err(other), _) => Err(other.into()),
    }
}

struct Offer {
    party: Party,
    found: Vec<Party>,
}

fn offer(conn: &mut Conn, scope: &Scope, id: i64, typed: &str) -> Result<Offer> {
    let party = queries::one(conn, scope, id)?;
    party.require_active()?;
    let found = match typed {
        "" => queries::alike(conn, scope, &party)?,
        _ => {
            let filter = Filter { typed: typed.to_owned(), region_id: None };
            let page = Page { kind: None, order: Order::Name, descending: false, limit: OFFERED + 1, offset: 0 };
            queries::list(conn, scope, &filter, page)?
        }
    };
    let fits = |other: &Party| other.id != id && other.is_person() == party.is_person();
    Ok(Offer { found: found.into_iter().filter(fits).take(OFFERED as usize).collect(), party })
}

async fn choice(req: &HttpRequest, site: &web::Data<Site>, member: &Member, id: i64, wrong: Option<&FieldErrors>) -> Answer {
    let query = ListQuery::of(req, &[]);
    let q: String = query.filter("q").unwrap_or_default().chars().take(100).collect();
    let typed = q.clone();
    let Offer { party, found } = site.read(member, move |conn, scope| offer(conn, scope, id, &typed)).await?;
    let (scope, lang) = (&*member.scope, member.lang());
    let title = format(lang, "party-merge-title", &[("name", party.name.as_str().into())]);
    let red = |text| Notice { tone: "red", title: None, text, link: None };
    let (key, none) = match q.is_empty() {
        true => ("party-merge-similar", "party-merge-none-similar"),
        false => ("party-merge-found", "parties-none-here"),
    };
    let body = Choice {
        head: head(scope, Some(&party), &title).under(t(lang, "party-merge-under")),
        notices: wrong.map(|errors| errors.0.iter().map(|e| red(tr(lang, &e.message))).collect()).unwrap_or_default(),
        action: format!("{}/merge", path(scope, party.id)),
        kept: Vec::new(),
        q,
        title: t(lang, key).into_owned(),
        found: found.iter().map(|other| similar(scope, other, Some(party.id))).collect(),
        none: t(lang, none).into_owned(),
    };
    let status = if wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok(member.page_status(req, status, "enforcement/merge_choice", title, body)?)
}

fn question(
    req: &HttpRequest,
    member: &Member,
    status: StatusCode,
    pair: &Pair,
    all: &[Department],
    with: impl FnOnce(FormView) -> FormView,
    typed: &Fields,
) -> Answer {
    let (scope, lang) = (&*member.scope, member.lang());
    let Pair { from, into } = pair;
    let names = [("name", from.name.as_str().into()), ("into", into.name.as_str().into())];
    let title = format(lang, "party-merge-question", &names);
    let reason = FieldView::new("area", "reason", t(lang, "party-merge-reason")).typed(Some(typed), "");
    let form = FormView::new(format!("{}/merge", path(scope, from.id)), t(lang, "party-merge-confirm"))
        .hidden("version", from.version)
        .hidden("into", into.id)
        .hidden("into_version", into.version)
        .field(FieldView { rows: Some(3), whole: true, ..reason })
        .back(format!("{}/merge", path(scope, from.id)))
        .danger();
    let what = ["names", "people", "gaps", "history", "end"].map(|key| format(lang, &format!("party-merge-what-{key}"), &names));
    let body = Question {
        head: head(scope, Some(from), &title),
        notices: doubts(scope, pair),
        what: what.into(),
        from: from.name.clone(),
        into: into.name.clone(),
        rows: lines(scope, pair, all),
        form: with(form),
    };
    Ok(member.page_status(req, status, "enforcement/merge", title, body)?)
}

/// What speaks against the two being one.
fn doubts(scope: &Scope, pair: &Pair) -> Vec<Notice> {
    let Pair { from, into } = pair;
    let differs = |one: Option<&str>, other: Option<&str>| one.is_some() && other.is_some() && one != other;
    let codes = differs(from.credit_code.as_ref().map(|c| c.as_str()), into.credit_code.as_ref().map(|c| c.as_str()));
    let ids = differs(from.id_number.as_ref().map(|n| n.whole()), into.id_number.as_ref().map(|n| n.whole()));
    let key = match (codes, ids) {
        (true, _) => "party-merge-codes-differ",
        (_, true) => "party-merge-ids-differ",
        _ => return Vec::new(),
    };
    vec![Notice { tone: "red", title: None, text: t(scope.lang(), key).into_owned(), link: None }]
}

fn lines(scope: &Scope, pair: &Pair, all: &[Department]) -> Vec<Line> {
    let lang = scope.lang();
    let line = |key: &str, of: &dyn Fn(&Party) -> String| {
        let (from, into) = (of(&pair.from), of(&pair.into));
        Line { label: t(lang, key).into_owned(), differs: from != into, from, into }
    };
    let region = |p: &Party| p.region_id.and_then(|id| all.iter().find(|d| d.id == id)).map(|d| d.name.clone()).unwrap_or_default();
    let former = |p: &Party| join(lang, &p.former_names.iter().map(|f| f.name.clone()).collect::<Vec<_>>());
    let mut lines = vec![line("party-field-name", &|p| p.name.clone()), line("party-field-kind", &|p| t(lang, &p.kind.key()).into_owned())];
    if pair.from.is_person() {
        lines.push(line("party-field-id-number", &|p| p.id_number.as_ref().map(|n| n.masked()).unwrap_or_default()));
    } else {
        lines.push(line("party-field-credit-code", &|p| p.credit_code.as_ref().map(|c| c.as_str().to_owned()).unwrap_or_default()));
        let number = |p: &Party| p.registration_number.as_ref().map(|n| n.as_str().to_owned()).unwrap_or_default();
        lines.push(line("party-field-registration-number", &number));
    }
    lines.push(line("party-field-region", &region));
    lines.push(line("party-field-address", &Party::open_address));
    lines.push(line("party-field-products", &|p| p.products.clone()));
    for post in Post::ALL {
        lines.push(line(&post.key(), &|p| join(lang, &p.people_of(*post))));
    }
    lines.push(line("party-field-former-names", &former));
    lines.push(line("party-field-registered", &|p| format_day(lang, clock::local(p.created_at, scope.zone()).date())));
    lines
}
