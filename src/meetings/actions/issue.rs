//! Issuing minutes: numbered without gaps, frozen, turned into files, duties assigned, everybody told; all in one transaction. What is
//! found wrong afterwards is corrected by a numbered corrigendum.

use serde_json::json;
use sha2::{Digest, Sha256};

use super::{
    Seen, begin, countersign,
    decision::duty_of,
    finish,
    minutes::{new_minutes, open_departments},
    session::{no_open_items, settle},
};
use crate::{
    attachments::{self, Attachment, MadeFile, Media},
    calendar::DeadlineRule,
    duties::{self, Assigning, actions::Charge, words},
    meetings::{
        MINUTES, document,
        mail::{self, Addressee},
        model::{Action, Content, ContentSection, IssuedFile, Meeting, Minutes, MinutesKind, MinutesState, SectionKind},
        queries::{Papers, official_day, papers},
        store,
    },
    platform::{
        blob::Blobs,
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
        i18n::{Lang, format, join, t},
    },
    tenancy::{self, Scope},
    timeline::Subject,
};

/// Issues the minutes. Number, frozen text, files, duties and mails are one transaction: cut short, nothing of it has happened, and the
/// number is given to the next who asks. `reason`: why no further round is needed, where something was changed after the last one.
///
/// # Errors
/// `Refused` while an item has no outcome, a decision is incomplete or charges a department that is closed, a difference is undecided, or somebody asked may
/// still answer; `Invalid` by field: `reason`.
pub fn issue(conn: &mut Conn, scope: &Scope, blobs: &Blobs, seen: &Seen, reason: &str) -> Result<String> {
    let mut begun = begin(conn, scope, seen, Action::Issue)?;
    let before = papers(conn, scope, &seen.number)?;
    let Some(mut minutes) = before.minutes.clone() else { return Err(Error::refused("minutes-none")) };
    ready(conn, scope, &before)?;
    settle(conn, scope, &before)?;
    let mut errors = FieldErrors::default();
    let reason = match before.changed(scope).is_empty() {
        true => words::optional(&mut errors, "reason", reason, words::REASON_MAX),
        false => words::required(&mut errors, "reason", reason, words::REASON_MAX),
    };
    errors.finish(())?;
    for review in before.round().filter(|r| r.answer.is_none()) {
        countersign::silent(conn, scope, begun.meeting.id, review, before.name(review.department_id))?;
    }
    let number = next_number(conn, scope)?;
    let mut content = before.content(scope)?;
    content.number.clone_from(&number);
    content.issued_on = official_day(content.lang(), scope.today());
    minutes.number = Some(number.clone());
    freeze(scope, &mut minutes, &content)?;
    begun.meeting.issued_at = Some(scope.now());
    finish(conn, scope, &mut begun, Action::Issue, &reason, json!({ "number": number }))?;
    let issued = Issued { papers: &before, content: &content, name: file_name(&begun.meeting, &number) };
    publish(conn, scope, blobs, &mut minutes, &issued, "mail-minutes-issued")?;
    store::save_minutes(conn, scope, &mut minutes)?;
    assign_duties(conn, scope, &before)?;
    Ok(number)
}

/// The next number by the workspace's pattern; its counter's row is the lock.
fn next_number(conn: &mut Conn, scope: &Scope) -> Result<String> {
    let (year, n) = tenancy::next_of_year(conn, scope, MINUTES)?;
    let pattern = scope.settings().minutes_number_pattern(scope.workspace_lang());
    Ok(pattern.replace("{year}", &year.to_string()).replace("{n}", &n.to_string()))
}

/// Whether minutes can be issued now.
pub fn ready(conn: &mut Conn, scope: &Scope, papers: &Papers) -> Result<()> {
    no_open_items(papers)?;
    let incomplete = papers.decisions.iter().filter(|d| !d.is_complete()).count();
    if incomplete > 0 {
        return Err(Error::Refused(Message::new("minutes-issue-incomplete").number("n", incomplete as f64)));
    }
    let undecided = papers.undecided().count();
    if undecided > 0 {
        return Err(Error::Refused(Message::new("minutes-issue-undecided").number("n", undecided as f64)));
    }
    let waiting: Vec<_> = papers.round().filter(|r| r.answer.is_none() && !r.is_overdue(scope.today())).collect();
    if let Some(last) = waiting.iter().map(|r| r.due_on).max() {
        let names: Vec<String> = waiting.iter().map(|r| papers.name(r.department_id).to_owned()).collect();
        let message = Message::new("minutes-issue-waiting").text("names", join(scope.lang(), &names)).text("day", last.to_string());
        return Err(Error::Refused(message));
    }
    let open = open_departments(conn, scope)?;
    let unassigned = papers.decisions.iter().filter(|d| !d.is_assigned && d.lead_id.is_some());
    let mut closed: Vec<String> = Vec::new();
    for id in unassigned.flat_map(|d| d.support.iter().copied().chain(d.lead_id)).filter(|id| !open.contains(id)) {
        let name = papers.name(id).to_owned();
        if !closed.contains(&name) {
            closed.push(name);
        }
    }
    if closed.is_empty() {
        return Ok(());
    }
    Err(Error::Refused(Message::new("minutes-issue-closed").text("names", join(scope.lang(), &closed))))
}

