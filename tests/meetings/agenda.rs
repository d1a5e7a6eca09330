//! Agenda items: proposed, screened, deferred, merged, ordered; who sees a restricted one; on both databases.

use lianxi::{
    duties,
    meetings::{
        Asked, Item, ItemAction, ItemState, Meeting, Seen, State,
        actions::{self, ItemContent, OrderLine, Placement, SeenItem, To},
        queries::{
            agenda::{self, Agenda},
            search,
        },
    },
    platform::error::{Error, Result},
    tenancy::{Function, Role, Scope},
};
use proptest::prelude::*;

use super::stage::{Stage, at};
use crate::support::{TestDb, app::TestApp, each_database};

/// What a liaison of department `n` types.
pub fn content(s: &Stage<'_>, n: usize, title: &str) -> ItemContent {
    ItemContent {
        department_id: Some(s.departments[n]),
        title: title.into(),
        asked: Asked::Coordinate,
        background: "两个单位对检查分工有分歧".into(),
        proposed_decision: "由省质监局牵头".into(),
        concerned: Vec::new(),
        minutes: 20,
        section: String::new(),
        restricted: false,
        late_reason: String::new(),
    }
}

pub fn propose(s: &Stage<'_>, meeting: &Meeting, n: usize, title: &str) -> Item {
    let content = content(s, n, title);
    s.write(&s.liaison(n), |conn, scope| actions::propose(conn, scope, &meeting.number, &content, true)).expect("proposed")
}

pub fn accept(s: &Stage<'_>, meeting: &Meeting, item: &Item) -> Item {
    let seen = SeenItem::any(&*meeting.number, item.id);
    let placement = Placement { section: String::new(), minutes: item.minutes, restricted: item.restricted };
    s.write(&s.office(), |conn, scope| actions::accept(conn, scope, &seen, &placement)).expect("accepted")
}

pub fn accepted(s: &Stage<'_>, meeting: &Meeting, n: usize, title: &str) -> Item {
    let item = propose(s, meeting, n, title);
    accept(s, meeting, &item)
}

fn agenda(s: &Stage<'_>, scope: &Scope, meeting: &Meeting) -> Agenda {
    s.read(scope, |conn, scope| {
        let ground = lianxi::meetings::queries::ground(conn, scope, &meeting.number)?;
        agenda::agenda(conn, scope, &ground)
    })
    .expect("an agenda")
}

fn stored(s: &Stage<'_>, meeting: &Meeting, id: i64) -> Item {
    s.read(&s.office(), |conn, scope| agenda::item(conn, scope, &meeting.number, id)).expect("an item").1
}

fn titles(agenda: &Agenda) -> Vec<String> {
    agenda.lines.iter().map(|l| l.item.as_ref().map_or_else(|| "?".into(), |i| i.title.clone())).collect()
}

fn wrong(error: Result<Item>) -> Vec<(String, &'static str)> {
    match error {
        Err(Error::Invalid(errors)) => errors.0.into_iter().map(|e| (e.field, e.message.key)).collect(),
        other => panic!("{other:?}"),
    }
}

