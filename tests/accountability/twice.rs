//! A form sent twice says its words once.

use diesel::prelude::*;
use lianxi::{
    platform::db::{Conn, Tenant},
    schema::matter_papers,
};

use super::{stage::Stage, terms::heard};
use crate::support::TestApp;

#[test]
fn the_same_words_sent_again_are_filed_once() {
    TestApp::each(|app| {
        let g = Stage::new(app);
        let number = heard(&g, "瞒报抽查结果");
        // The head of the city, who has no account.
        g.s.sql("UPDATE matters SET subject_kind = 'post', subject_name = '市长', subject_email = 'mayor@outside.example'");
        let until = g.s.cast.now + chrono::Duration::days(30);
        let secret = g.act(&g.s.office(), |conn, scope| {
            let id = lianxi::accountability::queries::ground(conn, scope, &number)?.matter.id;
            let link = lianxi::tenancy::NewLink {
                person_id: None,
                purpose: lianxi::accountability::MATTER_LINK,
                subject_id: id,
                expires_at: until,
            };
            lianxi::tenancy::new_link_all_workspaces(conn, scope.workspace_id(), &link, scope.now())
        });
        let address = format!("/matter/ours/{secret}");
        let mut mayor = app.visitor();
        mayor.open_form(&address).expect(200);
        let reply = [("step", "reply"), ("text", "情况属实，见附件")];
        for _ in 0..2 {
            mayor.upload(&address, &reply, "file", "说明.txt", "经过".as_bytes()).expect(303);
        }
        let replies = || {
            let count = |conn: &mut Conn| {
                let own = matter_papers::table.filter(matter_papers::workspace_id.eq(g.s.workspace));
                Ok(own.filter(matter_papers::kind.eq("reply")).count().get_result::<i64>(conn)?)
            };
            app.db().read(Tenant::One(g.s.workspace), count).expect("papers")
        };
        assert_eq!(replies(), 1);
        assert_eq!(g.told("matter-came").len(), 2, "one letter each to the two of the office");
        // The same words with another paper: the paper comes in.
        mayor.upload(&address, &reply, "file", "补充.txt", "补充材料".as_bytes()).expect(303);
        assert_eq!(replies(), 1);
        assert!(mayor.get(&address).expect(200).text().contains("补充.txt"));
        mayor.post(&address, &[("step", "reply"), ("text", "另有说明")]).expect(303);
        assert_eq!(replies(), 2);
        // A response or an objection sent again finds its first one there.
        g.s.sql("UPDATE matters SET state = 'in_force', objection_due_on = '2026-12-20', response_due_on = '2026-12-20'");
        for step in ["object", "respond"] {
            for _ in 0..2 {
                mayor.post(&address, &[("step", step), ("text", "已整改")]).expect(303);
            }
        }
        assert_eq!(g.told("matter-came").len(), 8, "of each once");
    });
}
