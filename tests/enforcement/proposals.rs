//! What the ladder proposed while the case around it changes: who is to decide, by when, and what ends it.

use lianxi::{
    enforcement::{
        Case, MeasureKind, Outcome,
        actions::cases::{self, CaseContent},
        hand_over::{
            HandOver, HandOverAction, HandOverKind,
            actions::{self as handing, Answer, NewHandOver, SeenHandOver},
        },
        ladder::{self, Proposal, ProposalState, actions::Verdict},
        measure::{
            FindingKind,
            actions::{self, NewMeasure},
        },
    },
    platform::error::Result,
    tenancy::{Function, Role, Scope},
};

use super::{
    cases::{Docket, key, seen},
    hand_overs::transfer,
    stage::wrong,
};
use crate::support::{TestApp, app::Browser, each_database};

impl Docket<'_> {
    /// A filed case of counterfeits.
    pub fn counterfeit(&self, title: &str) -> Case {
        let content = CaseContent { extra: vec![("value".into(), "860000".into())], ..self.content(title) };
        let kind = self.kind("counterfeit");
        let register = |conn: &mut _, scope: &Scope| cases::register(conn, scope, kind, self.party, &content, None);
        let case = self.stage.write(&self.chen(), register).expect("registered");
        self.file(&case).expect("filed");
        self.one(case.id)
    }

    pub fn find(&self, case: &Case, kind: FindingKind) {
        let find = |conn: &mut _, scope: &Scope| actions::find(conn, scope, &seen(&self.one(case.id)), Some(kind), None, "查明");
        self.stage.write(&self.chen(), find).expect("found");
    }

    pub fn proposed(&self, case: &Case) -> Vec<Proposal> {
        self.stage.read(&self.stage.office(), |conn, scope| ladder::of_case(conn, scope, case.id)).expect("proposals")
    }

    pub fn only(&self, case: &Case) -> Proposal {
        let mut all = self.proposed(case);
        assert_eq!(all.len(), 1, "{all:?}");
        all.remove(0)
    }

    pub fn settle(&self, scope: &Scope, case: &Case, p: &Proposal, verdict: Verdict) -> Result<Proposal> {
        self.stage.write(scope, |conn, scope| ladder::actions::decide(conn, scope, &case.number, p.id, p.version, verdict, "另有安排"))
    }

    pub fn reply(&self, scope: &Scope, h: &HandOver, action: HandOverAction) -> Result<HandOver> {
        let said = Answer { text: "材料不全".into(), ..Answer::default() };
        let seen = SeenHandOver { id: h.id, version: h.version };
        self.stage.write(scope, |conn, scope| handing::answer(conn, scope, seen, action, &said))
    }

    pub fn close(&self, scope: &Scope, case: &Case, outcome: Outcome) -> Result<Case> {
        self.stage.write(scope, |conn, scope| cases::close(conn, scope, &seen(&self.one(case.id)), Some(outcome), "结案"))
    }
}

pub fn to_justice() -> NewHandOver {
    let outside_name = "南京市人民检察院".into();
    NewHandOver { kind: Some(HandOverKind::Referral), to_id: None, outside_name, ..transfer(0) }
}

#[test]
fn a_referral_that_comes_back_is_proposed_anew() {
    each_database(|t| {
        let d = Docket::new(&t.db);
        let chen = d.chen();
        let case = d.counterfeit("假冒名优饮料窝点");
        d.find(&case, FindingKind::Criminal);
        let p = d.only(&case);
        assert_eq!((&*p.rule.measures, p.state), (&[MeasureKind::ReferToJustice][..], ProposalState::Open));
        for (n, action) in [HandOverAction::Reject, HandOverAction::Withdraw].into_iter().enumerate() {
            let sent = d.send(&chen, &case, &to_justice()).expect("referred");
            assert_eq!((d.only(&case).state, d.only(&case).reason), (ProposalState::Imposed, sent.number.clone()));
            d.reply(&chen, &sent, action).expect("back");
            let back = d.only(&case);
            assert_eq!((back.state, back.decided_at, back.reason.as_str()), (ProposalState::Open, None, ""), "{action:?}");
            // Whoever is to decide is told again each time: at first and after what came back, but for who did it.
            assert_eq!(d.told(case.id).iter().filter(|verb| *verb == "propose").count(), n + 2);
        }
        // A first one that came back does not undo the one that went through.
        let first = d.send(&chen, &case, &to_justice()).expect("referred");
        d.reply(&chen, &first, HandOverAction::Withdraw).expect("back");
        let second = d.send(&chen, &case, &to_justice()).expect("referred");
        d.reply(&chen, &second, HandOverAction::Receive).expect("received");
        assert_eq!(d.only(&case).state, ProposalState::Imposed);
    });
}

