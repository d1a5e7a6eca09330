//! `GET /w/{slug}/parties/{id}`: a party; one that was merged leads to where it lives on.

use actix_web::{HttpRequest, web};
use serde::Serialize;

use super::{
    Answer,
    cases::{self, PartyCases},
    forms::{Similar, similar},
    head, id_in, path,
};
use crate::{
    enforcement::{
        KEEPERS, PARTY,
        model::{Party, PartyState, Post},
        publication::{
            self,
            pages::{PublicationView, publication_line},
            queries::Line,
        },
        queries,
        restriction::{
            self, Restriction,
            pages::words::{RestrictionView, line},
        },
        sampling::pages::{OfParty, of_party},
    },
    platform::{
        clock,
        db::Conn,
        error::{Message, Result},
        http::{ListQuery, see_other},
        i18n::{format, format_day, join, t},
        view::parts::{Actions, Fact, Head, Notice, Offered, TimelineView},
    },
    site::{Member, Site},
    tenancy::{
        Scope,
        departments::{self, Department},
    },
    timeline::{Event, timeline_view},
};

/// Entries of the timeline shown at once.
const EVENTS: i64 = 30;
/// Restrictions shown at once.
const RESTRICTIONS: i64 = 20;

#[derive(Serialize)]
struct Body {
    head: Head,
    notices: Vec<Notice>,
    actions: Actions,
    alike: Vec<Similar>,
    cases: PartyCases,
    names: Vec<NameRow>,
    restrictions: Vec<RestrictionView>,
    /// Where the others are, when there are more than are shown.
    more_restrictions: Option<String>,
    publications: Vec<PublicationView>,
    samplings: OfParty,
    /// Whether anybody is expected to answer for it.
    has_people: bool,
    people: Vec<PersonRow>,
    facts: Facts,
    timeline: TimelineView,
}

#[derive(Serialize)]
struct Facts {
    items: Vec<Fact>,
}

#[derive(Serialize)]
struct NameRow {
    name: String,
    until: Option<String>,
}

#[derive(Serialize)]
struct PersonRow {
    name: String,
    post: String,
}

struct Loaded {
    party: Party,
    cases: PartyCases,
    alike: Vec<Party>,
    absorbed: Vec<Party>,
    region: Option<Department>,
    restrictions: Vec<Restriction>,
    publications: Vec<Line>,
    /// Those that imposed them.
    imposers: Vec<Department>,
    samplings: OfParty,
    events: Vec<Event>,
}

fn load(conn: &mut Conn, scope: &Scope, party: Party, before: Option<i64>) -> Result<Loaded> {
    let absorbed = queries::absorbed(conn, scope, party.id)?;
    let ids: Vec<i64> = std::iter::once(party.id).chain(absorbed.iter().map(|p| p.id)).collect();
    let region = match party.region_id {
        Some(id) => departments::by_ids(conn, scope, &[id])?.pop(),
        None => None,
    };
    let restrictions = restriction::queries::of_party(conn, scope, party.id, RESTRICTIONS + 1)?;
    let mut imposers: Vec<i64> = restrictions.iter().map(|r| r.department_id).collect();
    imposers.sort_unstable();
    imposers.dedup();
    let imposers = departments::by_ids(conn, scope, &imposers)?;
    let publications = publication::queries::of_party(conn, scope, party.id, RESTRICTIONS)?;
    let events = queries::events(conn, scope, &ids, before, EVENTS)?;
    let cases = cases::of_party(conn, scope, party.id)?;
    let samplings = of_party(conn, scope, party.id)?;
    let alike = queries::alike(conn, scope, &party)?;
    Ok(Loaded { alike, party, cases, absorbed, region, restrictions, publications, imposers, samplings, events })
}

pub async fn show(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let id = id_in(&req)?;
    let before = ListQuery::of(&req, &[]).filter("before").and_then(|b| b.parse().ok());
    let (asked, loaded) = site
        .read(&member, move |conn, scope| {
            let asked = queries::one(conn, scope, id)?;
            let party = queries::alive(conn, scope, id)?;
            Ok((asked, load(conn, scope, party, before)?))
        })
        .await?;
    let scope = &*member.scope;
    if asked.state == PartyState::Merged {
        let moved = Message::new("party-lives-on").text("name", asked.name).text("into", loaded.party.name.clone());
        return Ok(see_other(path(scope, loaded.party.id)).flash(moved).respond(&req));
    }
    let title = loaded.party.name.clone();
    Ok(member.page(&req, "enforcement/show", title, body(scope, loaded))?)
}

