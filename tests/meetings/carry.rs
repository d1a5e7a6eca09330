//! What a meeting left open goes on at another in one step, and a written circulation ends with outcomes.

use lianxi::{
    meetings::{
        Item, ItemState, Kind, Meeting, OpinionAnswer, Outcome, Seen, State,
        actions::{self, LiveField, NotReached, SeenItem, SeenOpinion},
        queries::{self, Why},
    },
    platform::error::Error,
};

use super::{
    agenda::{accepted, propose},
    opinions::opinions,
    session::{floor, opened, restrict, save, saving},
    stage::{Stage, at},
};
use crate::support::{TestApp, each_database};

fn later(s: &Stage<'_>, title: &str) -> Meeting {
    let content = actions::Content { starts_at: at(12, 23, 9, 0), title: title.into(), ..s.content() };
    s.write(&s.office(), |conn, scope| actions::create(conn, scope, &content, &s.departments)).expect("made")
}

fn items(s: &Stage<'_>, meeting: &Meeting) -> Vec<Item> {
    s.read(&s.office(), |conn, scope| {
        let ground = queries::ground(conn, scope, &meeting.number)?;
        queries::items_of(conn, scope, &ground)
    })
    .expect("items")
}

#[test]
fn what_a_cancelled_meeting_had_goes_on_in_one_step() {
    TestApp::each(|app| {
        let s = Stage::new(app.db());
        let meeting = s.meeting(State::Collecting);
        let (first, second) = (accepted(&s, &meeting, 0, "检查分工"), propose(&s, &meeting, 1, "抽查安排"));
        let third = accepted(&s, &meeting, 2, "留在原处");
        let next = later(&s, "下一次会议");
        let home = format!("/w/ours/meetings/{}", meeting.number);
        let (zhou, chen) = (app.browser(&s.zhou), app.browser(&s.liaisons[0]));
        assert!(!zhou.get(&home).expect(200).text().contains("/carry"), "while it is ahead, nothing is left over");
        s.write(&s.office(), |conn, scope| actions::cancel(conn, scope, &Seen::any(&*meeting.number), "不开了")).expect("cancelled");
        let page = zhou.get(&home).expect(200);
        assert!(page.select_text(".notice").contains("还有 3 项议题没有结果"), "{}", page.select_text(".notice"));
        assert!(!chen.get(&home).expect(200).text().contains("/carry"), "only the office moves them");
        chen.get(&format!("{home}/carry")).expect(403);
        let form = zhou.get(&format!("{home}/carry")).expect(200);
        assert!(form.select_text("option").contains("下一次会议"), "{}", form.text());
        let ids = [first.id.to_string(), second.id.to_string(), third.id.to_string()];
        assert!(ids.iter().all(|id| form.attr(&format!("input[value=\"{id}\"]"), "checked").is_some()), "all are proposed to go on");
        // What is wrong is said, and what was ticked stays.
        let wrong = zhou.post(&format!("{home}/carry"), &[("items", &ids[0]), ("to", "")]).expect(422);
        assert!(wrong.attr(&format!("input[value=\"{}\"]", ids[0]), "checked").is_some());
        assert!(wrong.attr(&format!("input[value=\"{}\"]", ids[1]), "checked").is_none());
        let none = zhou.post(&format!("{home}/carry"), &[("to", &next.number)]).expect(409);
        assert!(none.text().contains("请先勾选议题"), "{}", none.text());
        assert_eq!(items(&s, &next).len(), 0, "nothing moved by halves");
        zhou.post(&format!("{home}/carry"), &[("items", &ids[0]), ("items", &ids[1]), ("to", &next.number)]).expect(303);
        let mut moved: Vec<(String, ItemState)> = items(&s, &next).into_iter().map(|i| (i.line.title, i.line.state)).collect();
        moved.sort();
        assert_eq!(moved, [("抽查安排".to_owned(), ItemState::Proposed), ("检查分工".to_owned(), ItemState::Accepted)]);
        assert!(zhou.get(&home).expect(200).select_text(".notice").contains("还有 1 项"));
        zhou.post(&format!("{home}/carry"), &[("items", &ids[2]), ("to", &next.number)]).expect(303);
        zhou.get(&format!("{home}/carry")).expect(409);
        assert!(!zhou.get(&home).expect(200).text().contains("/carry"));
    });
}

#[test]
fn what_is_kept_to_some_stays_so_where_it_goes_on() {
    each_database(|t| {
        let s = Stage::new(&t.db);
        let meeting = opened(&s);
        let item = floor(&s, &meeting.number, "案件线索", Some(s.departments[2]));
        restrict(&s, item);
        let next = later(&s, "下一次会议");
        let rest = [(item, NotReached::CarryTo(next.number.clone()))];
        let adjourn = |conn: &mut _, scope: &_| actions::adjourn(conn, scope, &Seen::any(&*meeting.number), &rest);
        s.write(&s.office(), adjourn).expect("adjourned");
        let call = |conn: &mut _, scope: &_| actions::call(conn, scope, &Seen::any(&*next.number));
        s.write(&s.office(), call).expect("called");
        let moved = items(&s, &next).into_iter().find(|i| i.comes_from_id == Some(item)).expect("carried over");
        assert_eq!((moved.restricted, moved.department_id), (true, Some(s.departments[2])));
        let seen_by = |n: usize| {
            let see = |conn: &mut _, scope: &_| queries::agenda::item(conn, scope, &next.number, moved.id);
            s.read(&s.liaison(n), see).is_ok()
        };
        assert_eq!([0, 1, 2].map(seen_by), [false, false, true]);
    });
}

