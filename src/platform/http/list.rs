//! Lists: page, size, order and filters from the query string, and links that keep the rest. Rubbish is read as the default.

use actix_web::HttpRequest;
use fluent_bundle::FluentValue;
use serde::Serialize;
use url::form_urlencoded;

use super::form::clean;
use crate::platform::i18n::{self, Lang};

pub const SIZES: [u32; 3] = [25, 50, 100];

/// Direction of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Dir {
    #[default]
    Asc,
    Desc,
}

/// What a list's address asks for.
#[derive(Debug, Clone, PartialEq)]
pub struct ListQuery {
    pub(super) path: String,
    /// Everything in the query string, in order.
    params: Vec<(String, String)>,
    /// From 1.
    pub page: u64,
    /// 25, 50 or 100.
    pub size: u32,
    /// One of the keys the list knows.
    pub sort: Option<&'static str>,
    pub dir: Dir,
}

impl ListQuery {
    /// Of a request; `sorts` are the orders this list knows.
    pub fn of(req: &HttpRequest, sorts: &[&'static str]) -> Self {
        Self::parse(req.path(), req.query_string(), sorts)
    }

    pub fn parse(path: &str, query: &str, sorts: &[&'static str]) -> Self {
        let params: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes())
            .take(200)
            .map(|(k, v)| (clean(&k), clean(&v)))
            .filter(|(_, v)| !v.is_empty())
            .collect();
        let mut list = Self { path: path.to_owned(), params, page: 1, size: SIZES[0], sort: None, dir: Dir::Asc };
        list.page = list.filter("page").and_then(|p| p.parse().ok()).unwrap_or(1).max(1);
        list.size = list.filter("size").and_then(|s| s.parse().ok()).filter(|s| SIZES.contains(s)).unwrap_or(SIZES[0]);
        list.sort = list.filter("sort").and_then(|s| sorts.iter().copied().find(|known| *known == s));
        list.dir = if list.filter("dir") == Some("desc") { Dir::Desc } else { Dir::Asc };
        list
    }

    /// The first value of a filter, trimmed, never empty.
    pub fn filter(&self, name: &str) -> Option<&str> {
        self.params.iter().find(|(k, _)| k == name).map(|(_, v)| v.trim()).filter(|v| !v.is_empty())
    }

    /// All values of a filter that may be given several times.
    pub fn filters(&self, name: &str) -> Vec<&str> {
        self.params.iter().filter(|(k, _)| k == name).map(|(_, v)| v.trim()).filter(|v| !v.is_empty()).collect()
    }

    /// This address with some parameters set (`Some`) or removed (`None`). Unless `page` is among them, the list starts over.
    pub fn link_with(&self, changes: &[(&str, Option<&str>)]) -> String {
        let changed = |key: &str| key == "page" || changes.iter().any(|(k, _)| *k == key);
        let mut out = form_urlencoded::Serializer::new(String::new());
        for (key, value) in self.params.iter().filter(|(k, _)| !changed(k)) {
            out.append_pair(key, value);
        }
        for (key, value) in changes {
            if let Some(value) = value {
                out.append_pair(key, value);
            }
        }
        match out.finish() {
            query if query.is_empty() => self.path.clone(),
            query => format!("{}?{query}", self.path),
        }
    }

    /// `path` with everything this address asks for but the page: where the whole list can be had.
    pub fn export_link(&self, path: &str) -> String {
        match self.link_with(&[("size", None)]).split_once('?') {
            Some((_, query)) => format!("{path}?{query}"),
            None => path.to_owned(),
        }
    }

    /// The link of a column's heading: orders by it, or turns the order round.
    pub fn sort_link(&self, key: &str) -> String {
        let dir = if self.sort == Some(key) && self.dir == Dir::Asc { "desc" } else { "asc" };
        self.link_with(&[("sort", Some(key)), ("dir", Some(dir))])
    }

    /// Moves a page beyond the end to the last; call with the number of rows before asking for them.
    pub fn clamp(&mut self, total: u64) {
        self.page = self.page.min(total.div_ceil(u64::from(self.size)).max(1));
    }

    pub fn limit(&self) -> i64 {
        i64::from(self.size)
    }

    pub fn offset(&self) -> i64 {
        i64::try_from((self.page - 1).saturating_mul(u64::from(self.size))).unwrap_or(i64::MAX)
    }

    /// The line under the list.
    pub fn pager(&self, lang: Lang, total: u64) -> Pager {
        let mut at = self.clone();
        at.clamp(total);
        let size = u64::from(at.size);
        let pages = total.div_ceil(size).max(1);
        let (from, to) = ((at.page - 1) * size + 1, (at.page * size).min(total));
        let link = |page: u64| self.link_with(&[("page", Some(&page.to_string()))]);
        let number = |n: u64| FluentValue::from(n.to_string());
        let text = match total {
            0 => i18n::t(lang, "pager-none").into_owned(),
            _ => i18n::format(lang, "pager-range", &[("from", number(from)), ("to", number(to)), ("total", number(total))]),
        };
        Pager {
            page: at.page,
            pages,
            total,
            text,
            previous: (at.page > 1).then(|| link(at.page - 1)),
            next: (at.page < pages).then(|| link(at.page + 1)),
            first: (at.page > 1).then(|| link(1)),
            last: (at.page < pages).then(|| link(pages)),
            sizes: SIZES.map(|s| SizeLink { size: s, href: self.link_with(&[("size", Some(&s.to_string()))]), current: s == at.size }),
        }
    }
}

/// Paging as a template shows it (`part/pager`).
#[derive(Debug, Clone, Serialize)]
pub struct Pager {
    pub page: u64,
    pub pages: u64,
    pub total: u64,
    /// “第 26–50 项，共 120 项”
    pub text: String,
    pub previous: Option<String>,
    pub next: Option<String>,
    pub first: Option<String>,
    pub last: Option<String>,
    pub sizes: [SizeLink; 3],
}

#[derive(Debug, Clone, Serialize)]
pub struct SizeLink {
    pub size: u32,
    pub href: String,
    pub current: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rubbish_is_the_default() {
        let list = ListQuery::parse("/x", "page=abc&size=7&sort=evil&dir=up&%ff=%00", &["due"]);
        assert_eq!((list.page, list.size, list.sort, list.dir), (1, 25, None, Dir::Asc));
        assert_eq!(ListQuery::parse("/x", "page=-3", &[]).page, 1);
        assert_eq!(ListQuery::parse("/x", "page=0", &[]).page, 1);
    }

