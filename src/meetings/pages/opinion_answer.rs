//! `GET` and `POST …/items/{item}/opinions/{opinion}/answer`: what a department says, with its papers, in one form.

use actix_web::{HttpRequest, http::StatusCode, web};

use super::{
    Answer,
    agenda::item_home,
    item_verbs::seen_item,
    opinion::{Setting, again, back, opinion_id, page, setting},
    opinion_files::shelf,
};
use crate::{
    attachments::{self, pages::receive_any},
    meetings::{
        actions::{self, SeenItem, SeenOpinion},
        model::{Item, OpinionAnswer},
        queries,
    },
    platform::{
        db::Conn,
        error::{Error, Result},
        http::{Fault, Fields, Uploading},
        i18n::t,
        view::parts::{Choice, FieldView, FormView},
    },
    site::{Member, Site},
    tenancy::Scope,
};

pub const PATTERN: &str = "/w/{slug}/meetings/{number}/items/{item}/opinions/{opinion}/answer";

const VERB: &str = "answer";

pub async fn form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let (seen, id) = (seen_item(&req, &Fields::default())?, opinion_id(&req)?);
    let setting = site
        .read(&member, move |conn, scope| {
            let setting = setting(conn, scope, &seen, Some(id))?;
            match &setting.opinion {
                Some(opinion) if scope.acts_for_department(opinion.department_id) => Ok(setting),
                _ => Err(Error::forbidden("opinion-by-department")),
            }
        })
        .await?;
    let form = view(&member.scope, &setting, None);
    page(&req, &member, StatusCode::OK, &setting, VERB, form)
}

/// What was said.
#[derive(Clone)]
struct Said {
    seen: SeenOpinion,
    answer: Option<OpinionAnswer>,
    text: String,
}

pub async fn perform(req: HttpRequest, site: web::Data<Site>, member: Member, mut coming: Uploading) -> Answer {
    let fields = coming.fields.clone();
    let (item, id) = (SeenItem { version: None, ..seen_item(&req, &fields)? }, opinion_id(&req)?);
    let said = Said {
        seen: SeenOpinion { item: item.clone(), id, version: fields.trimmed("version").parse().ok() },
        answer: OpinionAnswer::parse(fields.trimmed("answer")),
        text: fields.trimmed("text").to_owned(),
    };
    let outcome = take(&site, &member, &mut coming, said).await;
    // Whatever was not read of files that are refused with the answer.
    coming.drain().await;
    let error = match outcome {
        Ok(done) => return Ok(back(&req, &member, &item.number, done.id, "opinion-done-answer")),
        Err(Fault::Domain(error)) => error,
        Err(fault) => return Err(fault),
    };
    let setting = site.read(&member, move |conn, scope| setting(conn, scope, &item, Some(id))).await?;
    let form = view(&member.scope, &setting, Some(&fields));
    again(&req, &member, &setting, VERB, form, error)
}

/// Whether the answer can be given is asked first; then its files come in, and both are written in one transaction.
async fn take(site: &web::Data<Site>, member: &Member, coming: &mut Uploading, said: Said) -> std::result::Result<Item, Fault> {
    let asked = said.clone();
    site.read(member, move |conn, scope| actions::check_answer(conn, scope, &asked.seen, asked.answer, &asked.text)).await?;
    let received = receive_any(site, &member.scope, coming).await?;
    let give = move |conn: &mut Conn, scope: &Scope| -> Result<Item> {
        let given = actions::answer(conn, scope, &said.seen, said.answer, &said.text)?;
        if !received.files.is_empty() {
            let (ground, item, opinion) = queries::agenda::opinion(conn, scope, &said.seen.item.number, given.id, said.seen.id)?;
            attachments::add(conn, scope, &shelf(scope, &ground, &item, &opinion), &received)?;
        }
        Ok(given)
    };
    Ok(site.write(member, give).await?)
}

fn view(scope: &Scope, setting: &Setting, typed: Option<&Fields>) -> FormView {
    let lang = scope.lang();
    let home = item_home(scope, &setting.ground.meeting, &setting.item);
    let Some(opinion) = &setting.opinion else { return FormView::default() };
    let chosen = typed.map_or(opinion.answer.map_or("", OpinionAnswer::as_str), |f| f.trimmed("answer"));
    let options = OpinionAnswer::ALL.iter().map(|a| Choice::new(a.as_str(), t(lang, &a.key()), a.as_str() == chosen));
    let mut text = FieldView::new("area", "text", t(lang, "opinion-field-text")).typed(typed, &opinion.text);
    text.hint = Some(t(lang, "opinion-text-hint").into_owned());
    text.rows = Some(6);
    let mut form = FormView::new(format!("{home}/opinions/{}/{VERB}", opinion.id), t(lang, "opinion-do-answer"))
        .hidden("version", opinion.version)
        .field(FieldView::new("radio", "answer", t(lang, "opinion-field-answer")).options(options.collect()))
        .field(text.optional())
        .field(attachments::file_field(scope))
        .back(format!("{home}#opinions"));
    form.upload = true;
    form.keep = Some(format!("opinion-{}-{VERB}", opinion.id));
    form
}
