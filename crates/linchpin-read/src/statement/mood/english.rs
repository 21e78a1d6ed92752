//! English moods: cue words, the clause, and which side of the number a word stands on.
//!
//! Comes in: a sentence in lower case with the cues in it, and the place of a number. Goes out: its mood and the cue.

use std::ops::Range;
use std::sync::OnceLock;

use super::super::cue::{Hits, Phrases};
use super::{Meant, Mood};

/// Denial wherever it stands in the sentence.
const DENIAL: &[&str] = &[
    "denied",
    "denies",
    "denying",
    "deny",
    "not true",
    "untrue",
    "false",
    "no plan",
    "no plans",
    "no intention",
    "no truth",
    "baseless",
    "groundless",
    "unfounded",
    "refuted",
    "dismissed",
    "fabricated",
    "misleading",
    "debunked",
    "no discussion",
    "no talks",
    "not considering",
    "without foundation",
    "no such",
    "no basis",
    "rebutted",
    "quashed",
    "not the case",
    "no decision",
    "nothing has been decided",
    "never been discussed",
    "not been discussed",
    "fake news",
    "knocked down",
    "categorically rejected",
];

/// Negation that reaches as far as its clause.
const NEGATION: &[&str] = &[
    "not",
    "never",
    "won't",
    "wouldn't",
    "isn't",
    "aren't",
    "doesn't",
    "didn't",
    "don't",
    "wasn't",
    "weren't",
    "hasn't",
    "haven't",
    "cannot",
    "can't",
    "neither",
    "nor",
    "without",
    "instead of",
    "rather than",
    "ruled out",
    "rules out",
    "rejected",
    "rejects",
    "refused",
    "ruling out",
];

/// Negations that are none.
const NO_NEGATION: &[&str] = &[
    "not only",
    "not just",
    "not rule out",
    "not ruled out",
    "no fewer",
    "no less",
    "no more than",
    "not merely",
    "not until",
    "not before",
    "no earlier than",
    "not earlier than",
    "no later than",
    "not later than",
    "no sooner than",
];

const POSSIBLE: &[&str] = &[
    "if",
    "could",
    "might",
    "may",
    "would",
    "considering",
    "consider",
    "considers",
    "weighing",
    "mulling",
    "mulls",
    "weighs",
    "proposal",
    "scenario",
    "scenarios",
    "possible",
    "possibility",
    "possibly",
    "speculation",
    "rumor",
    "rumors",
    "rumour",
    "rumours",
    "unless",
    "suppose",
    "hypothetical",
    "potentially",
    "whether",
    "floated",
    "unconfirmed",
    "not rule out",
    "not ruled out",
    "proposed",
    "perhaps",
    "in theory",
    "option",
    "options",
    "contingency",
    "rumored",
    "rumoured",
    "reportedly considering",
    "hinted",
    "suggestion",
];

/// Words of a claim that only its speaker vouches for.
const ONE_SIDED: &[&str] = &[
    "claimed",
    "claims",
    "claiming",
    "alleged",
    "alleges",
    "allegedly",
    "accused",
    "state media",
    "state-run",
    "purported",
    "without evidence",
    "without offering evidence",
    "unverified",
    "kcna",
    "without providing evidence",
];

/// A side to a quarrel, where it is the one that speaks.
const SIDE: &[&str] = &["opposition", "critics", "critic", "detractors", "rival party", "propaganda", "opponents", "opponent"];

/// Words of what is decided, agreed or planned.
const PLANNED: &[&str] = &[
    "will",
    "plans to",
    "plan to",
    "planned",
    "agreed to",
    "agreed on",
    "decided",
    "is to",
    "are to",
    "set to",
    "scheduled",
    "pledged",
    "intends",
    "aims",
    "goal",
    "target",
    "announced",
    "approved",
    "committed",
    "by the end of",
    "slated",
    "due to",
    "deadline",
    "plans",
    "to be",
    "ordered",
    "signed",
    "finalized",
    "finalised",
    "confirmed",
    "vowed",
    "shall",
    "moved",
    "delayed",
    "to take effect",
    "would",
    "is expected to",
    "are expected to",
    "lowers",
    "raises",
    "raised the target",
    "set aside",
    "will be",
];

/// Words of what somebody wants of somebody.
const DEMANDED: &[&str] = &[
    "wants",
    "wanted",
    "demanded",
    "demands",
    "demanding",
    "urged",
    "urges",
    "asked",
    "asks",
    "asking",
    "insists",
    "insisted",
    "called for",
    "calls for",
    "calling for",
    "requested",
    "pressed",
    "pressing",
    "sought",
    "calls on",
    "should pay",
    "should be paying",
    "must pay",
    "needs to pay",
    "have to pay",
    "has to pay",
    "ought to pay",
    "should contribute",
    "should spend",
    "must spend",
    "should shoulder",
    "demand",
    "demand for",
    "demand of",
    "ask for",
];

