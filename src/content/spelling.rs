//! Guesses what an author meant to write.

/// Longer words are compared by their first characters only.
const LONGEST: usize = 64;

/// So many candidates are named at most.
const MOST: usize = 16;

/// The candidate nearest to `word`, when it is near enough to have been meant. Case counts for nothing.
pub fn closest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word: Vec<char> = folded(word);
    let limit = (word.len() / 3).clamp(1, 4);
    candidates
        .into_iter()
        .filter_map(|candidate| {
            let letters = folded(candidate);
            if letters.len().abs_diff(word.len()) > limit {
                return None;
            }
            let distance = distance(&word, &letters);
            (distance <= limit && distance < word.len().max(letters.len())).then_some((distance, candidate))
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Help for a word that is none of the candidates: the nearest one, else all of them, or the first when they are many.
pub fn help<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str> + Clone) -> Option<String> {
    if let Some(found) = closest(word, candidates.clone()) {
        return Some(format!("did you mean `{found}`?"));
    }
    let mut all: Vec<String> =
        candidates.into_iter().take(MOST + 1).map(|candidate| format!("`{candidate}`")).collect();
    if all.len() > MOST {
        all.truncate(MOST);
        return Some(format!("expected {} or another one", one_of(&all)));
    }
    (!all.is_empty()).then(|| format!("expected {}", one_of(&all)))
}

/// Joins words to `a`, `a or b`, `one of a, b, c`.
fn one_of(words: &[String]) -> String {
    match words {
        [a] => a.clone(),
        [a, b] => format!("{a} or {b}"),
        all => format!("one of {}", all.join(", ")),
    }
}

fn folded(word: &str) -> Vec<char> {
    word.chars().take(LONGEST).flat_map(char::to_lowercase).collect()
}

/// Insertions, deletions, replacements and swaps of neighbours between two words.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let replaced = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = replaced.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_is_recognised() {
        let keys = ["title", "summary", "category", "review_by"];
        assert_eq!(closest("sumary", keys), Some("summary"));
        assert_eq!(closest("Titel", keys), Some("title"));
        assert_eq!(closest("ms.author", keys), None);
        assert_eq!(closest("", keys), None);
    }

    #[test]
    fn without_a_near_one_all_few_are_named() {
        assert_eq!(help("colur", ["colour"]).as_deref(), Some("did you mean `colour`?"));
        assert_eq!(help("xxx", ["issue", "maintenance"]).as_deref(), Some("expected `issue` or `maintenance`"));
        assert_eq!(help("xxx", []), None);
    }
}
