//! Why a mail did not arrive, in words: what servers say is English and meant for their keepers.

/// The Fluent key of what a server's reply, or the lack of one, means to an administrator.
pub fn key(said: &str) -> &'static str {
    let has = |any: &[&str]| any.iter().any(|code| said.contains(code));
    match class(said) {
        _ if has(&["not an e-mail address"]) => "outbox-why-address",
        Some('5') if has(&["5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10"]) => "outbox-why-address",
        Some(_) if has(&["5.2.2", "4.2.2"]) || has(&["552"]) => "outbox-why-full",
        Some('5') if has(&["5.7.", "554"]) => "outbox-why-refused",
        Some('5') => "outbox-why-rejected",
        Some(_) => "outbox-why-later",
        None if said.starts_with("internal") => "outbox-why-unwritten",
        None => "outbox-why-unreached",
    }
}

/// The class of the first reply code in the text: 4 for later, 5 for never.
fn class(said: &str) -> Option<char> {
    // A colon stands before a port, never before a code.
    let mut words = said.split([' ', '(', ')']).map(|word| word.trim_end_matches([':', ',', '-']));
    let code = words.find(|word| word.len() == 3 && word.starts_with(['4', '5']) && word.bytes().all(|b| b.is_ascii_digit()))?;
    code.chars().next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replies_are_told_apart() {
        for (said, meant) in [
            ("550 5.1.1 <a@b.cn>: Recipient address rejected: User unknown", "outbox-why-address"),
            ("permanent error (550): 5.1.1 no such user", "outbox-why-address"),
            ("not an e-mail address that can be written to: \"x\"", "outbox-why-address"),
            ("552 5.2.2 mailbox full", "outbox-why-full"),
            ("452 4.2.2 over quota", "outbox-why-full"),
            ("554 5.7.1 message looks like spam", "outbox-why-refused"),
            ("550 no", "outbox-why-rejected"),
            ("451 4.7.1 greylisted", "outbox-why-later"),
            ("421: closing, come back later", "outbox-why-later"),
            ("smtp://mail.example.cn:587: connection refused", "outbox-why-unreached"),
            ("internal: a template is missing", "outbox-why-unwritten"),
            ("no answer within 30 s from 10.0.0.5:2525", "outbox-why-unreached"),
        ] {
            assert_eq!(key(said), meant, "{said}");
        }
    }
}
