//! All routes in one table that tests can walk, and the order of checks around every handler.

use std::{future::Future, marker::PhantomData, panic::AssertUnwindSafe, pin::Pin, rc::Rc};

use actix_web::{
    FromRequest, Handler, HttpMessage, HttpRequest, HttpResponse, Resource, Responder, Route,
    dev::Payload,
    guard,
    http::{Method, header},
    web,
};
use futures_util::FutureExt;

use super::{Fault, form_read};
use crate::platform::error::Error;

pub(super) type Local<T> = Pin<Box<dyn Future<Output = T>>>;

/// Who may come in; enforced by the [`Gate`] before the handler's arguments are even looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Anybody: sign-in, signed links, health. The gate still sees the request and may find a session.
    Public,
    /// Whoever holds the secret in the path, which is all the proof there is: no session is looked for, and a POST needs no token,
    /// since nobody can have another person's browser send what they do not know themselves. For links that mail programs follow by
    /// themselves (RFC 8058); what they do must be harmless.
    Link,
    /// Any signed-in person.
    SignedIn,
    /// A member of the workspace `{slug}` in the path.
    Workspace,
}

/// Decides whether a request may pass, and leaves what it learnt (session, scope, language, CSRF token) in the request's extensions.
pub trait Gate {
    fn admit(&self, req: HttpRequest, access: Access) -> Local<Result<(), Fault>>;
}

impl<F: Fn(HttpRequest, Access) -> Local<Result<(), Fault>>> Gate for F {
    fn admit(&self, req: HttpRequest, access: Access) -> Local<Result<(), Fault>> {
        self(req, access)
    }
}

/// A line of the table.
#[derive(Debug, Clone, PartialEq)]
pub struct RouteInfo {
    pub method: Method,
    pub pattern: &'static str,
    pub access: Access,
    /// Path of the handler function.
    pub name: &'static str,
}

type Build = Box<dyn FnOnce(Rc<dyn Gate>) -> Route>;

/// The table. Rooms return theirs, `app.rs` merges them; order does not matter, fixed paths win over `{…}`.
#[derive(Default)]
pub struct Routes {
    entries: Vec<(RouteInfo, Build)>,
}

impl Routes {
    pub fn new() -> Self {
        Self::default()
    }

