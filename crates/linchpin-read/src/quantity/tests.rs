use super::*;

/// Every quantity of a text as `kind value[..upper] literal`.
fn told(text: &str) -> Vec<String> {
    find(text)
        .iter()
        .map(|q| {
            assert_eq!(&text[q.span.clone()], q.literal);
            let upper = q.upper.map(|upper| format!("..{upper}")).unwrap_or_default();
            let unit = match &q.unit {
                Unit::Money(currency) => format!("money {}", currency.0),
                Unit::Duration(unit) => format!("duration {}", unit.name()),
                other => other.kind().to_string(),
            };
            let per = q.per.map(|per| format!("/{}", per.name())).unwrap_or_default();
            let value = if q.value.is_nan() { "?".to_string() } else { format!("{}", (q.value * 1e6).round() / 1e6) };
            format!("{unit} {value}{upper}{per} [{}]", q.literal)
        })
        .collect()
}

fn check(text: &str, expected: &[&str]) {
    assert_eq!(told(text), expected, "in: {text}");
}

#[test]
fn money_in_both_languages() {
    check("a $350 billion investment package", &["money USD 350000000000 [$350 billion]"]);
    check("pay $10 billion annually for upkeep", &["money USD 10000000000/year [$10 billion]"]);
    check("US$1.5bn, or 2.1 trillion won", &["money USD 1500000000 [US$1.5bn]", "money KRW 2100000000000 [2.1 trillion won]"]);
    check(
        "between $8 billion and $10 billion a year",
        &["money USD 8000000000 [$8 billion]", "money USD 10000000000/year [$10 billion]"],
    );
    check("$8-10 billion", &["money USD 8000000000..10000000000 [$8-10 billion]"]);
    check("65조 8,642억 원으로 확정", &["money KRW 65864200000000 [65조 8,642억 원]"]);
    check("65조8642억원을", &["money KRW 65864200000000 [65조8642억원]"]);
    check("3,500억 달러 투자", &["money USD 350000000000 [3,500억 달러]"]);
    check("연간 100억 달러", &["money USD 10000000000/year [100억 달러]"]);
    check("1조5천억원", &["money KRW 1500000000000 [1조5천억원]"]);
    check("350 billion U.S. dollars", &["money USD 350000000000 [350 billion U.S. dollars]"]);
    check("KRW 65.8642 trillion", &["money KRW 65864200000000 [KRW 65.8642 trillion]"]);
    check("10억 달러에서 20억 달러로", &["money USD 1000000000 [10억 달러]", "money USD 2000000000 [20억 달러]"]);
}

#[test]
fn percent_and_points() {
    check("raised by 7.5 percent this year", &["percent 7.5 [7.5 percent]", "date ? [this year]"]);
    check("3.5% of GDP", &["percent 3.5 [3.5%]"]);
    check("up 0.3 percentage points", &["points 0.3 [0.3 percentage points]"]);
    check("국내총생산의 3.5퍼센트", &["percent 3.5 [3.5퍼센트]"]);
    check("0.3%포인트 오른", &["points 0.3 [0.3%포인트]"]);
    check("0.3%p 올라", &["points 0.3 [0.3%p]"]);
    check("2-3 percent", &["percent 2..3 [2-3 percent]"]);
    check("20~30% 줄어", &["percent 20..30 [20~30%]"]);
    check("between 2 and 3 percent", &["percent 2..3 [2 and 3 percent]"]);
    check("from 2.3 to 3.5 percent", &["percent 2.3 [2.3]", "percent 3.5 [3.5 percent]"]);
    check("3 per cent", &["percent 3 [3 per cent]"]);
    check("50 basis points", &["points 0.5 [50 basis points]"]);
    check("삼십 퍼센트", &["percent 30 [삼십 퍼센트]"]);
}

