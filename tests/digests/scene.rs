//! A workspace in which something is wrong, a leader of all, a leader of one department, and the clock in hand.

use chrono::{Duration, NaiveDateTime};
use diesel::prelude::*;
use lianxi::{
    digests::{self, Swept},
    duties::{self, DutyRef, Seen, actions},
    outbox,
    platform::{
        db::{Db, Tenant},
        i18n::Lang,
        view::Views,
    },
    schema::{digests as kept, outbox as mails, people, workspaces},
    tenancy::{Function, Role, Scope},
};
use regex::Regex;

use crate::{
    duties::stage::Stage,
    support::{TestDb, cast::Member},
};

pub struct Scene<'a> {
    pub stage: Stage<'a>,
    /// Leader of the whole workspace.
    pub li: Member,
    /// In charge of the supporting department only, without the role.
    pub sun: Member,
}

pub struct Mail {
    pub recipient: String,
    pub subject: String,
    pub text: String,
    pub html: String,
    pub payload: serde_json::Value,
}

pub fn at(text: &str) -> NaiveDateTime {
    text.parse().expect("an instant")
}

impl<'a> Scene<'a> {
    /// On Monday 23 November 2026, 09:00 in Shanghai.
    pub fn new(db: &'a TestDb) -> Self {
        Self::at(db, "2026-11-23T01:00:00")
    }

    pub fn at(db: &'a TestDb, now: &str) -> Self {
        let mut stage = Stage::new(&db.db);
        stage.cast.now = at(now);
        let li = stage.cast.person(stage.workspace, "李副省长", &[Role::Leader], &[]);
        let sun = stage.cast.person(stage.workspace, "孙局长", &[], &[(stage.support, Function::Leader)]);
        Self { stage, li, sun }
    }

    pub fn go(&mut self, now: &str) {
        self.stage.cast.now = at(now);
    }

    pub fn later(&mut self, by: Duration) {
        self.stage.cast.now += by;
    }

    pub fn system(&self) -> Scope {
        self.stage.cast.system(self.stage.workspace)
    }

    /// What the worker does now.
    pub fn sweep(&self) -> Swept {
        digests::send_due(self.stage.cast.db, &self.system()).expect("a sweep")
    }

    /// A duty led by the first department, received by it, due in so many working days.
    pub fn accepted(&self, title: &str, working_days: u16) -> DutyRef {
        let duty = self.assigned(title, working_days);
        let liaison = self.stage.lead_scope();
        self.stage.act(&liaison, |conn, scope| actions::accept(conn, scope, Seen::any(duty.id), self.stage.lead)).expect("accepted")
    }

    pub fn assigned(&self, title: &str, working_days: u16) -> DutyRef {
        let mut new = self.stage.new_duty();
        new.title = title.to_owned();
        new.rule = Some(lianxi::calendar::DeadlineRule::AfterAssignment { working_days });
        self.stage.act(&self.stage.secretariat(), |conn, scope| duties::assign_new(conn, scope, new)).expect("assigned")
    }

    /// The digests in the outbox, oldest first, as their readers see them.
    pub fn mails(&self) -> Vec<Mail> {
        self.mails_of("digest-")
    }

    pub fn mails_of(&self, template: &str) -> Vec<Mail> {
        mails_in(self.stage.cast.db, self.stage.workspace, template)
    }

    /// The digests of one recipient.
    pub fn mails_to(&self, name: &str) -> Vec<Mail> {
        self.mails().into_iter().filter(|m| m.recipient == name).collect()
    }

    /// Periods kept for a member, in order, and whether each was sent.
    pub fn kept(&self, member: &Member) -> Vec<(String, bool)> {
        self.stage
            .cast
            .db
            .read(self.system().tenant(), |conn| {
                let mine =
                    kept::table.filter(kept::workspace_id.eq(self.stage.workspace)).filter(kept::membership_id.eq(member.membership_id));
                Ok(mine.order(kept::id).select((kept::period, kept::was_sent)).load(conn)?)
            })
            .expect("digests")
    }

    pub fn speak_english(&self, member: &Member) {
        let person = people::table.filter(people::id.eq(member.person_id));
        let tenant = lianxi::platform::db::Tenant::Installation;
        let set = self.stage.cast.db.write(tenant, |conn| Ok(diesel::update(person).set(people::language.eq("en")).execute(conn)?));
        assert_eq!(set.expect("a language"), 1);
    }

    pub fn time_zone(&self, zone: &str) {
        let own = workspaces::table.filter(workspaces::id.eq(self.stage.workspace));
        let tenant = self.system().tenant();
        let set = self.stage.cast.db.write(tenant, |conn| Ok(diesel::update(own).set(workspaces::time_zone.eq(zone)).execute(conn)?));
        assert_eq!(set.expect("a zone"), 1);
    }

    /// Chooses when somebody is told.
    pub fn choose(&self, member: &Member, kind: digests::Kind, change: impl FnOnce(&mut digests::Subscription)) {
        let own = self.stage.secretariat();
        self.stage
            .act(&own, |conn, scope| {
                let held = digests::actions::member(conn, scope, kind, member.membership_id)?;
                let mut chosen = held.subscription;
                change(&mut chosen);
                digests::actions::subscribe(conn, scope, member.membership_id, kind, chosen)
            })
            .expect("chosen");
    }
}

/// The mails in the outbox of a workspace whose template begins so, oldest first, as their readers see them.
pub fn mails_in(db: &Db, workspace: i64, template: &str) -> Vec<Mail> {
    let load = |conn: &mut lianxi::platform::db::Conn| {
        let mine = mails::table.filter(mails::workspace_id.eq(workspace));
        let like = mine.filter(mails::template.like(format!("{template}%"))).order(mails::id);
        Ok(like.select((mails::recipient, mails::template, mails::language, mails::payload)).load(conn)?)
    };
    let rows: Vec<(String, String, String, String)> = db.read(Tenant::One(workspace), load).expect("mails");
    rows.into_iter()
        .map(|(recipient, template, language, payload)| {
            let payload: serde_json::Value = serde_json::from_str(&payload).expect("JSON");
            let lang = Lang::parse(&language).expect("a language");
            let parts = outbox::render(&Views::new(), "https://lx.test", &template, lang, &recipient, &payload).expect("it renders");
            Mail { recipient, subject: parts.subject, text: parts.text, html: parts.html, payload }
        })
        .collect()
}

/// Ids and secrets out.
pub fn scrubbed(text: &str) -> String {
    let secret = Regex::new(r"\{secret:[a-z]+\}|[A-Za-z0-9_-]{43}").expect("a pattern");
    let id = Regex::new(r"\b[0-9]{12,}\b").expect("a pattern");
    let text = id.replace_all(&secret.replace_all(text, "SECRET"), "ID").into_owned();
    text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}
