//! Reasons of refusals, and what to do about them, in Korean beside their English.
//!
//! Comes in: a text as a method or an analysis words it. Goes out: the same in Korean. Refuses: nothing; a text that stands
//! in no row, such as one of the operating system, stays as it is. Methods know no language but that of their caller, so the
//! rows stand here; a test reads every refusal of methods and analyses and fails on one without a row.

use super::finding::Said;
use crate::page::particle::with;

/// A text in both languages.
pub fn said(text: &str) -> Said {
    Said::new(text, korean(text))
}

/// A text in Korean. What stands in a hole is put into Korean too where it is a row itself.
pub fn korean(text: &str) -> String {
    let found = ROWS.iter().find_map(|(en, ko)| Some((holes(en, text)?, ko)));
    let Some((values, ko)) = found else { return text.to_owned() };
    let mut said = String::new();
    let mut pieces = ko.split('{');
    said += pieces.next().unwrap_or_default();
    for piece in pieces {
        let (place, rest) = piece.split_once('}').unwrap_or((piece, ""));
        let value = place.parse::<usize>().ok().and_then(|place| values.get(place.wrapping_sub(1)));
        // A name in marks stays what it is.
        let name = said.ends_with('`');
        said += &value.map_or_else(String::new, |value| if name { (*value).to_owned() } else { korean(value) });
        said += rest;
    }
    // Particles hang on what stands in the hole before them.
    for (both, one, other) in PARTICLES {
        while let Some((before, after)) = said.split_once(both) {
            said = with(before, one, other) + after;
        }
    }
    said
}

/// Particles as a row has them: both forms, after a consonant, after a vowel.
const PARTICLES: [(&str, &str, &str); 3] = [("은(는)", "은", "는"), ("이(가)", "이", "가"), ("을(를)", "을", "를")];

/// What a text holds where a row has `{}`; `None` where the text is not of this row.
fn holes<'t>(row: &str, text: &'t str) -> Option<Vec<&'t str>> {
    let mut pieces = row.split("{}");
    let mut rest = text.strip_prefix(pieces.next()?)?;
    let mut values = Vec::new();
    let mut pieces = pieces.peekable();
    while let Some(piece) = pieces.next() {
        // The last piece is the end of the text; one before it is met where it first stands.
        let at = if pieces.peek().is_none() { rest.len().checked_sub(piece.len())? } else { rest.find(piece)? };
        if !rest.is_char_boundary(at) || &rest[at..at + piece.len()] != piece {
            return None;
        }
        values.push(&rest[..at]);
        rest = &rest[at + piece.len()..];
    }
    rest.is_empty().then_some(values)
}

