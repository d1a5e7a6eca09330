//! Whom a document's printed names mean: every unknown name once, said for all its proposals.

use actix_web::{HttpRequest, http::StatusCode, web};
use serde::Serialize;

use super::{
    Answer, document_path, head, id,
    proposal::{MentionForm, settle, settle_choices},
    review::directory_names,
    steps::steps,
};
use crate::{
    platform::{
        error::{Error, FieldErrors, Message},
        http::{Fields, Form, see_other},
        i18n::{Lang, format, t, tr},
        view::parts::{Choice, Empty, FieldView, FormView, Head, Link, Steps, SummaryError, named},
    },
    policy::{
        actions::{self, Directory, Match},
        model::{Meaning, meaning},
        queries::{self, OpenBody},
    },
    site::{Member, Site},
    tenancy::Role,
};

/// Names on one page; the rest come up once these are settled.
const MOST: usize = 60;
/// Clauses shown with each name.
const PLACES: usize = 3;

#[derive(Serialize)]
struct View {
    head: Head,
    steps: Option<Steps>,
    form: FormView,
    names: Vec<String>,
    bodies: Vec<BodyView>,
    more: Option<String>,
    empty: Empty,
}

#[derive(Serialize)]
struct BodyView {
    /// Hidden input beside it.
    printed_name: String,
    printed: String,
    count: String,
    places: Vec<Place>,
    more: Option<String>,
    mention: MentionForm,
}

#[derive(Serialize)]
struct Place {
    href: String,
    clause: String,
    words: String,
}

pub async fn form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    page(&req, &site, &member, StatusCode::OK, None, &FieldErrors::default()).await
}

async fn page(req: &HttpRequest, site: &Site, member: &Member, status: StatusCode, typed: Option<&Fields>, errors: &FieldErrors) -> Answer {
    member.scope.require(&[Role::Secretariat])?;
    let id = id(req, "id")?;
    let (overview, bodies, directory) = site
        .read(member, move |conn, scope| {
            let overview = queries::overview(conn, scope, id)?;
            Ok((overview, queries::open_bodies(conn, scope, id)?, Directory::load(conn, scope)?))
        })
        .await?;
    if !overview.document.state.is_open() {
        return Err(Error::Refused(Message::new("policy-refused-closed").key("state", overview.document.state.key())).into());
    }
    let (lang, path) = (member.lang(), document_path(&member.scope, id));
    let title = t(lang, "policy-bodies").into_owned();
    let shown = bodies.len().min(MOST);
    let mut form = FormView::new(format!("{path}/bodies"), t(lang, "policy-bodies-save")).back(format!("{path}/review"));
    form.keep = Some(format!("bodies-{id}-{}", bodies.len()));
    let made: Vec<BodyView> =
        bodies[..shown].iter().enumerate().map(|(n, body)| body_view(lang, &path, &directory, n, body, typed, errors)).collect();
    // A row is known by the name printed in the text.
    let summary = errors.0.iter().map(|e| match made.iter().find(|b| b.printed_name.replace("printed", "mention") == e.field) {
        Some(b) => SummaryError { field: Some(b.mention.names.id.clone()), text: named(lang, &b.printed, tr(lang, &e.message)) },
        None => SummaryError { field: None, text: tr(lang, &e.message) },
    });
    form.errors = summary.collect();
    let view = View {
        head: head(member, &overview.document, title.clone()).under(t(lang, "policy-bodies-about")),
        steps: steps(member, &overview, "bodies"),
        form,
        names: directory_names(&directory, lang),
        more: (bodies.len() > shown).then(|| format(lang, "policy-bodies-more", &[("n", (bodies.len() - shown).into())])),
        bodies: made,
        empty: Empty {
            title: t(lang, "policy-bodies-none").into_owned(),
            text: None,
            action: Some(Link::new(format!("{path}/table"), t(lang, "policy-table"))),
        },
    };
    Ok(member.page_status(req, status, "policy/bodies", title, view)?)
}

/// What was typed about a name when the form comes back: the rows may have moved, so that names are found by what is printed.
fn typed_about<'a>(typed: Option<&'a Fields>, printed: &str) -> Option<(usize, &'a str, &'a str)> {
    let fields = typed?;
    let n = (0..MOST).find(|n| fields.get(&format!("printed-{n}")) == Some(printed))?;
    Some((n, fields.trimmed(&format!("mention-{n}")), fields.trimmed(&format!("how-{n}"))))
}

