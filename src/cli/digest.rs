//! `lianxi digest`: look at what somebody would be told, or send what is due.

use crate::{app, platform::config::Config};

use super::Outcome;

#[derive(Debug, clap::Args)]
pub struct Options {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Write to standard output what a person would be told now
    Preview {
        /// The workspace's short name, as in its addresses
        #[arg(long, value_name = "SLUG")]
        workspace: String,
        /// The person's e-mail address
        #[arg(long, value_name = "EMAIL")]
        person: String,
        /// leader or liaison [default: the one they have]
        #[arg(long, value_parser = ["leader", "liaison"])]
        kind: Option<String>,
        /// html, text, or eml for the whole message
        #[arg(long, default_value = "text", value_parser = ["html", "text", "eml"])]
        format: String,
    },
    /// Compose and send every digest whose time has come, then exit
    Send {
        /// Said so that nothing is sent by mistake
        #[arg(long, required = true)]
        due: bool,
    },
}

pub fn run(config: Config, options: Options) -> Outcome {
    match options.command {
        Command::Preview { workspace, person, kind, format } => {
            use std::io::Write;
            let bytes = app::preview_digest(config, &workspace, &person, kind.as_deref(), &format)?;
            std::io::stdout().write_all(&bytes)?;
            Ok(())
        }
        Command::Send { .. } => app::send_digests(config),
    }
}
