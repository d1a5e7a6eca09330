//! The signed-in web: who stands at the door, what every page is framed by, and the one way from a handler to the database.

mod frame;
mod gate;
mod link;
mod member;
mod sheet;
mod slow;

use std::sync::Arc;

use crate::{
    platform::{
        blob::Blobs,
        clock::Clock,
        config::Config,
        db::{Conn, Db},
        error::Result,
        http,
    },
    tenancy::Scope,
};

pub use frame::NavCounts;
pub use gate::{SESSION_COOKIE, SiteGate, session_cookie, still_admitted};
pub use link::open_link;
pub use member::{Member, SignedIn};
pub use sheet::{SHEET_ASKED, saved, sheet};
pub use slow::slow_down;

/// Counts the navigation shows; the composition root says how, since they come from rooms above this one.
pub type CountNav = fn(&mut Conn, &Scope) -> Result<NavCounts>;

/// What rooms above the departments hold of a department moves to the one it lives on in; the composition root says how.
pub type MoveDepartment = fn(&mut Conn, &Scope, from: i64, into: i64) -> Result<()>;

/// What of higher rooms waits on a department alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// How much of it this person reads.
    pub shown: i64,
    /// Whether there is anything they may not learn more of than that.
    pub is_more: bool,
}

/// What rooms above the departments hold that waits on a department alone; the composition root says how.
pub type HeldByDepartment = fn(&mut Conn, &Scope, department: i64) -> Result<Held>;

/// What rooms above write into a workspace that is just being made; the composition root says how.
pub type FoundWorkspace = fn(&mut Conn, &Scope) -> Result<()>;

/// What every handler works with.
#[derive(Clone)]
pub struct Site {
    pub db: Db,
    /// Contents of attachments.
    pub blobs: Blobs,
    pub clock: Clock,
    pub config: Arc<Config>,
    pub count_nav: CountNav,
    pub move_department: MoveDepartment,
    pub held_by_department: HeldByDepartment,
    pub found_workspace: FoundWorkspace,
    /// Whether this is a demonstration, whose ready links need no password.
    pub is_demo: bool,
}

impl Site {
    /// Reads in the member's workspace, off the web threads.
    pub async fn read<T: Send + 'static>(
        &self,
        member: &Member,
        work: impl FnOnce(&mut Conn, &Scope) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.read_as(&member.scope, work).await
    }

    /// As [`Self::read`], for whoever came by a link.
    pub async fn read_as<T: Send + 'static>(
        &self,
        scope: &Arc<Scope>,
        work: impl FnOnce(&mut Conn, &Scope) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (db, scope) = (self.db.clone(), Arc::clone(scope));
        http::block(move || db.read(scope.tenant(), |conn| work(conn, &scope))).await
    }

    /// As [`Self::read`], for pages that read a few rows by their index however large the workspace is: where that takes less than
    /// handing it to another thread would, it is not handed over.
    pub async fn glance<T: Send + 'static>(
        &self,
        member: &Member,
        work: impl FnOnce(&mut Conn, &Scope) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        if !self.db.answers_at_once() {
            return self.read(member, work).await;
        }
        self.db.read(member.scope.tenant(), |conn| work(conn, &member.scope))
    }

    /// Changes something in the member's workspace: all of it, or nothing.
    pub async fn write<T: Send + 'static>(
        &self,
        member: &Member,
        work: impl FnOnce(&mut Conn, &Scope) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.write_as(&member.scope, work).await
    }

    /// As [`Self::write`], for whoever came by a link.
    pub async fn write_as<T: Send + 'static>(
        &self,
        scope: &Arc<Scope>,
        work: impl FnOnce(&mut Conn, &Scope) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (span, scope) = (tracing::Span::current(), Arc::clone(scope));
        self.db.write_soon(scope.tenant(), move |conn| span.in_scope(|| work(conn, &scope))).await
    }
}
