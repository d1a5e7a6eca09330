//! Rows of subscriptions and digests, and the members they belong to.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::{
    content::Content,
    model::{Frequency, Kind, Rights, Subscription},
    snapshot::Snapshot,
};
use crate::{
    each_backend,
    platform::{
        db::Conn,
        error::{Error, Result},
        i18n::Lang,
        id::new_id,
    },
    schema::{department_people, digest_subscriptions, digests, membership_roles, memberships, people},
    tenancy::{Function, Role, Roles, Scope},
};

/// Somebody who may be told, with what holds for them for one kind of digest.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    pub membership_id: i64,
    pub person_id: i64,
    pub email: String,
    pub name: String,
    pub lang: Lang,
    pub rights: Rights,
    pub subscription: Subscription,
}

/// What somebody was told last.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Last {
    pub period: String,
    pub composed_at: NaiveDateTime,
    pub snapshot: Snapshot,
}

/// A digest of the past.
#[derive(Clone, Debug, PartialEq)]
pub struct Past {
    pub id: i64,
    pub membership_id: i64,
    pub kind: Kind,
    pub period: String,
    pub composed_at: NaiveDateTime,
    pub finding: String,
    /// False when there was nothing to tell and nobody asked to hear so.
    pub was_sent: bool,
    /// When its reader marked it as read.
    pub read_at: Option<NaiveDateTime>,
}

type PersonRow = (i64, i64, NaiveDateTime, String, String, Option<String>);
type SubscriptionRow = (i64, String, i32, i32, bool, bool, bool, NaiveDateTime, i64);

/// Every active member who may have a digest of `kind`, or one of them; with their subscription or what is usual.
pub fn members(conn: &mut Conn, scope: &Scope, kind: Kind, only: Option<i64>) -> Result<Vec<Member>> {
    let mut of = memberships::table
        .inner_join(people::table)
        .filter(memberships::workspace_id.eq(scope.workspace_id()))
        .filter(memberships::state.eq("active"))
        .filter(people::state.eq("active"))
        .order((people::name, memberships::id))
        .select((memberships::id, people::id, memberships::joined_at, people::email, people::name, people::language))
        .into_boxed();
    if let Some(id) = only {
        of = of.filter(memberships::id.eq(id));
    }
    let rows: Vec<PersonRow> = of.load(conn)?;
    let mut rights = rights(conn, scope, only)?;
    let mut chosen = subscriptions(conn, scope, kind, only)?;
    let members = rows.into_iter().filter_map(|(membership_id, person_id, joined_at, email, name, language)| {
        let rights = rights.remove(&membership_id).unwrap_or_default();
        if !rights.may_have(kind) {
            return None;
        }
        let lang = language.as_deref().and_then(Lang::parse).unwrap_or(scope.workspace_lang());
        let subscription = chosen.remove(&membership_id).unwrap_or_else(|| Subscription::usual(kind, &rights, joined_at));
        Some(Member { membership_id, person_id, email, name, lang, rights, subscription })
    });
    Ok(members.collect())
}

fn rights(conn: &mut Conn, scope: &Scope, only: Option<i64>) -> Result<HashMap<i64, Rights>> {
    let mut roles = membership_roles::table
        .filter(membership_roles::workspace_id.eq(scope.workspace_id()))
        .select((membership_roles::membership_id, membership_roles::role))
        .into_boxed();
    let mut functions = department_people::table
        .filter(department_people::workspace_id.eq(scope.workspace_id()))
        // Deputies are told while they stand in.
        .filter(department_people::from_on.is_null().or(department_people::from_on.le(scope.today()).assume_not_null()))
        .filter(department_people::until_on.is_null().or(department_people::until_on.ge(scope.today()).assume_not_null()))
        .order(department_people::department_id)
        .select((department_people::membership_id, department_people::department_id, department_people::function))
        .into_boxed();
    if let Some(id) = only {
        roles = roles.filter(membership_roles::membership_id.eq(id));
        functions = functions.filter(department_people::membership_id.eq(id));
    }
    let mut held: HashMap<i64, Vec<Role>> = HashMap::new();
    for (id, role) in roles.load::<(i64, String)>(conn)? {
        held.entry(id).or_default().extend(Role::parse(&role));
    }
    let mut found: HashMap<i64, Rights> =
        held.into_iter().map(|(id, roles)| (id, Rights { roles: Roles::new(roles), ..Rights::default() })).collect();
    for (id, department_id, function) in functions.load::<(i64, i64, String)>(conn)? {
        let rights = found.entry(id).or_default();
        let list = match Function::parse(&function) {
            Some(Function::Leader) => &mut rights.leads,
            Some(_) => &mut rights.acts_for,
            None => continue,
        };
        if !list.contains(&department_id) {
            list.push(department_id);
        }
    }
    Ok(found)
}

