//! Which claim or variable a number of an article speaks of.
//!
//! Comes in: a number with its sentence and what stands around it. Goes out: candidates with a score and the reasons for it. The
//! score is a plain sum, made to be explained:
//!
//! ```text
//! cue phrase of the subject in the sentence     4, one more for a second; 2 when it stands in the sentence before or the headline
//! words of its titles in the sentence           up to 3, rare words more
//! unit named in full                            1
//! value of a claim, literally                   2; within a quarter 0.5
//! country of the subject named                  1; another one of the model's own  -3
//! growth against a level, or over another time  -4; GDP against none -1.5
//! ```
//!
//! Units and numbers are no evidence of a subject: without a cue it takes two of its words that are neither who nor how much. A date
//! is of a subject only where a cue stands in its own sentence. A number about a country that is not the subject's matches nothing.

use std::ops::Range;

use linchpin_core::model::Model;
use linchpin_read::quantity::{self, Role, TimeUnit, Unit, When};
use linchpin_read::statement::{Mood, Place, Told};

use super::amount::in_base_units;
use super::common::{Shared, Touched};
use super::owner::owner;
use super::subject::{About, Subjects};

/// A candidate below this is no match.
pub const ENOUGH: f64 = 4.5;

/// A sentence with what stands around it.
#[derive(Clone, Debug)]
pub struct Sentence<'a> {
    /// Its text, in lower case.
    pub lower: &'a str,
    /// Where it stands in its paragraph.
    pub span: Range<usize>,
    /// Countries that it names, with their places in the paragraph.
    pub places: &'a [(Place, Range<usize>)],
    /// The country that was spoken of last before it.
    pub context: Option<Place>,
    /// That was in the same paragraph.
    pub fresh: bool,
    /// The country that the headline is about.
    pub topic: Option<Place>,
    /// Countries that the sentence before and the headline name.
    pub near: &'a [Place],
    /// The day of the article, in years.
    pub today: Option<f64>,
}

impl Sentence<'_> {
    /// True when it, the sentence before or the headline names the country.
    pub fn speaks_of(&self, wanted: &Place) -> bool {
        self.places.iter().any(|(place, _)| place == wanted) || self.near.contains(wanted)
    }
}

/// A subject that a number may speak of.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Index into [`Subjects::list`].
    pub subject: usize,
    /// The sum of the reasons.
    pub score: f64,
    /// The number in base units of the subject.
    pub value: f64,
    /// The reasons.
    pub why: Vec<String>,
}