fn refused<T: std::fmt::Debug>(error: Result<T>) -> &'static str {
    match error {
        Err(Error::Refused(message)) => message.key,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_department_proposes_the_office_returns_and_accepts_and_everybody_is_told() {
    each_database(|t| {
        let s = Stage::new(&t.db);
        let meeting = s.meeting(State::Collecting);
        let number = &*meeting.number;
        let chen = s.liaison(0);
        // A draft is its department's own.
        let typed = content(&s, 0, "检查分工");
        let draft = s.write(&chen, |conn, scope| actions::propose(conn, scope, number, &typed, false)).expect("drafted");
        assert_eq!(draft.state, ItemState::Draft);
        for other in [s.office(), s.liaison(1)] {
            assert!(matches!(s.read(&other, |conn, scope| agenda::item(conn, scope, number, draft.id)), Err(Error::NotFound)));
            assert!(agenda(&s, &other, &meeting).others.is_empty());
        }
        assert!(s.told("item-").is_empty());
        // Handed in: the office hears of it, once.
        let seen = SeenItem { number: number.into(), id: draft.id, version: Some(draft.version) };
        let handed = s.write(&chen, |conn, scope| actions::edit_item(conn, scope, &seen, &typed, true)).expect("submitted");
        assert_eq!((handed.state, handed.is_late), (ItemState::Proposed, false));
        assert_eq!(s.told("item-submitted"), ["周敏", "孙波"]);
        assert_eq!(agenda(&s, &s.office(), &meeting).waiting().count(), 1);
        assert!(agenda(&s, &s.liaison(1), &meeting).others.is_empty(), "other departments see what is accepted");
        // Returned with a reason, changed, handed in again, accepted.
        let seen = SeenItem::any(number, draft.id);
        assert_eq!(
            wrong(s.write(&s.office(), |conn, scope| actions::return_item(conn, scope, &seen, " "))),
            [("reason".to_owned(), "field-required")]
        );
        let back = s.write(&s.office(), |conn, scope| actions::return_item(conn, scope, &seen, "请补充数据")).expect("returned");
        assert_eq!((back.state, back.reason.as_str()), (ItemState::Returned, "请补充数据"));
        assert_eq!(s.told("items-screened"), ["陈静"]);
        s.write(&chen, |conn, scope| actions::edit_item(conn, scope, &seen, &typed, true)).expect("submitted again");
        assert_eq!(s.told("item-submitted").len(), 2, "the clock has not moved: the same second is the same submission");
        let item = accept(&s, &meeting, &handed);
        assert_eq!((item.state, item.position), (ItemState::Accepted, 1));
        assert_eq!(s.told("items-screened"), ["陈静"], "one sitting makes one letter");
        assert_eq!(titles(&agenda(&s, &s.liaison(2), &meeting)), ["检查分工"]);
        // Screened once: the department leaves it alone now.
        assert!(matches!(s.write(&chen, |conn, scope| actions::withdraw(conn, scope, &seen, "")), Err(Error::Refused(_))));
        assert!(matches!(s.write(&chen, |conn, scope| actions::edit_item(conn, scope, &seen, &typed, false)), Err(Error::Forbidden(_))));
    });
}

#[test]
fn who_may_not_propose_hears_why() {
    each_database(|t| {
        let s = Stage::new(&t.db);
        let (draft, meeting) = (s.meeting(State::Draft), s.meeting(State::Collecting));
        let try_as = |scope: &Scope, number: &str, typed: &ItemContent| {
            s.write(scope, |conn, scope| actions::propose(conn, scope, number, typed, true))
        };
        let own = content(&s, 0, "检查分工");
        assert_eq!(refused(try_as(&s.liaison(0), &draft.number, &own)), "item-no-proposals");
        assert!(matches!(try_as(&s.cast.scope(&s.stranger), &meeting.number, &own), Err(Error::NotFound)));
        assert!(matches!(try_as(&s.cast.scope(&s.li), &meeting.number, &own), Err(Error::Forbidden(_))), "the chair proposes nothing");
        assert_eq!(wrong(try_as(&s.liaison(1), &meeting.number, &own)), [("department".to_owned(), "item-department-not-yours")]);
        let rubbish = ItemContent {
            title: "长".repeat(201),
            background: String::new(),
            minutes: -1,
            concerned: vec![-1],
            section: "节".repeat(61),
            ..own.clone()
        };
        let fields: Vec<String> = wrong(try_as(&s.liaison(0), &meeting.number, &rubbish)).into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["title", "section", "minutes", "departments"]);
        let bare = ItemContent { background: " ".into(), ..own };
        assert_eq!(wrong(try_as(&s.liaison(0), &meeting.number, &bare)), [("background".to_owned(), "item-background-missing")]);
        // The office adds its own at once.
        let office = ItemContent { department_id: None, ..bare };
        let item = try_as(&s.office(), &draft.number, &office).expect("added");
        assert_eq!((item.state, item.position, item.department_id), (ItemState::Accepted, 1, None));
    });
}

#[test]
fn after_the_cut_off_an_item_needs_a_reason_and_the_chairs_consent() {
    each_database(|t| {
        let mut s = Stage::new(&t.db);
        let meeting = s.meeting(State::Collecting);
        let number = meeting.number.clone();
        // On the last day it is in time, the day after it is late.
        s.cast.now = at(12, 9, 15, 59);
        assert!(!propose(&s, &meeting, 1, "当天").is_late);
        s.cast.now = at(12, 9, 16, 1);
        let typed = content(&s, 0, "迟报");
        let try_it = |typed: &ItemContent| s.write(&s.liaison(0), |conn, scope| actions::propose(conn, scope, &number, typed, true));
        assert_eq!(wrong(try_it(&typed)), [("late_reason".to_owned(), "item-late-reason-missing")]);
        let late = try_it(&ItemContent { late_reason: "昨日刚发生".into(), ..typed.clone() }).expect("late");
        assert!(late.is_late && late.lacks_consent());
        assert_eq!(s.told("item-consent"), ["李卫东"]);
        let seen = SeenItem::any(&*number, late.id);
        let placement = Placement { section: String::new(), minutes: 10, restricted: false };
        let accept = |scope: &Scope| s.write(scope, |conn, scope| actions::accept(conn, scope, &seen, &placement));
        assert_eq!(refused(accept(&s.office())), "item-lacks-consent");
        assert_eq!(
            refused(s.write(&s.office(), |conn, scope| actions::accept_many(conn, scope, &number, &[(late.id, None)]))),
            "item-lacks-consent"
        );
        // Others cannot consent; the office only in words.
        assert!(matches!(s.write(&s.liaison(0), |conn, scope| actions::consent(conn, scope, &seen, "同意")), Err(Error::Forbidden(_))));
        assert_eq!(
            wrong(s.write(&s.office(), |conn, scope| actions::consent(conn, scope, &seen, ""))),
            [("said".to_owned(), "field-required")]
        );
        let chair = s.cast.scope(&s.li);
        let given = s.write(&chair, |conn, scope| actions::consent(conn, scope, &seen, "")).expect("consented");
        assert_eq!((given.consent.as_str(), given.consented_at.is_some()), ("同意", true));
        assert_eq!(refused(s.write(&chair, |conn, scope| actions::consent(conn, scope, &seen, "再同意"))), "item-needs-no-consent");
        // What was consented to is this text: another one needs another consent.
        let other = ItemContent { title: "迟报且改了题目".into(), late_reason: "昨日刚发生".into(), ..typed.clone() };
        let changed = s.write(&s.liaison(0), |conn, scope| actions::edit_item(conn, scope, &seen, &other, false)).expect("edited");
        assert!(changed.lacks_consent());
        s.write(&s.office(), |conn, scope| actions::consent(conn, scope, &seen, "12月9日电话请示，同意")).expect("recorded");
        assert_eq!(accept(&s.office()).expect("accepted").state, ItemState::Accepted);
        // Once notice was given everything is late, before the cut-off too; and the agenda is marked as changed.
        let other = s.meeting(State::Announced);
        let typed = ItemContent { late_reason: "通知后才定".into(), ..typed };
        let late = s.write(&s.liaison(0), |conn, scope| actions::propose(conn, scope, &other.number, &typed, true)).expect("late");
        assert!(late.is_late);
        assert!(s.ground(&s.office(), &other.number).expect("there").meeting.changed_at.is_none(), "a proposal changes no agenda");
    });
}

