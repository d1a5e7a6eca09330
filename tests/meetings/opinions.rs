//! Written opinions: asked within working days, answered in time and late, the clock stopped, taken back, reminded of; and a written
//! circulation from notice to answers.

use lianxi::{
    meetings::{
        ItemState, Kind, Meeting, Opinion, OpinionAnswer, Outcome, Seen, State,
        actions::{self, ItemContent, SeenItem, SeenOpinion},
        proposed_outcome,
        queries::agenda,
    },
    platform::error::{Error, Result},
    tenancy::Scope,
};

use super::{
    agenda::{accepted, content, propose},
    stage::{Stage, at, day},
};
use crate::support::{app::TestApp, each_database};

pub fn opinions(s: &Stage<'_>, meeting: &Meeting, item: i64) -> Vec<Opinion> {
    s.read(&s.office(), |conn, scope| agenda::detail(conn, scope, &meeting.number, item)).expect("an item").opinions
}

fn ask(s: &Stage<'_>, meeting: &Meeting, item: i64, departments: &[i64], days: i32) -> Result<lianxi::meetings::Item> {
    s.write(&s.office(), |conn, scope| actions::ask(conn, scope, &SeenItem::any(&*meeting.number, item), departments, days))
}

fn seen(meeting: &Meeting, opinion: &Opinion) -> SeenOpinion {
    SeenOpinion { item: SeenItem::any(&*meeting.number, opinion.item_id), id: opinion.id, version: None }
}

fn answer(
    s: &Stage<'_>,
    scope: &Scope,
    meeting: &Meeting,
    opinion: &Opinion,
    said: OpinionAnswer,
    text: &str,
) -> Result<lianxi::meetings::Item> {
    s.write(scope, |conn, scope| actions::answer(conn, scope, &seen(meeting, opinion), Some(said), text))
}

fn keys<T: std::fmt::Debug>(error: Result<T>) -> Vec<&'static str> {
    match error {
        Err(Error::Invalid(errors)) => errors.0.into_iter().map(|e| e.message.key).collect(),
        Err(Error::Refused(message) | Error::Forbidden(message)) => vec![message.key],
        other => panic!("{other:?}"),
    }
}

#[test]
fn opinions_are_asked_answered_and_counted_in_working_days() {
    each_database(|t| {
        let mut s = Stage::new(&t.db);
        let meeting = s.meeting(State::Collecting);
        let item = accepted(&s, &meeting, 0, "检查分工");
        let [lead, two, three] = s.departments;
        assert_eq!(keys(ask(&s, &meeting, item.id, &[], 0)), ["opinion-nobody-asked", "opinion-days-range"]);
        assert_eq!(keys(ask(&s, &meeting, item.id, &[lead], 3)), ["opinion-not-invited"], "its proposer says what it thinks in the item");
        assert_eq!(keys(ask(&s, &meeting, item.id, &[1, -1], 3)), ["opinion-not-invited"]);
        // From Monday 23 November, five working days: the weekend does not count.
        ask(&s, &meeting, item.id, &[two, three], 5).expect("asked");
        let asked = opinions(&s, &meeting, item.id);
        assert_eq!(asked.iter().map(|o| o.due_on).collect::<Vec<_>>(), [day(11, 30), day(11, 30)]);
        assert_eq!(s.told("opinion-asked"), ["王磊", "赵强"]);
        assert_eq!(keys(ask(&s, &meeting, item.id, &[two], 5)), ["opinion-asked-already"]);
        let of = |id: i64| asked.iter().find(|o| o.department_id == id).expect("asked").clone();
        // Only its own department answers, in words where words are needed.
        assert_eq!(keys(answer(&s, &s.liaison(0), &meeting, &of(two), OpinionAnswer::Agree, "")), ["opinion-by-department"]);
        assert_eq!(keys(answer(&s, &s.office(), &meeting, &of(two), OpinionAnswer::Agree, "")), ["opinion-by-department"]);
        assert_eq!(keys(answer(&s, &s.liaison(1), &meeting, &of(two), OpinionAnswer::Disagree, " ")), ["opinion-text-missing"]);
        let none = s.write(&s.liaison(1), |conn, scope| actions::answer(conn, scope, &seen(&meeting, &of(two)), None, "x"));
        assert_eq!(keys(none), ["opinion-choose"]);
        answer(&s, &s.liaison(1), &meeting, &of(two), OpinionAnswer::AgreeWithChanges, "改为两局共同牵头").expect("answered");
        // In time on the last day, late the day after; a first answer can be changed.
        s.cast.now = at(11, 30, 15, 59);
        answer(&s, &s.liaison(1), &meeting, &of(two), OpinionAnswer::Agree, "").expect("answered again");
        s.cast.now = at(11, 30, 16, 1);
        answer(&s, &s.liaison(2), &meeting, &of(three), OpinionAnswer::NoRemark, "").expect("late");
        let now = opinions(&s, &meeting, item.id);
        let said: Vec<_> = now.iter().map(|o| (o.answer, o.is_late, o.answered_by.as_str())).collect();
        assert_eq!(said, [(Some(OpinionAnswer::Agree), false, "王磊"), (Some(OpinionAnswer::NoRemark), true, "赵强")]);
        assert_eq!(proposed_outcome(&now), Some(Outcome::Passed));
        // Two at once: the second is told.
        let stale = SeenOpinion { version: Some(1), ..seen(&meeting, &of(two)) };
        let late = s.write(&s.liaison(1), |conn, scope| actions::answer(conn, scope, &stale, Some(OpinionAnswer::Agree), ""));
        assert!(matches!(late, Err(Error::Conflict)));
    });
}

