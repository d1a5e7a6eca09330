//! What the link in a digest opens: a question, and one press that stops it. No login: the link is the proof.

use actix_web::{HttpRequest, HttpResponse, web};
use serde::Serialize;

use crate::{
    digests::{actions, model::Kind},
    platform::{
        db::Tenant,
        error::{Error, Result},
        http::{self, Fault, path_part, set_lang},
        i18n::{format, t},
        view::parts::{Confirm, FormView},
    },
    site::Site,
    tenancy::{self, Scope},
};

#[derive(Serialize)]
struct Body {
    /// Absent once it is done.
    confirm: Option<Confirm>,
    done: Option<String>,
}

/// `GET /digest-stop/{slug}/{kind}/{secret}`
pub async fn ask(req: HttpRequest, site: web::Data<Site>) -> std::result::Result<HttpResponse, Fault> {
    let (kind, scope, _) = open(&req, &site).await?;
    let lang = scope.lang();
    set_lang(&req, lang);
    let form = FormView { danger: true, ..FormView::new(req.path(), t(lang, "digests-stop-do")) };
    let confirm = Confirm {
        title: said(&scope, kind, "digests-stop-question"),
        object: None,
        what: vec![t(lang, "digests-stop-what").into_owned()],
        form,
    };
    Ok(http::page(&req, "digests/stop", t(lang, "digests-stop-title"), None, Body { confirm: Some(confirm), done: None })?)
}

/// `POST` to the same: from the page, or at once by a mail program (`List-Unsubscribe=One-Click`).
pub async fn act(req: HttpRequest, site: web::Data<Site>) -> std::result::Result<HttpResponse, Fault> {
    let (kind, scope, membership_id) = open(&req, &site).await?;
    let lang = scope.lang();
    set_lang(&req, lang);
    let done = said(&scope, kind, "digests-stopped-text");
    let db = site.db.clone();
    http::block(move || db.write(scope.tenant(), |conn| actions::stop(conn, &scope, membership_id, kind))).await?;
    Ok(http::page(&req, "digests/stop", t(lang, "digests-stopped-title"), None, Body { confirm: None, done: Some(done) })?)
}

/// Whose digest this link stops; `NotFound` for a link that is not, or no more, good for that.
async fn open(req: &HttpRequest, site: &web::Data<Site>) -> Result<(Kind, Scope, i64)> {
    let kind = Kind::parse(path_part(req, "kind")).ok_or(Error::NotFound)?;
    let (slug, secret) = (path_part(req, "slug").to_owned(), path_part(req, "secret").to_owned());
    let (db, now) = (site.db.clone(), site.clock.now());
    http::block(move || {
        let workspace = db.read(Tenant::All, |conn| tenancy::workspace_scope_all_workspaces(conn, &slug, now))?;
        let (scope, membership_id) =
            db.read(workspace.tenant(), |conn| tenancy::signed_link_scope(conn, &workspace, &secret, kind.stop_purpose()))?;
        Ok((kind, scope, membership_id))
    })
    .await
}

fn said(scope: &Scope, kind: Kind, key: &str) -> String {
    let lang = scope.lang();
    let args = [
        ("name", scope.actor_name().into()),
        ("workspace", scope.workspace_name().into()),
        ("kind", t(lang, kind.key()).into_owned().into()),
    ];
    format(lang, key, &args)
}
