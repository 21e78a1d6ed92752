//! How a number is meant: as a fact, a plan, a demand, a possibility, something denied, or something that only one side claims.
//!
//! Comes in: a sentence and the place of a number in it. Goes out: its mood, and the words that show it.

use std::ops::Range;
use std::sync::OnceLock;

use super::cue::{Hits, Phrases};

/// How a number is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Mood {
    /// It is so, or was.
    Asserted,
    /// It is decided, agreed or planned.
    Planned,
    /// Somebody wants it of somebody.
    Demanded,
    /// It may be.
    Hypothetical,
    /// One side to a quarrel says so.
    Contested,
    /// It is not so.
    Denied,
}

impl Mood {
    /// A word for it.
    pub fn name(self) -> &'static str {
        match self {
            Mood::Asserted => "asserted",
            Mood::Planned => "planned",
            Mood::Demanded => "demanded",
            Mood::Hypothetical => "hypothetical",
            Mood::Contested => "contested",
            Mood::Denied => "denied",
        }
    }
}

/// Denial wherever it stands in the sentence.
const DENIAL: [&str; 22] = [
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
];

/// Negation that reaches as far as its clause.
const NEGATION: [&str; 26] = [
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
const NO_NEGATION: [&str; 8] =
    ["not only", "not just", "not rule out", "not ruled out", "no fewer", "no less", "no more than", "not merely"];

const POSSIBLE: [&str; 36] = [
    "if",
    "could",
    "might",
    "may",
    "would",
    "considering",
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
];

const ONE_SIDED: [&str; 16] = [
    "claimed",
    "claims",
    "claiming",
    "alleged",
    "alleges",
    "allegedly",
    "accused",
    "opposition",
    "critics",
    "critic",
    "detractors",
    "propaganda",
    "state media",
    "state-run",
    "rival party",
    "purported",
];

const PLANNED: [&str; 34] = [
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
];

const DEMANDED: [&str; 20] = [
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
];

const KOREAN_DENIAL: [&str; 25] = [
    "부인",
    "사실이 아니",
    "사실무근",
    "사실과 다르",
    "계획이 없",
    "계획은 없",
    "계획도 없",
    "않을 것",
    "않았",
    "않는다",
    "않기로",
    "않겠",
    "않을 방침",
    "일축",
    "검토한 바 없",
    "검토하지 않",
    "고려하지 않",
    "오보",
    "허위",
    "논의된 바 없",
    "반박",
    "결정된 바 없",
    "아니라고",
    "아니다",
    "근거 없",
];

const KOREAN_POSSIBLE: [&str; 26] = [
    "한다면",
    "된다면",
    "라면",
    "할 경우",
    "될 경우",
    "만약",
    "만일",
    "가능성",
    "검토 중",
    "검토하고",
    "검토한다",
    "검토할",
    "고려 중",
    "고려하고",
    "수도 있",
    "수 있다",
    "수 있을",
    "시나리오",
    "가정",
    "거론",
    "관측",
    "추측",
    "할지",
    "방안을 제안",
    "소문",
    "여부",
];

const KOREAN_ONE_SIDED: [&str; 9] = ["주장했", "주장하", "주장이", "주장을", "야당", "야권", "관영", "조선중앙통신", "의혹"];

const KOREAN_PLANNED: [&str; 17] = [
    "하기로",
    "예정",
    "방침",
    "계획",
    "추진",
    "목표",
    "합의",
    "하겠다",
    "확정",
    "결정",
    "승인",
    "의결",
    "늦추",
    "미루",
    "연기",
    "앞당",
    "줄인다",
];

const KOREAN_DEMANDED: [&str; 7] = ["요구", "촉구", "요청", "압박", "주문했", "제안했", "건의"];

/// English words that point back at what was said before.
const BACK: [&str; 14] = [
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

/// The English lists, by the number under which their phrases are found.
fn english() -> &'static Phrases {
    static ALL: OnceLock<Phrases> = OnceLock::new();
    ALL.get_or_init(|| Phrases::of(&[&DENIAL, &NEGATION, &NO_NEGATION, &POSSIBLE, &ONE_SIDED, &PLANNED, &DEMANDED, &BACK]))
}

const OF_DENIAL: usize = 0;
const OF_NEGATION: usize = 1;
const OF_NO_NEGATION: usize = 2;
const OF_POSSIBLE: usize = 3;
const OF_ONE_SIDED: usize = 4;
const OF_PLANNED: usize = 5;
const OF_DEMANDED: usize = 6;
const OF_BACK: usize = 7;

/// A sentence with the cues in it, of which its numbers are asked one by one.
pub(super) struct Moods<'a> {
    lower: &'a str,
    korean: bool,
    hits: Hits,
}

