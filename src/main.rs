//! Arguments → settings → run.

use std::process::ExitCode;

use clap::Parser;
use lianxi::cli;

fn main() -> ExitCode {
    let args = cli::Args::parse();
    match cli::start_logging().and_then(|()| cli::run(args)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("lianxi: {error}");
            // A document that is refused is told apart from a fault.
            if error.is::<cli::Refused>() { ExitCode::from(2) } else { ExitCode::FAILURE }
        }
    }
}
