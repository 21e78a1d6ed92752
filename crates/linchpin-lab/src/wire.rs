//! Every JSON shape of the lab. What is serialisable is a promise, so promises live in one room.
//!
//! Comes in: plain results of the other files. Goes out: JSON text. Numbers are in the unit that stands beside them;
//! a number that is not finite is `null`. Refuses: nothing.

mod article;
mod behaviour;
mod bench;
mod card;
mod contract;
mod finding;
mod game;
mod exchange;
mod ledger;
mod loops;
pub mod explore;
mod run;
mod sectors;
mod study;
pub mod page;
mod trace;

pub use article::*;
pub use behaviour::*;
pub use bench::*;
pub use card::*;
pub use contract::*;
pub use exchange::*;
pub use finding::*;
pub use game::*;
pub use ledger::*;
pub use loops::*;
pub use run::*;
pub use sectors::*;
pub use study::*;
pub use trace::*;

use serde::Serialize;

/// Any shape of this file as indented JSON with a final line break.
pub fn json<T: Serialize>(value: &T) -> String {
    // Shapes here have string keys only, so the one thing that could fail cannot.
    serde_json::to_string_pretty(value).map(|text| text + "\n").unwrap_or_default()
}

/// One member of a list that is printed member by member, so that a long one is never held whole. With
/// [`json_list_end`] behind the last one the text is what [`json`] makes of the list.
pub fn json_list_member<T: Serialize>(value: &T, first: bool) -> String {
    let text = json(value);
    let mut out = String::with_capacity(text.len() * 5 / 4);
    out.push_str(if first { "[" } else { "," });
    for line in text.lines() {
        out.push_str("\n  ");
        out.push_str(line);
    }
    out
}

/// The end of such a list, which had members or had none.
pub fn json_list_end(any: bool) -> &'static str {
    if any { "\n]\n" } else { "[]\n" }
}
