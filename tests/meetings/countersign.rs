//! Countersigning: asked, answered, silent, decided on, asked again.

use lianxi::{
    meetings::{
        Difference, ReviewAnswer, Seen, State, Verdict,
        actions::{self, Answer, Proposed},
        queries::{self, Papers},
    },
    platform::error::Error,
    tenancy::Scope,
};

use super::{
    minutes_stage::{Held, held, held_in_part_behind_doors},
    stage::Stage,
};
use crate::support::{app::TestApp, each_database};

pub fn papers(s: &Stage<'_>, scope: &Scope, number: &str) -> Papers {
    s.read(scope, |conn, scope| queries::papers(conn, scope, number)).expect("papers")
}

/// Draws the minutes up and sends them to all three departments, to be answered within three working days.
pub fn circulated(s: &Stage<'_>, number: &str) {
    let seen = Seen::any(number);
    s.write(&s.office(), |conn, scope| actions::draw(conn, scope, &seen)).expect("drawn");
    s.write(&s.office(), |conn, scope| actions::circulate(conn, scope, &seen, &s.departments, 3, "")).expect("circulated");
}

pub fn answer(s: &Stage<'_>, scope: &Scope, number: &str, n: usize, new: &Answer) -> Result<(), Error> {
    let review = papers(s, &s.office(), number).round().find(|r| r.department_id == s.departments[n]).expect("asked").id;
    s.write(scope, |conn, scope| actions::answer_review(conn, scope, number, review, new))
}

pub fn agree() -> Answer {
    Answer { answer: ReviewAnswer::Agree, text: String::new(), proposed: Vec::new() }
}

pub fn disagree() -> Answer {
    Answer { answer: ReviewAnswer::Disagree, text: "职责不清".into(), proposed: Vec::new() }
}

fn decide(s: &Stage<'_>, number: &str, d: &Difference, verdict: Verdict) -> Result<(), Error> {
    s.write(&s.office(), |conn, scope| actions::decide_difference(conn, scope, &Seen::any(number), d.id, verdict, "见会议记录"))
}

#[test]
fn departments_agree_want_other_words_or_are_silent() {
    each_database(|t| {
        let s = Stage::new(&t.db);
        let Held { number, items, decisions } = held(&s);
        circulated(&s, &number);
        assert_eq!(s.told("minutes-countersign"), ["王磊", "赵强", "陈静"]);
        let office = s.office();
        let now = papers(&s, &office, &number);
        assert_eq!(now.meeting.state, State::Countersigning);
        // 2026-11-23 is a Monday.
        assert_eq!(now.reviews[0].due_on.to_string(), "2026-11-26");
        // Only who acts for a department answers for it, and once.
        answer(&s, &s.liaison(0), &number, 0, &agree()).expect("agreed");
        assert!(matches!(answer(&s, &s.liaison(0), &number, 0, &agree()), Err(Error::Refused(ref m)) if m.key == "minutes-answered"));
        assert!(matches!(answer(&s, &s.liaison(0), &number, 1, &agree()), Err(Error::NotFound)));
        assert!(matches!(answer(&s, &s.cast.scope(&s.stranger), &number, 1, &agree()), Err(Error::NotFound)));
        assert!(matches!(answer(&s, &office, &number, 1, &agree()), Err(Error::Forbidden(_))));
        // Other words: only what was changed becomes a difference.
        let section = now.sections.iter().find(|x| x.item_id == Some(items[0])).expect("the item");
        let propose = |text: &str, wording: &str| Answer {
            answer: ReviewAnswer::Wording,
            text: text.into(),
            proposed: vec![
                Proposed { section_id: Some(section.id), decision_id: None, wording: section.text.clone() },
                Proposed { section_id: None, decision_id: Some(decisions[0]), wording: wording.into() },
            ],
        };
        let same = answer(&s, &s.liaison(1), &number, 1, &propose("写明范围", "开展联合抽查。"));
        assert!(matches!(same, Err(Error::Invalid(ref e)) if e.0[0].message.key == "minutes-wording-same"), "{same:?}");
        let why = answer(&s, &s.liaison(1), &number, 1, &propose("", "开展两次联合抽查。"));
        assert!(matches!(why, Err(Error::Invalid(ref e)) if e.0[0].field == "text"), "{why:?}");
        answer(&s, &s.liaison(1), &number, 1, &propose("写明次数", "开展两次联合抽查。")).expect("answered");
        let now = papers(&s, &office, &number);
        assert_eq!(now.differences.len(), 1);
        let by_liaison = s.write(&s.liaison(0), |conn, scope| {
            actions::decide_difference(conn, scope, &Seen::any(&*number), now.differences[0].id, Verdict::Taken, "好")
        });
        assert!(matches!(by_liaison, Err(Error::Forbidden(_))), "{by_liaison:?}");
        decide(&s, &number, &now.differences[0], Verdict::Taken).expect("taken");
        assert!(decide(&s, &number, &now.differences[0], Verdict::Rejected).is_err(), "once");
        let now = papers(&s, &office, &number);
        assert_eq!(now.decisions.iter().find(|d| d.id == decisions[0]).expect("there").text, "开展两次联合抽查。");
        // Silence is recorded once, when the day is over, and counts as consent.
        assert_eq!(s.write(&office, actions::record_silence).expect("none yet"), 0);
        let later = s.later(&office, 4);
        assert!(
            matches!(answer(&s, &s.later(&s.liaison(2), 4), &number, 2, &agree()), Err(Error::Refused(ref m)) if m.key == "minutes-answer-late")
        );
        assert_eq!(s.write(&later, actions::record_silence).expect("one"), 1);
        assert_eq!(s.write(&later, actions::record_silence).expect("none"), 0);
        let now = papers(&s, &later, &number);
        let answers: Vec<_> = now.reviews.iter().map(|r| r.answer.expect("one")).collect();
        assert_eq!(answers, [ReviewAnswer::Agree, ReviewAnswer::Wording, ReviewAnswer::Silent]);
        assert!(now.reviews[2].answered_by.is_empty(), "nobody answered: the program wrote it down");
    });
}

