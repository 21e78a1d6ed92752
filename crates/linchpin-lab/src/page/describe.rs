//! A model as the page shows it.
//!
//! Comes in: a model with its texts. Goes out: a [`PageModel`]. Refuses: nothing.

use std::collections::BTreeMap;

use linchpin_core::distribution::Distribution;
use linchpin_core::evidence::{Basis, ClaimId, SourceDocId, Support, basis};
use linchpin_core::expr::Expr;
use linchpin_core::game::{Game, Place};
use linchpin_core::model::{Acceptable, ActorId, Better, Kind, Model, Origin, Range, SectorId, Setting, VarId};

use super::LabModel;
use super::paths::recorded;
use crate::compare::shown_unit;
use crate::explain::{claim_shown, kind_of};
use crate::run::AS_IT_STANDS;
use crate::wire::page::{
    PageAcceptable, PageAction, PageClaim, PageCriterion, PageDissent, PageFound, PageGame, PageLever, PageModel, PageName,
    PageNode, PageOutcome, PagePolicy, PagePolicySetting, PageQuantity, PageSector, PageSeries, PageSource, PageTime,
    PageUncertainty, PageVariable, PageWorld, PageWorldSetting,
};
use crate::{figure, links, study};

pub(super) fn describe(lab: &LabModel) -> PageModel {
    let model = &lab.model;
    let words = &model.words;
    let outcomes = model.outcomes();
    PageModel {
        name: model.name.clone(),
        title: words.title.clone(),
        ko: words.ko.clone(),
        text: words.text.clone(),
        text_ko: words.text_ko.clone(),
        hash: study::fingerprint_of(&lab.sources),
        version: env!("CARGO_PKG_VERSION").into(),
        time: time(model),
        actors: model
            .actors
            .iter()
            .map(|actor| PageName { name: actor.name.clone(), title: actor.words.title.clone(), ko: actor.words.ko.clone() })
            .collect(),
        sectors: model
            .sectors
            .iter()
            .map(|sector| PageSector {
                name: sector.name.clone(),
                title: sector.words.title.clone(),
                ko: sector.words.ko.clone(),
                text: sector.words.text.clone(),
                text_ko: sector.words.text_ko.clone(),
                theory: sector.theory.clone(),
            })
            .collect(),
        levers: model.levers().into_iter().filter_map(|id| lever(lab, id)).collect(),
        uncertainties: model.uncertainties().into_iter().filter_map(|id| uncertainty(lab, id)).collect(),
        outcomes: outcomes.iter().filter_map(|&id| outcome(lab, id)).collect(),
        criteria: model
            .criteria
            .iter()
            .map(|criterion| PageCriterion {
                name: criterion.name.clone(),
                title: criterion.words.title.clone(),
                ko: criterion.words.ko.clone(),
                outcomes: names(model, &criterion.outcomes),
            })
            .collect(),
        policies: policies(lab),
        worlds: worlds(lab),
        series: model.record.iter().map(|&id| series(lab, id)).collect(),
        games: model.games.iter().filter(|game| !game.hidden).map(|game| page_game(model, game)).collect(),
        variables: variables(lab),
        tables: model
            .tables
            .iter()
            .map(|table| PageName { name: table.name.clone(), title: table.words.title.clone(), ko: table.words.ko.clone() })
            .collect(),
        sources: model
            .sources
            .iter()
            .map(|source| PageSource {
                name: source.name.clone(),
                title: source.words.title.clone(),
                publisher: source.publisher.clone(),
                published: source.published.clone(),
                url: source.url.clone(),
                kind: source.kind.clone(),
            })
            .collect(),
        claims: claims(model),
        baseline: baseline(model),
        beginning: lab.beginning.clone(),
    }
}

/// A value in the unit shown, without the noise of its scale.
fn neat(value: f64, scale: f64) -> f64 {
    figure::exact(value / scale).parse().unwrap_or(value / scale)
}

fn names(model: &Model, ids: &[VarId]) -> Vec<String> {
    ids.iter().map(|&id| model.variable(id).name.clone()).collect()
}

fn sector(model: &Model, sector: Option<SectorId>) -> String {
    sector.and_then(|id| model.sectors.get(id.idx())).map(|sector| sector.name.clone()).unwrap_or_default()
}

