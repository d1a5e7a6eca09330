//! `lianxi demo`: the demonstration on this machine, with everything it needs in a directory of its own.

use std::{fs, path::Path};

use crate::{
    app, demo,
    platform::{
        blob::BlobTarget,
        config::{Config, DatabaseUrl, MailTarget},
        error::Result,
        http::HttpState,
        i18n::{Lang, t},
        jobs,
    },
    site::Site,
};

use super::Outcome;

#[derive(Debug, clap::Args)]
pub struct Options {
    /// Throw away what was done in the demonstration and begin anew
    #[arg(long)]
    pub fresh: bool,
}

pub fn run(mut config: Config, options: Options) -> Outcome {
    let lang = terminal_lang();
    if !config.listen.ip().is_loopback() {
        return Err(t(lang, "demo-loopback-only").into());
    }
    // Its own directory below the data directory: a demonstration never touches real data.
    config.data_dir.push("demo");
    config.database_url = DatabaseUrl::Sqlite(config.data_dir.join("lianxi.sqlite3"));
    config.blobs = BlobTarget::Directory(config.data_dir.join("blobs"));
    config.mail = MailTarget::Directory(config.data_dir.join("mail"));
    if options.fresh {
        clear(&config.data_dir)?;
    }
    let mut site = app::open(config.clone(), true)?;
    if !demo::is_filled(&site)? {
        eprintln!("{}", t(lang, "demo-filling"));
        // A fill that was cut off is no demonstration: begin anew.
        drop(site);
        clear(&config.data_dir)?;
        site = app::open(config.clone(), true)?;
        fill(&site)?;
    }
    site.is_demo = true;
    announce(&site, lang)?;
    app::run(site, true)
}

fn clear(dir: &Path) -> std::io::Result<()> {
    match fs::remove_dir_all(dir) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn fill(site: &Site) -> Result<()> {
    demo::fill(site, site.clock.now(), &mut |on_stage| {
        let mut steps = app::steps(on_stage)?;
        let done = jobs::run_until_idle(&mut steps);
        steps.iter_mut().for_each(|s| s.stop());
        done.map(|_| ())
    })
}

/// Prints where it runs, who can come in, and where the mails lie.
fn announce(site: &Site, lang: Lang) -> Result<()> {
    let state = HttpState::new(&site.config, app::installation_key(&site.db)?);
    println!("\n{}\n  {}\n\n{}", t(lang, "demo-running"), site.config.absolute("/"), t(lang, "demo-who"));
    for guest in demo::guests(site)? {
        println!("  {}\n    {}", demo::pages::describe(&guest, lang), site.config.absolute(&demo::pages::link(&state, &guest)));
    }
    if let MailTarget::Directory(dir) = &site.config.mail {
        println!("\n{}\n  {}", t(lang, "demo-mails"), dir.display());
    }
    println!("\n{}\n", t(lang, "demo-kept"));
    Ok(())
}

/// The language of the terminal: English where it says so, else Chinese.
fn terminal_lang() -> Lang {
    let said = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().filter_map(|v| std::env::var(v).ok()).find(|v| !v.is_empty());
    said.and_then(|v| Lang::parse(&v)).unwrap_or_default()
}
