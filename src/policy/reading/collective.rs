//! Bodies named together: `各级人民政府`, `各县（市、区）人民政府`, `有关部门`.

use super::pattern::{Compiled, pattern};
use std::sync::LazyLock;

/// Levels of government, without the words around them.
const UNIT: &str = "省直管县（市）|省直管县|设区的?市|设区市|地级市|省辖市|自治区|自治州|自治县|直辖市|省|市|州|盟|县|区|旗|地区|乡镇|乡|镇|街道|社区|村|开发区|功能区|园区";
/// Other levels in brackets: `（市、区）`.
const BRACKET: &str = "（[省市县区旗州盟地乡镇街道园社村居团场办事处管委会开发和、]{1,16}）";
/// The governments and committees that stand for a level.
const GOVERNMENT: &str = "人民政府|政府|党委和政府|党委、政府|党委政府|党政机关|党委|党（工）委|党工委|管委会|管理委员会|街道办事处|办事处|居民委员会|村民委员会|村（居）民委员会|（居）民委员会|居委会|村委会|村“两委”";

static COLLECTIVE: Compiled = LazyLock::new(|| {
    let (unit, bracket, government) = (UNIT, BRACKET, GOVERNMENT);
    pattern(&format!(
        "^(?:\
         (?:县级以上|市级以上|乡级以上|区级以上|省级以上|各级|地方各级|地方|各|上级|下级|本级|所在地|属地|当地|全[省市县区州]各级?)?\
         (?:{unit}|{bracket}|地方|两级|三级|四级|级|、|和|以及)*\
         (?:{government})(?:（管委会）|（管理委员会）|（办事处）|（街道办事处）|（开发区管委会）)?\
         |各(?:{unit}|有关|相关|责任|牵头|配合|协同|参与|成员|主管|职能|行业|业务|监管|执法|省直|市直|县直|区直|省级|市级|县级|级|地|{bracket}|、|和)*\
         (?:部门和单位|部门（单位）|单位（部门）|部门单位|部门|单位|委办局|地区|地|{unit}|{bracket}|方面)\
         |(?:国家|国务院|省|市|县|区|省级|市级|县级|区级|各级|中央|省直|市直|县直|区直|省市|市县|本级|上级|县（市、区）)?(?:各)?(?:有关|相关)+\
         (?:职能|行业|业务|主管|行政|监管|执法|综合管理)*(?:部门和单位|部门（单位）|部门|单位|委办局|厅局|地区|地方|{unit}|方面)\
         |(?:省|市|县|区|各)?(?:联席会议|领导小组|专班)?(?:成员单位|牵头单位|责任单位|牵头部门|责任部门|配合单位|主管单位)\
         |行业(?:主管|监管|管理)部门\
         |(?:地方各级|各级|同级|本级|中央|省级|市级|县级|区级)财政\
         |(?:乡镇|镇|乡|街道|社区|村|县区|区县|市县|县|市|区)(?:{bracket})\
         |(?:乡镇|镇街|街镇|县区|区县|市县)(?:(?:和|、)?(?:街道|园区|社区))?\
         )"
    ))
});
/// Levels that share one name: `省、市、县三级`, `市、县（区）`.
static LEVELS_TOGETHER: Compiled = LazyLock::new(|| {
    let (unit, bracket) = (UNIT, BRACKET);
    pattern(&format!("^(?:各)?(?:(?:{unit})(?:级)?(?:{bracket})?、)+(?:{unit})(?:级)?(?:{bracket})?(?:两级|三级|四级)?"))
});

/// The length of the collective name a text opens with.
pub(super) fn collective(s: &str) -> Option<usize> {
    COLLECTIVE.find(s).map(|m| m.end())
}

/// The length of several levels a name opens with.
pub(super) fn levels_together(s: &str) -> Option<usize> {
    LEVELS_TOGETHER.find(s).map(|m| m.end())
}

/// Whether a collective name is also an everyday word, and a body only where it is told to act: `政府`, `乡镇`.
pub(super) fn is_bare(name: &str) -> bool {
    let place = !name.contains('各') && name.trim_end_matches(|c| c != '）').ends_with('）');
    place
        || name.ends_with("财政")
        || matches!(name, "乡镇" | "镇街" | "街镇" | "县区" | "区县" | "市县" | "乡镇街道" | "乡镇和街道" | "乡镇、街道")
        || matches!(name, "政府" | "党委" | "管委会" | "管理委员会" | "党政机关" | "人民政府" | "办事处")
}

/// Words after 财政 that say that it is to pay.
static PAYS: Compiled = LazyLock::new(|| pattern(r"^(?:安排|负担|承担|拨付|统筹|保障|予以|给予|分担|列支)"));

/// Whether what follows an everyday word shows that the body is meant: 省级财政安排….
pub(super) fn is_told_to_pay(name: &str, rest: &str) -> bool {
    name.ends_with("财政") && PAYS.is_match(rest)
}

/// The end of a name such as `各市、县（市、区）人民政府`, which holds separators itself.
pub(super) fn collective_end(s: &str) -> Option<usize> {
    collective(s).filter(|&end| s[..end].ends_with("政府") || s[..end].ends_with('）') || s[..end].contains('、'))
}

/// Whether a whole text is one collective name.
pub(super) fn is_collective(name: &str) -> bool {
    collective(name) == Some(name.len())
}
