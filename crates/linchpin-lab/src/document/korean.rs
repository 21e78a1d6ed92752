//! Korean words for the columns and the fixed words of tables.
//!
//! Comes in: a column's name, a cell. Goes out: the same in Korean; names of the model as they are. Refuses: nothing.

/// Columns of the tables of all analyses.
const COLUMNS: &[(&str, &str)] = &[
    ("strategy", "전략"),
    ("outcome", "결과"),
    ("input", "입력"),
    ("unit", "단위"),
    ("difference", "차이"),
    ("low", "구간 아래"),
    ("high", "구간 위"),
    ("verdict", "판정"),
    ("share_better", "나은 미래의 몫"),
    ("futures", "미래"),
    ("left_out", "뺀 미래"),
    ("first", "첫째"),
    ("second", "둘째"),
    ("first_is", "첫째가"),
    ("kept", "남은 횟수"),
    ("draws", "바꾼 횟수"),
    ("as_it_is", "그대로"),
    ("least", "최소"),
    ("greatest", "최대"),
    ("front", "앞줄"),
    ("stays_of_resamples", "남은 재표본"),
    ("measure", "척도"),
    ("value", "값"),
    ("rank", "순위"),
    ("first_of_resamples", "다시 뽑아 첫째인 횟수"),
    ("part", "부분"),
    ("effect", "효과"),
    ("from", "부터"),
    ("to", "까지"),
    ("range_from", "범위 아래"),
    ("range_to", "범위 위"),
    ("by_chance", "우연일 확률"),
    ("came_back", "다시 나옴"),
    ("basis", "근거"),
    ("component", "성분"),
    ("combination", "조합"),
    ("coverage", "담은 몫"),
    ("coverage_low", "담은 몫 아래"),
    ("coverage_high", "담은 몫 위"),
    ("density", "실패 비율"),
    ("density_low", "비율 아래"),
    ("density_high", "비율 위"),
    ("mass", "크기"),
    ("distance", "거리"),
    ("when", "조건"),
    ("row", "행"),
    ("column", "열"),
    ("share_failing", "실패한 몫"),
    ("at", "값"),
    ("returns", "되풀이"),
    ("advantage_below", "아래쪽 이점"),
    ("advantage_above", "위쪽 이점"),
    ("world", "세계"),
    ("ahead", "앞선 전략"),
    ("share", "몫"),
    ("by_harmonics", "조화 분석"),
    ("score", "점수"),
    ("predicted", "맞힌 몫"),
    ("median", "중앙값"),
    ("luck_up_to", "우연의 상한"),
    ("delta", "델타"),
    ("balanced", "균형 추정"),
    ("total", "전체"),
    ("mean_absolute", "평균 절대 효과"),
    ("deviation", "표준편차"),
    ("mean", "평균"),
    ("recognises", "알아보는 것"),
    ("date", "시점"),
    ("variable", "변수"),
    ("side", "쪽"),
    ("threshold", "임계값"),
    ("false_alarms", "거짓 경보"),
    ("false_alarms_low", "거짓 경보 아래"),
    ("false_alarms_high", "거짓 경보 위"),
    ("misses", "놓침"),
    ("misses_low", "놓침 아래"),
    ("misses_high", "놓침 위"),
    ("worth", "값어치"),
    ("changes", "선택이 바뀌는 몫"),
    ("claims", "주장"),
];

/// Words that cells and units take; nothing else in a cell is a word.
const WORDS: &[(&str, &str)] = &[
    ("better", "나음"),
    ("worse", "못함"),
    ("more", "많음"),
    ("less", "적음"),
    ("same", "같음"),
    ("undecided", "갈리지 않음"),
    ("survives", "남음"),
    ("turns", "뒤바뀜"),
    ("evidence", "증거"),
    ("judgement", "판단"),
    ("as sampled", "표본 그대로"),
    ("failures", "실패"),
    ("the box of failures", "실패 상자"),
    ("luck", "운"),
    ("judgement alone", "판단만"),
    ("other sources", "그 밖의 출처"),
    ("no sector", "부문 없음"),
    ("of 100 futures", "미래 100개당"),
    ("base units", "기본 단위"),
    ("latin_hypercube", "라틴 하이퍼큐브"),
    ("monte_carlo", "몬테카를로"),
    ("sobol", "소볼 점열"),
    ("halton", "홀턴 점열"),
    ("maximin", "최악의 경우"),
    ("maximax", "최선의 경우"),
    ("hurwicz", "후르비츠"),
    ("laplace", "라플라스(평균)"),
    ("mean_regret", "평균 후회"),
    ("mean_variance", "평균과 분산"),
];

fn known(rows: &[(&str, &'static str)], word: &str) -> Option<&'static str> {
    rows.iter().find(|row| row.0 == word).map(|row| row.1)
}

/// A column's heading; one that is a name of the model stays as it is.
pub(super) fn column(name: &str) -> String {
    known(COLUMNS, name).map_or_else(|| name.replace('_', " "), str::to_owned)
}

/// A cell, or a unit, or the name of a design.
pub(super) fn word(text: &str) -> String {
    if let Some(word) = known(WORDS, text) {
        return word.to_owned();
    }
    // `above 1/year`: a side with its unit.
    for (side, ko) in [("above ", "초과"), ("below ", "미만")] {
        if let Some(unit) = text.strip_prefix(side) {
            return if unit == "1" { ko.to_owned() } else { format!("{ko} ({unit})") };
        }
    }
    // Conditions of boxes and branches, and what is left of a bundle.
    let condition = text.replace(" and ", ", ").replace(" between ", " ").replace("the other ", "나머지 ");
    condition.replace(" is ", " = ").replace(" or ", " 또는 ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_conditions_are_korean_and_names_stay() {
        assert_eq!((column("share_better").as_str(), column("us_cost").as_str()), ("나은 미래의 몫", "us cost"));
        assert_eq!((word("undecided").as_str(), word("some_lever").as_str()), ("갈리지 않음", "some_lever"));
        assert_eq!((word("above 1/year").as_str(), word("below 1").as_str()), ("초과 (1/year)", "미만"));
        assert_eq!(word("a > 1, b < 2 and c is 1 or 2"), "a > 1, b < 2, c = 1 또는 2");
    }

    #[test]
    fn no_word_stands_twice() {
        for rows in [COLUMNS, WORDS] {
            for (at, row) in rows.iter().enumerate() {
                assert!(rows[..at].iter().all(|other| other.0 != row.0), "{}", row.0);
                assert!(!row.1.is_ascii(), "{}", row.0);
            }
        }
    }
}