#[test]
fn a_stopped_clock_gives_back_the_working_days_it_stood() {
    each_database(|t| {
        let s = Stage::new(&t.db);
        let meeting = s.meeting(State::Collecting);
        let item = accepted(&s, &meeting, 0, "检查分工");
        ask(&s, &meeting, item.id, &[s.departments[1]], 3).expect("asked");
        let opinion = opinions(&s, &meeting, item.id).remove(0);
        assert_eq!(opinion.due_on, day(11, 26));
        let office = |now, work: &dyn Fn(&mut lianxi::platform::db::Conn, &Scope, &SeenOpinion) -> Result<lianxi::meetings::Item>| {
            let cast = crate::support::Cast { db: s.cast.db, now };
            s.write(&cast.scope(&s.zhou), |conn, scope| work(conn, scope, &seen(&meeting, &opinion)))
        };
        let stop = |conn: &mut _, scope: &Scope, seen: &SeenOpinion| actions::stop_clock(conn, scope, seen, "等补充材料");
        let start = |conn: &mut _, scope: &Scope, seen: &SeenOpinion| actions::start_clock(conn, scope, seen, "材料已到");
        assert_eq!(keys(office(at(11, 24, 2, 0), &start)), ["opinion-not-stopped"]);
        office(at(11, 24, 2, 0), &stop).expect("stopped");
        assert_eq!(keys(office(at(11, 24, 2, 0), &stop)), ["opinion-stopped-already"]);
        // From Tuesday to the next Monday: four working days, so that Thursday becomes Wednesday.
        office(at(11, 30, 2, 0), &start).expect("started");
        let now = opinions(&s, &meeting, item.id).remove(0);
        assert_eq!((now.due_on, now.stopped_on), (day(12, 2), None));
        // Stopped and started on one day costs nothing; while it stands an answer is never late.
        office(at(12, 1, 2, 0), &stop).expect("stopped");
        office(at(12, 1, 3, 0), &start).expect("started");
        assert_eq!(opinions(&s, &meeting, item.id)[0].due_on, day(12, 2));
        office(at(12, 2, 2, 0), &stop).expect("stopped");
        let wang = crate::support::Cast { db: s.cast.db, now: at(12, 8, 2, 0) }.scope(&s.liaisons[1]);
        answer(&s, &wang, &meeting, &opinion, OpinionAnswer::Agree, "").expect("answered");
        assert!(!opinions(&s, &meeting, item.id)[0].is_late);
        assert_eq!(keys(office(at(12, 8, 2, 0), &start)), ["opinion-not-waiting"]);
    });
}