fn body(scope: &Scope, mut loaded: Loaded) -> Body {
    let cases = std::mem::take(&mut loaded.cases);
    let (lang, keeps) = (scope.lang(), scope.roles().has_any(&KEEPERS));
    let party = &loaded.party;
    let more = loaded.events.last().filter(|_| loaded.events.len() as i64 == EVENTS);
    let more = more.map(|e| format!("{}?before={}#timeline", path(scope, party.id), e.id));
    let code = Some(party.shown_code()).filter(|c| !c.is_empty());
    let under = [Some(t(lang, &party.kind.key()).into_owned()), code].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let mut head = head(scope, None, &party.name);
    head.under = Some(under);
    let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("q", &checked_by(party)).finish();
    head = head.action(format!("{}/check?{query}", scope.base()), t(lang, "party-check"), false);
    let until = |day| format(lang, "party-name-until", &[("day", format_day(lang, day).into())]);
    let post = |post: Post| party.people.iter().filter(move |p| p.post == post);
    Body {
        head,
        notices: notices(scope, party),
        actions: if keeps { actions(scope, party) } else { Actions::default() },
        cases,
        alike: loaded.alike.iter().map(|p| similar(scope, p, keeps.then_some(party.id))).collect(),
        restrictions: loaded.restrictions.iter().take(RESTRICTIONS as usize).map(|r| line(scope, r, &loaded.imposers)).collect(),
        more_restrictions: (loaded.restrictions.len() as i64 > RESTRICTIONS).then(|| all_restrictions(scope, party)),
        publications: loaded.publications.iter().map(|l| publication_line(scope, l)).collect(),
        names: party.former_names.iter().map(|f| NameRow { name: f.name.clone(), until: f.until_on.map(until) }).collect(),
        samplings: loaded.samplings.clone(),
        has_people: !party.is_person() || !party.people.is_empty(),
        people: Post::ALL
            .iter()
            .flat_map(|p| post(*p))
            .map(|p| PersonRow { name: p.name.clone(), post: t(lang, &p.post.key()).into_owned() })
            .collect(),
        facts: Facts { items: facts(scope, &loaded) },
        timeline: timeline_view(scope, PARTY, &loaded.events, more),
    }
}

/// What a check of this party finds it by.
fn checked_by(party: &Party) -> String {
    let code = party.credit_code.as_ref().map(|c| c.as_str().to_owned());
    code.or_else(|| party.registration_number.as_ref().map(|n| n.as_str().to_owned())).unwrap_or_else(|| party.name.clone())
}

/// The list of restrictions by this party's name.
fn all_restrictions(scope: &Scope, party: &Party) -> String {
    let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("tab", "all").append_pair("q", &party.name).finish();
    format!("{}/restrictions?{query}", scope.base())
}

/// That the check digit of an old registration number is not the one it should be.
fn notices(scope: &Scope, party: &Party) -> Vec<Notice> {
    let warning = |number: &crate::enforcement::RegistrationNumber| {
        let expected = number.expected_check()?.to_string();
        let args = [("number", number.as_str().into()), ("expected", expected.into())];
        let text = format(scope.lang(), "party-registration-warning", &args);
        Some(Notice { tone: "yellow", title: None, text, link: None })
    };
    party.registration_number.as_ref().and_then(warning).into_iter().collect()
}

fn actions(scope: &Scope, party: &Party) -> Actions {
    let go = |verb: &str, key: &'static str, main| Offered {
        label: t(scope.lang(), key).into_owned(),
        href: format!("{}/{verb}", path(scope, party.id)),
        post: false,
        main,
        danger: false,
        hidden: Vec::new(),
    };
    let mut offered = vec![
        go("edit", "party-edit", true),
        go("restrict", "party-restrict", false),
        go("publish", "party-publish", false),
        go("rename", "party-rename", false),
        go("merge", "party-merge", false),
    ];
    if !party.personal().is_empty() {
        offered.push(go("reveal", "party-reveal", false));
    }
    Actions { offered, refused: Vec::new() }
}

fn facts(scope: &Scope, loaded: &Loaded) -> Vec<Fact> {
    let (lang, party) = (scope.lang(), &loaded.party);
    let label = |key: &'static str| t(lang, key).into_owned();
    let fact =
        |key: &'static str, value: Option<String>| Fact { label: label(key), value: value.filter(|v| !v.is_empty()), ..Fact::default() };
    let mut items = vec![fact("party-field-kind", Some(t(lang, &party.kind.key()).into_owned()))];
    if party.is_person() {
        let masked = party.id_number.as_ref().map(|n| n.masked());
        let note = masked.is_some().then(|| label("party-masked"));
        items.push(Fact { note, ..fact("party-field-id-number", masked) });
    } else {
        items.push(fact("party-field-credit-code", party.credit_code.as_ref().map(|c| c.as_str().to_owned())));
        items.push(fact("party-field-registration-number", party.registration_number.as_ref().map(|n| n.as_str().to_owned())));
    }
    let region = loaded.region.as_ref();
    items.push(Fact {
        href: region.map(|d| format!("{}/departments/{}", scope.base(), d.id)),
        ..fact("party-field-region", region.map(|d| d.name.clone()))
    });
    items.extend(party.founded_on.map(|day| fact("party-field-founded-on", Some(format_day(lang, day)))));
    items.push(fact("party-field-address", Some(party.open_address())));
    items.push(fact("party-field-products", Some(party.products.clone())));
    if !loaded.absorbed.is_empty() {
        let names: Vec<String> = loaded.absorbed.iter().map(|p| p.name.clone()).collect();
        items.push(fact("party-absorbed", Some(join(lang, &names))));
    }
    items.push(fact("party-field-registered", Some(format_day(lang, clock::local(party.created_at, scope.zone()).date()))));
    items
}