fn body_view(
    lang: Lang,
    path: &str,
    directory: &Directory,
    n: usize,
    body: &OpenBody,
    typed: Option<&Fields>,
    errors: &FieldErrors,
) -> BodyView {
    let (before, line, how) = match typed_about(typed, &body.printed) {
        Some((before, line, how)) => (Some(before), line.to_owned(), how.to_owned()),
        None => {
            let (line, how) = suggestion(lang, directory, &body.printed);
            (None, line, how.to_owned())
        }
    };
    let mut names = FieldView::new("text", &format!("mention-{n}"), t(lang, "policy-bodies-names")).value(line);
    names.error = before.and_then(|before| errors.0.iter().find(|e| e.field == format!("mention-{before}"))).map(|e| tr(lang, &e.message));
    let choices = std::iter::once(Choice::new("later", t(lang, "policy-how-later"), how == "later" || how.is_empty()));
    let how = FieldView::new("select", &format!("how-{n}"), t(lang, "policy-how"))
        .options(choices.chain(settle_choices(lang, "policy-how-here", &how)).collect());
    let count = body.clauses.len();
    BodyView {
        printed_name: format!("printed-{n}"),
        printed: body.printed.clone(),
        count: format(lang, "policy-bodies-count", &[("n", count.into())]),
        places: body.clauses.iter().take(PLACES).map(|(id, clause, words)| place(path, *id, clause, words)).collect(),
        more: (count > PLACES).then(|| format(lang, "policy-bodies-places", &[("n", (count - PLACES).into())])),
        mention: MentionForm { names, how },
    }
}

fn place(path: &str, id: i64, clause: &str, words: &str) -> Place {
    Place { href: format!("{path}/clauses/{id}"), clause: clause.to_owned(), words: words.to_owned() }
}

/// What is chosen before anybody has: a department that looks like it, all local governments, nobody in particular.
fn suggestion(lang: Lang, directory: &Directory, printed: &str) -> (String, &'static str) {
    match (directory.closest(printed), meaning(printed)) {
        (Some((id, true)), _) => (directory.line(lang, &[id]), "as"),
        (_, Meaning::AllLocal) if directory.has_local() => (t(lang, "policy-all-local").into_owned(), "as"),
        (_, Meaning::AllLocal | Meaning::Whoever) => (String::new(), "nobody"),
        (Some((id, false)), Meaning::Named) => (directory.line(lang, &[id]), "remember"),
        (None, Meaning::Named) => (String::new(), "later"),
    }
}

pub async fn save(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    member.scope.require(&[Role::Secretariat])?;
    let (id, fields) = (id(&req, "id")?, form.into_inner());
    let mut errors = FieldErrors::default();
    let matches: Vec<Match> = (0..MOST).filter_map(|n| one(&mut errors, &fields, n)).collect();
    let done = match errors.finish(()) {
        Ok(()) => site.write(&member, move |conn, scope| actions::match_bodies(conn, scope, id, &matches)).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(matched) => {
            let key = if matched.proposals == 0 { "policy-bodies-nothing" } else { "policy-bodies-saved" };
            let mut message = Message::new(key);
            if matched.proposals > 0 {
                message = message.number("names", matched.names as f64).number("n", matched.proposals as f64);
            }
            Ok(see_other(format!("{}/table", document_path(&member.scope, id))).flash(message).respond(&req))
        }
        Err(Error::Invalid(errors)) => page(&req, &site, &member, StatusCode::UNPROCESSABLE_ENTITY, Some(&fields), &errors).await,
        Err(other) => Err(other.into()),
    }
}

/// What was said about the n-th name; that it is to be matched but not to whom is wrong.
fn one(errors: &mut FieldErrors, fields: &Fields, n: usize) -> Option<Match> {
    let printed = fields.get(&format!("printed-{n}"))?.to_owned();
    let how = fields.trimmed(&format!("how-{n}"));
    let field = format!("mention-{n}");
    if ["as", "remember"].contains(&how) && fields.trimmed(&field).is_empty() {
        errors.add(&field, Message::new("policy-mention-open").text("name", printed));
        return None;
    }
    Some(Match { printed, settle: settle(fields, n)?, field })
}
