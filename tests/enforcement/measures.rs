//! Measures and the ladder by the actions: imposed by who is competent, inspected again, proposed, declined, and what waits next.

use lianxi::{
    calendar::DeadlineRule,
    enforcement::{
        Case, MeasureKind, NextWhat,
        actions::cases::{self, SeenCase},
        ladder::{
            self, Condition, Proposal, ProposalState, Rule,
            actions::{Shift, Verdict},
        },
        measure::{
            self, FindingKind, Measure, MeasureAction, MeasureState,
            actions::{self, NewInspection, NewMeasure, SeenMeasure},
        },
        queries::cases as queries,
    },
    platform::error::{Error, Result},
    tenancy::Scope,
};

use super::{
    cases::{Docket, day, key, seen},
    stage::wrong,
};
use crate::support::{TestApp, each_database};

pub fn rectify(days: u16) -> NewMeasure {
    NewMeasure {
        kind: Some(MeasureKind::Rectify),
        legal_basis: "产品质量法第十七条".into(),
        rule: Some(DeadlineRule::AfterAssignment { working_days: days }),
        conditions: "查明原因，限期整改".into(),
        ..NewMeasure::default()
    }
}

fn failed(figures: &str) -> NewInspection {
    NewInspection { inspectors: "赵明、孙涛".into(), passed: Some(false), figures: figures.into(), ..NewInspection::default() }
}

impl Docket<'_> {
    /// A filed case.
    fn filed(&self, title: &str) -> Case {
        let case = self.register(title);
        self.file(&case).expect("filed");
        self.one(case.id)
    }

    pub fn impose(&self, scope: &Scope, case: &Case, new: &NewMeasure) -> Result<Measure> {
        self.stage.write(scope, |conn, scope| actions::impose(conn, scope, &seen(&self.one(case.id)), new))
    }

    fn proposals(&self, case: &Case) -> Vec<Proposal> {
        self.stage.read(&self.stage.office(), |conn, scope| ladder::of_case(conn, scope, case.id)).expect("proposals")
    }

    fn decide(&self, scope: &Scope, case: &Case, p: &Proposal, verdict: Verdict) -> Result<Proposal> {
        self.stage.write(scope, |conn, scope| ladder::actions::decide(conn, scope, &case.number, p.id, p.version, verdict, "另有安排"))
    }
}

pub fn of(case: &Case, m: &Measure) -> SeenMeasure {
    SeenMeasure { number: case.number.clone(), id: m.id, version: m.version }
}