#[test]
fn a_written_circulation_ends_with_an_outcome_for_each_item() {
    TestApp::each(|app| {
        let s = Stage::new(app.db());
        let content = actions::Content { kind: Kind::Written, cutoff_on: None, call_on: None, notice_on: None, ..s.content() };
        let made = s.write(&s.office(), |conn, scope| actions::create(conn, scope, &content, &s.departments)).expect("made");
        let seen = Seen::any(&*made.number);
        let meeting = s.write(&s.office(), |conn, scope| actions::call(conn, scope, &seen)).expect("called");
        let (one, two) = (accepted(&s, &meeting, 0, "同意的"), accepted(&s, &meeting, 0, "有分歧的"));
        s.write(&s.office(), |conn, scope| actions::announce(conn, scope, &seen)).expect("announced");
        let asked = s.read(&s.liaison(1), queries::waiting).expect("read");
        let asked: Vec<bool> = asked.iter().filter(|w| w.why == Why::Opinion).map(|w| w.is_written).collect();
        assert_eq!(asked, [true, true], "two opinions, on what nobody comes to");
        for opinion in opinions(&s, &meeting, one.id).into_iter().chain(opinions(&s, &meeting, two.id)) {
            let n = s.departments.iter().position(|d| *d == opinion.department_id).expect("ours");
            let agrees = opinion.item_id == one.id || n == 1;
            let said = if agrees { OpinionAnswer::Agree } else { OpinionAnswer::Disagree };
            let seen = SeenOpinion { item: SeenItem::any(&*meeting.number, opinion.item_id), id: opinion.id, version: None };
            s.write(&s.liaison(n), |conn, scope| actions::answer(conn, scope, &seen, Some(said), "不妥")).expect("answered");
        }
        let zhou = app.browser(&s.zhou);
        let home = format!("/w/ours/meetings/{}", meeting.number);
        let at = format!("{home}/live/adjourn");
        let offered = zhou.get(&home).expect(200).attr(&format!("main a[href='{at}']"), "href");
        assert!(offered.is_some(), "its page leads there");
        // When its day is over, the office is asked to end it, and of a meeting nobody opened what becomes of it.
        let missed = s.meeting(State::Announced);
        let waits = |days| {
            let office = s.later(&s.office(), days);
            let all = s.read(&office, queries::waiting).expect("read");
            all.into_iter().map(|w| (w.number, w.why)).collect::<Vec<_>>()
        };
        assert!(!waits(1).iter().any(|(_, why)| matches!(why, Why::End | Why::Open)), "before that, nothing is late");
        let late = waits(40);
        for one in [(meeting.number.clone(), Why::End), (missed.number, Why::Open)] {
            assert!(late.contains(&one), "{one:?} of {late:?}");
        }
        let form = zhou.get(&at).expect(200);
        // What the answers come to is proposed; where somebody disagrees nothing is, and who it was is said.
        let chosen = |id: i64| form.attr(&format!("select[name=item-{id}] option[selected]"), "value");
        assert_eq!((chosen(one.id).as_deref(), chosen(two.id).as_deref()), (Some("outcome:passed"), Some("leave")));
        assert!(form.select_text("main").contains("省公安厅"), "{}", form.select_text("main"));
        let fields = [(format!("item-{}", one.id), "outcome:passed"), (format!("item-{}", two.id), "outcome:rejected")];
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), *value)).collect();
        assert_eq!(zhou.post(&at, &fields).expect(303).location(), home);
        let outcomes: Vec<(ItemState, Option<Outcome>)> = items(&s, &meeting).into_iter().map(|i| (i.state, i.outcome)).collect();
        assert_eq!(outcomes, [(ItemState::Concluded, Some(Outcome::Passed)), (ItemState::Concluded, Some(Outcome::Rejected))]);
    });
}

#[test]
fn minutes_wait_for_every_outcome_and_say_nothing_of_what_went_on_elsewhere() {
    each_database(|t| {
        let s = Stage::new(&t.db);
        let meeting = opened(&s);
        let seen = Seen::any(&*meeting.number);
        let first = floor(&s, &meeting.number, "检查分工", Some(s.departments[0]));
        let second = floor(&s, &meeting.number, "内部线索", Some(s.departments[2]));
        restrict(&s, second);
        let rest = [(first, NotReached::Leave), (second, NotReached::Leave)];
        s.write(&s.office(), |conn, scope| actions::adjourn(conn, scope, &seen, &rest)).expect("adjourned");
        s.write(&s.office(), |conn, scope| actions::draw(conn, scope, &seen)).expect("drawn up");
        let circulate = || s.write(&s.office(), |conn, scope| actions::circulate(conn, scope, &seen, &s.departments, 3, ""));
        let Err(Error::Refused(why)) = circulate() else { panic!("two items have no outcome") };
        assert_eq!(why.key, "minutes-items-open");
        // One is recorded afterwards, the other goes on; its text is in nobody's minutes, least of all in those who may not know of it.
        save(&s, &s.office(), &meeting.number, &saving(first, LiveField::Outcome, 0, "passed", "k1")).expect("recorded");
        assert!(matches!(circulate(), Err(Error::Refused(_))), "one has none yet");
        let next = later(&s, "下一次会议");
        s.write(&s.office(), |conn, scope| actions::carry_over(conn, scope, &seen, &[second], &next.number)).expect("carried");
        circulate().expect("with the departments");
        assert_eq!(items(&s, &meeting).iter().find(|i| i.id == first).map(|i| i.state), Some(ItemState::Concluded));
        for scope in [s.office(), s.liaison(0), s.liaison(2)] {
            let papers = s.read(&scope, |conn, scope| queries::papers(conn, scope, &meeting.number)).expect("papers");
            let text = format!("{:?}", papers.content_for(&scope).expect("content"));
            assert!(text.contains("检查分工") && !text.contains("内部线索"), "{text}");
        }
    });
}