fn actor(model: &Model, id: ActorId) -> String {
    model.actors.get(id.idx()).map(|actor| actor.name.clone()).unwrap_or_default()
}

fn source(model: &Model, id: SourceDocId) -> String {
    model.sources.get(id.idx()).map(|source| source.name.clone()).unwrap_or_default()
}

fn time(model: &Model) -> PageTime {
    let time = &model.time;
    let shown = |at: f64| if time.calendar { at } else { at / time.unit.scale };
    PageTime {
        start: shown(time.start),
        stop: shown(time.stop),
        points: recorded(time).into_iter().map(|step| shown(time.at(step))).collect(),
        calendar: time.calendar,
    }
}

/// The policy that others are compared with when nobody says otherwise: the one that sets nothing, else the first.
fn baseline(model: &Model) -> String {
    let empty = model.policies.iter().find(|policy| policy.settings.is_empty());
    empty.or(model.policies.first()).map_or_else(|| AS_IT_STANDS.to_owned(), |policy| policy.name.clone())
}

fn quantity(lab: &LabModel, id: VarId, default: f64, (low, high): (f64, f64), values: Option<Vec<f64>>) -> PageQuantity {
    let variable = lab.model.variable(id);
    let (unit, scale) = shown_unit(variable, &lab.sources);
    let claims = variable.from.iter().filter_map(|support| match support {
        Support::Claim(claim) => lab.model.claims.get(claim.idx()).map(|claim| claim.name.clone()),
        Support::Judgement => None,
    });
    PageQuantity {
        name: variable.name.clone(),
        title: variable.words.title.clone(),
        ko: variable.words.ko.clone(),
        text: variable.words.text.clone(),
        text_ko: variable.words.text_ko.clone(),
        unit,
        default: neat(default, scale),
        low: neat(low, scale),
        high: neat(high, scale),
        values: values.map(|values| values.into_iter().map(|value| neat(value, scale)).collect()),
        sector: sector(&lab.model, variable.sector),
        hidden: variable.hidden,
        basis: match basis(&variable.from) {
            Basis::Evidence => "evidence",
            Basis::BoundedJudgement => "bounded",
            Basis::Judgement => "judgement",
        },
        claims: claims.collect(),
        because: variable.because.clone().unwrap_or_default(),
    }
}

fn ends(values: &[f64]) -> (f64, f64) {
    values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), &value| (low.min(value), high.max(value)))
}

fn lever(lab: &LabModel, id: VarId) -> Option<PageLever> {
    let Kind::Lever { default, range, actors } = &lab.model.variable(id).kind else { return None };
    let (range, values) = match range {
        Range::Between(low, high) => ((*low, *high), None),
        Range::OneOf(values) => (ends(values), Some(values.clone())),
    };
    let actors = actors.iter().map(|&id| actor(&lab.model, id)).collect();
    Some(PageLever { quantity: quantity(lab, id, *default, range, values), actors })
}

fn uncertainty(lab: &LabModel, id: VarId) -> Option<PageUncertainty> {
    let Kind::Uncertainty { default, distribution, held } = &lab.model.variable(id).kind else { return None };
    let values = match distribution {
        Distribution::Set(values) => Some(values.iter().map(|(value, _)| *value).collect()),
        Distribution::Continuous(..) => None,
    };
    let (low, high) = distribution.range();
    let low = if low.is_finite() { low } else { distribution.quantile(0.001) };
    let high = if high.is_finite() { high } else { distribution.quantile(0.999) };
    Some(PageUncertainty { quantity: quantity(lab, id, *default, (low, high), values), family: distribution.name(), held: *held })
}

fn outcome(lab: &LabModel, id: VarId) -> Option<PageOutcome> {
    let variable = lab.model.variable(id);
    let Kind::Outcome { better, acceptable, .. } = &variable.kind else { return None };
    let (unit, scale) = shown_unit(variable, &lab.sources);
    Some(PageOutcome {
        name: variable.name.clone(),
        title: variable.words.title.clone(),
        ko: variable.words.ko.clone(),
        unit,
        better: match better {
            Better::Higher => "higher",
            Better::Lower => "lower",
            Better::Neither => "neither",
        },
        acceptable: acceptable.map(|acceptable| match acceptable {
            Acceptable::AtMost(limit) => PageAcceptable { sign: "<=", value: neat(limit, scale) },
            Acceptable::AtLeast(limit) => PageAcceptable { sign: ">=", value: neat(limit, scale) },
        }),
        criteria: lab.model.criteria.iter().filter(|c| c.outcomes.contains(&id)).map(|c| c.name.clone()).collect(),
        hidden: variable.hidden,
    })
}