#[test]
fn a_measure_is_imposed_by_its_department_inspected_and_escalated() {
    each_database(|t| {
        let d = Docket::new(&t.db);
        let (stage, chen, office) = (&d.stage, d.chen(), d.stage.office());
        let registered = d.register("未立案");
        assert_eq!(key(d.impose(&chen, &registered, &rectify(10))), "measure-case-not-open");
        let case = d.filed("饮料抽查不合格");
        assert_eq!(d.one(case.id).next_what, Some(NextWhat::Measure));
        // Neither the office nor another department imposes.
        for other in [&office, &stage.cast.scope(&d.ding)] {
            assert_eq!(key(d.impose(other, &case, &rectify(10))), "measure-forbidden");
        }
        let bad = NewMeasure { in_force_on: day(12, 31), kind: None, legal_basis: " ".into(), ..rectify(10) };
        let bad = wrong(d.impose(&chen, &case, &bad));
        assert_eq!(
            bad,
            [("kind", "field-required"), ("in_force_on", "measure-day-ahead"), ("legal_basis", "field-required")]
                .map(|(field, key)| (field.to_owned(), key))
        );
        let first = d.impose(&chen, &case, &rectify(10)).expect("imposed");
        assert_eq!(first.due_on, day(12, 7), "ten working days after 23 November 2026");
        assert_eq!((d.one(case.id).next_what, d.one(case.id).next_due_on), (Some(NextWhat::Inspect), first.due_on));
        // Of one kind one is in force.
        assert_eq!(wrong(d.impose(&chen, &case, &rectify(5))), [("kind".to_owned(), "measure-in-force-already")]);
        // Two who saw the same case: the second hears of it.
        let stale = SeenCase { version: case.version, ..seen(&case) };
        let penalty = NewMeasure { kind: Some(MeasureKind::Penalty), ..rectify(15) };
        assert!(matches!(stage.write(&chen, |conn, scope| actions::impose(conn, scope, &stale, &penalty)), Err(Error::Conflict)));
        // What failed asks the ladder: rectification once more.
        assert_eq!(
            wrong(stage.write(&chen, |conn, scope| actions::inspect(conn, scope, &of(&case, &first), &NewInspection::default()))),
            [("passed", "field-required"), ("inspectors", "field-required"), ("figures", "field-required")].map(|(f, k)| (f.to_owned(), k))
        );
        let inspected = stage.write(&chen, |conn, scope| actions::inspect(conn, scope, &of(&case, &first), &failed("菌落总数 1200")));
        assert_eq!(inspected.expect("inspected").state, MeasureState::Failed);
        let [p] = &*d.proposals(&case) else { panic!("one proposal") };
        assert_eq!(
            (p.rule.condition, &*p.rule.measures, p.state),
            (Condition::FailedReinspection, &[MeasureKind::Rectify][..], ProposalState::Open)
        );
        assert_eq!(d.one(case.id).next_what, Some(NextWhat::Decide));
        let told = || stage.cast.mails(stage.workspace).into_iter().filter(|(cause, _)| cause == "case-proposed").count();
        // Whoever inspected knows.
        assert_eq!(told(), 0);
        // Imposed as proposed; the proposal says so.
        let as_proposed = NewMeasure { proposal: Some((p.id, p.version)), ..rectify(20) };
        let other = NewMeasure { kind: Some(MeasureKind::Penalty), ..as_proposed.clone() };
        assert_eq!(wrong(d.impose(&chen, &case, &other)), [("kind".to_owned(), "measure-not-proposed")]);
        let second = d.impose(&chen, &case, &as_proposed).expect("imposed");
        assert_eq!((second.proposal_id, d.proposals(&case)[0].state), (Some(p.id), ProposalState::Imposed));
        // A decision twice is none.
        assert!(matches!(d.impose(&chen, &case, &as_proposed), Err(Error::Conflict | Error::Refused(_))));
        // Passed: nothing is in force, the case can be closed.
        let passed = NewInspection { passed: Some(true), ..failed("菌落总数 80") };
        stage.write(&chen, |conn, scope| actions::inspect(conn, scope, &of(&case, &second), &passed)).expect("passed");
        assert_eq!(d.one(case.id).next_what, Some(NextWhat::Close));
        let over = stage.write(&chen, |conn, scope| {
            actions::end(conn, scope, &SeenMeasure { version: 2, ..of(&case, &second) }, MeasureAction::Lift, "x")
        });
        assert_eq!(key(over), "measure-refused");
        let told = d.told(case.id);
        for verb in ["impose", "inspect", "propose"] {
            assert!(told.iter().any(|t| t == verb), "{verb}: {told:?}");
        }
    });
}

#[test]
fn what_is_declined_twice_is_the_offices_to_settle() {
    each_database(|t| {
        let d = Docket::new(&t.db);
        let (stage, chen, office) = (&d.stage, d.chen(), d.stage.office());
        let case = d.filed("情节严重");
        let found = |kind, text: &str| {
            let text = text.to_owned();
            stage.write(&chen, |conn, scope| actions::find(conn, scope, &seen(&d.one(case.id)), kind, None, &text))
        };
        assert_eq!(wrong(found(None, "")), [("kind".to_owned(), "field-required"), ("text".to_owned(), "field-required")]);
        found(Some(FindingKind::Serious), "流入学校").expect("found");
        assert_eq!(wrong(found(Some(FindingKind::Serious), "再次")), [("kind".to_owned(), "finding-made-already")]);
        let p = d.proposals(&case).pop().expect("proposed");
        assert_eq!(p.rule.measures, [MeasureKind::RevokeBusinessLicence, MeasureKind::Publish, MeasureKind::RemoveRepresentative]);
        // Only the competent department declines, only the office settles.
        assert_eq!(key(d.decide(&office, &case, &p, Verdict::Decline)), "measure-forbidden");
        assert!(matches!(d.decide(&chen, &case, &p, Verdict::Insist), Err(Error::Forbidden(_))));
        assert_eq!(key(d.decide(&office, &case, &p, Verdict::Drop)), "proposal-refused");
        let once = d.decide(&chen, &case, &p, Verdict::Decline).expect("declined");
        assert_eq!((once.state, once.declines), (ProposalState::Declined, 1));
        assert!(matches!(d.decide(&office, &case, &p, Verdict::Insist), Err(Error::Conflict)), "on what it was");
        let again = d.decide(&office, &case, &once, Verdict::Insist).expect("asked again");
        let twice = d.decide(&chen, &case, &again, Verdict::Decline).expect("declined again");
        assert_eq!((twice.state, twice.declines), (ProposalState::WithOffice, 2));
        assert_eq!(d.decide(&office, &case, &twice, Verdict::Drop).expect("given up").state, ProposalState::Dropped);
        // Taken back: what it rested on is no more; found anew it is not proposed again, the facts being the same.
        stage
            .write(&chen, |conn, scope| actions::unfind(conn, scope, &seen(&d.one(case.id)), FindingKind::Serious, "有误"))
            .expect("taken back");
        found(Some(FindingKind::Serious), "复核").expect("found");
        assert_eq!(d.proposals(&case).len(), 1);
        // An open one goes with its facts.
        let crime = d.filed("饮料再次抽查不合格");
        let find = |kind| stage.write(&chen, |conn, scope| actions::find(conn, scope, &seen(&d.one(crime.id)), Some(kind), None, "证据"));
        find(FindingKind::Serious).expect("found");
        stage
            .write(&chen, |conn, scope| actions::unfind(conn, scope, &seen(&d.one(crime.id)), FindingKind::Serious, "有误"))
            .expect("taken back");
        assert_eq!(d.proposals(&crime)[0].state, ProposalState::Stale);
        // And comes back with them, to be decided on anew.
        find(FindingKind::Serious).expect("found after all");
        let [back] = &*d.proposals(&crime) else { panic!("one") };
        assert_eq!((back.state, back.decided_at), (ProposalState::Open, None));
        let said = d.told(crime.id).iter().filter(|verb| *verb == "propose").count();
        assert_eq!(said, 2);
    });
}

