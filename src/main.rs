//! Arguments → settings → run.

use std::process::ExitCode;

use lianxi::cli;

/// Pages are made on many threads at once, and each log-in takes 19 MiB for a moment: the system's allocator keeps what they freed.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let args = cli::parse();
    match cli::start_logging(&args).and_then(|()| cli::run(args)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("lianxi: {error}");
            // A document that is refused is told apart from a fault.
            if error.is::<cli::Refused>() { ExitCode::from(2) } else { ExitCode::FAILURE }
        }
    }
}
