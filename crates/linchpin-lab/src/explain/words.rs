//! The language's own words: functions, distributions, solution concepts.

use linchpin_core::builtin::{self, Place};
use linchpin_core::{distribution, solution};

use crate::wire::{Card, Detail};

/// Cards of the functions, distributions and solution concepts of this name.
pub fn language_card(name: &str) -> Vec<Card> {
    let mut cards = Vec::new();
    for (family, rows) in builtin::FAMILIES {
        for row in rows.iter().filter(|row| row.name == name) {
            let mut params: Vec<String> = row
                .params
                .iter()
                .map(|p| p.default.map_or(p.name.to_string(), |default| format!("{} = {default}", p.name)))
                .collect();
            if row.variadic {
                params.push("...".into());
            }
            let call = if params.is_empty() { row.name.to_string() } else { format!("{}({})", row.name, params.join(", ")) };
            let mut details = vec![Detail { label: "family".into(), text: (*family).into() }];
            match row.place {
                Place::Anywhere => {}
                Place::Outcomes => details.push(Detail { label: "stands in".into(), text: "outcomes and checks only".into() }),
                Place::Checks => details.push(Detail { label: "stands in".into(), text: "checks only".into() }),
            }
            for (call, value) in row.examples {
                details.push(Detail { label: "example".into(), text: format!("{call} = {}", crate::figure::exact(*value)) });
            }
            cards.push(word(name, "function", call, row.doc, row.source, details));
        }
    }
    for family in distribution::FAMILIES.iter().filter(|family| family.name == name) {
        let params: Vec<_> = family.params.iter().map(|p| p.name).collect();
        let call = if params.is_empty() { format!("~ {name}") } else { format!("~ {name}({})", params.join(", ")) };
        cards.push(word(name, "distribution", call, family.doc, family.source, Vec::new()));
    }
    for concept in solution::SOLUTIONS.iter().filter(|concept| concept.name == name) {
        cards.push(word(name, "solution concept", format!("solution {name}"), concept.doc, concept.source, Vec::new()));
    }
    cards
}

/// Names of all of them.
pub fn names() -> Vec<&'static str> {
    let mut names: Vec<_> = builtin::all().map(|row| row.name).collect();
    names.extend(distribution::FAMILIES.iter().map(|family| family.name));
    names.extend(solution::SOLUTIONS.iter().map(|concept| concept.name));
    names
}

fn word(name: &str, kind: &'static str, statement: String, doc: &str, source: &str, mut details: Vec<Detail>) -> Card {
    details.push(Detail { label: "source".into(), text: source.into() });
    Card { name: name.into(), kind, text: doc.into(), statement, details, ..Card::default() }
}
