//! `GET /w/{slug}/cases/{number}/file.docx`: the file of a case 案卷, everything in order of time. Of who reported it there is nothing in it.

mod entries;

use actix_web::{HttpRequest, web};

use super::{
    Answer, facts, number_in,
    show::{self, Loaded},
};
use crate::{
    enforcement::{
        CASE,
        measure::{self, Finding},
        queries::cases as queries,
    },
    platform::{
        db::Conn,
        docx::{Block, Document, Labelled},
        error::Result,
        http::document,
        i18n::{Lang, format, format_day, format_instant, t},
        view::parts::Fact,
    },
    site::{Member, Site},
    tenancy::Scope,
    timeline::{Event, timeline_view},
};

/// Entries of the history a file holds; those left out are the oldest, and it says so.
const EVENTS: i64 = 1_000;

pub async fn file(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let number = number_in(&req);
    let (bytes, number) = site
        .read(&member, move |conn, scope| {
            let document = compose(conn, scope, &number)?;
            Ok((document.write()?, number))
        })
        .await?;
    let name = format(member.lang(), "case-document-file", &[("number", number.as_str().into())]);
    Ok(document(&bytes, &format!("case-{number}"), &name)?)
}

fn compose(conn: &mut Conn, scope: &Scope, number: &str) -> Result<Document> {
    let lang = scope.lang();
    let loaded = show::load(conn, scope, number, None)?;
    let case = &loaded.case;
    let mut blocks = vec![Block::Labelled(plain(lang, facts::facts(scope, &loaded)))];
    blocks.push(heading(lang, "case-field-facts"));
    if !case.facts.is_empty() {
        blocks.push(Block::text(&case.facts));
    }
    blocks.extend(Some(plain(lang, facts::extra(scope, case))).filter(|all| !all.is_empty()).map(Block::Labelled));
    blocks.extend(findings(scope, &measure::findings_of(conn, scope, case.id)?));
    let entries = entries::of(conn, scope, &loaded)?;
    if !entries.is_empty() {
        blocks.push(heading(lang, "case-document-papers"));
    }
    blocks.extend(entries);
    blocks.extend(related(scope, &loaded));
    let events = queries::events(conn, scope, case.id, None, EVENTS + 1)?;
    blocks.extend(history(scope, &events));
    Ok(Document {
        lang,
        head: None,
        number: None,
        title: vec![t(lang, "case-document").into_owned(), case.title.clone()],
        under_title: Some(format!("{} · {}", case.shown_number(), t(lang, &case.state.key()))),
        blocks,
        colophon: None,
        author: scope.actor_name().to_owned(),
        made: scope.now(),
    })
}

fn heading(lang: Lang, key: &str) -> Block {
    Block::Heading { level: 1, text: t(lang, key).into_owned() }
}

fn labelled(lang: Lang, label: &str, text: impl Into<String>) -> Labelled {
    Labelled::new(format!("{label}{}", t(lang, "part-colon")), text)
}

/// What the page shows in its narrow column, with its notes and without its links.
fn plain(lang: Lang, facts: Vec<Fact>) -> Vec<Labelled> {
    let said = |fact: Fact| {
        let value = fact.value.unwrap_or_default();
        let text = match fact.note {
            Some(note) if !note.is_empty() => format(lang, "case-document-noted", &[("text", value.into()), ("note", note.into())]),
            _ => value,
        };
        labelled(lang, &fact.label, text)
    };
    facts.into_iter().map(said).collect()
}

fn findings(scope: &Scope, all: &[Finding]) -> Option<Block> {
    let lang = scope.lang();
    let line = |f: &Finding| {
        let args = [("text", f.text.as_str().into()), ("note", format_day(lang, f.found_on).into())];
        labelled(lang, &t(lang, &f.kind.key()), format(lang, "case-document-noted", &args))
    };
    (!all.is_empty()).then(|| Block::Labelled(all.iter().map(line).collect()))
}

/// Cases it came from or goes on in, and what it is linked with.
fn related(scope: &Scope, loaded: &Loaded) -> Vec<Block> {
    let lang = scope.lang();
    let mut lines: Vec<Labelled> = loaded
        .relatives
        .iter()
        .map(|(how, case)| labelled(lang, &t(lang, how), format!("{} {}", case.shown_number(), case.title)))
        .collect();
    let linked = t(lang, "case-document-linked");
    lines.extend(loaded.links.iter().map(|l| labelled(lang, &linked, &l.label)));
    if lines.is_empty() {
        return Vec::new();
    }
    vec![heading(lang, "case-links"), Block::Labelled(lines)]
}

fn history(scope: &Scope, events: &[Event]) -> Vec<Block> {
    let lang = scope.lang();
    let most = usize::try_from(EVENTS).unwrap_or(usize::MAX);
    let mut blocks = vec![heading(lang, "case-document-history")];
    if events.len() > most {
        blocks.push(Block::text(format(lang, "case-document-cut", &[("n", most.to_string().into())])));
    }
    let shown = &events[..events.len().min(most)];
    let view = timeline_view(scope, CASE, shown, None);
    let line = |(event, item): (&Event, &crate::platform::view::parts::TimelineItem)| {
        let said = [Some(item.what.as_str()), item.text.as_deref()].into_iter().flatten().filter(|p| !p.is_empty()).collect::<Vec<_>>();
        Block::text(format!("{} {} {}", format_instant(lang, event.at, scope.zone()), event.actor, said.join(&t(lang, "part-colon"))))
    };
    blocks.extend(shown.iter().zip(&view.items).rev().map(line));
    blocks
}
