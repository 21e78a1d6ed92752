use super::*;
use crate::document;

fn read(text: &str) -> Vec<Statement> {
    statements(&document::read("a.txt", text.as_bytes()).expect("it is text"))
}

/// Moods of all numbers that are no dates.
fn moods(text: &str) -> Vec<Mood> {
    read(text).iter().flat_map(|s| s.told.iter()).filter(|t| !matches!(t.quantity.unit, Unit::Date(_))).map(|t| t.mood).collect()
}

#[test]
fn numbers_are_meant_in_one_of_six_ways() {
    let check = |text: &str, mood: Mood| assert_eq!(moods(text), [mood], "{text}");
    check("There are 28,500 US troops in the country.", Mood::Asserted);
    check("The US will cut its force to 20,000 troops by 2030.", Mood::Planned);
    check("Officials denied that the force would fall to 20,000 troops.", Mood::Denied);
    check("The force will not fall to 20,000 troops.", Mood::Denied);
    check("The force could fall to 20,000 troops if talks fail.", Mood::Hypothetical);
    check("Trump wants Seoul to pay $10 billion a year.", Mood::Demanded);
    check("The opposition leader claimed that only 20,000 troops were left.", Mood::Contested);
    check("He did not rule out a cut to 20,000 troops.", Mood::Hypothetical);
    check("주한미군은 28,500명이다.", Mood::Asserted);
    check("정부는 주한미군을 2만 명으로 줄이기로 합의했다고 밝혔다.", Mood::Planned);
    check("국방부는 주한미군을 2만 명으로 감축한다는 보도를 부인했다.", Mood::Denied);
    check("주한미군이 2만 명으로 줄어들 수도 있다는 관측이 나온다.", Mood::Hypothetical);
    check("미국은 연간 100억 달러를 요구했다.", Mood::Demanded);
    check("야당 대표는 주한미군이 2만 명뿐이라고 주장했다.", Mood::Contested);
    check("병력은 2만 명이 아니라 변함없이 유지된다.", Mood::Denied);
}

#[test]
fn a_plan_told_in_the_past_is_a_plan_and_a_guess_is_none() {
    let check = |text: &str, mood: Mood| assert_eq!(moods(text), [mood], "{text}");
    check("The Pentagon informed Seoul that it would cut the force to 20,000 troops.", Mood::Planned);
    check("The minister announced that spending would rise to 3.2 percent.", Mood::Planned);
    check("Analysts said that the force would fall to 20,000 troops.", Mood::Hypothetical);
    check("A cut to 20,000 troops would weaken deterrence, he said.", Mood::Hypothetical);
    check("Will the force fall to 20,000 troops?", Mood::Hypothetical);
    check("Ministers announced on May 12 that 20,000 troops will remain.", Mood::Planned);
    check("Seoul plans to lift spending to 3.5 percent as soon as possible.", Mood::Planned);
    check("The transfer will not cost more than 20,000 troops until 2033.", Mood::Denied);
    check("Command will not pass before 20,000 troops are trained.", Mood::Planned);
    check("Trump said Seoul should be paying $8 billion a year.", Mood::Demanded);
}

#[test]
fn a_side_to_a_quarrel_counts_where_it_speaks() {
    let check = |text: &str, mood: Mood| assert_eq!(moods(text), [mood], "{text}");
    check("Seoul will raise spending to 3.2 percent over the objections of the opposition.", Mood::Planned);
    check("Despite opposition to the plan, the force will fall to 20,000 troops.", Mood::Planned);
    check("Only 20,000 troops are left, said an opposition lawmaker.", Mood::Contested);
    check("Critics say the force will drop to 10,000 troops.", Mood::Contested);
    check("정부는 야당의 반대에도 국방비를 3.2%로 올리기로 했다.", Mood::Planned);
    check("야당은 주한미군이 2만 명으로 준다고 말했다.", Mood::Contested);
    check("국방부 \"주한미군 2만 명 감축설 사실 아냐\"", Mood::Denied);
}

#[test]
fn a_dateline_is_neither_place_nor_date_nor_speaker() {
    let told = read("BRUSSELS, March 30, 2026 - The minister flatly denied on Monday that 20,000 troops would leave Germany.");
    assert_eq!(told[0].speaker.as_deref(), Some("The minister"));
    assert_eq!(told[0].places.iter().map(|(place, _)| *place).collect::<Vec<_>>(), ["DE"]);
    assert!(told[0].told.iter().all(|t| t.quantity.literal != "March 30, 2026"));
}

