//! Routes of files, and things that have some.

use lianxi::{
    attachments::{self, MadeFile, Media},
    timeline::Subject,
};

use super::{
    side::{
        Persona::{self, Auditor, Lead, Leader, Secretariat, Support},
        Side,
    },
    table::{Make, Row, Who, get, post},
};

/// Who sees a duty in full.
const FULL: &[Persona] = &[Secretariat, Lead, Support, Leader, Auditor];

impl Side<'_> {
    /// The number of a fresh duty with a file that the lead's liaison added.
    pub fn with_file(&self) -> String {
        let duty = self.duty_ref("in_progress");
        let (name, text) = (format!("{}.txt", self.unique("汇总")), self.unique("整治情况"));
        let file = MadeFile { name: &name, media: Media::Txt, bytes: text.as_bytes() };
        let subject = Subject::new("duty", duty.id);
        let made = self.act(Lead, |conn, scope| attachments::store_bytes(conn, scope, &self.blobs, subject, file));
        self.last_file.set(made.id);
        duty.number
    }
}

pub(super) fn rows() -> Vec<Row> {
    let number: Make = |s| s.with_file();
    let file: Make = |s| s.last_file.get().to_string();
    let mut upload = post("/w/{slug}/duties/{number}/files", Who::Members(&[Secretariat, Lead, Support])).part("number", number);
    upload.file = Some(("file", "证明.txt", "已经整治完毕".as_bytes()));
    vec![
        get("/w/{slug}/duties/{number}/files", Who::Members(FULL)).part("number", number),
        upload,
        get("/w/{slug}/duties/{number}/files/{file}", Who::Members(FULL)).part("number", number).part("file", file),
        get("/w/{slug}/duties/{number}/files/{file}/remove", Who::Members(&[Secretariat, Lead])).part("number", number).part("file", file),
        post("/w/{slug}/duties/{number}/files/{file}/remove", Who::Members(&[Secretariat, Lead]))
            .part("number", number)
            .part("file", file)
            .text("reason", "误传"),
    ]
}
