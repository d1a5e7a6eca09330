use lianxi::platform::mail::{SmtpSettings, Tls, Transport};
use proptest::prelude::*;

proptest! {
    #[test]
    fn any_text_as_url_is_read_or_refused_without_quoting_it(text in "(smtp|smtps|SMTP|http)?(://)?[a-z0-9@:/?#%=.&\\[\\]-]{0,40}") {
        if let Err(fault) = text.parse::<SmtpSettings>() {
            prop_assert!(text.len() < 12 || !fault.to_string().contains(&text));
        }
    }
}

#[test]
fn smtp_urls() {
    let read = |text: &str| text.parse::<SmtpSettings>().unwrap_or_else(|e| panic!("{text}: {e}"));
    let login = |user: &str, password: &str| Some((user.to_owned(), password.to_owned()));
    for (text, host, port, tls, credentials) in [
        ("smtp://mail.example.cn", "mail.example.cn", 25, Tls::None, None),
        ("smtp://127.0.0.1:2525/", "127.0.0.1", 2525, Tls::None, None),
        ("smtp://[::1]:2525", "::1", 2525, Tls::None, None),
        ("SMTPS://mail.example.cn", "mail.example.cn", 465, Tls::Implicit, None),
        ("smtps://mail.example.cn:443", "mail.example.cn", 443, Tls::Implicit, None),
        ("smtp://mail.example.cn?tls=required", "mail.example.cn", 587, Tls::Required, None),
        ("smtp://mail.example.cn:25?tls=opportunistic", "mail.example.cn", 25, Tls::Opportunistic, None),
        ("smtp://邮件.中国", "xn--5nq051n.xn--fiqs8s", 25, Tls::None, None),
        // A password does not go over the network in the clear unless that is asked for.
        ("smtp://u:p@mail.example.cn", "mail.example.cn", 587, Tls::Required, login("u", "p")),
        ("smtp://u:p@mail.example.cn?tls=none", "mail.example.cn", 25, Tls::None, login("u", "p")),
        ("smtp://u:p@localhost", "localhost", 25, Tls::None, login("u", "p")),
        ("smtps://a%40b.cn:p%40%2F+%3F@mail.example.cn", "mail.example.cn", 465, Tls::Implicit, login("a@b.cn", "p@/+?")),
    ] {
        let settings = read(text);
        assert_eq!((settings.host.as_str(), settings.port, settings.tls, settings.credentials), (host, port, tls, credentials), "{text}");
    }
    for (text, what) in [
        ("", "smtp://"),
        ("mail.example.cn:25", "smtp://"),
        ("http://mail.example.cn", "smtp://"),
        ("smtp:mail.example.cn", "smtp://"),
        ("smtp://", "no host"),
        ("smtp:///x", "no host"),
        ("smtp://mail.example.cn:99999", "port"),
        ("smtp://mail.example.cn:0", "port"),
        ("smtp://mail example.cn", "cannot be read"),
        ("smtp://geheim@mail.example.cn", "both user and password"),
        ("smtp://:geheim@mail.example.cn", "both user and password"),
        ("smtp://u:geheim%FF@mail.example.cn", "percent-encoded"),
        ("smtp://u:ge/heim@mail.example.cn", "port"),
        ("smtp://mail.example.cn/geheim", "%2F"),
        ("smtp://mail.example.cn#geheim", "%2F"),
        ("smtp://mail.example.cn?geheim=1", "tls=required"),
        ("smtp://mail.example.cn?tls=geheim", "tls=required"),
        ("smtps://mail.example.cn?tls=none", "leave the tls setting out"),
    ] {
        let fault = text.parse::<SmtpSettings>().expect_err(text).to_string();
        assert!(fault.contains(what) && !fault.contains("geheim"), "{text}: {fault}");
    }
    let shown = read("smtp://office:geheim@mail.example.cn");
    assert_eq!(shown.to_string(), "smtp://mail.example.cn:587 (encrypted)");
    assert!(!format!("{shown:?}").contains("geheim"));
    let transport = Transport::smtp("smtps://office:geheim@[::1]").expect("a transport");
    assert_eq!(transport.describe(), "smtps://[::1]:465");
    assert!(!format!("{transport:?}{:?}", transport.session()).contains("geheim"));
}
