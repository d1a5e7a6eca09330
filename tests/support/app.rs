//! The real server on a free port over a fresh database, and browsers to visit it with.

use std::{sync::Arc, thread::JoinHandle, time::Duration};

use actix_web::dev::ServerHandle;
use diesel::prelude::*;
use lianxi::{
    accounts::{self, NewSession},
    app,
    platform::{
        clock::Clock,
        config::{Config, Flags, Sources},
        db::{Db, Tenant},
    },
    schema::{duties, duty_counts, outbox, workspaces},
    site::{SESSION_COOKIE, Site},
};
use reqwest::{StatusCode, blocking, header, redirect};
use tempfile::TempDir;

use super::{
    TestDb,
    cast::{self, Cast, Member},
};

/// The running program. Its clock stands still until moved.
pub struct TestApp {
    pub site: Site,
    /// `http://127.0.0.1:PORT`
    pub base: String,
    pub clock: Clock,
    pub test_db: TestDb,
    pub dir: TempDir,
    server: ServerHandle,
    thread: Option<JoinHandle<()>>,
}

impl TestApp {
    /// Sends these bytes as a request of their own, for what no browser would send; the status.
    pub fn raw(&self, request: &str) -> u16 {
        use std::io::{Read, Write};
        let mut stream = std::net::TcpStream::connect(self.base.trim_start_matches("http://")).expect("a connection");
        stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a timeout");
        stream.write_all(request.as_bytes()).expect("sent");
        let mut head = [0; 12];
        stream.read_exact(&mut head).expect("an answer");
        String::from_utf8_lossy(&head[9..12]).parse().expect("a status")
    }

    /// Starts the program over this database, at 2026-11-23 09:00 in Shanghai.
    pub fn start(test_db: TestDb) -> Self {
        Self::start_at(test_db, "http://lianxi.test")
    }

    /// The same for people who come to another address.
    pub fn start_at(test_db: TestDb, base_url: &str) -> Self {
        log_faults();
        let dir = TempDir::new().expect("a temporary directory");
        let clock = Clock::frozen_at(cast::start());
        let flags = Flags {
            listen: Some("127.0.0.1:0".into()),
            base_url: Some(base_url.into()),
            data_dir: Some(dir.path().display().to_string()),
            database_url: Some(test_db.url.clone()),
            threads: Some("2".into()),
            ..Flags::default()
        };
        let config = Config::from_sources(&Sources { flags, ..Sources::default() }).expect("settings");
        let mut site = app::open(config, false).expect("the database is migrated");
        site.clock = clock.clone();
        site.db = test_db.db.clone();
        let (server, thread, address) = serve(&site);
        Self { site, base: format!("http://{address}"), clock, test_db, dir, server, thread: Some(thread) }
    }

    /// Ends the server, does `meanwhile`, and starts it again at the same address, over the same database.
    pub fn restart(&mut self, meanwhile: impl FnOnce()) {
        drop(self.server.stop(false));
        self.thread.take().map(JoinHandle::join).expect("it ran").expect("the server ended in order");
        meanwhile();
        let listen = self.base.trim_start_matches("http://").parse().expect("an address");
        self.site.config = Arc::new(Config { listen, ..(*self.site.config).clone() });
        let (server, thread, _) = serve(&self.site);
        (self.server, self.thread) = (server, Some(thread));
    }

    /// The program on each database that is here.
    pub fn each(test: impl Fn(&Self)) {
        for db in TestDb::all() {
            eprintln!("on {}", db.name);
            test(&Self::start(db));
        }
    }

    pub fn db(&self) -> &Db {
        &self.test_db.db
    }

