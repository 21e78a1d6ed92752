//! What an outcome hangs on, and what hangs on a claim or a source.
//!
//! Comes in: a model, a name, how many futures. Goes out: for an outcome the inputs that its equations lead back to, by how
//! much each moves it, the claims behind them, and the share of its spread that rests on judgement; for a claim or a source
//! the numbers that stand on it and how much of each outcome's spread they carry. Refuses: names that are none of these.
//!
//! Shares of the spread are first order variance shares of one ensemble under the model as it stands. Numbers that no future
//! draws (levers, held uncertainties, constants that a source gives otherwise) are moved one at a time in the same futures.

mod ends;
mod reach;
mod spread;
#[cfg(test)]
mod tests;

use linchpin_core::diagnostic::{Refusal, nearest};
use linchpin_core::evidence::{Basis, ClaimId, SourceDocId, Support, basis};
use linchpin_core::model::{Kind, Model, TableId, VarId};

use crate::compare::{Standing, standing};
use crate::explain::{basis_word, claim_shown, kind_of, reference, support_names};
use crate::wire::{InputsShown, Reference, Spread, TraceClaim, TraceEnd, TraceInput, TraceOutcome, TraceReport, TraceShare};
use reach::Reach;
use spread::Ensemble;

/// Inputs and claims that an answer shows when nobody says otherwise.
pub const SHOWN: usize = 15;

/// What is asked.
#[derive(Clone, Debug)]
pub struct Question {
    /// What kind of thing the name is, where the reader says so: `outcome`, `claim` or `source`.
    pub kind: Option<String>,
    /// The name.
    pub name: String,
    /// How many futures.
    pub futures: u64,
    /// Seed of all luck.
    pub seed: u64,
}

/// A thing that can be traced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Subject {
    Outcome(VarId),
    Claim(ClaimId),
    Source(SourceDocId),
}

/// An input of the model: a variable that nothing computes, or a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Input {
    Variable(VarId),
    Table(TableId),
}

/// Answers the question.
pub fn trace(model: &Model, question: &Question) -> Result<TraceReport, Refusal> {
    let subject = subject(model, question)?;
    if question.futures < 100 {
        return Err(Refusal::new(
            format!("{} futures are too few for shares of a spread", question.futures),
            "ask for 100 at least",
        ));
    }
    let ensemble = Ensemble::new(model, question.seed, question.futures)?;
    match subject {
        Subject::Outcome(id) => back(model, question, &ensemble, id),
        Subject::Claim(id) => {
            let claim = &model.claims[id.idx()];
            let reference = Reference { name: claim.name.clone(), kind: "claim", title: claim.words.title.clone() };
            forward(model, question, &ensemble, reference, &[id])
        }
        Subject::Source(id) => {
            let source = &model.sources[id.idx()];
            let reference = Reference { name: source.name.clone(), kind: "source", title: source.words.title.clone() };
            let says = |at: &usize| model.claims[*at].found.iter().any(|at| at.source == id);
            let claims: Vec<ClaimId> = (0..model.claims.len()).filter(says).map(|at| ClaimId(at as u32)).collect();
            forward(model, question, &ensemble, reference, &claims)
        }
    }
}

fn subject(model: &Model, question: &Question) -> Result<Subject, Refusal> {
    let name = question.name.as_str();
    let outcome = || model.find(name).filter(|id| matches!(model.variable(*id).kind, Kind::Outcome { .. }));
    let claim = || model.claims.iter().position(|claim| claim.name == name).map(|at| ClaimId(at as u32));
    let source = || model.sources.iter().position(|source| source.name == name).map(|at| SourceDocId(at as u32));
    let asked = question.kind.as_deref();
    let found = match asked {
        Some("outcome") => outcome().map(Subject::Outcome),
        Some("claim") => claim().map(Subject::Claim),
        Some("source") => source().map(Subject::Source),
        Some(other) => {
            return Err(Refusal::new(format!("`{other}` cannot be traced"), "trace an outcome, a claim or a source"));
        }
        None => (outcome().map(Subject::Outcome)).or(claim().map(Subject::Claim)).or(source().map(Subject::Source)),
    };
    found.ok_or_else(|| {
        let outcomes: Vec<&str> = model.outcomes().into_iter().map(|id| model.variable(id).name.as_str()).collect();
        let claims = model.claims.iter().map(|claim| claim.name.as_str());
        let sources = model.sources.iter().map(|source| source.name.as_str());
        let known: Vec<&str> = match asked {
            Some("claim") => claims.collect(),
            Some("source") => sources.collect(),
            Some(_) => outcomes.clone(),
            None => outcomes.iter().copied().chain(claims).chain(sources).collect(),
        };
        let what = asked.unwrap_or("outcome, claim or source");
        let help = match nearest(name, known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("outcomes are {}", outcomes.join(", ")),
        };
        Refusal::new(format!("{} has no {what} `{name}`", model.name), help)
    })
}

