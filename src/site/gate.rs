//! The door: session, membership and language are found before any handler runs.

use std::{rc::Rc, sync::Arc};

use actix_web::{
    HttpMessage, HttpRequest,
    cookie::{Cookie, time::Duration},
    web,
};

use super::{
    Site,
    frame::{FrameParts, NavCounts},
};
use crate::{
    accounts::{self, Session},
    platform::{
        db::Tenant,
        error::{Error, Result},
        http::{self, Access, Fault, Gate, set_csrf_token, set_lang},
    },
    tenancy::{self, Scope},
};

pub const SESSION_COOKIE: &str = "lx_session";

/// Admits requests by [`Access`]; see [`Gate`].
pub struct SiteGate;

/// What the gate found, kept in the request.
#[derive(Clone)]
pub(super) struct Found {
    pub session: Arc<Session>,
    pub scope: Option<Arc<Scope>>,
    pub parts: Option<Rc<FrameParts>>,
}

impl Gate for SiteGate {
    fn admit(&self, req: HttpRequest, access: Access) -> std::pin::Pin<Box<dyn Future<Output = std::result::Result<(), Fault>>>> {
        Box::pin(admit(req, access))
    }
}

async fn admit(req: HttpRequest, access: Access) -> std::result::Result<(), Fault> {
    if access == Access::Link {
        return Ok(());
    }
    let Some(cookie) = http::read_cookie(&req, SESSION_COOKIE) else { return nobody(&req, access) };
    let site = req.app_data::<web::Data<Site>>().cloned().ok_or_else(|| Error::internal("no Site in the app"))?;
    let slug = (access == Access::Workspace).then(|| http::path_part(&req, "slug").to_owned());
    // A change answers with a redirect; what the navigation counts would be counted for nobody.
    let counted = req.method().is_safe();
    let loaded = if site.db.answers_at_once() {
        load(&site, &cookie, access, slug.as_deref(), counted)?
    } else {
        let site = site.clone();
        http::block(move || load(&site, &cookie, access, slug.as_deref(), counted)).await?
    };
    let Some(loaded) = loaded else { return nobody(&req, access) };
    if loaded.session.is_stale {
        let (id, now) = (loaded.session.id, site.clock.now());
        http::block(move || site.db.write(Tenant::Installation, |conn| accounts::touch_session(conn, id, now))).await?;
    }
    set_csrf_token(&req, loaded.session.csrf.clone());
    if let Some(lang) = loaded.scope.as_ref().map(|s| s.lang()).or(loaded.session.person.lang()) {
        set_lang(&req, lang);
    }
    let member = loaded.scope.is_some();
    req.extensions_mut().insert(Found {
        session: Arc::new(loaded.session),
        scope: loaded.scope.map(Arc::new),
        parts: loaded.parts.map(Rc::new),
    });
    // A stranger learns nothing: a workspace that is not theirs is a page that does not exist.
    if access == Access::Workspace && !member { Err(Error::NotFound.into()) } else { Ok(()) }
}

/// Without a session: public pages are open, others lead to the log-in and back.
fn nobody(req: &HttpRequest, access: Access) -> std::result::Result<(), Fault> {
    if access == Access::Public {
        return Ok(());
    }
    let back: String = if req.method().is_safe() { req.uri().to_string() } else { String::from("/") };
    let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("next", &back).finish();
    Err(Fault::SeeOther(format!("/login?{query}")))
}

struct Loaded {
    session: Session,
    scope: Option<Scope>,
    parts: Option<FrameParts>,
}

fn load(site: &Site, cookie: &str, access: Access, slug: Option<&str>, counted: bool) -> Result<Option<Loaded>> {
    let now = site.clock.now();
    let found = site.db.read(Tenant::All, |conn| {
        let Some(session) = accounts::session_by_cookie(conn, cookie, now)? else { return Ok(None) };
        let person = &session.person;
        let Some(slug) = slug else {
            let links = if access == Access::Public { Vec::new() } else { tenancy::workspaces_of_person_all_workspaces(conn, person.id)? };
            return Ok(Some((session, None, links)));
        };
        let scope = match tenancy::member_scope_all_workspaces(conn, slug, person.id, &person.name, person.lang(), now) {
            Ok(scope) => Some(scope),
            Err(Error::NotFound) => None,
            Err(error) => return Err(error),
        };
        let workspaces = tenancy::workspaces_of_person_all_workspaces(conn, person.id)?;
        Ok(Some((session, scope, workspaces)))
    })?;
    let Some((session, scope, workspaces)) = found else { return Ok(None) };
    let counts = match &scope {
        Some(scope) if counted => site.db.read(scope.tenant(), |conn| (site.count_nav)(conn, scope))?,
        _ => NavCounts::default(),
    };
    let parts = Some(FrameParts { workspaces, counts, clock_is_shifted: site.config.now.is_some() });
    Ok(Some(Loaded { session, scope, parts }))
}

/// Asks again what the door asked when a long request came in: whether the session still holds and its person is still a member of
/// the workspace `slug`, and what they may do there now.
pub fn still_admitted(site: &Site, cookie: &str, slug: &str) -> Result<Option<Scope>> {
    let now = site.clock.now();
    site.db.read(Tenant::All, |conn| {
        let Some(session) = accounts::session_by_cookie(conn, cookie, now)? else { return Ok(None) };
        let person = &session.person;
        match tenancy::member_scope_all_workspaces(conn, slug, person.id, &person.name, person.lang(), now) {
            Ok(scope) => Ok(Some(scope)),
            Err(Error::NotFound) => Ok(None),
            Err(error) => Err(error),
        }
    })
}

/// The cookie that holds a session; an empty value ends it.
pub fn session_cookie(site: &Site, value: String) -> Cookie<'static> {
    let ends = value.is_empty();
    http::own_cookie(site.config.is_https(), SESSION_COOKIE, value, ends.then_some(Duration::ZERO))
}
