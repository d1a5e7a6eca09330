//! What a handler asks for when it needs somebody signed in.

use std::{
    future::{Ready, ready},
    rc::Rc,
    sync::Arc,
};

use actix_web::{FromRequest, HttpMessage, HttpRequest, HttpResponse, dev::Payload, http::StatusCode};
use serde::Serialize;

use super::{
    frame::{FrameParts, frame, own_frame},
    gate::Found,
};
use crate::{
    accounts::Session,
    platform::{
        error::{Error, Result},
        http::{Fault, lang, page_status},
        i18n::Lang,
        view::{conflict::Conflict, parts::Head},
    },
    tenancy::{Scope, WorkspaceLink},
};

/// What `layout/conflict` shows.
#[derive(Serialize)]
struct ConflictPage {
    head: Head,
    conflict: Conflict,
}

/// Somebody signed in, in no workspace in particular.
#[derive(Clone)]
pub struct SignedIn {
    pub session: Arc<Session>,
    parts: Option<Rc<FrameParts>>,
}

impl FromRequest for SignedIn {
    type Error = Fault;
    type Future = Ready<std::result::Result<Self, Fault>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let found = req.extensions().get::<Found>().map(Self::found);
        ready(found.ok_or_else(|| Error::internal("SignedIn needs a route with Access::SignedIn").into()))
    }
}

impl SignedIn {
    fn found(found: &Found) -> Self {
        Self { session: Arc::clone(&found.session), parts: found.parts.clone() }
    }

    /// The workspaces this person may switch to; empty on public pages, which do not ask.
    pub fn workspaces(&self) -> &[WorkspaceLink] {
        self.parts.as_ref().map_or(&[], |p| &p.workspaces)
    }

    /// Refuses everybody but operators, to whom alone these pages exist.
    pub fn require_operator(&self) -> Result<()> {
        if self.session.person.is_operator { Ok(()) } else { Err(Error::NotFound) }
    }

    /// A page of no workspace, in a frame with the person's own ways. `title` is translated already.
    pub fn page<B: Serialize>(
        &self,
        req: &HttpRequest,
        status: StatusCode,
        template: &str,
        title: impl Into<String>,
        body: B,
    ) -> Result<HttpResponse> {
        let frame = self.parts.as_ref().map(|parts| own_frame(&self.session.person, parts, lang(req), req.path()));
        page_status(req, status, template, title, frame, body)
    }

    /// Who is signed in on a public page, if anybody is.
    pub fn of(req: &HttpRequest) -> Option<Self> {
        req.extensions().get::<Found>().map(Self::found)
    }
}

/// A member of the workspace in the path.
#[derive(Clone)]
pub struct Member {
    pub scope: Arc<Scope>,
    pub session: Arc<Session>,
    parts: Rc<FrameParts>,
}

impl FromRequest for Member {
    type Error = Fault;
    type Future = Ready<std::result::Result<Self, Fault>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let extensions = req.extensions();
        let member = extensions.get::<Found>().and_then(|f| {
            Some(Self { scope: Arc::clone(f.scope.as_ref()?), session: Arc::clone(&f.session), parts: Rc::clone(f.parts.as_ref()?) })
        });
        ready(member.ok_or_else(|| Error::internal("Member needs a route with Access::Workspace").into()))
    }
}

impl Member {
    pub fn lang(&self) -> Lang {
        self.scope.lang()
    }

    /// A page in the workspace's frame. `title` is translated already.
    pub fn page<B: Serialize>(&self, req: &HttpRequest, template: &str, title: impl Into<String>, body: B) -> Result<HttpResponse> {
        self.page_status(req, StatusCode::OK, template, title, body)
    }

    /// As [`Self::page`] with another status: 422 for a form that comes back, 409 for one that lost a race.
    pub fn page_status<B: Serialize>(
        &self,
        req: &HttpRequest,
        status: StatusCode,
        template: &str,
        title: impl Into<String>,
        body: B,
    ) -> Result<HttpResponse> {
        page_status(req, status, template, title, Some(frame(&self.scope, &self.parts, req.path())), body)
    }

    /// Somebody saved first: both versions beside each other, answered with 409.
    pub fn conflict(&self, req: &HttpRequest, head: Head, conflict: Conflict) -> Result<HttpResponse> {
        let title = head.title.clone();
        self.page_status(req, StatusCode::CONFLICT, "layout/conflict", title, ConflictPage { head, conflict })
    }
}
