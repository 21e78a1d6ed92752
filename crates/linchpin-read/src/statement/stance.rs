//! Stances: who wants, fears, supports, refuses, intends or holds something, by cue words.
//!
//! Comes in: a sentence. Goes out: the kinds of stance in it, each with the words that show it. A word that may be a noun counts as
//! a verb only behind something that can act.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

/// What sort of stance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StanceKind {
    /// Asks something of another.
    Demands,
    /// Agrees, welcomes, praises.
    Supports,
    /// Rejects, resists, criticises.
    Opposes,
    /// Fears, warns, doubts.
    Fears,
    /// Plans, promises, aims.
    Intends,
    /// Says or judges that something is so.
    Holds,
    /// Says that something is not so.
    Denies,
}

impl StanceKind {
    /// A verb for it.
    pub fn name(self) -> &'static str {
        match self {
            StanceKind::Demands => "demands",
            StanceKind::Supports => "supports",
            StanceKind::Opposes => "opposes",
            StanceKind::Fears => "fears",
            StanceKind::Intends => "intends",
            StanceKind::Holds => "holds",
            StanceKind::Denies => "denies",
        }
    }
}

/// One cue of a stance.
#[derive(Clone, Debug, PartialEq)]
pub struct Stance {
    /// What sort.
    pub kind: StanceKind,
    /// Bytes of the cue in the sentence.
    pub cue: Range<usize>,
}

/// The stances of a sentence, in order of place.
pub(super) fn stances(text: &str, lower: &str, korean: bool) -> Vec<Stance> {
    if korean { by_endings(text) } else { by_words(text, lower) }
}

/// How sure a word is a verb of its kind.
#[derive(Clone, Copy)]
enum Sure {
    /// Always.
    Yes,
    /// Behind something that can act.
    Verb,
    /// Before one of these words.
    Before(&'static [&'static str]),
}

/// Words that may show a stance, by kind.
const CUES: [(&[&str], StanceKind, Sure); 25] = {
    use StanceKind::{Demands, Denies, Fears, Holds, Intends, Opposes, Supports};
    use Sure::{Before, Verb, Yes};
    [
        (
            &[
                "demanded",
                "urged",
                "urges",
                "urging",
                "pressing",
                "pressured",
                "pressuring",
                "pushing",
                "wants",
                "wanted",
                "insists",
                "insisted",
                "insisting",
                "requested",
                "requesting",
                "recommended",
                "recommends",
                "advocated",
                "advocates",
                "sought",
                "seeking",
                "suggesting",
                "suggested",
                "proposing",
                "desire",
                "asks",
                "implored",
            ],
            Demands,
            Yes,
        ),
        (
            &[
                "demands",
                "demand",
                "urge",
                "press",
                "presses",
                "pressed",
                "pushed",
                "pushes",
                "push",
                "want",
                "request",
                "requests",
                "proposed",
                "proposes",
                "propose",
                "recommend",
                "advocate",
                "suggests",
                "suggest",
            ],
            Demands,
            Verb,
        ),
        (
            &["asked", "asking"],
            Demands,
            Before(&["for", "to", "that", "allies", "congress", "lawmakers", "it", "them", "him", "her"]),
        ),
        (&["calls", "called", "calling", "call"], Demands, Before(&["for", "on", "upon", "from"])),
        (&["leans", "leaned", "leaning"], Demands, Before(&["on"])),
        (
            &[
                "welcomed",
                "welcomes",
                "welcoming",
                "praised",
                "praises",
                "praising",
                "hailed",
                "hails",
                "hailing",
                "applauded",
                "agreed",
                "endorsed",
                "endorses",
                "embraced",
                "embraces",
                "embracing",
                "favored",
                "favoured",
                "appreciated",
                "reaffirmed",
                "reaffirms",
                "commended",
                "lauded",
                "agrees",
            ],
            Supports,
            Yes,
        ),
        (
            &[
                "agree",
                "accept",
                "accepts",
                "accepted",
                "backed",
                "backs",
                "favors",
                "favours",
                "favor",
                "supported",
                "supports",
                "welcome",
                "echoed",
            ],
            Supports,
            Verb,
        ),
        (&["support"], Supports, Before(&["for", "among"])),
        (
            &[
                "opposed",
                "opposes",
                "opposing",
                "rejected",
                "rejects",
                "rejecting",
                "resisted",
                "refused",
                "refuses",
                "refusing",
                "objected",
                "criticized",
                "criticised",
                "criticizes",
                "criticises",
                "condemned",
                "condemns",
                "denounced",
                "dismissed",
                "dismisses",
                "bristled",
                "protested",
            ],
            Opposes,
            Yes,
        ),
        (&["oppose", "reject", "resists", "resist", "refuse", "criticize", "criticise"], Opposes, Verb),
        (&["ruled", "rules", "ruling"], Opposes, Before(&["out"])),
        (
            &[
                "fears",
                "feared",
                "fearing",
                "warned",
                "warns",
                "warning",
                "concerns",
                "concern",
                "concerned",
                "worries",
                "worried",
                "anxiety",
                "alarmed",
                "cautioned",
                "skepticism",
                "scepticism",
                "skeptical",
                "sceptical",
                "doubted",
            ],
            Fears,
            Yes,
        ),
        (&["fear", "warn", "worry", "doubt", "doubts"], Fears, Verb),
        (&["question", "questions", "questioned"], Fears, Before(&["whether", "if", "how", "the"])),
        (
            &[
                "pledged",
                "pledging",
                "vowed",
                "vows",
                "vowing",
                "intends",
                "intending",
                "aims",
                "aiming",
                "prioritizes",
                "prioritises",
                "prioritized",
                "decided",
                "decides",
                "hopes",
                "hoping",
                "promised",
            ],
            Intends,
            Yes,
        ),
        (&["pledge", "pledges", "intend", "hope", "promises", "seeks", "seek", "plan"], Intends, Verb),
        (
            &["plans", "planned", "planning", "intended", "aim", "aimed", "committed", "determined"],
            Intends,
            Before(&["to", "on"]),
        ),
        (&["promise"], Intends, Before(&["of", "to"])),
        (
            &[
                "said",
                "stressed",
                "stresses",
                "emphasized",
                "emphasised",
                "emphasizes",
                "emphasises",
                "argued",
                "argues",
                "told",
                "considers",
                "describes",
                "claimed",
                "assessed",
                "assesses",
                "believes",
                "explained",
                "explains",
                "remarked",
                "announced",
                "announces",
                "wrote",
                "declared",
                "declares",
                "reiterated",
                "acknowledged",
                "contends",
                "contended",
                "commented",
                "indicated",
                "signaled",
                "signalled",
                "underlined",
                "underscored",
                "asserted",
                "noted",
                "reported",
            ],
            Holds,
            Yes,
        ),
        (&["says"], Holds, Yes),
        (
            &[
                "say",
                "argue",
                "claims",
                "claim",
                "believe",
                "notes",
                "stress",
                "views",
                "view",
                "writes",
                "reports",
                "considered",
                "described",
                "added",
                "adds",
                "highlights",
                "highlighted",
                "observed",
            ],
            Holds,
            Verb,
        ),
        (&["stated"], Holds, Before(&["that", "the", "in", "it"])),
        (&["states"], Holds, Before(&["that"])),
        (&["according"], Holds, Before(&["to"])),
        (&["denied", "denies", "denying", "refuted", "disputed"], Denies, Yes),
    ]
};