#[test]
fn a_change_after_the_announcement_marks_the_meeting_and_writes_no_mail() {
    each_database(|t| {
        let s = Stage::new(&t.db);
        let collecting = s.meeting(State::Collecting);
        let (one, two) = (accepted(&s, &collecting, 0, "一"), accepted(&s, &collecting, 1, "二"));
        let seen = Seen::any(&*collecting.number);
        s.write(&s.office(), |conn, scope| actions::announce(conn, scope, &seen)).expect("announced");
        let mails = s.mails().len();
        let changed = || s.ground(&s.office(), &collecting.number).expect("there").meeting.changed_at.is_some();
        assert!(!changed());
        s.write(&s.office(), |conn, scope| actions::move_item(conn, scope, &collecting.number, two.id, To::Up)).expect("moved");
        assert!(changed());
        assert_eq!(s.mails().len(), mails);
        assert_eq!(titles(&agenda(&s, &s.liaison(2), &collecting)), ["二", "一"]);
        s.write(&s.office(), |conn, scope| actions::update(conn, scope, &seen, "")).expect("told");
        assert!(!changed());
        let office = ItemContent { department_id: None, ..content(&s, 0, "办公室的") };
        s.write(&s.office(), |conn, scope| actions::propose(conn, scope, &collecting.number, &office, true)).expect("added");
        assert!(changed());
        // Whoever was editing an item goes on: its place is not its text.
        let edit = SeenItem { version: Some(one.version), ..SeenItem::any(&*collecting.number, one.id) };
        let typed = content(&s, 0, "一，改");
        s.write(&s.office(), |conn, scope| actions::edit_item(conn, scope, &edit, &typed, false)).expect("not stale");
    });
}

#[test]
fn a_restricted_item_leaves_no_trace_for_those_not_concerned() {
    each_database(|t| {
        let s = Stage::new(&t.db);
        let meeting = s.meeting(State::Collecting);
        let open = accepted(&s, &meeting, 1, "公开的");
        let typed =
            ItemContent { restricted: true, concerned: vec![s.departments[1]], section: "人事".into(), ..content(&s, 0, "涉密的") };
        let secret = s.write(&s.liaison(0), |conn, scope| actions::propose(conn, scope, &meeting.number, &typed, true)).expect("proposed");
        let secret = accept(&s, &meeting, &secret);
        let chair = s.cast.scope(&s.li);
        for scope in [s.office(), s.liaison(0), s.liaison(1), chair, s.cast.scope(&s.sun)] {
            assert_eq!(titles(&agenda(&s, &scope, &meeting)), ["公开的", "涉密的"]);
        }
        let zhao = s.liaison(2);
        let seen = agenda(&s, &zhao, &meeting);
        assert_eq!(titles(&seen), ["公开的", "?"]);
        // A leader reads the workspace, and what is kept to some where it is their own department that it concerns.
        let leader = |name: &str, department: Option<i64>| {
            let in_charge: Vec<(i64, Function)> = department.map(|id| (id, Function::Leader)).into_iter().collect();
            let member = s.cast.person(s.workspace, name, &[Role::Leader], &in_charge);
            s.cast.scope(&member)
        };
        for (name, department, sees) in
            [("郑和", None, false), ("韩梅", Some(s.departments[2]), false), ("高军", Some(s.departments[1]), true)]
        {
            let scope = leader(name, department);
            assert_eq!(titles(&agenda(&s, &scope, &meeting)), ["公开的", if sees { "涉密的" } else { "?" }], "{name}");
            let filter = search::Filter { typed: "涉密的".into(), ..search::Filter::default() };
            let found = s.read(&scope, |conn, scope| search::items(conn, scope, search::Tab::All, &filter, 20, 0)).expect("searched");
            assert_eq!(found.items.len(), usize::from(sees), "{name}");
            let open = search::Filter { typed: "公开的".into(), ..search::Filter::default() };
            let found = s.read(&scope, |conn, scope| search::items(conn, scope, search::Tab::All, &open, 20, 0)).expect("searched");
            assert_eq!(found.items.len(), 1, "{name}");
        }
        assert!(!format!("{seen:?}").contains("涉密") && !format!("{seen:?}").contains("人事"));
        assert!(matches!(s.read(&zhao, |conn, scope| agenda::detail(conn, scope, &meeting.number, secret.id)), Err(Error::NotFound)));
        // Not merged into an open one, which would tell of it; the other way round it can be.
        let merge = |from: &Item, into: &Item| {
            let seen = SeenItem::any(&*meeting.number, from.id);
            s.write(&s.office(), |conn, scope| actions::merge(conn, scope, &seen, into.id, ""))
        };
        assert_eq!(wrong(merge(&secret, &open)), [("into".to_owned(), "item-merge-restricted")]);
        merge(&open, &secret).expect("merged");
        assert_eq!(titles(&agenda(&s, &zhao, &meeting)), ["?"]);
    });
}

