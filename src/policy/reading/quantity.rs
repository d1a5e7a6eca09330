//! Numbers with a unit, in digits and in Chinese: `1.2万家`, `98%`, `三成`, `百分之九十五`.

use super::numerals::{digit, value};
use super::pattern::{Compiled, pattern};
use regex::Captures;
use std::ops::Range;
use std::sync::LazyLock;

/// Ratios and differences of ratios.
const RATIOS: &str = "%|‰|个百分点|百分点";
/// Units of more than one character; longer ones first where one begins another.
const LONG_UNITS: &str = "人次|人日|人年|项次|标台|车位|泊位|床位|席位|学位|托位|铺位|工位|岗位|吨级|海里|家次|户次|班次|车次|架次|场次|台次|例次|批次|站次|件次|台套|标准箱|标箱|吨标准煤|平方公里|平方千米|平方米|立方米/日|立方米|万千瓦时|千瓦时|千瓦|兆瓦|吉瓦|公里/小时|公里|千米|公顷|公斤|千克|毫克|微克/立方米|毫克/升|吨/日|吨/天|蒸吨|总吨|分贝|摄氏度|课时|学时|学分|美元|欧元|港元|个工作日|工作日|小时|分钟|个月|词条|兆比特/秒";
/// Units of one character.
const SHORT_UNITS: &str = "个家项座所名人户套件批份种类处条米亩辆艘架台对支只头株棵张床例起次场门部篇本册片块幅段路站间栋幢层村镇单笔升克倍分级度天期轮宗枚盏眼口根组班校社店星袋箱桶瓶瓦元吨岗句堂首尊匹羽尾窝盒顿成户届卷列岁斤℃";

static DIGITS: Compiled = LazyLock::new(|| {
    pattern(&format!(
        r"(?P<n>\d+(?:[,，]\d{{3}})*(?:\.\d+)?)(?P<more>余|多)?(?P<u>{RATIOS}|[百千万亿]*?(?:{LONG_UNITS}|品种|[{SHORT_UNITS}](?:（[{SHORT_UNITS}]）)?)|[万亿]+)"
    ))
});
static HAN: Compiled = LazyLock::new(|| {
    pattern(&format!(
        r"百分之(?P<ratio>[零一二三四五六七八九十百]+(?:点[零一二三四五六七八九]+)?)|(?P<n>[一二两三四五六七八九十百千]{{1,7}})(?P<more>余|多)?(?P<u>[万亿]*(?:(?:{LONG_UNITS})|[{SHORT_UNITS}]))"
    ))
});

/// A number with its unit.
#[derive(Debug, Clone)]
pub(super) struct Quantity {
    pub value: f64,
    pub unit: String,
    pub range: Range<usize>,
    /// 余 or 多 follows the number.
    pub more: bool,
    /// Written in Chinese numerals, which are as often words as quantities: 一个, 两项, 三级.
    pub spelled: bool,
}

/// The quantities of a text, in order.
pub(super) fn quantities(words: &str) -> Vec<Quantity> {
    let mut found: Vec<Quantity> = DIGITS.captures_iter(words).filter_map(|c| in_digits(&c)).collect();
    let digits = found.len();
    found.extend(HAN.captures_iter(words).filter_map(|c| in_han(&c)));
    if digits > 0 && found.len() > digits {
        found.sort_by_key(|q| q.range.start);
    }
    found
}

fn in_digits(c: &Captures) -> Option<Quantity> {
    let value = c["n"].replace([',', '，'], "").parse().ok()?;
    Some(Quantity { value, unit: c["u"].to_owned(), range: c.get(0)?.range(), more: c.name("more").is_some(), spelled: false })
}

fn in_han(c: &Captures) -> Option<Quantity> {
    let range = c.get(0)?.range();
    if let Some(ratio) = c.name("ratio") {
        let (whole, part) = ratio.as_str().split_once('点').unwrap_or((ratio.as_str(), ""));
        let mut value = f64::from(self::value(whole)?);
        let mut place = 0.1;
        for d in part.chars().filter_map(digit) {
            value += f64::from(d) * place;
            place /= 10.0;
        }
        return Some(Quantity { value: (value * 1e6).round() / 1e6, unit: "%".to_owned(), range, more: false, spelled: true });
    }
    // 二级, 两次, 三类: ranks and rhythms, not quantities; 百分 opens 百分点.
    if matches!(&c["u"], "级" | "期" | "度" | "分" | "类" | "层" | "次" | "轮") {
        return None;
    }
    let value = f64::from(self::value(&c["n"])?);
    Some(Quantity { value, unit: c["u"].to_owned(), range, more: c.name("more").is_some(), spelled: true })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_digits_and_chinese() {
        let read = |text: &str| quantities(text).into_iter().map(|q| format!("{}{}", q.value, q.unit)).collect::<Vec<_>>().join(" ");
        assert_eq!(read("安装灯盏1,200盏、更换管网3.5万米"), "1200盏 3.5万米");
        assert_eq!(read("占百分之十二点五，三成以上"), "12.5% 3成");
        assert_eq!(read("筹建驿站6座（处），讲座二十场"), "6座（处） 20场");
        assert_eq!(read("公寓400套（间）"), "400套（间）");
        assert_eq!(read("浓度降到28微克/立方米，提前2个百分点"), "28微克/立方米 2个百分点");
    }
}
