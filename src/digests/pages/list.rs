//! `GET /w/{slug}/digests`

use actix_web::{HttpRequest, HttpResponse, web};
use serde::Serialize;

use super::{frequency_line, next_line, own};
use crate::{
    calendar,
    digests::{actions, model::Kind, store},
    platform::{
        http::Fault,
        i18n::{format, format_instant, t},
        view::parts::{Empty, Head, Link, SortHead},
    },
    site::{Member, Site},
};

/// Past digests shown.
const PAST: i64 = 60;

#[derive(Serialize)]
struct Body {
    head: Head,
    own: Vec<Own>,
    none: Option<Empty>,
    past_title: String,
    past_heads: Vec<SortHead>,
    past: Vec<PastRow>,
    past_none: Empty,
    others_title: String,
    others_about: String,
    others_heads: Vec<SortHead>,
    others: Vec<Other>,
}

/// One of the reader's own digests.
#[derive(Serialize)]
struct Own {
    name: String,
    when: String,
    next: Option<String>,
    links: Vec<Link>,
}

#[derive(Serialize)]
struct PastRow {
    href: Option<String>,
    finding: String,
    when: String,
    kind: String,
    note: Option<String>,
}

#[derive(Serialize)]
struct Other {
    name: String,
    kind: String,
    when: String,
    next: String,
    links: Vec<Link>,
}

pub async fn list(req: HttpRequest, site: web::Data<Site>, member: Member) -> std::result::Result<HttpResponse, Fault> {
    let id = own(&member)?;
    let (all, past, calendar) = site
        .read(&member, move |conn, scope| {
            let only = if scope.roles().has_any(&[crate::tenancy::Role::Secretariat, crate::tenancy::Role::Administrator]) {
                None
            } else {
                Some(id)
            };
            let mut all = Vec::new();
            for kind in Kind::ALL {
                all.extend(store::members(conn, scope, kind, only)?.into_iter().map(|m| (kind, m)));
            }
            Ok((all, store::past_of(conn, scope, id, PAST)?, calendar::load(conn, scope)?))
        })
        .await?;
    let (lang, base) = (member.lang(), format!("{}/digests", member.scope.base()));
    let head = |key: &'static str, class| SortHead { label: t(lang, key).into_owned(), href: None, dir: None, class };
    let links = |kind: Kind, id: i64, edit: &'static str| {
        let mut links = vec![Link::new(format!("{base}/settings/{}/{id}", kind.as_str()), t(lang, edit))];
        if actions::may_read_for(&member.scope, id) {
            links.push(Link::new(format!("{base}/preview/{}/{id}", kind.as_str()), t(lang, "digests-preview")));
        }
        links
    };
    let own: Vec<Own> = all
        .iter()
        .filter(|(_, m)| m.membership_id == id)
        .map(|(kind, m)| Own {
            name: t(lang, kind.key()).into_owned(),
            when: frequency_line(lang, &m.subscription),
            next: next_line(&member, &calendar, &m.subscription).map(|when| format(lang, "digests-next", &[("when", when.into())])),
            links: links(*kind, id, "digests-settings"),
        })
        .collect();
    let first = own.iter().find_map(|o| o.next.clone());
    let others = all.iter().filter(|(_, m)| m.membership_id != id).map(|(kind, m)| Other {
        name: m.name.clone(),
        kind: t(lang, kind.key()).into_owned(),
        when: frequency_line(lang, &m.subscription),
        next: next_line(&member, &calendar, &m.subscription).unwrap_or_default(),
        links: links(*kind, m.membership_id, "digests-edit"),
    });
    let body = Body {
        head: Head::new(t(lang, "digests-title")).under(t(lang, "digests-about")),
        none: own.is_empty().then(|| Empty {
            title: t(lang, "digests-none-title").into_owned(),
            text: Some(t(lang, "digests-none-text").into_owned()),
            action: None,
        }),
        past_title: t(lang, "digests-past").into_owned(),
        past_heads: vec![head("digests-head-finding", None), head("digests-head-kind", None), head("digests-head-when", Some("date"))],
        past: past
            .into_iter()
            .map(|p| PastRow {
                href: Some(format!("{base}/{}", p.id)),
                finding: p.finding,
                when: format_instant(lang, p.composed_at, member.scope.zone()),
                kind: t(lang, p.kind.key()).into_owned(),
                note: (!p.was_sent).then(|| t(lang, "digests-not-sent").into_owned()),
            })
            .collect(),
        past_none: Empty {
            title: t(lang, "digests-past-none").into_owned(),
            text: Some(first.unwrap_or_else(|| t(lang, "digests-past-none-never").into_owned())),
            action: None,
        },
        own,
        others_title: t(lang, "digests-others").into_owned(),
        others_about: t(lang, "digests-others-about").into_owned(),
        others_heads: vec![
            head("digests-head-name", None),
            head("digests-head-kind", None),
            head("digests-head-frequency", None),
            head("digests-head-next", Some("extra")),
            head("digests-edit", None),
        ],
        others: others.collect(),
    };
    Ok(member.page(&req, "digests/list", t(lang, "digests-title"), body)?)
}
