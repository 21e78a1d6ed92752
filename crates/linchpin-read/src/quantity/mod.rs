//! Numbers with their units, as an article writes them in English and Korean.
//!
//! Comes in: the text of a paragraph. Goes out: quantities in order of place, each with its value in plain units (a whole
//! dollar, a whole person, a year), its unit, its literal text and where that stands. Refuses nothing: what is no quantity is
//! passed over. Vague amounts ("thousands of", "수십") have no value and are passed over too.

mod count;
mod date;
mod digits;
mod english;
mod gate;
mod korean;
mod scan;
mod unit;

use std::ops::Range;

pub use date::{Day, When};
pub use scan::find;
pub(crate) use unit::is_hangul;

/// A currency of the world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency(pub &'static str);

/// A length of calendar or clock time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TimeUnit {
    /// 1/3600 hour.
    Second,
    /// 1/60 hour.
    Minute,
    /// 1/24 day.
    Hour,
    /// One day.
    Day,
    /// Seven days.
    Week,
    /// A twelfth of a year.
    Month,
    /// A quarter of a year.
    Quarter,
    /// One year.
    Year,
}

impl TimeUnit {
    /// Its length in years, a year of 365.25 days.
    pub fn years(self) -> f64 {
        match self {
            TimeUnit::Second => 1.0 / (365.25 * 86_400.0),
            TimeUnit::Minute => 1.0 / (365.25 * 1440.0),
            TimeUnit::Hour => 1.0 / (365.25 * 24.0),
            TimeUnit::Day => 1.0 / 365.25,
            TimeUnit::Week => 7.0 / 365.25,
            TimeUnit::Month => 1.0 / 12.0,
            TimeUnit::Quarter => 0.25,
            TimeUnit::Year => 1.0,
        }
    }

    /// Its English name.
    pub fn name(self) -> &'static str {
        match self {
            TimeUnit::Second => "second",
            TimeUnit::Minute => "minute",
            TimeUnit::Hour => "hour",
            TimeUnit::Day => "day",
            TimeUnit::Week => "week",
            TimeUnit::Month => "month",
            TimeUnit::Quarter => "quarter",
            TimeUnit::Year => "year",
        }
    }
}

/// What a quantity counts.
#[derive(Clone, Debug, PartialEq)]
pub enum Unit {
    /// Hundredths; the value of 3.5 percent is 3.5.
    Percent,
    /// Percentage points.
    Points,
    /// Whole units of a currency.
    Money(Currency),
    /// A multiple of something else: "nine times" is 9, "half" is 0.5.
    Times,
    /// A place in an order: "fifth-largest" is 5.
    Rank,
    /// A date; the value is the year with its fraction, NaN where the text alone does not tell the year.
    Date(When),
    /// A length of time, in this unit.
    Duration(TimeUnit),
    /// So many of what the words name, such as "US troops" or "명".
    Count(String),
    /// A physical measure by its symbol, such as "km" or "t".
    Measure(&'static str),
    /// Nothing is named.
    Number,
}

impl Unit {
    /// A stable word for the kind of quantity.
    pub fn kind(&self) -> &'static str {
        match self {
            Unit::Percent => "percent",
            Unit::Points => "points",
            Unit::Money(_) => "money",
            Unit::Times => "multiple",
            Unit::Rank => "rank",
            Unit::Date(_) => "date",
            Unit::Duration(_) => "duration",
            Unit::Count(_) => "count",
            Unit::Measure(_) => "measure",
            Unit::Number => "number",
        }
    }
}

/// How firmly the number is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hedge {
    /// As it stands.
    Exact,
    /// "about", "약", "여".
    About,
    /// "more than", "at least", "이상".
    AtLeast,
    /// "up to", "less than", "이하".
    AtMost,
}

/// Which end of a change a number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// No change is told.
    Plain,
    /// Where it came from: "from 28,500".
    From,
    /// Where it goes: "to 20,000".
    To,
    /// By how much: "by 7.5 percent".
    By,
}

/// One number with its unit, where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// In plain units; the lower end of a range.
    pub value: f64,
    /// The upper end of a range.
    pub upper: Option<f64>,
    /// What it counts.
    pub unit: Unit,
    /// So much in every such time.
    pub per: Option<TimeUnit>,
    /// How firmly it is meant.
    pub hedge: Hedge,
    /// Which end of a change it is.
    pub role: Role,
    /// Bytes of the text.
    pub span: Range<usize>,
    /// The text there.
    pub literal: String,
}

impl Quantity {
    /// True when both say the same amount of the same sort: `28,500` is `28.5 thousand`, `65조 8,642억 원` is `65.8642 trillion won`.
    /// A bare number is compared with any sort by its value alone; what is counted is not compared.
    pub fn same(&self, other: &Quantity) -> bool {
        self.fits(other)
            && near(self.value, other.value)
            && near(self.upper.unwrap_or(self.value), other.upper.unwrap_or(other.value))
    }

    /// True when the sorts can be compared at all.
    fn fits(&self, other: &Quantity) -> bool {
        match (&self.unit, &other.unit) {
            (Unit::Date(a), Unit::Date(b)) => a == b,
            (Unit::Money(a), Unit::Money(b)) => a == b,
            (Unit::Duration(a), Unit::Duration(b)) => a == b,
            (Unit::Measure(a), Unit::Measure(b)) => a == b,
            (Unit::Number, _) | (_, Unit::Number) => true,
            // "three times" counts occasions or multiplies, as the sentence has it.
            (Unit::Times, Unit::Count(words)) | (Unit::Count(words), Unit::Times) => words == "times",
            (a, b) => a.kind() == b.kind(),
        }
    }
}

/// Equal but for rounding of decimal text; NaN equals NaN, since dates without a year have no value.
fn near(a: f64, b: f64) -> bool {
    (a.is_nan() && b.is_nan()) || a == b || (a - b).abs() <= 1e-9 * a.abs().max(b.abs())
}

#[cfg(test)]
mod tests;