/// English words that point back at what was said before.
const BACK: &[&str] = &[
    "report",
    "reports",
    "claim",
    "claims",
    "that",
    "it",
    "this",
    "story",
    "figure",
    "number",
    "suggestion",
    "article",
    "rumor",
    "rumors",
];

/// Verbs behind which "would" is a plan told in the past: "announced that it would cut".
const TOLD: &[&str] = &[
    "said",
    "announced",
    "confirmed",
    "told",
    "pledged",
    "agreed",
    "decided",
    "informed",
    "disclosed",
    "notified",
    "declared",
    "promised",
    "vowed",
    "stated",
    "revealed",
    "unveiled",
    "added",
    "noted",
];

/// Speakers whose "would" is a guess all the same.
const GUESSING: &[&str] = &[
    "analyst",
    "analysts",
    "expert",
    "experts",
    "observers",
    "economists",
    "scholar",
    "scholars",
    "critics",
    "some",
    "others",
    "many",
    "forecasters",
    "pollsters",
    "commentators",
];

/// Words of what comes.
const AHEAD: &[&str] =
    &["will", "would", "expect", "expects", "expected", "predict", "predicts", "predicted", "forecast", "foresee"];

/// The lists, by the number under which their phrases are found.
fn phrases() -> &'static Phrases {
    static ALL: OnceLock<Phrases> = OnceLock::new();
    ALL.get_or_init(|| {
        Phrases::of(&[DENIAL, NEGATION, NO_NEGATION, POSSIBLE, ONE_SIDED, SIDE, PLANNED, DEMANDED, BACK, TOLD, GUESSING, AHEAD])
    })
}

const OF_DENIAL: usize = 0;
const OF_NEGATION: usize = 1;
const OF_NO_NEGATION: usize = 2;
const OF_POSSIBLE: usize = 3;
const OF_ONE_SIDED: usize = 4;
const OF_SIDE: usize = 5;
const OF_PLANNED: usize = 6;
const OF_DEMANDED: usize = 7;
const OF_BACK: usize = 8;
const OF_TOLD: usize = 9;
const OF_GUESSING: usize = 10;
const OF_AHEAD: usize = 11;

/// The cues of a sentence; `text` is the sentence as it is written. The month of May is no possibility, and "as soon as possible"
/// leaves none open.
pub(super) fn hits(text: &str, lower: &str) -> Hits {
    let mut hits = phrases().stand_in(lower);
    hits.retain(|phrase, at| match phrase {
        "may" => !is_month(text, at),
        "possible" => !lower[..at.start].trim_end().ends_with(" as"),
        _ => true,
    });
    hits
}

/// "May 12", "in May", "May 2026": a capital within a sentence, or a day or year behind.
fn is_month(text: &str, at: &Range<usize>) -> bool {
    let capital = text.get(at.clone()).is_some_and(|word| word.starts_with('M'));
    let dated = text[at.end..].trim_start().starts_with(|c: char| c.is_ascii_digit());
    capital && (at.start > 0 || dated)
}

/// The mood of what stands at `at`.
pub(super) fn mood(lower: &str, hits: &Hits, at: Range<usize>) -> Meant {
    let clause = clause(lower, &at);
    let whole = 0..lower.len();
    // English negates in front of what it negates.
    let front = clause.start..at.start;
    let until = ["until", "till", "before", "earlier than", "sooner than", "later than"];
    let dated = until.iter().any(|word| lower[..at.start].trim_end().ends_with(word));
    let softened = dated || hits.first(OF_NO_NEGATION, &clause).is_some();
    let asks = lower.trim_end_matches(['"', '”', ')', ' ']).ends_with('?');
    let asked: [(Mood, &dyn Fn() -> Option<&'static str>); 9] = [
        (Mood::Denied, &|| hits.first(OF_DENIAL, &whole)),
        (Mood::Denied, &|| negated(hits, &front).filter(|_| !softened)),
        (Mood::Contested, &|| hits.first(OF_ONE_SIDED, &whole)),
        (Mood::Contested, &|| one_side(lower, hits)),
        (Mood::Hypothetical, &|| possible(lower, hits, &clause, &at)),
        (Mood::Hypothetical, &|| asks.then_some("?")),
        (Mood::Hypothetical, &|| guessed(hits, &front)),
        (Mood::Demanded, &|| hits.first(OF_DEMANDED, &clause)),
        (Mood::Planned, &|| hits.first(OF_PLANNED, &clause)),
    ];
    asked.iter().find_map(|(mood, cue)| Some((*mood, cue()?))).map_or((Mood::Asserted, None), |(mood, cue)| (mood, Some(cue)))
}

/// A negation in front of a number; "instead of 18" reaches no further than the next number.
fn negated(hits: &Hits, front: &Range<usize>) -> Option<&'static str> {
    let near = |phrase: &str, at: &Range<usize>| !matches!(phrase, "instead of" | "rather than") || front.end - at.end <= 8;
    hits.each(OF_NEGATION)
        .find(|(phrase, at)| at.start >= front.start && at.end <= front.end && near(phrase, at))
        .map(|found| found.0)
}

