//! What an article says against what the model holds: paragraph by paragraph, what it confirms, contradicts, updates or adds.
//!
//! Comes in: a document and a model with its subjects. Goes out: items in order of place, the changes that they amount to, and what
//! the article leaves out. A number is never taken over when it is denied, possible, claimed by one side only, older than what the
//! ledger has, or about another country; the item says so.

use linchpin_core::evidence::{Stance as ClaimStance, Support};
use linchpin_core::model::{Kind, Model, Range, VarId};
use linchpin_read::document::{Document, Language};
use linchpin_read::quantity::{Hedge, Quantity, Role, Unit};
use linchpin_read::statement::{Mood, Place, StanceKind, Statement, Told, places, statements};

use super::common::{Cues, Shared, cues, once, shared};
use super::doubt::doubtful;
use super::matching::{Candidate, ENOUGH, Sentence, candidates, same};
use super::number::{bound, held, is_disputed, stands_for};
use super::omission::{Omission, omissions};
use super::subject::{About, Subject, Subjects};

/// What an item does to the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Verdict {
    /// It says what the ledger or the model has.
    Confirms,
    /// It says otherwise, and is no newer.
    Contradicts,
    /// It says otherwise, and is newer.
    Updates,
    /// The ledger has nothing of the kind.
    New,
    /// It speaks of something that the ledger has, but is not taken over.
    NotTaken,
}

impl Verdict {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Confirms => "confirms",
            Verdict::Contradicts => "contradicts",
            Verdict::Updates => "updates",
            Verdict::New => "new",
            Verdict::NotTaken => "not taken over",
        }
    }
}

/// One thing that an article says.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Number of its paragraph.
    pub paragraph: u32,
    /// Bytes of the paragraph.
    pub span: std::ops::Range<usize>,
    /// The literal number, or the words of the stance.
    pub literal: String,
    /// Sort of quantity, or `stance`.
    pub kind: &'static str,
    /// Who says it, where the sentence tells.
    pub speaker: Option<String>,
    /// How it is meant.
    pub mood: &'static str,
    /// What it does.
    pub verdict: Verdict,
    /// The claim or variable that it speaks of.
    pub about: Option<About>,
    /// The article's value in base units of that.
    pub value: Option<f64>,
    /// How far it is from what the model holds, in base units.
    pub by: Option<f64>,
    /// Reasons for the match and the verdict.
    pub why: Vec<String>,
}

/// One input of the model that an article would set.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Which input.
    pub variable: VarId,
    /// Its value in base units.
    pub value: f64,
    /// The item that says so, by index.
    pub item: usize,
    /// Why it cannot be set as it stands, such as a range that it leaves.
    pub hindered: Option<String>,
    /// The score of the match.
    score: f64,
}

/// An article read against a model.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// What it says, in order of place.
    pub items: Vec<Item>,
    /// What it would set, one change an input.
    pub changes: Vec<Change>,
    /// What articles of its kind carry and it does not.
    pub omissions: Vec<Omission>,
}

impl Reading {
    /// Several readings as one: of two changes of one input the surer one counts, the first of equals.
    pub fn together(readings: Vec<Reading>) -> Reading {
        let mut all = Reading { items: Vec::new(), changes: Vec::new(), omissions: Vec::new() };
        for reading in readings {
            let first = all.items.len();
            all.items.extend(reading.items);
            all.omissions.extend(reading.omissions);
            for change in reading.changes {
                keep_surer(&mut all.changes, Change { item: first + change.item, ..change });
            }
        }
        all
    }
}

fn keep_surer(changes: &mut Vec<Change>, change: Change) {
    match changes.iter_mut().find(|known| known.variable == change.variable) {
        Some(known) if known.score < change.score => *known = change,
        Some(_) => {}
        None => changes.push(change),
    }
}

