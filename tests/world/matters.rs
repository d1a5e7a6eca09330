//! Accountability matters of each side, and the rows of their routes. The lead department is the subject, the supporting one's deputy
//! looks into it; the bystander and the administrator are never to learn of any.

use chrono::{Duration, NaiveDate};
use lianxi::{
    accountability::{
        self, Body, Cause, Form, INVESTIGATION, MATTER, MATTER_LINK, Part, State, SubjectKind,
        actions::{self, Answer, ByHand, Concluded, Seen},
        queries,
    },
    attachments::{self, MadeFile, Media},
    platform::db::Conn,
    tenancy::{NewLink, new_link_all_workspaces},
    timeline::Subject,
};

use super::{
    side::{
        Persona::{self, Auditor, Lead, Leader, Secretariat, Support},
        Side,
    },
    table::{Make, OFFICE, Row, Who, get, post},
};

/// Everybody concerned.
const CONCERNED: &[Persona] = &[Secretariat, Lead, Leader, Support, Auditor];
/// Who speaks for the subject.
const SUBJECT: &[Persona] = &[Lead, Leader];
const HANDLER: &[Persona] = &[Support];

impl Side<'_> {
    /// The number of a fresh matter in this state, whose facts hold the mark.
    pub fn matter(&self, state: State) -> String {
        let typed = ByHand {
            cause: Some(Cause::Misconduct),
            title: self.unique("压力锅爆裂"),
            subject_kind: Some(SubjectKind::Department),
            department_id: Some(self.lead),
            on: NaiveDate::from_ymd_opt(2026, 11, 2),
            facts: self.text("三人受伤，产品未经检验"),
            basis: self.text("第二十五条"),
            ..ByHand::default()
        };
        self.raised(&typed, state)
    }

    fn raised(&self, typed: &ByHand, state: State) -> String {
        let number = self.act(Secretariat, |conn, scope| actions::propose_by_hand(conn, scope, typed)).number;
        let seen = Seen::any(&*number);
        let (reason, text) = (self.text("理由"), self.text("已查明"));
        if state == State::Proposed {
            return number;
        }
        if state == State::Dismissed {
            self.act(Secretariat, |conn, scope| actions::dismiss(conn, scope, &seen, &reason));
            return number;
        }
        self.act(Secretariat, |conn, scope| actions::accept(conn, scope, &seen, &reason));
        let handler = self.people[&Support].membership_id;
        self.act(Secretariat, |conn, scope| actions::appoint(conn, scope, &seen, handler, Part::Handler));
        self.act(Support, |conn, scope| actions::declare(conn, scope, &seen, false, &reason));
        self.act(Support, |conn, scope| actions::note(conn, scope, &seen, &text));
        if state == State::UnderReview {
            return number;
        }
        self.act(Secretariat, |conn, scope| actions::notify(conn, scope, &seen));
        if state == State::Hearing {
            return number;
        }
        self.act(Lead, |conn, scope| actions::reply(conn, scope, &seen, &text));
        let concluded = Concluded {
            form: Some(Form::Criticism),
            basis: self.text("第二十五条"),
            text: self.text("通报批评，限期整改"),
            body: Some(Body::Department),
            department_id: Some(self.support),
            on: NaiveDate::from_ymd_opt(2026, 11, 23),
            ..Concluded::default()
        };
        self.act(Secretariat, |conn, scope| actions::conclude(conn, scope, &seen, &concluded));
        if state == State::InForce {
            return number;
        }
        self.act(Lead, |conn, scope| actions::respond(conn, scope, &seen, &text));
        // Their time to object is over.
        self.sql(&format!(
            "UPDATE matters SET objection_due_on = '2026-11-20' WHERE workspace_id = {} AND number = '{number}'",
            self.workspace
        ));
        if state == State::Closed {
            self.act(Secretariat, |conn, scope| actions::verify(conn, scope, &seen, Some(self.support), &text));
        }
        number
    }

    /// A matter with a request that waits; its id is kept.
    fn with_request(&self) -> String {
        let number = self.matter(State::Hearing);
        let (seen, text) = (Seen::any(&*number), self.text("请求当面陈述"));
        let paper = self.act(Lead, |conn, scope| actions::ask_hearing(conn, scope, &seen, &text));
        self.last_item.set(paper.id);
        number
    }

    /// A matter with an objection that waits for an outcome.
    fn with_objection(&self) -> String {
        let number = self.matter(State::InForce);
        let (seen, text) = (Seen::any(&*number), self.text("事实有误"));
        self.act(Lead, |conn, scope| actions::object(conn, scope, &seen, &text));
        // Whoever entered the decision does not enter what was said to the objection.
        self.sql(&format!("UPDATE matter_decisions SET membership_id = NULL WHERE workspace_id = {}", self.workspace));
        number
    }

    /// A matter whose subject has replied, so that it can be decided.
    fn heard(&self) -> String {
        let number = self.matter(State::Hearing);
        let (seen, text) = (Seen::any(&*number), self.text("情况属实"));
        self.act(Lead, |conn, scope| actions::reply(conn, scope, &seen, &text));
        number
    }

    /// A matter with somebody named who has not declared yet; their row is kept.
    fn with_asked(&self) -> String {
        let number = self.matter(State::Proposed);
        let (seen, text) = (Seen::any(&*number), self.text("理由"));
        self.act(Secretariat, |conn, scope| actions::accept(conn, scope, &seen, &text));
        let handler = self.people[&Support].membership_id;
        let person = self.act(Secretariat, |conn, scope| actions::appoint(conn, scope, &seen, handler, Part::Handler));
        self.last_item.set(person.id);
        number
    }

    /// The number of a fresh matter with a file in it, of the matter or its investigation.
    fn matter_with_file(&self, kind: &'static str, by: Persona) -> String {
        self.matter_with_file_in(State::Hearing, kind, by)
    }

    fn matter_with_file_in(&self, state: State, kind: &'static str, by: Persona) -> String {
        let number = self.matter(state);
        let id = self.act(Secretariat, |conn, scope| Ok(queries::ground(conn, scope, &number)?.matter.id));
        let (name, text) = (format!("{}.txt", self.unique("材料")), self.unique("检验报告"));
        let file = MadeFile { name: &name, media: Media::Txt, bytes: text.as_bytes() };
        let subject = Subject::new(kind, id);
        let made = self.act(by, |conn, scope| attachments::store_bytes(conn, scope, &self.blobs, subject, file));
        self.last_file.set(made.id);
        number
    }

    /// The number of a fresh matter against an official without an account.
    fn against_an_official(&self, state: State) -> String {
        let typed = ByHand {
            cause: Some(Cause::Misconduct),
            title: self.unique("失职"),
            subject_kind: Some(SubjectKind::Official),
            department_id: Some(self.lead),
            name: self.text("王伟"),
            email: "wangwei@example.cn".into(),
            on: NaiveDate::from_ymd_opt(2026, 11, 2),
            facts: self.text("未履行职责"),
            basis: self.text("第二十五条"),
            ..ByHand::default()
        };
        self.raised(&typed, state)
    }

    /// The secret of a link that opens a matter to an official without an account.
    pub fn matter_secret(&self) -> String {
        let number = self.against_an_official(State::Hearing);
        let until = self.cast.now + Duration::days(30);
        self.act(Secretariat, |conn, scope| {
            let id = queries::ground(conn, scope, &number)?.matter.id;
            let link = NewLink { person_id: None, purpose: MATTER_LINK, subject_id: id, expires_at: until };
            new_link_all_workspaces(conn, scope.workspace_id(), &link, scope.now())
        })
    }

    /// As [`Self::matter_secret`], of a matter with a file of the office, whose id is kept.
    fn matter_secret_with_file(&self) -> String {
        let number = self.against_an_official(State::Hearing);
        let (id, link_id) = self.act(Secretariat, |conn, scope| {
            let matter = queries::ground(conn, scope, &number)?.matter;
            Ok((matter.id, matter.link_id))
        });
        let (name, text) = (format!("{}.txt", self.unique("材料")), self.unique("检验报告"));
        let file = MadeFile { name: &name, media: Media::Txt, bytes: text.as_bytes() };
        let made = self.act(Secretariat, |conn, scope| attachments::store_bytes(conn, scope, &self.blobs, Subject::new(MATTER, id), file));
        self.last_file.set(made.id);
        let until = self.cast.now + Duration::days(30);
        self.act(Secretariat, |conn, scope| {
            let link = NewLink { person_id: None, purpose: MATTER_LINK, subject_id: link_id, expires_at: until };
            new_link_all_workspaces(conn, scope.workspace_id(), &link, scope.now())
        })
    }

    /// A duty that comes of a matter, kept from a second secretary.
    fn barred_duty(&self) {
        let second = self.cast.person(self.workspace, &self.unique("回避人"), &[lianxi::tenancy::Role::Secretariat], &[]);
        let (number, reason) = (self.matter(State::InForce), self.text("亲属"));
        let seen = Seen::any(&*number);
        self.act(Secretariat, |conn, scope| actions::appoint(conn, scope, &seen, second.membership_id, Part::Handler));
        let charged = actions::Charged {
            title: self.unique("整改"),
            requirement: self.text("逐项整改"),
            lead_id: Some(self.lead),
            due_on: NaiveDate::from_ymd_opt(2026, 12, 31),
        };
        self.act(Secretariat, |conn, scope| actions::charge(conn, scope, &seen, &charged));
        let scope = self.cast.scope(&second);
        let stand_back = |conn: &mut Conn| actions::declare(conn, &scope, &seen, true, &reason);
        self.cast.db.write(scope.tenant(), stand_back).expect("stood back");
    }

    /// A matter put to somebody else after the first one had sent a file.
    fn corrected(&self) {
        let number = self.against_an_official(State::Hearing);
        let id = self.act(Secretariat, |conn, scope| Ok(queries::ground(conn, scope, &number)?.matter.id));
        let (name, text) = (format!("{}.txt", self.unique("申辩")), self.unique("申辩材料"));
        let file = MadeFile { name: &name, media: Media::Txt, bytes: text.as_bytes() };
        // Whoever sends by a link is no person of the program.
        let nobody = self.cast.system(self.workspace);
        let send = |conn: &mut Conn| attachments::store_bytes(conn, &nobody, &self.blobs, Subject::new(MATTER, id), file);
        self.cast.db.write(nobody.tenant(), send).expect("sent");
        let typed = actions::Corrected {
            name: self.text("王伟"),
            email: "wangwei2@example.cn".into(),
            reason: self.text("邮箱有误"),
            ..actions::Corrected::default()
        };
        self.act(Secretariat, |conn, scope| actions::correct(conn, scope, &Seen::any(&*number), &typed));
    }

    fn edition(&self) -> i32 {
        self.act(Secretariat, |conn, scope| Ok(queries::edition(conn, scope, None)?.number))
    }

    /// A matter in every state, an edition of the rules, one answered request.
    pub(super) fn fill_matters(&self) {
        for state in State::ALL.iter().filter(|s| **s != State::Responded) {
            self.matter(*state);
        }
        let (number, text) = (self.with_request(), self.text("同意"));
        let (day, time) = (NaiveDate::from_ymd_opt(2026, 11, 25), chrono::NaiveTime::from_hms_opt(9, 30, 0));
        let place = self.text("第一会议室");
        let answer = Answer { paper_id: self.last_item.get(), granted: Some(true), text, day, time, place };
        self.act(Secretariat, |conn, scope| actions::answer(conn, scope, &Seen::any(&*number), &answer));
        self.barred_duty();
        self.corrected();
        let (edition, note) = (self.edition(), self.text("收紧"));
        let rules = accountability::Rules::shipped();
        self.act(Secretariat, |conn, scope| actions::write_rules(conn, scope, edition, &rules, &note));
    }
}