fn subscriptions(conn: &mut Conn, scope: &Scope, kind: Kind, only: Option<i64>) -> Result<HashMap<i64, Subscription>> {
    let mut of = digest_subscriptions::table
        .filter(digest_subscriptions::workspace_id.eq(scope.workspace_id()))
        .filter(digest_subscriptions::kind.eq(kind.as_str()))
        .select((
            digest_subscriptions::membership_id,
            digest_subscriptions::frequency,
            digest_subscriptions::weekday,
            digest_subscriptions::hour,
            digest_subscriptions::working_days_only,
            digest_subscriptions::all_departments,
            digest_subscriptions::even_if_empty,
            digest_subscriptions::since,
            digest_subscriptions::version,
        ))
        .into_boxed();
    if let Some(id) = only {
        of = of.filter(digest_subscriptions::membership_id.eq(id));
    }
    let rows: Vec<SubscriptionRow> = of.load(conn)?;
    rows.into_iter()
        .map(|(id, frequency, weekday, hour, working_days_only, all_departments, even_if_empty, since, version)| {
            let frequency =
                Frequency::parse(&frequency).ok_or_else(|| Error::internal(format!("unknown frequency of a digest: {frequency}")))?;
            let (weekday, hour) = (weekday.clamp(1, 7).unsigned_abs(), hour.clamp(0, 23).unsigned_abs());
            Ok((id, Subscription { frequency, weekday, hour, working_days_only, all_departments, even_if_empty, since, version }))
        })
        .collect()
}

/// Keeps what somebody chose; `Conflict` when it was saved in between. The version raised by one is stored.
pub fn save_subscription(conn: &mut Conn, scope: &Scope, membership_id: i64, kind: Kind, chosen: &Subscription) -> Result<()> {
    let values = (
        digest_subscriptions::frequency.eq(chosen.frequency.as_str()),
        digest_subscriptions::weekday.eq(i32::try_from(chosen.weekday).unwrap_or(1)),
        digest_subscriptions::hour.eq(i32::try_from(chosen.hour).unwrap_or(0)),
        digest_subscriptions::working_days_only.eq(chosen.working_days_only),
        digest_subscriptions::all_departments.eq(chosen.all_departments),
        digest_subscriptions::even_if_empty.eq(chosen.even_if_empty),
        digest_subscriptions::since.eq(chosen.since),
        digest_subscriptions::version.eq(chosen.version + 1),
    );
    let keys = (
        digest_subscriptions::workspace_id.eq(scope.workspace_id()),
        digest_subscriptions::membership_id.eq(membership_id),
        digest_subscriptions::kind.eq(kind.as_str()),
    );
    let count = if chosen.version == 0 {
        let row = (keys, values);
        each_backend!(conn, c => diesel::insert_into(digest_subscriptions::table).values(row).on_conflict_do_nothing().execute(c))?
    } else {
        let own = digest_subscriptions::table
            .filter(digest_subscriptions::workspace_id.eq(scope.workspace_id()))
            .filter(digest_subscriptions::membership_id.eq(membership_id))
            .filter(digest_subscriptions::kind.eq(kind.as_str()))
            .filter(digest_subscriptions::version.eq(chosen.version));
        diesel::update(own).set(values).execute(conn)?
    };
    if count == 1 { Ok(()) } else { Err(Error::Conflict) }
}

/// The last digest of a kind that each member had, or that one member had.
pub fn last_told(conn: &mut Conn, scope: &Scope, kind: Kind, only: Option<i64>) -> Result<HashMap<i64, Last>> {
    let mut newest = digests::table
        .filter(digests::workspace_id.eq(scope.workspace_id()))
        .filter(digests::kind.eq(kind.as_str()))
        .group_by(digests::membership_id)
        .select(diesel::dsl::max(digests::id))
        .into_boxed();
    if let Some(id) = only {
        newest = newest.filter(digests::membership_id.eq(id));
    }
    let ids: Vec<i64> = newest.load::<Option<i64>>(conn)?.into_iter().flatten().collect();
    let mut found = HashMap::with_capacity(ids.len());
    for some in ids.chunks(1000) {
        let rows: Vec<(i64, String, NaiveDateTime, String)> = digests::table
            .filter(digests::workspace_id.eq(scope.workspace_id()))
            .filter(digests::id.eq_any(some.to_vec()))
            .select((digests::membership_id, digests::period, digests::composed_at, digests::snapshot))
            .load(conn)?;
        for (membership_id, period, composed_at, snapshot) in rows {
            found.insert(membership_id, Last { period, composed_at, snapshot: serde_json::from_str(&snapshot)? });
        }
    }
    Ok(found)
}

