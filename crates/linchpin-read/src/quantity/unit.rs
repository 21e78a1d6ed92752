//! The unit that stands behind a number, in both languages.
//!
//! Comes in: the text right behind a number. Goes out: the unit and how many bytes it took, its leading space included.

use super::digits::{space, whole, word};
use super::{Currency, TimeUnit, Unit};

/// A unit read behind a number.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Behind {
    pub unit: Unit,
    /// What the number is multiplied by to be in that unit.
    pub factor: f64,
    pub len: usize,
}

fn behind(unit: Unit, len: usize) -> Option<Behind> {
    Some(Behind { unit, factor: 1.0, len })
}

/// Currencies by sign or code before the number; longer ones first.
const BEFORE: [(&str, &str); 27] = [
    ("us$", "USD"),
    ("u.s.$", "USD"),
    ("usd", "USD"),
    ("a$", "AUD"),
    ("au$", "AUD"),
    ("aud", "AUD"),
    ("c$", "CAD"),
    ("ca$", "CAD"),
    ("nt$", "TWD"),
    ("hk$", "HKD"),
    ("s$", "SGD"),
    ("nz$", "NZD"),
    ("$", "USD"),
    ("krw", "KRW"),
    ("₩", "KRW"),
    ("￦", "KRW"),
    ("eur", "EUR"),
    ("€", "EUR"),
    ("gbp", "GBP"),
    ("£", "GBP"),
    ("jpy", "JPY"),
    ("¥", "JPY"),
    ("cny", "CNY"),
    ("rmb", "CNY"),
    ("inr", "INR"),
    ("₹", "INR"),
    ("chf", "CHF"),
];

/// A currency sign or code at the start of a text.
pub(super) fn currency_before(lower: &str) -> Option<(Currency, usize)> {
    let (sign, code) = BEFORE.iter().find(|(sign, _)| lower.starts_with(sign))?;
    Some((Currency(code), sign.len()))
}

/// Currencies by English name behind the number.
fn currency_named(word: &str) -> Option<&'static str> {
    Some(match word {
        "dollar" | "dollars" | "usd" => "USD",
        "won" | "krw" => "KRW",
        "yen" | "jpy" => "JPY",
        "euro" | "euros" | "eur" => "EUR",
        "yuan" | "rmb" | "cny" | "renminbi" => "CNY",
        "ruble" | "rubles" | "rouble" | "roubles" => "RUB",
        "gbp" => "GBP",
        "rupee" | "rupees" => "INR",
        "zloty" | "zlotys" => "PLN",
        _ => return None,
    })
}

/// Words that may stand between a number and the name of its currency.
fn currency_country(word: &str) -> Option<Option<&'static str>> {
    Some(match word {
        "us" | "american" => Some("USD"),
        "australian" => Some("AUD"),
        "canadian" => Some("CAD"),
        "taiwan" | "taiwanese" => Some("TWD"),
        "singapore" => Some("SGD"),
        "hong" => Some("HKD"),
        "korean" | "japanese" | "chinese" | "south" | "north" => None,
        _ => return None,
    })
}

/// A unit of time by English name.
pub(super) fn time_named(word: &str) -> Option<(TimeUnit, f64)> {
    Some(match word {
        "second" | "seconds" => (TimeUnit::Second, 1.0),
        "minute" | "minutes" => (TimeUnit::Minute, 1.0),
        "hour" | "hours" => (TimeUnit::Hour, 1.0),
        "day" | "days" => (TimeUnit::Day, 1.0),
        "week" | "weeks" => (TimeUnit::Week, 1.0),
        "fortnight" => (TimeUnit::Week, 2.0),
        "month" | "months" => (TimeUnit::Month, 1.0),
        "quarter" | "quarters" => (TimeUnit::Quarter, 1.0),
        "year" | "years" | "yr" | "yrs" => (TimeUnit::Year, 1.0),
        "decade" | "decades" => (TimeUnit::Year, 10.0),
        "century" | "centuries" => (TimeUnit::Year, 100.0),
        _ => return None,
    })
}