#[test]
fn questions_are_taken_back_and_end_with_their_item() {
    each_database(|t| {
        let s = Stage::new(&t.db);
        let meeting = s.meeting(State::Collecting);
        let item = propose(&s, &meeting, 0, "待审核的");
        let wang = s.liaison(1);
        let looks = || s.read(&wang, |conn, scope| agenda::item(conn, scope, &meeting.number, item.id)).is_ok();
        assert!(!looks(), "a proposal is its proposer's and the office's");
        ask(&s, &meeting, item.id, &[s.departments[1]], 3).expect("asked before it is accepted");
        assert!(looks(), "who is asked may read what about");
        let opinion = opinions(&s, &meeting, item.id).remove(0);
        let unask = |scope: &Scope| s.write(scope, |conn, scope| actions::unask(conn, scope, &seen(&meeting, &opinion), "不用了"));
        assert!(matches!(unask(&wang), Err(Error::Forbidden(_))));
        unask(&s.office()).expect("taken back");
        assert!(!looks());
        assert!(matches!(answer(&s, &wang, &meeting, &opinion, OpinionAnswer::Agree, ""), Err(Error::NotFound)));
        // Asked anew, it is a new question; returned, it is over.
        ask(&s, &meeting, item.id, &[s.departments[1]], 3).expect("asked anew");
        let seen = SeenItem::any(&*meeting.number, item.id);
        s.write(&s.office(), |conn, scope| actions::return_item(conn, scope, &seen, "退回")).expect("returned");
        assert!(opinions(&s, &meeting, item.id)[0].withdrawn_at.is_some());
        assert_eq!(keys(ask(&s, &meeting, item.id, &[s.departments[1]], 3)), ["opinion-item-over"]);
        // About a restricted item, who is asked may read it, and goes on with it to the next meeting.
        let typed = ItemContent { restricted: true, ..content(&s, 0, "限定的") };
        let secret = s.write(&s.liaison(0), |conn, scope| actions::propose(conn, scope, &meeting.number, &typed, true)).expect("proposed");
        let secret = super::agenda::accept(&s, &meeting, &secret);
        ask(&s, &meeting, secret.id, &[s.departments[1]], 3).expect("asked");
        assert!(s.read(&wang, |conn, scope| agenda::item(conn, scope, &meeting.number, secret.id)).is_ok());
        assert!(s.read(&s.liaison(2), |conn, scope| agenda::item(conn, scope, &meeting.number, secret.id)).is_err());
        let mails: Vec<String> = s.told("opinion-asked");
        assert!(!mails.contains(&"赵强".to_owned()), "{mails:?}");
        let next = actions::Content { starts_at: at(12, 23, 9, 0), ..s.content() };
        let next = s.write(&s.office(), |conn, scope| actions::create(conn, scope, &next, &s.departments)).expect("made");
        let seen = Seen::any(&*meeting.number);
        let carried =
            s.write(&s.office(), |conn, scope| actions::carry_over(conn, scope, &seen, &[secret.id], &next.number)).expect("carried");
        let goes_on = opinions(&s, &next, carried[0].id);
        assert_eq!((goes_on.len(), goes_on[0].answer, carried[0].state), (1, None, ItemState::Accepted));
        answer(&s, &wang, &next, &goes_on[0], OpinionAnswer::Agree, "").expect("answered where it goes on");
    });
}

#[test]
fn departments_are_reminded_once_before_and_once_after() {
    each_database(|t| {
        let s = Stage::new(&t.db);
        let meeting = s.meeting(State::Collecting);
        let item = accepted(&s, &meeting, 0, "检查分工");
        let other = accepted(&s, &meeting, 0, "第二件");
        ask(&s, &meeting, item.id, &[s.departments[1], s.departments[2]], 4).expect("asked");
        ask(&s, &meeting, other.id, &[s.departments[1]], 4).expect("asked");
        let remind = |m, d| {
            let cast = crate::support::Cast { db: s.cast.db, now: at(m, d, 2, 0) };
            s.write(&cast.system(s.workspace), actions::remind_of_opinions).expect("reminded")
        };
        // Due on Friday 27 November.
        let visits = [(11, 23), (11, 24), (11, 25), (11, 26), (11, 26), (11, 27), (11, 28), (11, 29)].map(|(m, d)| remind(m, d));
        assert_eq!(visits, [0, 0, 0, 3, 0, 0, 0, 0], "the working day before, once; not at the weekend after");
        assert_eq!(s.told("opinions-due"), ["王磊", "赵强"], "one letter a person");
        let zhao = opinions(&s, &meeting, item.id).into_iter().find(|o| o.department_id == s.departments[2]).expect("asked");
        answer(&s, &s.liaison(2), &meeting, &zhao, OpinionAnswer::Agree, "").expect("answered");
        assert_eq!([remind(11, 30), remind(12, 1)], [2, 0], "and the working day after");
        assert_eq!(s.told("opinions-due"), ["王磊", "王磊", "赵强"]);
    });
}

