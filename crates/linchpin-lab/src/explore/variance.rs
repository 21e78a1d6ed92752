//! Shares of variance by groups of inputs, and screening of single inputs, on designs of their own.
//!
//! Comes in: a ground. Goes out: Sobol' indices (first, total, second order) by sector, by source, with luck as a group of
//! its own; Morris effects by input. Refuses: a study's futures, which were not drawn for this; inputs that nobody grouped.
//!
//! Every row of a block is run as futures of their own, so that all rows of a block share their luck: what differs is the
//! group that was moved, and, where luck is the group, luck alone.

use linchpin_core::diagnostic::Refusal;
use linchpin_core::evidence::Support;
use linchpin_core::experiment::Futures;
use linchpin_core::model::VarId;
use linchpin_core::table::Table;
use linchpin_explore::method::morris::{self, morris};
use linchpin_explore::method::sobol::{self, Indices, sobol};
use linchpin_explore::sample::Draws;

use super::finding::{Figure, Finding, Said};
use super::ground::{Ground, Measure};
use super::rank::{self, Manner, Ranked, Score, judged, leaders, parts, with_interval};
use super::telling::{and, hundred, marked, part_ko, quoted};
use super::{Analysis, Needs};

/// Sobol' indices.
pub const SOBOL: Analysis = Analysis {
    name: "sobol",
    title: ("Which part of the model decides?", "모형의 어느 부분이 결정하는가"),
    method: Some(&sobol::SOBOL),
    doc: "Shares of each outcome's variance by groups of inputs (sectors, then sources), alone, in all and in pairs, with luck as a group of its own.",
    source: "Saltelli et al. 2010; Jansen 1999; Saltelli 2002",
    needs: Needs::OwnDesign,
    run: run_sobol,
};
/// Morris effects.
pub const MORRIS: Analysis = Analysis {
    name: "morris",
    title: ("Which inputs can be left alone?", "어느 입력은 놓아두어도 되는가"),
    method: Some(&morris::MORRIS),
    doc: "Screens all inputs: the average change of an outcome when one input moves by a fixed step, the same luck along each trajectory.",
    source: "Morris 1991; Campolongo, Cariboni & Saltelli 2007",
    needs: Needs::OwnDesign,
    run: run_morris,
};

/// Sources that stand as groups of their own; the others are one.
const SOURCES: usize = 10;
/// Name of the group that is no input.
const LUCK: &str = "luck";
/// Levels of the Morris grid.
const LEVELS: usize = 4;

/// Inputs in groups: a name for each group, the group of each input.
struct Groups {
    names: Vec<String>,
    judged: Vec<bool>,
    of: Vec<usize>,
}

/// Inputs few enough to stand alone.
const ALONE: usize = 12;

/// By sector; by themselves where inputs are few.
fn by_sector(ground: &Ground<'_>) -> (Groups, &'static str) {
    if ground.inputs.len() <= ALONE {
        return (grouped(ground, |id| ground.model.variable(id).name.clone()), "input");
    }
    let sector = |id: VarId| {
        let sector = ground.model.variable(id).sector;
        sector.map_or_else(|| "no sector".to_owned(), |sector| ground.model.sectors[sector.idx()].name.clone())
    };
    (grouped(ground, sector), "sector")
}

/// By the first source behind each input; judgement alone is one group, seldom sources another.
fn by_source(ground: &Ground<'_>) -> Groups {
    let first = |id: VarId| -> String {
        let claim = ground.model.variable(id).from.iter().find_map(|support| match support {
            Support::Claim(claim) => Some(&ground.model.claims[claim.idx()]),
            Support::Judgement => None,
        });
        let source = claim.and_then(|claim| claim.found.first()).map(|found| &ground.model.sources[found.source.idx()].name);
        source.map_or_else(|| "judgement alone".to_owned(), String::clone)
    };
    let mut counts: Vec<(String, usize)> = Vec::new();
    for input in &ground.inputs {
        let name = first(input.id);
        match counts.iter_mut().find(|(known, _)| *known == name) {
            Some((_, count)) => *count += 1,
            None => counts.push((name, 1)),
        }
    }
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let kept: Vec<String> = counts.into_iter().take(SOURCES).map(|(name, _)| name).collect();
    grouped(ground, |id| {
        let name = first(id);
        if kept.contains(&name) { name } else { "other sources".to_owned() }
    })
}

