use super::*;

fn env(pairs: &[(&str, &str)]) -> Sources {
    Sources { env: pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect(), ..Sources::default() }
}

fn fault(sources: &Sources) -> String {
    Config::from_sources(sources).expect_err("settings should be refused").to_string()
}

#[test]
fn defaults_hold_together() {
    let config = Config::from_sources(&Sources::default()).unwrap();
    assert_eq!(config.database_url, DatabaseUrl::Sqlite("./data/lianxi.sqlite3".into()));
    assert_eq!(config.base_url.as_str(), "http://127.0.0.1:8080/");
    assert_eq!(config.mail, MailTarget::Directory("./data/mail".into()));
    assert_eq!(config.absolute("/login"), "http://127.0.0.1:8080/login");
    assert!(!config.is_https());
}

#[test]
fn a_store_that_is_none_is_refused_with_its_place() {
    assert_eq!(Config::from_sources(&Sources::default()).unwrap().blobs, BlobTarget::Directory("./data/blobs".into()));
    let said = fault(&env(&[("LIANXI_BLOB_URL", "ftp://k:geheim@files")]));
    assert!(said.starts_with("environment variable LIANXI_BLOB_URL: must be file:PATH or s3://"), "{said}");
    assert!(!said.contains("geheim"), "{said}");
}

#[test]
fn later_layers_win() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("l.toml");
    std::fs::write(
        &file,
        "listen = \"127.0.0.1:1\"\nthreads = 3\nnow = 2026-12-01T09:00:00+08:00\ntrusted_proxies = [\"10.0.0.0/8\"]\ndata_dir = \"d\"\n",
    )
    .unwrap();
    let mut sources = env(&[("LIANXI_LISTEN", "0.0.0.0:2"), ("LIANXI_THREADS", "4"), ("LIANXI_DATA_DIR", "")]);
    sources.file = Some(file);
    sources.flags.threads = Some("5".into());
    let config = Config::from_sources(&sources).unwrap();
    assert_eq!(config.listen.port(), 2);
    assert_eq!(config.base_url.as_str(), "http://localhost:2/");
    assert_eq!(config.threads, 5);
    assert_eq!(config.now.unwrap().to_rfc3339(), "2026-12-01T01:00:00+00:00");
    assert_eq!(config.data_dir, PathBuf::from("d"), "an empty variable counts as not set");
    assert!(config.trusted_proxies[0].contains("10.9.8.7".parse().unwrap()));
}

#[test]
fn a_bad_value_is_named_with_its_source() {
    assert!(fault(&env(&[("LIANXI_LISTEN", "here")])).starts_with("environment variable LIANXI_LISTEN: “here”"));
    let mut flags = Sources::default();
    flags.flags.base_url = Some("ftp://x".into());
    assert!(fault(&flags).starts_with("flag --base-url: "));
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("l.toml");
    std::fs::write(&file, "threads = 0\nlissen = \"x\"\n").unwrap();
    let mut sources = Sources { file: Some(file.clone()), ..Sources::default() };
    assert!(fault(&sources).contains("key lissen: no such setting; did you mean listen?"));
    std::fs::write(&file, "threads = 0\n").unwrap();
    assert_eq!(fault(&sources), format!("file {}: key threads: “0” is not a number from 1 to 256", file.display()));
    sources.file = Some(dir.path().join("absent.toml"));
    assert!(fault(&sources).contains("cannot be read"));
}

#[test]
fn unknown_variables_are_refused_with_the_nearest_name() {
    assert!(fault(&env(&[("LIANXI_DATABSE_URL", "sqlite:x")])).contains("did you mean LIANXI_DATABASE_URL?"));
    assert!(fault(&env(&[("LIANXI_ZZZZZZZZ", "x")])).contains("--help"));
    assert!(Config::from_sources(&env(&[("LIANXI_TEST_POSTGRES_URL", "x"), ("LIANXI_LOG", "debug"), ("PATH", "/bin")])).is_ok());
}

#[test]
fn databases_are_never_guessed() {
    for bad in
        ["", "sqlite", "sqlite:", "sqlite::memory:", "postgre://x/y", "mysql://x/y", "data.db", "postgres://host", "sqlite:x?mode=ro"]
    {
        assert!(DatabaseUrl::parse(bad).is_err(), "{bad}");
    }
    assert_eq!(DatabaseUrl::parse("sqlite:///var/x.db"), Ok(DatabaseUrl::Sqlite("/var/x.db".into())));
    assert_eq!(DatabaseUrl::parse("sqlite:x.db"), Ok(DatabaseUrl::Sqlite("x.db".into())));
}

#[test]
fn secrets_are_not_shown() {
    let sources = env(&[("LIANXI_DATABASE_URL", "postgres://u:geheim@db/lianxi"), ("LIANXI_SMTP_URL", "smtp://u:geheim@mail")]);
    let shown = format!("{:?}", Config::from_sources(&sources).unwrap());
    assert!(!shown.contains("geheim"), "{shown}");
    assert!(shown.contains("postgres://db/lianxi"));
    assert!(!fault(&env(&[("LIANXI_DATABASE_URL", "mysql://u:geheim@db/x")])).contains("geheim"));
}

#[test]
fn networks_contain_their_addresses() {
    let net: Cidr = "192.168.4.0/22".parse().unwrap();
    assert!(net.contains("192.168.7.255".parse().unwrap()));
    assert!(!net.contains("192.168.8.0".parse().unwrap()));
    assert!(net.contains("::ffff:192.168.5.1".parse().unwrap()));
    assert!("0.0.0.0/0".parse::<Cidr>().unwrap().contains("1.2.3.4".parse().unwrap()));
    assert!("::/0".parse::<Cidr>().unwrap().contains("::1".parse().unwrap()));
    assert!("1.2.3.4/33".parse::<Cidr>().is_err());
}