impl Moods<'_> {
    /// Of a sentence in lower case.
    pub fn of(lower: &str, korean: bool) -> Moods<'_> {
        Moods { lower, korean, hits: if korean { Hits::default() } else { english().stand_in(lower) } }
    }

    /// The mood of what stands at `at`, with the cue that shows it.
    pub fn at(&self, at: Range<usize>) -> (Mood, Option<String>) {
        if self.korean { of_korean(self.lower, at) } else { of_english(self.lower, &self.hits, at) }
    }

    /// True for a sentence that takes back the one before: "The ministry denied the report."
    pub fn takes_back(&self) -> bool {
        let lower = self.lower;
        if self.korean {
            let denies = KOREAN_DENIAL.iter().take(7).any(|cue| lower.contains(cue))
                || ["일축", "오보", "허위", "반박", "사실과 다르"].iter().any(|cue| lower.contains(cue));
            return denies
                && ["보도", "이를", "내용", "주장", "이 같은", "이런", "해당", "그런"].iter().any(|back| lower.contains(back));
        }
        let whole = 0..lower.len();
        self.hits.first(OF_DENIAL, &whole).is_some() && self.hits.first(OF_BACK, &whole).is_some()
    }
}

fn of_english(lower: &str, hits: &Hits, at: Range<usize>) -> (Mood, Option<String>) {
    let clause = clause(lower, &at);
    let whole = 0..lower.len();
    // English negates in front of what it negates.
    let front = clause.start..at.start;
    let softened = hits.first(OF_NO_NEGATION, &clause).is_some();
    let negated = || hits.first(OF_NEGATION, &front).filter(|_| !softened);
    let asked: [(Mood, &dyn Fn() -> Option<&'static str>); 6] = [
        (Mood::Denied, &|| hits.first(OF_DENIAL, &whole)),
        (Mood::Denied, &negated),
        (Mood::Contested, &|| hits.first(OF_ONE_SIDED, &whole)),
        (Mood::Hypothetical, &|| hits.first(OF_POSSIBLE, &clause)),
        (Mood::Demanded, &|| hits.first(OF_DEMANDED, &clause)),
        (Mood::Planned, &|| hits.first(OF_PLANNED, &clause)),
    ];
    let found = asked.iter().find_map(|(mood, cue)| Some((*mood, cue()?)));
    found.map_or((Mood::Asserted, None), |(mood, cue)| (mood, Some(cue.to_string())))
}

/// The clause around a place: up to a semicolon, a dash or a turn of the sentence.
fn clause(lower: &str, at: &Range<usize>) -> Range<usize> {
    const TURNS: [&str; 8] = ["; ", " but ", " while ", " whereas ", " although ", " though ", " — ", " despite "];
    let start = TURNS.iter().filter_map(|turn| lower[..at.start].rfind(turn).map(|found| found + turn.len())).max().unwrap_or(0);
    let end = TURNS.iter().filter_map(|turn| lower[at.end..].find(turn).map(|found| at.end + found)).min().unwrap_or(lower.len());
    start..end
}

/// Korean says at the end of the clause how what stands before is meant.
fn of_korean(text: &str, at: Range<usize>) -> (Mood, Option<String>) {
    let behind = &text[at.end..];
    let turn = ["지만 ", "지만, ", "으나 ", "으나, ", "는데 ", "반면 "].iter().filter_map(|turn| behind.find(turn)).min();
    let clause = &behind[..turn.unwrap_or(behind.len())];
    let meaning = |mood: Mood, cue: &str| (mood, Some(cue.to_string()));
    // "not this but that": what stands right before 아니라 is denied, what follows is not.
    if let Some(not) = clause.find("아니라 ").or_else(|| clause.find("아닌 "))
        && clause[..not].chars().count() <= 12
    {
        return meaning(Mood::Denied, "아니라");
    }
    let denial = KOREAN_DENIAL.iter().find(|cue| clause.contains(**cue));
    if let Some(cue) =
        denial.filter(|_| !clause.contains("배제하지 않") && !clause.contains("변함") && !clause.contains("변화가 없"))
    {
        return meaning(Mood::Denied, cue);
    }
    if clause.contains("배제하지 않") {
        return meaning(Mood::Hypothetical, "배제하지 않");
    }
    if let Some(cue) = KOREAN_ONE_SIDED.iter().find(|cue| text.contains(**cue)) {
        return meaning(Mood::Contested, cue);
    }
    if let Some(cue) = KOREAN_POSSIBLE
        .iter()
        .find(|cue| clause.contains(**cue) || matches!(**cue, "만약" | "만일") && text[..at.start].contains(**cue))
    {
        return meaning(Mood::Hypothetical, cue);
    }
    if let Some(cue) = KOREAN_DEMANDED.iter().find(|cue| clause.contains(**cue)) {
        return meaning(Mood::Demanded, cue);
    }
    match KOREAN_PLANNED.iter().find(|cue| clause.contains(**cue)) {
        Some(cue) => meaning(Mood::Planned, cue),
        None => (Mood::Asserted, None),
    }
}
