//! The kinds of files there are.

/// A kind of file. `KINDS` says how each is stored, sent and named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Media {
    Pdf,
    Docx,
    Xlsx,
    Pptx,
    Doc,
    Xls,
    Ppt,
    /// WPS's own endings.
    Wps,
    Ofd,
    Png,
    Jpeg,
    Txt,
    Csv,
    Zip,
}

/// Kind, as stored and in settings, what a browser is told, endings of names.
type Kind = (Media, &'static str, &'static str, &'static [&'static str]);

const KINDS: [Kind; 14] = [
    (Media::Pdf, "pdf", "application/pdf", &["pdf"]),
    (Media::Docx, "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", &["docx"]),
    (Media::Xlsx, "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", &["xlsx"]),
    (Media::Pptx, "pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation", &["pptx"]),
    (Media::Doc, "doc", "application/msword", &["doc"]),
    (Media::Xls, "xls", "application/vnd.ms-excel", &["xls"]),
    (Media::Ppt, "ppt", "application/vnd.ms-powerpoint", &["ppt"]),
    (Media::Wps, "wps", "application/vnd.wps-office", &["wps", "et", "dps"]),
    (Media::Ofd, "ofd", "application/ofd", &["ofd"]),
    (Media::Png, "png", "image/png", &["png"]),
    (Media::Jpeg, "jpeg", "image/jpeg", &["jpg", "jpeg"]),
    (Media::Txt, "txt", "text/plain", &["txt"]),
    (Media::Csv, "csv", "text/csv", &["csv"]),
    (Media::Zip, "zip", "application/zip", &["zip"]),
];

impl Media {
    /// In the order settings show them.
    pub fn all() -> impl Iterator<Item = Self> {
        KINDS.into_iter().map(|(media, ..)| media)
    }

    fn kind(self) -> Kind {
        KINDS.into_iter().find(|(media, ..)| *media == self).unwrap_or(KINDS[0])
    }

    /// As stored, and in [`crate::tenancy::Settings::attachment_types`].
    pub fn as_str(self) -> &'static str {
        self.kind().1
    }

    pub fn parse(text: &str) -> Option<Self> {
        KINDS.into_iter().find(|(_, word, ..)| *word == text).map(|(media, ..)| media)
    }

    /// What a browser is told.
    pub fn mime(self) -> &'static str {
        self.kind().2
    }

    /// Without dots.
    pub fn endings(self) -> &'static [&'static str] {
        self.kind().3
    }

    /// By the ending of a name.
    pub fn of_name(name: &str) -> Option<Self> {
        let (_, ending) = name.rsplit_once('.')?;
        let ending = ending.to_lowercase();
        KINDS.into_iter().find(|(.., endings)| endings.contains(&ending.as_str())).map(|(media, ..)| media)
    }

    /// What people call it: `PDF`, `JPG`.
    pub fn label(self) -> String {
        self.endings().iter().map(|e| e.to_uppercase()).collect::<Vec<_>>().join("/")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_in_the_table_once() {
        for media in Media::all() {
            assert_eq!(Media::parse(media.as_str()), Some(media));
            assert!(media.endings().iter().all(|e| Media::of_name(&format!("A.{}", e.to_uppercase())) == Some(media)));
        }
        assert_eq!(Media::of_name("no ending"), None);
        assert_eq!(Media::of_name("run.exe"), None);
    }
}
