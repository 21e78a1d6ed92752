//! The fixed words of pictures, in English and Korean.

/// In which language a picture speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// English.
    English,
    /// Korean.
    Korean,
}

/// The fixed words of one language.
#[derive(Clone, Copy, Debug)]
pub struct Phrases {
    /// Over a comparison; `{}` is the baseline.
    pub differences: &'static str,
    /// Under a comparison.
    pub differences_note: &'static str,
    /// Under a comparison whose verdicts survived other weights.
    pub tested_note: &'static str,
    /// Under one whose verdicts nobody tested so.
    pub untested_note: &'static str,
    /// Over what is better.
    pub better: &'static str,
    /// For a direction.
    pub higher: &'static str,
    /// For a direction.
    pub lower: &'static str,
    /// For an outcome that is not judged.
    pub neither: &'static str,
    /// Of an arm.
    pub baseline: &'static str,
    /// Of an arm.
    pub stress: &'static str,
    /// The keys of marks: better, worse, undecided.
    pub marks: [&'static str; 3],
    /// Under a fan.
    pub fan_key: [&'static str; 5],
    /// Under all pictures: `{}` futures, seed, design, model, fingerprint.
    pub source: &'static str,
    /// Added to the source line when events were silent.
    pub silent: &'static str,
    /// Unit of shares of futures.
    pub of_hundred: &'static str,
    /// Unit of a difference of percentages.
    pub points: &'static str,
    /// Of a share of futures that meet a criterion.
    pub met: &'static str,
}

/// English.
const ENGLISH: Phrases = Phrases {
    differences: "Differences from “{}”",
    differences_note: "Mean difference in the same futures under the same luck; bars are 95 % intervals and speak of sampling only",
    tested_note: "Better and worse only where the ordering survives nine of ten draws of the model's fixed weights",
    untested_note: "Better and worse by sampling alone: not tested against other fixed weights of the model",
    better: "better",
    higher: "higher is better",
    lower: "lower is better",
    neither: "no direction",
    baseline: "baseline",
    stress: "stress\u{a0}test",
    marks: ["better than the baseline", "worse", "undecided, or without direction"],
    fan_key: ["median", "25–75 % of futures", "5–95 % of futures", "single futures", "median under “{}”"],
    source: "{} futures, seed {}, {}; model {} {}",
    silent: "events silent",
    of_hundred: "futures of 100",
    points: "%-points",
    met: "futures that meet it",
};

/// Korean.
const KOREAN: Phrases = Phrases {
    differences: "‘{}’ 대비 차이",
    differences_note: "같은 미래, 같은 우연에서의 평균 차이. 막대는 95 % 구간이며 표본 오차만을 나타냄",
    tested_note: "나음과 못함은 모형의 고정 가중치를 바꾸어도 열에 아홉 번 이상 순서가 남을 때만 표시",
    untested_note: "나음과 못함은 표본으로만 판정: 모형의 다른 가중치로는 시험하지 않음",
    better: "나음",
    higher: "높을수록 좋음",
    lower: "낮을수록 좋음",
    neither: "방향 없음",
    baseline: "기준",
    stress: "시험용",
    marks: ["기준보다 나음", "기준보다 못함", "판정 불가 또는 방향 없음"],
    fan_key: ["중앙값", "미래의 25–75 %", "미래의 5–95 %", "개별 미래", "‘{}’의 중앙값"],
    source: "미래 {}개, 시드 {}, {}; 모형 {} {}",
    silent: "사건 없음",
    of_hundred: "미래 100개당",
    points: "%p",
    met: "기준을 충족한 미래",
};

impl Language {
    /// Its fixed words.
    pub fn phrases(self) -> &'static Phrases {
        match self {
            Language::English => &ENGLISH,
            Language::Korean => &KOREAN,
        }
    }

    /// A title in this language, else the other one, else the name.
    pub fn title<'a>(self, title: &'a str, ko: &'a str, name: &'a str) -> &'a str {
        let order = if self == Language::Korean { [ko, title, name] } else { [title, name, ko] };
        order.into_iter().find(|text| !text.is_empty()).unwrap_or(name)
    }
}

/// Puts words into the gaps of a phrase, one after the other.
pub fn fill(phrase: &str, words: &[&str]) -> String {
    let mut out = String::new();
    let mut words = words.iter();
    for (at, part) in phrase.split("{}").enumerate() {
        if at > 0 {
            out += words.next().copied().unwrap_or_default();
        }
        out += part;
    }
    out
}