#[test]
fn what_a_number_is_compared_with_is_not_its_date() {
    let at = |text: &str| -> Vec<Option<When>> {
        let told = read(text).into_iter().flat_map(|s| s.told);
        told.filter(|t| !matches!(t.quantity.unit, Unit::Date(_))).map(|t| t.at).collect()
    };
    let text = "2026년 5월 14일\n올해 국방예산은 65조 8,642억 원으로 지난해보다 7.5% 늘었다.";
    assert_eq!(at(text), [Some(When::Year(2026)), Some(When::Year(2026))]);
    assert_eq!(at("May 14, 2026\nThe budget grew by 7.5 percent compared with last year."), [None]);
    assert_eq!(at("In 1992 the army was large. By then there were 40,000 troops."), [Some(When::Year(1992))]);
}

#[test]
fn the_next_sentence_may_take_it_back() {
    assert_eq!(moods("A newspaper wrote that 20,000 troops would remain. The ministry denied the report."), [Mood::Denied]);
    assert_eq!(moods("한 매체는 주한미군이 2만 명으로 준다고 썼다. 국방부는 이 보도가 사실이 아니라고 밝혔다."), [Mood::Denied]);
}

#[test]
fn dates_belong_to_their_numbers() {
    let text = "Monday, January 26, 2026\nIn 2012 there were 25,000 troops. Since 2008 the force has had 28,500 soldiers. Last year it had 27,000 troops.";
    let told: Vec<_> =
        read(text).into_iter().flat_map(|s| s.told).filter(|t| matches!(t.quantity.unit, Unit::Count(_))).collect();
    assert_eq!(told.iter().map(|t| t.at).collect::<Vec<_>>(), [Some(When::Year(2012)), None, Some(When::Year(2025))]);
}

#[test]
fn speakers_and_stances() {
    let first = |text: &str| read(text).remove(0);
    let said = first("Defence Minister Ahn said the plan would stay on track.");
    assert_eq!(said.speaker.as_deref(), Some("Defence Minister Ahn"));
    assert_eq!(said.stances[0].kind, StanceKind::Holds);
    assert_eq!(
        first("“It is a clear-eyed response,” said Elbridge Colby at a forum.").speaker.as_deref(),
        Some("Elbridge Colby")
    );
    assert_eq!(first("According to the ministry, spending rose.").speaker.as_deref(), Some("the ministry"));
    assert_eq!(first("안규백 국방부 장관은 전작권 전환을 추진하겠다고 밝혔다.").speaker.as_deref(), Some("안규백 국방부 장관"));
    assert_eq!(first("국방부에 따르면 예산이 늘었다.").speaker.as_deref(), Some("국방부"));
    for (text, kind) in [
        ("Washington urged allies to do more.", StanceKind::Demands),
        ("Seoul welcomed the new strategy.", StanceKind::Supports),
        ("China opposes the deployment.", StanceKind::Opposes),
        ("Analysts warn of a gap in deterrence.", StanceKind::Fears),
        ("Korea plans to build submarines.", StanceKind::Intends),
        ("중국은 배치에 반대한다.", StanceKind::Opposes),
        ("미국은 방위비 증액을 요구했다.", StanceKind::Demands),
        ("전문가들은 공백을 우려한다.", StanceKind::Fears),
        ("정부는 이 전략을 환영했다.", StanceKind::Supports),
    ] {
        assert!(first(text).stances.iter().any(|s| s.kind == kind), "{text}");
    }
    for text in ["The United States has limited support there.", "The demand curve is flat.", "날씨가 맑다."] {
        assert!(read(text).iter().all(|s| s.stances.is_empty()), "{text}");
    }
}

#[test]
fn events_have_a_date_and_a_verb() {
    let dated = |text: &str| read(text).iter().any(|s| s.event.is_some());
    assert!(dated("The strategy was released on Friday."));
    assert!(dated("The war ended in 1953."));
    assert!(dated("한미 정상은 지난달 23일 회담했다."));
    assert!(!dated("Monday, January 26, 2026"));
    assert!(!dated("The strategy was released."));
}

#[test]
fn the_nearest_country_is_told() {
    let told = read("The US has 28,500 troops in South Korea and 35,000 troops in Germany.").remove(0).told;
    assert_eq!(told[1].place, Some("DE"));
}