fn rules(row: Row) -> Row {
    row.made("edition", |s| s.edition().to_string())
        .text("reply_days", "10")
        .text("objection_days", "15")
        .text("response_days", "20")
        .text("after-duty_overdue", "15")
        .text("reminders-duty_overdue", "2")
        .text("after-target_slide", "2")
        .text("after-hand_over_silent", "10")
        .text("after-campaign_missed", "0")
        .made("note", |s| s.text("收紧"))
}

fn decided(row: Row) -> Row {
    row.text("form", "criticism")
        .made("basis", |s| s.text("第二十五条"))
        .made("text", |s| s.text("通报批评"))
        .text("body", "department")
        .text("on", "2026-11-23")
}

fn verbs() -> Vec<Row> {
    let mut all = Vec::new();
    let mut verb = |pattern: &'static str, who: &'static [Persona], fresh: Make, fill: &dyn Fn(Row) -> Row| {
        all.push(get(pattern, Who::Members(who)).part("number", fresh).unseen());
        all.push(fill(post(pattern, Who::Members(who)).part("number", fresh).unseen()));
    };
    let reason = |r: Row| r.made("reason", |s| s.text("理由"));
    let text = |r: Row| r.made("text", |s| s.text("内容"));
    let hearing: Make = |s| s.matter(State::Hearing);
    verb("/w/{slug}/matters/{number}/accept", OFFICE, |s| s.matter(State::Proposed), &reason);
    verb("/w/{slug}/matters/{number}/dismiss", OFFICE, |s| s.matter(State::Proposed), &reason);
    verb("/w/{slug}/matters/{number}/declare", HANDLER, |s| s.with_asked(), &|r| reason(r).text("interest", "no"));
    verb("/w/{slug}/matters/{number}/note", HANDLER, |s| s.matter(State::UnderReview), &text);
    verb("/w/{slug}/matters/{number}/notify", &[Secretariat, Support], |s| s.matter(State::UnderReview), &|r| r);
    verb("/w/{slug}/matters/{number}/reply", SUBJECT, hearing, &text);
    verb("/w/{slug}/matters/{number}/ask-hearing", SUBJECT, hearing, &text);
    verb("/w/{slug}/matters/{number}/ask-extension", SUBJECT, hearing, &|r| text(r).text("day", "2027-01-15"));
    verb("/w/{slug}/matters/{number}/hear", &[Secretariat, Support], hearing, &|r| {
        r.text("day", "2026-11-23").made("present", |s| s.text("周敏")).made("record", |s| s.text("笔录"))
    });
    verb("/w/{slug}/matters/{number}/charge", OFFICE, |s| s.matter(State::InForce), &|r| {
        r.made("title", |s| s.unique("整改"))
            .made("requirement", |s| s.text("逐项整改"))
            .object("department", |s| s.lead.to_string())
            .text("day", "2026-12-31")
    });
    verb("/w/{slug}/matters/{number}/respond", SUBJECT, |s| s.matter(State::InForce), &text);
    verb("/w/{slug}/matters/{number}/return", &[Secretariat, Support], |s| s.matter(State::Responded), &reason);
    verb("/w/{slug}/matters/{number}/verify", &[Secretariat, Support], |s| s.matter(State::Responded), &|r| {
        text(r).object("department", |s| s.support.to_string())
    });
    verb("/w/{slug}/matters/{number}/object", SUBJECT, |s| s.matter(State::InForce), &text);
    verb("/w/{slug}/matters/{number}/reopen", OFFICE, |s| s.matter(State::Closed), &reason);
    verb("/w/{slug}/matters/{number}/decide", OFFICE, |s| s.heard(), &|r| decided(r).object("department", |s| s.support.to_string()));
    verb("/w/{slug}/matters/{number}/rule", OFFICE, |s| s.with_objection(), &|r| {
        decided(r).text("ruling", "upheld").object("department", |s| s.other.to_string())
    });
    verb("/w/{slug}/matters/{number}/correct", OFFICE, |s| s.against_an_official(State::Hearing), &|r| {
        reason(r).made("name", |s| s.text("王伟")).text("email", "wang@example.cn")
    });
    verb("/w/{slug}/matters/{number}/people", OFFICE, |s| s.matter(State::UnderReview), &|r| {
        r.text("part", "decider").object("member", |s| s.people[&Persona::Bystander].membership_id.to_string())
    });
    all
}