#[test]
fn the_meetings_page_shows_each_what_the_whole_agenda_does() {
    each_database(|t| {
        let s = Stage::new(&t.db);
        let meeting = s.meeting(State::Collecting);
        accepted(&s, &meeting, 1, "公开的");
        // Kept to its proposer and to one more, who only is concerned by it.
        let typed = ItemContent { restricted: true, concerned: vec![s.departments[1]], ..content(&s, 0, "限定的") };
        let secret = s.write(&s.liaison(0), |conn, scope| actions::propose(conn, scope, &meeting.number, &typed, true)).expect("proposed");
        accept(&s, &meeting, &secret);
        propose(&s, &meeting, 2, "待审的");
        let shown = |scope: &Scope| {
            let outline = s.read(scope, |conn, scope| {
                let ground = lianxi::meetings::queries::ground(conn, scope, &meeting.number)?;
                agenda::outline(conn, scope, &ground)
            });
            let outline = outline.expect("an outline");
            let lines = outline.lines.into_iter().map(|l| l.item.map_or_else(|| "?".into(), |i| i.title));
            (lines.collect::<Vec<String>>(), outline.others.into_iter().map(|i| i.title).collect::<Vec<_>>())
        };
        for scope in [s.office(), s.liaison(0), s.liaison(1), s.liaison(2), s.cast.scope(&s.li), s.cast.scope(&s.sun)] {
            let whole = agenda(&s, &scope, &meeting);
            let others: Vec<String> = whole.others.iter().map(|i| i.title.clone()).collect();
            assert_eq!(shown(&scope), (titles(&whole), others), "{}", scope.actor_name());
        }
        let lines = |n: usize| shown(&s.liaison(n)).0;
        assert_eq!([lines(0), lines(1), lines(2)], [["公开的", "限定的"], ["公开的", "限定的"], ["公开的", "?"]]);
    });
}

#[test]
fn deferred_items_go_on_and_both_point_at_each_other() {
    each_database(|t| {
        let s = Stage::new(&t.db);
        let (first, second, third) = (s.meeting(State::Collecting), later(&s, 17), later(&s, 18));
        let typed = ItemContent { concerned: vec![s.departments[1]], ..content(&s, 0, "缓议的") };
        let item = s.write(&s.liaison(0), |conn, scope| actions::propose(conn, scope, &first.number, &typed, true)).expect("proposed");
        let item = accept(&s, &first, &item);
        let defer = |from: &Meeting, id: i64, to: &str| {
            let seen = SeenItem::any(&*from.number, id);
            s.write(&s.office(), |conn, scope| actions::defer(conn, scope, &seen, to, "材料不齐"))
        };
        // Only to a later meeting that takes items.
        assert_eq!(wrong(defer(&first, item.id, "")), [("to".to_owned(), "field-required")]);
        assert_eq!(wrong(defer(&first, item.id, "2099-0001")), [("to".to_owned(), "item-defer-unknown")]);
        assert_eq!(wrong(defer(&first, item.id, &first.number)), [("to".to_owned(), "item-defer-same")]);
        let other = propose(&s, &second, 0, "别的");
        assert_eq!(wrong(defer(&second, other.id, &first.number)), [("to".to_owned(), "item-defer-earlier")]);
        let gone = later(&s, 20);
        let cancel = Seen::any(&*gone.number);
        s.write(&s.office(), |conn, scope| actions::cancel(conn, scope, &cancel, "不开了")).expect("cancelled");
        assert_eq!(wrong(defer(&first, item.id, &gone.number)), [("to".to_owned(), "item-defer-over")]);
        // From one to the next, and on to the next but one.
        let old = defer(&first, item.id, &second.number).expect("deferred");
        let new = stored(&s, &second, old.goes_on_as_id.expect("points on"));
        assert_eq!((old.state, new.state, new.comes_from_id), (ItemState::Deferred, ItemState::Accepted, Some(old.id)));
        assert_eq!(
            (new.title.as_str(), new.concerned.clone(), new.department_id),
            ("缓议的", vec![s.departments[1]], Some(s.departments[0]))
        );
        let old = defer(&second, new.id, &third.number).expect("deferred again");
        let last = stored(&s, &third, old.goes_on_as_id.expect("points on"));
        let detail = s.read(&s.office(), |conn, scope| agenda::detail(conn, scope, &third.number, last.id)).expect("a page");
        assert_eq!(detail.comes_from.map(|r| (r.meeting.number, r.item.id)), Some((second.number.clone(), new.id)));
        assert_eq!(titles(&agenda(&s, &s.office(), &first)), Vec::<String>::new());
        // What a cancelled meeting had can still be moved.
        let seen = Seen::any(&*third.number);
        s.write(&s.office(), |conn, scope| actions::cancel(conn, scope, &seen, "不开了")).expect("cancelled");
        let fourth = later(&s, 24);
        defer(&third, last.id, &fourth.number).expect("from a cancelled one");
        assert_eq!(titles(&agenda(&s, &s.office(), &fourth)), ["缓议的"]);
    });
}