#[test]
fn multiples_and_fractions() {
    check("nine times more than current levels", &["multiple 9 [nine times]"]);
    check("is 1.4 times larger than", &["multiple 1.4 [1.4 times]"]);
    check("북한 GDP의 1.4배에 달한다", &["multiple 1.4 [1.4배]"]);
    check("아홉 배 많은", &["multiple 9 [아홉 배]"]);
    check("two-thirds of voters, a third of whom", &["multiple 0.666667 [two-thirds]", "multiple 0.333333 [a third]"]);
    check("3분의 1을", &["multiple 0.333333 [3분의 1]"]);
    check("절반 이상", &["multiple 0.5 [절반]"]);
    check("spending has doubled", &["multiple 2 [doubled]"]);
    check("a double standard", &[]);
    check("met three times in May", &["count 3 [three times]", "date ? [May]"]);
    check("a fivefold rise, a tenfold cost", &["multiple 5 [fivefold]", "multiple 10 [tenfold]"]);
}

#[test]
fn counts_in_both_languages() {
    check("approximately 28,500 US troops as part", &["count 28500 [28,500 US troops]"]);
    check("28.5 thousand soldiers", &["count 28500 [28.5 thousand soldiers]"]);
    check("주한미군 28,500명", &["count 28500 [28,500명]"]);
    check("2만8500명", &["count 28500 [2만8500명]"]);
    check("2만 8천500여 명을", &["count 28500 [2만 8천500여 명]"]);
    check("이만 팔천오백 명", &["count 28500 [이만 팔천오백 명]"]);
    check("troop strength of about 450,000.", &["number 450000 [450,000]"]);
    check("twenty-eight thousand five hundred soldiers", &["count 28500 [twenty-eight thousand five hundred soldiers]"]);
    check("50 assembled warheads a year", &["count 50/year [50 assembled warheads]"]);
    check("핵탄두 50발을", &["count 50 [50발]"]);
    check("잠수함 네 척", &["count 4 [네 척]"]);
    check("두 정상은", &["count 2 [두 정상]"]);
    check("The two leaders met", &["count 2 [two leaders]"]);
    check("300 to 400 warheads", &["count 300..400 [300 to 400 warheads]"]);
    check("a 28,500-strong force", &["count 28500 [28,500-strong]"]);
}

#[test]
fn dates_in_both_languages() {
    check("Monday, January 26, 2026", &["date ? [Monday]", "date 2026.067204 [January 26, 2026]"]);
    check("on 26 January 2026 in Seoul", &["date 2026.067204 [26 January 2026]"]);
    check("by 2030, the end", &["date 2030 [2030]"]);
    check("the mid-2030s", &["date 2035 [mid-2030s]"]);
    check("last November and last month", &["date ? [last November]", "date ? [last month]"]);
    check("a 2006 joint statement", &["date 2006 [2006]"]);
    check("2026년 1월 26일", &["date 2026.067204 [2026년 1월 26일]"]);
    check("2030년까지", &["date 2030 [2030년]"]);
    check("지난해 12월 3일", &["date ? [지난해 12월 3일]"]);
    check("지난 23일 발표", &["date ? [23일]"]);
    check("2030년대 중반", &["date 2035 [2030년대 중반]"]);
    check("3일간 열린", &["duration day 3 [3일간]"].map(|_| "duration day 3 [3일]"));
    check("The 2000 troops left", &["count 2000 [2000 troops]"]);
    check("the 2026 National Defense Strategy", &["date 2026 [2026]"]);
    check("1950-53 war", &["date 1950..1953 [1950-53]"]);
    check("three years ago", &["date ? [three years ago]"]);
    check("3년 전에", &["date ? [3년 전]"]);
    check("2026-01-26", &["date 2026.067204 [2026-01-26]"]);
    check("2026.1.26.", &["date 2026.067204 [2026.1.26]"]);
    check("Officials may march", &[]);
    check("fiscal year 2027", &["date 2027 [fiscal year 2027]"]);
}