    /// Makes people and workspaces at the app's present time.
    pub fn cast(&self) -> Cast<'_> {
        let mut cast = Cast::new(self.db());
        cast.now = self.clock.now();
        cast
    }

    /// A browser that has not logged in.
    pub fn visitor(&self) -> Browser {
        Browser::new(self.base.clone(), None)
    }

    /// A browser in which this person is logged in.
    pub fn browser(&self, member: &Member) -> Browser {
        self.browser_of(member.person_id)
    }

    /// As [`Self::browser`], for somebody the test has not made.
    pub fn browser_of(&self, person_id: i64) -> Browser {
        let new = NewSession { person_id, address: "127.0.0.1", agent: "test" };
        let now = self.clock.now();
        let (cookie, csrf) = self
            .db()
            .write(Tenant::Installation, |conn| {
                let cookie = accounts::open_session(conn, &new, now)?;
                let session = accounts::session_by_cookie(conn, &cookie, now)?.expect("the session just opened");
                Ok((cookie, session.csrf))
            })
            .expect("a session");
        Browser::new(self.base.clone(), Some((cookie, csrf)))
    }

    /// Sends the mails that wait; returns how many.
    pub fn deliver(&self) -> usize {
        let step = lianxi::outbox::Deliver::new(&self.site).expect("the step");
        lianxi::platform::jobs::run_until_idle(&mut [Box::new(step)]).expect("delivery succeeds")
    }

    /// What the last mail to this address says as HTML; all that waits is sent now.
    pub fn html_to(&self, address: &str) -> String {
        let transport = lianxi::platform::mail::Transport::memory();
        let step = lianxi::outbox::Deliver::with_transport(&self.site, transport.clone());
        lianxi::platform::jobs::run_until_idle(&mut [Box::new(step)]).expect("delivered");
        let lianxi::platform::mail::Transport::Memory(sent) = transport else { panic!("into memory") };
        let sent = sent.lock().expect("the list");
        let message = sent.iter().rev().find(|m| m.envelope().to()[0].to_string() == address).expect("a mail");
        let mail = mailparse::parse_mail(message.bytes()).expect("a mail");
        let html = mail.parts().find(|p| p.ctype.mimetype == "text/html").expect("HTML");
        html.get_body().expect("text")
    }

    /// Does all background work that is due.
    pub fn work(&self) -> usize {
        lianxi::platform::jobs::run_until_idle(&mut app::steps(&self.site).expect("the steps")).expect("background work succeeds")
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        drop(self.server.stop(false));
        let stopped = self.thread.take().map(JoinHandle::join);
        if !std::thread::panicking() {
            assert!(stopped.is_some_and(|s| s.is_ok()), "the server ended in order");
            self.numbers_by_state_are_those_of_the_rows();
            self.mails_of_meetings_can_be_written();
        }
    }
}

impl TestApp {
    /// No mail about a meeting failed because its words could not be put together.
    fn mails_of_meetings_can_be_written(&self) {
        let failed: Vec<(String, Option<String>)> = self
            .db()
            .read(Tenant::All, |conn| {
                let broken =
                    outbox::table.filter(outbox::template.eq_any(["meeting", "notice"])).filter(outbox::last_error.like("internal:%"));
                Ok(broken.select((outbox::cause, outbox::last_error)).load(conn)?)
            })
            .expect("the outbox");
        assert!(failed.is_empty(), "mails that cannot be written: {failed:#?}");
    }

    /// The numbers kept beside the duties, after whatever the test did.
    fn numbers_by_state_are_those_of_the_rows(&self) {
        let ids = self.db().read(Tenant::All, |conn| Ok(workspaces::table.select(workspaces::id).load::<i64>(conn)?)).expect("workspaces");
        for id in ids {
            let (kept, counted) = self
                .db()
                .read(Tenant::One(id), |conn| {
                    let kept = duty_counts::table.filter(duty_counts::workspace_id.eq(id)).filter(duty_counts::n.ne(0));
                    let kept = kept.order(duty_counts::state).select((duty_counts::state, duty_counts::n)).load::<(String, i64)>(conn)?;
                    let rows = duties::table.filter(duties::workspace_id.eq(id)).group_by(duties::state).order(duties::state);
                    Ok((kept, rows.select((duties::state, diesel::dsl::count_star())).load::<(String, i64)>(conn)?))
                })
                .expect("numbers");
            assert_eq!(kept, counted, "numbers of duties by state");
        }
    }
}

