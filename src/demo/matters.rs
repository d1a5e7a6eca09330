//! Accountability matters of the demonstration, by the program's own actions: one that waits for a decision, one that was put right and
//! waits to be verified. What the rules raise by themselves comes beside them.

use chrono::NaiveDate;

use super::live::Stage;
use crate::{
    accountability::{
        Body, Cause, Form, Part, SubjectKind,
        actions::{self, ByHand, Charged, Concluded, Seen},
        queries::{self, Order, Tab, Which},
    },
    platform::error::{Error, Result},
};

/// What is done on a day; days are working days from today.
enum Step {
    Raise(&'static Story),
    Accept(&'static str),
    /// Key of the person, and what for.
    Name(&'static str, Part),
    Declare(&'static str),
    Note(&'static str, &'static str),
    Notify,
    Reply(&'static str),
    AskHearing(&'static str),
    Decide(&'static str),
    Charge(&'static str, &'static str, i64),
    Respond(&'static str),
}

struct Story {
    title: &'static str,
    /// Code of the local government.
    subject: &'static str,
    /// Code of the department that decides.
    decides: &'static str,
    facts: &'static str,
    /// The day it happened.
    on: i64,
    steps: &'static [(i64, u32, Step)],
}

use Step::{Accept, AskHearing, Charge, Decide, Declare, Name, Note, Notify, Raise, Reply, Respond};

static CAMPAIGN: Story = Story {
    title: "农资打假专项整治未完成目标",
    subject: "CS03",
    decides: "JS02",
    facts: "省联席会议下达查处目标 60 件，截至期限上报 22 件，其中 9 件未结案；期间两次通报进度居末位。",
    on: -16,
    steps: &[
        (-14, 10, Raise(&CAMPAIGN)),
        (-13, 9, Accept("目标与上报数据均已核对")),
        (-13, 10, Name("wanglei", Part::Handler)),
        (-12, 9, Declare("wanglei")),
        (-11, 15, Note("wanglei", "调阅该市台账，9 件未结案中有 4 件超过办案期限。")),
        (-10, 10, Notify),
        (-6, 11, Reply("我市人员调整期间衔接不力，情况属实。现已补立案 11 件，请予考虑。")),
        (-5, 10, AskHearing("请求当面说明补办情况。")),
        (-4, 9, Name("liweidong", Part::Decider)),
    ],
};

static INCIDENT: Story = Story {
    title: "两年未开展特种设备监督抽查，压力容器爆裂致三人受伤",
    subject: "CS05",
    decides: "JS01",
    facts: "辖区企业生产的压力容器在用户处爆裂，三人受伤。经查该批次 40 台出厂前未经检验，当地两年未开展监督抽查。",
    on: -46,
    steps: &[
        (-44, 10, Raise(&INCIDENT)),
        (-43, 9, Accept("")),
        (-43, 10, Name("linyue", Part::Handler)),
        (-42, 9, Declare("linyue")),
        (-38, 15, Note("linyue", "监督抽查计划两年未列入该企业，责任在市、县两级。")),
        (-36, 10, Notify),
        (-31, 11, Reply("事故后已全面停用同批次产品并开展排查，愿意接受处理。")),
        (-24, 10, Decide("对市人民政府通报批评，责令一个半月内完成特种设备生产企业监督抽查。")),
        (-23, 9, Charge("特种设备生产企业监督抽查", "对辖区全部 26 家生产企业抽查一遍，不合格的依法处理，并报送清单。", 12)),
        (-2, 16, Respond("26 家企业已抽查完毕，3 家不合格产品已封存，清单附后。")),
    ],
};

impl Stage<'_> {
    /// What becomes of matters on a day.
    pub(super) fn matters(&self, day: NaiveDate) -> Result<()> {
        if self.script.slug != "jszl" {
            return Ok(());
        }
        for story in [&CAMPAIGN, &INCIDENT] {
            for (on, hour, step) in story.steps {
                if self.day(*on) == day {
                    self.go_to(self.moment(day, *hour, 25).max(self.site.clock.now()));
                    self.matter_step(story, step).map_err(|e| Error::internal(format!("{}: {e}", story.title)))?;
                }
            }
        }
        Ok(())
    }

    /// The number of a story's matter.
    fn seen_matter(&self, story: &Story) -> Result<Seen> {
        let which = Which { words: vec![story.title.to_owned()], ..Which::default() };
        let office = self.scope_of(None)?;
        let found = self.by(&office, |conn, scope| queries::list(conn, scope, &which, Tab::All, (Order::Age, false), 1, 0))?;
        let matter = found.into_iter().next().ok_or_else(|| Error::internal("not raised yet"))?;
        Ok(Seen::any(matter.number))
    }

    fn matter_step(&self, story: &Story, step: &Step) -> Result<()> {
        let office = self.scope_of(None)?;
        if let Raise(of) = step {
            let typed = ByHand {
                // What the rules speak of they raise by themselves.
                cause: Some(Cause::Misconduct),
                title: of.title.into(),
                subject_kind: Some(SubjectKind::LocalGovernment),
                department_id: Some(self.code(of.subject)?),
                on: Some(self.day(of.on)),
                facts: of.facts.into(),
                ..ByHand::default()
            };
            return self.by(&office, |conn, scope| actions::propose_by_hand(conn, scope, &typed)).map(drop);
        }
        let seen = self.seen_matter(story)?;
        let subject = self.scope_of(Some(story.subject))?;
        match step {
            Raise(_) => Ok(()),
            Accept(reason) => self.by(&office, |conn, scope| actions::accept(conn, scope, &seen, reason)).map(drop),
            Name(key, part) => {
                let id = self.scope_of_key(key)?.membership_id().unwrap_or_default();
                self.by(&office, |conn, scope| actions::appoint(conn, scope, &seen, id, *part)).map(drop)
            }
            Declare(key) => self.by(&self.scope_of_key(key)?, |conn, scope| actions::declare(conn, scope, &seen, false, "")).map(drop),
            Note(key, text) => self.by(&self.scope_of_key(key)?, |conn, scope| actions::note(conn, scope, &seen, text)),
            Notify => self.by(&office, |conn, scope| actions::notify(conn, scope, &seen)).map(drop),
            Reply(text) => self.by(&subject, |conn, scope| actions::reply(conn, scope, &seen, text)).map(drop),
            AskHearing(text) => self.by(&subject, |conn, scope| actions::ask_hearing(conn, scope, &seen, text)).map(drop),
            Decide(text) => {
                let typed = Concluded {
                    form: Some(Form::Criticism),
                    basis: "苏政发〔2000〕84号第二十五条".into(),
                    text: (*text).into(),
                    body: Some(Body::Department),
                    department_id: Some(self.code(story.decides)?),
                    on: Some(office.today()),
                    ..Concluded::default()
                };
                self.by(&office, |conn, scope| actions::conclude(conn, scope, &seen, &typed)).map(drop)
            }
            Charge(title, requirement, due) => {
                let typed = Charged {
                    title: (*title).into(),
                    requirement: (*requirement).into(),
                    lead_id: Some(self.code(story.subject)?),
                    due_on: Some(self.day(*due)),
                };
                self.by(&office, |conn, scope| actions::charge(conn, scope, &seen, &typed)).map(drop)
            }
            Respond(text) => self.by(&subject, |conn, scope| actions::respond(conn, scope, &seen, text)).map(drop),
        }
    }
}
