//! Chromium by WebDriver: chromedriver as a child on a free port, a fresh profile, the program's pages and nothing else.

use std::{
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::runtime::Runtime;

use crate::support::{self, app::Browser};

const FLAGS: &[&str] = &[
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--accept-lang=zh-CN",
];

/// A running browser; it and its driver end with this value.
pub struct Driver {
    runtime: Runtime,
    client: Option<Client>,
    driver: Child,
    /// `http://127.0.0.1:PORT/session/ID`
    session: String,
    http: reqwest::blocking::Client,
    _profile: TempDir,
}

impl Driver {
    /// None, said aloud, where there is no chromedriver.
    pub fn start() -> Option<Self> {
        let Some(binary) = on_path("chromedriver") else {
            support::skip("browser", "chromedriver was not found");
            return None;
        };
        let port = TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a free port").port();
        let quiet = |command: &mut Command| command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        let driver = quiet(Command::new(binary).arg(format!("--port={port}"))).expect("chromedriver starts");
        let began = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(began.elapsed() < Duration::from_secs(60), "chromedriver does not answer");
            std::thread::sleep(Duration::from_millis(50));
        }
        let profile = TempDir::new().expect("a temporary directory");
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let mut flags: Vec<String> = FLAGS.iter().map(|f| (*f).to_owned()).collect();
        flags.push(format!("--user-data-dir={}", profile.path().display()));
        let capabilities = json!({ "goog:chromeOptions": { "args": flags } });
        let capabilities = capabilities.as_object().cloned().expect("an object");
        let base = format!("http://127.0.0.1:{port}");
        let (client, id) = runtime.block_on(async {
            let client = ClientBuilder::new(HttpConnector::new()).capabilities(capabilities).connect(&base).await.expect("Chromium starts");
            let id = client.session_id().await.expect("a session").expect("a session's id");
            (client, id)
        });
        let http = reqwest::blocking::Client::builder().no_proxy().build().expect("a client");
        Some(Self { runtime, client: Some(client), driver, session: format!("{base}/session/{id}"), http, _profile: profile })
    }

    fn client(&self) -> &Client {
        self.client.as_ref().expect("open until dropped")
    }

    /// From now on this person is logged in, who has seen no page yet.
    pub fn log_in(&self, base: &str, browser: &Browser) {
        self.tools("Network.clearBrowserCookies", &json!({}));
        self.tools("Network.clearBrowserCache", &json!({}));
        for (name, value) in browser.clone_cookies() {
            self.tools("Network.setCookie", &json!({ "name": name, "value": value, "url": base }));
        }
    }

    pub fn open(&self, url: &str) {
        self.runtime.block_on(self.client().goto(url)).unwrap_or_else(|e| panic!("{url}: {e}"));
    }

    pub fn url(&self) -> String {
        self.runtime.block_on(self.client().current_url()).expect("an address").to_string()
    }

    /// Runs a script's body; `arguments` are its arguments.
    pub fn script(&self, body: &str, arguments: Vec<Value>) -> Value {
        self.runtime.block_on(self.client().execute(body, arguments)).unwrap_or_else(|e| panic!("{body:.200}: {e}"))
    }

    /// Runs a script's body that calls its last argument when it is done.
    pub fn script_async(&self, body: &str) -> Value {
        self.runtime.block_on(self.client().execute_async(body, Vec::new())).unwrap_or_else(|e| panic!("{body:.200}: {e}"))
    }

    /// Clicks the first element that fits and waits for the page it leads to.
    pub fn click(&self, css: &str) {
        self.script("window.notYet = true", Vec::new());
        self.runtime.block_on(async {
            let found = self.client().find(Locator::Css(css)).await.unwrap_or_else(|e| panic!("{css}: {e}"));
            found.click().await.unwrap_or_else(|e| panic!("{css}: {e}"));
        });
        let began = Instant::now();
        while self.script("return window.notYet === true || document.readyState !== 'complete'", Vec::new()) == json!(true) {
            assert!(began.elapsed() < Duration::from_secs(20), "{css} leads nowhere from {}", self.url());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Puts a value into the field of this name, as typing or choosing would.
    pub fn fill(&self, name: &str, value: &str) {
        let found = self.script(
            "const [name, value] = arguments; let done = false; \
             for (const e of document.querySelectorAll('main [name=\"' + name + '\"]')) { \
               if (e.type === 'radio' || e.type === 'checkbox') { if (e.value === value) { e.checked = true; done = true; } } \
               else { e.value = value; done = e.value === value; } \
               e.dispatchEvent(new Event('input', {bubbles: true})); e.dispatchEvent(new Event('change', {bubbles: true})); \
             } return done",
            vec![json!(name), json!(value)],
        );
        assert_eq!(found, json!(true), "{name} takes no {value} at {}", self.url());
    }

    /// Presses a key in whatever has the focus.
    pub fn press(&self, key: char) {
        let actions = json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": [
            { "type": "keyDown", "value": key.to_string() }, { "type": "keyUp", "value": key.to_string() } ] }] });
        self.post("actions", &actions);
    }

    /// The size of the window's inside in CSS pixels.
    pub fn size(&self, width: u32, height: u32) {
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.tools("Emulation.setDeviceMetricsOverride", &metrics);
    }

    /// `light` or `dark`.
    pub fn scheme(&self, scheme: &str) {
        // Without motion, so that nothing is looked at half way between two colours.
        let still = json!({ "name": "prefers-reduced-motion", "value": "reduce" });
        let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }, still] });
        self.tools("Emulation.setEmulatedMedia", &features);
    }

    /// The whole page as PNG, at this width.
    pub fn picture(&self, width: u32, to: &Path) {
        let height = self.script("return document.documentElement.scrollHeight", Vec::new()).as_u64().unwrap_or(900);
        self.size(width, u32::try_from(height.clamp(600, 6000)).expect("a height"));
        let png = self.runtime.block_on(self.client().screenshot()).expect("a picture");
        std::fs::write(to, png).expect("the picture is kept");
        self.size(width, 900);
    }

    /// A command of Chromium's own protocol.
    fn tools(&self, command: &str, parameters: &Value) {
        self.post("goog/cdp/execute", &json!({ "cmd": command, "params": parameters }));
    }

    fn post(&self, path: &str, body: &Value) {
        let url = format!("{}/{path}", self.session);
        let answer =
            self.http.post(&url).header("content-type", "application/json").body(body.to_string()).send().expect("chromedriver answers");
        let status = answer.status();
        assert!(status.is_success(), "{path}: {status} {}", answer.text().unwrap_or_default());
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        if let Some(client) = self.client.take() {
            // It may have gone already; the driver goes in any case.
            self.runtime.block_on(client.close()).ok();
        }
        self.driver.kill().ok();
        self.driver.wait().ok();
    }
}

fn on_path(name: &str) -> Option<PathBuf> {
    std::env::split_paths(&std::env::var_os("PATH")?).map(|dir| dir.join(name)).find(|path| path.is_file())
}