#[test]
fn a_further_round_is_asked_of_those_concerned_once_all_is_decided() {
    each_database(|t| {
        let s = Stage::new(&t.db);
        let Held { number, items, .. } = held(&s);
        circulated(&s, &number);
        answer(&s, &s.liaison(0), &number, 0, &disagree()).expect("answered");
        let office = s.office();
        let again =
            |departments: &[i64]| s.write(&office, |conn, scope| actions::circulate(conn, scope, &Seen::any(&*number), departments, 2, ""));
        let refused = again(&s.departments[..1]);
        assert!(matches!(refused, Err(Error::Refused(ref m)) if m.key == "minutes-differences-open"), "{refused:?}");
        let difference = papers(&s, &office, &number).differences[0].clone();
        decide(&s, &number, &difference, Verdict::Rejected).expect("rejected");
        let section = papers(&s, &office, &number).sections.iter().find(|x| x.item_id == Some(items[1])).expect("there").clone();
        let edit = |conn: &mut _, scope: &Scope| {
            actions::edit_section(conn, scope, &Seen::any(&*number), section.id, section.version, "假冒线索", "公安部门介绍了情况。")
        };
        s.write(&office, edit).expect("edited");
        let now = papers(&s, &office, &number);
        assert_eq!(now.changed(&office), ["假冒线索"]);
        // Who disagreed, and whose item changed.
        assert_eq!(now.proposed_round(), [s.departments[0], s.departments[2]]);
        assert!(matches!(again(&[]), Err(Error::Invalid(_))));
        again(&[s.departments[2]]).expect("asked again");
        let now = papers(&s, &office, &number);
        assert_eq!(now.round().map(|r| r.department_id).collect::<Vec<_>>(), [s.departments[2]]);
        assert!(now.changed(&office).is_empty());
        // Who was asked in the first round only has no further say.
        let first = now.reviews.iter().find(|r| r.round == 1 && r.department_id == s.departments[1]).expect("asked").id;
        let late = s.write(&s.liaison(1), |conn, scope| actions::answer_review(conn, scope, &number, first, &agree()));
        assert!(matches!(late, Err(Error::Refused(_))), "{late:?}");
        answer(&s, &s.liaison(2), &number, 2, &agree()).expect("agreed");
    });
}

#[test]
fn who_lives_on_in_another_department_is_answered_for_there_and_who_left_leaves_the_seat() {
    each_database(|t| {
        let s = Stage::new(&t.db);
        let Held { number, .. } = held(&s);
        circulated(&s, &number);
        // Merged: the successor's liaison answers; the people move with it.
        let [a, b, _] = s.departments;
        s.sql(&format!("UPDATE departments SET state = 'merged', merged_into_id = {b} WHERE id = {a}"));
        answer(&s, &s.liaison(1), &number, 0, &agree()).expect("the successor answers");
        // Removed: whoever acts for the department next answers.
        let next = s.cast.person(
            s.workspace,
            "新联络员",
            &[lianxi::tenancy::Role::Liaison],
            &[(s.departments[2], lianxi::tenancy::Function::Liaison)],
        );
        s.sql(&format!("UPDATE memberships SET state = 'removed' WHERE id = {}", s.liaisons[2].membership_id));
        answer(&s, &s.cast.scope(&next), &number, 2, &agree()).expect("the next one answers");
        let now = papers(&s, &s.office(), &number);
        assert_eq!(now.reviews.iter().map(|r| r.answered_by.as_str()).collect::<Vec<_>>(), ["王磊", "", "新联络员"]);
        // Nobody acts for it any more: it is not asked in vain.
        s.sql(&format!("UPDATE memberships SET state = 'removed' WHERE id = {}", next.membership_id));
        let refused = s.write(&s.office(), |conn, scope| actions::circulate(conn, scope, &Seen::any(&*number), &[s.departments[2]], 2, ""));
        assert!(matches!(refused, Err(Error::Invalid(ref e)) if e.0[0].message.key == "minutes-nobody-acts"), "{refused:?}");
    });
}

