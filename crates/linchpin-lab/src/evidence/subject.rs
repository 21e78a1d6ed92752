//! What a model's claims and variables are called in articles.
//!
//! Comes in: a checked model. Goes out: one subject for each claim and each variable with a unit: cue phrases, words of its titles,
//! countries, unit and value. Generated and hidden variables are left out: no article speaks of them.

use std::collections::{BTreeMap, HashMap};

use linchpin_core::evidence::{ClaimId, as_of};
use linchpin_core::model::{Kind, Model, Origin, VarId, Words};
use linchpin_core::unit::{Dimension, Unit};
use linchpin_read::quantity::{self, Unit as Sort};
use linchpin_read::statement::{Place, places};

use super::number::{held, stands_for};
use super::omission::{Questions, questions};
use super::words::{canonical, english_stems, first_word, is_telling, korean_stems};

/// What a subject is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum About {
    /// A claim of the ledger.
    Claim(ClaimId),
    /// A variable of the model.
    Variable(VarId),
}

/// One claim or variable as articles may speak of it.
#[derive(Clone, Debug)]
pub struct Subject {
    /// Which.
    pub about: About,
    /// Its name in the text.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Cue phrases, as the model writes them.
    pub cues: Vec<String>,
    /// Stems of the words of its titles, without repeats.
    pub stems: Vec<String>,
    /// Unit of its value, where it has one.
    pub unit: Option<Unit>,
    /// Its value in base units, where it has one number.
    pub value: Option<f64>,
    /// Countries that it names, or whose it is.
    pub places: Vec<Place>,
    /// Countries of its title beside those that the whole model is about: a sentence on it names one of them.
    pub needs: Vec<Place>,
    /// The length of time over which it counts, in years, where its title tells one.
    pub over: Option<f64>,
    /// Its value is a date.
    pub dated: bool,
    /// The time of which a claim speaks, in years.
    pub as_of: Option<f64>,
    /// One word for the question that a claim speaks of.
    pub question: Option<String>,
    /// It is about a wish, not a fact.
    pub asks: bool,
    /// It is about an amount by which something becomes less or more.
    pub cuts: bool,
    /// It is about a rate of growth.
    pub grows: bool,
    /// Its words speak of the national product.
    pub of_product: bool,
    /// A lever.
    pub lever: bool,
    /// A lever or an uncertainty.
    pub settable: bool,
    /// What a figure of today sets: an uncertainty or a constant itself, and what a stock starts from.
    pub now: Option<VarId>,
    /// The weights of all its stems together.
    pub(super) whole: f64,
}

/// The subjects that have a stem, in their order, and how telling it is: rare ones more.
#[derive(Clone, Debug, Default)]
pub(super) struct Posting {
    pub weight: f64,
    /// It tells of the subject, not of who or how much.
    pub telling: bool,
    pub subjects: Vec<u32>,
}

/// All subjects of a model with indexes by word and cue.
#[derive(Clone, Debug)]
pub struct Subjects {
    /// Claims first, then variables, in order of declaration.
    pub list: Vec<Subject>,
    /// Subjects by stem.
    pub(super) by_stem: HashMap<String, Posting>,
    /// Cues by their first word, for English ones: the phrase in one spelling, as it is written, and its subject.
    pub(super) by_first: HashMap<String, Vec<(String, String, u32)>>,
    /// Cues in other scripts, without spaces.
    pub(super) other_cues: Vec<(String, u32)>,
    /// Where which is in the list.
    by_about: HashMap<About, u32>,
    /// Questions that the claims speak of.
    pub(super) questions: Questions,
    /// Countries of the model's actors.
    pub home: Vec<Place>,
    /// The country that the model speaks of most.
    pub theatre: Option<Place>,
    /// The one that it speaks of most beside that.
    pub partner: Option<Place>,
}

