//! The list of people: one page of members, former members or invitations, and how many there are.

use diesel::{
    dsl::count_star,
    helper_types::{InnerJoin, IntoBoxed},
    prelude::*,
    sql_types::Text,
};

use super::{
    model::{Invitation, Member, MemberState},
    store::{COLUMNS, InvitationRow, Row, with_rights},
};
use crate::{
    platform::{db::Conn, error::Result},
    schema::{department_people, invitations, membership_roles, memberships, people},
    tenancy::{Role, Scope},
};

diesel::define_sql_function! { fn lower(text: Text) -> Text; }

/// Which of the three lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    Members,
    Invitations,
    Former,
}

/// What a list is asked for. Order: by name, or by when (joined, ended, valid until).
#[derive(Clone, Debug)]
pub struct Asked {
    pub which: Which,
    /// Part of a name or an address.
    pub words: Option<String>,
    pub role: Option<Role>,
    pub department: Option<i64>,
    pub by_date: bool,
    pub descending: bool,
    pub limit: i64,
    pub offset: i64,
}

/// How many there are of each.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Counts {
    pub members: i64,
    pub invitations: i64,
    pub former: i64,
}

/// A page of one of the lists.
#[derive(Clone, Debug)]
pub enum Page {
    Members(Vec<Member>),
    Invitations(Vec<Invitation>),
}

pub fn counts(conn: &mut Conn, scope: &Scope) -> Result<Counts> {
    let own = memberships::table.filter(memberships::workspace_id.eq(scope.workspace_id()));
    let active = memberships::state.eq(MemberState::Active.as_str());
    let members = own.filter(active).count().get_result(conn)?;
    let former = own.filter(memberships::state.ne(MemberState::Active.as_str())).count().get_result(conn)?;
    let open = invitations::table
        .filter(invitations::workspace_id.eq(scope.workspace_id()))
        .filter(invitations::used_at.is_null())
        .filter(invitations::revoked_at.is_null());
    Ok(Counts { members, invitations: open.count().get_result(conn)?, former })
}

/// The text as a pattern that holds it anywhere, in lower case.
fn anywhere(words: &str) -> String {
    format!("%{}%", words.to_lowercase().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"))
}

/// How many fit in all; the limits of `asked` do not count.
pub fn total(conn: &mut Conn, scope: &Scope, asked: &Asked) -> Result<i64> {
    Ok(match asked.which {
        Which::Invitations => invited(scope, asked).select(count_star()).first(conn)?,
        _ => joined(scope, asked).select(count_star()).first(conn)?,
    })
}

pub fn page(conn: &mut Conn, scope: &Scope, asked: &Asked) -> Result<Page> {
    if asked.which == Which::Invitations {
        let found = invited(scope, asked).limit(asked.limit).offset(asked.offset).select(InvitationRow::as_select());
        let rows: Vec<InvitationRow> = match (asked.by_date, asked.descending) {
            (true, false) => found.order((invitations::expires_at, invitations::id)).load(conn)?,
            (true, true) => found.order((invitations::expires_at.desc(), invitations::id.desc())).load(conn)?,
            (false, false) => found.order((invitations::name, invitations::id)).load(conn)?,
            (false, true) => found.order((invitations::name.desc(), invitations::id.desc())).load(conn)?,
        };
        return Ok(Page::Invitations(rows.into_iter().map(InvitationRow::read).collect::<Result<_>>()?));
    }
    let found = joined(scope, asked).limit(asked.limit).offset(asked.offset).select(COLUMNS);
    let rows: Vec<Row> = match (asked.by_date, asked.descending, asked.which) {
        (true, false, Which::Former) => found.order((memberships::ended_at, memberships::id)).load(conn)?,
        (true, true, Which::Former) => found.order((memberships::ended_at.desc(), memberships::id.desc())).load(conn)?,
        (true, false, _) => found.order((memberships::joined_at, memberships::id)).load(conn)?,
        (true, true, _) => found.order((memberships::joined_at.desc(), memberships::id.desc())).load(conn)?,
        (false, false, _) => found.order((people::name, memberships::id)).load(conn)?,
        (false, true, _) => found.order((people::name.desc(), memberships::id.desc())).load(conn)?,
    };
    with_rights(conn, scope, rows).map(Page::Members)
}

type Backend = <Conn as diesel::Connection>::Backend;

fn joined(scope: &Scope, asked: &Asked) -> IntoBoxed<'static, InnerJoin<memberships::table, people::table>, Backend> {
    let ws = scope.workspace_id();
    let mut query = memberships::table.inner_join(people::table).into_boxed().filter(memberships::workspace_id.eq(ws));
    query = match asked.which {
        Which::Former => query.filter(memberships::state.ne(MemberState::Active.as_str())),
        _ => query.filter(memberships::state.eq(MemberState::Active.as_str())),
    };
    if let Some(words) = &asked.words {
        let like = anywhere(words);
        query = query.filter(lower(people::name).like(like.clone()).escape('\\').or(people::email_key.like(like).escape('\\')));
    }
    if let Some(role) = asked.role {
        let held = membership_roles::table.filter(membership_roles::workspace_id.eq(ws)).filter(membership_roles::role.eq(role.as_str()));
        query = query.filter(memberships::id.eq_any(held.select(membership_roles::membership_id)));
    }
    if let Some(id) = asked.department {
        let seated = department_people::table
            .filter(department_people::workspace_id.eq(ws))
            .filter(department_people::department_id.eq(id))
            .filter(department_people::until_on.is_null().or(department_people::until_on.ge(scope.today()).assume_not_null()));
        query = query.filter(memberships::id.eq_any(seated.select(department_people::membership_id)));
    }
    query
}

fn invited(scope: &Scope, asked: &Asked) -> invitations::BoxedQuery<'static, Backend> {
    let mut query = invitations::table
        .filter(invitations::workspace_id.eq(scope.workspace_id()))
        .filter(invitations::used_at.is_null())
        .filter(invitations::revoked_at.is_null())
        .into_boxed();
    if let Some(words) = &asked.words {
        let like = anywhere(words);
        query = query.filter(lower(invitations::name).like(like.clone()).escape('\\').or(invitations::email_key.like(like).escape('\\')));
    }
    // Both are lists as JSON, written by us.
    if let Some(role) = asked.role {
        query = query.filter(invitations::roles.like(format!("%\"{}\"%", role.as_str())));
    }
    if let Some(id) = asked.department {
        query = query.filter(invitations::departments.like(format!("%\"department_id\":{id},%")));
    }
    query
}