fn later(s: &Stage<'_>, on: u32) -> Meeting {
    let content = actions::Content { starts_at: at(12, on, 9, 0), ..s.content() };
    let made = s.write(&s.office(), |conn, scope| actions::create(conn, scope, &content, &s.departments)).expect("made");
    let seen = Seen::any(&*made.number);
    s.write(&s.office(), |conn, scope| actions::call(conn, scope, &seen)).expect("called")
}

#[test]
fn merged_items_keep_their_proposers_and_say_where_they_went() {
    each_database(|t| {
        let s = Stage::new(&t.db);
        let meeting = s.meeting(State::Collecting);
        let [a, b, c] = [(0, "甲"), (1, "乙"), (2, "丙")].map(|(n, title)| propose(&s, &meeting, n, title));
        let merge = |from: i64, into: i64| {
            let seen = SeenItem::any(&*meeting.number, from);
            s.write(&s.office(), |conn, scope| actions::merge(conn, scope, &seen, into, "同一件事"))
        };
        assert_eq!(wrong(merge(a.id, a.id)), [("into".to_owned(), "item-merge-self")]);
        assert_eq!(wrong(merge(a.id, 1)), [("into".to_owned(), "item-merge-unknown")]);
        let merged = merge(a.id, b.id).expect("merged");
        assert_eq!((merged.state, merged.merged_into_id, merged.department_id), (ItemState::Merged, Some(b.id), Some(s.departments[0])));
        assert_eq!(stored(&s, &meeting, b.id).concerned, [s.departments[0]]);
        // Not into one that was merged itself; but that one takes it along.
        assert_eq!(wrong(merge(c.id, a.id)), [("into".to_owned(), "item-merge-over")]);
        merge(b.id, c.id).expect("merged");
        let detail = s.read(&s.liaison(2), |conn, scope| agenda::detail(conn, scope, &meeting.number, c.id)).expect("a page");
        assert_eq!(detail.taken_in.iter().map(|i| i.title.as_str()).collect::<Vec<_>>(), ["乙", "甲"]);
        // Its proposers still see their own, and where it went only once they may see that.
        let own = s.read(&s.liaison(0), |conn, scope| agenda::detail(conn, scope, &meeting.number, a.id)).expect("own");
        assert!(own.merged_into.is_none(), "what it went into is not on the agenda yet");
        // All whose items went in are told what became of it.
        let c = accept(&s, &meeting, &c);
        assert_eq!(s.told("items-screened"), ["王磊", "赵强", "陈静"]);
        // Deferred, it takes along what it took in.
        let next = later(&s, 17);
        let seen = SeenItem::any(&*meeting.number, c.id);
        let old = s.write(&s.office(), |conn, scope| actions::defer(conn, scope, &seen, &next.number, "下次议")).expect("deferred");
        let id = old.goes_on_as_id.expect("points on");
        let detail = s.read(&s.office(), |conn, scope| agenda::detail(conn, scope, &next.number, id)).expect("a page");
        assert_eq!(detail.taken_in.len(), 2);
    });
}