/// Runs the server in a thread of its own.
fn serve(site: &Site) -> (ServerHandle, JoinHandle<()>, std::net::SocketAddr) {
    let (sender, receiver) = std::sync::mpsc::channel();
    let for_thread = site.clone();
    let thread = std::thread::spawn(move || {
        actix_web::rt::System::new()
            .block_on(async move {
                let (server, addresses) = app::server(&for_thread, [7; 32]).expect("the server binds");
                sender.send((server.handle(), addresses[0])).expect("the test waits");
                server.await
            })
            .expect("the server runs");
    });
    let (server, address) = receiver.recv_timeout(Duration::from_secs(20)).expect("the server starts");
    (server, thread, address)
}

/// Errors of the program go to the test's output; a second call changes nothing.
fn log_faults() {
    let filter = tracing_subscriber::EnvFilter::new(std::env::var("LIANXI_LOG").unwrap_or_else(|_| "error".into()));
    let first = tracing_subscriber::fmt().with_env_filter(filter).with_test_writer().try_init().is_ok();
    if first {
        tracing::debug!("the program's errors are shown");
    }
}

/// A browser without script: follows no redirect by itself, keeps cookies, adds the CSRF token to forms.
#[derive(Clone)]
pub struct Browser {
    base: String,
    client: blocking::Client,
    cookies: Arc<std::sync::Mutex<Vec<(String, String)>>>,
    pub csrf: Option<String>,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: header::HeaderMap,
    pub body: Vec<u8>,
}

/// The name of a row of a grid, and each cell's words and address.
pub type GridRow = (String, Vec<(String, Option<String>)>);

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The rows of a grid of numbers: the name, then each cell's words and address.
    pub fn grid(&self) -> Vec<GridRow> {
        let html = self.html();
        let of = |selector: &str| scraper::Selector::parse(selector).expect("a selector");
        let (row, name, cell, link, unseen) = (of("table.grid :is(tbody, tfoot) tr"), of("th"), of("td"), of("a"), of(".unseen"));
        let text = |e: scraper::ElementRef<'_>| e.text().collect::<String>().trim().to_owned();
        let cells = |row: scraper::ElementRef<'_>| {
            let read = |c: scraper::ElementRef<'_>| {
                let aloud = c.select(&unseen).next().map(text).unwrap_or_default();
                let said = text(c).replacen(&aloud, "", 1).trim().to_owned();
                (said, c.select(&link).next().and_then(|a| a.attr("href")).map(str::to_owned))
            };
            row.select(&cell).map(read).collect()
        };
        html.select(&row).map(|r| (r.select(&name).next().map(text).unwrap_or_default(), cells(r))).collect()
    }

    /// How many rows a list shows.
    pub fn listed(&self) -> usize {
        self.html().select(&scraper::Selector::parse("table.rows tbody tr").expect("a selector")).count()
    }

    /// The rows of a workbook's first sheet, each cell as it reads.
    pub fn sheet(&self) -> Vec<Vec<String>> {
        use calamine::Reader;
        let mut book = calamine::Xlsx::new(std::io::Cursor::new(self.body.clone())).expect("a workbook");
        let sheet = book.worksheet_range_at(0).expect("a sheet").expect("readable");
        sheet.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect()
    }

    /// Fails where this workbook does not hold the rows that the page lists, in its order: by the words of each row's first link.
    #[track_caller]
    pub fn expect_rows_of(&self, page: &Self) -> Vec<Vec<String>> {
        let (sheet, html) = (self.sheet(), page.html());
        let of = |selector: &str| scraper::Selector::parse(selector).expect("a selector");
        let (row, link) = (of("table.rows tbody tr"), of("a"));
        let words = |e: scraper::ElementRef<'_>| e.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ");
        let shown: Vec<String> = html.select(&row).map(|r| r.select(&link).next().map(words).expect("a link")).collect();
        assert!(!shown.is_empty(), "nothing is listed: {}", page.select_text("main"));
        for (name, cells) in shown.iter().zip(sheet.iter().skip(1)) {
            assert!(cells.iter().any(|cell| cell.contains(name.as_str()) || name.contains(cell) && !cell.is_empty()), "{name}: {cells:?}");
        }
        let filled = sheet.iter().skip(1).filter(|cells| cells.iter().filter(|c| !c.is_empty()).count() > 1).count();
        assert_eq!(filled, shown.len(), "{sheet:?}");
        sheet
    }

    /// What a DOCX says, between its tags.
    pub fn docx_text(&self) -> String {
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(self.body.clone())).expect("a package");
        let mut text = String::new();
        std::io::Read::read_to_string(&mut zip.by_name("word/document.xml").expect("its document"), &mut text).expect("text");
        text
    }

    pub fn html(&self) -> scraper::Html {
        scraper::Html::parse_document(&self.text())
    }

    /// Where a redirect leads.
    pub fn location(&self) -> &str {
        self.headers.get(header::LOCATION).and_then(|l| l.to_str().ok()).unwrap_or_default()
    }

    /// Fails with the page's text when the status is another.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{}\n{}", self.location(), self.text());
        assert!(!self.text().contains('⟦'), "a text without words: {}", self.text());
        self
    }

    /// As [`Self::expect`], of a file.
    #[track_caller]
    pub fn expect_file(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{}", self.text());
        self
    }

    /// The visible text of what `selector` matches, white space folded; empty when nothing matches.
    pub fn select_text(&self, selector: &str) -> String {
        let parsed = scraper::Selector::parse(selector).expect("a selector");
        let html = self.html();
        let parts: Vec<String> = html.select(&parsed).flat_map(|e| e.text().map(str::to_owned).collect::<Vec<_>>()).collect();
        parts.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The value of an attribute of the first match.
    pub fn attr(&self, selector: &str, name: &str) -> Option<String> {
        let parsed = scraper::Selector::parse(selector).expect("a selector");
        self.html().select(&parsed).next().and_then(|e| e.value().attr(name)).map(str::to_owned)
    }
}

