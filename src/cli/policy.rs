//! `lianxi policy extract`: a document's clauses and proposals, without a database.

use std::{
    fmt, fs,
    io::{self, Write as _},
    path::PathBuf,
};

use clap::{Subcommand, ValueEnum};
use fluent_bundle::FluentValue;

use crate::platform::i18n::{self, Lang};
use crate::policy::reading::{self, KnownDepartment, Reading, Source, departments, json};

use super::Outcome;

#[derive(Debug, clap::Args)]
pub struct Options {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Print a document's clauses: who leads and supports, by when, how often, what to reach
    Extract(Extract),
}

#[derive(Debug, clap::Args)]
struct Extract {
    /// TXT (UTF-8, GB18030), DOCX or XLSX
    file: PathBuf,
    /// Known departments as CSV: code,name,aliases (aliases separated by `|`)
    #[arg(long, value_name = "CSV")]
    departments: Option<PathBuf>,
    #[arg(long, value_enum, default_value_t = Format::Json)]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Json,
    Text,
}

/// A document that is not read, with its reason in words.
#[derive(Debug)]
pub struct Refused(String);

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Refused {}

/// Runs `lianxi policy …`.
pub fn run(options: Options) -> Outcome {
    let Action::Extract(extract) = options.action;
    let named = |path: &PathBuf, why: &dyn fmt::Display| format!("{}: {why}", path.display());
    let bytes = fs::read(&extract.file).map_err(|e| named(&extract.file, &e))?;
    let departments = match &extract.departments {
        Some(path) => known(path).map_err(|why| named(path, &why))?,
        None => Vec::new(),
    };
    let name = extract.file.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let source = Source { name: &name, bytes: &bytes };
    let reading = reading::read(&source).map_err(|refusal| Refused(named(&extract.file, &words(&refusal))))?;
    drop(bytes);
    let mut out = io::BufWriter::new(io::stdout().lock());
    match extract.format {
        Format::Json => {
            json::contract(&reading, &departments, &mut out)?;
            writeln!(out)?;
        }
        Format::Text => plain(&reading, &departments, &mut out)?,
    }
    out.flush()?;
    Ok(())
}

/// The reason in the language of the terminal, Chinese where that is not English.
fn words(refusal: &reading::Refusal) -> String {
    let terminal = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| std::env::var(name).ok().filter(|v| !v.is_empty()));
    let lang = terminal.as_deref().and_then(Lang::parse).unwrap_or_default();
    let arguments = refusal.arguments();
    let arguments: Vec<(&str, FluentValue<'_>)> =
        arguments.iter().map(|(name, value)| (*name, FluentValue::from(value.as_str()))).collect();
    i18n::format(lang, refusal.key(), &arguments)
}

fn known(path: &PathBuf) -> Result<Vec<KnownDepartment>, String> {
    let csv = fs::read_to_string(path).map_err(|e| e.to_string())?;
    departments::parse(&csv).map_err(|row| format!("row {row} is not code,name,aliases"))
}

/// One line a clause, for reading on a terminal.
fn plain(reading: &Reading, departments: &[KnownDepartment], out: &mut impl io::Write) -> io::Result<()> {
    writeln!(out, "{}", reading.title.as_deref().unwrap_or("-"))?;
    let day = reading.issued_on.map(|d| d.to_string());
    writeln!(out, "{}  {}", reading.document_number.as_deref().unwrap_or("-"), day.as_deref().unwrap_or("-"))?;
    for clause in reading.clauses(departments) {
        let names = |list: &[reading::Body]| list.iter().map(|b| b.name.as_str()).collect::<Vec<_>>().join("、");
        let due = clause.due.as_ref().map(|d| d.value.to_string());
        let targets: Vec<String> = clause.targets.iter().map(|t| format!("{}{}", t.value.value, t.value.unit)).collect();
        writeln!(
            out,
            "{}\t{}\t{}\t{}\t{}\t{}",
            clause.path.join("/"),
            clause.heading.as_deref().unwrap_or(""),
            names(&clause.lead),
            names(&clause.support),
            due.as_deref().unwrap_or(""),
            targets.join(" ")
        )?;
    }
    Ok(())
}
