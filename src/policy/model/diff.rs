//! What changed between two wordings, word by word: a Chinese character, a number or a Latin word at a time.

/// Which wording a piece belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Both,
    Old,
    New,
}

/// A stretch of text and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    pub side: Side,
    pub text: String,
}

/// Beyond this many cells of the table the middle is shown as replaced whole, so that no input makes it slow.
const MAX_CELLS: usize = 4_000_000;

/// The pieces of both wordings in reading order, what went before what came; white space at line ends does not count.
pub fn words(old: &str, new: &str) -> Vec<Piece> {
    let (old, new) = (split(old), split(new));
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let tail = old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (&old[head..old.len() - tail], &new[head..new.len() - tail]);
    let mut pieces = Vec::new();
    push_all(&mut pieces, Side::Both, &old[..head]);
    if a.len().saturating_mul(b.len()) > MAX_CELLS {
        push_all(&mut pieces, Side::Old, a);
        push_all(&mut pieces, Side::New, b);
    } else {
        middle(&mut pieces, a, b);
    }
    push_all(&mut pieces, Side::Both, &old[old.len() - tail..]);
    pieces
}

/// Longest common subsequence by the usual table.
fn middle(pieces: &mut Vec<Piece>, a: &[&str], b: &[&str]) {
    let width = b.len() + 1;
    let mut table = vec![0u32; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            table[i * width + j] =
                if a[i] == b[j] { table[(i + 1) * width + j + 1] + 1 } else { table[(i + 1) * width + j].max(table[i * width + j + 1]) };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < b.len() {
        if a[i] == b[j] {
            push(pieces, Side::Both, a[i]);
            i += 1;
            j += 1;
        } else if table[(i + 1) * width + j] >= table[i * width + j + 1] {
            push(pieces, Side::Old, a[i]);
            i += 1;
        } else {
            push(pieces, Side::New, b[j]);
            j += 1;
        }
    }
    push_all(pieces, Side::Old, &a[i..]);
    push_all(pieces, Side::New, &b[j..]);
}

fn push_all(pieces: &mut Vec<Piece>, side: Side, words: &[&str]) {
    words.iter().for_each(|word| push(pieces, side, word));
}

fn push(pieces: &mut Vec<Piece>, side: Side, word: &str) {
    match pieces.last_mut() {
        Some(last) if last.side == side => last.text.push_str(word),
        _ => pieces.push(Piece { side, text: word.to_owned() }),
    }
}

/// Runs of ASCII letters and digits stay together; line breaks are dropped, since a wording printed on other lines is the same.
fn split(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices() {
        let joins = c.is_ascii_alphanumeric() || c == '.';
        match (joins, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push(&text[from..at]);
                start = None;
            }
            _ => {}
        }
        if !joins && !matches!(c, '\n' | '\r' | '\t' | '\u{3000}') {
            words.push(&text[at..at + c.len_utf8()]);
        }
    }
    words.extend(start.map(|from| &text[from..]));
    words
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn only_what_changed_is_shown_as_changed() {
        let pieces = words("每年帮扶 1000 家企业上云。", "每年帮扶 1200 家\n企业上云，建立台账。");
        let said: Vec<_> = pieces.iter().map(|p| (p.side, p.text.as_str())).collect();
        assert_eq!(
            said,
            [
                (Side::Both, "每年帮扶 "),
                (Side::Old, "1000"),
                (Side::New, "1200"),
                (Side::Both, " 家企业上云"),
                (Side::New, "，建立台账"),
                (Side::Both, "。"),
            ]
        );
    }

    proptest! {
        #[test]
        fn both_wordings_can_be_put_together_again(old in "[甲乙丙丁a1 ]{0,40}", new in "[甲乙丙丁a1 ]{0,40}") {
            let pieces = words(&old, &new);
            let side = |skip: Side| pieces.iter().filter(|p| p.side != skip).map(|p| p.text.as_str()).collect::<String>();
            prop_assert_eq!(side(Side::New), old);
            prop_assert_eq!(side(Side::Old), new);
        }
    }
}