fn files(kind: &'static str, readers: &'static [Persona], adders: &'static [Persona], of: Make) -> Vec<Row> {
    let patterns: [&'static str; 3] = match kind {
        MATTER => [
            "/w/{slug}/matters/{number}/files",
            "/w/{slug}/matters/{number}/files/{file}",
            "/w/{slug}/matters/{number}/files/{file}/remove",
        ],
        _ => [
            "/w/{slug}/matters/{number}/investigation",
            "/w/{slug}/matters/{number}/investigation/{file}",
            "/w/{slug}/matters/{number}/investigation/{file}/remove",
        ],
    };
    let file: Make = |s| s.last_file.get().to_string();
    // What was filed with the notice stays; nobody removes what another one sent.
    let (removers, removed): (&'static [Persona], Make) = match kind {
        MATTER => (OFFICE, |s| s.matter_with_file_in(State::UnderReview, MATTER, Secretariat)),
        _ => (HANDLER, of),
    };
    let mut upload = post(patterns[0], Who::Members(adders)).part("number", of).unseen();
    upload.file = Some(("file", "说明.txt", "情况说明".as_bytes()));
    vec![
        get(patterns[0], Who::Members(readers)).part("number", of).unseen(),
        upload,
        get(patterns[1], Who::Members(readers)).part("number", of).part("file", file).unseen(),
        get(patterns[2], Who::Members(removers)).part("number", removed).part("file", file).unseen(),
        post(patterns[2], Who::Members(removers)).part("number", removed).part("file", file).text("reason", "误传").unseen(),
    ]
}