#[test]
fn the_order_is_put_by_numbers_and_by_steps_and_a_second_office_is_told() {
    each_database(|t| {
        let s = Stage::new(&t.db);
        let meeting = s.meeting(State::Collecting);
        let items = ["一", "二", "三", "四"].map(|title| accepted(&s, &meeting, 0, title));
        let order = || titles(&agenda(&s, &s.office(), &meeting)).concat();
        let step = |n: usize, to| s.write(&s.office(), |conn, scope| actions::move_item(conn, scope, &meeting.number, items[n].id, to));
        step(2, To::Up).expect("up");
        assert_eq!(order(), "一三二四");
        step(0, To::Down).expect("down");
        step(0, To::Up).expect("and up");
        step(0, To::Up).expect("no higher than the first");
        assert_eq!(order(), "一三二四");
        step(3, To::Place(1)).expect("to a number");
        step(0, To::Place(99)).expect("to the end");
        assert_eq!(order(), "四三二一");
        let was: Vec<i64> = [3, 2, 1, 0].map(|n| items[n].id).to_vec();
        let line = |n: usize, place| OrderLine { id: items[n].id, place, minutes: 10 + n as i32, section: format!("第{n}部分") };
        let lines = [line(0, 10), line(1, 20), line(2, 20), line(3, 5)];
        let put =
            |was: &[i64], lines: &[OrderLine]| s.write(&s.office(), |conn, scope| actions::order(conn, scope, &meeting.number, was, lines));
        put(&was, &lines).expect("ordered");
        assert_eq!(order(), "四一三二", "equal numbers keep their order");
        assert_eq!((stored(&s, &meeting, items[2].id).minutes, stored(&s, &meeting, items[2].id).section.clone()), (12, "第2部分".into()));
        assert!(matches!(put(&was, &lines), Err(Error::Conflict)), "the order is another by now");
        // What came onto the agenda meanwhile is no conflict, and stands at the end.
        let was: Vec<i64> = [3, 0, 2, 1].map(|n| items[n].id).to_vec();
        accepted(&s, &meeting, 1, "五");
        put(&was, &[line(0, 1), line(1, 2), line(2, 3), line(3, 4)]).expect("ordered");
        assert_eq!(order(), "一二三四五");
        let wrong = [OrderLine { minutes: 0, ..line(0, 9) }];
        let was: Vec<i64> = [0, 1, 2, 3].map(|n| items[n].id).to_vec();
        assert!(matches!(put(&was, &wrong), Err(Error::Invalid(e)) if e.0[0].field == format!("minutes-{}", items[0].id)));
        assert_eq!(order(), "一二三四五", "nothing was saved");
        assert!(matches!(
            s.write(&s.liaison(0), |conn, scope| actions::move_item(conn, scope, &meeting.number, items[0].id, To::Up)),
            Err(Error::Forbidden(_))
        ));
        // Times follow.
        let starts: Vec<String> = agenda(&s, &s.office(), &meeting).lines.iter().map(|l| l.starts_at.format("%H:%M").to_string()).collect();
        assert_eq!(starts, ["01:00", "01:10", "01:21", "01:33", "01:46"], "UTC, nine o'clock in Shanghai");
    });
}

#[test]
fn two_secretaries_screening_at_once_lose_nothing() {
    each_database(|t| {
        let s = Stage::new(&t.db);
        let meeting = s.meeting(State::Collecting);
        let [a, b] = ["甲", "乙"].map(|title| propose(&s, &meeting, 0, title));
        let seen = SeenItem { version: Some(a.version), ..SeenItem::any(&*meeting.number, a.id) };
        s.write(&s.office(), |conn, scope| actions::return_item(conn, scope, &seen, "退回")).expect("returned");
        let placement = Placement { section: String::new(), minutes: 5, restricted: false };
        let other = s.cast.scope(&s.sun);
        let late = s.write(&other, |conn, scope| actions::accept(conn, scope, &seen, &placement));
        assert!(matches!(late, Err(Error::Refused(_))), "{late:?}");
        // Several at once: all or none.
        let both = [(b.id, Some(b.version)), (a.id, Some(a.version))];
        assert!(s.write(&other, |conn, scope| actions::accept_many(conn, scope, &meeting.number, &both)).is_err());
        assert_eq!(stored(&s, &meeting, b.id).state, ItemState::Proposed);
        // A stale version of an item that is still waiting.
        let stale = SeenItem { version: Some(b.version - 1), ..SeenItem::any(&*meeting.number, b.id) };
        assert!(matches!(s.write(&other, |conn, scope| actions::accept(conn, scope, &stale, &placement)), Err(Error::Conflict)));
    });
}

/// Where an action leads by the product's page, written down again; `None`: not from there.
fn model(state: ItemState, action: ItemAction) -> Option<ItemState> {
    use ItemAction as A;
    use ItemState as S;
    match action {
        A::Edit => matches!(state, S::Draft | S::Returned | S::Proposed | S::Accepted).then_some(state),
        A::Submit => matches!(state, S::Draft | S::Returned).then_some(S::Proposed),
        A::Withdraw => matches!(state, S::Draft | S::Returned | S::Proposed).then_some(S::Withdrawn),
        A::Consent => (state == S::Proposed).then_some(state),
        A::Accept => (state == S::Proposed).then_some(S::Accepted),
        A::Return => matches!(state, S::Proposed | S::Accepted).then_some(S::Returned),
        A::Defer => matches!(state, S::Proposed | S::Accepted).then_some(S::Deferred),
        A::Merge => matches!(state, S::Proposed | S::Accepted).then_some(S::Merged),
        A::Conclude => (state == S::Accepted).then_some(S::Concluded),
    }
}