/// From an outcome back to what it hangs on.
fn back(model: &Model, question: &Question, ensemble: &Ensemble<'_>, outcome: VarId) -> Result<TraceReport, Refusal> {
    let reach = Reach::from(model, outcome);
    let inputs = reach.inputs(model);
    let counts = counted(model, &inputs);
    let uncertainties = model.uncertainties();
    let drawn: Vec<VarId> = uncertainties.iter().copied().filter(|id| reach.holds(*id) && ensemble.varies(*id)).collect();
    let shares = ensemble.shares(outcome, &drawn)?;
    let mut moved: Vec<TraceInput> = drawn
        .iter()
        .zip(&shares)
        .map(|(id, share)| TraceInput { share: Some(*share), ..input(model, &reach, Input::Variable(*id)) })
        .collect();
    moved.sort_by(|a, b| value(b).total_cmp(&value(a)).then(a.name.cmp(&b.name)));
    let ends = ends::ends(model, question.seed, &reach.fixed(model, &drawn), &[outcome])?;
    let mut fixed: Vec<TraceInput> = ends
        .into_iter()
        .map(|(id, ends)| TraceInput {
            ends: ends.into_iter().map(|end| end.shown(0)).collect(),
            ..input(model, &reach, Input::Variable(id))
        })
        .collect();
    fixed.sort_by(|a, b| greatest(b).total_cmp(&greatest(a)).then(a.name.cmp(&b.name)));
    let spread = spread_of(model, ensemble, outcome, &drawn)?;
    let claims = claims_behind(model, &inputs, &drawn, &shares);
    Ok(TraceReport {
        model: model.name.clone(),
        subject: Reference {
            name: model.variable(outcome).name.clone(),
            kind: "outcome",
            title: model.variable(outcome).words.title.clone(),
        },
        futures: ensemble.futures() as usize,
        seed: question.seed,
        left_out: ensemble.left_out(outcome),
        equations: reach.equations(model),
        inputs: all_inputs(model),
        reached: Some(counts),
        spread,
        moved,
        fixed,
        claims,
        outcomes: Vec::new(),
        informs: Vec::new(),
        used_by: Vec::new(),
    })
}