#[test]
fn a_proposal_does_not_make_up_for_what_was_not_done_in_time() {
    each_database(|t| {
        let d = Docket::new(&t.db);
        let case = d.filed("没有处置");
        let due = d.one(case.id).next_due_on.expect("measures are owed");
        let later = d.stage.cast.scope_on(&d.stage.liaison, due + chrono::Duration::days(10));
        let found = d
            .stage
            .write(&later, |conn, scope| actions::find(conn, scope, &seen(&d.one(case.id)), Some(FindingKind::Serious), None, "流入学校"));
        found.expect("found");
        assert_eq!(d.proposals(&case).len(), 1);
        assert_eq!((d.one(case.id).next_what, d.one(case.id).next_due_on), (Some(NextWhat::Measure), Some(due)));
    });
}

#[test]
fn versions_are_drafted_previewed_and_followed_from_their_day() {
    each_database(|t| {
        let d = Docket::new(&t.db);
        let (stage, chen, office) = (&d.stage, d.chen(), d.stage.office());
        let case = d.filed("旧案");
        let measure = d.impose(&chen, &case, &rectify(10)).expect("imposed");
        let write =
            |scope: &Scope, work: &dyn Fn(&mut lianxi::platform::db::Conn, &Scope) -> Result<ladder::Ladder>| stage.write(scope, work);
        assert!(matches!(write(&chen, &|c, s| ladder::actions::begin_draft(c, s)), Err(Error::Forbidden(_))));
        let draft = write(&office, &|c, s| ladder::actions::begin_draft(c, s)).expect("a draft");
        assert_eq!(key(write(&office, &|c, s| ladder::actions::begin_draft(c, s))), "ladder-draft-there");
        let rule = Rule {
            position: 0,
            kinds: vec!["sampling_failure".into()],
            condition: Condition::PastDeadline,
            after: Some(MeasureKind::Rectify),
            level: None,
            times: 1,
            months: 0,
            measures: vec![MeasureKind::Penalty],
            days: 15,
            competent_id: Some(d.other),
            article: "本省补充规定第二条".into(),
        };
        let bad = Rule { after: None, measures: Vec::new(), days: 999, article: String::new(), ..rule.clone() };
        assert_eq!(wrong(write(&office, &|c, s| ladder::actions::put_rule(c, s, draft.version, bad.clone()))).len(), 4);
        let draft = write(&office, &|c, s| ladder::actions::put_rule(c, s, draft.version, rule.clone())).expect("put");
        let last = i32::try_from(draft.rules.len()).expect("few");
        assert_eq!(draft.rules.last().map(|r| (r.position, r.condition)), Some((last, Condition::PastDeadline)));
        assert!(matches!(write(&office, &|c, s| ladder::actions::shift_rule(c, s, 1, last, Shift::Up)), Err(Error::Conflict)));
        let draft = write(&office, &|c, s| ladder::actions::shift_rule(c, s, draft.version, last, Shift::Up)).expect("up");
        assert_eq!(draft.rules[draft.rules.len() - 2].condition, Condition::PastDeadline);
        // Nothing of it holds yet: the old case is touched by nothing; once its deadline is over it would be.
        let preview = |scope: &Scope| stage.read(scope, |conn, scope| ladder::preview(conn, scope, &draft.rules, 20)).expect("previewed");
        assert_eq!(preview(&office).touched, 0);
        let later = stage.cast.scope_on(&stage.zhou, measure.due_on.expect("due") + chrono::Duration::days(1));
        assert_eq!(preview(&later).first.iter().map(|(c, _)| c.id).collect::<Vec<_>>(), [case.id]);
        // In force today at the earliest; the old case stays where it was, the ladder of its day.
        let enact = |scope: &Scope, on| write(scope, &|c, s| ladder::actions::enact(c, s, draft.version, on, "补充罚款"));
        assert_eq!(wrong(enact(&office, day(1, 1))), [("on".to_owned(), "ladder-day-past")]);
        enact(&office, Some(office.today())).expect("in force");
        let job = |scope: &Scope| {
            stage.write(scope, |conn, scope| {
                let case = queries::one(conn, scope, case.id)?;
                let ladders = ladder::all(conn, scope)?;
                Ok(ladder::followed_by(conn, scope, &ladders, &case)?.map(|l| l.number))
            })
        };
        // Filed on the day the second came into force, but before it did; what is filed from then on follows the second.
        assert_eq!(job(&office).expect("followed"), Some(1));
        let late = d.filed("新案");
        let followed = stage.read(&office, |conn, scope| {
            let ladders = ladder::all(conn, scope)?;
            Ok(ladder::followed_by(conn, scope, &ladders, &d.one(late.id))?.map(|l| l.number))
        });
        assert_eq!(followed.expect("followed"), Some(2));
        let second = stage.read(&office, ladder::all).expect("all").remove(0);
        let moved =
            |id| stage.write(&office, |conn, scope| ladder::actions::move_case(conn, scope, &seen(&d.one(case.id)), id, "按立案时的规定"));
        assert_eq!(wrong(moved(1)), [("ladder".to_owned(), "ladder-not-in-force")]);
        moved(second.id).expect("moved");
        assert_eq!(job(&office).expect("followed"), Some(2));
    });
}