/// A physical measure by English name or symbol.
fn measure_named(word: &str) -> Option<(&'static str, f64)> {
    Some(match word {
        "km" | "kms" | "kilometer" | "kilometers" | "kilometre" | "kilometres" => ("km", 1.0),
        "m" | "meter" | "meters" | "metre" | "metres" => ("m", 1.0),
        "cm" | "centimeters" | "centimetres" => ("m", 0.01),
        "mile" | "miles" => ("mile", 1.0),
        "nm" => ("nautical mile", 1.0),
        "ft" | "foot" | "feet" => ("ft", 1.0),
        "kg" | "kilogram" | "kilograms" | "kilo" | "kilos" => ("kg", 1.0),
        "ton" | "tons" | "tonne" | "tonnes" => ("t", 1.0),
        "kiloton" | "kilotons" | "kt" => ("kt", 1.0),
        "megaton" | "megatons" => ("kt", 1000.0),
        "mw" | "megawatt" | "megawatts" => ("MW", 1.0),
        "gw" | "gigawatt" | "gigawatts" => ("MW", 1000.0),
        "barrel" | "barrels" => ("barrel", 1.0),
        "liter" | "liters" | "litre" | "litres" => ("l", 1.0),
        "acre" | "acres" => ("acre", 1.0),
        "hectare" | "hectares" => ("ha", 1.0),
        "knot" | "knots" => ("knot", 1.0),
        "degree" | "degrees" => ("degree", 1.0),
        _ => return None,
    })
}

/// A unit behind a number. Reads English first, then Korean.
pub(super) fn after(lower: &str) -> Option<Behind> {
    english(lower).or_else(|| korean(lower))
}

fn english(lower: &str) -> Option<Behind> {
    let hyphen = lower.starts_with('-');
    let gap = if hyphen { 1 } else { space(lower) };
    let rest = &lower[gap..];
    if let Some(tail) = rest.strip_prefix('%') {
        return percent(tail, gap + 1);
    }
    if let Some(tail) = rest.strip_prefix('％') {
        return percent(tail, gap + '％'.len_utf8());
    }
    let name = word(rest);
    if name.is_empty() {
        return None;
    }
    let tail = &rest[name.len()..];
    if tail.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let end = gap + name.len();
    let second_gap = if tail.starts_with('-') { 1 } else { space(tail) };
    let second = word(&tail[second_gap..]);
    match name {
        "percent" | "pct" => return percent(tail, end),
        "per" if second == "cent" => return percent(&tail[second_gap + 4..], end + second_gap + 4),
        "percentage" if matches!(second, "point" | "points") => return behind(Unit::Points, end + second_gap + second.len()),
        "pp" | "ppt" | "ppts" | "p" if name != "p" => return behind(Unit::Points, end),
        "basis" if matches!(second, "point" | "points") => {
            return Some(Behind { unit: Unit::Points, factor: 0.01, len: end + second_gap + second.len() });
        }
        "times" | "fold" => return behind(Unit::Times, end),
        "x" if gap == 0 => return behind(Unit::Times, end),
        "metric" if matches!(second, "ton" | "tons" | "tonne" | "tonnes") => {
            return behind(Unit::Measure("t"), end + second_gap + second.len());
        }
        "nautical" if matches!(second, "mile" | "miles") => {
            return behind(Unit::Measure("nautical mile"), end + second_gap + second.len());
        }
        "square" => {
            let (symbol, factor) = match second {
                "kilometers" | "kilometres" | "kilometer" | "kilometre" => ("km2", 1.0),
                "meters" | "metres" | "meter" | "metre" => ("m2", 1.0),
                "miles" | "mile" => ("mile2", 1.0),
                _ => return None,
            };
            return Some(Behind { unit: Unit::Measure(symbol), factor, len: end + second_gap + second.len() });
        }
        _ => {}
    }
    if let Some((unit, factor)) = time_named(name) {
        return Some(Behind { unit: Unit::Duration(unit), factor, len: end });
    }
    if let Some(money) = currency_worded(rest, gap) {
        return Some(money);
    }
    let (symbol, factor) = measure_named(name)?;
    // A lone letter is a measure only when it touches the number and is not a scale of money.
    if name.len() == 1 && gap > 0 {
        return None;
    }
    Some(Behind { unit: Unit::Measure(symbol), factor, len: end })
}