    #[test]
    fn a_page_beyond_the_end_is_the_last() {
        let mut list = ListQuery::parse("/x", "page=18446744073709551615", &[]);
        assert_eq!(list.offset(), i64::MAX, "no overflow");
        list.clamp(51);
        assert_eq!((list.page, list.offset()), (3, 50));
        let pager = ListQuery::parse("/x", "page=99999", &[]).pager(Lang::En, 51);
        assert_eq!((pager.text.as_str(), pager.next, pager.previous.as_deref()), ("51–51 of 51", None, Some("/x?page=2")));
        assert_eq!(ListQuery::parse("/x", "page=9", &[]).pager(Lang::En, 0).text, "None");
    }

    #[test]
    fn links_keep_the_other_filters() {
        let list = ListQuery::parse("/x", "state=open&dept=1&dept=2&page=4&q=%E8%81%94+%26", &["due"]);
        assert_eq!(list.link_with(&[("state", None)]), "/x?dept=1&dept=2&q=%E8%81%94+%26");
        assert_eq!(list.link_with(&[("page", Some("5"))]), "/x?state=open&dept=1&dept=2&q=%E8%81%94+%26&page=5");
        assert_eq!(list.filters("dept"), ["1", "2"]);
        assert_eq!(ListQuery::parse("/x", "", &[]).link_with(&[]), "/x");
    }

    #[test]
    fn a_heading_turns_its_order_round() {
        let list = ListQuery::parse("/x", "sort=due&dir=asc", &["due", "name"]);
        assert_eq!(list.sort_link("due"), "/x?sort=due&dir=desc");
        assert_eq!(list.sort_link("name"), "/x?sort=name&dir=asc");
    }
}