#[test]
fn a_deadline_that_passes_is_proposed_once_by_the_worker() {
    each_database(|t| {
        let d = Docket::new(&t.db);
        let (stage, chen) = (&d.stage, d.chen());
        let kind = d.kind("unlicensed_production");
        let mut content = d.content("无证生产");
        content.extra = vec![("catalogue".into(), "电线电缆".into())];
        let case = stage.write(&chen, |conn, scope| cases::register(conn, scope, kind, d.party, &content, None)).expect("registered");
        d.file(&case).expect("filed");
        let order = NewMeasure { kind: Some(MeasureKind::OrderLicence), ..rectify(10) };
        let measure = d.impose(&chen, &d.one(case.id), &order).expect("imposed");
        let due = measure.due_on.expect("due");
        let run = |day| {
            let later = stage.cast.system_on(stage.workspace, day);
            lianxi::enforcement::jobs::look(&t.db, &later).expect("looked")
        };
        assert_eq!(run(due), (0, 0), "its last day is not over");
        assert_eq!(run(due + chrono::Duration::days(1)), (1, 0));
        assert_eq!(run(due + chrono::Duration::days(1)), (0, 0), "once");
        let [p] = &*d.proposals(&case) else { panic!("one") };
        assert_eq!(p.rule.measures, [MeasureKind::CloseDown]);
        // Whoever is to decide reads in the mail what it rests on.
        let told = stage.read(&stage.office(), |conn, scope| {
            use diesel::prelude::*;
            use lianxi::schema::outbox;
            let own = outbox::table.filter(outbox::workspace_id.eq(scope.workspace_id())).filter(outbox::cause.like("case-proposed:%"));
            Ok(own.select((outbox::recipient, outbox::payload)).load::<(String, String)>(conn)?)
        });
        let told = told.expect("read");
        assert!(matches!(&*told, [(to, said)] if to == "陈静" && said.contains("“责令取证”逾期未完成")), "{told:?}");
        let measures = stage.read(&chen, |conn, scope| measure::of_case(conn, scope, case.id)).expect("measures");
        assert!(measures[0].0.is_live(), "the program imposes and ends nothing");
    });
}

