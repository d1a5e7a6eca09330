//! Folding: no line longer than 75 octets, none broken inside a character.

const LIMIT: usize = 75;

/// Adds a line to `out`, folded and ended.
pub(super) fn push(out: &mut String, line: &str) {
    let mut rest = line;
    let mut room = LIMIT;
    while rest.len() > room {
        let (head, tail) = rest.split_at(break_before(rest, room));
        out.push_str(head);
        out.push_str("\r\n ");
        rest = tail;
        // The space at the beginning counts.
        room = LIMIT - 1;
    }
    out.push_str(rest);
    out.push_str("\r\n");
}

/// Where to break: at a character's beginning, and rather not before a space, which careless readers take for part of the fold.
fn break_before(text: &str, room: usize) -> usize {
    let fits = |end: &usize| text.is_char_boundary(*end);
    let last = (1..=room).rev().find(fits).unwrap_or(room);
    let at_space = |end: usize| text.as_bytes().get(end) == Some(&b' ');
    (last.saturating_sub(8).max(1)..=last).rev().filter(fits).find(|end| !at_space(*end)).unwrap_or(last)
}

/// Undoes any folding.
pub(super) fn unfold(text: &str) -> String {
    text.trim_end_matches(['\r', '\n']).replace("\r\n ", "")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(line: &str) -> String {
        let mut out = String::new();
        push(&mut out, line);
        out
    }

    #[test]
    fn lines_hold_75_octets_and_whole_characters() {
        for n in [0, 1, 74, 75, 76, 149, 150, 151, 224, 225, 700] {
            for line in ["a".repeat(n), "会".repeat(n), "𠮷 ".repeat(n), format!("x{}", "é".repeat(n)), " ".repeat(n)] {
                let out = folded(&line);
                assert!(out.ends_with("\r\n"));
                assert!(out.trim_end_matches("\r\n").split("\r\n").all(|l| l.len() <= 75), "{out:?}");
                assert_eq!(unfold(&out), line);
            }
        }
        assert_eq!(folded(&"a".repeat(76)), format!("{}\r\n a\r\n", "a".repeat(75)));
    }
}