fn grouped(ground: &Ground<'_>, name: impl Fn(VarId) -> String) -> Groups {
    let mut groups = Groups { names: Vec::new(), judged: Vec::new(), of: Vec::new() };
    for input in &ground.inputs {
        let name = name(input.id);
        let at = groups.names.iter().position(|known| *known == name).unwrap_or_else(|| {
            groups.names.push(name);
            groups.judged.push(true);
            groups.names.len() - 1
        });
        groups.judged[at] &= input.judged;
        groups.of.push(at);
    }
    groups
}

/// Columns for all uncertainties of the model: those that vary as given, the others at what the ground's design gives.
fn as_draws(ground: &Ground<'_>, first: u64, columns: Vec<Vec<f64>>) -> Draws {
    let uncertainties = ground.model.uncertainties();
    let places: Vec<(Option<usize>, f64)> = uncertainties
        .iter()
        .map(|id| {
            let default = match &ground.model.variable(*id).kind {
                linchpin_core::model::Kind::Uncertainty { default, .. } => *default,
                _ => f64::NAN,
            };
            (ground.inputs.iter().position(|input| input.id == *id), default)
        })
        .collect();
    Box::new(move |range, out| {
        for ((place, default), out) in places.iter().zip(out) {
            match place {
                Some(input) => {
                    out.iter_mut().zip(range.clone()).for_each(|(x, future)| *x = columns[*input][(future - first) as usize])
                }
                None => out.fill(*default),
            }
        }
    })
}

/// `[input][row]` of a Latin hypercube under a seed.
fn hypercube(ground: &Ground<'_>, size: u64, seed: u64) -> Result<Vec<Vec<f64>>, Refusal> {
    let draws = ground.draws(size, seed)?;
    let uncertainties = ground.model.uncertainties();
    let mut columns = vec![vec![0.0; size as usize]; uncertainties.len()];
    draws(0..size, &mut columns);
    Ok(ground
        .inputs
        .iter()
        .map(|input| uncertainties.iter().position(|id| *id == input.id).map_or_else(Vec::new, |at| columns[at].clone()))
        .collect())
}

fn run_sobol(ground: &Ground<'_>) -> Result<Vec<Finding>, Refusal> {
    let (groups, kind) = by_sector(ground);
    let mut findings = indices(ground, &groups, kind, &ground.focus, true)?;
    if ground.model.claims.is_empty() || kind == "input" {
        return Ok(findings);
    }
    // By source for the baseline alone, or for the one or two strategies that were named: it costs as much again.
    let arms: Vec<usize> = if ground.focus.len() <= 2 { ground.focus.clone() } else { vec![ground.baseline] };
    findings.extend(indices(ground, &by_source(ground), "source", &arms, false)?);
    Ok(findings)
}

/// Indices of every measure under some arms.
fn indices(
    ground: &Ground<'_>,
    groups: &Groups,
    kind: &str,
    arms: &[usize],
    second_order: bool,
) -> Result<Vec<Finding>, Refusal> {
    let blocks = ground.effort.blocks;
    let (a, b) = (hypercube(ground, blocks, ground.seed)?, hypercube(ground, blocks, !ground.seed)?);
    let count = groups.names.len() + 1;
    let luck = groups.names.len();
    // Which groups of a row come from B: none, one, all but one, all.
    let mut rows: Vec<Vec<bool>> = vec![vec![false; count]];
    rows.extend((0..count).map(|group| (0..count).map(|g| g == group).collect()));
    if second_order {
        rows.extend((0..count).map(|group| (0..count).map(|g| g != group).collect()));
    }
    rows.push(vec![true; count]);
    let mut outcomes = Vec::new();
    for row in &rows {
        ground.going()?;
        let columns = (0..ground.inputs.len()).map(|at| if row[groups.of[at]] { b[at].clone() } else { a[at].clone() }).collect();
        let first = if row[luck] { blocks } else { 0 };
        let some = arms.iter().map(|&arm| ground.arms[arm].clone()).collect();
        let futures = Futures { seed: ground.seed, first, count: blocks };
        outcomes
            .push(ground.run(ground.model, some, futures, &as_draws(ground, first, columns), Vec::new(), Vec::new())?.outcomes);
    }
    let options = sobol::Options { groups: count, second_order, resamples: ground.effort.resamples * 4, seed: ground.seed };
    let mut names = groups.names.clone();
    names.push(LUCK.to_owned());
    let items: Vec<usize> = (0..arms.len()).collect();
    let one = |&at: &usize| -> Result<Finding, Refusal> {
        let mut found: Vec<(&Measure, Result<Ranked, Refusal>)> = Vec::new();
        let mut pairs: Vec<(String, Indices)> = Vec::new();
        for measure in &ground.measures {
            let columns: Vec<Vec<f64>> = outcomes.iter().map(|row| ground.of(&row[at], measure)).collect();
            let laid: Vec<f64> = (0..blocks as usize).flat_map(|block| columns.iter().map(move |column| column[block])).collect();
            let ranked = sobol(&laid, &options).and_then(|indices| {
                unsure(&indices)?;
                let scores = ranked(&indices, &names, &groups.judged);
                pairs.push((measure.name.clone(), indices));
                Ok(scores)
            });
            found.push((measure, ranked));
        }
        tell(ground, arms[at], found, &pairs, &names, kind)
    };
    super::some(ground.each(&items, one), |at, why| super::cannot(SOBOL.name, &ground.name(arms[at]), why))
}

