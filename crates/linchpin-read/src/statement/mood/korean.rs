//! Korean moods: the end of the clause says how what stands before it is meant.
//!
//! Comes in: a sentence and the place of a number in it. Goes out: its mood and the cue.

use std::ops::Range;

use super::{Meant, Mood};

/// Words of what is not so.
const DENIAL: &[&str] = &[
    "부인",
    "사실이 아니",
    "사실무근",
    "사실과 다르",
    "계획이 없",
    "계획은 없",
    "계획도 없",
    "않을 것",
    "않았",
    "않는다",
    "않기로",
    "않겠",
    "않을 방침",
    "일축",
    "검토한 바 없",
    "검토하지 않",
    "고려하지 않",
    "오보",
    "허위",
    "논의된 바 없",
    "반박",
    "결정된 바 없",
    "아니라고",
    "아니다",
    "근거 없",
    "사실 아냐",
    "사실 아니",
    "사실 아님",
    "사실이 아님",
    "아니라며",
    "아니라는",
    "선을 그",
    "선 그었",
    "터무니없",
    "낭설",
    "가짜뉴스",
    "정해진 바 없",
    "나온 적이 없",
    "나온 적 없",
    "요구받은 바 없",
    "요청받은 바 없",
];

/// Words of what may be.
const POSSIBLE: &[&str] = &[
    "한다면",
    "된다면",
    "라면",
    "할 경우",
    "될 경우",
    "만약",
    "만일",
    "가능성",
    "검토 중",
    "검토하고",
    "검토한다",
    "검토할",
    "고려 중",
    "고려하고",
    "수도 있",
    "수 있다",
    "수 있을",
    "시나리오",
    "가정",
    "거론",
    "관측",
    "추측",
    "할지",
    "방안을 제안",
    "소문",
    "여부",
    "감축설",
    "연기설",
    "철수설",
    "인상설",
    "요구설",
    "축소설",
    "폐지설",
    "단축설",
    "연장설",
    "증액설",
    "할 수도",
    "될 수도",
];

/// Words of a claim that only its speaker vouches for.
const ONE_SIDED: &[&str] = &["주장했", "주장하", "주장이", "주장을", "관영", "조선중앙통신", "의혹"];

/// A side to a quarrel, where it is the one that speaks.
const SIDE: &[&str] = &["야당", "야권"];

/// Words of what is decided, agreed or planned.
const PLANNED: &[&str] = &[
    "하기로",
    "예정",
    "방침",
    "계획",
    "추진",
    "목표",
    "합의",
    "하겠다",
    "확정",
    "결정",
    "승인",
    "의결",
    "늦추",
    "미루",
    "연기",
    "앞당",
    "줄인다",
    "낮춘다",
    "늘린다",
    "올린다",
    "높인다",
    "늘리기로",
    "하겠다고",
    "낮추기로",
    "올리기로",
    "발표했",
];

/// Words of what somebody wants of somebody.
const DEMANDED: &[&str] = &[
    "요구",
    "촉구",
    "요청",
    "압박",
    "주문했",
    "제안했",
    "건의",
    "내야 한다",
    "부담해야",
    "지불해야",
    "내라고",
    "내야",
    "올려라",
    "늘려라",
    "내라",
];

/// Korean says at the end of the clause how what stands before is meant.
pub(super) fn mood(text: &str, at: Range<usize>) -> Meant {
    let behind = &text[at.end..];
    let turn = ["지만 ", "지만, ", "으나 ", "으나, ", "는데 ", "반면 "].iter().filter_map(|turn| behind.find(turn)).min();
    let clause = &behind[..turn.unwrap_or(behind.len())];
    let meaning = |mood: Mood, cue: &'static str| (mood, Some(cue));
    // "not this but that": what stands right before 아니라 is denied, what follows is not.
    if let Some(not) = clause.find("아니라 ").or_else(|| clause.find("아닌 "))
        && clause[..not].chars().count() <= 12
    {
        return meaning(Mood::Denied, "아니라");
    }
    let denial = DENIAL.iter().find(|cue| clause.contains(**cue));
    if let Some(cue) =
        denial.filter(|_| !clause.contains("배제하지 않") && !clause.contains("변함") && !clause.contains("변화가 없"))
    {
        return meaning(Mood::Denied, cue);
    }
    if clause.contains("배제하지 않") {
        return meaning(Mood::Hypothetical, "배제하지 않");
    }
    if let Some(cue) = ONE_SIDED.iter().find(|cue| text.contains(**cue)).or_else(|| SIDE.iter().find(|side| speaks(text, side))) {
        return meaning(Mood::Contested, cue);
    }
    if let Some(cue) =
        POSSIBLE.iter().find(|cue| clause.contains(**cue) || matches!(**cue, "만약" | "만일") && text[..at.start].contains(**cue))
    {
        return meaning(Mood::Hypothetical, cue);
    }
    if let Some(cue) = DEMANDED.iter().find(|cue| clause.contains(**cue)) {
        return meaning(Mood::Demanded, cue);
    }
    match PLANNED.iter().find(|cue| clause.contains(**cue)) {
        Some(cue) => meaning(Mood::Planned, cue),
        None => (Mood::Asserted, None),
    }
}

/// True for a sentence that takes back the one before.
pub(super) fn takes_back(text: &str) -> bool {
    const DENIES: [&str; 17] = [
        "부인",
        "사실이 아니",
        "사실무근",
        "사실과 다르",
        "계획이 없",
        "계획은 없",
        "계획도 없",
        "일축",
        "오보",
        "허위",
        "반박",
        "사실 아냐",
        "선을 그",
        "낭설",
        "가짜뉴스",
        "터무니없",
        "근거 없",
    ];
    const BACK: [&str; 9] = ["보도", "이를", "내용", "주장", "이 같은", "이런", "해당", "그런", "이에"];
    DENIES.iter().any(|cue| text.contains(cue)) && BACK.iter().any(|back| text.contains(back))
}

/// True where a side is named as the one that speaks: "야당 대표는", not "야당의 반대에도".
fn speaks(text: &str, side: &str) -> bool {
    text.match_indices(side).any(|(at, _)| {
        let behind = &text[at + side.len()..];
        !["의 ", "과 ", "와 ", "에 ", " 반대", " 반발", "의 반", "이 반대하"].iter().any(|other| behind.starts_with(other))
    })
}
