//! Rules a workspace writes itself: who they name, what they count, and what was proposed by the former ones.

use lianxi::{
    enforcement::{
        MeasureKind, Outcome,
        actions::cases,
        hand_over::HandOverAction,
        ladder::{self, Condition, ProposalState, Rule},
        measure::{
            FindingKind,
            actions::{self, NewMeasure},
        },
    },
    tenancy::Scope,
};

use super::{
    cases::{Docket, seen},
    hand_overs::transfer,
};
use crate::support::{TestApp, each_database};

#[test]
fn whoever_a_rule_names_stays_competent() {
    each_database(|t| {
        let d = Docket::new(&t.db);
        let named = d.stage.cities[0];
        let draft = d.stage.write(&d.stage.office(), |conn, scope| {
            let draft = ladder::actions::begin_draft(conn, scope)?;
            let rule = draft.rules.iter().find(|r| r.measures == [MeasureKind::ReferToJustice]).cloned().expect("shipped");
            let draft = ladder::actions::put_rule(conn, scope, draft.version, Rule { competent_id: Some(named), ..rule })?;
            ladder::actions::enact(conn, scope, draft.version, Some(scope.today()), "由市政府决定")
        });
        draft.expect("in force");
        let case = d.counterfeit("移送的");
        d.find(&case, FindingKind::Criminal);
        let before = d.only(&case);
        assert_eq!(before.department_id, named);
        let sent = d.send(&d.chen(), &case, &transfer(d.other)).expect("sent");
        d.reply(&d.stage.cast.scope(&d.ding), &sent, HandOverAction::Receive).expect("received");
        assert_eq!(d.only(&case), before);
    });
}

#[test]
fn a_case_that_came_to_nothing_is_no_repetition() {
    each_database(|t| {
        let d = Docket::new(&t.db);
        let (chen, office) = (d.chen(), d.stage.office());
        let twice = Rule {
            position: 0,
            kinds: vec!["sampling_failure".into()],
            condition: Condition::Repeated,
            after: None,
            level: None,
            times: 2,
            months: 12,
            measures: vec![MeasureKind::Penalty],
            days: 0,
            competent_id: None,
            article: "本省补充规定第三条".into(),
        };
        let enacted = d.stage.write(&office, |conn, scope| {
            let draft = ladder::actions::begin_draft(conn, scope)?;
            let draft = ladder::actions::put_rule(conn, scope, draft.version, twice)?;
            ladder::actions::enact(conn, scope, draft.version, Some(scope.today()), "累犯")
        });
        enacted.expect("in force");
        for (n, outcome) in [Outcome::Unfounded, Outcome::Quashed].into_iter().enumerate() {
            let void = d.on_file(&format!("第{n}件"));
            d.close(&chen, &void, outcome).expect("closed");
        }
        let joined = d.on_file("并案的");
        let main = d.on_file("主案");
        assert_eq!(d.proposed(&main).len(), 1, "two that go on");
        d.stage.write(&chen, |conn, scope| cases::join(conn, scope, &seen(&d.one(joined.id)), &main.number, "同一事实")).expect("joined");
        d.find(&main, FindingKind::Proven);
        assert_eq!(d.only(&main).state, ProposalState::Stale, "one and the same");
        // One that was closed with something done counts.
        let done = d.on_file("真的");
        d.close(&chen, &done, Outcome::PartyGone).expect("closed");
        let next = d.on_file("又一件");
        assert_eq!(d.only(&next).rule.measures, [MeasureKind::Penalty]);
    });
}

#[test]
fn a_proposal_stays_what_it_was_when_its_rule_is_changed() {
    TestApp::each(|app| {
        let d = Docket::new(app.db());
        let (chen, office) = (d.chen(), d.stage.office());
        let case = d.on_file("流入学校的饮料");
        let p = d.serious(&case);
        let enacted = d.stage.write(&office, |conn, scope| {
            let draft = ladder::actions::begin_draft(conn, scope)?;
            let rule = draft.rules.iter().find(|r| r.position == p.rule.position).cloned().expect("there");
            let changed = Rule { measures: vec![MeasureKind::Penalty], article: "本省新规定".into(), ..rule };
            let draft = ladder::actions::put_rule(conn, scope, draft.version, changed)?;
            ladder::actions::enact(conn, scope, draft.version, Some(scope.today()), "改为罚款")
        });
        let second = enacted.expect("in force");
        assert_eq!(d.only(&case), p);
        let page = app.browser(&d.stage.liaison).get(&format!("/w/ours/cases/{}/proposals/{}", case.number, p.id)).expect(200);
        assert!(page.text().contains(&p.rule.article) && !page.text().contains("本省新规定"), "{}", page.select_text("main"));
        // Followed as it was made.
        let publish = NewMeasure {
            kind: Some(MeasureKind::Publish),
            legal_basis: "规定第十八条".into(),
            proposal: Some((p.id, p.version)),
            ..NewMeasure::default()
        };
        d.stage.write(&chen, |conn, scope| actions::impose(conn, scope, &seen(&d.one(case.id)), &publish)).expect("imposed");
        assert_eq!(d.only(&case).state, ProposalState::Open, "two more are proposed");
        // Moved to the new version with a reason, the case is asked what that says.
        let to_second =
            |conn: &mut _, scope: &Scope| ladder::actions::move_case(conn, scope, &seen(&d.one(case.id)), second.id, "新规定更适当");
        d.stage.write(&office, to_second).expect("moved");
        let all = d.proposed(&case);
        assert_eq!(
            all.iter().map(|p| (p.state, p.rule.measures[0])).collect::<Vec<_>>(),
            [(ProposalState::Stale, MeasureKind::RevokeBusinessLicence), (ProposalState::Open, MeasureKind::Penalty)]
        );
    });
}
