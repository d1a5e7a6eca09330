//! Numbers by whom they concern, each leading into the list behind it.

use std::ops::Range;

use serde::Serialize;

use super::parts::{Empty, Head, Notice, Tabs};
use crate::platform::{http::ListQuery, i18n::Lang};

/// Rows on one page; a province has some forty departments, a ministry more.
pub const PER_PAGE: usize = 30;

/// The body of a page that is a grid: `layout/board`.
#[derive(Debug, Serialize)]
pub struct Board {
    pub head: Head,
    pub tabs: Tabs,
    pub notices: Vec<Notice>,
    pub grid: Option<Grid>,
    /// Instead of the grid.
    pub empty: Empty,
}

#[derive(Debug, Serialize)]
pub struct Grid {
    pub title: String,
    /// The column of names first.
    pub heads: Vec<String>,
    pub rows: Vec<GridRow>,
    /// All of them together.
    pub sum: Option<GridRow>,
    pub pager: Option<GridPager>,
    pub note: String,
    /// Of many columns: on a phone each row becomes a card that leaves out what is zero.
    pub wide: bool,
}

/// “第 31–60 个，共 75 个单位”.
#[derive(Debug, Serialize)]
pub struct GridPager {
    pub text: String,
    pub previous: Option<String>,
    pub next: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct GridRow {
    pub short: String,
    pub name: String,
    pub cells: Vec<Cell>,
}

/// A number with the list behind it; without an address there is nothing to see.
#[derive(Clone, Debug, Serialize)]
pub struct Cell {
    pub text: String,
    pub href: Option<String>,
    pub tone: Option<&'static str>,
    /// What the number counts, read aloud after the row's name.
    pub head: String,
}

impl Cell {
    /// A count; zero leads nowhere and has no tone.
    pub fn count(n: i64, head: impl Into<String>, tone: Option<&'static str>, href: impl FnOnce() -> String) -> Self {
        Self {
            text: if n > 0 { n.to_string() } else { "·".to_owned() },
            href: (n > 0).then(href),
            tone: tone.filter(|_| n > 0),
            head: head.into(),
        }
    }
}

/// Which of `total` rows this page shows, and the line below when they do not fit; its links lead to `anchor`.
pub fn page(lang: Lang, total: usize, list: &ListQuery, anchor: &str) -> (Range<usize>, Option<GridPager>) {
    if total <= PER_PAGE {
        return (0..total, None);
    }
    let last = total.div_ceil(PER_PAGE);
    let page = usize::try_from(list.page).unwrap_or(last).clamp(1, last);
    let range = (page - 1) * PER_PAGE..(page * PER_PAGE).min(total);
    let link = |page: usize| format!("{}#{anchor}", list.link_with(&[("page", Some(&page.to_string()))]));
    let args = [("from", range.start + 1), ("to", range.end), ("total", total)].map(|(name, n)| (name, n.to_string().into()));
    let pager = GridPager {
        text: crate::platform::i18n::format(lang, "part-grid-pager", &args),
        previous: (page > 1).then(|| link(page - 1)),
        next: (page < last).then(|| link(page + 1)),
    };
    (range, Some(pager))
}
