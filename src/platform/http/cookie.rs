//! Our cookies, made and read in one way: for this site alone, not for scripts, not sent along by other sites' forms.
//!
//! On https their names begin with `__Host-`: browsers then take them from this very host only, so that a neighbour under the
//! same domain can plant none.

use actix_web::{
    HttpRequest,
    cookie::{Cookie, SameSite, time::Duration},
    web,
};

use super::HttpState;

fn full_name(secure: bool, name: &str) -> String {
    if secure { format!("__Host-{name}") } else { name.to_owned() }
}

/// A cookie of ours. `age`: how long the browser keeps it; none: until it is closed; zero: it ends now.
pub fn own_cookie(secure: bool, name: &str, value: String, age: Option<Duration>) -> Cookie<'static> {
    let mut cookie =
        Cookie::build(full_name(secure, name), value).path("/").http_only(true).secure(secure).same_site(SameSite::Lax).finish();
    if let Some(age) = age {
        cookie.set_max_age(age);
    }
    cookie
}

/// The value the browser sent.
pub fn read_cookie(req: &HttpRequest, name: &str) -> Option<String> {
    let secure = req.app_data::<web::Data<HttpState>>().is_some_and(|state| state.secure);
    req.cookie(&full_name(secure, name)).map(|c| c.value().to_owned())
}
