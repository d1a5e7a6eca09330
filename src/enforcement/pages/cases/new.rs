//! `/w/{slug}/cases/new`: against whom, of what kind, then the form. With `from` a part of another case becomes a case of its own.

use actix_web::{HttpRequest, http::StatusCode, web};

use super::{
    Answer,
    choose::{Chosen, choose, chosen, steps, title_key},
    forms::{self, Doing, FormPage, Ground},
    head, list_path, path,
};
use crate::{
    enforcement::{
        KEEPERS,
        actions::cases::{self as actions, SeenCase, Severed},
        campaign,
        model::{Came, Case, CaseAction, CaseKind, Party, PartyKind},
        queries::{self, Filter, Order, Page},
    },
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
        http::{Fields, Form, see_other},
        i18n::t,
        view::parts::FormView,
    },
    site::{Member, Site},
    tenancy::{Scope, departments},
};

/// So many parties a search shows.
const FOUND: i64 = 12;

/// What was chosen, as far as it is there.
pub(super) struct Loaded {
    pub from: Option<Case>,
    pub party: Option<Party>,
    pub kind: Option<CaseKind>,
    pub kinds: Vec<CaseKind>,
    /// What a search found, and what is similar to what was typed.
    pub found: Vec<Party>,
}

/// Whatever may be taken out of: a form that is refused is shown again with what was typed.
fn load(conn: &mut Conn, scope: &Scope, chosen: &Chosen) -> Result<Loaded> {
    scope.require(&KEEPERS)?;
    let from = match &chosen.from {
        Some(number) => Some(queries::cases::by_number(conn, scope, number)?),
        None => None,
    };
    let party = chosen.party_id.map(|id| queries::alive(conn, scope, id)).transpose()?;
    let kinds: Vec<CaseKind> = queries::cases::kinds(conn, scope)?;
    let kind = chosen.kind_id.map(|id| kinds.iter().find(|k| k.id == id).cloned().ok_or(Error::NotFound)).transpose()?;
    let found = if party.is_none() && !chosen.q.is_empty() { find(conn, scope, &chosen.q)? } else { Vec::new() };
    Ok(Loaded { from, party, kind, kinds, found })
}

/// Parties by name or code, then those of similar name.
fn find(conn: &mut Conn, scope: &Scope, q: &str) -> Result<Vec<Party>> {
    let page = Page { kind: None, order: Order::Name, descending: false, limit: FOUND, offset: 0 };
    let mut found = queries::list(conn, scope, &Filter { typed: q.to_owned(), region_id: None }, page)?;
    let typed = Party::new(0, PartyKind::Enterprise, q, scope.now());
    found.extend(queries::alike(conn, scope, &typed)?);
    let mut seen = std::collections::HashSet::new();
    found.retain(|p| seen.insert(p.id));
    Ok(found)
}

/// `GET /w/{slug}/cases/new?party=&kind=&from=`
pub async fn form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let asked = Fields::of_query(&req);
    let chosen = chosen(&asked);
    let with = chosen.clone();
    let loaded = site.read(&member, move |conn, scope| load(conn, scope, &with)).await?;
    let scope = &*member.scope;
    if let Some(case) = &loaded.from {
        case.permit(scope, CaseAction::Sever, None)?;
    }
    let (Some(party), Some(kind)) = (loaded.party.clone(), loaded.kind.clone()) else {
        let body = choose(scope, &chosen, &loaded);
        return Ok(member.page(&req, "enforcement/case_choose", body.head.title.clone(), body)?);
    };
    kind.require_open()?;
    let read = |conn: &mut Conn, scope: &Scope| Ok((departments::all(conn, scope)?, campaign::queries::under_way(conn, scope)?));
    let (departments, campaigns) = site.read(&member, read).await?;
    let ground = Ground { case: loaded.from, kind, party, departments, campaigns };
    let values = fresh(scope, &ground);
    let page = form_page(scope, &ground, &chosen, view(scope, &ground, &values));
    Ok(page.answer(&req, &member, StatusCode::OK)?)
}