#[test]
fn a_written_circulation_asks_everybody_about_everything_they_may_see() {
    each_database(|t| {
        let s = Stage::new(&t.db);
        let content_of = actions::Content { kind: Kind::Written, cutoff_on: None, call_on: None, notice_on: None, ..s.content() };
        let made = s.write(&s.office(), |conn, scope| actions::create(conn, scope, &content_of, &s.departments)).expect("made");
        let seen_meeting = Seen::any(&*made.number);
        let meeting = s.write(&s.office(), |conn, scope| actions::call(conn, scope, &seen_meeting)).expect("called");
        let one = accepted(&s, &meeting, 0, "一");
        let typed = ItemContent { restricted: true, concerned: vec![s.departments[2]], ..content(&s, 0, "二") };
        let two = s.write(&s.liaison(0), |conn, scope| actions::propose(conn, scope, &meeting.number, &typed, true)).expect("proposed");
        super::agenda::accept(&s, &meeting, &two);
        let meeting = s.write(&s.office(), |conn, scope| actions::announce(conn, scope, &seen_meeting)).expect("announced");
        let who = |id: i64| {
            let mut all: Vec<i64> = opinions(&s, &meeting, id).iter().map(|o| o.department_id).collect();
            all.sort_unstable();
            all
        };
        let mut both = [s.departments[1], s.departments[2]];
        both.sort_unstable();
        assert_eq!((who(one.id), who(two.id)), (both.to_vec(), vec![s.departments[2]]));
        assert!(opinions(&s, &meeting, one.id).iter().all(|o| o.due_on == day(12, 16)), "its day is the term");
        assert!(s.told("opinion-asked").is_empty(), "the notice is the mail");
        // What comes onto it afterwards is asked as well.
        let office = ItemContent { department_id: None, ..content(&s, 0, "三") };
        let three = s.write(&s.office(), |conn, scope| actions::propose(conn, scope, &meeting.number, &office, true)).expect("added");
        assert_eq!(who(three.id).len(), 3);
        // Answers make what is proposed as outcome.
        let asked = opinions(&s, &meeting, one.id);
        assert_eq!(proposed_outcome(&asked), None);
        for opinion in &asked {
            let n = usize::from(opinion.department_id == s.departments[2]) + 1;
            answer(&s, &s.liaison(n), &meeting, opinion, [OpinionAnswer::Agree, OpinionAnswer::AgreeWithChanges][n - 1], "改")
                .expect("answered");
        }
        assert_eq!(proposed_outcome(&opinions(&s, &meeting, one.id)), Some(Outcome::Amended));
        let disagree = Opinion { answer: Some(OpinionAnswer::Disagree), ..asked[0].clone() };
        assert_eq!(proposed_outcome(&[disagree]), None, "people decide");
    });
}

#[test]
fn the_pages_ask_answer_and_show_a_table() {
    TestApp::each(|app| {
        let s = Stage::new(app.db());
        let meeting = s.meeting(State::Collecting);
        let item = accepted(&s, &meeting, 0, "检查分工");
        let home = format!("/w/ours/meetings/{}/items/{}", meeting.number, item.id);
        let (zhou, wang) = (app.browser(&s.zhou), app.browser(&s.liaisons[1]));
        zhou.get(&format!("{home}/ask")).expect(200);
        let two = s.departments[1].to_string();
        let wrong = zhou.post(&format!("{home}/ask"), &[("departments", &two), ("days", "x")]).expect(422);
        assert!(wrong.attr(&format!("input[name=departments][value=\"{two}\"]"), "checked").is_some(), "kept");
        zhou.post(&format!("{home}/ask"), &[("departments", &two), ("days", "3")]).expect(303);
        let page = wang.get(&home).expect(200);
        let to = page.attr("#opinions .actions a", "href").expect("a way to answer");
        let wrong = wang.post(&to, &[("answer", "disagree"), ("text", "")]).expect(422);
        assert!(wrong.select_text(".errors").contains("请写明内容"), "{}", wrong.text());
        wang.post(&to, &[("answer", "agree_with_changes"), ("text", "改为两局共同牵头"), ("version", "1")]).expect(303);
        let stale = wang.post(&to, &[("answer", "disagree"), ("text", "另一个窗口写的"), ("version", "1")]).expect(409);
        assert!(stale.text().contains("另一个窗口写的"), "nothing typed is lost: {}", stale.text());
        let table = app.browser(&s.liaisons[2]).get(&home).expect(200).select_text("#opinions");
        assert!(table.contains("修改后同意") && table.contains("改为两局共同牵头"), "{table}");
        wang.post(&to, &[("answer", "rubbish"), ("text", "x")]).expect(422);
        for path in ["1", "x", "-1"] {
            wang.get(&format!("{home}/opinions/{path}/answer")).expect(404);
        }
    });
}
