//! Numbers written in Chinese or in digits of any width.

/// The value of one Chinese digit, the forms used in dates (〇, ○, 零) included.
pub(super) fn digit(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '○' | '零' | 'Ｏ' | '◯' => 0,
        '一' | '壹' | '元' => 1,
        '二' | '两' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// Whether the character can be part of a Chinese number below a thousand.
pub(super) fn is_han_numeral(c: char) -> bool {
    matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '零' | '〇' | '○' | '两')
}

/// The value of digits, or of a Chinese number below ten thousand (`十二`, `二十`, `一百零三`, `二〇`).
pub(super) fn value(s: &str) -> Option<u32> {
    if s.is_empty() || s.chars().count() > 7 {
        return None;
    }
    if s.bytes().all(|b| b.is_ascii_digit()) {
        return s.parse().ok();
    }
    if s.chars().count() > 1 && s.chars().all(|c| digit(c).is_some()) {
        return s.chars().try_fold(0u32, |n, c| n.checked_mul(10)?.checked_add(digit(c)?));
    }
    let (mut total, mut held) = (0u32, None);
    for c in s.chars() {
        match c {
            '千' => total += held.take().unwrap_or(1) * 1000,
            '百' => total += held.take().unwrap_or(1) * 100,
            '十' => total += held.take().unwrap_or(1) * 10,
            '零' | '〇' | '○' => held = None,
            _ if held.is_none() => held = Some(digit(c)?),
            _ => return None,
        }
    }
    Some(total + held.unwrap_or(0))
}

/// A year: four digits of either kind, `二〇二五`.
pub(super) fn year(s: &str) -> Option<i32> {
    let n = s.chars().try_fold((0i32, 0), |(n, count), c| {
        let d = c.to_digit(10).or_else(|| digit(c))?;
        (count < 4).then_some((n * 10 + d as i32, count + 1))
    })?;
    (n.1 == 4 && (1900..2200).contains(&n.0)).then_some(n.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_chinese_numbers() {
        for (text, n) in [("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("三十五", 35), ("一百零三", 103), ("15", 15), ("二〇", 20)]
        {
            assert_eq!(value(text), Some(n), "{text}");
        }
        assert_eq!(value("甲"), None);
        assert_eq!(year("二〇二五"), Some(2025));
        assert_eq!(year("二○○五"), Some(2005));
        assert_eq!(year("0005"), None);
    }
}
