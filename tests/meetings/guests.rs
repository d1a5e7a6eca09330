//! Guests have no account: they answer by the link in their notice, and it opens nothing else.

use chrono::Duration;
use diesel::prelude::*;
use lianxi::{
    meetings::{
        GUEST_LINK, Meeting, Participant, Presence, Receipt, Role, Seen, State,
        actions::{self, Invitee, ItemContent, LiveField},
    },
    platform::error::Error,
    schema::links,
    tenancy,
};

use super::{
    agenda::{accept, content},
    receipts::invitations,
    session::{save, saving},
    stage::Stage,
};
use crate::support::{TestApp, each_database};

const EMAIL: &str = "xu@university.example";

/// An announced meeting with a guest from outside.
fn with_guest(s: &Stage<'_>) -> Meeting {
    let meeting = s.meeting(State::Collecting);
    let seen = Seen::any(&*meeting.number);
    let guest = Invitee {
        role: Role::Guest,
        department_id: None,
        membership_id: None,
        name: "许教授".into(),
        post: "省质量研究院".into(),
        email: EMAIL.into(),
    };
    s.write(&s.office(), |conn, scope| actions::add_person(conn, scope, &seen, &guest)).expect("invited");
    let typed = ItemContent { restricted: true, ..content(s, 0, "内部通报") };
    let secret = s.write(&s.liaison(0), |conn, scope| actions::propose(conn, scope, &meeting.number, &typed, true)).expect("proposed");
    accept(s, &meeting, &secret);
    s.write(&s.office(), |conn, scope| actions::announce(conn, scope, &seen)).expect("announced")
}

fn guest(s: &Stage<'_>, meeting: &Meeting) -> Participant {
    let people = s.ground(&s.office(), &meeting.number).expect("there").people;
    people.into_iter().find(|p| p.role == Role::Guest).expect("invited")
}

/// The path of the link a mail's HTML holds.
fn link_in(html: &str) -> String {
    let from = html.find("/receipt/ours/").expect("a link to answer by");
    html[from..].chars().take_while(|c| !"\"<".contains(*c)).collect()
}

#[test]
fn a_guest_answers_by_the_link_in_the_notice_and_sees_nothing_else() {
    TestApp::each(|app| {
        let s = Stage::new(app.db());
        let meeting = with_guest(&s);
        let sent = invitations(app);
        let (_, calendar, html) = sent.iter().find(|(to, ..)| to == EMAIL).expect("the guest has notice");
        assert!(calendar.contains("mailto:xu@university.example"), "{calendar}");
        assert!(!html.contains("内部通报") && !html.contains(&format!("/meetings/{}", meeting.number)), "{html}");
        let address = link_in(html);
        let mut browser = app.visitor();
        let page = browser.open_form(&address).expect(200);
        assert!(page.text().contains("许教授") && !page.text().contains("内部通报"), "{}", page.text());
        assert_eq!(guest(&s, &meeting).receipt, Receipt::None, "to look is not to answer");
        let (own, other) = (guest(&s, &meeting).id.to_string(), s.ground(&s.office(), &meeting.number).expect("there").people[0].id);
        browser.post(&address, &[("participant", &other.to_string()), ("receipt", "attending"), ("name", "x")]).expect(404);
        let refused = browser.post(&address, &[("participant", &own), ("receipt", "absent"), ("reason", "")]).expect(422);
        assert!(refused.select_text(".field").contains("请假"), "{}", refused.text());
        browser.post(&address, &[("participant", &own), ("receipt", "substitute"), ("name", "高博士")]).expect(303);
        let after = guest(&s, &meeting);
        assert_eq!((after.receipt, after.who(), after.answered_by.as_str()), (Receipt::Substitute, "高博士", "许教授"));
        // The secret is good for this page only.
        for wrong in [
            address.replace("/receipt/", "/calendar/"),
            address.replace("/ours/", "/theirs/"),
            format!("/w/ours/meetings/{}", meeting.number),
            format!("/w/ours/meetings/{}/pack", meeting.number),
        ] {
            assert_ne!(browser.get(&wrong).status.as_u16(), 200, "{wrong}");
        }
        // Whoever is taken off the list answers nothing any more.
        let seen = Seen::any(&*meeting.number);
        s.write(&s.office(), |conn, scope| actions::uninvite(conn, scope, &seen, after.id)).expect("taken off");
        browser.get(&address).expect(404);
        browser.post(&address, &[("participant", &own), ("receipt", "attending")]).expect(404);
    });
}

#[test]
fn a_guests_link_ends_with_the_meeting_and_is_swept_away() {
    TestApp::each(|app| {
        let mut s = Stage::new(app.db());
        let meeting = with_guest(&s);
        let address = link_in(&invitations(app).into_iter().find(|(to, ..)| to == EMAIL).expect("notice").2);
        let browser = app.visitor();
        browser.get(&address).expect(200);
        app.clock.advance(Duration::days(60));
        browser.get(&address).expect(404);
        let count = |s: &Stage<'_>| {
            let load = |conn: &mut _, _: &_| Ok(links::table.filter(links::purpose.eq(GUEST_LINK)).count().get_result::<i64>(conn)?);
            s.read(&s.office(), load).expect("counted")
        };
        assert_eq!(count(&s), 1);
        s.cast.now = meeting.ends_at() + Duration::days(1);
        s.write(&s.office(), tenancy::remove_expired_links).expect("swept");
        assert_eq!(count(&s), 0);
    });
}

#[test]
fn a_silent_guest_is_reminded_like_everybody() {
    each_database(|t| {
        let mut s = Stage::new(&t.db);
        with_guest(&s);
        s.cast.now = super::stage::at(12, 15, 2, 0);
        s.write(&s.office(), actions::remind_receipts).expect("reminded");
        assert!(s.told("meeting-receipt-reminder").contains(&"许教授".to_owned()), "{:?}", s.told("meeting-receipt-reminder"));
    });
}

#[test]
fn who_came_instead_is_written_down_and_counts_as_here() {
    each_database(|t| {
        let s = Stage::new(&t.db);
        let meeting = super::session::opened(&s);
        let chair = s.cast.scope(&s.li);
        let of = |n: usize| {
            let people = s.ground(&s.office(), &meeting.number).expect("there").people;
            people.into_iter().find(|p| p.department_id == Some(s.departments[n])).expect("invited")
        };
        let write = |field, base, value: &str, key: &str| save(&s, &chair, &meeting.number, &saving(of(0).id, field, base, value, key));
        write(LiveField::Came, 0, "老高", "k1").expect("saved");
        assert_eq!((of(0).presence, of(0).who()), (Presence::Present, "老高"));
        let long = write(LiveField::Came, 1, &"长".repeat(1_000), "k2");
        assert!(matches!(long, Err(Error::Invalid(_))), "{long:?}");
        // Who turns out not to be here did not come in anybody's place.
        write(LiveField::Presence, 1, "absent", "k3").expect("saved");
        assert_eq!((of(0).presence, of(0).came.as_str()), (Presence::Absent, ""));
    });
}
