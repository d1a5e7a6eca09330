//! What a content is, by looking into it. What its name says is then held against that.

mod archive;
mod text;

use std::{
    fs::File,
    io::{Read, Seek, SeekFrom},
};

use super::Media;
use crate::platform::{
    blob::Spooled,
    error::{Error, Message, Result},
};

/// How much of the beginning tells most kinds.
const HEAD: usize = 8192;

/// What a content is.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    Pdf,
    Png,
    Jpeg,
    /// An archive of files, and what the files in it make it.
    Zip(Inside),
    /// A compound file: what the streams in it make it.
    Compound(Option<Media>),
    /// Characters only, in UTF-8 or GB18030.
    Text,
    /// Something else, with its name where that is known.
    Other(&'static str),
}

/// What an archive holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inside {
    Docx,
    Xlsx,
    Pptx,
    Ofd,
    /// An office document with a program in it.
    Program,
    Files,
}

impl Shape {
    /// Whether a file of this shape may call itself that.
    pub fn fits(&self, media: Media) -> bool {
        match (self, media) {
            (Self::Pdf, Media::Pdf) | (Self::Png, Media::Png) | (Self::Jpeg, Media::Jpeg) => true,
            (Self::Text, Media::Txt | Media::Csv) => true,
            (Self::Zip(Inside::Docx), Media::Docx) | (Self::Zip(Inside::Xlsx), Media::Xlsx) => true,
            (Self::Zip(Inside::Pptx), Media::Pptx) | (Self::Zip(Inside::Ofd), Media::Ofd) => true,
            // Newer WPS writes its own endings over the common format.
            (Self::Zip(Inside::Docx | Inside::Xlsx | Inside::Pptx), Media::Wps) => true,
            // All of them are archives, and may be sent as one.
            (Self::Zip(_), Media::Zip) => true,
            (Self::Compound(Some(_)), Media::Wps) => true,
            (Self::Compound(Some(found)), named) => *found == named,
            _ => false,
        }
    }

    /// What it is called, or the Fluent key of it.
    fn word(&self) -> std::result::Result<&'static str, &'static str> {
        match self {
            Self::Pdf => Ok("PDF"),
            Self::Png => Ok("PNG"),
            Self::Jpeg => Ok("JPEG"),
            Self::Zip(Inside::Docx) => Ok("DOCX"),
            Self::Zip(Inside::Xlsx) => Ok("XLSX"),
            Self::Zip(Inside::Pptx) => Ok("PPTX"),
            Self::Zip(Inside::Ofd) => Ok("OFD"),
            Self::Zip(Inside::Program) => Err("attachments-shape-program"),
            Self::Zip(Inside::Files) => Ok("ZIP"),
            Self::Compound(Some(Media::Xls)) => Ok("XLS"),
            Self::Compound(Some(Media::Ppt)) => Ok("PPT"),
            Self::Compound(Some(_)) => Ok("DOC"),
            Self::Compound(None) => Err("attachments-shape-unknown"),
            Self::Text => Err("attachments-shape-text"),
            Self::Other("") => Err("attachments-shape-unknown"),
            Self::Other(name) => Ok(name),
        }
    }
}

/// The kind of a whole content that calls itself `name`, or what is wrong with it in words.
pub fn judge(content: &mut Spooled, name: &str) -> Result<std::result::Result<Media, Message>> {
    if content.size == 0 {
        return Ok(Err(Message::new("attachments-empty-file").text("name", name)));
    }
    let Some(media) = Media::of_name(name) else { return Ok(Err(Message::new("attachments-ending-unknown").text("name", name))) };
    let shape = shape(content.look()?)?;
    if shape.fits(media) {
        return Ok(Ok(media));
    }
    let message = Message::new("attachments-lies").text("name", name).text("said", media.label());
    Ok(Err(match shape.word() {
        Ok(word) => message.text("found", word),
        Err(key) => message.key("found", key),
    }))
}

/// Looks into a file, at its beginning or from there on; in bounded memory however large it is.
fn shape(file: &mut File) -> Result<Shape> {
    let mut head = vec![0; HEAD];
    let mut read = 0;
    while read < HEAD {
        match file.read(&mut head[read..]).map_err(Error::internal)? {
            0 => break,
            n => read += n,
        }
    }
    head.truncate(read);
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Ok(archive::inside(file)?.map_or(Shape::Other(""), Shape::Zip));
    }
    if head.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
        file.seek(SeekFrom::Start(0)).map_err(Error::internal)?;
        return Ok(Shape::Compound(compound(file)));
    }
    let known = infer::get(&head);
    let found = match known.map(|k| (k.mime_type(), k.matcher_type())) {
        Some(("application/pdf", _)) => Shape::Pdf,
        Some(("image/png", _)) => Shape::Png,
        Some(("image/jpeg", _)) => Shape::Jpeg,
        Some((mime, kind)) if kind != infer::MatcherType::Text => Shape::Other(mime),
        _ => {
            file.seek(SeekFrom::Start(0)).map_err(Error::internal)?;
            if text::is_text(file)? { Shape::Text } else { Shape::Other("") }
        }
    };
    Ok(found)
}

/// A compound file is a little file system; the office programs' main streams have fixed names.
fn compound(file: &mut File) -> Option<Media> {
    // A damaged one is nothing we know.
    let opened = cfb::CompoundFile::open(file).ok()?;
    let streams = [("/WordDocument", Media::Doc), ("/Workbook", Media::Xls), ("/Book", Media::Xls), ("/PowerPoint Document", Media::Ppt)];
    streams.into_iter().find(|(name, _)| opened.is_stream(name)).map(|(_, media)| media)
}

#[cfg(test)]
mod tests;