#[test]
fn a_further_fact_for_the_same_measures_keeps_the_former_day_of_decision() {
    each_database(|t| {
        let d = Docket::new(&t.db);
        let (stage, kind) = (&d.stage, d.kind("unlicensed_production"));
        let mut content = d.content("无证生产");
        content.extra = vec![("catalogue".into(), "电线电缆".into())];
        let case = stage.write(&d.chen(), |conn, scope| cases::register(conn, scope, kind, d.party, &content, None)).expect("registered");
        d.file(&case).expect("filed");
        let order = NewMeasure { kind: Some(MeasureKind::OrderLicence), ..rectify(10) };
        let measure = d.impose(&d.chen(), &d.one(case.id), &order).expect("imposed");
        let later = measure.due_on.expect("due") + chrono::Duration::days(1);
        lianxi::enforcement::jobs::look(&t.db, &stage.cast.system_on(stage.workspace, later)).expect("looked");
        let [first] = &*d.proposals(&case) else { panic!("one") };
        // Four days later it is inspected, and fails: the same measure follows, and nobody has more time to decide on it.
        let chen = stage.cast.scope_on(&stage.liaison, later + chrono::Duration::days(4));
        stage.write(&chen, |conn, scope| actions::inspect(conn, scope, &of(&case, &measure), &failed("仍无许可证"))).expect("inspected");
        let all = d.proposals(&case);
        let open: Vec<&Proposal> = all.iter().filter(|p| p.is_open()).collect();
        let [now] = &*open else { panic!("one is open: {all:?}") };
        assert_eq!((&now.rule.measures, now.rule.condition), (&first.rule.measures, Condition::FailedReinspection));
        assert!(now.id != first.id && now.due_on == first.due_on, "{} after {}", now.due_on, first.due_on);
    });
}

#[test]
fn two_workers_over_one_deadline_propose_once() {
    each_database(|t| {
        let d = Docket::new(&t.db);
        let kind = d.kind("unlicensed_production");
        let mut due = None;
        for title in ["一厂", "二厂", "三厂"] {
            let mut content = d.content(title);
            content.extra = vec![("catalogue".into(), "电线电缆".into())];
            let case =
                d.stage.write(&d.chen(), |conn, scope| cases::register(conn, scope, kind, d.party, &content, None)).expect("registered");
            d.file(&case).expect("filed");
            due = d
                .impose(&d.chen(), &d.one(case.id), &NewMeasure { kind: Some(MeasureKind::OrderLicence), ..rectify(10) })
                .expect("imposed")
                .due_on;
        }
        let later = d.stage.cast.system_on(d.stage.workspace, due.expect("due") + chrono::Duration::days(1));
        // One that lost the race for a row finds nothing left to do the next time; neither proposes what the other has.
        let work = || (0..5).find_map(|_| lianxi::enforcement::jobs::look(&t.db, &later).ok()).map_or(0, |(proposed, _)| proposed);
        let proposed: usize = std::thread::scope(|threads| {
            let both = [threads.spawn(work), threads.spawn(work)];
            both.into_iter().map(|one| one.join().expect("a worker")).sum()
        });
        let all = d.stage.read(&d.stage.office(), |conn, scope| {
            use diesel::prelude::*;
            use lianxi::schema::case_proposals;
            Ok(case_proposals::table.filter(case_proposals::workspace_id.eq(scope.workspace_id())).count().get_result::<i64>(conn)?)
        });
        assert_eq!((proposed, all.expect("read")), (3, 3));
        assert_eq!(d.stage.cast.mails(d.stage.workspace).iter().filter(|(cause, _)| cause == "case-proposed").count(), 3);
    });
}

