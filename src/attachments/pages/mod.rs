//! The web side of the door: the routes of any room's files, and what they are made of.

mod receive;
mod remove;
mod send;

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web};
use serde::Serialize;

use super::{Attachment, FileLine, FilesView, Shelf, actions, add, files_view, list, queries};
use crate::{
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
        http::{Access, Fault, Routes, Uploading, see_other},
        i18n::t,
        view::parts::{Crumb, Head},
    },
    site::{Member, Site},
    tenancy::Scope,
};

pub use receive::{receive, receive_any};
pub use send::{send, send_to};

type Answer = std::result::Result<HttpResponse, Fault>;

/// A room whose things have files.
pub trait Owner: 'static {
    /// Pattern of the list, and of uploads: `/w/{slug}/duties/{number}/files`.
    const ALL: &'static str;
    /// That and `/{file}`.
    const ONE: &'static str;
    /// That and `/remove`.
    const REMOVE: &'static str;

    /// The thing the path names, as this person may use its files. Refuses who may not see it; asked again inside every change.
    fn shelf(conn: &mut Conn, scope: &Scope, at: &At) -> Result<Shelf>;

    /// Begins a change of its files, before [`Self::shelf`] is asked: what may be shut by somebody else at the same moment is held until
    /// the change is written.
    fn hold(_conn: &mut Conn, _scope: &Scope, _at: &At) -> Result<()> {
        Ok(())
    }
}

/// The parts of a path, by their names in the pattern.
#[derive(Clone, Debug, Default)]
pub struct At(Vec<(String, String)>);

impl At {
    fn of(req: &HttpRequest) -> Self {
        Self(req.match_info().iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect())
    }

    /// A part; absent ones are empty.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value)
    }

    /// The version the path names; `NotFound` when that is no number.
    fn file(&self) -> Result<i64> {
        self.get("file").parse().map_err(|_| Error::NotFound)
    }
}

/// The routes of a room's files.
pub fn routes<O: Owner>() -> Routes {
    Routes::new()
        .get(O::ALL, Access::Workspace, show::<O>)
        .post_files(O::ALL, Access::Workspace, upload::<O>)
        .get(O::ONE, Access::Workspace, download::<O>)
        .get(O::REMOVE, Access::Workspace, remove::form::<O>)
        .post(O::REMOVE, Access::Workspace, remove::perform::<O>)
}

#[derive(Serialize)]
struct Body {
    head: Head,
    files: FilesView,
}

/// The files by themselves: where an upload that was refused comes back to.
async fn show<O: Owner>(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let at = At::of(&req);
    let (shelf, files) = site.read(&member, move |conn, scope| ground::<O>(conn, scope, &at)).await?;
    page(&req, &member, StatusCode::OK, &shelf, files_view(&member.scope, &shelf, &files))
}

fn ground<O: Owner>(conn: &mut Conn, scope: &Scope, at: &At) -> Result<(Shelf, Vec<FileLine>)> {
    let shelf = O::shelf(conn, scope, at)?;
    let files = FileLine::without(list(conn, scope, shelf.subject)?, &shelf.hidden);
    Ok((shelf, files))
}

/// Who may not add is told before anything is read.
async fn upload<O: Owner>(req: HttpRequest, site: web::Data<Site>, member: Member, mut coming: Uploading) -> Answer {
    let at = At::of(&req);
    let asked = at.clone();
    let may = site.read(&member, move |conn, scope| actions::require_add(&O::shelf(conn, scope, &asked)?)).await;
    if let Err(error) = may {
        coming.drain().await;
        return Err(error.into());
    }
    let outcome = match receive(&site, &member.scope, &mut coming).await {
        Ok(received) => {
            let asked = at.clone();
            let attach = move |conn: &mut Conn, scope: &Scope| {
                O::hold(conn, scope, &asked)?;
                let shelf = O::shelf(conn, scope, &asked)?;
                Ok((add(conn, scope, &shelf, &received)?, shelf))
            };
            site.write(&member, attach).await.map_err(Fault::from)
        }
        Err(fault) => Err(fault),
    };
    match outcome {
        Ok((added, shelf)) => Ok(see_other(shelf.place()).flash(done(&added)).respond(&req)),
        Err(Fault::Domain(Error::Invalid(errors))) => again::<O>(&req, &site, &member, at, &coming, &errors).await,
        // Two sent the next version of one file at once.
        Err(Fault::Domain(Error::Conflict)) => {
            let mut errors = FieldErrors::default();
            errors.add("file", Message::new("attachments-conflict"));
            again::<O>(&req, &site, &member, at, &coming, &errors).await
        }
        Err(fault) => Err(fault),
    }
}

fn done(added: &[Attachment]) -> Message {
    match added {
        [one] => Message::new("attachments-done-one").text("name", &one.name).number("nth", one.nth),
        several => Message::new("attachments-done-several").number("count", several.len() as f64),
    }
}

async fn again<O: Owner>(
    req: &HttpRequest,
    site: &web::Data<Site>,
    member: &Member,
    at: At,
    coming: &Uploading,
    errors: &FieldErrors,
) -> Answer {
    let (shelf, files) = site.read(member, move |conn, scope| ground::<O>(conn, scope, &at)).await?;
    let view = files_view(&member.scope, &shelf, &files).chosen(coming.fields.trimmed("replaces")).with_errors(member.lang(), errors);
    page(req, member, StatusCode::UNPROCESSABLE_ENTITY, &shelf, view)
}

fn page(req: &HttpRequest, member: &Member, status: StatusCode, shelf: &Shelf, files: FilesView) -> Answer {
    let title = t(member.lang(), "attachments-title").into_owned();
    let mut head = Head::new(&shelf.name).crumb(&shelf.back, t(member.lang(), "attachments-back"));
    head.crumbs.push(Crumb { href: None, label: title.clone() });
    let body = Body { head, files: files.unfolded() };
    Ok(member.page_status(req, status, "attachments/files", format!("{title} {}", shelf.name), body)?)
}

async fn download<O: Owner>(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let at = At::of(&req);
    let version = site
        .read(&member, move |conn, scope| {
            let shelf = O::shelf(conn, scope, &at)?;
            queries::one(conn, scope, shelf.subject, shelf.require(at.file()?)?)
        })
        .await?;
    Ok(send(&req, &site, &member, &version).await?)
}
