//! Pages of instructions: the list, one of them, and the two forms that decide one.

mod decide;
mod list;
mod show;

use crate::{
    instructions::model::{Instruction, State},
    platform::{
        http::{Access, Fault, Routes},
        i18n::{Lang, t},
        view::parts::LightView,
    },
};

type Answer = std::result::Result<actix_web::HttpResponse, Fault>;

pub fn routes() -> Routes {
    Routes::new()
        .get("/w/{slug}/instructions", Access::Workspace, list::list)
        .get("/w/{slug}/instructions.xlsx", Access::Workspace, list::export)
        .get("/w/{slug}/instructions/{number}", Access::Workspace, show::show)
        .get("/w/{slug}/instructions/{number}/file", Access::Workspace, decide::file_form)
        .post("/w/{slug}/instructions/{number}/file", Access::Workspace, decide::file)
        .get("/w/{slug}/instructions/{number}/answer", Access::Workspace, decide::answer_form)
        .post("/w/{slug}/instructions/{number}/answer", Access::Workspace, decide::answer)
}

/// What became of it, as a light.
fn light(lang: Lang, instruction: &Instruction) -> LightView {
    let tone = match instruction.state {
        State::Unfiled => "yellow",
        State::Filed => "green",
        State::Answered => "grey",
    };
    LightView { tone, word: Some(t(lang, instruction.state.key()).into_owned()) }
}
