//! Lines of the head that are form rather than words: numbers, addressees, the line on adoption.

use super::calendar::{first_date, whole_date};
use super::endmatter::is_signature;
use super::pattern::{Compiled, pattern};
use std::sync::LazyLock;

pub(super) static NUMBER: Compiled =
    LazyLock::new(|| pattern(r"([一-龥A-Za-z]{1,16})[〔\[［（【（(﹝{]((?:19|20)\d{2})年?[〕\]］）】)﹞}](?:第)?(\d{1,5})号"));

pub(super) static ORDER: Compiled =
    LazyLock::new(|| pattern(r"^(?:[一-龥]{2,20}令)?[（]?第(\d{1,4}|[一二三四五六七八九十百]{1,6})号[）]?$"));

/// The number of minutes or a bulletin, without a word before it: `〔2024〕第4号`, `第12期`.
static ISSUE_NUMBER: Compiled = LazyLock::new(|| pattern(r"^(?:[〔\[（【［](?:19|20)\d{2}年?[〕\]）】］])?[（]?第?\d{1,4}[号期次][）]?$"));

/// `某省人民政府令第12号公布` in the line under a title.
pub(super) static ADOPTED_BY_ORDER: Compiled =
    LazyLock::new(|| pattern(r"日?([一-龥]{2,20}令第(?:\d{1,4}|[一二三四五六七八九十百]{1,6})号)"));

static NOTHING: Compiled = LazyLock::new(|| {
    pattern(
        r"^(?:特急|加急|平急|急件|机密|秘密|内部|签发人.*|(?:省长|市长|县长|区长|州长|主席|主任|局长|部长|署长|行长|厅长)[：]?[一-龥·]{2,5}|份号.*|\d{5,6}|公开|主动公开|此件公开发布|索引号.*|文号：.*|发文字号：.*|发文机关：.*|成文日期：.*|发布日期：.*|发布时间：.*|发文时间：.*|生成日期：.*|信息来源：.*|名称：.*|主题分类：.*|标题：.*|有效性：.*|来源：.*)$",
    )
});

/// A line that names the addressees: `各设区市人民政府，省各委办厅局：`.
pub(super) fn is_address(line: &str) -> bool {
    line.ends_with('：') && ["各", "人民政府", "局", "厅", "委", "单位", "部门", "公司"].iter().any(|w| line.contains(w))
}

/// A line that is number, date or a mark of form, and so no part of a title.
pub(super) fn is_form(line: &str) -> bool {
    let without = NUMBER.replace(line, "");
    without.len() < line.len() && without.chars().count() < 24 && !line.contains("关于")
        || ISSUE_NUMBER.is_match(line)
        || first_date(line).is_some_and(|(_, r)| r.end == line.len() && is_signature(&line[..r.start]))
        || NOTHING.is_match(line)
        || ORDER.is_match(line)
        || whole_date(line).is_some()
        || is_adoption(line)
}

/// `（2022年8月9日…通过，2022年8月26日…公布）` under a title.
pub(super) fn is_adoption(line: &str) -> bool {
    first_date(line).is_some()
        && ["通过", "印发", "公布", "发布", "施行", "颁布", "修订", "修正"].iter().any(|w| line.contains(w))
        && !line.contains("关于")
}