impl Browser {
    fn new(base: String, session: Option<(String, String)>) -> Self {
        let client = blocking::Client::builder()
            .redirect(redirect::Policy::none())
            .timeout(Duration::from_secs(60))
            .no_proxy()
            // Shorter than the server keeps an idle connection, so that none is used as it is being closed.
            .pool_idle_timeout(Duration::from_secs(2))
            .build()
            .expect("a client");
        let (cookies, csrf) = match session {
            Some((cookie, csrf)) => (vec![(SESSION_COOKIE.to_owned(), cookie)], Some(csrf)),
            None => (Vec::new(), None),
        };
        Self { base, client, cookies: Arc::new(std::sync::Mutex::new(cookies)), csrf }
    }

    /// The same browser at another address.
    pub fn at(mut self, base: &str) -> Self {
        self.base = base.to_owned();
        self
    }

    /// Follows every number of a page's grid, whose last column is no number, to its list, which has as many rows; how many there are.
    pub fn every_number_is_a_list(&self, page: &Answer) -> usize {
        let mut numbers = 0;
        for (name, cells) in page.grid() {
            let (_, counts) = cells.split_last().expect("columns");
            for (n, href) in counts {
                let Some(href) = href else {
                    assert_eq!(n, "·", "{name}: a number without its list");
                    continue;
                };
                numbers += 1;
                assert_eq!(self.get(href).expect(200).listed().to_string(), *n, "{name}: {href}");
            }
        }
        numbers
    }

    pub fn get(&self, path: &str) -> Answer {
        self.send(self.client.get(self.url(path)))
    }

