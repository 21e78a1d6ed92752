//! The contract: every sentence of the sources that claims an effect, put to the model.
//!
//! Comes in: a model with sentences (checks that name a source) and a way to run it. Goes out: for each the change under
//! the same luck, the verdict, and what it hangs on. Refuses: a model without sentences, a word that no title has.
//! A verdict says what the model does under its assumptions, not whether the author is right.

mod assumptions;
mod documents;
#[cfg(test)]
mod tests;

use std::path::PathBuf;

use linchpin_core::diagnostic::{Refusal, SourceMap};
use linchpin_core::model::{Answer, Check, Claimed, Model, Policy, Sentence, Setting, VarId};

use crate::behaviour::sentence::{Effect, measure};
use crate::behaviour::{self, Compared, Judged, plan};
use crate::compare::shown_unit;
use crate::explain::{found_at, support_names};
use crate::figure;
use crate::loops::Runner;
use crate::wire::{ChangeShown, ContractReport, SaidAt, SentenceShown, WorldAnswer};

/// What is asked.
#[derive(Clone, Debug, Default)]
pub struct Question {
    /// Only sentences whose title has this in it.
    pub only: Option<String>,
    /// Another number of futures than the text asks for.
    pub futures: Option<u32>,
    /// A folder with the documents, whose paragraphs are then shown.
    pub documents: Option<PathBuf>,
}

/// Puts the sentences of a model to it.
pub fn contract(model: &Model, sources: &SourceMap, question: &Question, run: Runner<'_>) -> Result<ContractReport, Refusal> {
    let chosen = behaviour::chosen(model, question.only.as_deref())?;
    let mut checks: Vec<Check> = chosen.into_iter().filter(|check| check.sentence.is_some()).cloned().collect();
    if checks.is_empty() {
        return Err(Refusal::new(
            format!("no sentence of a source is put to {}", model.name),
            "a `check` with `in SOURCE p7 \"words\"` is one; see `check` in `linchpin reference`",
        ));
    }
    for check in &mut checks {
        check.futures = question.futures.unwrap_or(check.futures).max(1);
    }
    let mut found = effects(model, sources, &checks, run)?;
    let open: Vec<usize> = (0..checks.len()).filter(|&at| not_reproduced(&found[at])).collect();
    let worlds = in_worlds(model, sources, &checks, &open, run)?;
    let documents = documents::Documents::new(question.documents.as_deref());
    let mut shown = Vec::new();
    for (at, check) in checks.iter().enumerate() {
        let Some(sentence) = &check.sentence else { continue };
        let asked = Asked { model, sources, check, sentence };
        let mut line = asked.blank(&documents)?;
        match &mut found[at] {
            Err(why) => line.note = Some(std::mem::take(why)),
            Ok((effect, draws)) => {
                asked.fill(&mut line, effect);
                if effect.answer != Answer::Reproduced {
                    line.assumptions = assumptions::assumptions(asked, effect, draws);
                    line.worlds = worlds.iter().filter(|(of, _)| *of == at).map(|(_, world)| world.clone()).collect();
                    line.worlds.retain(|world| world.answer != line.answer);
                }
            }
        }
        shown.push(line);
    }
    shown.sort_by_key(rank);
    let count = |word: Answer| shown.iter().filter(|line| line.note.is_none() && line.answer == word.word()).count();
    Ok(ContractReport {
        model: model.name.clone(),
        title: model.words.title.clone(),
        seed: behaviour::SEED,
        reproduced: count(Answer::Reproduced),
        small: shown.iter().filter(|line| line.small).count(),
        contradicted: count(Answer::Contradicted),
        depends: count(Answer::Depends),
        unexpected: shown.iter().filter(|line| !line.as_expected).count(),
        sentences: shown,
    })
}

/// What came of a check: its effect and the draws of its futures, or why it could not be run.
type Came = Result<(Effect, Vec<Vec<f64>>), String>;