/// From claims forward to the outcomes.
fn forward(
    model: &Model,
    question: &Question,
    ensemble: &Ensemble<'_>,
    subject: Reference,
    claims: &[ClaimId],
) -> Result<TraceReport, Refusal> {
    let stands = |from: &[Support]| from.iter().any(|s| matches!(s, Support::Claim(id) if claims.contains(id)));
    let mut informs: Vec<VarId> = claims.iter().flat_map(|id| model.claims[id.idx()].informs.iter().copied()).collect();
    informs.sort();
    informs.dedup();
    let resting: Vec<VarId> = (0..model.variables.len() as u32)
        .map(VarId)
        .filter(|id| is_input(&model.variable(*id).kind) && stands(&model.variable(*id).from))
        .collect();
    let tables: Vec<TableId> =
        (0..model.tables.len() as u32).map(TableId).filter(|id| stands(&model.tables[id.idx()].from)).collect();
    let drawn: Vec<VarId> = resting.iter().copied().filter(|id| ensemble.varies(*id)).collect();
    let outcomes = model.outcomes();
    let fixed: Vec<VarId> = resting.iter().copied().filter(|id| !drawn.contains(id)).collect();
    let ends = ends::ends(model, question.seed, &fixed, &outcomes)?;
    let group = if drawn.is_empty() { None } else { Some(ensemble.group(&drawn)?) };
    let mut shown = Vec::new();
    for (at, &outcome) in outcomes.iter().enumerate() {
        let reach = Reach::from(model, outcome);
        let through: Vec<String> =
            resting.iter().filter(|id| reach.holds(**id)).map(|id| model.variable(*id).name.clone()).collect();
        let tables: Vec<String> =
            tables.iter().filter(|id| reach.holds_table(**id)).map(|id| model.tables[id.idx()].name.clone()).collect();
        if through.is_empty() && tables.is_empty() {
            continue;
        }
        let reaches = drawn.iter().any(|id| reach.holds(*id));
        let share = group.as_ref().filter(|_| reaches).and_then(|group| ensemble.share(group, at));
        let of = |id: &VarId| ends.iter().find(|(known, _)| known == id);
        let mut steps: Vec<TraceEnd> = Vec::new();
        for (id, ends) in fixed.iter().filter(|id| reach.holds(**id)).filter_map(of) {
            steps.extend(ends.iter().map(|end| TraceEnd { of: Some(model.variable(*id).name.clone()), ..end.shown(at) }));
        }
        steps.sort_by(|a, b| b.shift.abs().total_cmp(&a.shift.abs()));
        let variable = model.variable(outcome);
        shown.push(TraceOutcome {
            name: variable.name.clone(),
            title: variable.words.title.clone(),
            share,
            ends: steps,
            through: through.into_iter().chain(tables).collect(),
        });
    }
    let weight = |outcome: &TraceOutcome| {
        (outcome.share.map_or(0.0, |share| share.value), outcome.ends.first().map_or(0.0, |end| end.shift.abs()))
    };
    shown.sort_by(|a, b| {
        let (a, b) = (weight(a), weight(b));
        b.0.total_cmp(&a.0).then(b.1.total_cmp(&a.1))
    });
    let nowhere = Reach::nowhere(model);
    let all = resting.iter().map(|id| Input::Variable(*id)).chain(tables.iter().map(|id| Input::Table(*id)));
    Ok(TraceReport {
        model: model.name.clone(),
        subject,
        futures: ensemble.futures() as usize,
        seed: question.seed,
        left_out: 0,
        equations: 0,
        inputs: all_inputs(model),
        reached: None,
        spread: None,
        moved: all.map(|one| input(model, &nowhere, one)).collect(),
        fixed: Vec::new(),
        claims: claims.iter().filter_map(|id| claim(model, *id, &[], None)).collect(),
        outcomes: shown,
        informs: informs.into_iter().map(|id| reference(model, id)).collect(),
        used_by: users(model, &stands),
    })
}

/// Worlds and checks that stand on claims.
fn users(model: &Model, stands: &dyn Fn(&[Support]) -> bool) -> Vec<Reference> {
    let worlds = model.worlds.iter().filter(|world| stands(&world.from)).map(|world| Reference {
        name: world.name.clone(),
        kind: "world",
        title: world.words.title.clone(),
    });
    let checks = model.checks.iter().filter(|check| stands(&check.from)).map(|check| Reference {
        name: check.title.clone(),
        kind: if check.sentence.is_some() { "sentence" } else { "check" },
        title: String::new(),
    });
    worlds.chain(checks).collect()
}

fn is_input(kind: &Kind) -> bool {
    matches!(kind, Kind::Constant { .. } | Kind::Uncertainty { .. } | Kind::Lever { .. })
}

fn supports(model: &Model, input: Input) -> &[Support] {
    match input {
        Input::Variable(id) => &model.variable(id).from,
        Input::Table(id) => &model.tables[id.idx()].from,
    }
}

fn input(model: &Model, reach: &Reach, input: Input) -> TraceInput {
    let from = supports(model, input);
    let (name, kind, title) = match input {
        Input::Variable(id) => (model.variable(id).name.clone(), kind_of(model, id), model.variable(id).words.title.clone()),
        Input::Table(id) => (model.tables[id.idx()].name.clone(), "table", model.tables[id.idx()].words.title.clone()),
    };
    TraceInput {
        name,
        kind,
        title,
        basis: basis_word(basis(from)),
        claims: support_names(model, from),
        share: None,
        ends: Vec::new(),
        path: reach.path(model, input),
    }
}

