//! What a leader finds beside the words of a digest, with or without a login: 已阅, and room for 批示 on all of it or on one duty.

use std::collections::HashSet;

use chrono::NaiveDateTime;
use serde::Serialize;

use crate::{
    digests::{
        content::{Button, Content, Figure},
        letter,
        store::Past,
    },
    instructions::{Instruction, State, TEXT_MAX},
    platform::{
        error::FieldErrors,
        http::Fields,
        i18n::{Lang, format, format_instant, t, tr},
        view::parts::{FieldView, LightView, SummaryError, named},
    },
    tenancy::Scope,
};

/// What was typed and refused.
pub struct Refused<'a> {
    pub fields: &'a Fields,
    pub errors: &'a FieldErrors,
}

/// `part/figures`.
#[derive(Serialize)]
pub struct FiguresView {
    items: Vec<FigureView>,
}

#[derive(Serialize)]
struct FigureView {
    value: String,
    label: String,
    href: Option<String>,
    tone: Option<String>,
    was: Option<String>,
}

#[derive(Serialize)]
pub struct SectionView {
    title: String,
    tone: Option<String>,
    items: Vec<ItemView>,
    more: Option<Button>,
    /// Instead of `more` where its link would ask for a login.
    beyond: Option<String>,
}

#[derive(Serialize)]
struct ItemView {
    /// Where a link of the mail leads.
    anchor: Option<String>,
    text: String,
    href: Option<String>,
    note: Option<String>,
    write: Option<WriteView>,
    written: Vec<WrittenView>,
}

/// Room for an instruction.
#[derive(Serialize)]
pub struct WriteView {
    action: String,
    /// The number of the duty it is about; empty for the digest as a whole.
    about: String,
    open: bool,
    summary: String,
    field: FieldView,
    submit: String,
}

/// An instruction that was written.
#[derive(Serialize)]
pub struct WrittenView {
    text: String,
    when: String,
    light: LightView,
    result: Option<String>,
}

/// What a leader may do with their digest.
#[derive(Serialize)]
pub struct Desk {
    /// When it was marked as read.
    read: Option<String>,
    read_action: String,
    written: Vec<WrittenView>,
    write: WriteView,
}

/// The base of the desk's addresses, and who sits at it.
pub struct Ground<'a> {
    pub scope: &'a Scope,
    pub base: String,
    pub written: &'a [Instruction],
    pub refused: Option<Refused<'a>>,
    /// Without a login nothing leads on to other pages.
    pub signed: bool,
}

pub fn figures(content: &Content) -> Option<FiguresView> {
    let view =
        |f: &Figure| FigureView { value: f.value.clone(), label: f.label.clone(), href: None, tone: f.tone.clone(), was: f.was.clone() };
    (!content.figures.is_empty()).then(|| FiguresView { items: content.figures.iter().map(view).collect() })
}

/// The sections of a digest, with room for instructions where there is a desk.
pub fn sections(content: &Content, lang: Lang, ground: Option<&Ground<'_>>) -> Vec<SectionView> {
    let signed = ground.is_some_and(|g| g.signed);
    // A duty may be told of twice; its place is where it stands first.
    let mut seen: HashSet<&str> = HashSet::new();
    let mut views = Vec::with_capacity(content.sections.len());
    for section in &content.sections {
        let items = section.items.iter().map(|item| {
            let first = item.duty.as_deref().filter(|number| seen.insert(number));
            let at = first.zip(ground);
            ItemView {
                anchor: first.map(letter::anchor),
                text: item.text.clone(),
                href: item.href.clone().filter(|_| !signed),
                note: item.note.clone(),
                write: at.map(|(number, g)| g.write(Some(number))),
                written: at.map(|(number, g)| g.written(Some(number))).unwrap_or_default(),
            }
        });
        let items = items.collect();
        let beyond =
            section.more.as_ref().filter(|_| signed).map(|more| format(lang, "digest-more-login", &[("more", more.label.as_str().into())]));
        let more = section.more.clone().filter(|_| !signed);
        views.push(SectionView { title: section.title.clone(), tone: section.tone.clone(), items, more, beyond });
    }
    views
}

impl Ground<'_> {
    pub fn desk(&self, past: &Past) -> Desk {
        let lang = self.scope.lang();
        let said = |at: NaiveDateTime| {
            let when = format_instant(lang, at, self.scope.zone());
            format(lang, "digest-read-at", &[("when", when.into())])
        };
        Desk {
            read: past.read_at.map(said),
            read_action: format!("{}/read", self.base),
            written: self.written(None),
            write: self.write(None),
        }
    }

    /// What is wrong, for the top of the page.
    pub fn errors(&self) -> Vec<SummaryError> {
        let Some(refused) = &self.refused else { return Vec::new() };
        let (lang, about) = (self.scope.lang(), refused.fields.trimmed("about"));
        let (id, label) = (field_id(about), t(lang, label_key(about)));
        let text = |message| named(lang, &label, tr(lang, message));
        refused.errors.0.iter().map(|e| SummaryError { field: Some(id.clone()), text: text(&e.message) }).collect()
    }

    fn write(&self, about: Option<&str>) -> WriteView {
        let (lang, number) = (self.scope.lang(), about.unwrap_or_default());
        let refused = self.refused.as_ref().filter(|r| r.fields.trimmed("about") == number);
        let label = t(lang, label_key(number));
        let mut field = FieldView::new("area", "text", label).typed(refused.map(|r| r.fields), "");
        field.id = field_id(number);
        field.rows = Some(4);
        field.max = Some(TEXT_MAX.to_string());
        field.error = refused.and_then(|r| r.errors.0.first()).map(|e| tr(lang, &e.message));
        WriteView {
            action: format!("{}/instruct", self.base),
            about: number.to_owned(),
            open: refused.is_some(),
            summary: t(lang, "digest-instruct").into_owned(),
            field,
            submit: t(lang, "digest-instruct-send").into_owned(),
        }
    }

    fn written(&self, about: Option<&str>) -> Vec<WrittenView> {
        let lang = self.scope.lang();
        let fits = |i: &&Instruction| i.about.as_ref().map(|d| d.number.as_str()) == about;
        let view = |i: &Instruction| WrittenView {
            text: i.text.clone(),
            when: format_instant(lang, i.written_at, self.scope.zone()),
            light: LightView {
                tone: if i.state == State::Unfiled { "blue" } else { "green" },
                word: Some(t(lang, if i.state == State::Unfiled { "digest-instructed-sent" } else { i.state.key() }).into_owned()),
            },
            result: match (&i.duty, &i.answer) {
                (Some(duty), _) => {
                    let state = t(lang, duty.state.key());
                    let filed = format(lang, "digest-instructed-filed", &[("title", duty.title.as_str().into())]);
                    Some(format!("{filed} · {state}"))
                }
                (None, Some(answer)) => Some(format(lang, "digest-instructed-answer", &[("text", answer.as_str().into())])),
                (None, None) => None,
            },
        };
        self.written.iter().filter(fits).map(view).collect()
    }
}

/// The label of the field an instruction is written into: about one duty, or about the digest.
fn label_key(number: &str) -> &'static str {
    if number.is_empty() { "digest-instruct-all" } else { "digest-instruct-duty" }
}

fn field_id(number: &str) -> String {
    if number.is_empty() { "f-text".to_owned() } else { format!("f-text-{number}") }
}
