//! Dates as articles write them, and what they mean seen from a day.
//!
//! Comes in: text at a date, in English or Korean. Goes out: the date as far as the text tells it; with the day of the article
//! also what "last November" or "지난달 23일" mean. Refuses nothing.

mod calendar;
mod english;
mod korean;
mod numeric;

pub use calendar::Day;
pub(super) use english::by_word;
pub(super) use korean::by_hangul;
pub(super) use numeric::by_digits;

use super::TimeUnit;

/// A date as far as the text tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum When {
    /// A day of a month of a year.
    Day(Day),
    /// A month of a year.
    Month(i32, u8),
    /// A quarter of a year, 1 to 4.
    Quarter(i32, u8),
    /// A half of a year, 1 or 2.
    Half(i32, u8),
    /// A year.
    Year(i32),
    /// Ten years from this one; the second is the year that "early", "mid" or "late" mean.
    Decade(i32, i32),
    /// A month and perhaps a day (0 for none) without a year; -1 for "last", 1 for "next".
    MonthDay(u8, u8, i8),
    /// A day of some month; -1 for "last", 1 for "next".
    DayOnly(u8, i8),
    /// A weekday, Monday 1 to Sunday 7; -1 for "last", 1 for "next".
    Weekday(u8, i8),
    /// A quarter or half without a year: which, and its unit's length in months.
    PartOnly(u8, u8),
    /// So many units from the day of the article, with a month and day of it where they are told (else 0).
    Relative(i32, TimeUnit, u8, u8),
}

impl When {
    /// The year with its fraction, where the text alone tells it. `2030-07` is 2030 + 6/12.
    pub fn year(self) -> Option<f64> {
        Some(match self {
            When::Day(day) => day.year(),
            When::Month(year, month) => f64::from(year) + f64::from(month - 1) / 12.0,
            When::Quarter(year, quarter) => f64::from(year) + f64::from(quarter - 1) / 4.0,
            When::Half(year, half) => f64::from(year) + f64::from(half - 1) / 2.0,
            When::Year(year) => f64::from(year),
            When::Decade(_, year) => f64::from(year),
            _ => return None,
        })
    }

    /// The same date with its year, seen from a day. A bare month or day is the one nearest before the day, unless "next" is said.
    pub fn seen_from(self, today: Day) -> When {
        match self {
            When::MonthDay(month, day, way) => {
                let mut year = today.year;
                let later = (month, day) > (today.month, today.day);
                match way {
                    // "last November" in November means a year ago.
                    -1 if month >= today.month => year -= 1,
                    -1 => {}
                    1 if month <= today.month => year += 1,
                    1 => {}
                    // A month more than half a year ahead was meant as the past one.
                    _ if later && month > today.month + 6 => year -= 1,
                    _ if !later && month + 6 < today.month => year += 1,
                    _ => {}
                }
                if day == 0 {
                    When::Month(year, month)
                } else {
                    Day::checked(year, month, day).map_or(When::Month(year, month), When::Day)
                }
            }
            When::DayOnly(day, way) => {
                let back = way < 0 && day >= today.day || way == 0 && day > today.day + 7;
                let ahead = way > 0 && day <= today.day;
                let (year, month) = calendar::months_from(today, i32::from(ahead) - i32::from(back));
                Day::checked(year, month, day).map_or(When::Month(year, month), When::Day)
            }
            When::Weekday(weekday, way) => {
                let back = (i64::from(today.weekday()) - i64::from(weekday)).rem_euclid(7);
                let days = match way {
                    1 => 7 - back,
                    -1 if back == 0 => -7,
                    _ => -back,
                };
                When::Day(today.plus(days))
            }
            When::PartOnly(which, 3) => When::Quarter(today.year, which),
            When::PartOnly(which, _) => When::Half(today.year, which),
            When::Relative(count, unit, month, day) => relative(today, count, unit, month, day),
            known => known,
        }
    }
}

fn relative(today: Day, count: i32, unit: TimeUnit, month: u8, day: u8) -> When {
    let with_day = |year, month, day| {
        if day == 0 {
            When::Month(year, month)
        } else {
            Day::checked(year, month, day).map_or(When::Month(year, month), When::Day)
        }
    };
    match unit {
        TimeUnit::Year if month > 0 => with_day(today.year.saturating_add(count), month, day),
        TimeUnit::Year => When::Year(today.year.saturating_add(count)),
        TimeUnit::Quarter => {
            let quarters = i64::from(today.year) * 4 + i64::from((today.month - 1) / 3) + i64::from(count);
            When::Quarter(quarters.div_euclid(4) as i32, quarters.rem_euclid(4) as u8 + 1)
        }
        TimeUnit::Month => {
            let (year, month) = calendar::months_from(today, count);
            with_day(year, month, day)
        }
        TimeUnit::Week => When::Day(today.plus(i64::from(count) * 7)),
        TimeUnit::Day => When::Day(today.plus(i64::from(count))),
        _ => When::Day(today),
    }
}

/// A date read from a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct ReadDate {
    pub when: When,
    /// The end, for "1950-53".
    pub until: Option<When>,
    pub len: usize,
}

fn read(when: When, len: usize) -> Option<ReadDate> {
    Some(ReadDate { when, until: None, len })
}