#[test]
fn what_cannot_be_read_is_refused_beside_its_field_and_does_nothing() {
    TestApp::each(|app| {
        let d = Docket::new(app.db());
        let case = d.filed("饮料抽查不合格");
        let chen = app.browser(&d.stage.liaison);
        let at = format!("/w/ours/cases/{}", case.number);
        let version = d.one(case.id).version.to_string();
        let good = [("kind", "rectify"), ("legal_basis", "产品质量法"), ("conditions", "限期整改"), ("version", &*version)];
        for (field, typed) in
            [("in_force_on", "昨天"), ("in_force_on", "0026-11-23"), ("days", "三十"), ("days", "-1"), ("due_on", "2026-13-01")]
        {
            let refused = chen.post(&format!("{at}/measures/new"), &[&good[..], &[(field, typed)]].concat()).expect(422);
            let said = refused.attr(&format!("[name={field}]"), "aria-invalid");
            assert_eq!(said.as_deref(), Some("true"), "{field} {typed}");
            assert_eq!(refused.attr(&format!("[name={field}]"), "value").as_deref(), Some(typed), "what was typed stands there");
        }
        // Working days and a day are two deadlines: neither is silently left out.
        let both = [&good[..], &[("days", "10"), ("due_on", "2026-12-31")]].concat();
        let refused = chen.post(&format!("{at}/measures/new"), &both).expect(422);
        assert!(refused.select_text("#f-due_on-error").contains("10 个工作日"), "{}", refused.select_text("main"));
        let measures = || d.stage.read(&d.chen(), |conn, scope| measure::of_case(conn, scope, case.id)).expect("measures");
        assert!(measures().is_empty(), "nothing was imposed");
        // Left empty, the days are what is usual for the measure chosen; 0 is none at all. A restriction is no measure.
        let form = chen.get(&format!("{at}/measures/new")).expect(200);
        assert_eq!(form.attr("#f-days", "value").unwrap_or_default(), "");
        assert!(form.text().contains("责令限期整改 30") && !form.text().contains("bar_from_awards"));
        let bar = [&good[1..], &[("kind", "bar_from_awards")]].concat();
        assert!(chen.post(&format!("{at}/measures/new"), &bar).expect(422).text().contains("请在当事人页作出失信限制"));
        chen.post(&format!("{at}/measures/new"), &[&good[..], &[("days", "10")]].concat()).expect(303);
        let (measure, _) = measures().pop().expect("imposed");
        for (kind, days) in [("publish", ""), ("notify_government", "0")] {
            let version = d.one(case.id).version.to_string();
            let typed = [("kind", kind), ("legal_basis", "规定第十八条"), ("conditions", ""), ("days", days), ("version", &*version)];
            chen.post(&format!("{at}/measures/new"), &typed).expect(303);
        }
        let due = |kind| measures().into_iter().find(|(m, _)| m.kind == kind).expect("imposed").0.due_on;
        assert_eq!((due(MeasureKind::Publish), due(MeasureKind::NotifyGovernment)), (day(11, 30), None));
        // Telling the public is done by the publication, not inspected.
        let told = measures().into_iter().find(|(m, _)| m.kind == MeasureKind::Publish).expect("imposed").0;
        app.clock.advance(chrono::Duration::days(4));
        let (chen, zhou) = (app.browser(&d.stage.liaison), app.browser(&d.stage.zhou));
        let inspected = format!("{at}/measures/{}/inspect", told.id);
        let home = chen.get("/w/ours").expect(200);
        assert_eq!(home.attr(&format!(".next a[href='{inspected}']"), "href"), None, "{}", home.select_text(".next"));
        assert_eq!(chen.get(&at).expect(200).attr(&format!("main a[href='{inspected}']"), "href"), None);
        let inspect = format!("{at}/measures/{}/inspect", measure.id);
        let fields = [("inspectors", "赵明"), ("passed", "no"), ("figures", "超标"), ("version", "1")];
        chen.post(&inspect, &[&fields[..], &[("inspected_on", "前天")]].concat()).expect(422);
        assert!(measures().iter().all(|(_, inspected)| inspected.is_empty()));
        let version = d.one(case.id).version.to_string();
        chen.post(&format!("{at}/findings"), &[("kind", "serious"), ("text", "情节"), ("found_on", "x"), ("version", &*version)])
            .expect(422);
        // A rule names what is there; a position is only a number.
        d.stage.write(&d.stage.office(), ladder::actions::begin_draft).expect("a draft");
        let rule = [("version", "1"), ("condition", "serious"), ("measures", "penalty"), ("article", "第一条")];
        for (field, typed) in
            [("competent", "77"), ("competent", "x"), ("kinds", "nothing_known"), ("days", "many"), ("days", "99999999999")]
        {
            zhou.post("/w/ours/ladder/rule", &[&rule[..], &[(field, typed)]].concat()).expect(422);
        }
        for position in ["-2147483648", "0", "2147483647", "x"] {
            zhou.post("/w/ours/ladder", &[("do", "up"), ("version", "1"), ("position", position)]).expect(404);
        }
        zhou.post("/w/ours/ladder/rule", &rule).expect(303);
        zhou.post("/w/ours/ladder/enact", &[("version", "2"), ("on", "soon"), ("note", "x")]).expect(422);
    });
}
