//! `GET /w/{slug}/search`: a number leads to its duty, words to the list of all that hold them.

use actix_web::{HttpRequest, HttpResponse, web};

use crate::{
    duties::{model::require_sight, queries},
    platform::http::{Fault, ListQuery},
    site::{Member, Site},
};

/// `GET /w/{slug}/search?q=`
pub async fn search(req: HttpRequest, site: web::Data<Site>, member: Member) -> std::result::Result<HttpResponse, Fault> {
    require_sight(&member.scope)?;
    let list = ListQuery::of(&req, &[]);
    let typed = list.filter("q").unwrap_or_default().to_owned();
    let asked = typed.clone();
    let found = site.read(&member, move |conn, scope| queries::numbers(conn, scope, &asked)).await?;
    let base = member.scope.base();
    let to = match found.as_slice() {
        [only] => format!("{base}/duties/{only}"),
        _ => {
            let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("tab", "all").append_pair("q", &typed).finish();
            format!("{base}/duties?{query}")
        }
    };
    Err(Fault::SeeOther(to))
}