#[test]
fn durations_and_ranks() {
    check("over the past two decades", &["duration year 20 [two decades]"]);
    check("over the last 10 years", &["duration year 10 [10 years]"]);
    check("seven decades", &["duration year 70 [seven decades]"]);
    check("a five-year plan", &["duration year 5 [five-year]"]);
    check("18개월 복무", &["duration month 18 [18개월]"]);
    check("10년간", &["duration year 10 [10년]"]);
    check("20여 년", &["duration year 20 [20여 년]"]);
    check("the world's fifth-largest military", &["rank 5 [fifth]"]);
    check("세계 5위 군사력", &["rank 5 [5위]"]);
    check("제57차 한미안보협의회의", &["rank 57 [제57차]"]);
    check("his first official visit", &["rank 1 [first]"]);
    check("America First, at first, first of all", &[]);
    check("the 38th parallel", &[]);
}

#[test]
fn names_are_no_amounts() {
    for text in [
        "F-35 jets",
        "Hyunmoo-5 missile",
        "현무-5 미사일",
        "Resolution 2397",
        "K2 tanks and K9 howitzers",
        "G7",
        "at 3:30 p.m.",
        "3 p.m.",
        "Article 5",
        "제5조",
        "COVID-19",
        "call 02-123-4567 now",
        "version 3.2.1",
        "https://example.org/2026/01/26/x",
        "5G network",
        "한국과 미국",
        "이 배는",
        "억제력",
        "조선업",
        "one of the two",
        "이번에",
        "만약 백악관이",
        "사회 일각",
    ] {
        let found: Vec<_> = told(text).into_iter().filter(|told| !told.contains("two")).collect();
        assert!(found.is_empty(), "{text}: {found:?}");
    }
}

#[test]
fn the_same_amount_is_the_same_however_written() {
    let same = |a: &str, b: &str| {
        let (a, b) = (find(a), find(b));
        a[0].same(&b[0])
    };
    assert!(same("28,500 troops", "28.5 thousand"));
    assert!(same("28,500명", "2만8천500명"));
    assert!(same("65조 8,642억 원", "65.8642 trillion won"));
    assert!(same("3.5 percent", "3.5%"));
    assert!(same("nine times", "9배"));
    assert!(!same("28,500 troops", "28,400 troops"));
    assert!(!same("3.5 percent", "3.5 percentage points"));
    assert!(!same("$10 billion", "10 billion won"));
    assert!(same("2030", "2030년"));
}

#[test]
fn hedges_roles_and_ranges_are_kept() {
    let one = |text: &str| find(text).remove(0);
    assert_eq!(one("more than 35 percent").hedge, Hedge::AtLeast);
    assert_eq!(one("약 2만8천명").hedge, Hedge::About);
    assert_eq!(one("3천 명 이상").hedge, Hedge::AtLeast);
    assert_eq!(one("up to 4,500 troops").hedge, Hedge::AtMost);
    assert_eq!(one("cut to 20,000 troops").role, Role::To);
    assert_eq!(one("from 28,500 soldiers").role, Role::From);
    assert_eq!(one("increased by 7.5 percent").role, Role::By);
    assert_eq!(one("2만 명으로 감축").role, Role::To);
    assert_eq!(find("28,500명에서 20,000명으로")[0].role, Role::From);
}

#[test]
fn any_text_is_read_without_panic_and_in_linear_time() {
    let pieces = [
        "1", ",", ".", "-", "~", "년", "만", "억", " ", "$", "%", "세", "십", "two", "and", "a ", "Jan", "–", "제", "차", "½",
        "\u{301}", "분의", "to ", "th",
    ];
    let mut state = 1u64;
    for _ in 0..3000 {
        let text: String = (0..12)
            .map(|_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                pieces[(state >> 33) as usize % pieces.len()]
            })
            .collect();
        let mut end = 0;
        for quantity in find(&text) {
            assert!(quantity.span.start >= end && text[quantity.span.clone()] == quantity.literal, "{text}");
            end = quantity.span.end;
        }
    }
}
