//! The STRESS checklist for system dynamics, filled in from the model and the study.
//!
//! Comes in: what a report is made from. Goes out: a table of items and answers. Refuses: nothing; what a model does not
//! say is told as not said.
//! Source: Monks, Currie, Onggo, Robinson, Kunc & Taylor 2019, Strengthening the reporting of empirical simulation studies.

use linchpin_core::evidence::{Basis, basis};
use linchpin_core::model::{Kind, Method, Origin};

use super::Block;
use super::parts::Stuff;
use crate::figure::{date, exact_with_unit};

/// Adds the checklist.
pub(super) fn checklist(stuff: &Stuff<'_>, blocks: &mut Vec<Block>) {
    let tongue = &stuff.tongue;
    blocks.push(Block::Heading(1, tongue.say("Checklist for reporting (STRESS-SD)", "보고 점검표 (STRESS-SD)")));
    let head = [("item", "항목"), ("answer", "답")];
    let rows = items(stuff).into_iter().map(|(number, item, answer)| vec![format!("{number} {item}"), answer]).collect();
    blocks.push(Block::Table { head: head.iter().map(|(en, ko)| tongue.say(en, ko)).collect(), rows });
}

/// Items in the order of the checklist, with answers.
fn items(stuff: &Stuff<'_>) -> Vec<(&'static str, String, String)> {
    let tongue = &stuff.tongue;
    let (model, asked) = (stuff.model, &stuff.study.asked);
    let count = |wanted: &dyn Fn(&Kind) -> bool| {
        model.variables.iter().filter(|variable| variable.origin == Origin::Written && wanted(&variable.kind)).count()
    };
    let names = |ids: Vec<linchpin_core::model::VarId>| {
        ids.into_iter().map(|id| model.variable(id).name.clone()).collect::<Vec<_>>().join(", ")
    };
    let stocks = count(&|kind| matches!(kind, Kind::Stock { .. }));
    let flows = count(&|kind| matches!(kind, Kind::Flow(_)));
    let auxiliaries = count(&|kind| matches!(kind, Kind::Auxiliary(_)));
    let events = count(&|kind| matches!(kind, Kind::Event { .. }));
    let inputs: Vec<Basis> = model
        .variables
        .iter()
        .filter(|variable| matches!(variable.kind, Kind::Constant { .. } | Kind::Uncertainty { .. } | Kind::Lever { .. }))
        .map(|variable| basis(&variable.from))
        .collect();
    let of = |wanted: Basis| inputs.iter().filter(|basis| **basis == wanted).count();
    let time = &model.time;
    let text = |text: &str| {
        if text.is_empty() { tongue.say("not said in the model", "모형이 말하지 않음") } else { text.to_owned() }
    };
    let method = match time.method {
        Method::Euler => tongue.say("Euler", "오일러법"),
        Method::Rk4 => tongue.say("Runge-Kutta of fourth order", "4차 룽게-쿠타법"),
    };
    let theories: Vec<String> = model
        .sectors
        .iter()
        .filter(|sector| !sector.theory.is_empty())
        .map(|sector| format!("{}: {}", tongue.title(&sector.words, &sector.name), sector.theory))
        .collect();
    let sectors: Vec<String> = model.sectors.iter().map(|sector| tongue.title(&sector.words, &sector.name)).collect();
    let policies: Vec<String> =
        model.policies.iter().map(|policy| format!("{} ({})", policy.name, tongue.title(&policy.words, &policy.name))).collect();
    let games: Vec<&str> = model.games.iter().map(|game| game.name.as_str()).collect();
    let ko = |en: String, ko: String| if tongue.korean { ko } else { en };
    let (first, last, step) = (date(time, time.start), date(time, time.stop), exact_with_unit(time.dt, &time.unit));
    let (all, some) = (inputs.len(), model.uncertainties().len());
    let (judged, bounded, evident) = (of(Basis::Judgement), of(Basis::BoundedJudgement), of(Basis::Evidence));
    let worlds: Vec<&str> = model.worlds.iter().map(|world| world.name.as_str()).collect();
    let listed = |names: String| if names.is_empty() { tongue.say("none", "없음") } else { names };
    let (policies, worlds, games, sectors_named) =
        (policies.join("; "), listed(worlds.join(", ")), listed(games.join(", ")), sectors.join(", "));
    let design = asked.design.replace('_', " ");
    let fixed = |en: &str, ko: &str| tongue.say(en, ko);
    vec![
        ("1.1", fixed("Purpose of the model", "모형의 목적"), text(tongue.text(&model.words))),
        ("1.2", fixed("Model outputs", "모형의 산출"), names(model.outcomes())),
        (
            "1.3",
            fixed("Aims of experimentation", "실험의 목적"),
            ko(
                format!(
                    "Compare {} strategies in the same sampled futures; find when each fails, what its outcomes turn on, and which orderings survive other weights.",
                    asked.arms.len()
                ),
                format!(
                    "같은 표본 미래에서 전략 {}개를 견준다. 각각이 언제 실패하는지, 결과가 무엇에 달려 있는지, 가중치를 바꾸어도 어떤 순서가 남는지 찾는다.",
                    asked.arms.len()
                ),
            ),
        ),
        (
            "2.1",
            fixed("Base model overview", "기본 모형 개요"),
            ko(
                format!(
                    "{} sectors: {sectors_named}. Diagrams of stocks, flows and loops: `linchpin loops`, and the lab.",
                    sectors.len()
                ),
                format!("부문 {}개: {sectors_named}. 저량·유량·고리의 그림은 `linchpin loops`와 실험실에 있다.", sectors.len()),
            ),
        ),
        (
            "2.2",
            fixed("Base model logic", "기본 모형 논리"),
            ko(
                format!(
                    "{stocks} stocks, {flows} flows, {auxiliaries} auxiliaries, {events} events, {} games ({games}); all equations stand in the study's folder `model`.",
                    model.games.len()
                ),
                format!(
                    "저량 {stocks}개, 유량 {flows}개, 보조변수 {auxiliaries}개, 사건 {events}개, 게임 {}개({games}). 모든 식은 연구 폴더의 `model`에 있다.",
                    model.games.len()
                ),
            ),
        ),
        (
            "2.3",
            fixed("Scenario logic", "시나리오 논리"),
            ko(format!("Strategies: {policies}. Worlds: {worlds}."), format!("전략: {policies}. 세계: {worlds}.")),
        ),
        (
            "2.4",
            fixed("Algorithms", "알고리즘"),
            fixed(
                "Games are solved in every step by agent logit quantal response, backwards from the ends; nothing is searched within a run.",
                "게임은 걸음마다 행위자 로짓 양자 반응으로 끝에서부터 푼다. 실행 안에서는 아무것도 탐색하지 않는다.",
            ),
        ),
        (
            "2.5",
            fixed("Components: stocks, flows, feedback, theory", "구성 요소: 저량, 유량, 되먹임, 이론"),
            match theories.is_empty() {
                true => fixed("No theory is named.", "이름을 든 이론이 없다."),
                false => theories.join("; "),
            },
        ),
        (
            "3.1",
            fixed("Data sources", "자료 출처"),
            ko(
                format!("{} sources and {} claims; the bibliography stands above.", model.sources.len(), model.claims.len()),
                format!("출처 {}개와 주장 {}개. 참고 문헌은 위에 있다.", model.sources.len(), model.claims.len()),
            ),
        ),
        (
            "3.2",
            fixed("Pre-processing", "사전 처리"),
            fixed(
                "None outside the model's text: claims are kept as published, conversions are units.",
                "모형 글 밖에서는 없다. 주장은 발표된 그대로 두고, 환산은 단위로 한다.",
            ),
        ),
        (
            "3.3",
            fixed("Input parameters", "입력 매개변수"),
            ko(
                format!("{all} inputs; {some} uncertainties are drawn, each with its range and distribution in the text."),
                format!("입력 {all}개. 불확실성 {some}개를 뽑으며, 범위와 분포는 모형 글에 있다."),
            ),
        ),
        (
            "3.4",
            fixed("Assumptions", "가정"),
            ko(
                format!(
                    "{judged} inputs rest on judgement alone, {bounded} on judgement bounded by evidence, {evident} on evidence."
                ),
                format!("입력 가운데 {judged}개는 판단에만, {bounded}개는 증거가 묶은 판단에, {evident}개는 증거에 기댄다."),
            ),
        ),
        (
            "4.1",
            fixed("Initialisation", "초기화"),
            ko(
                format!("All stocks start at {first} at the values stated in the text; there is no warm-up."),
                format!("모든 저량은 {first}에 모형 글에 적힌 값에서 시작한다. 예열 기간은 없다."),
            ),
        ),
        (
            "4.2",
            fixed("Run length", "실행 길이"),
            ko(
                format!("{first} to {last}, in {} steps of {step}; {method}.", time.steps),
                format!("{first}~{last}, {step} 간격 {}걸음. {method}.", time.steps),
            ),
        ),
        (
            "4.3",
            fixed("Estimation approach", "추정 방법"),
            ko(
                format!(
                    "{} futures, {design}, common random numbers across strategies, 95 % intervals of paired differences; {} runs failed and are left out where a number would need them.",
                    asked.done, asked.faults
                ),
                format!(
                    "미래 {}개, {}, 전략 사이에 공통 난수, 짝지은 차이의 95 % 구간. 실패한 실행 {}회는 그 값이 필요한 곳에서 뺀다.",
                    asked.done,
                    super::korean::word(&asked.design),
                    asked.faults
                ),
            ),
        ),
        ("5.1", fixed("Software", "소프트웨어"), format!("Linchpin {} (Rust).", asked.version)),
        (
            "5.2",
            fixed("Random sampling", "난수 추출"),
            ko(
                format!(
                    "Counter-based generator Philox 4x32-10; seed {}; every stream is keyed by its name, so a new variable moves nobody's luck.",
                    asked.seed
                ),
                format!(
                    "계수기 기반 생성기 Philox 4x32-10, 시드 {}. 모든 난수열은 이름을 열쇠로 하므로 새 변수가 다른 것의 운을 바꾸지 않는다.",
                    asked.seed
                ),
            ),
        ),
        (
            "5.3",
            fixed("Model execution", "모형 실행"),
            ko(
                format!("Fixed step; {method}; equations in dependency order; the same bits for any number of threads."),
                format!("고정 걸음, {method}. 식은 의존 순서로 계산하며 스레드 수와 무관하게 비트까지 같다."),
            ),
        ),
        (
            "5.4",
            fixed("System specification", "시스템 사양"),
            fixed(
                "Any processor with IEEE 754 doubles; results do not depend on it.",
                "IEEE 754 배정밀도 수를 쓰는 모든 프로세서. 결과는 프로세서에 달려 있지 않다.",
            ),
        ),
        (
            "6.1",
            fixed("Computer model sharing", "모형 공유"),
            ko(
                format!("The model's texts lie in the study (SHA-256 {}); the command stands below.", asked.fingerprint),
                format!("모형 글은 연구에 들어 있다(SHA-256 {}). 명령은 아래에 있다.", asked.fingerprint),
            ),
        ),
    ]
}
