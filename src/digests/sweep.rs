//! Sending what is due in one workspace: read once, judge once, write a few recipients at a time.
//!
//! A digest's row and its mail are written in one transaction, and the row is unique by member, kind and period. So a worker that
//! stops anywhere, or two that do the same work, leave each digest sent once or still to be sent.

use std::{
    collections::{BTreeSet, HashSet},
    rc::Rc,
};

use chrono::{Duration, NaiveDateTime};

use super::{
    compose::{Composed, Composer, Facts, Made, compose},
    content::Content,
    letter::{self, Links},
    model::{Frequency, Kind, Slot},
    store::{self, Last, Member, NewDigest},
};
use crate::{
    calendar,
    outbox::{self, Letter, Promise},
    platform::{
        clock,
        db::{Conn, Db},
        error::{Error, Result},
    },
    tenancy::{self, DIGEST_LINK, Scope},
};

/// Recipients whose digests are written in one transaction.
const CHUNK: usize = 100;

/// How long the link that stops a digest works.
const STOP_LINK_DAYS: i64 = 90;

/// How long the link that opens a digest works.
pub const OPEN_LINK_DAYS: i64 = 30;

/// What a sweep did, and when to look again.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Swept {
    pub sent: usize,
    /// Kept without a mail, since there was nothing to tell.
    pub empty: usize,
    /// When the next digest of this workspace is due.
    pub next: Option<NaiveDateTime>,
}

struct Due {
    kind: Kind,
    member: Member,
    slot: Slot,
    last: Option<Last>,
}

/// Sends every digest of the workspace whose time has come.
pub fn send_due(db: &Db, scope: &Scope) -> Result<Swept> {
    let mut swept = Swept::default();
    let (due, facts) = db.read(scope.tenant(), |conn| {
        let due = find_due(conn, scope, &mut swept)?;
        let since = due.iter().filter_map(|d| d.last.as_ref()).map(|l| l.composed_at).min().unwrap_or(scope.now());
        let facts = if due.is_empty() { None } else { Some(Facts::load(conn, scope, since)?) };
        Ok((due, facts))
    })?;
    let Some(facts) = facts else { return Ok(swept) };
    let mut composer = Composer::new(scope, &facts);
    for some in due.chunks(CHUNK) {
        let composed: Vec<(&Due, Rc<Made>)> =
            some.iter().map(|d| Ok((d, composer.of(d.kind, &d.member, d.last.as_ref(), &d.slot)?))).collect::<Result<_>>()?;
        let (sent, empty) = db.write(scope.tenant(), |conn| {
            if swept.sent + swept.empty == 0 {
                tenancy::remove_expired_links(conn, scope)?;
            }
            let (mut sent, mut empty) = (0, 0);
            for (due, made) in &composed {
                match keep(conn, scope, due, made)? {
                    Kept::Sent => sent += 1,
                    Kept::Empty => empty += 1,
                    Kept::Already => {}
                }
            }
            Ok((sent, empty))
        })?;
        swept.sent += sent;
        swept.empty += empty;
    }
    Ok(swept)
}

/// Who is due for what; notes when the next is.
fn find_due(conn: &mut Conn, scope: &Scope, swept: &mut Swept) -> Result<Vec<Due>> {
    let calendar = calendar::load(conn, scope)?;
    let mut due = Vec::new();
    for kind in Kind::ALL {
        let members = store::members(conn, scope, kind, None)?;
        let mut candidates: Vec<(Member, Slot)> = Vec::new();
        for member in members {
            let next = member.subscription.next(&calendar, scope.zone(), scope.now());
            swept.next = [swept.next, next].into_iter().flatten().min();
            let latest = member.subscription.latest(&calendar, scope.zone(), scope.now());
            if let Some(slot) = latest.filter(|slot| slot.at >= member.subscription.since) {
                candidates.push((member, slot));
            }
        }
        if candidates.is_empty() {
            continue;
        }
        let periods: BTreeSet<String> = candidates.iter().map(|(_, slot)| slot.period()).collect();
        let mut told: HashSet<(i64, String)> = HashSet::new();
        for period in periods {
            told.extend(store::was_told(conn, scope, kind, &period)?.into_iter().map(|id| (id, period.clone())));
        }
        candidates.retain(|(member, slot)| !told.contains(&(member.membership_id, slot.period())));
        if candidates.is_empty() {
            continue;
        }
        let mut last = store::last_told(conn, scope, kind, None)?;
        due.extend(candidates.into_iter().map(|(member, slot)| Due { kind, last: last.remove(&member.membership_id), member, slot }));
    }
    Ok(due)
}