fn freeze(scope: &Scope, minutes: &mut Minutes, content: &Content) -> Result<()> {
    minutes.content = serde_json::to_string(content)?;
    minutes.sha256 = hex::encode(Sha256::digest(minutes.content.as_bytes()));
    minutes.state = MinutesState::Issued;
    minutes.issued_at = Some(scope.now());
    minutes.issued_by = scope.actor_name().to_owned();
    Ok(())
}

/// What is being issued.
struct Issued<'a> {
    papers: &'a Papers,
    content: &'a Content,
    /// Of the files, without ending.
    name: String,
}

fn file_name(meeting: &Meeting, number: &str) -> String {
    format!("{} {}", meeting.title, number)
}

/// Makes a file of every version somebody reads, and sends each its own: a general one without restricted items, and one for every
/// circle of readers of these.
fn publish(conn: &mut Conn, scope: &Scope, blobs: &Blobs, minutes: &mut Minutes, issued: &Issued<'_>, key: &'static str) -> Result<()> {
    let Issued { papers, content, name } = issued;
    let readers = readers(conn, scope, papers)?;
    let mut versions: Vec<(Vec<i64>, Attachment)> = Vec::new();
    let mut version = |conn: &mut Conn, items: Vec<i64>| -> Result<Attachment> {
        if let Some((_, file)) = versions.iter().find(|(own, _)| *own == items) {
            return Ok(file.clone());
        }
        let cut = content.visible(|s| s.item_id.is_some_and(|id| items.contains(&id)));
        let bytes = document::of(&cut, minutes.issued_at.unwrap_or_default()).write()?;
        // Who gets one version alone need not learn that there are others.
        let nth = if items.is_empty() { String::new() } else { format!(" {}", versions.len()) };
        let file = MadeFile { name: &format!("{name}{nth}.docx"), media: Media::Docx, bytes: &bytes };
        let stored = attachments::store_bytes(conn, scope, blobs, Subject::new(MINUTES, minutes.id), file)?;
        versions.push((items, stored.clone()));
        Ok(stored)
    };
    // The general one is there even when nobody is left to read it.
    let is_general = content.sections.iter().any(|s| !s.restricted);
    if is_general {
        version(conn, Vec::new())?;
    }
    let cause = format!("{key}:{}", minutes.id);
    let number = minutes.number.clone().unwrap_or_default();
    for (to, reader) in readers {
        let items: Vec<i64> = match &reader {
            None => Vec::new(),
            Some(reader) => {
                let sees = |s: &&ContentSection| s.restricted && papers.reads_as(reader, &s.departments);
                content.sections.iter().filter(sees).filter_map(|s| s.item_id).collect()
            }
        };
        if items.is_empty() && !is_general {
            continue;
        }
        let file = version(conn, items)?;
        mail::issued(conn, scope, &papers.meeting, &to, (key, &cause), &number, json!([file.for_mail()]))?;
    }
    minutes.files = versions.into_iter().map(|(items, file)| IssuedFile { attachment_id: file.id, items }).collect();
    Ok(())
}

/// Everybody who is sent what was issued, with what they are in the workspace: who was invited, leaders in charge of a department that
/// was, the chair, and the workspace's leaders. Somebody without an account reads the general version.
fn readers(conn: &mut Conn, scope: &Scope, papers: &Papers) -> Result<Vec<(Addressee, Option<Scope>)>> {
    let mut all = mail::addressees(conn, scope, &papers.people)?;
    let departments = papers.countersigners();
    let mut members: Vec<_> = store::members_of_departments(conn, scope, &departments, true)?.into_iter().map(|(_, m)| m).collect();
    let mut named = store::leaders(conn, scope)?;
    named.extend(papers.meeting.chair_id);
    members.extend(store::members_by_ids(conn, scope, &named)?);
    for member in members {
        if !all.iter().any(|a| a.member.as_ref().is_some_and(|m| m.person_id == member.person_id)) {
            all.push(Addressee {
                name: member.name.clone(),
                email: member.email.clone(),
                lang: member.lang,
                participants: Vec::new(),
                member: Some(member),
            });
        }
    }
    let mut found = Vec::with_capacity(all.len());
    for to in all {
        let reader = match &to.member {
            Some(m) => Some(tenancy::scope_of_member(conn, scope, m.membership_id, m.person_id, &m.name, m.lang)?),
            None => None,
        };
        found.push((to, reader));
    }
    Ok(found)
}