/// Reads a document against a model.
pub fn read(model: &Model, subjects: &Subjects, document: &Document) -> Reading {
    let statements = statements(document);
    let mut reader = Reader {
        model,
        subjects,
        document,
        today: document.published.map(|day| day.year()),
        items: Vec::new(),
        changes: Vec::new(),
    };
    let title = document.title.as_deref().unwrap_or_default();
    let named = places(title);
    let headline = cues(subjects, &same_length(title), &named, 0);
    let headline_places: Vec<Place> = named.iter().map(|(place, _)| *place).collect();
    let topic = spoken_of(subjects, &named);
    let (mut context, mut fresh) = (topic, false);
    let mut paragraph = 0;
    let mut before: Cues = Vec::new();
    let mut near = headline_places.clone();
    for statement in &statements {
        if statement.paragraph != paragraph {
            paragraph = statement.paragraph;
            before.clear();
            near.clone_from(&headline_places);
            fresh = false;
        }
        let around = once(before.iter().chain(&headline).copied().collect());
        let spoken = Spoken { near: &near, context, fresh, topic };
        before = reader.statement(statement, &around, spoken);
        near.clone_from(&headline_places);
        near.extend(statement.places.iter().map(|(place, _)| *place));
        if let Some(place) = spoken_of(subjects, &statement.places) {
            (context, fresh) = (Some(place), true);
        }
    }
    let doubtful = doubtful(subjects, document, &reader.items);
    for at in &doubtful {
        reader.items[*at].verdict = Verdict::NotTaken;
        reader.items[*at].why.push("the article says elsewhere that it is not so, or not sure".into());
    }
    let omissions = omissions(&subjects.questions, document, subjects.theatre);
    let Reader { items, changes: all, .. } = reader;
    let mut changes = Vec::new();
    all.into_iter().filter(|change| !doubtful.contains(&change.item)).for_each(|change| keep_surer(&mut changes, change));
    Reading { items, changes, omissions }
}

/// Countries that were spoken of before a sentence.
#[derive(Clone, Copy)]
struct Spoken<'a> {
    near: &'a [Place],
    context: Option<Place>,
    fresh: bool,
    topic: Option<Place>,
}

/// The country that a sentence is about: the theatre where it is named, else the first one that is not in every story.
fn spoken_of(subjects: &Subjects, named: &[(Place, std::ops::Range<usize>)]) -> Option<Place> {
    let is_theatre = |place: &Place| Some(*place) == subjects.theatre;
    let mut each = named.iter().map(|(place, _)| *place);
    each.clone().find(is_theatre).or_else(|| each.find(|place| Some(*place) != subjects.partner))
}

/// Lower case of the same length: that of a few letters is longer, and then places would not fit.
fn same_length(text: &str) -> String {
    let lower = text.to_lowercase();
    if lower.len() == text.len() { lower } else { text.to_ascii_lowercase() }
}

struct Reader<'a> {
    model: &'a Model,
    subjects: &'a Subjects,
    document: &'a Document,
    /// The day of the article, in years.
    today: Option<f64>,
    items: Vec<Item>,
    changes: Vec<Change>,
}

