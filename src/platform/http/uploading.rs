//! A form whose files are not held in memory: the handler reads them as they come.

use std::future::{Ready, ready};

use actix_multipart::{Field, Multipart};
use actix_web::{FromRequest, HttpMessage, HttpRequest, dev::Payload};
use bytes::Bytes;
use futures_util::TryStreamExt;

use super::{
    Fault, Fields,
    form_read::{self, MAX_BODY, MAX_DRAIN, base_name, damaged, file_name, read_text},
};
use crate::platform::error::Error;

/// Extractor of a POST by [`super::Routes::post_files`]: the fields that came before the first file, and the files one after the other.
pub struct Uploading {
    pub fields: Fields,
    parts: Option<Multipart>,
    /// The file whose turn it is.
    at: Option<Field>,
    /// What the text fields may still have.
    left: usize,
}

/// A file that is coming in.
#[derive(Debug, Clone, PartialEq)]
pub struct ComingFile {
    /// Name of the input.
    pub field: String,
    /// The file's own name without directories; what the browser said.
    pub name: String,
}

impl Uploading {
    /// Reads up to the first file. A form that is sent without files (or was refused its kind) is read as every other.
    pub(super) async fn begin(req: &HttpRequest, payload: &mut Payload) -> Result<Self, Fault> {
        if req.content_type() != "multipart/form-data" {
            return Ok(Self { fields: form_read::read(req, payload).await?, parts: None, at: None, left: 0 });
        }
        let parts = Some(Multipart::new(req.headers(), payload.take()));
        let mut coming = Self { fields: Fields::default(), parts, at: None, left: MAX_BODY };
        match coming.advance().await {
            Ok(()) => Ok(coming),
            Err(fault) => {
                coming.drain().await;
                Err(fault)
            }
        }
    }

    /// Goes to the next file that was chosen, reading the text fields before it.
    async fn advance(&mut self) -> Result<(), Fault> {
        self.at = None;
        let Some(parts) = &mut self.parts else { return Ok(()) };
        while let Some(mut part) = parts.try_next().await.map_err(damaged)? {
            match file_name(&part) {
                None => {
                    let name = part.name().unwrap_or_default().to_owned();
                    read_text(&mut part, name, &mut self.left, &mut self.fields).await?;
                }
                // What browsers send for an input where nothing was chosen; were there bytes, they are no file without a name.
                Some(name) if name.is_empty() => while part.try_next().await.map_err(damaged)?.is_some() {},
                Some(_) => {
                    self.at = Some(part);
                    return Ok(());
                }
            }
        }
        self.parts = None;
        Ok(())
    }

    /// The file whose turn it is, to be read by [`Self::chunk`]; none when there are no more.
    pub fn file(&self) -> Option<ComingFile> {
        let part = self.at.as_ref()?;
        let field = part.name().unwrap_or_default().to_owned();
        Some(ComingFile { field, name: base_name(&file_name(part).unwrap_or_default()) })
    }

    /// The next bytes of that file. At its end none, and the next one's turn comes.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Fault> {
        let Some(part) = &mut self.at else { return Ok(None) };
        if let Some(bytes) = part.try_next().await.map_err(damaged)? {
            return Ok(Some(bytes));
        }
        self.advance().await?;
        Ok(None)
    }

    /// Reads what is left of a form that is refused, up to a bound, so that the browser shows our page instead of a broken connection.
    pub async fn drain(&mut self) {
        let mut seen = 0;
        loop {
            let Some(part) = &mut self.at else {
                match &mut self.parts {
                    Some(parts) => match parts.try_next().await {
                        Ok(Some(part)) => self.at = Some(part),
                        _ => break,
                    },
                    None => break,
                }
                continue;
            };
            match part.try_next().await {
                Ok(Some(bytes)) => seen += bytes.len(),
                Ok(None) => self.at = None,
                Err(_) => break,
            }
            if seen > MAX_DRAIN {
                break;
            }
        }
        (self.at, self.parts) = (None, None);
    }
}

impl FromRequest for Uploading {
    type Error = Fault;
    type Future = Ready<Result<Self, Fault>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let coming = req.extensions_mut().remove::<Self>();
        ready(coming.ok_or_else(|| Error::internal("Uploading needs a route of Routes::post_files, once").into()))
    }
}
