//! `GET /w/{slug}/matters/{number}/file.docx`: the file of a matter, as far as this person may read of it.

use actix_web::{HttpRequest, web};

use super::{Answer, number_in, subject_name};
use crate::{
    accountability::{MATTER, document, queries},
    platform::{http, i18n::format},
    site::{Member, Site},
    tenancy::departments,
    timeline::timeline_view,
};

/// Entries of the history a file holds.
const EVENTS: i64 = 1_000;

pub async fn file(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let number = number_in(&req);
    let (bytes, number) = site
        .read(&member, move |conn, scope| {
            let ground = queries::ground(conn, scope, &number)?;
            let (events, _) = queries::events(conn, scope, &ground, None, EVENTS)?;
            let files = queries::files(conn, scope, &ground)?;
            let files: Vec<String> = files.into_iter().map(|l| l.current).filter(|v| v.removed.is_none()).map(|v| v.name).collect();
            let file = queries::file(conn, scope, ground)?;
            let matter = &file.ground.matter;
            let department = departments::by_ids(conn, scope, &[matter.subject.department_id])?.pop();
            let subject = subject_name(scope.lang(), matter, department.as_ref());
            let said = timeline_view(scope, MATTER, &events, None).items.into_iter().map(|item| item.what);
            let events: Vec<_> = events.iter().cloned().zip(said).collect();
            Ok((document::of(scope, &file, &subject, &files, &events).write()?, matter.number.clone()))
        })
        .await?;
    let name = format(member.lang(), "matter-document-file", &[("number", number.as_str().into())]);
    Ok(http::document(&bytes, &format!("matter-{number}"), &name)?)
}