impl Subjects {
    /// The subjects of a model.
    pub fn of(model: &Model) -> Subjects {
        let actors: Vec<Vec<Place>> = model.actors.iter().map(|actor| named(&[&actor.words.title, &actor.words.ko])).collect();
        let mut home: Vec<Place> = actors.iter().flatten().copied().collect();
        home.sort_unstable();
        home.dedup();
        let mut list: Vec<Subject> = Vec::new();
        for (at, claim) in model.claims.iter().enumerate() {
            let (unit, value) = claim.quantity.clone().map_or((None, None), |(unit, value)| (Some(unit), Some(value)));
            let mut subject = subject(About::Claim(ClaimId(at as u32)), &claim.name, &claim.words, unit, value);
            subject.as_of = as_of(model, claim).map(linchpin_core::evidence::Day::begins);
            subject.question = claim.about.clone();
            if let Some(actor) = claim.speaker.as_ref().and_then(|speaker| speaker.actor) {
                subject.places.extend(&actors[actor.idx()]);
            }
            list.push(subject);
        }
        for (at, variable) in model.variables.iter().enumerate() {
            let counts = matches!(
                variable.kind,
                Kind::Constant { .. }
                    | Kind::Uncertainty { .. }
                    | Kind::Lever { .. }
                    | Kind::Stock { .. }
                    | Kind::Flow(_)
                    | Kind::Auxiliary(_)
            );
            if !counts || variable.hidden || variable.origin != Origin::Written {
                continue;
            }
            let id = VarId(at as u32);
            let value = match &variable.kind {
                Kind::Stock { .. } => None,
                _ => held(model, id),
            };
            let mut subject = subject(About::Variable(id), &variable.name, &variable.words, Some(variable.unit.clone()), value);
            subject.lever = matches!(variable.kind, Kind::Lever { .. });
            subject.settable = subject.lever || matches!(variable.kind, Kind::Uncertainty { .. });
            subject.now = if subject.settable { Some(id).filter(|_| !subject.lever) } else { stands_for(model, id) };
            if let Kind::Lever { actors: by, .. } = &variable.kind {
                subject.places.extend(by.iter().flat_map(|actor| &actors[actor.idx()]));
            }
            for (actor, places) in model.actors.iter().zip(&actors) {
                if variable.name.split('_').next() == Some(actor.name.as_str()) {
                    subject.places.extend(places);
                }
            }
            list.push(subject);
        }
        let questions = questions(model, &list);
        let (theatre, partner) = most_named(model, &home);
        let mut subjects = Subjects {
            list,
            by_stem: HashMap::new(),
            by_first: HashMap::new(),
            other_cues: Vec::new(),
            by_about: HashMap::new(),
            questions,
            home,
            theatre,
            partner,
        };
        subjects.index(model);
        subjects.weigh();
        subjects
    }

    fn index(&mut self, model: &Model) {
        for (at, subject) in self.list.iter_mut().enumerate() {
            subject.places.sort_unstable();
            subject.places.dedup();
            subject.needs.retain(|place| Some(*place) != self.theatre && Some(*place) != self.partner);
            let of_time = subject.unit.as_ref().is_some_and(|unit| unit.dimension == model.units.time());
            let value = subject.value.or_else(|| match subject.about {
                About::Variable(id) => held(model, id),
                About::Claim(_) => None,
            });
            // What is told per year and nothing else is a rate of growth.
            let rate = subject.unit.as_ref().is_some_and(|unit| unit.dimension == Dimension::NONE.over(&model.units.time()));
            subject.grows |= rate && model.units.time() != Dimension::NONE;
            // No length of time is a thousand years.
            subject.dated = model.time.calendar && of_time && value.is_some_and(|value| value >= 1000.0);
            self.by_about.insert(subject.about, at as u32);
            for stem in &subject.stems {
                self.by_stem.entry(stem.clone()).or_default().subjects.push(at as u32);
            }
            for cue in &subject.cues {
                let lower = cue.to_lowercase();
                let plain = canonical(&lower, &places(cue), 0);
                match first_word(&plain) {
                    Some(first) => {
                        let list = self.by_first.entry(first).or_default();
                        // Two spellings of one phrase are one cue.
                        if !list.iter().any(|(known, _, of)| *of == at as u32 && *known == plain) {
                            list.push((plain, lower, at as u32));
                        }
                    }
                    None => self.other_cues.push((lower.replace(' ', ""), at as u32)),
                }
            }
        }
    }