/// Half the width of an interval, as a share of the variance, beyond which an index says nothing.
const WIDE: f64 = 0.5;

/// Refuses indices that nothing can be said of: of an outcome that is nearly the same in every future, such as a criterion
/// that a handful of futures meets, a few rows make the variance.
fn unsure(indices: &Indices) -> Result<(), Refusal> {
    let widest = indices.total.iter().map(|total| total.half_width).fold(0.0, f64::max);
    match widest > WIDE {
        true => Err(Refusal::new(
            "it varies too little: the intervals of its shares are wider than the whole variance",
            "ask for more with --blocks, or name an outcome that varies more",
        )),
        false => Ok(()),
    }
}

fn ranked(indices: &Indices, names: &[String], judged: &[bool]) -> Ranked {
    let score = |at: usize| {
        let (total, first) = (indices.total[at], indices.first[at]);
        Score {
            label: names[at].clone(),
            judged: judged.get(at).copied().unwrap_or(false),
            value: total.value,
            low: total.value - total.half_width,
            high: total.value + total.half_width,
            second: first.value,
        }
    };
    Ranked { scores: (0..names.len()).map(score).collect(), used: indices.blocks, left_out: indices.left_out }
}

fn tell(
    ground: &Ground<'_>,
    arm: usize,
    found: Vec<(&Measure, Result<Ranked, Refusal>)>,
    pairs: &[(String, Indices)],
    names: &[String],
    kind: &str,
) -> Result<Finding, Refusal> {
    let sentence = |name: &str, measure: &Measure, ranked: &Ranked, order: &[usize]| {
        let (en, ko) = leaders(ranked, order, parts);
        let luck = ranked.scores.last().map_or(f64::NAN, |score| score.value);
        Said::new(
            format!(
                "Of 100 parts of the variance of {} under {}, by {kind}, counting all a group takes part in: {en}; luck takes part in {}.",
                quoted(&measure.name),
                quoted(name),
                hundred(luck)
            ),
            format!(
                "{name}에서 ‘{}’ 분산 100 가운데 각 묶음이 참여하는 몫({}): {ko}. 운은 {}에 참여한다.",
                measure.title.ko,
                kind_ko(kind),
                part_ko(luck)
            ),
        )
    };
    let axis =
        Said::new("share of variance, all it takes part in (total), 95 % interval", "참여하는 모든 분산의 몫(전체), 95 % 구간");
    let manner = Manner { analysis: SOBOL.name, axis, columns: ["total", "first"], sentence: &sentence };
    let mut finding = rank::finding(ground, arm, found, &manner)?;
    for figure in &mut finding.figures {
        if let Figure::Bars { name, .. } = figure {
            *name = format!("{name}-by-{kind}");
        }
    }
    finding.subject = Said::new(format!("{} by {kind}", ground.name(arm)), format!("{}, {}", ground.name(arm), kind_ko(kind)));
    finding.note(
        format!("{} blocks, all rows of a block under the same luck; luck itself is moved as a group.", ground.effort.blocks),
        format!("블록 {}개. 한 블록의 모든 행은 같은 운을 쓰며, 운 자체도 한 묶음으로 바꾼다.", ground.effort.blocks),
    );
    let (mut texts, mut numbers): ([Vec<String>; 3], [Vec<f64>; 3]) = Default::default();
    for (measure, indices) in pairs {
        for pair in &indices.second {
            texts[0].push(measure.clone());
            texts[1].push(names[pair.one].clone());
            texts[2].push(names[pair.other].clone());
            let (v, h) = (pair.index.value, pair.index.half_width);
            numbers.iter_mut().zip([v, v - h, v + h]).for_each(|(column, value)| column.push(value));
        }
    }
    if !texts[0].is_empty() {
        let [outcome, one, other] = texts;
        let [index, low, high] = numbers;
        finding.tables.push(
            Table::new("pairs")
                .text("outcome", outcome)
                .text("one", one)
                .text("other", other)
                .number("index", "", index)
                .number("low", "", low)
                .number("high", "", high),
        );
    }
    let wide: Vec<String> =
        pairs.iter().filter(|(_, i)| i.total.iter().any(|t| t.half_width > 0.1)).map(|(measure, _)| quoted(measure)).collect();
    if !wide.is_empty() {
        finding.note(
            format!("Some intervals are wider than a tenth on {}: more blocks would narrow them.", and(&wide)),
            format!("일부 구간이 0.1보다 넓다({}). 블록을 늘리면 좁아진다.", wide.join(", ")),
        );
    }
    Ok(finding)
}

