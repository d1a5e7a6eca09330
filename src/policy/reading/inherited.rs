//! What the nodes around a clause say of it: whom a list's announcement charges, and whether it lists conditions.

use super::bodies::actors;
use super::clause::{Reader, distinct};
use super::flow::Flow;
use super::model::{Body, Sureness};
use super::tense::{bounded, clip, segments};
use super::units;
use std::ops::Range;

/// Who leads and who supports.
pub(super) type Charged = (Vec<Body>, Vec<Body>);

/// What a node says of the clauses in it.
#[derive(Default)]
pub(super) struct Around {
    /// Whom its own text charges by a unit line or bracket.
    charged: Option<Charged>,
    /// Whom its last sentence announces: `市教育局履行下列职责：`.
    announced: Vec<Body>,
    /// It announces conditions.
    conditions: bool,
}

/// How many bytes of what announces a list are looked at.
const ANNOUNCEMENT: usize = 3000;
/// The most nodes around a leaf that are kept.
const DEEPEST: usize = 32;

impl Reader<'_> {
    /// What the text that announced a list, or stands after it, charges all its items with.
    pub(super) fn inherited(&self, index: usize) -> Charged {
        let mut at = index;
        while at != 0 {
            at = self.outline.nodes[at].parent as usize;
            if let Some(charged) = self.around(at, |node| node.charged.clone()) {
                return charged;
            }
        }
        if self.outline.nodes[index].kind().is_none() {
            return Charged::default();
        }
        (self.around(self.outline.nodes[index].parent as usize, |node| node.announced.clone()), Vec::new())
    }

    /// Whether a clause is an item of a list of conditions.
    pub(super) fn under_conditions(&self, index: usize) -> bool {
        self.around(self.outline.nodes[index].parent as usize, |node| node.conditions)
    }

    /// Asks a node what it says of the clauses in it.
    fn around<T>(&self, index: usize, ask: impl Fn(&Around) -> T) -> T {
        let mut known = self.around.borrow_mut();
        if let Some(node) = known.get(&index) {
            return ask(node);
        }
        // Leaves come in order: only the nodes around the present one are asked again.
        if known.len() > DEEPEST {
            known.clear();
        }
        let found =
            Around { charged: self.charged_by(index), announced: self.announced_by(index), conditions: self.sets_conditions(index) };
        ask(known.entry(index).or_insert(found))
    }

    fn charged_by(&self, index: usize) -> Option<Charged> {
        let node = self.outline.nodes.get(index).filter(|n| n.kind().is_some())?;
        let mut flow = Flow::default();
        for piece in node.pieces().map(|(p, _)| p).chain(node.trailing().iter().copied()) {
            if flow.text.len() > ANNOUNCEMENT {
                break;
            }
            let whole = piece.range();
            flow.push(self.text, bounded(self.text, whole.start..whole.end.min(whole.start + ANNOUNCEMENT)));
            flow.mark('\n');
        }
        let units = units::read(&flow.text);
        let guess = |r: Range<usize>| self.body(&flow, r, Sureness::Guess);
        let (lead, support) = (units.roles.lead, units.roles.support);
        units.found.then(|| distinct(lead.into_iter().map(guess).collect(), support.into_iter().map(guess).collect()))
    }

    /// The end of a node's own text, which announces what is in it.
    fn announcement(&self, index: usize) -> Range<usize> {
        let last = self.outline.nodes[index].last().map_or(0..0, |p| p.range());
        last.start.max(last.end.saturating_sub(ANNOUNCEMENT))..last.end
    }

    fn announced_by(&self, index: usize) -> Vec<Body> {
        let flow = Flow::of(self.text, bounded(self.text, self.announcement(index)));
        let sentence = flow.text.rfind(['。', '；']).map_or(0, |i| i + 3);
        let last = &flow.text[sentence..];
        let charges = last.ends_with('：')
            && ["履行", "职责", "做好", "负责", "采取", "开展", "工作：", "措施：", "任务："].iter().any(|w| last.contains(w))
            && !last.contains("条件");
        if !charges {
            return Vec::new();
        }
        let parts = segments(&flow.text, self.head.year);
        let found = actors(&flow.text, &parts, &self.known);
        let leads = found.into_iter().filter(|a| !a.supports && a.range.start >= sentence);
        distinct(leads.map(|a| self.body(&flow, a.range, Sureness::Guess)).collect(), Vec::new()).0
    }

    fn sets_conditions(&self, index: usize) -> bool {
        let intro = clip(self.text, self.announcement(index));
        ["条件", "情形", "材料", "之一", "行为"].iter().any(|w| intro.contains(w))
    }
}
