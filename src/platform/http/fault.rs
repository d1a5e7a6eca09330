//! What can go wrong between the socket and a handler, and which status every error has.

use std::fmt;

use actix_web::{HttpResponse, ResponseError, http::StatusCode, http::header};

use crate::platform::error::{Error, Message};

/// A request that is not answered by its handler.
#[derive(Debug)]
pub enum Fault {
    /// What the domain says.
    Domain(Error),
    /// 400 with a reason.
    BadRequest(Message),
    /// 403: the form's token is missing, old or of another session.
    Csrf,
    /// 403: another site sent the browser here.
    CrossSite,
    /// 413 with what was too large and the limit.
    TooLarge(Message),
    /// 415.
    MediaType,
    /// 429.
    TooMany { seconds: u64 },
    /// 303 to a path of ours (sign in first).
    SeeOther(String),
}

impl Fault {
    pub fn bad_request(key: &'static str) -> Self {
        Self::BadRequest(Message::new(key))
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Self::Domain(error)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Domain(error) => error.fmt(f),
            Self::BadRequest(m) | Self::TooLarge(m) => write!(f, "bad request: {}", m.key),
            Self::Csrf => write!(f, "CSRF token missing or wrong"),
            Self::CrossSite => write!(f, "request from another site"),
            Self::MediaType => write!(f, "unsupported media type"),
            Self::TooMany { seconds } => write!(f, "too many requests, again in {seconds} s"),
            Self::SeeOther(_) => write!(f, "see other"),
        }
    }
}

impl std::error::Error for Fault {}

impl ResponseError for Fault {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::Domain(error) => error.status_code(),
            Self::BadRequest(_) => StatusCode::BAD_REQUEST,
            Self::Csrf | Self::CrossSite => StatusCode::FORBIDDEN,
            Self::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::MediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::SeeOther(_) => StatusCode::SEE_OTHER,
        }
    }

    /// Status and headers; the edge adds the page.
    fn error_response(&self) -> HttpResponse {
        match self {
            Self::Domain(error) => error.error_response(),
            Self::TooMany { seconds } => HttpResponse::build(self.status_code()).insert_header((header::RETRY_AFTER, *seconds)).finish(),
            Self::SeeOther(to) => HttpResponse::build(self.status_code()).insert_header((header::LOCATION, to.as_str())).finish(),
            _ => HttpResponse::new(self.status_code()),
        }
    }
}

impl ResponseError for Error {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Forbidden(_) => StatusCode::FORBIDDEN,
            Self::Refused(_) | Self::Conflict => StatusCode::CONFLICT,
            Self::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Status and headers; the edge adds the page.
    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::new(self.status_code());
        if matches!(self, Self::Unavailable(_)) {
            response.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from_static("5"));
        }
        response
    }
}
