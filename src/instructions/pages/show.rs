//! `GET /w/{slug}/instructions/{number}`

use actix_web::{HttpRequest, web};
use serde::Serialize;

use super::{Answer, light};
use crate::{
    duties::queries::Named,
    instructions::{
        actions::SUBJECT,
        model::{Instruction, State},
        queries,
    },
    platform::{
        http::{path_part, see_other},
        i18n::{format, format_instant, t},
        view::parts::{Actions, Fact, Head, Offered, TimelineView},
    },
    site::{Member, Site},
    tenancy::{Role, Scope},
    timeline::{self, Subject, timeline_view},
};

#[derive(Serialize)]
struct Body {
    head: Head,
    said: Quote,
    answer: Option<Quote>,
    actions: Option<Actions>,
    facts: Facts,
    timeline: TimelineView,
}

/// `part/quote`.
#[derive(Serialize)]
pub(super) struct Quote {
    text: String,
    source: Option<String>,
    href: Option<String>,
}

#[derive(Serialize)]
struct Facts {
    items: Vec<Fact>,
}

/// `part/quote` of an instruction.
pub(super) fn quote(scope: &Scope, instruction: &Instruction) -> Quote {
    let when = format_instant(scope.lang(), instruction.written_at, scope.zone());
    Quote { text: instruction.text.clone(), source: Some(format!("{} {when}", instruction.author)), href: None }
}

pub async fn show(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let number = path_part(&req, "number").to_owned();
    // A duty's origin holds the id.
    if let (Ok(id), false) = (number.parse::<i64>(), number.contains('-')) {
        let number = site.read(&member, move |conn, scope| queries::number_of(conn, scope, id)).await?;
        return Ok(see_other(format!("{}/instructions/{number}", member.scope.base())).respond(&req));
    }
    let (instruction, events) = site
        .read(&member, move |conn, scope| {
            let found = queries::one(conn, scope, &number)?;
            let events = timeline::of(conn, scope, Subject::new(SUBJECT, found.id), None, 50)?;
            Ok((found, events))
        })
        .await?;
    let (scope, lang) = (&member.scope, member.lang());
    let title = format(lang, "instruction-title", &[("number", instruction.number.as_str().into())]);
    let mut head =
        Head::new(&title).crumb(format!("{}/instructions", scope.base()), t(lang, "instructions-title")).under(&instruction.author);
    head.light = Some(light(lang, &instruction));
    let body = Body {
        head,
        said: quote(scope, &instruction),
        answer: instruction.answer.clone().map(|text| Quote { text, source: instruction.decided_by.clone(), href: None }),
        actions: actions(scope, &instruction),
        facts: Facts { items: facts(scope, &instruction) },
        timeline: timeline_view(scope, SUBJECT, &events, None),
    };
    Ok(member.page(&req, "instructions/show", title, body)?)
}

fn actions(scope: &Scope, instruction: &Instruction) -> Option<Actions> {
    let lang = scope.lang();
    if instruction.state != State::Unfiled || !scope.has(Role::Secretariat) {
        return None;
    }
    let offered = |verb: &str, main| Offered {
        label: t(lang, &format!("instruction-{verb}")).into_owned(),
        href: format!("{}/instructions/{}/{verb}", scope.base(), instruction.number),
        post: false,
        main,
        danger: false,
        hidden: Vec::new(),
    };
    Some(Actions { offered: vec![offered("file", true), offered("answer", false)], refused: Vec::new() })
}

pub(super) fn facts(scope: &Scope, instruction: &Instruction) -> Vec<Fact> {
    let (lang, base) = (scope.lang(), scope.base());
    let mut all = vec![
        Fact::new(t(lang, "instruction-fact-author"), &instruction.author),
        Fact::new(t(lang, "instruction-fact-written"), format_instant(lang, instruction.written_at, scope.zone())),
    ];
    let linked = |key: &str, duty: &Named| Fact {
        href: Some(format!("{base}/duties/{}", duty.number)),
        ..Fact::new(t(lang, key), format!("{} {}", duty.number, duty.title))
    };
    match &instruction.about {
        Some(duty) => all.push(linked("instruction-fact-about", duty)),
        None => all.push(Fact::new(t(lang, "instruction-fact-about"), t(lang, "instruction-about-digest"))),
    }
    all.extend(instruction.duty.as_ref().map(|d| linked("instruction-fact-duty", d)));
    if let (Some(who), Some(at)) = (&instruction.decided_by, instruction.decided_at) {
        let when = format_instant(lang, at, scope.zone());
        all.push(Fact { note: Some(when), ..Fact::new(t(lang, "instruction-fact-decided"), who) });
    }
    all
}