#[test]
fn what_was_referred_before_it_was_found_to_be_a_crime_is_not_asked_for_again() {
    each_database(|t| {
        let d = Docket::new(&t.db);
        let chen = d.chen();
        let case = d.counterfeit("假冒名优饮料窝点");
        let sent = d.send(&chen, &case, &to_justice()).expect("referred");
        d.find(&case, FindingKind::Criminal);
        assert_eq!(d.proposed(&case), [], "it is with justice already");
        let received = d.reply(&chen, &sent, HandOverAction::Receive).expect("received");
        d.reply(&chen, &received, HandOverAction::Report).expect("reported");
        d.close(&chen, &case, Outcome::Fulfilled).expect("nothing is in the way");
        // One that comes back is asked for.
        let other = d.counterfeit("假冒名优食品窝点");
        let sent = d.send(&chen, &other, &to_justice()).expect("referred");
        d.find(&other, FindingKind::Criminal);
        d.reply(&chen, &sent, HandOverAction::Reject).expect("back");
        assert_eq!((&*d.only(&other).rule.measures, d.only(&other).state), (&[MeasureKind::ReferToJustice][..], ProposalState::Open));
    });
}

#[test]
fn justice_is_a_hand_over_and_no_measure() {
    TestApp::each(|app| {
        let d = Docket::new(app.db());
        let chen = d.chen();
        let case = d.counterfeit("假冒名优饮料窝点");
        d.find(&case, FindingKind::Criminal);
        let p = d.only(&case);
        let justice =
            NewMeasure { kind: Some(MeasureKind::ReferToJustice), legal_basis: "规定第二十三条".into(), ..NewMeasure::default() };
        for proposal in [None, Some((p.id, p.version))] {
            let new = NewMeasure { proposal, ..justice.clone() };
            let imposed = d.stage.write(&chen, |conn, scope| actions::impose(conn, scope, &seen(&d.one(case.id)), &new));
            assert_eq!(wrong(imposed), [("kind".to_owned(), "measure-is-referral")]);
        }
        assert_eq!(d.only(&case).state, ProposalState::Open);
        // Pages lead to where it is done, and the other form does not offer it.
        let browser = app.browser(&d.stage.liaison);
        let home = format!("/w/ours/cases/{}", case.number);
        let refer = format!("{home}/hand-over?kind=referral");
        for page in [home.clone(), format!("{home}/proposals/{}", p.id)] {
            let page = browser.get(&page).expect(200);
            assert_eq!(page.attr(&format!("main a[href='{refer}']"), "href"), Some(refer.clone()), "{}", page.select_text("main"));
            assert_eq!(page.attr("main a[href*='measures/new?proposal']", "href"), None);
        }
        assert!(browser.get(&refer).expect(200).attr("input[value=referral]", "checked").is_some(), "chosen already");
        assert!(browser.get(&format!("{home}/measures/new?proposal={}", p.id)).expect(409).text().contains("移送”办理"));
        assert_eq!(browser.get(&format!("{home}/measures/new")).expect(200).attr("option[value=refer_to_justice]", "value"), None);
    });
}

#[test]
fn what_waits_for_no_department_in_particular_goes_with_the_case() {
    each_database(|t| {
        let mut d = Docket::new(&t.db);
        let (workspace, other) = (d.stage.workspace, d.other);
        d.stage.cast.person(workspace, "丁二", &[Role::Liaison], &[(other, Function::Liaison)]);
        let asked = |d: &Docket| {
            let to = d.stage.cast.mails(workspace).into_iter().filter(|(cause, _)| cause == "case-proposed");
            let mut names: Vec<String> = to.map(|(_, to)| to).collect();
            names.sort();
            names
        };
        let handed = d.counterfeit("移送的");
        let given = d.counterfeit("改由他人承办的");
        for case in [&handed, &given] {
            d.find(case, FindingKind::Criminal);
            assert_eq!(d.only(case).department_id, d.stage.bureau);
        }
        let before = d.only(&handed);
        // A week later: what is asked of the new holder is due in its own time.
        d.stage.cast.now += chrono::Duration::days(7);
        let (chen, ding, office) = (d.chen(), d.stage.cast.scope(&d.ding), d.stage.office());
        let sent = d.send(&chen, &handed, &transfer(other)).expect("sent");
        assert_eq!(d.only(&handed), before, "not while it is on its way");
        d.reply(&ding, &sent, HandOverAction::Receive).expect("received");
        let now = d.only(&handed);
        assert_eq!((now.department_id, now.state), (other, ProposalState::Open));
        assert!(now.due_on > before.due_on && now.due_on > office.today(), "{now:?}");
        assert_eq!(asked(&d), ["丁二"], "whoever received it knows");
        // The giver has no say any more, the holder has.
        assert_eq!(key(d.settle(&chen, &handed, &now, Verdict::Decline)), "measure-forbidden");
        assert_eq!(d.settle(&ding, &handed, &now, Verdict::Decline).expect("declined").state, ProposalState::Declined);
        // The same where the office gives it to somebody else.
        let content =
            CaseContent { holder_id: Some(other), extra: vec![("value".into(), "860000".into())], ..d.content("改由他人承办的") };
        let edit = |conn: &mut _, scope: &Scope| cases::edit(conn, scope, &seen(&d.one(given.id)), &content);
        d.stage.write(&office, edit).expect("edited");
        assert_eq!(d.only(&given).department_id, other);
        assert_eq!(asked(&d), ["丁二", "丁二", "丁洁"]);
    });
}