fn not_reproduced(came: &Came) -> bool {
    came.as_ref().is_ok_and(|(effect, _)| effect.answer != Answer::Reproduced)
}

/// Runs checks together, as many as share futures at once.
fn effects(model: &Model, sources: &SourceMap, checks: &[Check], run: Runner<'_>) -> Result<Vec<Came>, Refusal> {
    let borrowed: Vec<&Check> = checks.iter().collect();
    let plan = plan::plan(model, &borrowed);
    let mut found: Vec<Came> = checks.iter().map(|_| Err("it compares nothing".to_owned())).collect();
    for group in &plan.groups {
        let chunk = run(model, &group.experiment)?;
        let recorded = plan::Recorded::new(model, group, &chunk);
        for member in &group.members {
            let check = &checks[member.check];
            let (Some(sentence), Some(arm)) = (&check.sentence, member.against) else { continue };
            let judged = Judged { model, sources, check, group, member, recorded: &recorded };
            let effect = measure(judged, sentence, Compared { group, recorded: &recorded, arm });
            found[member.check] = Ok((effect, chunk.draws.clone()));
        }
    }
    for (at, why) in plan.impossible {
        found[at] = Err(why);
    }
    Ok(found)
}

/// The answers in every world of the model to the checks that are open.
fn in_worlds(
    model: &Model,
    sources: &SourceMap,
    checks: &[Check],
    open: &[usize],
    run: Runner<'_>,
) -> Result<Vec<(usize, WorldAnswer)>, Refusal> {
    let mut copies = Vec::new();
    let mut labels = Vec::new();
    for &at in open {
        for world in &model.worlds {
            let fixed = world.settings.iter().map(|(id, value)| (*id, Setting::Constant(*value)));
            // What the sentence itself sets comes last and overrules the world.
            let within = |settings: &[(VarId, Setting)]| fixed.clone().chain(settings.iter().cloned()).collect();
            let check = &checks[at];
            copies.push(Check { when: within(&check.when), against: within(&check.against), ..check.clone() });
            labels.push((at, world));
        }
    }
    let found = effects(model, sources, &copies, run)?;
    let answers = labels.into_iter().zip(found).filter_map(|((at, world), came)| {
        let (effect, _) = came.ok()?;
        let answer = WorldAnswer {
            world: world.name.clone(),
            title: world.words.title.clone(),
            answer: effect.answer.word(),
            shift: effect.shift,
            share: effect.share.is_finite().then_some(effect.share),
        };
        Some((at, answer))
    });
    Ok(answers.collect())
}

/// Contradictions with people who speak for a government stand first, and what is reproduced last.
fn rank(line: &SentenceShown) -> (usize, bool) {
    let place = match line.answer {
        _ if line.note.is_some() => 0,
        "contradicted" => 1,
        "depends" => 2,
        _ => 3,
    };
    (place, place == 1 && !line.official)
}

/// One sentence of a model.
#[derive(Clone, Copy)]
struct Asked<'a> {
    model: &'a Model,
    sources: &'a SourceMap,
    check: &'a Check,
    sentence: &'a Sentence,
}

