//! Days of the calendar.
//!
//! Comes in: years, months, days. Goes out: weekdays, days later, months later. Source of the day count: Howard Hinnant,
//! "chrono-compatible low-level date algorithms".

/// A day of the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Day {
    /// Year.
    pub year: i32,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day, 1 to 31.
    pub day: u8,
}

impl Day {
    /// The day, where the month has it and the year is one that articles speak of.
    pub fn checked(year: i32, month: u8, day: u8) -> Option<Day> {
        let fine = (1..=9999).contains(&year) && (1..=12).contains(&month) && day >= 1 && day <= days_in(year, month);
        fine.then_some(Day { year, month, day })
    }

    /// A day from `2026-01-26`, `2026-01` (its last day) or `2026` (its last day).
    pub fn parse(text: &str) -> Option<Day> {
        let digits =
            |part: &str| -> Option<i32> { part[..part.find(|c: char| !c.is_ascii_digit()).unwrap_or(part.len())].parse().ok() };
        let mut parts = text.trim().splitn(3, '-');
        let year = parts.next().filter(|year| year.len() == 4).and_then(digits)?;
        let small = |part: Option<&str>| part.map(|part| digits(part).and_then(|part| u8::try_from(part).ok()));
        let month = small(parts.next()).unwrap_or(Some(12)).filter(|month| (1..=12).contains(month))?;
        Day::checked(year, month, small(parts.next()).unwrap_or(Some(days_in(year, month)))?)
    }

    /// The year with its fraction: whole months are twelfths.
    pub fn year(self) -> f64 {
        let of_month = f64::from(self.day - 1) / f64::from(days_in(self.year, self.month));
        f64::from(self.year) + (f64::from(self.month - 1) + of_month) / 12.0
    }

    /// Monday 1 to Sunday 7.
    pub fn weekday(self) -> u8 {
        // 1970-01-01 was a Thursday.
        ((self.count() + 3).rem_euclid(7) + 1) as u8
    }

    /// So many days later.
    pub fn plus(self, days: i64) -> Day {
        from_count(self.count() + days)
    }

    /// Days since 1970-01-01.
    pub fn count(self) -> i64 {
        let (month, day) = (i64::from(self.month), i64::from(self.day));
        let year = i64::from(self.year) - i64::from(month <= 2);
        let era = year.div_euclid(400);
        let of_era = year.rem_euclid(400);
        let of_year = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + day - 1;
        era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

fn from_count(days: i64) -> Day {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = (of_year - (153 * shifted + 2) / 5 + 1) as u8;
    let month = (if shifted < 10 { shifted + 3 } else { shifted - 9 }) as u8;
    Day { year: (year_of_era + era * 400 + i64::from(month <= 2)) as i32, month, day }
}

fn days_in(year: i32, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The year and month so many months from a day.
pub(super) fn months_from(today: Day, months: i32) -> (i32, u8) {
    let all = i64::from(today.year) * 12 + i64::from(today.month - 1) + i64::from(months);
    (all.div_euclid(12) as i32, all.rem_euclid(12) as u8 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_and_named() {
        let day = Day::checked(2026, 1, 26).expect("a day");
        assert_eq!(day.weekday(), 1);
        assert_eq!(day.plus(-2).to_string(), "2026-01-24");
        assert_eq!(day.plus(-26).to_string(), "2025-12-31");
        for count in [-800_000, -1, 0, 59, 60, 365, 20_000, 800_000] {
            assert_eq!(from_count(count).count(), count);
        }
        assert_eq!(Day::checked(2023, 2, 29), None);
        assert_eq!(Day::parse("2024-02").map(|day| day.day), Some(29));
        assert_eq!(Day::parse("2025-12-03T09:00:00Z").map(|day| day.to_string()).as_deref(), Some("2025-12-03"));
        assert_eq!(Day::parse("soon"), None);
    }
}
