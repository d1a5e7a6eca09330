//! `GET /w/{slug}/meetings/{number}/live/attendance`: who came, who came late, who left early.

use actix_web::{HttpRequest, web};
use serde::Serialize;

use super::{
    Answer,
    live::head,
    live_view::{Field, Fields, Root, TallyView, home},
};
use crate::{
    meetings::{
        actions::LiveField,
        model::{Participant, Receipt},
        queries,
    },
    platform::{
        http::path_part,
        i18n::{format, t},
        view::parts::Head,
    },
    site::{Member, Site},
};

#[derive(Serialize)]
struct Body {
    head: Head,
    root: Root,
    tally: TallyView,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    name: String,
    who: String,
    role: String,
    receipt: String,
    presence: Field,
    came: Field,
    arrived: Field,
    left: Field,
}

/// `GET /w/{slug}/meetings/{number}/live/attendance`
pub async fn show(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let number = path_part(&req, "number").to_owned();
    let session = site.read(&member, move |conn, scope| queries::live::session(conn, scope, &number, true)).await?;
    let (scope, lang) = (&member.scope, member.lang());
    let meeting = &session.ground.meeting;
    let title = t(lang, "session-attendance");
    let fields = Fields { scope, session: &session, back: "attendance".into() };
    let row = |person: &Participant| {
        let department = person.department_id.map(|id| session.short_name(id).to_owned());
        // Who is expected; who came instead has a field of its own.
        let substitutes = person.receipt == Receipt::Substitute && !person.substitute.is_empty();
        let who = if substitutes { [&person.substitute, &person.substitute_post] } else { [&person.name, &person.post] };
        let who: Vec<&str> = who.into_iter().map(String::as_str).filter(|t| !t.is_empty()).collect();
        let who = who.join(" ");
        let (name, who) = match department {
            Some(name) => (name, who),
            None => (who, String::new()),
        };
        let label = |mut field: Field| {
            field.name_for(&format(lang, "live-field-of", &[("field", field.label().into()), ("who", name.as_str().into())]));
            field
        };
        Row {
            who,
            role: t(lang, &person.role.key()).into_owned(),
            receipt: t(lang, &person.receipt.key()).into_owned(),
            presence: label(fields.participant(person, LiveField::Presence)),
            came: label(fields.participant(person, LiveField::Came)),
            arrived: label(fields.participant(person, LiveField::Arrived)),
            left: label(fields.participant(person, LiveField::Left)),
            name: name.clone(),
        }
    };
    let mut head = head(scope, &session, &title);
    head = head.action(home(scope, meeting), t(lang, "session-back"), false);
    let body = Body {
        head,
        root: Root::new(scope, &session),
        tally: TallyView::new(lang, meeting.state, session.tally()),
        rows: session.ground.people.iter().map(row).collect(),
    };
    Ok(member.page(&req, "meetings/attendance", title, body)?)
}