/// What a fresh form holds.
fn fresh(scope: &Scope, ground: &Ground) -> Fields {
    let region = ground.case.as_ref().map_or(ground.party.region_id, |c| c.region_id);
    let holders = forms::holders(scope, &ground.departments);
    let own = holders.iter().find(|d| scope.acts_for_department(d.id)).map(|d| d.id);
    let holder = ground.case.as_ref().map(|c| c.holder_id).or(own);
    let text = |id: Option<i64>| id.map(|id| id.to_string()).unwrap_or_default();
    let mut pairs = vec![
        ("came".to_owned(), Came::Form.as_str().to_owned()),
        ("found_on".to_owned(), ground.case.as_ref().map_or_else(|| scope.today(), |c| c.found_on).to_string()),
        ("region".to_owned(), text(region)),
        ("holder".to_owned(), text(holder)),
        ("officers".to_owned(), text(ground.case.as_ref().and_then(|c| c.officers_of_id))),
    ];
    if let Some(case) = &ground.case {
        pairs.extend([("place".to_owned(), case.place.clone()), ("product".to_owned(), case.product.clone())]);
    }
    Fields::from_pairs(pairs)
}

fn doing(ground: &Ground) -> Doing {
    if ground.case.is_some() { Doing::Sever } else { Doing::Register }
}

fn view(scope: &Scope, ground: &Ground, values: &Fields) -> FormView {
    let lang = scope.lang();
    let back = ground.case.as_ref().map_or_else(|| list_path(scope), |c| path(scope, &c.number));
    let submit = t(lang, if ground.case.is_some() { "case-sever-do" } else { "case-register" });
    let mut form = FormView::new(format!("{}/new", list_path(scope)), submit)
        .hidden("party", ground.party.id)
        .hidden("kind", ground.kind.id)
        .back(back);
    if let Some(case) = &ground.case {
        form = form.hidden("from", &case.number).hidden("version", case.version);
    }
    form.fields = forms::fields(scope, ground, doing(ground), values);
    form.keep = Some(format!("case-new-{}-{}", ground.party.id, ground.kind.id));
    form
}

fn form_page(scope: &Scope, ground: &Ground, chosen: &Chosen, form: FormView) -> FormPage {
    let lang = scope.lang();
    let title = t(lang, title_key(ground.case.as_ref()));
    let under = [ground.party.name.clone(), ground.kind.label()].join(" · ");
    let mut page = FormPage::new(head(scope, ground.case.as_ref(), &title).under(under), form);
    page.steps = Some(steps(scope, chosen, Some(&ground.party), Some(&ground.kind)));
    page
}

/// `POST /w/{slug}/cases/new`
pub async fn create(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let fields = form.into_inner();
    let chosen = chosen(&fields);
    let (party_id, kind_id) = (chosen.party_id.unwrap_or(-1), chosen.kind_id.unwrap_or(-1));
    let mut errors = FieldErrors::default();
    let content = forms::read(&fields, &mut errors);
    let severed = chosen.from.as_ref().map(|number| Severed {
        from: SeenCase { number: number.clone(), version: fields.trimmed("version").parse().unwrap_or(0) },
        reason: fields.get("reason").unwrap_or_default().to_owned(),
    });
    let done =
        site.write(&member, move |conn, scope| errors.with(actions::register(conn, scope, kind_id, party_id, &content, severed.as_ref())));
    let error = match done.await {
        Ok(case) => {
            let done = Message::new("case-done-register").text("number", case.number.clone());
            // Who reported it is written down apart, and at once.
            let below = if case.came == Came::PublicReport { "/informer" } else { "" };
            return Ok(see_other(format!("{}{below}", path(&member.scope, &case.number))).flash(done).respond(&req));
        }
        Err(error) => error,
    };
    let with = chosen.clone();
    let read = move |conn: &mut Conn, scope: &Scope| {
        let campaigns = campaign::queries::under_way(conn, scope)?;
        Ok((load(conn, scope, &with)?, departments::all(conn, scope)?, campaigns))
    };
    let (loaded, departments, campaigns) = site.read(&member, read).await?;
    let scope = &*member.scope;
    let (Some(party), Some(kind)) = (loaded.party, loaded.kind) else { return Err(error.into()) };
    let ground = Ground { case: loaded.from, kind, party, departments, campaigns };
    let (status, form) = forms::again(member.lang(), view(scope, &ground, &fields), error)?;
    Ok(form_page(scope, &ground, &chosen, form).answer(&req, &member, status)?)
}
