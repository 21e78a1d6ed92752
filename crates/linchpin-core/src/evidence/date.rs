//! Dates as sources give them: a year, a month or a day.

use std::fmt;

/// A year, a month of a year, or a day of a month. Ordered by where it begins; a coarser date comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Day {
    /// The year.
    pub year: i32,
    /// 1 to 12, where it is known.
    pub month: Option<u32>,
    /// 1 to 31, where it is known; never without a month.
    pub day: Option<u32>,
}

impl Day {
    /// Reads `2025`, `2025-12` or `2025-12-03`; `None` for anything else and for days that no calendar has.
    pub fn parse(text: &str) -> Option<Day> {
        let mut parts = text.split('-');
        let digits = |part: &str, n: usize| part.len() == n && part.bytes().all(|b| b.is_ascii_digit());
        let year = parts.next().filter(|part| digits(part, 4))?.parse().ok()?;
        let mut two = || -> Option<Option<u32>> {
            match parts.next() {
                None => Some(None),
                Some(part) if digits(part, 2) => part.parse().ok().map(Some),
                Some(_) => None,
            }
        };
        let (month, day) = (two()?, two()?);
        let fits = month.is_none_or(|month| (1..=12).contains(&month))
            && day.is_none_or(|day| month.is_some_and(|month| day >= 1 && day <= days_in(year, month)));
        (fits && parts.next().is_none()).then_some(Day { year, month, day })
    }

    /// Where it begins, in years: 2030-07 is 2030.5.
    pub fn begins(self) -> f64 {
        let month = self.month.unwrap_or(1);
        let into_month = f64::from(self.day.unwrap_or(1) - 1) / f64::from(days_in(self.year, month));
        f64::from(self.year) + (f64::from(month - 1) + into_month) / 12.0
    }

    /// Where it ends, in years: a day later, a month later or a year later.
    pub fn ends(self) -> f64 {
        match (self.month, self.day) {
            (None, _) => f64::from(self.year) + 1.0,
            (Some(month), None) => f64::from(self.year) + f64::from(month) / 12.0,
            (Some(month), Some(day)) => {
                let days = f64::from(days_in(self.year, month));
                f64::from(self.year) + (f64::from(month - 1) + f64::from(day) / days) / 12.0
            }
        }
    }

    /// True when one may be the other, told more closely: `2026` and `2026-01-23`.
    pub fn agrees(self, other: Day) -> bool {
        let same = |a: Option<u32>, b: Option<u32>| a.is_none() || b.is_none() || a == b;
        self.year == other.year && same(self.month, other.month) && same(self.day, other.day)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        self.month.map_or(Ok(()), |month| write!(f, "-{month:02}"))?;
        self.day.map_or(Ok(()), |day| write!(f, "-{day:02}"))
    }
}

fn days_in(year: i32, month: u32) -> u32 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}