impl<'s> Reader<'s> {
    /// Takes one statement with the cues around it; returns its own, on which the next one may lean.
    fn statement(&mut self, statement: &Statement, around: &Cues<'s>, spoken: Spoken) -> Cues<'s> {
        let Some(paragraph) = self.document.paragraph(statement.paragraph) else { return Vec::new() };
        let lower = same_length(&paragraph.text[statement.span.clone()]);
        let Spoken { near, context, fresh, topic } = spoken;
        let (span, places) = (statement.span.clone(), statement.places.as_slice());
        let sentence = Sentence { lower: &lower, span, places, context, fresh, topic, near, today: self.today };
        let subjects = self.subjects;
        let here = cues(subjects, &lower, &statement.places, statement.span.start);
        let shared = shared(subjects, &lower, &here, around);
        let first = self.items.len();
        for told in &statement.told {
            self.number(statement, &sentence, &shared, told);
        }
        if self.items.len() == first && !statement.stances.is_empty() {
            self.stance(statement, &paragraph.text, &shared);
        }
        here
    }

    fn number(&mut self, statement: &Statement, sentence: &Sentence, shared: &Shared, told: &Told) {
        let found = candidates(self.model, self.subjects, sentence, shared, told);
        let date = matches!(told.quantity.unit, Unit::Date(_) | Unit::Duration(_) | Unit::Rank);
        let (about, value, verdict, by, why, best) = match found {
            Err(place) => (None, None, Verdict::NotTaken, None, vec![format!("about another country ({place})")], None),
            Ok(found) => match found.first() {
                None if date || small_talk(&told.quantity) => return,
                None => (
                    None,
                    None,
                    Verdict::New,
                    None,
                    vec!["nothing in the ledger or the model is called so in this unit".into()],
                    None,
                ),
                Some(_) => {
                    let best = self.choose(&found, told);
                    let (verdict, by, reason) = self.judge(best, told);
                    let mut why = best.why.clone();
                    why.extend(reason);
                    (
                        Some(self.subjects.list[best.subject].about),
                        Some(best.value),
                        verdict,
                        by,
                        why,
                        Some((best.clone(), found.clone())),
                    )
                }
            },
        };
        let item = self.items.len();
        self.items.push(Item {
            paragraph: statement.paragraph,
            span: told.quantity.span.clone(),
            literal: told.quantity.literal.clone(),
            kind: told.quantity.unit.kind(),
            speaker: statement.speaker.clone(),
            mood: told.mood.name(),
            verdict,
            about,
            value,
            by,
            why,
        });
        if let Some((best, found)) = best.filter(|_| matches!(verdict, Verdict::Updates | Verdict::Contradicts | Verdict::New)) {
            self.change(&best, &found, statement, told, item);
        }
    }

    /// The candidate that is spoken of: a claim of the same number before others that fit as well.
    fn choose<'c>(&self, found: &'c [Candidate], told: &Told) -> &'c Candidate {
        let top = found[0].score;
        let same_claim = found.iter().find(|c| {
            let subject = &self.subjects.list[c.subject];
            c.score >= top - 2.0
                && matches!(subject.about, About::Claim(_))
                && subject.value.is_some_and(|value| agrees(&told.quantity, c.value, value))
        });
        let lever = found.iter().find(|c| {
            matches!(told.mood, Mood::Planned | Mood::Demanded) && self.subjects.list[c.subject].lever && c.score >= top - 1.0
        });
        // What is so today is no choice: it is spoken of what the model starts from.
        let start = found.iter().find(|c| {
            let subject = &self.subjects.list[c.subject];
            subject.now.is_some() && !subject.lever && c.score >= top - 2.0 && self.is_of_today(told)
        });
        same_claim.or(lever).or(start).unwrap_or(&found[0])
    }

    /// The verdict on a matched number, how far it is off, and the reason where one is needed.
    fn judge(&self, best: &Candidate, told: &Told) -> (Verdict, Option<f64>, Option<String>) {
        let subject = &self.subjects.list[best.subject];
        // What the model starts from is its number of today.
        let starts = || subject.now.filter(|_| self.is_of_today(told)).and_then(|id| held(self.model, id));
        let known = subject.value.or_else(starts);
        let by = known.map(|value| best.value - value);
        let not = |reason: String| (Verdict::NotTaken, by, Some(reason));
        let cue = told.cue.as_deref().map(|cue| format!(" (“{cue}”)")).unwrap_or_default();
        match told.mood {
            Mood::Denied => return not(format!("it is denied{cue}")),
            Mood::Contested => return not(format!("one side claims it{cue}")),
            Mood::Hypothetical => return not(format!("it is a possibility{cue}")),
            _ => {}
        }
        let agreed = known.is_some_and(|value| agrees(&told.quantity, best.value, value));
        if agreed {
            return (Verdict::Confirms, by, None);
        }
        if told.mood == Mood::Demanded && !subject.asks {
            return not(format!("it is a demand{cue}, not a fact"));
        }
        if told.quantity.role == Role::From {
            return not("it is where the change came from".into());
        }
        let date = matches!(told.quantity.unit, Unit::Date(_));
        let past = self.model.time.start.min(self.today.unwrap_or(f64::INFINITY)).floor();
        if date && subject.dated && best.value < past {
            return not("the date has passed".into());
        }
        let reference = subject.as_of.unwrap_or(self.model.time.start).min(self.today.unwrap_or(f64::INFINITY));
        let calendar = self.model.time.calendar;
        let spoken = told.at.and_then(|when| when.year()).filter(|_| !matches!(told.quantity.unit, Unit::Date(_)));
        if let Some(year) = spoken.filter(|year| calendar && *year < reference.floor() - 0.99) {
            return not(format!("it is of {year:.0}, older than what the model holds"));
        }
        if let Some(today) = self.today.filter(|today| calendar && *today < reference.floor() - 0.99) {
            return not(format!("the article is of {:.0}, older than what the model holds", today.floor()));
        }
        if let Some(today) = self.today.filter(|today| calendar && *today < self.model.time.start - 2.0) {
            return not(format!("the article is of {:.0}, older than the model", today.floor()));
        }
        match known {
            None => (Verdict::New, None, Some("the model computes it; it has no number of its own here".into())),
            Some(_) => {
                let newer = self.today.is_none_or(|today| subject.as_of.is_none_or(|known| today > known + 0.02));
                (if newer { Verdict::Updates } else { Verdict::Contradicts }, by, None)
            }
        }
    }

    /// The input that a number would set: the subject itself, another candidate, or an input that stands on the claim.
    fn change(&mut self, best: &Candidate, found: &[Candidate], statement: &Statement, told: &Told, item: usize) {
        let direct = |c: &Candidate| match self.subjects.list[c.subject].about {
            About::Variable(id) if self.subjects.list[c.subject].settable => Some((id, c.value, c.score)),
            _ => None,
        };
        let close = || found.iter().filter(|c| c.score >= best.score - 2.5);
        // What is so today is no choice: it sets what the model starts from, before any lever.
        let today = self.is_of_today(told);
        let held = |c: &Candidate| self.subjects.list[c.subject].now.map(|id| (id, c.value, c.score));
        let of_today = || if today { close().find_map(held) } else { None };
        let set = of_today().or_else(|| direct(best)).or_else(|| close().find_map(direct));
        let Some((variable, value, score)) = set.or_else(|| self.through_claim(best, today)) else { return };
        let ask = self.subjects.variable(variable).is_some_and(|subject| subject.asks);
        if told.mood == Mood::Demanded && !ask || ask && told.mood != Mood::Demanded {
            return;
        }
        self.set(variable, value, score, item);
        // "to 20,000 by 2029": the lever for the year of the same thing.
        let ahead = |year: &f64| self.today.is_none_or(|today| *year >= today.floor() + 1.0) && *year > self.model.time.start;
        let dates = statement.told.iter().filter(|other| matches!(other.quantity.unit, Unit::Date(_)));
        let planned_for = dates.filter_map(|other| other.at.and_then(|when| when.year())).find(ahead);
        let partner = planned_for.and_then(|year| Some((year, self.partner(variable)?)));
        if let Some((year, partner)) = partner.filter(|_| told.mood == Mood::Planned) {
            self.set(partner, year, score, item);
        }
    }

    fn set(&mut self, variable: VarId, value: f64, score: f64, item: usize) {
        let hindered = hindrance(self.model, variable, value);
        self.changes.push(Change { variable, value, item, hindered, score });
    }

    /// True for a fact about the time at which the model starts.
    fn is_of_today(&self, told: &Told) -> bool {
        let start = self.model.time.start;
        let about = |year: f64| !self.model.time.calendar || (year - start).abs() <= 1.0;
        let spoken = told.at.and_then(|when| when.year());
        told.mood == Mood::Asserted && self.today.is_none_or(about) && spoken.is_none_or(about)
    }

    /// An input of the same unit that stands on the claim, or that the claim informs.
    fn through_claim(&self, best: &Candidate, today: bool) -> Option<(VarId, f64, f64)> {
        let About::Claim(id) = self.subjects.list[best.subject].about else { return None };
        let unit = self.subjects.list[best.subject].unit.as_ref()?;
        let informs = &self.model.claims.get(id.idx())?.informs;
        let value = self.subjects.list[best.subject].value;
        let mut inputs = (0..self.model.variables.len() as u32).map(VarId).filter(|at| {
            let variable = self.model.variable(*at);
            let settable = matches!(variable.kind, Kind::Lever { .. } | Kind::Uncertainty { .. });
            // A number of the text stands on many claims: it is the one whose value it took over.
            let taken = || held(self.model, *at).zip(value).is_some_and(|(a, b)| (a - b).abs() <= 0.005 * b.abs());
            let number = || today && stands_for(self.model, *at) == Some(*at) && taken();
            (settable || number())
                && variable.unit.dimension == unit.dimension
                && (variable.from.contains(&Support::Claim(id)) || informs.contains(at))
        });
        // A pure number stands on many claims: only one that had the claim's own value is the same quantity.
        inputs
            .find(|at| !unit.dimension.is_none() || held(self.model, *at).zip(value).is_some_and(|(a, b)| same(a, b)))
            .map(|at| (at, best.value, best.score))
    }

    /// `usfk_target` and `usfk_year`: the lever of time that shares the first part of the name.
    fn partner(&self, variable: VarId) -> Option<VarId> {
        let name = &self.model.variable(variable).name;
        let partner = self.model.find(&format!("{}_year", name.rsplit_once('_')?.0))?;
        let known = self.model.variable(partner);
        (partner != variable && matches!(known.kind, Kind::Lever { .. }) && known.unit.dimension == self.model.units.time())
            .then_some(partner)
    }

    /// A stance without numbers against the qualitative claims.
    fn stance(&mut self, statement: &Statement, text: &str, shared: &Shared) {
        let best = shared.qualitative(self.subjects).into_iter().find(|(at, score, _)| {
            let About::Claim(id) = self.subjects.list[*at].about else { return false };
            *score >= ENOUGH && self.model.claims[id.idx()].quantity.is_none()
        });
        let kind = statement.stances[0].kind;
        let cue = statement.stances[0].cue.clone();
        let literal = text[statement.span.clone()].get(cue).unwrap_or_default().to_string();
        let (about, verdict, why) = match best {
            None => (None, Verdict::New, vec![format!("{} something that the ledger has not", kind.name())]),
            Some((at, _, why)) => {
                let subject = &self.subjects.list[at];
                let About::Claim(id) = subject.about else { return };
                let held = self.model.claims[id.idx()].stance;
                let same_actor =
                    subject.places.is_empty() || statement.places.iter().any(|(place, _)| subject.places.contains(place));
                let turned = held.is_some_and(|held| opposite(held, kind)) && same_actor;
                (Some(subject.about), if turned { Verdict::Contradicts } else { Verdict::Confirms }, why)
            }
        };
        self.items.push(Item {
            paragraph: statement.paragraph,
            span: statement.span.clone(),
            literal,
            kind: "stance",
            speaker: statement.speaker.clone(),
            mood: kind.name(),
            verdict,
            about,
            value: None,
            by: None,
            why,
        });
    }
}