/// The stance that a word may show. Every word of an article is asked, so that the rows are indexed.
fn cue(word: &str) -> Option<(StanceKind, Sure)> {
    static BY_WORD: OnceLock<HashMap<&'static str, (StanceKind, Sure)>> = OnceLock::new();
    let rows = || CUES.iter().flat_map(|(words, kind, sure)| words.iter().map(|word| (*word, (*kind, *sure)))).collect();
    BY_WORD.get_or_init(rows).get(word).copied()
}

/// Nouns that can act, and words that stand between them and their verb.
const ACTING: [&str; 62] = [
    "he",
    "she",
    "it",
    "they",
    "we",
    "i",
    "who",
    "which",
    "that",
    "also",
    "now",
    "has",
    "have",
    "had",
    "to",
    "will",
    "would",
    "officials",
    "official",
    "leaders",
    "leader",
    "government",
    "ministry",
    "minister",
    "administration",
    "analysts",
    "analyst",
    "experts",
    "expert",
    "critics",
    "document",
    "report",
    "strategy",
    "president",
    "lawmakers",
    "lawmaker",
    "congress",
    "parliament",
    "military",
    "party",
    "opposition",
    "some",
    "many",
    "others",
    "few",
    "both",
    "sides",
    "allies",
    "diplomats",
    "observers",
    "scholars",
    "general",
    "commander",
    "spokesman",
    "spokesperson",
    "spokeswoman",
    "likely",
    "repeatedly",
    "openly",
    "publicly",
    "reportedly",
    "council",
];

fn by_words(text: &str, lower: &str) -> Vec<Stance> {
    let mut out = Vec::new();
    let mut previous: Option<Range<usize>> = None;
    let mut at = 0;
    let bytes = lower.as_bytes();
    while at < bytes.len() {
        if !bytes[at].is_ascii_alphabetic() {
            // A stop, a comma or a quotation mark parts a word from its actor, a space does not.
            if !matches!(bytes[at], b' ' | b')') {
                previous = None;
            }
            at += 1;
            continue;
        }
        let len = bytes[at..].iter().take_while(|b| b.is_ascii_alphabetic()).count();
        let word = &lower[at..at + len];
        if let Some((kind, sure)) = cue(word).filter(|_| is_cue_place(text, lower, at, len)) {
            let acts = || {
                previous.clone().is_some_and(|range| {
                    let word = &lower[range.clone()];
                    let capital = text[range].starts_with(|c: char| c.is_ascii_uppercase());
                    ACTING.contains(&word)
                        || capital
                            && !matches!(
                                word,
                                "the" | "a" | "an" | "this" | "that" | "its" | "his" | "her" | "their" | "our" | "in" | "no"
                            )
                })
            };
            let rest = lower[at + len..].trim_start();
            let fine = match sure {
                Sure::Yes => true,
                Sure::Verb => acts(),
                Sure::Before(words) => words
                    .iter()
                    .any(|word| rest.strip_prefix(word).is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphabetic()))),
            };
            if fine {
                out.push(Stance { kind, cue: at..at + len });
            }
        }
        previous = Some(at..at + len);
        at += len;
    }
    if let Some(found) =
        ["no plan to", "no plans to", "not true", "no truth"].iter().find_map(|cue| lower.find(cue).map(|at| at..at + cue.len()))
    {
        out.push(Stance { kind: StanceKind::Denies, cue: found });
    }
    out
}

