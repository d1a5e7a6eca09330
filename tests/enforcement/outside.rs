//! Hand-overs and whoever is not there, or not any more: bodies outside and what they are told, links, departments that are closed.

use lianxi::{
    enforcement::{
        Party,
        hand_over::{HAND_OVER_LINK, HandOver, HandOverAction, HandOverKind, actions::NewHandOver},
    },
    platform::{db::Conn, error::Result},
    tenancy::{self, Scope},
};

use super::{
    cases::Docket,
    hand_overs::transfer,
    proposals::to_justice,
    stage::{person, wrong},
};
use crate::support::{TestApp, each_database};

impl Docket<'_> {
    /// A link by which one hand-over can be answered.
    fn link_to(&self, h: &HandOver) -> String {
        let link = tenancy::NewLink {
            person_id: None,
            purpose: HAND_OVER_LINK,
            subject_id: h.id,
            expires_at: self.stage.cast.now + chrono::Duration::days(30),
        };
        let new = |conn: &mut _, scope: &Scope| tenancy::new_link_all_workspaces(conn, scope.workspace_id(), &link, scope.now());
        self.stage.write(&self.chen(), new).expect("a link")
    }

    fn written_to(&self, address: &str) -> Vec<String> {
        let of = |conn: &mut Conn, scope: &Scope| -> Result<Vec<String>> {
            use diesel::prelude::*;
            use lianxi::schema::outbox;
            let own = outbox::table.filter(outbox::workspace_id.eq(scope.workspace_id())).filter(outbox::address.eq(address));
            Ok(own.order(outbox::id).select(outbox::payload).load(conn)?)
        };
        self.stage.read(&self.stage.office(), of).expect("read")
    }
}

#[test]
fn a_notice_to_a_body_outside_is_called_one_in_its_letter() {
    each_database(|t| {
        let d = Docket::new(&t.db);
        let (case, address) = (d.counterfeit("假冒饮料"), "xh@association.example");
        let notice = NewHandOver { kind: Some(HandOverKind::Notice), outside_email: address.into(), ..to_justice() };
        let sent = d.send(&d.chen(), &case, &notice).expect("sent");
        let told = d.written_to(address);
        assert_eq!(told.len(), 1);
        assert!(told[0].contains(&format!("通报函 {}", sent.number)) && !told[0].contains("移送函"), "{}", told[0]);
    });
}

#[test]
fn a_body_outside_is_told_what_is_written_to_it_and_nothing_else_of_the_case() {
    each_database(|t| {
        let mut d = Docket::new(&t.db);
        let zhang: Party = d.stage.register(&person("张三丰", ""));
        d.party = zhang.id;
        let case = d.counterfeit("");
        assert!(case.title.contains("张三丰"), "by default a case is called by its party: {}", case.title);
        let address = "jcy@justice.example";
        let sent = d.send(&d.chen(), &case, &NewHandOver { outside_email: address.into(), ..to_justice() }).expect("sent");
        let due = sent.receipt_due_on + chrono::Duration::days(1);
        let later = d.stage.cast.system_on(d.stage.workspace, due);
        lianxi::enforcement::jobs::look(&t.db, &later).expect("looked");
        let told = d.written_to(address);
        assert_eq!(told.len(), 2, "sent, and asked again");
        for said in told {
            assert!(said.contains(&format!("移送函 {}", sent.number)) && said.contains(&sent.reason), "{said}");
            for kept in ["张三丰", case.formal_number.as_deref().expect("filed"), "菌落总数"] {
                assert!(!said.contains(kept), "{kept}: {said}");
            }
        }
    });
}

#[test]
fn a_link_opens_its_own_hand_over_in_its_own_workspace_until_it_is_taken_back() {
    TestApp::each(|app| {
        let d = Docket::new(app.db());
        d.stage.cast.workspace("theirs", "别的联席会议");
        let sent = d.send(&d.chen(), &d.counterfeit("移送司法的"), &to_justice()).expect("sent");
        let link = d.link_to(&sent);
        let anybody = app.visitor();
        anybody.get(&format!("/hand-over/ours/{link}")).expect(200);
        anybody.get(&format!("/hand-over/theirs/{link}")).expect(404);
        d.reply(&d.chen(), &sent, HandOverAction::Withdraw).expect("taken back");
        let gone = anybody.get(&format!("/hand-over/ours/{link}")).expect(404);
        assert!(!gone.text().contains(&sent.number) && !gone.text().contains(&sent.reason), "{}", gone.text());
    });
}

#[test]
fn nothing_is_sent_to_a_department_that_is_no_more() {
    each_database(|t| {
        let d = Docket::new(&t.db);
        let case = d.on_file("假冒饮料");
        for state in ["closed", "merged"] {
            let into = if state == "merged" { d.stage.bureau.to_string() } else { "NULL".into() };
            let sql = format!("UPDATE departments SET state = '{state}', merged_into_id = {into} WHERE id = {}", d.other);
            d.stage.write(&d.stage.office(), |conn, _| Ok(diesel::RunQueryDsl::execute(diesel::sql_query(sql), conn)?)).expect(state);
            assert_eq!(wrong(d.send(&d.chen(), &case, &transfer(d.other))), [("to".to_owned(), "field-department-unknown")], "{state}");
        }
    });
}