fn policies(lab: &LabModel) -> Vec<PagePolicy> {
    let model = &lab.model;
    if model.policies.is_empty() {
        return vec![PagePolicy {
            name: AS_IT_STANDS.into(),
            title: "The model as it stands".into(),
            ko: "있는 그대로의 모형".into(),
            text: String::new(),
            text_ko: String::new(),
            stress: false,
            settings: Vec::new(),
        }];
    }
    let setting = |(id, setting): &(VarId, Setting), text: &str| {
        let variable = model.variable(*id);
        let (unit, scale) = shown_unit(variable, &lab.sources);
        let number = |value: f64| format!("{} {unit}", figure::exact(value / scale)).trim_end_matches(" 1").to_owned();
        let (kind, value, text) = match setting {
            Setting::Constant(value) => ("constant", Some(neat(*value, scale)), number(*value)),
            Setting::Path(points) => {
                let point = |(at, value): &(f64, f64)| format!("{}: {}", figure::date(&model.time, *at), number(*value));
                ("path", None, points.iter().map(point).collect::<Vec<_>>().join(", "))
            }
            Setting::Rule(_) => ("rule", None, written(text, &variable.name)),
        };
        PagePolicySetting { lever: variable.name.clone(), kind, value, text }
    };
    let policy = |policy: &linchpin_core::model::Policy| {
        let text = lab.sources.text(policy.span);
        PagePolicy {
            name: policy.name.clone(),
            title: policy.words.title.clone(),
            ko: policy.words.ko.clone(),
            text: policy.words.text.clone(),
            text_ko: policy.words.text_ko.clone(),
            stress: policy.stress,
            settings: policy.settings.iter().map(|one| setting(one, text)).collect(),
        }
    };
    model.policies.iter().map(policy).collect()
}

/// What stands behind `lever =` in the text of a policy, up to the end of its line; a rule is longest and may go on.
fn written(text: &str, lever: &str) -> String {
    let head = text.match_indices(lever).find_map(|(at, _)| {
        let before = text[..at].chars().next_back().is_none_or(|c| !(c.is_alphanumeric() || c == '_'));
        let rest = text[at + lever.len()..].trim_start().strip_prefix('=')?;
        before.then_some(rest)
    });
    let mut depth = 0_i32;
    let mut out = String::new();
    for c in head.unwrap_or_default().trim_start().chars() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            ',' | '\n' if depth <= 0 => break,
            _ => {}
        }
        out.push(c);
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn worlds(lab: &LabModel) -> Vec<PageWorld> {
    let model = &lab.model;
    let setting = |(id, value): &(VarId, f64)| {
        let variable = model.variable(*id);
        PageWorldSetting { name: variable.name.clone(), value: neat(*value, shown_unit(variable, &lab.sources).1) }
    };
    let world = |world: &linchpin_core::model::World| PageWorld {
        name: world.name.clone(),
        title: world.words.title.clone(),
        ko: world.words.ko.clone(),
        text: world.words.text.clone(),
        text_ko: world.words.text_ko.clone(),
        settings: world.settings.iter().map(setting).collect(),
    };
    model.worlds.iter().map(world).collect()
}

fn series(lab: &LabModel, id: VarId) -> PageSeries {
    let variable = lab.model.variable(id);
    PageSeries {
        name: variable.name.clone(),
        title: variable.words.title.clone(),
        ko: variable.words.ko.clone(),
        unit: shown_unit(variable, &lab.sources).0,
    }
}

