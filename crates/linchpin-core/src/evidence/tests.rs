//! Tests of dates.

use super::{Day, Disposition, Stance};

#[test]
fn dates_are_read_as_written_and_nothing_else_is() {
    for text in ["2025", "2025-12", "2025-12-03", "2024-02-29"] {
        assert_eq!(Day::parse(text).map(|day| day.to_string()).as_deref(), Some(text));
    }
    for text in ["", "25", "2025-13", "2025-00", "2025-02-29", "2025-12-3", "2025-12-03-01", "2025-12-", "20251203"] {
        assert_eq!(Day::parse(text), None, "{text}");
    }
}

#[test]
fn dates_lie_on_the_time_line() {
    let day = |text| Day::parse(text).unwrap();
    assert_eq!(day("2030-07").begins(), 2030.5);
    assert_eq!(day("2030").ends(), 2031.0);
    assert_eq!(day("2030-12-31").ends(), 2031.0);
    assert!(day("2026-01-23") < day("2026-01-24") && day("2026") < day("2026-01"));
    assert!(day("2026").agrees(day("2026-01-23")) && !day("2026-01").agrees(day("2026-02-23")));
}

#[test]
fn words_of_closed_sets_are_found_again() {
    assert!(Stance::ALL.iter().all(|one| Stance::of(one.word()) == Some(*one)));
    assert!(Disposition::ALL.iter().all(|one| Disposition::of(one.word()) == Some(*one)));
    assert_eq!(Stance::of("shrugs"), None);
}