/// `%` may be the start of percentage points: `%p`, `%포인트`, `percent points`.
fn percent(tail: &str, len: usize) -> Option<Behind> {
    let gap = if tail.starts_with('-') { 1 } else { space(tail) };
    for name in ["points", "point", "포인트"] {
        let found =
            if name == "포인트" { tail[gap..].starts_with(name).then_some(name.len()) } else { whole(&tail[gap..], name) };
        if let Some(more) = found {
            return behind(Unit::Points, len + gap + more);
        }
    }
    if let Some(more) = whole_latin(tail, "p").or_else(|| whole_latin(tail, "pt")) {
        return behind(Unit::Points, len + more);
    }
    behind(Unit::Percent, len)
}

/// Like `whole`, but Hangul may follow: `0.3%p로`.
fn whole_latin(text: &str, word: &str) -> Option<usize> {
    let rest = text.strip_prefix(word)?;
    (!rest.starts_with(|c: char| c.is_ascii_alphanumeric())).then_some(word.len())
}

/// `dollars`, `U.S. dollars`, `Korean won`.
fn currency_worded(rest: &str, gap: usize) -> Option<Behind> {
    let name = word(rest);
    if let Some(code) = currency_named(name) {
        return behind(Unit::Money(Currency(code)), gap + name.len());
    }
    if matches!(name, "pound" | "pounds") {
        let tail = &rest[name.len()..];
        let more = if tail.starts_with(" sterling") { " sterling".len() } else { 0 };
        return behind(Unit::Money(Currency("GBP")), gap + name.len() + more);
    }
    let (country, mut at) = match rest.strip_prefix("u.s.") {
        Some(_) => ("us", "u.s.".len()),
        None => (name, name.len()),
    };
    let mut code = currency_country(country)?;
    at += space(&rest[at..]);
    let mut next = word(&rest[at..]);
    // "New Taiwan dollars", "Hong Kong dollars", "South Korean won".
    if matches!(next, "kong" | "korean") {
        at += next.len();
        at += space(&rest[at..]);
        next = word(&rest[at..]);
    }
    let named = currency_named(next)?;
    code = if named == "USD" { code } else { Some(named) };
    behind(Unit::Money(Currency(code?)), gap + at + next.len())
}

