//! The command line: one file a subcommand, each `run(config, options)`.

mod demo;
mod digest;
mod migrate;
mod policy;
mod serve;
mod work;
mod worker;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::platform::config::{self, Config, Flags};

/// What a subcommand ends with; the text goes to standard error and the process exits with 1.
pub type Outcome = Result<(), Box<dyn std::error::Error>>;

/// 联席 Lianxi: joint meetings whose duties are followed to a verified end.
#[derive(Debug, Parser)]
#[command(name = "lianxi", version, about, after_help = config::help_text(), propagate_version = true)]
pub struct Args {
    #[command(flatten)]
    pub settings: Flags,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run the web server and the worker
    Serve(serve::Options),
    /// Run the worker alone (mails, digests, reminders)
    Worker,
    /// Do what is due, then exit
    Work(work::Options),
    /// Preview a digest, or send those that are due
    Digest(digest::Options),
    /// Bring the database up to date, then exit
    Migrate,
    /// Read a policy document
    Policy(policy::Options),
    /// Run a filled demonstration on this machine, without passwords
    Demo(demo::Options),
}

pub use policy::Refused;

/// The command line of this process; prints the help or what is wrong, and ends, where that is asked for.
pub fn parse() -> Args {
    let matches = command().get_matches();
    Args::from_arg_matches(&matches).unwrap_or_else(|error| error.exit())
}

/// The command line, each setting with its meaning, its variable and what holds without it.
fn command() -> clap::Command {
    Args::command().mut_args(|arg| match config::SETTINGS.iter().find(|s| arg.get_id() == s.key) {
        Some(s) => arg.help(format!("{} [env: LIANXI_{}] [default: {}]", s.meaning, s.key.to_uppercase(), s.default)),
        None => arg,
    })
}

/// Runs the chosen subcommand.
pub fn run(args: Args) -> Outcome {
    // Reading a document needs no settings and no database.
    if let Command::Policy(options) = args.command {
        return policy::run(options);
    }
    let config = Config::load(args.settings)?;
    if let Some(now) = config.now {
        tracing::warn!("LIANXI_NOW: the clock starts at {} instead of the system's time", now.to_rfc3339());
    }
    tracing::debug!(?config, "settings");
    match args.command {
        Command::Serve(options) => serve::run(config, options),
        Command::Worker => worker::run(config),
        Command::Work(options) => work::run(config, options),
        Command::Digest(options) => digest::run(config, options),
        Command::Migrate => migrate::run(config),
        Command::Policy(options) => policy::run(options),
        Command::Demo(options) => demo::run(config, options),
    }
}

/// Sends logs to standard error, as `LIANXI_LOG` asks (default `info`; for the demonstration, whose links are to be found, `warn`).
pub fn start_logging(args: &Args) -> Outcome {
    let usual = if matches!(args.command, Command::Demo(_)) { "warn" } else { "info" };
    let wanted = std::env::var("LIANXI_LOG").ok().filter(|w| !w.is_empty());
    let filter = tracing_subscriber::EnvFilter::try_new(wanted.as_deref().unwrap_or(usual))
        .map_err(|e| format!("environment variable LIANXI_LOG: {e}"))?;
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).try_init().map_err(|e| e as Box<dyn std::error::Error>)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound_and_its_help_says_all() {
        command().debug_assert();
        let help = command().render_long_help().to_string();
        for setting in config::SETTINGS {
            let flag = format!("--{}", setting.key.replace('_', "-"));
            let variable = format!("LIANXI_{}", setting.key.to_uppercase());
            for word in [flag.as_str(), &variable, setting.meaning, setting.default] {
                assert!(help.contains(word), "{word} in\n{help}");
            }
        }
        for word in ["serve", "worker", "work", "digest", "migrate", "policy", "demo", "LIANXI_CONFIG", "LIANXI_LOG"] {
            assert!(help.contains(word), "{word}");
        }
    }

    #[test]
    fn settings_may_follow_the_subcommand() {
        let args = Args::try_parse_from(["lianxi", "serve", "--no-worker", "--listen", "127.0.0.1:0"]).unwrap();
        assert_eq!(args.settings.listen.as_deref(), Some("127.0.0.1:0"));
        assert!(Args::try_parse_from(["lianxi", "work"]).is_err(), "work needs --until-idle");
    }
}
