//! A message read by a parser that is not ours.

use mailparse::ParsedMail;

/// A message's headers, decoded, and its texts.
#[derive(Clone, Debug)]
pub struct Letter {
    headers: Vec<(String, String)>,
    /// The plain text part.
    pub text: String,
    /// The HTML part, empty if there is none.
    pub html: String,
}

impl Letter {
    /// Parses a raw message.
    pub fn parse(raw: &[u8]) -> Letter {
        let mail = mailparse::parse_mail(raw).expect("a well-formed message");
        let mut letter = Letter { headers: Vec::new(), text: String::new(), html: String::new() };
        for header in mail.get_headers() {
            letter.headers.push((header.get_key(), header.get_value()));
        }
        letter.take_parts(&mail);
        letter
    }

    fn take_parts(&mut self, part: &ParsedMail) {
        match part.ctype.mimetype.as_str() {
            "text/plain" => self.text = part.get_body().expect("decodable text"),
            "text/html" => self.html = part.get_body().expect("decodable HTML"),
            _ => part.subparts.iter().for_each(|p| self.take_parts(p)),
        }
    }

    /// Every value of a header, decoded, in order.
    pub fn all(&self, name: &str) -> Vec<&str> {
        self.headers.iter().filter(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v.as_str()).collect()
    }

    /// The header's only value, decoded.
    pub fn header(&self, name: &str) -> &str {
        match self.all(name)[..] {
            [value] => value,
            ref values => panic!("{} headers {name}", values.len()),
        }
    }

    /// The decoded subject.
    pub fn subject(&self) -> &str {
        self.header("Subject")
    }
}