#[test]
fn a_paper_receipt_of_a_referral_does_not_say_that_the_case_changes_hands() {
    TestApp::each(|app| {
        let d = Docket::new(app.db());
        let (chen, ding) = (app.browser(&d.stage.liaison), app.browser(&d.ding));
        let said =
            |sent: HandOver, browser: &Browser| browser.get(&format!("/w/ours/hand-overs/{}/receive", sent.number)).expect(200).text();
        let referred = d.send(&d.chen(), &d.counterfeit("移送司法的"), &to_justice()).expect("sent");
        let page = said(referred, &chen);
        assert!(page.contains("案件仍由移送单位承办和跟进") && !page.contains("由接收单位承办"), "{page}");
        let handed = d.send(&d.chen(), &d.counterfeit("移送的"), &transfer(d.other)).expect("sent");
        assert!(said(handed, &ding).contains("由接收单位承办"));
    });
}

#[test]
fn who_is_asked_again_has_its_own_time() {
    each_database(|t| {
        let mut d = Docket::new(&t.db);
        let case = d.on_file("流入学校的饮料");
        let p = d.serious(&case);
        let once = d.settle(&d.chen(), &case, &p, Verdict::Decline).expect("declined");
        d.stage.cast.now += chrono::Duration::days(14);
        let again = d.settle(&d.stage.office(), &case, &once, Verdict::Insist).expect("asked again");
        assert!(p.due_on < d.stage.office().today() && again.due_on > d.stage.office().today(), "{} then {}", p.due_on, again.due_on);
        // What was declined twice gives a further fact for the same no deadline that has passed.
        let twice = d.settle(&d.chen(), &case, &again, Verdict::Decline).expect("declined again");
        assert_eq!(twice.state, ProposalState::WithOffice);
    });
}

#[test]
fn what_was_declined_ends_with_what_it_rested_on_and_with_the_case() {
    each_database(|t| {
        let d = Docket::new(&t.db);
        let (chen, office) = (d.chen(), d.stage.office());
        let case = d.on_file("流入学校的饮料");
        let p = d.serious(&case);
        let declined = d.settle(&chen, &case, &p, Verdict::Decline).expect("declined");
        // Closed: nobody is asked about it any more.
        d.close(&chen, &case, Outcome::PartyGone).expect("closed");
        assert_eq!(d.only(&case).state, ProposalState::Stale);
        let stale = d.only(&case);
        assert_eq!(key(d.settle(&office, &case, &stale, Verdict::Insist)), "proposal-refused");
        // One from before that, declined in a case that is closed, is not asked about either, but can be given up.
        let force = "UPDATE case_proposals SET state = 'declined'";
        d.stage.write(&office, |conn, _| Ok(diesel::RunQueryDsl::execute(diesel::sql_query(force), conn)?)).expect("as it was");
        assert_eq!(key(d.settle(&office, &case, &d.only(&case), Verdict::Insist)), "measure-case-not-open");
        // Taken back while the case goes on: the same.
        d.stage.write(&chen, |conn, scope| cases::reopen(conn, scope, &seen(&d.one(case.id)), "再办")).expect("reopened");
        assert_eq!((d.only(&case).state, d.only(&case).declines), (ProposalState::Declined, declined.declines));
        let unfind = |conn: &mut _, scope: &Scope| actions::unfind(conn, scope, &seen(&d.one(case.id)), FindingKind::Serious, "有误");
        d.stage.write(&chen, unfind).expect("taken back");
        assert_eq!(d.only(&case).state, ProposalState::Stale);
    });
}
