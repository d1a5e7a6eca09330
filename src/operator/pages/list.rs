//! The list of workspaces, closing and reopening.

use actix_web::{HttpRequest, http::StatusCode, web};
use serde::Serialize;

use super::Answer;
use crate::{
    access::ZONE,
    operator::{
        actions,
        store::{self, Listed},
    },
    platform::{
        clock,
        db::Tenant,
        error::{Error, Message, Result},
        http::{self, lang, path_part, see_other},
        i18n::{Lang, format, format_day, t},
        view::parts::{Confirm, Empty, FormView, Head, LightView, Link, SortHead},
    },
    site::{SignedIn, Site},
};

#[derive(Serialize)]
struct Body {
    head: Head,
    heads: Vec<SortHead>,
    rows: Vec<Row>,
    empty: Empty,
}

#[derive(Serialize)]
struct Row {
    name: String,
    address: String,
    light: LightView,
    members: String,
    /// Nobody can invite: the link to invite an administrator.
    invite: Option<String>,
    created: String,
    close: Option<String>,
    reopen: Option<String>,
}

/// `GET /operator/workspaces`
pub async fn show(req: HttpRequest, site: web::Data<Site>, who: SignedIn) -> Answer {
    who.require_operator()?;
    let rows = load(&site).await?;
    let lang = lang(&req);
    let head = |key: &str, class| SortHead { label: t(lang, key).into_owned(), href: None, dir: None, class };
    let body = Body {
        head: Head::new(t(lang, "operator-title")).under(t(lang, "operator-about")).action(
            "/operator/workspaces/new",
            t(lang, "operator-new"),
            true,
        ),
        heads: vec![
            head("operator-name", None),
            head("operator-state", None),
            head("operator-members", None),
            head("operator-created", Some("extra")),
            head("operator-actions", None),
        ],
        rows: rows.iter().map(|w| row(lang, w)).collect(),
        empty: Empty {
            title: t(lang, "operator-empty").into_owned(),
            text: Some(t(lang, "operator-empty-text").into_owned()),
            action: Some(Link::new("/operator/workspaces/new", t(lang, "operator-new"))),
        },
    };
    Ok(who.page(&req, StatusCode::OK, "operator/list", t(lang, "operator-title"), body)?)
}

async fn load(site: &web::Data<Site>) -> Result<Vec<Listed>> {
    let db = site.db.clone();
    http::block(move || db.read(Tenant::All, store::workspaces_listed_all_workspaces)).await
}

fn row(lang: Lang, w: &Listed) -> Row {
    let (tone, key) = if w.is_open { ("green", "operator-state-open") } else { ("grey", "operator-state-closed") };
    Row {
        name: w.name.clone(),
        address: format!("/w/{}", w.slug),
        light: LightView { tone, word: Some(t(lang, key).into_owned()) },
        members: format(lang, "operator-members-count", &[("count", w.members.into())]),
        invite: (w.is_open && w.administrators == 0).then(|| format!("/operator/workspaces/{}/invite", w.id)),
        created: format_day(lang, clock::local(w.created_at, ZONE).date()),
        close: w.is_open.then(|| format!("/operator/workspaces/{}/close", w.id)),
        reopen: (!w.is_open).then(|| format!("/operator/workspaces/{}/reopen", w.id)),
    }
}

/// The workspace of the path.
pub(super) async fn of_path(req: &HttpRequest, site: &web::Data<Site>) -> Result<Listed> {
    let id: i64 = path_part(req, "id").parse().map_err(|_| Error::NotFound)?;
    load(site).await?.into_iter().find(|w| w.id == id).ok_or(Error::NotFound)
}

/// `GET /operator/workspaces/{id}/close`
pub async fn ask_close(req: HttpRequest, site: web::Data<Site>, who: SignedIn) -> Answer {
    who.require_operator()?;
    let workspace = of_path(&req, &site).await?;
    let lang = lang(&req);
    let title = format(lang, "operator-close-title", &[("name", workspace.name.as_str().into())]);
    let confirm = Confirm {
        title: title.clone(),
        object: Some(Link::new("/operator/workspaces", t(lang, "operator-title"))),
        what: ["operator-close-what-access", "operator-close-what-kept"].map(|k| t(lang, k).into_owned()).to_vec(),
        form: FormView::new(req.path(), t(lang, "operator-close")).danger().back("/operator/workspaces"),
    };
    Ok(who.page(&req, StatusCode::OK, "people/confirm", title, confirm)?)
}

/// `POST /operator/workspaces/{id}/close`
pub async fn close(req: HttpRequest, site: web::Data<Site>, who: SignedIn) -> Answer {
    who.require_operator()?;
    let workspace = of_path(&req, &site).await?;
    let (db, session, now) = (site.db.clone(), who.session.clone(), site.clock.now());
    http::block(move || actions::close(&db, workspace.id, &session.person, now)).await?;
    Ok(see_other("/operator/workspaces").flash(Message::new("operator-closed").text("name", workspace.name)).respond(&req))
}

/// `POST /operator/workspaces/{id}/reopen`
pub async fn reopen(req: HttpRequest, site: web::Data<Site>, who: SignedIn) -> Answer {
    who.require_operator()?;
    let workspace = of_path(&req, &site).await?;
    let (db, session, now) = (site.db.clone(), who.session.clone(), site.clock.now());
    http::block(move || actions::reopen(&db, workspace.id, &session.person, now)).await?;
    Ok(see_other("/operator/workspaces").flash(Message::new("operator-reopened").text("name", workspace.name)).respond(&req))
}