/// Whether a member had the digest of a period.
pub fn was_told(conn: &mut Conn, scope: &Scope, kind: Kind, period: &str) -> Result<std::collections::HashSet<i64>> {
    let rows: Vec<i64> = digests::table
        .filter(digests::workspace_id.eq(scope.workspace_id()))
        .filter(digests::kind.eq(kind.as_str()))
        .filter(digests::period.eq(period))
        .select(digests::membership_id)
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// A digest to be kept.
pub struct NewDigest<'a> {
    pub id: i64,
    pub membership_id: i64,
    pub kind: Kind,
    pub period: &'a str,
    pub was_sent: bool,
    /// A [`Snapshot`] as JSON.
    pub snapshot: &'a str,
    pub content: &'a Content,
}

impl NewDigest<'_> {
    /// An id for one.
    pub fn id() -> i64 {
        new_id()
    }
}

/// Keeps a digest; false when the member had that period's already, which is what makes sending twice impossible.
pub fn insert(conn: &mut Conn, scope: &Scope, digest: &NewDigest<'_>) -> Result<bool> {
    let row = (
        digests::workspace_id.eq(scope.workspace_id()),
        digests::id.eq(digest.id),
        digests::membership_id.eq(digest.membership_id),
        digests::kind.eq(digest.kind.as_str()),
        digests::period.eq(digest.period),
        digests::composed_at.eq(scope.now()),
        digests::finding.eq(&digest.content.head.title),
        digests::was_sent.eq(digest.was_sent),
        digests::snapshot.eq(digest.snapshot),
        digests::content.eq(serde_json::to_string(digest.content)?),
    );
    let count = each_backend!(conn, c => diesel::insert_into(digests::table).values(row).on_conflict_do_nothing().execute(c))?;
    Ok(count == 1)
}

type PastRow = (i64, i64, String, String, NaiveDateTime, String, bool, Option<NaiveDateTime>);

fn past(row: PastRow) -> Result<Past> {
    let (id, membership_id, kind, period, composed_at, finding, was_sent, read_at) = row;
    let kind = Kind::parse(&kind).ok_or_else(|| Error::internal(format!("unknown kind of digest: {kind}")))?;
    Ok(Past { id, membership_id, kind, period, composed_at, finding, was_sent, read_at })
}

/// A member's digests, newest first.
pub fn past_of(conn: &mut Conn, scope: &Scope, membership_id: i64, limit: i64) -> Result<Vec<Past>> {
    let rows: Vec<PastRow> = digests::table
        .filter(digests::workspace_id.eq(scope.workspace_id()))
        .filter(digests::membership_id.eq(membership_id))
        .order(digests::id.desc())
        .limit(limit)
        .select((
            digests::id,
            digests::membership_id,
            digests::kind,
            digests::period,
            digests::composed_at,
            digests::finding,
            digests::was_sent,
            digests::read_at,
        ))
        .load(conn)?;
    rows.into_iter().map(past).collect()
}

/// One digest with what it said; `NotFound` when there is none of this id.
pub fn one(conn: &mut Conn, scope: &Scope, id: i64) -> Result<(Past, Content)> {
    let ((row, content),): ((PastRow, String),) = digests::table
        .filter(digests::workspace_id.eq(scope.workspace_id()))
        .filter(digests::id.eq(id))
        .select(((
            (
                digests::id,
                digests::membership_id,
                digests::kind,
                digests::period,
                digests::composed_at,
                digests::finding,
                digests::was_sent,
                digests::read_at,
            ),
            digests::content,
        ),))
        .first(conn)?;
    Ok((past(row)?, serde_json::from_str(&content)?))
}

/// Marks a digest as read now; one that was read before keeps its time.
pub fn mark_read(conn: &mut Conn, scope: &Scope, id: i64) -> Result<bool> {
    let unread =
        digests::table.filter(digests::workspace_id.eq(scope.workspace_id())).filter(digests::id.eq(id)).filter(digests::read_at.is_null());
    Ok(diesel::update(unread).set(digests::read_at.eq(scope.now())).execute(conn)? == 1)
}