    /// Weighs the stems once: every sentence asks for them.
    fn weigh(&mut self) {
        let all = self.list.len() as f64;
        for (stem, posting) in &mut self.by_stem {
            posting.telling = is_telling(stem);
            posting.weight = (1.0 + all / posting.subjects.len() as f64).ln();
        }
        let weight = |stem: &String| self.by_stem.get(stem).map_or(0.0, |posting| posting.weight);
        for subject in &mut self.list {
            subject.whole = subject.stems.iter().map(weight).sum();
        }
    }

    /// The subject of a claim or a variable.
    pub fn about(&self, about: About) -> Option<&Subject> {
        self.list.get(*self.by_about.get(&about)? as usize)
    }

    /// The subject of a variable.
    pub fn variable(&self, id: VarId) -> Option<&Subject> {
        self.about(About::Variable(id))
    }
}

fn subject(about: About, name: &str, words: &Words, unit: Option<Unit>, value: Option<f64>) -> Subject {
    let cues: Vec<String> = words.also.clone();
    let mut stems = english_stems(&words.title);
    stems.extend(korean_stems(&words.ko));
    for cue in &cues {
        stems.extend(english_stems(cue));
        stems.extend(korean_stems(cue));
    }
    stems.sort();
    stems.dedup();
    let title = words.title.to_lowercase();
    let any = |list: &[&str]| {
        list.iter().any(|word| {
            title.contains(word) || words.ko.contains(word) || cues.iter().any(|cue| cue.to_lowercase().contains(word))
        })
    };
    Subject {
        about,
        name: name.to_string(),
        title: if words.title.is_empty() { name.to_string() } else { words.title.clone() },
        places: named(&[&words.title, &words.ko, &words.also.join("; ")]),
        needs: named(&[&words.title]),
        over: over(&words.title),
        dated: false,
        asks: any(&["asks", "ask", "demand", "wants", "요구"]),
        grows: any(&["grow", "rise", "rose", "increase", "faster", "a year", "up by", "증가", "증액", "인상", "상승"]),
        cuts: any(&["cut", "withdraw", "reduction", "redeploy", "move about", "sent", "killed", "deaths", "감축", "철수"]),
        of_product: stems.iter().any(|stem| stem == "gdp"),
        cues,
        stems,
        unit,
        value,
        as_of: None,
        question: None,
        lever: false,
        settable: false,
        now: None,
        whole: 0.0,
    }
}

fn named(texts: &[&str]) -> Vec<Place> {
    texts.iter().flat_map(|text| places(text)).map(|(place, _)| place).collect()
}

/// A length of time that a title tells: "In ten years defence spending has grown".
fn over(title: &str) -> Option<f64> {
    quantity::find(title).iter().find_map(|q| match q.unit {
        Sort::Duration(unit) => Some(q.value * unit.years()),
        _ => None,
    })
}

/// The two home countries that titles of the model name most.
fn most_named(model: &Model, home: &[Place]) -> (Option<Place>, Option<Place>) {
    let mut counts: BTreeMap<Place, usize> = BTreeMap::new();
    let titles = model.variables.iter().map(|v| &v.words).chain(model.claims.iter().map(|c| &c.words)).chain([&model.words]);
    for (place, _) in titles.flat_map(|words| places(&words.title)) {
        if home.contains(&place) {
            *counts.entry(place).or_default() += 1;
        }
    }
    let mut order: Vec<(Place, usize)> = counts.into_iter().collect();
    order.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let mut order = order.into_iter().map(|(place, _)| place);
    (order.next(), order.next())
}
