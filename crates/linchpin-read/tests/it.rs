//! Two articles against what a careful reader found in them, where the articles are at hand.

use std::path::{Path, PathBuf};

use linchpin_read::document::{self, Document};
use linchpin_read::statement::{Statement, statements};

/// The folder of the five articles: beside the reference data, or beside the project.
fn documents() -> Option<PathBuf> {
    let beside = std::env::var_os("LINCHPIN_REFERENCE").map(|path| PathBuf::from(path).join("../documents"));
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/documents");
    [beside, Some(shared)].into_iter().flatten().find(|path| path.is_dir())
}

fn article(name: &str) -> Option<(Document, Vec<Statement>)> {
    let bytes = std::fs::read(documents()?.join(name)).ok()?;
    let document = document::read(name, &bytes).expect("it is read");
    let statements = statements(&document);
    Some((document, statements))
}

/// What is labelled or found: kind, paragraph, sentence, value.
type Label = (String, u32, u32, String);

fn labelled(key: &str) -> Vec<Label> {
    let rows = key.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    rows.map(|row| {
        let what = if matches!(row[2], "stance" | "event") { "" } else { row[3] };
        (row[2].to_string(), row[0].parse().expect("a number"), row[1].parse().expect("a number"), what.to_string())
    })
    .collect()
}

fn found(statements: &[Statement]) -> Vec<Label> {
    let mut out = Vec::new();
    for s in statements {
        let place = (s.paragraph, s.sentence);
        for told in &s.told {
            let q = &told.quantity;
            let per = q.per.map(|per| format!("/{}", per.name())).unwrap_or_default();
            let value = if q.value.is_nan() { "?".to_string() } else { format!("{}{per}", q.value) };
            out.push((q.unit.kind().to_string(), place.0, place.1, value));
        }
        if !s.stances.is_empty() {
            out.push(("stance".into(), place.0, place.1, String::new()));
        }
        if s.event.is_some() {
            out.push(("event".into(), place.0, place.1, String::new()));
        }
    }
    out
}

#[test]
fn two_articles_against_their_keys() {
    let keys = [("seed-002.txt", include_str!("key/seed-002.tsv")), ("seed-003.txt", include_str!("key/seed-003.tsv"))];
    let (mut wanted, mut got) = (Vec::new(), Vec::new());
    for (name, key) in keys {
        let Some((_, statements)) = article(name) else { return };
        wanted.extend(labelled(key).into_iter().map(|label| (name, label)));
        got.extend(found(&statements).into_iter().map(|label| (name, label)));
    }
    let missed: Vec<_> = wanted.iter().filter(|label| !got.contains(label)).collect();
    let wrong: Vec<_> = got.iter().filter(|label| !wanted.contains(label)).collect();
    for group in [
        &["stance"][..],
        &["event"],
        &["count", "number", "percent", "points", "money", "multiple", "rank", "date", "duration", "measure"],
    ] {
        let of = |label: &&(&str, Label)| group.contains(&label.1.0.as_str());
        let (all, miss) = (wanted.iter().filter(of).count(), missed.iter().filter(|l| of(l)).count());
        let (read, extra) = (got.iter().filter(of).count(), wrong.iter().filter(|l| of(l)).count());
        let (recall, precision) = ((all - miss) as f64 / all as f64, (read - extra) as f64 / read as f64);
        println!("{group:?}: recall {recall:.3} of {all}, precision {precision:.3} of {read}");
        assert!(
            recall >= 0.95 && precision >= 0.9,
            "{group:?}: recall {recall:.3}, precision {precision:.3}\nmissed {missed:#?}\nwrong {wrong:#?}"
        );
    }
}