#[test]
fn who_has_not_answered_is_reminded_once() {
    each_database(|t| {
        let s = Stage::new(&t.db);
        let Held { number, .. } = held(&s);
        circulated(&s, &number);
        answer(&s, &s.liaison(0), &number, 0, &agree()).expect("agreed");
        let office = s.office();
        assert_eq!(s.write(&office, actions::remind_countersigners).expect("not yet"), 0);
        let later = s.later(&office, 2);
        assert_eq!(s.write(&later, actions::remind_countersigners).expect("now"), 2);
        assert_eq!(s.write(&later, actions::remind_countersigners).expect("once"), 0);
        assert_eq!(s.told("minutes-reminder"), ["王磊", "赵强"]);
    });
}

#[test]
fn the_pages_of_countersigning() {
    TestApp::each(|app| {
        let s = Stage::new(app.db());
        let made = held_in_part_behind_doors(&s);
        let number = &made.number;
        let home = format!("/w/ours/meetings/{number}/minutes");
        let (zhou, chen, wang) = (app.browser(&s.zhou), app.browser(&s.liaisons[0]), app.browser(&s.liaisons[1]));
        zhou.post(&format!("{home}/draw"), &[]).expect(303);
        let form = zhou.get(&format!("{home}/circulate")).expect(200);
        assert!(form.select_text("main").contains("视为同意"));
        let wrong = zhou.post(&format!("{home}/circulate"), &[("days", "很久"), ("text", "请尽快")]).expect(422);
        assert!(wrong.select_text("#f-text").contains("请尽快"));
        let ids = s.departments.map(|d| d.to_string());
        let all = [("days", "3"), ("departments", &*ids[0]), ("departments", &*ids[1]), ("departments", &*ids[2])];
        chen.post(&format!("{home}/circulate"), &all).expect(403);
        zhou.post(&format!("{home}/circulate"), &all).expect(303);
        // A liaison reads all but what is restricted to others, and answers for their own department.
        let page = chen.get(&home).expect(200);
        let main = page.select_text("main");
        assert!(main.contains("市场抽查") && !main.contains("假冒线索") && !main.contains("移交线索"), "{main}");
        let review = papers(&s, &s.office(), number).reviews[0].id;
        let at = format!("{home}/countersign/{review}");
        wang.get(&at).expect(404);
        zhou.get(&at).expect(403);
        app.browser(&s.stranger).get(&at).expect(404);
        let form = chen.get(&at).expect(200);
        assert!(!form.select_text("main").contains("移交线索"));
        let empty = chen.post(&at, &[("answer", ""), ("text", "说明")]).expect(422);
        assert!(empty.select_text("#f-text").contains("说明"));
        let decision = format!("decision-{}", made.decisions[0]);
        let hidden = format!("decision-{}", made.decisions[1]);
        let text = [("answer", "wording"), ("text", "写明次数"), (&*decision, "开展两次联合抽查。")];
        chen.post(&at, &[("answer", "wording"), ("text", "猜"), (&*hidden, "改掉")]).expect(404);
        chen.post(&at, &text).expect(303);
        let page = zhou.get(&format!("{home}/differences")).expect(200);
        assert!(page.select_text("ins").contains("两次") && page.select_text("main").contains("写明次数"));
        let difference = papers(&s, &s.office(), number).differences[0].id;
        let to = format!("{home}/differences/{difference}");
        chen.post(&to, &[("verdict", "taken"), ("verdict_reason", "好")]).expect(403);
        zhou.post(&to, &[("verdict", "taken"), ("verdict_reason", "")]).expect(422);
        zhou.post(&to, &[("verdict", "taken"), ("verdict_reason", "采纳")]).expect(303);
        assert!(zhou.get(&home).expect(200).select_text("main").contains("（一）开展两次联合抽查。"));
        let waiting = zhou.post(&format!("{home}/issue"), &[]).expect(409);
        assert!(waiting.select_text(".errors").contains("省质监局"), "{}", waiting.select_text(".errors"));
    });
}