/// Candidates for one number, best first. `Err` names the country when the number is about another one.
pub fn candidates(
    model: &Model,
    subjects: &Subjects,
    sentence: &Sentence,
    shared: &Shared,
    told: &Told,
) -> Result<Vec<Candidate>, Place> {
    let quantity = &told.quantity;
    let mut out = Vec::new();
    let mut elsewhere = None;
    let dated = matches!(quantity.unit, Unit::Date(_));
    if let Unit::Date(When::Weekday(..) | When::DayOnly(..) | When::Relative(_, TimeUnit::Day | TimeUnit::Week, ..)) =
        quantity.unit
    {
        return Ok(out);
    }
    let growth = quantity.unit == Unit::Percent && is_growth(sentence, told);
    let spoken = told.at.filter(|_| !dated).and_then(|when| when.year()).or(sentence.today);
    let change = is_change(sentence, told);
    let grown_over = if growth { grown_over(sentence, told) } else { 1.0 };
    let gdp =
        sentence.lower.contains("gdp") || sentence.lower.contains("국내총생산") || sentence.lower.contains("gross domestic");
    for touched in &shared.touched {
        let Touched { subject: at, overlap, cues, far, .. } = touched;
        let subject = &subjects.list[*at as usize];
        let Some(unit) = &subject.unit else { continue };
        let Some(converted) = in_base_units(model, quantity, unit, told.at) else { continue };
        // A date is of a subject only where the subject is named beside it, and no length of time is a date.
        if dated && (cues.is_empty() || *far) || subject.dated && !dated || dated && !subject.dated && subject.value.is_some() {
            continue;
        }
        // A claim about times long gone is not what is said of today, though the number may be the same.
        if subject.as_of.zip(spoken).is_some_and(|(known, spoken)| spoken - known > LONG_GONE) {
            continue;
        }
        // Ten thousand fewer are not ten thousand.
        if change && !subject.cuts {
            continue;
        }
        // A unit and a number are no evidence of a subject: it takes its name, or two of its words that are neither who nor how much.
        let telling = if cues.is_empty() { 2 } else { u32::from(*far) };
        let exact = subject.value.is_some_and(|value| same(value, converted.value)) && digits(&quantity.literal) >= 3;
        if touched.telling + u32::from(exact && *far) < telling
            || !subject.needs.is_empty() && !subject.needs.iter().any(|place| sentence.speaks_of(place))
        {
            continue;
        }
        // Reasons are put into words only for what is a match: most subjects are not.
        let mut notes: Vec<&'static str> = Vec::new();
        let mut score = *overlap;
        if !cues.is_empty() {
            score += if *far { 2.0 } else { 4.0 } + if cues.len() > 1 { 1.0 } else { 0.0 };
        }
        if converted.clear {
            score += 1.0;
        }
        if let (About::Claim(_), Some(value)) = (subject.about, subject.value) {
            if same(value, converted.value) {
                score += 2.0;
                notes.push("the same number");
            } else if (value - converted.value).abs() <= 0.25 * value.abs() {
                score += 0.5;
            }
        }
        if growth && !subject.grows {
            score -= 4.0;
            notes.push("a growth, not a level");
        }
        // What grew over ten years is not what grew this year.
        let over = subject.over.unwrap_or(1.0);
        if growth && subject.grows && (over / grown_over - 1.0).abs() > 0.3 {
            score -= 4.0;
            notes.push("a growth over another length of time");
        }
        if quantity.unit == Unit::Percent && !growth && !gdp && subject.of_product {
            score -= 1.5;
        }
        if subject.asks && told.mood != Mood::Demanded {
            score -= 2.0;
        }
        if told.mood == Mood::Demanded && subject.asks {
            score += 1.5;
            notes.push("a demand");
        }
        if matches!(told.mood, Mood::Planned | Mood::Demanded) && subject.lever {
            score += 1.0;
            notes.push("a plan, and a lever");
        }
        // No country adds more than one.
        if score + 1.0 < ENOUGH {
            continue;
        }
        match owner(subjects, sentence, told, subject) {
            Ok(bonus) => score += bonus,
            Err(place) => {
                if score >= ENOUGH {
                    elsewhere = Some(place);
                }
                continue;
            }
        }
        if score >= ENOUGH {
            let mut why = shared.reasons(*at, cues, *far);
            if !converted.clear {
                why.push(format!("unit taken as {}", unit.text));
            }
            why.extend(notes.into_iter().map(String::from));
            out.push(Candidate { subject: *at as usize, score, value: converted.value, why });
        }
    }
    out.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.subject.cmp(&b.subject)));
    match (out.is_empty(), elsewhere) {
        (true, Some(place)) => Err(place),
        _ => Ok(out),
    }
}

/// Years after which a claim says nothing of today.
const LONG_GONE: f64 = 15.0;

/// Digits of a literal number without zeros at its ends.
fn digits(literal: &str) -> usize {
    let digits: String = literal.chars().filter(char::is_ascii_digit).collect();
    digits.trim_matches('0').len()
}