pub(super) fn rows() -> Vec<Row> {
    let concerned = Who::Members(CONCERNED);
    let hearing: Make = |s| s.matter(State::Hearing);
    let request: Make = |s| s.with_request();
    let last: Make = |s| s.last_item.get().to_string();
    let mut all = vec![
        get("/w/{slug}/matters", concerned).others(&[404]),
        get("/w/{slug}/matters.xlsx", concerned).others(&[404]),
        get("/w/{slug}/matters/board", concerned).others(&[404]),
        get("/w/{slug}/matters/board.xlsx", concerned).others(&[404]),
        get("/w/{slug}/matters/new", Who::Members(OFFICE)),
        post("/w/{slug}/matters/new", Who::Members(OFFICE))
            .text("cause", "misconduct")
            .made("title", |s| s.unique("失职"))
            .text("subject", "department")
            .object("department", |s| s.lead.to_string())
            .text("on", "2026-11-02")
            .made("facts", |s| s.text("经过")),
        get("/w/{slug}/matters/rules", Who::Members(&[Secretariat, Auditor])),
        rules(post("/w/{slug}/matters/rules", Who::Members(OFFICE))),
        get("/w/{slug}/matters/{number}", concerned).part("number", hearing).others(&[404]),
        get("/w/{slug}/matters/{number}/file.docx", concerned).part("number", hearing).others(&[404]),
        post("/w/{slug}/matters/{number}/people/{person}/release", Who::Members(OFFICE))
            .part("number", |s| s.with_asked())
            .part("person", last)
            .unseen(),
        get("/w/{slug}/matters/{number}/requests/{paper}", Who::Members(OFFICE)).part("number", request).part("paper", last).unseen(),
        post("/w/{slug}/matters/{number}/requests/{paper}", Who::Members(OFFICE))
            .part("number", request)
            .part("paper", last)
            .text("granted", "yes")
            .text("day", "2026-11-26")
            .text("time", "09:30")
            .made("place", |s| s.text("第一会议室"))
            .unseen(),
        get("/matter/{slug}/{secret}", Who::Public).part("secret", |s| s.matter_secret()),
        post("/matter/{slug}/{secret}", Who::Public)
            .part("secret", |s| s.matter_secret())
            .text("step", "reply")
            .made("text", |s| s.text("情况属实")),
    ];
    all.push(
        get("/matter/{slug}/{secret}/files/{file}", Who::Public)
            .part("secret", |s| s.matter_secret_with_file())
            .part("file", |s| s.last_file.get().to_string()),
    );
    all.extend(verbs());
    all.extend(files(MATTER, CONCERNED, &[Secretariat, Lead, Leader], |s| s.matter_with_file(MATTER, Lead)));
    all.extend(files(INVESTIGATION, &[Support, Auditor], HANDLER, |s| s.matter_with_file(INVESTIGATION, Support)));
    all
}