/// Texts: `{}` is a hole in English, `{1}` the first hole in Korean. The longer of two that fit stands first.
const ROWS: &[(&str, &str)] = &[
    // Futures.
    ("`{}` needs more than one future; there is {}", "`{1}`에는 미래가 둘 이상 있어야 하는데 {2}개뿐이다"),
    ("ask for more with --futures; 2000 is usual", "--futures로 미래를 늘린다. 보통 2000개다"),
    ("one future has no interval", "미래가 하나면 구간이 없다"),
    ("`convergence` needs at least {} futures; there are {}", "`convergence`에는 미래가 적어도 {1}개 있어야 하는데 {2}개다"),
    ("ask for more with --futures", "--futures로 미래를 늘린다"),
    ("`{}` needs at least {} {}; {} can be used", "`{1}`에는 {3}이(가) 적어도 {2}개 있어야 하는데 쓸 수 있는 것은 {4}개다"),
    ("run more {}; look at the faults if many were left out", "{1}을(를) 더 늘린다. 빠진 것이 많으면 실패한 실행을 살핀다"),
    ("futures that are complete under every setting", "모든 설정에서 온전한 미래"),
    ("saltelli blocks without a missing run", "빠진 실행이 없는 살텔리 블록"),
    ("trajectories without a missing run", "빠진 실행이 없는 궤적"),
    ("futures of interest", "해당하는 미래"),
    ("futures", "미래"),
    ("resamples", "재표본"),
    ("fewer than two futures are complete under every strategy", "모든 전략에서 온전한 미래가 둘이 안 된다"),
    ("look at the faults", "실패한 실행을 살핀다"),
    (
        "`{}`: the outcome is {} in every future, so nothing can explain it",
        "`{1}`: 결과가 모든 미래에서 {2}이어서 설명할 것이 없다",
    ),
    (
        "choose an outcome that varies, or widen the ranges of the uncertainties",
        "달라지는 결과를 고르거나 불확실성의 범위를 넓힌다",
    ),
    (
        "`{}`: no future of {} is of interest, so there is no region to find",
        "`{1}`: 미래 {2}개 가운데 해당하는 것이 하나도 없어 찾을 영역이 없다",
    ),
    ("`{}`: {} of {} is of interest, so there is no region to find", "`{1}`: 미래 {3}개가 모두 해당하여 찾을 영역이 없다"),
    ("move the threshold, or choose another outcome or policy", "기준값을 옮기거나 다른 결과나 전략을 고른다"),
    ("input {} has {} values and the outcome {}", "입력 {1}의 값은 {2}개인데 결과는 {3}개다"),
    ("give every column one value a future", "열마다 미래 하나에 값 하나를 준다"),
    // Inputs.
    ("`{}` finds no uncertainty that varies", "`{1}`: 달라지는 불확실성이 없다"),
    (
        "declare uncertainties, or draw them: the design `defaults` holds them all",
        "불확실성을 선언하거나 뽑는다. 설계 `defaults`는 모두 붙박아 둔다",
    ),
    ("there is no input to look at", "살필 입력이 없다"),
    ("declare at least one uncertainty, or choose inputs that vary", "불확실성을 하나 이상 선언하거나 달라지는 입력을 고른다"),
    ("choose at least one input or group", "입력이나 묶음을 하나 이상 고른다"),
    (
        "`{}` assumes independent inputs, but `{}` depend on one another",
        "`{1}`: 입력이 서로 독립이어야 하는데 `{2}`은(는) 함께 움직인다",
    ),
    (
        "put the inputs that are drawn together into one group, or use `pawn` or `delta`, which read the futures as they are",
        "함께 뽑는 입력을 한 묶음에 넣거나, 미래를 있는 그대로 읽는 `pawn`이나 `delta`를 쓴다",
    ),
    ("`{}` has more than {} categories", "`{1}`의 범주가 {2}개를 넘는다"),
    (
        "declare it as a number if its values have an order, or merge categories",
        "값에 차례가 있으면 수로 선언하고, 아니면 범주를 합친다",
    ),
    ("`{}` has categories, which cannot be rotated", "`{1}`은(는) 범주여서 돌릴 수 없다"),
    ("rotate the numbers only", "수인 입력만 돌린다"),
    ("fewer than two inputs are numbers, and nothing else can be turned", "수인 입력이 둘이 안 되어 돌릴 것이 없다"),
    ("use `prim`", "`prim`을 쓴다"),
    ("the groups do not cover the inputs", "묶음이 입력을 다 덮지 않는다"),
    ("give each input one group, counted from 0, and one value a run", "입력마다 0부터 센 묶음 하나와 실행마다 값 하나를 준다"),
    ("give each input one group, counted from 0", "입력마다 0부터 센 묶음 하나를 준다"),
    ("inputs, groups and outcome do not belong together", "입력과 묶음과 결과가 서로 맞지 않는다"),
    // Designs.
    ("{}; `linchpin explore {} --only {}` draws and runs it", "{1}. `linchpin explore {2} --only {3}`은(는) 스스로 뽑아 돌린다"),
    ("`{}` needs a {} design; this one is {}", "`{1}`에는 {2} 설계가 있어야 하는데 이것은 {3} 설계다"),
    ("latin hypercube or sobol", "라틴 하이퍼큐브나 소볼"),
    ("latin hypercube", "라틴 하이퍼큐브"),
    ("monte carlo", "몬테카를로"),
    ("sobol", "소볼"),
    ("saltelli", "살텔리"),
    ("morris", "모리스"),
    ("factorial", "요인"),
    (
        "run the study again with the saltelli design, or use `given_data` or `pawn` on this one",
        "살텔리 설계로 다시 돌리거나, 이 연구에는 `given_data`나 `pawn`을 쓴다",
    ),
    (
        "run the study again with the morris design, or use `pawn` on this one",
        "모리스 설계로 다시 돌리거나, 이 연구에는 `pawn`을 쓴다",
    ),
    ("run the study again with the latin hypercube design", "라틴 하이퍼큐브 설계로 다시 돌린다"),
    ("run every combination of the two settings of the chosen levers", "고른 수단의 두 설정을 모두 조합하여 돌린다"),
    (
        "`sobol` needs a saltelli design; runs {} to {} are no block of it",
        "`sobol`에는 살텔리 설계가 있어야 하는데 실행 {1}~{2}은(는) 그 블록이 아니다",
    ),
    (
        "draw the futures with the saltelli design, with the same groups and the same order of indices",
        "같은 묶음과 같은 차수의 살텔리 설계로 미래를 뽑는다",
    ),
    (
        "{} runs are no multiple of the {} runs of a saltelli block of {} inputs",
        "실행 {1}개는 입력 {3}개의 살텔리 블록 하나인 {2}개의 배수가 아니다",
    ),
    (
        "the count fits a design with the other order: ask for first and total order only, or for second order too",
        "개수는 다른 차수의 설계에 맞는다. 일차와 전체 차수만, 또는 이차까지 묻는다",
    ),
    (
        "draw the futures with the saltelli design for just these inputs or groups",
        "바로 이 입력이나 묶음의 살텔리 설계로 미래를 뽑는다",
    ),
    (
        "`morris` needs trajectories that move one group a step; runs {} to {} are none",
        "`morris`에는 한 걸음에 한 묶음만 움직이는 궤적이 있어야 하는데 실행 {1}~{2}은(는) 그렇지 않다",
    ),
    ("draw the futures with the morris design, with the same groups", "같은 묶음의 모리스 설계로 미래를 뽑는다"),
    (
        "{} runs are no multiple of the {} runs of a trajectory of {} groups",
        "실행 {1}개는 묶음 {3}개의 궤적 하나인 {2}개의 배수가 아니다",
    ),
    (
        "draw the futures with the morris design for just these inputs or groups",
        "바로 이 입력이나 묶음의 모리스 설계로 미래를 뽑는다",
    ),
    ("a grid of {} levels has no step", "{1}단계 격자에는 걸음이 없다"),
    ("give the even number of levels of the design; 4 is usual", "설계의 단계 수를 짝수로 준다. 보통 4다"),
    ("a {} of another size is another design", "크기가 다른 {1}은(는) 다른 설계다"),
    ("use monte_carlo", "monte_carlo를 쓴다"),
    ("the study's futures come from a table, whose design nobody knows", "연구의 미래가 표에서 왔고 그 설계는 알 수 없다"),
    (
        "explore the model itself, or read the study with other tools: its tables are Parquet",
        "모형 자체를 탐색하거나 다른 도구로 연구를 읽는다. 표는 Parquet이다",
    ),
    ("the study does not hold all futures of its design", "연구에 설계의 미래가 다 들어 있지 않다"),
    (
        "put its parts together with `linchpin study merge`, or finish it with `linchpin run --resume`",
        "`linchpin study merge`로 합치거나 `linchpin run --resume`으로 마친다",
    ),
    ("the study holds no outcome `{}`", "연구에 결과 `{1}`이(가) 없다"),
    ("the study holds no `{}`", "연구에 `{1}`이(가) 없다"),
    ("run the study again, with all strategies and worlds together", "모든 전략과 세계를 함께 다시 돌린다"),
    ("run the study again", "연구를 다시 돌린다"),
    // Strategies and outcomes.
    ("`{}` compares strategies; there is one", "`{1}`은(는) 전략을 견주는데 전략이 하나다"),
    ("run a second strategy in the same futures", "같은 미래에서 둘째 전략을 돌린다"),
    ("run a second strategy", "둘째 전략을 돌린다"),
    ("`information` chooses among policies; there is one", "`information`은 전략 가운데서 고르는데 전략이 하나다"),
    ("run a second policy in the same futures", "같은 미래에서 둘째 전략을 돌린다"),
    ("`information` chooses among policies; there is none", "`information`은 전략 가운데서 고르는데 전략이 없다"),
    ("run two or more", "둘 이상 돌린다"),
    ("no outcome has a direction", "어느 쪽이 나은지 정해진 결과가 없다"),
    (
        "name one with --outcome that has `better higher` or `better lower`",
        "`better higher`나 `better lower`인 것을 --outcome으로 고른다",
    ),
    ("name one with --outcome", "--outcome으로 하나 고른다"),
    ("a trade-off needs two outcomes with a direction", "맞바꿈을 보려면 방향이 있는 결과가 둘 있어야 한다"),
    ("name two with --outcome", "--outcome으로 둘을 고른다"),
    (
        "this outcome is shown, not judged: neither way is better",
        "이 결과는 보이기만 하고 판단하지 않는다. 어느 쪽도 더 낫지 않다",
    ),
    ("choose an outcome with a direction", "방향이 있는 결과를 고른다"),
    ("none of the outcomes has a threshold, so no future fails", "어느 결과에도 기준값이 없어 실패하는 미래가 없다"),
    (
        "give an outcome `acceptable`, or name a criterion with --outcome",
        "결과에 `acceptable`을 주거나 --outcome으로 기준을 고른다",
    ),
    ("`{}` has no threshold", "`{1}`에는 기준값이 없다"),
    ("name an outcome with `acceptable`", "`acceptable`이 있는 결과를 고른다"),
    ("{} has no outcome to explore", "{1}에는 탐색할 결과가 없다"),
    ("add an `outcome` with `better higher` or `better lower`", "`better higher`나 `better lower`인 `outcome`을 더한다"),
    ("no strategy sets anything unlike the baseline", "기준 전략과 다르게 정한 것이 있는 전략이 없다"),
    ("name one with --policy that does", "그런 전략을 --policy로 고른다"),
    ("the two policies do equally in every future", "두 전략이 모든 미래에서 같다"),
    ("compare policies that differ", "서로 다른 전략을 견준다"),
    ("the policies were not run in the same futures", "전략들이 같은 미래에서 돌지 않았다"),
    ("run them together: effects are paired future by future", "함께 돌린다. 효과는 미래마다 짝지어 센다"),
    ("run them together: comparisons are made future by future", "함께 돌린다. 비교는 미래마다 한다"),
    ("{} policies are not every combination of some levers", "전략 {1}개는 수단 설정의 모든 조합이 아니다"),
    (
        "run 2, 4, 8, ... policies: every on-off combination of up to {} levers",
        "2, 4, 8…개의 전략, 곧 수단 {1}개까지의 켜고 끔을 모두 돌린다",
    ),
    ("{} has no worlds", "{1}에는 세계가 없다"),
    ("declare one: `world NAME` with the uncertainties it fixes", "`world 이름`과 그것이 정하는 불확실성을 선언한다"),
    ("{} records no variable that could be watched", "{1}에는 지켜볼 기록 변수가 없다"),
    ("name some: `record every 3 months of NAME, NAME`", "`record every 3 months of 이름, 이름`으로 적는다"),
    ("there is no analysis `{}`", "분석 `{1}`은(는) 없다"),
    ("there is no objective `{}`", "목표 `{1}`은(는) 없다"),
    ("there is no strategy `{}`", "전략 `{1}`은(는) 없다"),
    ("there is no outcome or criterion `{}`", "결과나 기준 `{1}`은(는) 없다"),
    ("there is no {} `{}`", "`{2}`은(는) 없다"),
    ("did you mean `{}`?", "혹시 `{1}`인가?"),
    ("there are {}", "있는 것은 {1}"),
    // Verdicts.
    ("{} has no fixed weight inside its equations", "{1}의 식에는 고정 가중치가 없다"),
    (
        "every number is declared: orderings are tested by the uncertainties alone",
        "모든 수가 선언되어 있어 순서는 불확실성만으로 시험한다",
    ),
    (
        "no future is whole under all strategies in any draw, so no ordering can be counted",
        "가중치를 어떻게 바꾸어도 모든 전략에서 온전한 미래가 없어 순서를 셀 수 없다",
    ),
    (
        "look at the faults; bounds that are watched may be too narrow for changed weights",
        "실패한 실행을 살핀다. 지켜보는 한계가 바뀐 가중치에 너무 좁을 수 있다",
    ),
    (
        "it varies too little: the intervals of its shares are wider than the whole variance",
        "너무 적게 달라진다. 몫의 구간이 전체 분산보다 넓다",
    ),
    ("ask for more with --blocks, or name an outcome that varies more", "--blocks를 늘리거나 더 달라지는 결과를 고른다"),
    // Boxes, trees, settings.
    ("no box restricts {} inputs or fewer", "입력 {1}개 이하를 제한하는 상자가 없다"),
    (
        "let a box restrict more inputs, or be smaller (`mass_min`)",
        "상자가 더 많은 입력을 제한하거나 더 작아지게 한다(`mass_min`)",
    ),
    ("no box has a density of {}; the most is {}", "실패 비율이 {1}인 상자가 없다. 가장 높은 것이 {2}이다"),
    ("no box has a coverage of {}; the most is {}", "담은 몫이 {1}인 상자가 없다. 가장 높은 것이 {2}이다"),
    ("no box has a {} of {}; the most is {}", "그런 상자가 없다({2}). 가장 높은 것이 {3}이다"),
    ("ask for less, or let boxes be smaller (`mass_min`)", "기준을 낮추거나 상자가 더 작아지게 한다(`mass_min`)"),
    (
        "`{}` looks at futures that are of interest (1) or not (0); one has {}",
        "`{1}`은(는) 해당하는 미래(1)와 아닌 미래(0)를 보는데 {2}인 것이 있다",
    ),
    (
        "give a threshold or a criterion, so that every future is either in or out",
        "모든 미래가 안이나 밖이 되도록 기준값이나 기준을 준다",
    ),
    ("`pawn` cannot cut a range into {} slices", "`pawn`은 범위를 {1}조각으로 나눌 수 없다"),
    ("ask for 2 to 250 slices; 10 is usual", "2~250조각으로 한다. 보통 10조각이다"),
    ("one bin has nothing to compare with", "구간이 하나면 견줄 것이 없다"),
    ("ask for two bins or more; 10 is usual", "구간을 둘 이상으로 한다. 보통 10개다"),
    ("stacking needs at least two inputs and two levels", "쌓아 보려면 입력 둘과 단계 둘이 있어야 한다"),
    (
        "name the inputs, the most important first; `features` ranks them",
        "중요한 것부터 입력을 적는다. `features`가 순위를 매긴다",
    ),
    ("{} futures cannot fill a grid of {} cells or more", "미래 {1}개로는 {2}칸이 넘는 격자를 채울 수 없다"),
    ("stack fewer inputs, cut them into fewer levels, or run more futures", "입력이나 단계를 줄이거나 미래를 더 돌린다"),
    ("an uncertainty of {} values has no categories", "값이 {1}개인 불확실성에는 범주가 없다"),
    ("ask for its tipping point as a number", "수로 보고 전환점을 묻는다"),
    ("a forest needs trees, leaves and inputs to try", "숲에는 나무와 잎과 써 볼 입력이 있어야 한다"),
    ("give 2 trees or more, a leaf of 1 or more, a share above 0", "나무 둘 이상, 잎 하나 이상, 0보다 큰 몫을 준다"),
    ("no tree could be cut: no input tells the futures apart", "나무를 가를 수 없다. 미래를 가르는 입력이 없다"),
    ("choose inputs that vary, or smaller leaves", "달라지는 입력을 고르거나 잎을 줄인다"),
    ("point {} has {} criteria, not {}", "점 {1}의 기준이 {3}개가 아니라 {2}개다"),
    ("give every policy one value a criterion", "전략마다 기준 하나에 값 하나를 준다"),
    ("point {} has no value for criterion {}", "점 {1}에 기준 {2}의 값이 없다"),
    ("leave the policy out, or find why its runs are missing", "그 전략을 빼거나 실행이 빠진 까닭을 찾는다"),
    ("the reference point is no point", "기준점이 점이 아니다"),
    ("give one number a criterion, worse than every policy", "기준마다 어느 전략보다도 못한 수를 준다"),
    ("no policy reaches {} in any future; the {} is {}", "어느 미래에서도 {1}에 이르는 전략이 없다. 가장 나은 값이 {3}이다"),
    ("choose a threshold within the range of the outcome", "결과의 범위 안에서 기준값을 고른다"),
    ("future {} cannot serve as the baseline", "미래 {1}은(는) 기준이 될 수 없다"),
    ("name one of the futures, with no run missing", "빠진 실행이 없는 미래를 고른다"),
    ("the weights do not fit the futures", "가중치가 미래와 맞지 않는다"),
    (
        "give each future one weight, not below zero, and leave out futures with missing runs",
        "미래마다 0 이상의 가중치를 하나씩 주고, 빠진 실행이 있는 미래는 뺀다",
    ),
    ("give a share above 0 and below {}; 0.05 is usual", "0보다 크고 {1}보다 작은 몫을 준다. 보통 0.05다"),
    ("give a share from 0 to 1", "0에서 1 사이의 몫을 준다"),
    ("--until takes a share above 0 and below 1", "--until은 0보다 크고 1보다 작은 몫을 받는다"),
    ("write --until 1%", "--until 1%라고 쓴다"),
    ("outcomes, goals and criteria do not belong to one experiment", "결과와 목표와 기준이 한 실험의 것이 아니다"),
    ("interrupted", "중단됨"),
    // Files.
    ("{} was not explored", "{1}은(는) 탐색되지 않았다"),
    ("`linchpin explore {}` explores it", "`linchpin explore {1}`로 탐색한다"),
    ("{} is damaged, or from another version", "{1}이(가) 손상되었거나 다른 판의 것이다"),
    ("{} cannot be made: {}", "{1}을(를) 만들 수 없다: {2}"),
    ("is the disk full, or the folder not yours?", "디스크가 찼거나 폴더의 주인이 다른가?"),
    ("`{}` is {}", "`{1}`이(가) {2}이다"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holes_are_put_into_korean_too() {
        let text = "`sobol` needs a saltelli design; this one is latin hypercube";
        assert_eq!(korean(text), "`sobol`에는 살텔리 설계가 있어야 하는데 이것은 라틴 하이퍼큐브 설계다");
        assert_eq!(korean("there is no strategy `midling`"), "전략 `midling`은 없다");
        let alike = "`prim`: no future of 200 is of interest, so there is no region to find";
        assert_eq!(korean(alike), "`prim`: 미래 200개 가운데 해당하는 것이 하나도 없어 찾을 영역이 없다");
        assert_eq!(korean("disk on fire"), "disk on fire");
    }

    /// Texts inside every refusal of a file, with 7 in their holes.
    fn refusals(source: &str) -> Vec<String> {
        let mut texts = Vec::new();
        for part in source.split("Refusal::new(").skip(1) {
            let (mut depth, mut inside, mut text) = (1, false, String::new());
            let mut letters = part.chars();
            while depth > 0 {
                let Some(c) = letters.next() else { break };
                match (inside, c) {
                    (true, '"') => texts.push(std::mem::take(&mut text)),
                    (true, '\\') => text.extend(letters.next()),
                    (true, c) => text.push(c),
                    (false, '(') => depth += 1,
                    (false, ')') => depth -= 1,
                    (false, _) => {}
                }
                inside ^= c == '"';
            }
        }
        texts.into_iter().filter(|text| text.chars().any(char::is_alphabetic)).map(|text| filled(&text)).collect()
    }

    fn filled(text: &str) -> String {
        let mut pieces = text.split('{');
        let first = pieces.next().unwrap_or_default().to_owned();
        pieces.fold(first, |filled, piece| filled + "7" + piece.split_once('}').map_or("", |(_, rest)| rest))
    }

    #[test]
    fn every_refusal_has_a_row() {
        let here = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut folders = vec![here.join("src/explore"), here.join("../linchpin-explore/src/method")];
        let (mut files, mut missing) = (0, Vec::new());
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
                let name = entry.file_name().unwrap().to_str().unwrap().to_owned();
                match entry.is_dir() {
                    true if name != "tests" => folders.push(entry),
                    false if name.ends_with(".rs") && !["tests.rs", "refused.rs"].contains(&name.as_str()) => {
                        files += 1;
                        let texts = refusals(&std::fs::read_to_string(&entry).unwrap());
                        missing
                            .extend(texts.into_iter().filter(|text| korean(text) == *text).map(|text| format!("{name}: {text}")));
                    }
                    _ => {}
                }
            }
        }
        assert!(files > 40, "{files}");
        assert!(missing.is_empty(), "{}", missing.join("\n"));
    }

    #[test]
    fn rows_say_the_same_in_both_languages() {
        for (at, (en, ko)) in ROWS.iter().enumerate() {
            let count = en.matches("{}").count();
            for place in 1..=count {
                let needed = !ko.contains(&format!("{{{place}}}"));
                assert!(!needed || count > 1, "{en}: {ko}");
            }
            assert!(!ko.contains(&format!("{{{}}}", count + 1)), "{en}: {ko}");
            // A row that another one takes first would never be met.
            let sample = en.replace("{}", "7");
            let met = ROWS.iter().position(|(other, _)| holes(other, &sample).is_some());
            assert_eq!(met, Some(at), "{en}");
        }
    }
}