/// True for an amount by which something changes: "withdraw 4,500 troops", "1만2500명을 감축".
fn is_change(sentence: &Sentence, told: &Told) -> bool {
    if !matches!(told.quantity.unit, Unit::Count(_) | Unit::Number) {
        return false;
    }
    if told.quantity.role != Role::Plain {
        return told.quantity.role == Role::By;
    }
    const VERBS: [&str; 30] = [
        "cut",
        "cuts",
        "cutting",
        "reduce",
        "withdraw",
        "withdraws",
        "withdrew",
        "withdrawing",
        "withdrawn",
        "pull",
        "pulling",
        "pulled",
        "remove",
        "removing",
        "removed",
        "redeploy",
        "redeploying",
        "move",
        "moving",
        "moved",
        "slash",
        "trim",
        "send",
        "sending",
        "sent",
        "add",
        "adding",
        "deploy",
        "relocate",
        "relocating",
    ];
    let span = &told.quantity.span;
    let end = span.end.saturating_sub(sentence.span.start).min(sentence.lower.len());
    let start = span.start.saturating_sub(sentence.span.start).min(end);
    let behind = sentence.lower[end..].trim_start_matches(['을', '를', ' ', '의', '여', '규', '모']);
    if ["감축", "철수", "줄이", "줄인", "빼", "감원", "재배치", "증원", "이동"].iter().any(|verb| behind.starts_with(verb))
    {
        return true;
    }
    let front = sentence.lower[..start].trim_end();
    let hedges =
        ["some", "about", "roughly", "nearly", "around", "up to", "as many as", "another", "its", "the", "an additional"];
    let front = hedges.iter().find_map(|hedge| front.strip_suffix(hedge).filter(|rest| rest.ends_with(' '))).unwrap_or(front);
    VERBS.contains(&front.trim_end().rsplit(' ').next().unwrap_or_default())
}

/// Values that differ by no more than the rounding of text.
pub fn same(a: f64, b: f64) -> bool {
    a == b || (a - b).abs() <= 1e-6 * a.abs().max(b.abs())
}

/// The length of time, in years, over which a growth counts: "35 percent over the last 10 years"; one year where none is told.
fn grown_over(sentence: &Sentence, told: &Told) -> f64 {
    let span = &told.quantity.span;
    let end = span.end.saturating_sub(sentence.span.start).min(sentence.lower.len());
    let start = span.start.saturating_sub(sentence.span.start).min(end);
    let lengths = |text: &str| -> Vec<f64> {
        let found = quantity::find(text);
        found.iter().filter_map(|q| if let Unit::Duration(unit) = q.unit { Some(q.value * unit.years()) } else { None }).collect()
    };
    // In the same clause behind it, else just in front: "지난 10년간 35%".
    let behind = &sentence.lower[end..];
    let next = [",", ";", " and ", "%", ". "].iter().filter_map(|stop| behind.find(stop)).min().unwrap_or(behind.len());
    let near: usize = sentence.lower[..start].char_indices().rev().nth(24).map_or(0, |(at, _)| at);
    let behind = lengths(&behind[..next]).first().copied();
    behind.or_else(|| lengths(&sentence.lower[near..start]).last().copied()).filter(|years| *years > 0.0).unwrap_or(1.0)
}

/// True when a percentage tells by how much something grew.
fn is_growth(sentence: &Sentence, told: &Told) -> bool {
    match told.quantity.role {
        Role::By => return true,
        Role::To | Role::From => return false,
        Role::Plain => {}
    }
    let span = &told.quantity.span;
    let end = span.end.saturating_sub(sentence.span.start).min(sentence.lower.len());
    let start = span.start.saturating_sub(sentence.span.start).min(end);
    let behind: String = sentence.lower[end..].chars().take(24).collect();
    let front: String = sentence.lower[..start].chars().rev().take(16).collect::<Vec<_>>().into_iter().rev().collect();
    [
        "increase", "rise", "growth", "hike", "jump", "boost", "cut ", "higher", "more", "decline", "drop", "증가", "늘", "인상",
        "증액", "감소", "줄", "오른", "올라", "상승",
    ]
    .iter()
    .any(|word| behind.contains(word))
        || ["grew ", "rose ", "up ", "fell ", "increased ", "down "].iter().any(|word| front.ends_with(word))
}