/// Assigns the duties of all decisions that are not assigned yet; everybody charged gets one letter about all of them.
fn assign_duties(conn: &mut Conn, scope: &Scope, papers: &Papers) -> Result<()> {
    let mut assigning = Assigning::new();
    for decision in papers.decisions.iter().filter(|d| !d.is_assigned && d.lead_id.is_some()) {
        let mut decision = decision.clone();
        let state = match decision.duty_id {
            Some(id) => duties::queries::rows_of(conn, scope, &[id])?.first().map(|row| row.state()).transpose()?,
            None => None,
        };
        match (decision.duty_id, state) {
            // Somebody gave it out by hand meanwhile.
            (Some(_), Some(state)) if !matches!(state, duties::State::Draft | duties::State::Cancelled) => {}
            (Some(id), Some(duties::State::Draft)) => {
                let rule = decision.due_on.map(|on| DeadlineRule::Fixed { on });
                let charge = Charge { lead_id: decision.lead_id, support_ids: decision.support.clone(), rule };
                assigning.assign(conn, scope, duties::Seen::any(id), &charge)?;
            }
            _ => {
                let new = duty_of(conn, scope, &papers.meeting, &decision)?;
                decision.duty_id = Some(assigning.add(conn, scope, new)?.id);
            }
        }
        decision.is_assigned = true;
        store::save_decision(conn, scope, &mut decision)?;
    }
    assigning.tell(conn, scope)
}

/// What a corrigendum says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Correction {
    /// The section it is about; none: the whole. Of a restricted one only its readers hear.
    pub section_id: Option<i64>,
    pub text: String,
}

/// Corrects issued minutes by a numbered corrigendum of its own; what was issued stays as it is, and so do the duties, which are
/// changed on their own pages. Errors by field: `text`, `section`.
pub fn correct(conn: &mut Conn, scope: &Scope, blobs: &Blobs, seen: &Seen, new: &Correction) -> Result<String> {
    let mut begun = begin(conn, scope, seen, Action::Correct)?;
    let before = papers(conn, scope, &seen.number)?;
    let Some(original) = before.minutes.as_ref().filter(|m| m.state == MinutesState::Issued) else {
        return Err(Error::refused("minutes-none"));
    };
    let mut errors = FieldErrors::default();
    let text = words::required(&mut errors, "text", &new.text, words::TEXT_MAX);
    let mut content = before.content(scope)?;
    let about = match new.section_id {
        None => None,
        Some(id) => {
            let found = content.sections.iter().find(|s| s.id == id).cloned();
            if found.is_none() {
                errors.add("section", Message::new("field-required"));
            }
            found
        }
    };
    errors.finish(())?;
    let lang = content.lang();
    let nth = i32::try_from(before.corrigenda.len() + 1).map_err(Error::internal)?;
    let of = original.number.clone().unwrap_or_default();
    let number = format(lang, "minutes-corrigendum-number", &[("number", of.as_str().into()), ("n", nth.into())]);
    content.number.clone_from(&number);
    content.title = format(lang, "minutes-corrigendum-title", &[("title", before.meeting.title.as_str().into())]);
    content.issued_on = official_day(lang, scope.today());
    content.annexes.clear();
    content.sections = vec![corrected(lang, &before.meeting.title, &of, about.as_ref(), &text)];
    let mut minutes = new_minutes(scope, begun.meeting.id, MinutesKind::Corrigendum, nth, String::new());
    minutes.number = Some(number.clone());
    freeze(scope, &mut minutes, &content)?;
    store::insert_minutes(conn, scope, &minutes)?;
    // What a restricted item's correction says is not for everybody who reads the timeline.
    finish(conn, scope, &mut begun, Action::Correct, "", json!({ "number": number }))?;
    let issued = Issued { papers: &before, content: &content, name: file_name(&begun.meeting, &number) };
    publish(conn, scope, blobs, &mut minutes, &issued, "mail-minutes-corrected")?;
    store::save_minutes(conn, scope, &mut minutes)?;
    Ok(number)
}

/// The one section of a corrigendum: what is corrected, and how.
fn corrected(lang: Lang, title: &str, of: &str, about: Option<&ContentSection>, text: &str) -> ContentSection {
    let mut args = vec![("title", title.into()), ("number", of.into())];
    let heading = about.map(|s| if s.heading.is_empty() { t(lang, &s.kind.key()).into_owned() } else { s.heading.clone() });
    let opening = match &heading {
        Some(heading) => {
            args.push(("section", heading.as_str().into()));
            format(lang, "minutes-corrigendum-of-section", &args)
        }
        None => format(lang, "minutes-corrigendum-of-whole", &args),
    };
    ContentSection {
        id: 0,
        kind: SectionKind::Opening,
        item_id: about.and_then(|s| s.item_id),
        restricted: about.is_some_and(|s| s.restricted),
        departments: about.map(|s| s.departments.clone()).unwrap_or_default(),
        heading: String::new(),
        text: format!("{opening}\n{text}"),
        decisions: Vec::new(),
    }
}