/// Numbers that need no mention when nothing is called so: "two leaders", "three times".
fn small_talk(quantity: &Quantity) -> bool {
    matches!(quantity.unit, Unit::Count(_) | Unit::Number) && quantity.value.abs() < 10.0
}

/// True when a number as hedged may be the one that is held.
fn agrees(quantity: &Quantity, value: f64, held: f64) -> bool {
    let off = (value - held) / held.abs().max(1e-12);
    match quantity.hedge {
        _ if same(value, held) => true,
        Hedge::About => off.abs() <= 0.03,
        Hedge::AtLeast => (-0.15..=0.0).contains(&off),
        Hedge::AtMost => (0.0..=0.15).contains(&off),
        Hedge::Exact => rounds_to(quantity, value, held),
    }
}

/// True when the held number, rounded to the digits that are written, is the written one: 65.9 for 65.8642.
fn rounds_to(quantity: &Quantity, value: f64, held: f64) -> bool {
    let digits = quantity.literal.chars().filter(char::is_ascii_digit).collect::<String>();
    let significant = digits.trim_start_matches('0').len();
    if significant < 3 || value == 0.0 || held == 0.0 {
        return false;
    }
    let place = 10f64.powi(value.abs().log10().floor() as i32 - significant as i32 + 1);
    (value - held).abs() <= 0.5 * place * (1.0 + 1e-9)
}