#[test]
fn the_machine_agrees_with_the_model() {
    for state in ItemState::ALL.iter().copied() {
        for action in ItemAction::ALL.iter().copied() {
            assert_eq!(state.after(action).ok(), model(state, action), "{state:?} {action:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is tried by whomever, an item only goes where the model says, and a refusal changes nothing.
    #[test]
    fn lives_of_items_follow_the_model(steps in proptest::collection::vec((0..7usize, 0..3usize), 1..25)) {
        let test = TestDb::sqlite();
        let s = Stage::new(&test.db);
        let meeting = s.meeting(State::Collecting);
        let next = later(&s, 17);
        let goal = accepted(&s, &meeting, 1, "目标");
        let typed = content(&s, 0, "一生");
        let mine = s.write(&s.liaison(0), |conn, scope| actions::propose(conn, scope, &meeting.number, &typed, false)).expect("drafted");
        let seen = SeenItem::any(&*meeting.number, mine.id);
        let of_own = |conn: &mut _, scope: &Scope| agenda::item(conn, scope, &meeting.number, mine.id);
        let mut state = ItemState::Draft;
        for (verb, who) in steps {
            let scope = [s.liaison(0), s.office(), s.liaison(1)][who].clone();
            let placement = Placement { section: String::new(), minutes: 5, restricted: false };
            let action = [ItemAction::Submit, ItemAction::Accept, ItemAction::Return, ItemAction::Withdraw, ItemAction::Defer, ItemAction::Merge, ItemAction::Edit][verb];
            let done = s.write(&scope, |conn, scope| match action {
                ItemAction::Submit => actions::edit_item(conn, scope, &seen, &typed, true),
                ItemAction::Accept => actions::accept(conn, scope, &seen, &placement),
                ItemAction::Return => actions::return_item(conn, scope, &seen, "退"),
                ItemAction::Withdraw => actions::withdraw(conn, scope, &seen, ""),
                ItemAction::Defer => actions::defer(conn, scope, &seen, &next.number, "缓"),
                ItemAction::Merge => actions::merge(conn, scope, &seen, goal.id, ""),
                _ => actions::edit_item(conn, scope, &seen, &typed, false),
            });
            let may = match action {
                ItemAction::Submit | ItemAction::Withdraw => who == 0,
                ItemAction::Edit => if who == 0 { state != ItemState::Accepted } else { who == 1 && matches!(state, ItemState::Proposed | ItemState::Accepted) },
                _ => who == 1,
            };
            let wanted = model(state, action).filter(|_| may);
            prop_assert_eq!(done.as_ref().ok().map(|i| i.state), wanted, "{:?} {:?} by {}: {:?}", state, action, who, done);
            state = wanted.unwrap_or(state);
            let now = s.read(&s.liaison(0), of_own).expect("its department always sees it").1.state;
            prop_assert_eq!(now, state);
        }
    }
}

#[test]
fn the_pages_do_it_and_keep_what_was_typed() {
    TestApp::each(|app| {
        let s = Stage::new(app.db());
        let meeting = s.meeting(State::Collecting);
        let home = format!("/w/ours/meetings/{}", meeting.number);
        let chen = app.browser(&s.liaisons[0]);
        let hub = chen.get(&home).expect(200);
        assert!(hub.text().contains(&format!("{home}/items/new")), "{}", hub.text());
        chen.get(&format!("{home}/items/new")).expect(200);
        // Refused, with everything typed.
        let dept = s.departments[0].to_string();
        let typed = [
            ("department", dept.as_str()),
            ("title", "检查分工"),
            ("background", ""),
            ("proposed_decision", "由省质监局牵头"),
            ("minutes", "x"),
            ("asked", "check"),
            ("then", "submit"),
        ];
        let wrong = chen.post(&format!("{home}/items/new"), &typed).expect(422);
        assert!(wrong.select_text(".errors").contains("所需时间") && wrong.text().contains("由省质监局牵头"), "{}", wrong.text());
        let typed = typed.map(|(k, v)| match k {
            "minutes" => (k, "25"),
            "background" => (k, "分工有分歧"),
            _ => (k, v),
        });
        let item = chen.post(&format!("{home}/items/new"), &typed).expect(303).location().to_owned();
        let page = chen.get(&item).expect(200);
        assert!(page.select_text("h1") == "检查分工" && page.select_text(".head").contains("待审核"), "{}", page.text());
        // The office screens: a stale page is told so, with the form as it was.
        let (zhou, sun) = (app.browser(&s.zhou), app.browser(&s.sun));
        let queue = zhou.get(&format!("{home}/proposals")).expect(200);
        let choice = queue.attr("input[name=item]", "value").expect("a box");
        assert!(chen.get(&format!("{home}/proposals")).status == 403);
        sun.post(&format!("{item}/return"), &[("reason", "请补充数据"), ("version", "1")]).expect(303);
        let stale = zhou.post(&format!("{home}/proposals"), &[("item", &choice)]).expect(409);
        assert!(stale.select_text(".notice").contains("已退回") || stale.select_text(".notice").contains("议题处于"), "{}", stale.text());
        let late = zhou.post(&format!("{item}/defer"), &[("reason", "我的长理由"), ("to", ""), ("version", "1")]).expect(409);
        assert!(late.text().contains("我的长理由"), "nothing typed is lost: {}", late.text());
        // Its department sees why, edits in two windows, and the second is shown both.
        assert!(chen.get(&item).expect(200).select_text(".notice").contains("请补充数据"));
        let edit = |title: &'static str, version: &'static str| {
            let mut fields: Vec<(&str, &str)> = typed.iter().copied().filter(|(k, _)| *k != "title").collect();
            fields.extend([("title", title), ("version", version)]);
            chen.post(&format!("{item}/edit"), &fields)
        };
        edit("检查分工方案", "2").expect(303);
        assert_eq!(zhou.get(&format!("{home}/proposals")).expect(200).select_text(".proposals h2"), "检查分工方案");
        let both = edit("检查分工的另一方案", "2").expect(409);
        assert!(both.text().contains("检查分工的另一方案") && both.text().contains("检查分工方案"), "{}", both.text());
        // Accepted from the queue, ordered by its page.
        let choice = zhou.get(&format!("{home}/proposals")).expect(200).attr("input[name=item]", "value").expect("a box");
        zhou.post(&format!("{home}/proposals"), &[("item", &choice)]).expect(303);
        zhou.post(&format!("{home}/proposals"), &[]).expect(409);
        zhou.post(&format!("{home}/proposals"), &[("item", "rubbish"), ("item", "1@x")]).expect(404);
        let office = [("department", ""), ("title", "通报"), ("minutes", "90"), ("asked", "inform"), ("then", "submit")];
        zhou.post(&format!("{home}/items/new"), &office).expect(303);
        let order = zhou.get(&format!("{home}/order")).expect(200);
        assert!(order.select_text(".notice").contains("25 分钟"), "over by what the second takes: {}", order.text());
        let was = order.attr("input[name=was]", "value").expect("the order");
        let (first, second) = was.split_once(',').expect("two");
        let fields = [
            ("was".to_owned(), was.clone()),
            (format!("place-{first}"), "2".into()),
            (format!("place-{second}"), "1".into()),
            (format!("minutes-{first}"), "25".into()),
            (format!("minutes-{second}"), "0".into()),
            (format!("section-{first}"), "一、协调事项".into()),
        ];
        let send = |fields: &[(String, String)]| {
            let pairs: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
            zhou.post(&format!("{home}/order"), &pairs)
        };
        let wrong = send(&fields).expect(422);
        assert!(wrong.text().contains("一、协调事项") && wrong.select_text(".order .error").contains("1 至 600"), "{}", wrong.text());
        let mut good = fields.to_vec();
        good[4].1 = "15".into();
        send(&good).expect(303);
        let hub = chen.get(&home).expect(200);
        assert!(hub.select_text(".agenda").contains("一、协调事项") && hub.select_text(".agenda").contains("09:15"), "{}", hub.text());
        assert!(send(&good).expect(409).select_text(".notice").contains("刚刚调整过"));
        zhou.post(&format!("{home}/items/{first}/move"), &[("to", "up")]).expect(303);
        zhou.post(&format!("{home}/items/{first}/move"), &[("to", "sideways")]).expect(409);
        // Numbers that name nothing.
        for path in ["items/1", "items/x", "items/99999999999999999999/edit", "items/-1/merge"] {
            zhou.get(&format!("{home}/{path}")).expect(404);
        }
    });
}

#[test]
fn a_closed_department_is_not_chosen_anew_and_stays_where_it_was() {
    each_database(|t| {
        let s = Stage::new(&t.db);
        let meeting = s.meeting(State::Collecting);
        let typed = ItemContent { concerned: vec![s.departments[1]], ..content(&s, 0, "涉及乙") };
        let item = s.write(&s.liaison(0), |conn, scope| actions::propose(conn, scope, &meeting.number, &typed, true)).expect("proposed");
        s.write(&s.office(), |conn, scope| {
            use diesel::prelude::*;
            use lianxi::schema::departments;
            let own = departments::table.filter(departments::workspace_id.eq(scope.workspace_id()));
            diesel::update(own.filter(departments::id.eq(s.departments[1]))).set(departments::state.eq("closed")).execute(conn)?;
            Ok(())
        })
        .expect("closed");
        assert!(s.read(&s.office(), duties::queries::open_departments).expect("open").iter().all(|d| d.id != s.departments[1]));
        let seen = SeenItem::any(&*meeting.number, item.id);
        let kept = s
            .write(&s.office(), |conn, scope| actions::edit_item(conn, scope, &seen, &ItemContent { minutes: 30, ..typed.clone() }, false));
        assert_eq!(kept.expect("edited").concerned, [s.departments[1]]);
        let again = s.write(&s.liaison(0), |conn, scope| actions::propose(conn, scope, &meeting.number, &typed, true));
        assert_eq!(wrong(again), [("departments".to_owned(), "field-department-unknown")]);
    });
}