fn page_game(model: &Model, game: &Game) -> PageGame {
    let player = |at: usize| game.players.get(at).map(|player| actor(model, player.actor)).unwrap_or_default();
    let place = |place: Place| match place {
        Place::Node(at) => game.nodes.get(at).map(|node| node.name.clone()).unwrap_or_default(),
        Place::Terminal(at) => game.terminals.get(at).map(|end| end.name.clone()).unwrap_or_default(),
    };
    let action = |action: &linchpin_core::game::Action| PageAction {
        name: action.name.clone(),
        title: action.words.title.clone(),
        ko: action.words.ko.clone(),
        to: place(action.to),
    };
    let end = |end: &linchpin_core::game::Terminal| PageName {
        name: end.name.clone(),
        title: end.words.title.clone(),
        ko: end.words.ko.clone(),
    };
    // A player's precision is a number of its own, or an uncertainty that the reader may move.
    let precision = |player: &linchpin_core::game::Player| match &player.precision {
        Expr::Variable(id) if matches!(model.variable(*id).kind, Kind::Uncertainty { .. }) => {
            Some(model.variable(*id).name.clone())
        }
        _ => None,
    };
    let node = |node: &linchpin_core::game::Node| PageNode {
        name: node.name.clone(),
        player: player(node.player),
        actions: node.actions.iter().map(action).collect(),
    };
    PageGame {
        name: game.name.clone(),
        title: game.words.title.clone(),
        ko: game.words.ko.clone(),
        text: game.words.text.clone(),
        text_ko: game.words.text_ko.clone(),
        players: (0..game.players.len()).map(player).collect(),
        nodes: game.nodes.iter().map(node).collect(),
        precisions: game.players.iter().map(precision).collect(),
        terminals: game.terminals.iter().map(end).collect(),
    }
}

fn variables(lab: &LabModel) -> Vec<PageVariable> {
    let model = &lab.model;
    let reads = links::reads(model);
    let shown = |at: usize| {
        let id = VarId(at as u32);
        let variable = model.variable(id);
        let written = variable.origin == Origin::Written;
        let equation = match variable.equation_span == variable.name_span || !written {
            true => String::new(),
            false => lab.sources.text(variable.equation_span).split_whitespace().collect::<Vec<_>>().join(" "),
        };
        (written || matches!(variable.origin, Origin::Game(_))).then(|| PageVariable {
            name: variable.name.clone(),
            kind: kind_of(model, id),
            unit: shown_unit(variable, &lab.sources).0,
            title: variable.words.title.clone(),
            ko: variable.words.ko.clone(),
            sector: sector(model, variable.sector),
            equation,
            reads: names(model, &reads[at]),
            hidden: variable.hidden,
        })
    };
    (0..model.variables.len()).filter_map(shown).collect()
}

fn claims(model: &Model) -> Vec<PageClaim> {
    let mut used: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    let supported = model
        .variables
        .iter()
        .map(|variable| (&variable.name, &variable.from))
        .chain(model.tables.iter().map(|table| (&table.name, &table.from)))
        .chain(model.worlds.iter().map(|world| (&world.name, &world.from)));
    for (name, from) in supported {
        for support in from {
            if let Support::Claim(id) = support {
                let users = used.entry(id.idx()).or_default();
                if !users.contains(name) {
                    users.push(name.clone());
                }
            }
        }
    }
    let claim = |(at, claim): (usize, &linchpin_core::evidence::Claim)| {
        let scale = claim.quantity.as_ref().map_or(1.0, |(unit, _)| unit.scale);
        PageClaim {
            name: claim.name.clone(),
            title: claim.words.title.clone(),
            unit: claim.quantity.as_ref().map(|(unit, _)| unit.text.clone()),
            value: claim.quantity.as_ref().map(|(_, value)| neat(*value, scale)),
            standing: claim_shown(model, ClaimId(at as u32)).map_or("unsourced", |shown| shown.standing),
            found: claim
                .found
                .iter()
                .map(|at| PageFound { source: source(model, at.source), paragraph: at.paragraph, figure: at.figure.clone() })
                .collect(),
            dissent: claim
                .dissent
                .iter()
                .map(|dissent| PageDissent {
                    source: source(model, dissent.at.source),
                    value: dissent.value.map(|value| neat(value, scale)),
                })
                .collect(),
            used_by: used.remove(&at).unwrap_or_default(),
        }
    };
    model.claims.iter().enumerate().map(claim).collect()
}