/// What comes is only guessed: "analysts expect that it will fall to".
fn guessed(hits: &Hits, front: &Range<usize>) -> Option<&'static str> {
    hits.first(OF_AHEAD, front).and_then(|_| hits.first(OF_GUESSING, front))
}

/// True for a sentence that takes back the one before: "The ministry denied the report."
pub(super) fn takes_back(lower: &str, hits: &Hits) -> bool {
    let whole = 0..lower.len();
    hits.first(OF_DENIAL, &whole).is_some() && hits.first(OF_BACK, &whole).is_some()
}

/// A side to a quarrel that speaks here: "the opposition leader said". "Over objections of the opposition" and "opposition to the
/// plan" are no speakers.
fn one_side(lower: &str, hits: &Hits) -> Option<&'static str> {
    hits.each(OF_SIDE).find_map(|(phrase, at)| {
        let front = lower[..at.start].trim_end();
        let behind = lower[at.end..].trim_start();
        let object = ["despite", "over", "against", "from", "by", "facing", "amid", "to", "with"];
        let mut words = front.trim_end_matches(" the").rsplit(' ');
        let last = words.next().unwrap_or_default();
        // "Objections of the opposition" are no speech, "a lawmaker of the opposition" may be one.
        let owned = ["objections", "objection", "criticism", "protests", "demands", "support", "consent", "approval", "fears"];
        let of_theirs = last == "of" && words.next().is_some_and(|word| owned.contains(&word));
        let told_behind = [" say", "said", "told", "argue", "wrote", "claim", "call", "insist", "warn", "accus"];
        let near = |text: &str, words: &[&str]| words.iter().any(|word| text.contains(word));
        let end = (at.end + 90).min(lower.len());
        let ahead = lower.get(at.end..floor(lower, end)).unwrap_or_default();
        let told_before = ["said", "told", "according"];
        let start = floor(lower, at.start.saturating_sub(24));
        let speaks = near(ahead, &told_behind) || near(&lower[start..at.start], &told_before);
        let is_object =
            of_theirs || object.contains(&last) && !lower[start..at.start].contains("according") || behind.starts_with("to ");
        (speaks && !is_object).then_some(phrase)
    })
}

/// The nearest place at or before `at` where a letter starts.
fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// A possibility in the clause. "Would" behind "announced" tells a plan, unless a guesser speaks or the number stands before it: "a cut
/// to 20,000 would weaken".
fn possible(lower: &str, hits: &Hits, clause: &Range<usize>, at: &Range<usize>) -> Option<&'static str> {
    let sure = |would: &Range<usize>| {
        let front = 0..would.start;
        would.end <= at.start && hits.first(OF_TOLD, &front).is_some() && hits.first(OF_GUESSING, &front).is_none()
    };
    // Behind a comma it speaks of something else; "must pay 9 billion if it wants" is a demand all the same.
    let inside = |found: &Range<usize>| {
        let beyond = found.start >= at.end && lower[at.end..found.start].contains(", ");
        found.start >= clause.start && found.end <= clause.end && !beyond
    };
    let demanded = hits.first(OF_DEMANDED, &(clause.start..at.start)).is_some();
    let on_terms = |phrase: &str, found: &Range<usize>| demanded && phrase == "if" && found.start >= at.end;
    hits.each(OF_POSSIBLE)
        .find(|(phrase, found)| inside(found) && !(*phrase == "would" && sure(found)) && !on_terms(phrase, found))
        .map(|(phrase, _)| phrase)
}

/// The clause around a place: up to a semicolon, a dash or a turn of the sentence.
fn clause(lower: &str, at: &Range<usize>) -> Range<usize> {
    const TURNS: [&str; 14] = [
        "; ",
        " but ",
        " while ",
        " whereas ",
        " although ",
        " though ",
        " — ",
        " despite ",
        ", saying ",
        ", adding ",
        ", citing ",
        ", arguing ",
        ", noting ",
        ", warning ",
    ];
    let start = TURNS.iter().filter_map(|turn| lower[..at.start].rfind(turn).map(|found| found + turn.len())).max().unwrap_or(0);
    let end = TURNS.iter().filter_map(|turn| lower[at.end..].find(turn).map(|found| at.end + found)).min().unwrap_or(lower.len());
    start..end
}