/// False where the word is part of a name or an adjective: "the United States", "so-called", "the agreed text".
fn is_cue_place(text: &str, lower: &str, at: usize, len: usize) -> bool {
    let inner_capital = at > 0
        && text.as_bytes()[at].is_ascii_uppercase()
        && !lower[..at].trim_end().ends_with(['.', '"', '“', ':'])
        && !text[..at].trim_end().is_empty();
    let joined = lower[at + len..].starts_with('-') || lower[..at].ends_with('-');
    let front = lower[..at].trim_end();
    let article = [" the", " a", " an"].iter().any(|article| front.ends_with(article)) && lower[at..at + len].ends_with("ed");
    !inner_capital && !joined && !article
}

/// Korean cues; a sentence's main verb stands at its end, so that longer endings are asked first.
const KOREAN: [(&str, StanceKind); 96] = {
    use StanceKind::{Demands, Denies, Fears, Holds, Intends, Opposes, Supports};
    [
        ("부인했", Denies),
        ("부인하", Denies),
        ("사실무근", Denies),
        ("사실이 아니", Denies),
        ("계획이 없", Denies),
        ("계획은 없", Denies),
        ("일축", Denies),
        ("반박", Denies),
        ("검토한 바 없", Denies),
        ("요구", Demands),
        ("촉구", Demands),
        ("요청", Demands),
        ("주문했", Demands),
        ("압박", Demands),
        ("제안", Demands),
        ("건의", Demands),
        ("권고", Demands),
        ("당부", Demands),
        ("지지했", Supports),
        ("지지한", Supports),
        ("지지하", Supports),
        ("지지 의사", Supports),
        ("환영", Supports),
        ("찬성", Supports),
        ("동의", Supports),
        ("합의", Supports),
        ("높이 평가", Supports),
        ("수용하", Supports),
        ("수용했", Supports),
        ("뜻을 같이", Supports),
        ("의견을 같이", Supports),
        ("공감", Supports),
        ("반대", Opposes),
        ("거부", Opposes),
        ("거절", Opposes),
        ("비판", Opposes),
        ("규탄", Opposes),
        ("배격", Opposes),
        ("반발", Opposes),
        ("비난", Opposes),
        ("난색", Opposes),
        ("우려", Fears),
        ("경고", Fears),
        ("걱정", Fears),
        ("불안", Fears),
        ("의문", Fears),
        ("회의적", Fears),
        ("경계", Fears),
        ("계획이다", Intends),
        ("계획을", Intends),
        ("계획이라고", Intends),
        ("방침", Intends),
        ("추진하", Intends),
        ("추진할", Intends),
        ("추진 중", Intends),
        ("약속", Intends),
        ("다짐", Intends),
        ("공약", Intends),
        ("목표로", Intends),
        ("목표다", Intends),
        ("하겠다", Intends),
        ("나가겠다", Intends),
        ("의지를", Intends),
        ("의지가", Intends),
        ("하기로 했", Intends),
        ("하기로 결정", Intends),
        ("예정이다", Intends),
        ("희망", Intends),
        ("말했", Holds),
        ("말하", Holds),
        ("밝혔", Holds),
        ("밝히", Holds),
        ("강조", Holds),
        ("전했다", Holds),
        ("설명했", Holds),
        ("설명하", Holds),
        ("주장", Holds),
        ("지적", Holds),
        ("언급", Holds),
        ("덧붙였", Holds),
        ("에 따르면", Holds),
        ("에 의하면", Holds),
        ("발표했", Holds),
        ("발표하", Holds),
        ("평가했", Holds),
        ("보도했", Holds),
        ("고 했다", Holds),
        ("분석했", Holds),
        ("분석이 나", Holds),
        ("전망했", Holds),
        ("선언했", Holds),
        ("명시했", Holds),
        ("규정했", Holds),
        ("재확인", Supports),
        ("판단했", Holds),
        ("판단하", Holds),
    ]
};

fn by_endings(text: &str) -> Vec<Stance> {
    let mut out: Vec<Stance> = KOREAN
        .iter()
        .filter_map(|(cue, kind)| text.find(cue).map(|at| Stance { kind: *kind, cue: at..at + cue.len() }))
        .collect();
    out.sort_by_key(|stance| stance.cue.start);
    out
}