    /// Asks with further headers.
    pub fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.send(headers.iter().fold(self.client.get(self.url(path)), |request, (name, value)| request.header(*name, *value)))
    }

    /// Posts a form with further headers.
    pub fn post_with(&self, path: &str, fields: &[(&str, &str)], headers: &[(&str, &str)]) -> Answer {
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(fields).extend_pairs(self.csrf.iter().map(|csrf| ("csrf", csrf)));
        let request =
            self.client.post(self.url(path)).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded").body(form.finish());
        self.send(headers.iter().fold(request, |request, (name, value)| request.header(*name, *value)))
    }

    /// Posts a form with this browser's CSRF token.
    pub fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut fields: Vec<(&str, &str)> = fields.to_vec();
        if let Some(csrf) = &self.csrf {
            fields.push(("csrf", csrf));
        }
        self.post_raw(path, &fields)
    }

    /// As [`Self::post`], to a server that may be cut off: the status, or none when no answer came.
    pub fn try_post(&self, path: &str, fields: &[(&str, &str)]) -> Option<u16> {
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(fields).extend_pairs(self.csrf.iter().map(|csrf| ("csrf", csrf)));
        let cookies = self.cookies.lock().expect("cookies").iter().map(|(k, v)| format!("{k}={v}")).collect::<Vec<_>>().join("; ");
        let request = self.client.post(self.url(path)).header(header::COOKIE, cookies);
        let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded").body(form.finish());
        request.send().ok().map(|answer| answer.status().as_u16())
    }

    /// Posts these bytes as a form.
    pub fn post_bytes(&self, path: &str, body: Vec<u8>) -> Answer {
        let request = self.client.post(self.url(path)).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded").body(body);
        self.send(request)
    }

    /// Posts exactly these fields.
    pub fn post_raw(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = self.client.post(self.url(path)).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded").body(body);
        self.send(request)
    }

    /// Posts a form with one file.
    pub fn upload(&self, path: &str, fields: &[(&str, &str)], field: &str, name: &str, bytes: &[u8]) -> Answer {
        self.upload_all(path, fields, &[(field, name, bytes)])
    }

    /// Posts a form with files: input, name, content.
    pub fn upload_all(&self, path: &str, fields: &[(&str, &str)], files: &[(&str, &str, &[u8])]) -> Answer {
        let mut form = blocking::multipart::Form::new();
        if let Some(csrf) = &self.csrf {
            form = form.text("csrf", csrf.clone());
        }
        for (key, value) in fields {
            form = form.text((*key).to_owned(), (*value).to_owned());
        }
        for (field, name, bytes) in files {
            let part = blocking::multipart::Part::bytes(bytes.to_vec()).file_name((*name).to_owned());
            form = form.part((*field).to_owned(), part);
        }
        self.send(self.client.post(self.url(path)).multipart(form))
    }

    /// Sends any method without a body.
    pub fn request(&self, method: &str, path: &str) -> Answer {
        self.send(self.client.request(method.parse().expect("a method"), self.url(path)))
    }

    /// The cookies this browser holds.
    pub fn clone_cookies(&self) -> Vec<(String, String)> {
        self.cookies.lock().expect("cookies").clone()
    }

    /// The same browser where people come by https, whose cookies have other names.
    pub fn secure(self) -> Self {
        let cookies = self.clone_cookies().into_iter().map(|(name, value)| (format!("__Host-{name}"), value)).collect();
        self.with_cookies(cookies)
    }

    /// The same browser with cookies of another.
    pub fn with_cookies(self, cookies: Vec<(String, String)>) -> Self {
        *self.cookies.lock().expect("cookies") = cookies;
        self
    }

    /// Loads a page with a form and takes over its CSRF token (needed before a log-in).
    pub fn open_form(&mut self, path: &str) -> Answer {
        let page = self.get(path);
        self.csrf = page.attr("input[name=csrf]", "value");
        page
    }

    fn url(&self, path: &str) -> String {
        if path.starts_with("http") { path.to_owned() } else { format!("{}{path}", self.base) }
    }

    fn send(&self, request: blocking::RequestBuilder) -> Answer {
        let cookies = self.cookies.lock().expect("cookies").iter().map(|(k, v)| format!("{k}={v}")).collect::<Vec<_>>().join("; ");
        let request = if cookies.is_empty() { request } else { request.header(header::COOKIE, cookies) };
        let response = request.send().expect("the server answers");
        let (status, headers) = (response.status(), response.headers().clone());
        self.keep_cookies(&headers);
        Answer { status, headers, body: response.bytes().expect("a whole body").to_vec() }
    }

    fn keep_cookies(&self, headers: &header::HeaderMap) {
        let mut kept = self.cookies.lock().expect("cookies");
        for set in headers.get_all(header::SET_COOKIE).iter().filter_map(|v| v.to_str().ok()) {
            let Some((name, value)) = set.split(';').next().and_then(|pair| pair.split_once('=')) else { continue };
            kept.retain(|(k, _)| k != name);
            if !value.is_empty() {
                kept.push((name.to_owned(), value.to_owned()));
            }
        }
    }
}
