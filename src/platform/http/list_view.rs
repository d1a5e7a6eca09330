//! What stands around the rows of a list, made of what its address asks for: tabs, hidden fields of the filter bar, chips, heads.

use super::{Dir, ListQuery};
use crate::platform::{
    db::COUNT_LIMIT,
    i18n::{Lang, t},
    view::parts::{Chips, Hidden, Link, SortHead, Tab},
};

impl ListQuery {
    /// Where the list is, without what narrows it.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The tab that sets `name` to `value` (none: takes it away). `count`: how many stand there, counted to [`COUNT_LIMIT`].
    pub fn tab(&self, name: &str, value: Option<&str>, label: impl Into<String>, count: i64, current: bool) -> Tab {
        let count = if count >= COUNT_LIMIT { format!("{}+", COUNT_LIMIT - 1) } else { count.to_string() };
        Tab { href: self.link_with(&[(name, value)]), label: label.into(), count: Some(count), current }
    }

    /// What a filter bar carries along without showing it.
    pub fn kept(&self, names: &[&str]) -> Vec<Hidden> {
        names.iter().filter_map(|name| Some(Hidden::new(*name, self.filter(name)?))).collect()
    }

    /// What the list is narrowed by: parameter and words of each. From two on, all can be taken away at once.
    pub fn chips(&self, set: Vec<(&str, String)>) -> Chips {
        let clear: Vec<(&str, Option<&str>)> = set.iter().map(|(name, _)| (*name, None)).collect();
        let clear = (set.len() > 1).then(|| self.link_with(&clear));
        Chips { items: set.into_iter().map(|(name, label)| Link::new(self.link_with(&[(name, None)]), label)).collect(), clear }
    }

    /// A column's head; with `sort`, an order the list knows, it orders by it.
    pub fn head(&self, lang: Lang, sort: Option<&str>, label: &str, class: Option<&'static str>) -> SortHead {
        let dir = sort.filter(|key| self.sort == Some(*key)).map(|_| if self.dir == Dir::Asc { "asc" } else { "desc" });
        SortHead { label: t(lang, label).into_owned(), href: sort.map(|key| self.sort_link(key)), dir, class }
    }
}

/// How many stand under the chosen tab; none where nothing was counted for it.
pub fn total<T: PartialEq>(counts: &[(T, i64)], tab: T) -> u64 {
    counts.iter().find(|(of, _)| *of == tab).map_or(0, |(_, n)| n.unsigned_abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tab_counts_to_its_limit_and_starts_the_list_over() {
        let list = ListQuery::parse("/x", "q=a&tab=over&page=3", &[]);
        let tab = list.tab("tab", Some("open"), "Open", COUNT_LIMIT - 1, true);
        assert_eq!((tab.href.as_str(), tab.count.as_deref(), tab.current), ("/x?q=a&tab=open", Some("999"), true));
        assert_eq!(list.tab("tab", None, "All", COUNT_LIMIT, false).count.as_deref(), Some("999+"));
        assert_eq!((total(&[(Some(1), 7), (None, 9)], None), total(&[(1, 7)], 2)), (9, 0));
    }

    #[test]
    fn chips_take_away_one_and_from_two_on_all() {
        let list = ListQuery::parse("/x", "q=a&kind=b&size=50&page=2", &[]);
        let one = list.chips(vec![("q", "a".into())]);
        assert_eq!((one.items[0].href.as_str(), one.clear), ("/x?kind=b&size=50", None));
        let two = list.chips(vec![("q", "a".into()), ("kind", "b".into())]);
        assert_eq!((two.items.len(), two.clear.as_deref()), (2, Some("/x?size=50")));
        let kept = list.kept(&["kind", "size", "sort"]);
        assert_eq!(kept, [Hidden::new("kind", "b"), Hidden::new("size", "50")]);
    }

    #[test]
    fn a_head_orders_where_the_list_knows_the_order() {
        let list = ListQuery::parse("/x", "sort=due&dir=desc", &["due", "name"]);
        let head = list.head(Lang::En, Some("due"), "part-export", Some("date"));
        assert_eq!((head.dir, head.href.as_deref(), head.class), (Some("desc"), Some("/x?sort=due&dir=asc"), Some("date")));
        assert_eq!(list.head(Lang::En, Some("name"), "part-export", None).dir, None);
        assert_eq!(list.head(Lang::En, None, "part-export", None).href, None);
    }
}