impl Asked<'_> {
    /// All that is known before it is run.
    fn blank(self, documents: &documents::Documents) -> Result<SentenceShown, Refusal> {
        let Asked { model, sources, check, sentence } = self;
        let mut found = Vec::new();
        for at in &sentence.found {
            let file = model.sources.get(at.source.idx()).and_then(|source| source.file.as_deref());
            let said = match (file, at.paragraph) {
                (Some(file), Some(number)) => documents.paragraph(file, number)?,
                _ => None,
            };
            let words_found = said.as_ref().zip(at.figure.as_ref()).map(|(said, words)| documents::holds(said, words));
            found.push(SaidAt { found: found_at(model, at), said, words_found });
        }
        let speaker = sentence.speaker.as_ref();
        Ok(SentenceShown {
            title: check.title.clone(),
            ko: check.ko.clone(),
            place: sources.place(check.span),
            found,
            speaker: speaker.map(|speaker| speaker.name.clone()),
            official: speaker.is_some_and(|speaker| speaker.actor.is_some()),
            claims: support_names(model, &check.from),
            when: self.in_words(&check.when),
            against: self.in_words(&check.against),
            compared: self.compared(),
            claimed: match sentence.claimed {
                Claimed::Up => "up",
                Claimed::Down => "down",
                Claimed::Same => "same",
            },
            answer: Answer::Depends.word(),
            expected: sentence.expected.word(),
            as_expected: false,
            small: false,
            because: sentence.because.clone(),
            futures: 0,
            moved: 0,
            faulted: 0,
            share: None,
            shift: f64::NAN,
            change: ChangeShown {
                mean: f64::NAN,
                low: f64::NAN,
                high: f64::NAN,
                p5: f64::NAN,
                p95: f64::NAN,
                unit: String::new(),
            },
            assumptions: Vec::new(),
            worlds: Vec::new(),
            note: None,
        })
    }

    /// What came of it.
    fn fill(self, line: &mut SentenceShown, effect: &Effect) {
        let (unit, scale) = self.unit().unwrap_or(("standard deviations".into(), effect.deviation));
        let Effect { difference, range, .. } = effect;
        line.answer = effect.answer.word();
        line.as_expected = effect.answer == self.sentence.expected;
        line.small = effect.small;
        line.futures = difference.n;
        line.faulted = difference.left_out;
        line.moved = effect.moved;
        line.share = effect.share.is_finite().then_some(effect.share);
        line.shift = effect.shift;
        line.change = ChangeShown {
            mean: difference.mean / scale,
            low: difference.low / scale,
            high: difference.high / scale,
            p5: range[0] / scale,
            p95: range[1] / scale,
            unit,
        };
    }

    /// What is compared, as written: the left side of its clause.
    fn compared(self) -> String {
        let text = self.check.then.first().map_or("", |clause| self.sources.text(clause.span));
        let text = text.strip_prefix("then").unwrap_or(text);
        let left = text.split(['<', '>', '=']).next().unwrap_or(text);
        left.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Unit and scale of what is compared, where it is one variable, or its mean, least, greatest or last value.
    fn unit(self) -> Option<(String, f64)> {
        let compared = self.compared();
        let name = match compared.split_once('(') {
            None => compared.as_str(),
            Some((function, inner)) if ["mean", "min", "max", "final"].contains(&function.trim()) => inner.strip_suffix(')')?,
            Some(_) => return None,
        };
        let variable = self.model.variable(self.model.find(name.trim())?);
        Some(shown_unit(variable, self.sources))
    }

    /// Settings as a reader says them; a policy whose settings they hold is named instead of them.
    fn in_words(self, settings: &[(VarId, Setting)]) -> Vec<String> {
        let model = self.model;
        let holds =
            |policy: &&Policy| policy.settings.len() > 1 && policy.settings.iter().all(|setting| settings.contains(setting));
        let policy = model.policies.iter().filter(holds).max_by_key(|policy| policy.settings.len());
        let mut words: Vec<String> = policy.iter().map(|policy| format!("policy {}", policy.name)).collect();
        let named = policy.map_or(&[][..], |policy| &policy.settings);
        for (id, setting) in settings.iter().filter(|setting| !named.contains(setting)) {
            let variable = model.variable(*id);
            let (unit, scale) = shown_unit(variable, self.sources);
            let unit = if unit == "1" { String::new() } else { format!(" {unit}") };
            words.push(match setting {
                Setting::Constant(value) => format!("{} = {}{unit}", variable.name, figure::exact(value / scale)),
                Setting::Path(_) => format!("{} on a path", variable.name),
                Setting::Rule(_) => format!("{} by a rule", variable.name),
            });
        }
        words
    }
}