fn opposite(held: ClaimStance, said: StanceKind) -> bool {
    matches!(
        (held, said),
        (ClaimStance::Supports, StanceKind::Opposes)
            | (ClaimStance::Opposes, StanceKind::Supports)
            | (ClaimStance::Promises, StanceKind::Denies)
            | (ClaimStance::Demands, StanceKind::Denies)
    )
}

/// Why an input cannot take a value.
fn hindrance(model: &Model, id: VarId, value: f64) -> Option<String> {
    let variable = model.variable(id);
    let range = match &variable.kind {
        Kind::Lever { range, .. } => range.clone(),
        Kind::Uncertainty { distribution, .. } => match distribution {
            linchpin_core::distribution::Distribution::Set(values) => {
                Range::OneOf(values.iter().map(|(value, _)| *value).collect())
            }
            linchpin_core::distribution::Distribution::Continuous(..) => {
                Range::Between(distribution.range().0, distribution.range().1)
            }
        },
        _ if stands_for(model, id) == Some(id) => return bound(model, id, value),
        _ => return Some("the model computes it".into()),
    };
    // A new voice in a quarrel may say what no other says.
    if is_disputed(model, id) {
        return None;
    }
    if range.contains(value) {
        return None;
    }
    let shown = |value: f64| crate::figure::exact_with_unit(value, &variable.unit);
    let range = match range {
        Range::Between(low, high) => format!("{} .. {}", shown(low), shown(high)),
        Range::OneOf(values) => values.iter().map(|value| shown(*value)).collect::<Vec<_>>().join(", "),
    };
    Some(format!("{} lies outside of its range {range}", shown(value)))
}

/// The subject of an item, where it has one.
pub fn subject_of<'s>(subjects: &'s Subjects, item: &Item) -> Option<&'s Subject> {
    subjects.about(item.about?)
}

/// The language that a reading was made in, as a word.
pub fn language_word(language: Language) -> &'static str {
    match language {
        Language::English => "English",
        Language::Korean => "Korean",
        Language::Other => "another language",
    }
}
