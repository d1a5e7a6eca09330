//! A case about officers of the department that holds it: it gives the case away, and takes nothing back.

use lianxi::{
    enforcement::{
        Case, CaseState,
        actions::cases::{self, CaseContent},
        hand_over::{
            HandOverAction, HandOverKind,
            actions::{self as handing, NewHandOver, SeenHandOver},
        },
    },
    tenancy::Scope,
};

use super::{
    cases::{Docket, key, seen},
    hand_overs::transfer,
    proposals::to_justice,
};
use crate::support::{TestApp, each_database};

impl Docket<'_> {
    /// Filed by the office, held by the department whose officers acted.
    fn about_own_officers(&self) -> Case {
        let extra = vec![("acted_on".into(), "2026-11-10".into()), ("act".into(), "收费放行不合格产品".into())];
        let own = CaseContent { extra, officers_of_id: Some(self.stage.bureau), ..self.content("收费放行") };
        let kind = self.kind("unlawful_enforcement");
        let register = |conn: &mut _, scope: &Scope| cases::register(conn, scope, kind, self.party, &own, None);
        let case = self.stage.write(&self.chen(), register).expect("registered");
        self.stage.write(&self.stage.office(), |conn, scope| cases::file(conn, scope, &seen(&case), "")).expect("filed");
        self.one(case.id)
    }
}

#[test]
fn what_was_given_away_is_not_taken_back_by_the_department_it_is_about() {
    each_database(|t| {
        let d = Docket::new(&t.db);
        let (chen, ding, office) = (d.chen(), d.stage.cast.scope(&d.ding), d.stage.office());
        let case = d.about_own_officers();
        // Whoever sent it, it comes from the department that holds the case.
        for sender in [&chen, &office] {
            let sent = d.send(sender, &case, &transfer(d.other)).expect("sent");
            assert_eq!(key(d.answer(&chen, &sent, HandOverAction::Withdraw, "自己办")), "case-own-officers");
            assert_eq!(d.one(case.id).state, CaseState::HandedOver);
            d.answer(&office, &sent, HandOverAction::Withdraw, "另行安排").expect("the office takes it back");
        }
        // Nor does it say what a body outside answered, or where that is written to.
        let sent = d.send(&office, &case, &NewHandOver { outside_email: "jcy@justice.example".into(), ..to_justice() }).expect("referred");
        for action in [HandOverAction::Reject, HandOverAction::Receive, HandOverAction::Withdraw] {
            assert_eq!(key(d.answer(&chen, &sent, action, "退回")), "case-own-officers", "{action:?}");
        }
        let again = |scope: &Scope| {
            let seen = SeenHandOver { id: sent.id, version: sent.version };
            d.stage.write(scope, |conn, scope| handing::send_again(conn, scope, seen, "other@justice.example"))
        };
        assert!(again(&chen).is_err());
        let sent = again(&office).expect("written again");
        d.answer(&office, &sent, HandOverAction::Reject, "不属本院管辖").expect("as the office was told");
        let last = d.send(&chen, &case, &transfer(d.other)).expect("sent");
        d.answer(&ding, &last, HandOverAction::Receive, "").expect("received");
        assert_eq!((d.one(case.id).state, d.one(case.id).holder_id), (CaseState::Open, d.other));
    });
}

#[test]
fn its_pages_offer_what_it_may_do_and_nothing_else() {
    TestApp::each(|app| {
        let d = Docket::new(app.db());
        let case = d.about_own_officers();
        let (chen, office) = (app.browser(&d.stage.liaison), app.browser(&d.stage.zhou));
        let (page, form) = (format!("/w/ours/cases/{}", case.number), format!("/w/ours/cases/{}/hand-over", case.number));
        assert!(chen.get(&page).expect(200).attr(&format!("a[href='{form}']"), "href").is_some(), "offered");
        let kinds = |browser: &crate::support::app::Browser| {
            let html = browser.get(&form).expect(200).html();
            let radio = scraper::Selector::parse("input[name=kind]").expect("a selector");
            html.select(&radio).filter_map(|e| e.attr("value").map(str::to_owned)).collect::<Vec<_>>()
        };
        assert_eq!(kinds(&chen), ["transfer"]);
        assert_eq!(kinds(&office), HandOverKind::ALL.iter().map(|k| k.as_str()).collect::<Vec<_>>());
        let (version, to) = (case.version.to_string(), d.other.to_string());
        let typed = [("version", version.as_str()), ("to", &to), ("reason", "回避"), ("legal_basis", "行政处罚法"), ("kind", "transfer")];
        chen.post(&form, &typed).expect(303);
        let sent = d.stage.read(&d.stage.office(), |conn, scope| lianxi::enforcement::hand_over::of_case(conn, scope, case.id));
        let one = format!("/w/ours/hand-overs/{}", sent.expect("there")[0].number);
        assert!(!chen.get(&one).expect(200).text().contains(&format!("{one}/withdraw")), "not offered");
        assert!(office.get(&one).expect(200).text().contains(&format!("{one}/withdraw")));
        let refused = chen.get(&format!("{one}/withdraw")).expect(403);
        assert!(refused.select_text("main").contains("本案涉及您单位的执法人员"), "{}", refused.select_text("main"));
        chen.post(&format!("{one}/withdraw"), &[("version", "1"), ("text", "自己办")]).expect(403);
    });
}