enum Kept {
    Sent,
    Empty,
    /// Somebody else was faster.
    Already,
}

fn keep(conn: &mut Conn, scope: &Scope, due: &Due, made: &Made) -> Result<Kept> {
    let composed = &made.composed;
    let (id, period) = (NewDigest::id(), due.slot.period());
    let was_sent = !composed.is_empty || due.member.subscription.even_if_empty;
    let mut content = composed.content.clone();
    content.button.href = format!("{}/digests/{id}", scope.base());
    let new = NewDigest {
        id,
        membership_id: due.member.membership_id,
        kind: due.kind,
        period: &period,
        was_sent,
        snapshot: &made.snapshot,
        content: &content,
    };
    if !store::insert(conn, scope, &new)? {
        return Ok(Kept::Already);
    }
    if !was_sent {
        return Ok(Kept::Empty);
    }
    let payload = with_links(scope, due, id, &content)?;
    let letter = Letter {
        person_id: Some(due.member.person_id),
        address: &due.member.email,
        recipient: &due.member.name,
        cause: &format!("digest-{}:{}:{period}", due.kind.as_str(), due.member.membership_id),
        template: due.kind.template(),
        lang: due.member.lang,
        payload,
    };
    // The row above was new, so the mail is; were it not, the digest would never be sent.
    if !outbox::enqueue(conn, scope, &letter)? {
        return Err(Error::internal("a digest's mail was there before the digest"));
    }
    Ok(Kept::Sent)
}

/// The payload of a digest that is to be sent, with the links it is promised: one that stops it, and one that opens it to a leader
/// without a login.
fn with_links(scope: &Scope, due: &Due, id: i64, content: &Content) -> Result<serde_json::Value> {
    let person_id = due.member.person_id;
    let link = |purpose: &str, subject_id, days| Promise::Link {
        person_id: Some(person_id),
        purpose: purpose.to_owned(),
        subject_id,
        until: scope.now() + Duration::days(days),
    };
    let path = |at: &str, name: &str| format!("{at}/{}", outbox::secret_place(name));
    let stop = path(&format!("/digest-stop/{}/{}", scope.slug(), due.kind.as_str()), "stop");
    let open = (due.kind == Kind::Leader && due.member.rights.is_leader()).then(|| {
        let until = clock::local(scope.now() + Duration::days(OPEN_LINK_DAYS), scope.zone()).date();
        (path(&format!("/digest/{}", scope.slug()), "open"), until)
    });
    let links = Links { open, stop: Some(stop) };
    let mut payload = letter::payload(scope, due.kind, due.member.lang, &due.member.name, content, &links)?;
    outbox::promise(&mut payload, "stop", &link(due.kind.stop_purpose(), due.member.membership_id, STOP_LINK_DAYS))?;
    if links.open.is_some() {
        outbox::promise(&mut payload, "open", &link(DIGEST_LINK, id, OPEN_LINK_DAYS))?;
    }
    Ok(payload)
}

/// What `member` would be told now, with whatever changed since they were told last. Of accountability matters to nobody but the member:
/// whoever else reads it may stand back from one, or be of the body it is about.
pub fn preview(conn: &mut Conn, scope: &Scope, kind: Kind, member: &Member) -> Result<Composed> {
    let last = store::last_told(conn, scope, kind, Some(member.membership_id))?.remove(&member.membership_id);
    let mut facts = Facts::load(conn, scope, last.as_ref().map_or(scope.now(), |l| l.composed_at))?;
    if scope.person_id().is_some() && scope.membership_id() != Some(member.membership_id) {
        facts.to_decide.clear();
    }
    let frequency = match member.subscription.frequency {
        Frequency::Never => Frequency::Weekly,
        other => other,
    };
    let slot = Slot { on: scope.today(), at: scope.now(), frequency };
    Ok(compose(scope, &facts, kind, member, last.as_ref(), &slot))
}