/// Korean units that may stand behind a number; longer ones first where one is the start of another.
fn korean(text: &str) -> Option<Behind> {
    let gap = space(text).min(1);
    let rest = &text[gap..];
    let (rest, extra) = match rest.strip_prefix('여') {
        Some(more) => (&more[space(more).min(1)..], '여'.len_utf8() + space(more).min(1)),
        None => (rest, 0),
    };
    let lead = gap + extra;
    let hangul = rest.chars().next().is_some_and(is_hangul);
    if !hangul {
        return None;
    }
    let at = |name: &str| rest.starts_with(name).then_some(lead + name.len());
    if let Some(len) =
        at("퍼센트").or_else(|| at("프로")).filter(|_| !rest.starts_with("프로그램") && !rest.starts_with("프로젝트"))
    {
        return percent(&text[len..], len);
    }
    for (name, code) in [
        ("미국 달러", "USD"),
        ("미 달러", "USD"),
        ("호주달러", "AUD"),
        ("대만달러", "TWD"),
        ("달러", "USD"),
        ("유로", "EUR"),
        ("위안", "CNY"),
        ("파운드", "GBP"),
        ("루블", "RUB"),
    ] {
        if let Some(len) = at(name) {
            return behind(Unit::Money(Currency(code)), len);
        }
    }
    // 원 and 엔 begin other words too (원자로, 엔진): particles or an end must follow.
    for (name, code) in [("원", "KRW"), ("엔", "JPY")] {
        if let Some(len) = at(name).filter(|len| ends_eojeol(&text[*len..])) {
            return behind(Unit::Money(Currency(code)), len);
        }
    }
    for (name, unit, factor) in [
        ("개월", TimeUnit::Month, 1.0),
        ("개년", TimeUnit::Year, 1.0),
        ("주일", TimeUnit::Week, 1.0),
        ("주간", TimeUnit::Week, 1.0),
        ("시간", TimeUnit::Hour, 1.0),
        ("분기", TimeUnit::Quarter, 1.0),
    ] {
        if let Some(len) = at(name) {
            return Some(Behind { unit: Unit::Duration(unit), factor, len });
        }
    }
    for (name, symbol, factor) in [
        ("킬로미터", "km", 1.0),
        ("킬로톤", "kt", 1.0),
        ("킬로그램", "kg", 1.0),
        ("메가와트", "MW", 1.0),
        ("해리", "nautical mile", 1.0),
        ("미터", "m", 1.0),
        ("리터", "l", 1.0),
        ("배럴", "barrel", 1.0),
        ("톤", "t", 1.0),
    ] {
        if let Some(len) = at(name) {
            return Some(Behind { unit: Unit::Measure(symbol), factor, len });
        }
    }
    if let Some(len) = at("번째").or_else(|| at("위").filter(|len| ends_eojeol(&text[*len..]))) {
        return behind(Unit::Rank, len);
    }
    if let Some(len) = at("배").filter(|len| ends_eojeol(&text[*len..]) || rest.starts_with("배가량") || rest.starts_with("배 "))
    {
        return behind(Unit::Times, len);
    }
    for (name, unit) in [
        ("년", TimeUnit::Year),
        ("주", TimeUnit::Week),
        ("달", TimeUnit::Month),
        ("분", TimeUnit::Minute),
        ("초", TimeUnit::Second),
    ] {
        let fine = |len: &usize| !text[*len..].starts_with("의 ") || name != "분";
        if let Some(len) = at(name).filter(|len| ends_eojeol(&text[*len..]) && fine(len)) {
            return Some(Behind { unit: Unit::Duration(unit), factor: 1.0, len });
        }
    }
    if let Some(len) =
        at("일").filter(|len| ["간", "동안", "째", "이내", "만에"].iter().any(|more| text[*len..].trim_start().starts_with(more)))
    {
        return Some(Behind { unit: Unit::Duration(TimeUnit::Day), factor: 1.0, len });
    }
    for counter in COUNTERS {
        if let Some(len) = at(counter).filter(|len| ends_eojeol(&text[*len..])) {
            return behind(Unit::Count(counter.to_string()), len);
        }
    }
    None
}

/// What Korean counts with; longer ones first.
const COUNTERS: [&str; 46] = [
    "개국", "개사", "개소", "개교", "개", "사람", "명", "인", "군데", "곳", "척", "대", "발", "기", "문", "정", "건", "차례",
    "번", "회", "가지", "종류", "종", "나라", "국가", "국", "정상", "살", "세", "점", "표", "석", "채", "통", "장", "쪽", "편",
    "권", "마리", "층", "단계", "사단", "여단", "대대", "자루", "분야",
];

/// True for a Hangul syllable.
pub(crate) fn is_hangul(c: char) -> bool {
    ('가'..='힣').contains(&c)
}

/// True when the word ends here, or only a particle or ending follows.
pub(super) fn ends_eojeol(rest: &str) -> bool {
    let word: &str = &rest[..rest.find(|c: char| !is_hangul(c)).unwrap_or(rest.len())];
    if word.is_empty() {
        return true;
    }
    const PARTICLES: [&str; 66] = [
        "은",
        "는",
        "이",
        "가",
        "을",
        "를",
        "의",
        "에",
        "로",
        "으로",
        "과",
        "와",
        "도",
        "만",
        "까지",
        "부터",
        "에서",
        "보다",
        "에게",
        "뿐",
        "씩",
        "간",
        "이나",
        "나",
        "이며",
        "며",
        "이고",
        "고",
        "이다",
        "다",
        "인",
        "이라",
        "라",
        "이라고",
        "라고",
        "이라는",
        "라는",
        "이란",
        "정도",
        "가량",
        "이상",
        "이하",
        "미만",
        "초과",
        "안팎",
        "내외",
        "째",
        "짜리",
        "당",
        "대",
        "여",
        "규모",
        "어치",
        "수준",
        "에는",
        "에도",
        "로는",
        "으로는",
        "까지는",
        "에서는",
        "였다",
        "이었다",
        "인데",
        "이던",
        "만에",
        "치",
    ];
    PARTICLES.contains(&word)
        || PARTICLES.iter().any(|first| word.strip_prefix(first).is_some_and(|more| PARTICLES.contains(&more)))
}
