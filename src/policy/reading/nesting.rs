//! At which level a number opens its clause, and whether it opens one at all.

use super::flow::is_space;
use super::labels::{Kind, Label};
use super::lines::is_finished;
use super::nodes::Sort;
use super::outline::Builder;
use super::units::opens_unit_line;

/// How many levels a number may open inside its own kind.
const DEEPEST: usize = 7;

impl Builder<'_> {
    /// Whether a number opens a clause here rather than stands in a sentence.
    pub(super) fn opens(&self, label: &Label) -> bool {
        let n = label.number;
        let so_far = self.paragraph();
        let unfinished = self.stack.len() > 1 && !is_finished(&so_far) && self.goes_on(&so_far);
        if unfinished && so_far.ends_with(['第', '款', '条', '、', '《', '（', '，', '和', '或']) {
            return false;
        }
        let siblings =
            || self.stack.iter().map(|&i| self.node(i)).filter(|node| node.kind() == Some(label.kind)).map(|node| u32::from(node.number));
        let next = siblings().any(|s| s + 1 == n) || self.last.get(&label.kind).is_some_and(|&l| l + 1 == n);
        if next || n == 1 {
            return true;
        }
        if unfinished || label.loose {
            return false;
        }
        match siblings().next_back().or(self.last.get(&label.kind).copied()) {
            Some(last) => n > last && n <= last + 5,
            None => n <= 30,
        }
    }

    /// Whether the paragraph so far is running text that stops in the middle.
    fn goes_on(&self, so_far: &str) -> bool {
        let heading = self.node(self.top()).lines() <= 1 && so_far.chars().count() <= 30;
        !so_far.is_empty() && !heading && self.outline.nodes.len() > 1 && !self.ended && !opens_unit_line(self.previous_line())
    }

    /// How many open nodes stay open above a number.
    pub(super) fn depth_for(&mut self, label: &Label) -> usize {
        let kind_at = |b: &Builder, i: usize| b.node(i).kind();
        let same: Vec<usize> = (0..self.stack.len()).filter(|&d| kind_at(self, self.stack[d]) == Some(label.kind)).collect();
        if let Some(&deepest) = same.last() {
            if let Some(&next) = same.iter().rev().find(|&&d| u32::from(self.node(self.stack[d]).number) + 1 == label.number) {
                return next;
            }
            if label.number == 1 {
                return self.restart(deepest, label);
            }
            return deepest;
        }
        if label.number == 1
            && self.ended
            && self.node(0).children > 0
            && self.stack.get(1).is_some_and(|&i| kind_at(self, i).is_none_or(|k| k >= label.kind))
        {
            return self.carried();
        }
        let mut depth = self.stack.len();
        let ranked = label.kind <= Kind::Han;
        while ranked && depth > 1 && kind_at(self, self.stack[depth - 1]).is_some_and(|k| k > label.kind) {
            depth -= 1;
        }
        if ranked {
            return depth;
        }
        // A level met before goes where it went before; a number one opens a list of its own under what stands there.
        let known = self.parents.get(&label.kind).and_then(|p| (0..depth).rev().find(|&d| kind_at(self, self.stack[d]) == Some(*p)));
        match known {
            Some(d) if label.number != 1 && !self.awaits_numbers() => d + 1,
            _ => depth,
        }
    }

    /// Whether the innermost open node is a bare heading, which says nothing without what stands under it.
    fn awaits_numbers(&self) -> bool {
        let node = self.node(self.top());
        let heading = self.paragraph();
        node.children == 0 && node.lines() == 1 && heading.chars().count() <= 30 && !heading.contains(['。', '；', '，'])
    }

    /// Where a number one goes although its level is already open.
    fn restart(&mut self, deepest: usize, label: &Label) -> usize {
        let style = |printed: &str| printed.chars().last();
        let open = self.node(self.stack[deepest]).label.of(self.text);
        let other_style = style(open.trim_end_matches(is_space)) != style(&label.printed);
        let announced = self.paragraph().ends_with(['：', ':']);
        if deepest + 1 == self.stack.len() && deepest < DEEPEST && label.kind > Kind::Han && (announced || other_style) {
            return deepest + 1;
        }
        if self.ended || deepest == 1 && label.kind <= Kind::Han {
            return self.carried();
        }
        deepest
    }

    /// A second outline after the document's own: the text it carries.
    fn carried(&mut self) -> usize {
        if !matches!(self.node(self.stack[1]).sort, Sort::Attachment(_)) {
            self.attachment("附件");
        }
        2
    }
}