fn kind_ko(kind: &str) -> &'static str {
    match kind {
        "sector" => "부문별",
        "input" => "입력별",
        _ => "출처별",
    }
}

fn run_morris(ground: &Ground<'_>) -> Result<Vec<Finding>, Refusal> {
    let inputs = ground.inputs.len();
    let trajectories = ground.effort.trajectories;
    let design = Trajectories::draw(ground, trajectories as usize);
    let mut outcomes = Vec::new();
    for step in 0..=inputs {
        ground.going()?;
        let columns: Vec<Vec<f64>> = (0..inputs).map(|input| design.values(ground, input, step)).collect();
        let arms = ground.focus.iter().map(|&arm| ground.arms[arm].clone()).collect();
        let futures = Futures { seed: ground.seed, first: 0, count: trajectories };
        outcomes.push(ground.run(ground.model, arms, futures, &as_draws(ground, 0, columns), Vec::new(), Vec::new())?.outcomes);
    }
    let grid: Vec<Vec<f64>> = (0..inputs)
        .map(|input| {
            let level = |trajectory: usize, step: usize| design.level(input, trajectory, step) as f64 / (LEVELS - 1) as f64;
            (0..trajectories as usize).flat_map(|t| (0..=inputs).map(move |step| level(t, step))).collect()
        })
        .collect();
    let views: Vec<&[f64]> = grid.iter().map(Vec::as_slice).collect();
    let group_of: Vec<usize> = (0..inputs).collect();
    let options = morris::Options { levels: LEVELS, scaled: false, resamples: ground.effort.resamples * 4, seed: ground.seed };
    let items: Vec<usize> = (0..ground.focus.len()).collect();
    let measures: Vec<&Measure> = ground.measures.iter().filter(|measure| !measure.criterion).collect();
    let one = |&at: &usize| -> Result<Finding, Refusal> {
        let found = measures
            .iter()
            .map(|&measure| {
                let columns: Vec<Vec<f64>> = outcomes.iter().map(|row| ground.of(&row[at], measure)).collect();
                let laid: Vec<f64> =
                    (0..trajectories as usize).flat_map(|t| columns.iter().map(move |column| column[t])).collect();
                let ranked = morris(&views, &laid, &group_of, &options).map(|effects| {
                    let score = |input: usize| {
                        let effect = &effects.effects[input];
                        let (value, half) = (effect.mean_absolute / measure.scale, effect.half_width / measure.scale);
                        let input = &ground.inputs[input];
                        Score {
                            label: input.name.clone(),
                            judged: input.judged,
                            value,
                            low: value - half,
                            high: value + half,
                            second: effect.deviation / measure.scale,
                        }
                    };
                    Ranked { scores: (0..inputs).map(score).collect(), used: effects.trajectories, left_out: effects.left_out }
                });
                (measure, ranked)
            })
            .collect();
        rank::finding(ground, ground.focus[at], found, &screening())
    };
    super::some(ground.each(&items, one), |at, why| super::cannot(MORRIS.name, &ground.name(ground.focus[at]), why))
}