    /// GET and HEAD.
    pub fn get<F, Args>(self, pattern: &'static str, access: Access, handler: F) -> Self
    where
        F: Handler<Args>,
        F::Output: Responder + 'static,
        Args: FromRequest + 'static,
    {
        self.add(Method::GET, pattern, access, Body::Whole, handler)
    }

    /// POST; the form is read and its CSRF token checked before the handler (but for [`Access::Link`]).
    pub fn post<F, Args>(self, pattern: &'static str, access: Access, handler: F) -> Self
    where
        F: Handler<Args>,
        F::Output: Responder + 'static,
        Args: FromRequest + 'static,
    {
        self.add(Method::POST, pattern, access, Body::Whole, handler)
    }

    /// POST of a form whose files are read by the handler as they come ([`super::Uploading`]). The fields before the first file have been
    /// read and the token among them checked; so a page puts its file inputs last.
    pub fn post_files<F, Args>(self, pattern: &'static str, access: Access, handler: F) -> Self
    where
        F: Handler<Args>,
        F::Output: Responder + 'static,
        Args: FromRequest + 'static,
    {
        self.add(Method::POST, pattern, access, Body::Coming, handler)
    }

    fn add<F, Args>(mut self, method: Method, pattern: &'static str, access: Access, body: Body, handler: F) -> Self
    where
        F: Handler<Args>,
        F::Output: Responder + 'static,
        Args: FromRequest + 'static,
    {
        let info = RouteInfo { method: method.clone(), pattern, access, name: std::any::type_name::<F>() };
        let build = move |gate| {
            let route = match method {
                Method::GET => web::route().guard(guard::Any(guard::Get()).or(guard::Head())),
                other => web::method(other),
            };
            route.to(Guarded { handler, gate, access, body, args: PhantomData })
        };
        self.entries.push((info, Box::new(build)));
        self
    }

    pub fn merge(mut self, other: Self) -> Self {
        self.entries.extend(other.entries);
        self
    }

    /// What is in the table.
    pub fn table(&self) -> Vec<RouteInfo> {
        self.entries.iter().map(|(info, _)| info.clone()).collect()
    }

    pub(super) fn register(mut self, config: &mut web::ServiceConfig, gate: Rc<dyn Gate>) {
        self.entries.sort_by_key(|(info, _)| (specificity(info.pattern), info.pattern));
        // What most addresses begin with is matched once, and most of what follows it by comparing text.
        let below = |pattern: &'static str| pattern.strip_prefix(WORKSPACE).filter(|rest| rest.is_empty() || rest.starts_with('/'));
        let (inner, outer): (Vec<_>, Vec<_>) = self.entries.into_iter().partition(|(info, _)| below(info.pattern).is_some());
        let inner = resources(inner, &gate, |pattern| below(pattern).unwrap_or(pattern));
        config.service(inner.into_iter().fold(web::scope(WORKSPACE), actix_web::Scope::service));
        for resource in resources(outer, &gate, |pattern| pattern) {
            config.service(resource);
        }
    }
}

/// What everything of a workspace stands below.
const WORKSPACE: &str = "/w/{slug}";

/// A resource of each pattern, in their order.
fn resources(entries: Vec<(RouteInfo, Build)>, gate: &Rc<dyn Gate>, at: impl Fn(&'static str) -> &'static str) -> Vec<Resource> {
    let mut found = Vec::new();
    let mut entries = entries.into_iter().peekable();
    while let Some((info, build)) = entries.next() {
        let mut allowed = vec![info.method.clone()];
        let mut resource = Resource::new(at(info.pattern)).route(build(Rc::clone(gate)));
        while let Some((more, build)) = entries.next_if(|(next, _)| next.pattern == info.pattern) {
            allowed.push(more.method);
            resource = resource.route(build(Rc::clone(gate)));
        }
        found.push(resource.default_service(web::to(wrong_method(&allowed))));
    }
    found
}

/// Fixed segments before `{…}`, those before patterns that take the rest.
fn specificity(pattern: &str) -> Vec<u8> {
    let rank = |segment: &str| match segment {
        s if s.contains(":.*") || s.contains('*') => 2,
        s if s.contains('{') => 1,
        _ => 0,
    };
    pattern.split('/').map(rank).collect()
}

/// 405 with the methods that would do.
fn wrong_method(allowed: &[Method]) -> impl Fn() -> std::future::Ready<HttpResponse> + Clone + 'static {
    let mut names: Vec<&str> = allowed.iter().map(Method::as_str).collect();
    if names.contains(&"GET") {
        names.push("HEAD");
    }
    let allow = names.join(", ");
    move || std::future::ready(HttpResponse::MethodNotAllowed().insert_header((header::ALLOW, allow.as_str())).finish())
}

/// Reads the form, checks its token, and leaves it for the handler.
async fn take_form(req: &HttpRequest, payload: &mut Payload, access: Access, body: Body) -> Result<(), Fault> {
    let check = |fields: &super::Fields| if access == Access::Link { Ok(()) } else { super::check_csrf(req, fields.get("csrf")) };
    if body == Body::Coming {
        let mut coming = super::Uploading::begin(req, payload).await?;
        if let Err(fault) = check(&coming.fields) {
            coming.drain().await;
            return Err(fault);
        }
        req.extensions_mut().insert(coming);
    } else {
        let form = form_read::read(req, payload).await?;
        check(&form)?;
        req.extensions_mut().insert(form);
    }
    Ok(())
}

/// A handler behind its gate: admit → (unsafe methods) form and CSRF → arguments → handler, with panics caught.
struct Guarded<F, Args> {
    handler: F,
    gate: Rc<dyn Gate>,
    access: Access,
    body: Body,
    args: PhantomData<fn(Args)>,
}

/// How much of a form is read before the handler.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Body {
    Whole,
    /// Up to the first file.
    Coming,
}

impl<F: Clone, Args> Clone for Guarded<F, Args> {
    fn clone(&self) -> Self {
        Self { handler: self.handler.clone(), gate: Rc::clone(&self.gate), access: self.access, body: self.body, args: PhantomData }
    }
}

impl<F, Args> Handler<(HttpRequest, web::Payload)> for Guarded<F, Args>
where
    F: Handler<Args>,
    F::Output: Responder + 'static,
    Args: FromRequest + 'static,
{
    type Output = HttpResponse;
    type Future = Local<HttpResponse>;

    fn call(&self, (req, payload): (HttpRequest, web::Payload)) -> Self::Future {
        let Self { handler, gate, access, body, .. } = self.clone();
        let answered = req.clone();
        let work = async move {
            let mut payload = payload.into_inner();
            gate.admit(req.clone(), access).await?;
            if !req.method().is_safe() {
                take_form(&req, &mut payload, access, body).await?;
            }
            let args = Args::from_request(&req, &mut payload).await.map_err(Into::into)?;
            Ok::<_, actix_web::Error>(handler.call(args).await.respond_to(&req).map_into_boxed_body())
        };
        Box::pin(async move {
            match AssertUnwindSafe(work).catch_unwind().await {
                Ok(Ok(response)) => response,
                Ok(Err(error)) => HttpResponse::from_error(error),
                Err(panic) => {
                    let said = panic.downcast_ref::<&str>().map(|s| (*s).to_owned()).or_else(|| panic.downcast_ref::<String>().cloned());
                    tracing::error!(id = super::request_id(&answered), panic = said.as_deref().unwrap_or("?"), "a handler panicked");
                    HttpResponse::from_error(Fault::Domain(Error::internal("panic")))
                }
            }
        })
    }
}
