//! What a browser calls itself, in words a person knows.

use crate::platform::i18n::{Lang, format, t};

/// Mark in the user agent, and the name shown; the first that fits counts, since most call themselves Chrome and Safari too.
const BROWSERS: &[(&str, &str)] = &[
    ("MicroMessenger", "agent-wechat"),
    ("DingTalk", "agent-dingtalk"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("QQBrowser", "agent-qq"),
    ("UCBrowser", "UC"),
    ("HuaweiBrowser", "agent-huawei"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Chromium/", "Chromium"),
    ("Safari/", "Safari"),
];

const SYSTEMS: &[(&str, &str)] = &[
    ("HarmonyOS", "HarmonyOS"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
];

/// “Windows 上的 Edge”; programs that are no browser are shown as such.
pub(super) fn in_words(lang: Lang, agent: &str) -> String {
    let find = |list: &[(&str, &'static str)]| list.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name);
    let name = |key: &'static str| if key.starts_with("agent-") { t(lang, key).into_owned() } else { key.to_owned() };
    match (find(BROWSERS).map(name), find(SYSTEMS)) {
        (Some(browser), Some(system)) => format(lang, "agent-on", &[("browser", browser.into()), ("system", system.into())]),
        (Some(only), None) => only,
        (None, Some(system)) => {
            format(lang, "agent-on", &[("browser", t(lang, "agent-some").into_owned().into()), ("system", system.into())])
        }
        (None, None) => t(lang, "agent-unknown").into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agents_read_as_people_say() {
        let edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36 Edg/142.0";
        let wechat = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1 MicroMessenger/8.0";
        assert_eq!(in_words(Lang::En, edge), "Edge on Windows");
        assert_eq!(in_words(Lang::ZhCn, wechat), "微信（iPhone）");
        assert_eq!(in_words(Lang::En, "curl/8"), "Unknown program");
    }
}