fn screening<'a>() -> Manner<'a> {
    Manner {
        analysis: MORRIS.name,
        axis: Said::new(
            "mean absolute effect of moving an input over its range, 95 % interval",
            "입력을 범위만큼 움직일 때의 평균 절대 효과, 95 % 구간",
        ),
        columns: ["mean_absolute", "deviation"],
        sentence: &|name, measure, ranked, order| {
            let top = order.first().map_or(f64::NAN, |&at| ranked.scores[at].value);
            let idle = ranked.scores.iter().filter(|score| score.high < 0.05 * top).count();
            let (en, ko) = leaders(ranked, order, |score| with_interval(&Score { value: score.value, ..score.clone() }));
            let unit = if measure.unit == "1" { String::new() } else { format!(" {}", measure.unit) };
            let (judged_en, judged_ko) = judged(ranked, order);
            Said::new(
                format!(
                    "Moved one at a time over {} trajectories, these inputs change {} under {} most (in{}): {en}; {idle} of {} move it by \
                     less than a twentieth of the first.{judged_en}",
                    ranked.used,
                    quoted(&measure.name),
                    quoted(name),
                    if unit.is_empty() { " its own unit".to_owned() } else { unit.clone() },
                    ranked.scores.len()
                ),
                format!(
                    "궤적 {}개에서 하나씩 움직일 때 {name}의 {} 가장 크게 바꾸는 입력: {ko}. {}개 가운데 {idle}개는 첫째의 이십 분의 일도 움직이지 못한다.{judged_ko}",
                    ranked.used,
                    marked(&measure.title.ko, "을", "를"),
                    ranked.scores.len()
                ),
            )
        },
    }
}

/// Trajectories over a grid of levels: each starts somewhere and moves every input once, by half of the levels.
struct Trajectories {
    /// `[trajectory][input]`: level at the start, and at which step it moves.
    start: Vec<Vec<usize>>,
    turn: Vec<Vec<usize>>,
}

impl Trajectories {
    fn draw(ground: &Ground<'_>, trajectories: usize) -> Trajectories {
        let inputs = ground.inputs.len();
        let stream = linchpin_core::chance::Stream::new(ground.seed, "morris");
        let uniform = |t: usize, at: usize, what: u32| stream.uniform(t as u64, at as u32, what);
        let start = |t: usize| (0..inputs).map(|at| ((uniform(t, at, 0) * LEVELS as f64) as usize).min(LEVELS - 1)).collect();
        let turn = |t: usize| {
            let mut order: Vec<usize> = (0..inputs).collect();
            order.sort_by(|&a, &b| uniform(t, a, 1).total_cmp(&uniform(t, b, 1)).then(a.cmp(&b)));
            let mut turn = vec![0; inputs];
            order.into_iter().enumerate().for_each(|(step, input)| turn[input] = step);
            turn
        };
        Trajectories { start: (0..trajectories).map(start).collect(), turn: (0..trajectories).map(turn).collect() }
    }

    /// Level of an input after so many steps.
    fn level(&self, input: usize, trajectory: usize, step: usize) -> usize {
        let start = self.start[trajectory][input];
        if step > self.turn[trajectory][input] { (start + LEVELS / 2) % LEVELS } else { start }
    }

    /// Values of an input at a step, by trajectory: levels stand for the middles of equally likely quarters.
    fn values(&self, ground: &Ground<'_>, input: usize, step: usize) -> Vec<f64> {
        let linchpin_core::model::Kind::Uncertainty { distribution, .. } = &ground.model.variable(ground.inputs[input].id).kind
        else {
            return vec![f64::NAN; self.start.len()];
        };
        (0..self.start.len()).map(|t| distribution.quantile((self.level(input, t, step) as f64 + 0.5) / LEVELS as f64)).collect()
    }
}
