//! What a printed name may mean: how much it looks like a department's, and whether it names anybody in particular.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

/// What kind of name it is, by its words alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// A body of its own.
    Named,
    /// Every local government: 各级政府, 各地, 各县（市、区）人民政府.
    AllLocal,
    /// Whoever is concerned: 有关部门, 各单位.
    Whoever,
}

/// What kind of name this is.
pub fn meaning(printed: &str) -> Meaning {
    let name = level(printed);
    let whoever = ["有关", "相关", "其他", "各部门", "各单位", "各成员单位", "各委"];
    if ["各地", "各市", "各县", "各区", "各地方", "各地区"].contains(&name.as_str()) || name.starts_with('各') && name.ends_with("政府")
    {
        Meaning::AllLocal
    } else if whoever.iter().any(|w| name.contains(w)) || name.starts_with('各') {
        Meaning::Whoever
    } else {
        Meaning::Named
    }
}

/// Below this a department is not suggested for a name.
pub const LIKELY: f64 = 0.5;

/// How much a printed name looks like a department's spelling, 0 to 1: the same but for level and kind of body (市教育委员会, 市教育局),
/// a short form of the other (省质监局, 省质量技术监督局), or many letter pairs in common.
pub fn likeness(printed: &str, spelling: &str) -> f64 {
    let (a, b) = (level(printed), level(spelling));
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    if a == b {
        return 1.0;
    }
    let (core_a, core_b) = (core(&a), core(&b));
    let enough = core_a.chars().count() > 1 && core_b.chars().count() > 1;
    if enough && core_a == core_b {
        return 0.9;
    }
    if enough && (shortens(core_a, core_b) || shortens(core_b, core_a)) {
        return 0.75;
    }
    alike(&a, &b)
}

fn level(name: &str) -> String {
    name.nfkc().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// The name without its level of government before and its kind of body behind.
fn core(name: &str) -> &str {
    const KINDS: [&str; 12] = ["行政主管部门", "主管部门", "委员会", "办公室", "部门", "局", "厅", "委", "办", "部", "署", "院"];
    const LEVELS: [&str; 8] = ["全省", "全市", "本省", "本市", "省", "市", "县", "区"];
    let bare = LEVELS.iter().find_map(|l| name.strip_prefix(l)).unwrap_or(name);
    KINDS.iter().find_map(|k| bare.strip_suffix(k)).filter(|c| !c.is_empty()).unwrap_or(bare)
}

/// Whether `short` is made of letters of `long` in their order, beginning with the same: 质监 of 质量技术监督.
fn shortens(short: &str, long: &str) -> bool {
    if short.len() >= long.len() || short.chars().next() != long.chars().next() {
        return false;
    }
    let mut rest = long.chars();
    short.chars().all(|wanted| rest.any(|c| c == wanted))
}

/// The share of letter pairs two texts have in common (Dice), 0 to 1.
pub(super) fn alike(a: &str, b: &str) -> f64 {
    let pairs = |text: &str| {
        let mut counts: HashMap<(char, char), u32> = HashMap::new();
        for pair in text.chars().zip(text.chars().skip(1)) {
            *counts.entry(pair).or_default() += 1;
        }
        counts
    };
    let (a, b) = (pairs(a), pairs(b));
    let total: u32 = a.values().sum::<u32>() + b.values().sum::<u32>();
    if total == 0 {
        return 0.0;
    }
    let common: u32 = a.iter().map(|(pair, n)| (*n).min(b.get(pair).copied().unwrap_or(0))).sum();
    f64::from(2 * common) / f64::from(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_one_body_look_alike_and_others_do_not() {
        for (printed, spelling) in [
            ("市教育委员会", "市教育局"),
            ("质量技术监督部门", "省质量技术监督局"),
            ("省质量技术监督局", "省质监局"),
            ("工商行政管理部门", "省工商局"),
            ("Environmental Health Dept", "Environmental Health"),
        ] {
            assert!(likeness(printed, spelling) >= LIKELY, "{printed} {spelling} {}", likeness(printed, spelling));
        }
        for (printed, spelling) in [("市教育局", "市财政局"), ("省公安厅", "省卫生厅"), ("市人民政府", "市公安局"), ("", "省公安厅")]
        {
            assert!(likeness(printed, spelling) < LIKELY, "{printed} {spelling} {}", likeness(printed, spelling));
        }
        assert!(likeness("省质监局", "省 质 监 局") > likeness("省质监局", "省质量技术监督局"));
    }

    #[test]
    fn some_names_name_everybody_or_nobody() {
        for (name, expected) in [
            ("各级政府", Meaning::AllLocal),
            ("各县（市、区）人民政府", Meaning::AllLocal),
            ("各地", Meaning::AllLocal),
            ("有关部门", Meaning::Whoever),
            ("各有关部门", Meaning::Whoever),
            ("省有关部门", Meaning::Whoever),
            ("省财政厅", Meaning::Named),
        ] {
            assert_eq!(meaning(name), expected, "{name}");
        }
    }
}