fn value(input: &TraceInput) -> f64 {
    input.share.map_or(0.0, |share| share.value)
}

fn greatest(input: &TraceInput) -> f64 {
    input.ends.iter().map(|end| end.shift.abs()).fold(0.0, f64::max)
}

/// How all inputs stand, as a run tells it.
fn all_inputs(model: &Model) -> InputsShown {
    let Standing { evidence, bounded, judgement } = standing(model);
    InputsShown { evidence, bounded_judgement: bounded, judgement }
}

/// How the inputs reached stand; as for the whole model, tables are not counted.
fn counted(model: &Model, inputs: &[Input]) -> InputsShown {
    let mut counts = InputsShown { evidence: 0, bounded_judgement: 0, judgement: 0 };
    for input in inputs.iter().filter(|input| matches!(input, Input::Variable(_))) {
        match basis(supports(model, *input)) {
            Basis::Evidence => counts.evidence += 1,
            Basis::BoundedJudgement => counts.bounded_judgement += 1,
            Basis::Judgement => counts.judgement += 1,
        }
    }
    counts
}

/// The spread of an outcome by what the numbers behind it stand on.
fn spread_of(model: &Model, ensemble: &Ensemble<'_>, outcome: VarId, drawn: &[VarId]) -> Result<Option<Spread>, Refusal> {
    let at = model.outcomes().iter().position(|id| *id == outcome).unwrap_or(0);
    let of = |wanted: Basis| -> Result<Option<TraceShare>, Refusal> {
        let group: Vec<VarId> = drawn.iter().copied().filter(|id| basis(&model.variable(*id).from) == wanted).collect();
        if group.is_empty() {
            return Ok(Some(TraceShare { value: 0.0, half_width: 0.0 }));
        }
        Ok(ensemble.share(&ensemble.group(&group)?, at))
    };
    let judged: Vec<VarId> = drawn.iter().copied().filter(|id| basis(&model.variable(*id).from) == Basis::Judgement).collect();
    let parts = (of(Basis::Judgement)?, of(Basis::BoundedJudgement)?, of(Basis::Evidence)?, ensemble.luck(at)?);
    let (Some(judgement), Some(bounded), Some(evidence), Some(luck)) = parts else { return Ok(None) };
    let Some(judgement_total) = ensemble.total(&judged, at)? else { return Ok(None) };
    let together = 1.0 - judgement.value - bounded.value - evidence.value - luck.value;
    Ok(Some(Spread { judgement, judgement_total, bounded, evidence, luck, together }))
}

/// Claims that the inputs reached stand on, those first whose inputs carry most of the spread.
fn claims_behind(model: &Model, inputs: &[Input], drawn: &[VarId], shares: &[TraceShare]) -> Vec<TraceClaim> {
    let mut found: Vec<TraceClaim> = Vec::new();
    for at in 0..model.claims.len() {
        let id = ClaimId(at as u32);
        let resting: Vec<Input> =
            inputs.iter().copied().filter(|one| supports(model, *one).contains(&Support::Claim(id))).collect();
        if resting.is_empty() {
            continue;
        }
        let share = |one: &Input| match one {
            Input::Variable(id) => drawn.iter().position(|known| known == id).and_then(|at| shares.get(at)),
            Input::Table(_) => None,
        };
        let total: Vec<f64> = resting.iter().filter_map(share).map(|share| share.value).collect();
        let sum = (!total.is_empty()).then(|| total.iter().sum());
        let names: Vec<String> = resting.iter().map(|one| input(model, &Reach::nowhere(model), *one).name).collect();
        found.extend(claim(model, id, &names, sum));
    }
    found.sort_by(|a, b| b.share.unwrap_or(-1.0).total_cmp(&a.share.unwrap_or(-1.0)).then(a.name.cmp(&b.name)));
    found
}

fn claim(model: &Model, id: ClaimId, inputs: &[String], share: Option<f64>) -> Option<TraceClaim> {
    let shown = claim_shown(model, id)?;
    Some(TraceClaim { name: shown.name, says: shown.says, standing: shown.standing, inputs: inputs.to_vec(), share })
}
