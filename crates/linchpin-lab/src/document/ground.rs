//! What a report's model stands on: standing of its inputs, what the names in its sentences mean, the bibliography.
//!
//! Comes in: what a report is made from. Goes out: blocks. Refuses: nothing.

use linchpin_core::evidence::{Basis, basis};
use linchpin_core::model::{Kind, Model, VarId};

use super::Block;
use super::parts::Stuff;
use crate::compare::{shown_unit, standing};
use crate::figure::short;
use crate::ledger::{Style, bibliography};

/// The chapter.
pub(super) fn evidence(stuff: &Stuff<'_>, blocks: &mut Vec<Block>) {
    let (tongue, model) = (&stuff.tongue, stuff.model);
    let standing = standing(model);
    blocks.push(Block::Heading(1, tongue.say("What it stands on", "무엇에 기대는가")));
    blocks.push(Block::Paragraph(match tongue.korean {
        true => format!(
            "입력 {}개 가운데 증거만으로 선 것 {}개, 증거가 판단을 묶은 것 {}개, 판단에만 기댄 것 {}개다.",
            standing.total(),
            standing.evidence,
            standing.bounded,
            standing.judgement
        ),
        false => format!(
            "Of {} inputs {} stand on evidence alone, {} on judgement bounded by evidence, {} on judgement alone.",
            standing.total(),
            standing.evidence,
            standing.bounded,
            standing.judgement
        ),
    }));
    let mut rows: Vec<Vec<String>> = Vec::new();
    for sector in 0..model.sectors.len() {
        let inside: Vec<Basis> = model
            .variables
            .iter()
            .filter(|variable| {
                variable.sector.is_some_and(|id| id.idx() == sector)
                    && matches!(variable.kind, Kind::Constant { .. } | Kind::Uncertainty { .. } | Kind::Lever { .. })
            })
            .map(|variable| basis(&variable.from))
            .collect();
        if !inside.is_empty() {
            let count = |wanted: Basis| inside.iter().filter(|basis| **basis == wanted).count().to_string();
            let title = tongue.title(&model.sectors[sector].words, &model.sectors[sector].name);
            rows.push(vec![title, count(Basis::Evidence), count(Basis::BoundedJudgement), count(Basis::Judgement)]);
        }
    }
    let head = [("sector", "부문"), ("evidence", "증거"), ("bounded judgement", "증거가 묶은 판단"), ("judgement", "판단")];
    if !rows.is_empty() {
        blocks.push(Block::Table { head: head.iter().map(|(en, ko)| tongue.say(en, ko)).collect(), rows });
    }
    glossary(stuff, blocks);
    if !model.sources.is_empty() {
        blocks.push(Block::Heading(2, tongue.say("Bibliography", "참고 문헌")));
        blocks.push(Block::List(bibliography(model, Style::Chicago)));
    }
}

/// Names that the sentences of a report use, with what they mean, their range and what they stand on.
fn glossary(stuff: &Stuff<'_>, blocks: &mut Vec<Block>) {
    let (tongue, model) = (&stuff.tongue, stuff.model);
    let mut rows: Vec<Vec<String>> = Vec::new();
    for id in named(stuff, model) {
        let variable = model.variable(id);
        let (unit, scale) = shown_unit(variable, stuff.sources);
        let range = match &variable.kind {
            Kind::Uncertainty { distribution, .. } => {
                let (low, high) = distribution.range();
                format!("{} .. {}", short(low / scale), short(high / scale))
            }
            Kind::Lever { range: linchpin_core::model::Range::Between(low, high), .. } => {
                format!("{} .. {}", short(low / scale), short(high / scale))
            }
            _ => String::new(),
        };
        let stands = match (&variable.kind, basis(&variable.from)) {
            (Kind::Uncertainty { .. } | Kind::Lever { .. } | Kind::Constant { .. }, basis) => match basis {
                Basis::Evidence => tongue.say("evidence", "증거"),
                Basis::BoundedJudgement => tongue.say("bounded judgement", "증거가 묶은 판단"),
                Basis::Judgement => tongue.say("judgement", "판단"),
            },
            _ => String::new(),
        };
        rows.push(vec![variable.name.clone(), tongue.title(&variable.words, &variable.name), unit, range, stands]);
    }
    for sector in &model.sectors {
        if says(stuff, &sector.name) {
            let kind = tongue.say("sector of the model", "모형의 부문");
            rows.push(vec![sector.name.clone(), tongue.title(&sector.words, &sector.name), String::new(), String::new(), kind]);
        }
    }
    if !rows.is_empty() {
        blocks.push(Block::Heading(2, tongue.say("Names in the sentences above", "위 문장에 나온 이름")));
        let head = [("name", "이름"), ("meaning", "뜻"), ("unit", "단위"), ("range", "범위"), ("stands on", "근거")];
        blocks.push(Block::Table { head: head.iter().map(|(en, ko)| tongue.say(en, ko)).collect(), rows });
    }
}

/// True where a sentence of the findings has a name between its marks.
fn says(stuff: &Stuff<'_>, name: &str) -> bool {
    let marked = format!("`{name}`");
    stuff
        .found
        .findings
        .iter()
        .flat_map(|finding| finding.said.iter().chain(&finding.notes))
        .any(|said| said.en.contains(&marked))
}

/// Variables that sentences name, in the order of the model; outcomes stand in the chapter on the question.
fn named(stuff: &Stuff<'_>, model: &Model) -> Vec<VarId> {
    let fits = |at: &usize| {
        let variable = &model.variables[*at];
        !matches!(variable.kind, Kind::Outcome { .. }) && says(stuff, &variable.name)
    };
    (0..model.variables.len()).filter(fits).map(|at| VarId(at as u32)).collect()
}
