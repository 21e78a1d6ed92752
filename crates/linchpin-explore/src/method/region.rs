//! Regions of the input space: what PRIM and CART find, and what a rule in words is made from.
//!
//! Comes in: inputs with their kinds, and marks of the futures of interest. Goes out: limits by input, and who lies
//! within. Refuses: columns that do not belong together, marks other than 0, 1 and missing, too many categories.

use linchpin_core::diagnostic::Refusal;

use super::rows::{Complete, complete_rows, enough};

/// What kind of values an input has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Any number of a range.
    Real,
    /// Whole numbers.
    Integer,
    /// Values without order, of which some are in and some are out; yes and no are two categories.
    Category,
}

/// One input of a study.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// Name.
    pub name: &'a str,
    /// Kind of its values.
    pub kind: Kind,
    /// Values by future.
    pub values: &'a [f64],
}

/// What a region says about one input.
#[derive(Clone, Debug, PartialEq)]
pub enum Limit {
    /// Between the two, both included.
    Range {
        /// Least value.
        low: f64,
        /// Greatest value.
        high: f64,
    },
    /// One of these values, rising.
    Among(Vec<f64>),
}

impl Limit {
    /// True when a value lies within.
    pub fn holds(&self, value: f64) -> bool {
        match self {
            Limit::Range { low, high } => *low <= value && value <= *high,
            Limit::Among(values) => values.contains(&value),
        }
    }
}

/// Limits of all inputs, in their order.
#[derive(Clone, Debug, PartialEq)]
pub struct Region {
    /// One limit an input.
    pub limits: Vec<Limit>,
}

impl Region {
    /// True when a future lies within all limits.
    pub fn holds(&self, inputs: &[Input<'_>], future: usize) -> bool {
        self.limits.iter().zip(inputs).all(|(limit, input)| limit.holds(input.values[future]))
    }

    /// Inputs whose limits differ from those of the whole.
    pub fn restricted(&self, whole: &Region) -> Vec<usize> {
        (0..self.limits.len()).filter(|&at| self.limits[at] != whole.limits[at]).collect()
    }
}

/// Most categories of one input: their sets are kept as bits.
pub const MOST_CATEGORIES: usize = 64;

/// Inputs and marks of the complete futures, checked.
#[derive(Clone, Debug)]
pub(super) struct Cases<'a> {
    /// Columns in the order of the inputs; the futures that are left out are gone.
    pub columns: Vec<std::borrow::Cow<'a, [f64]>>,
    /// True for a future of interest.
    pub marks: Vec<bool>,
    /// Which futures count.
    pub complete: Complete,
}

impl<'a> Cases<'a> {
    /// Checks inputs and marks. A future with a missing mark or input is left out and counted.
    pub fn new(method: &str, inputs: &[Input<'a>], marks: &[f64]) -> Result<Self, Refusal> {
        let columns: Vec<&[f64]> = inputs.iter().map(|input| input.values).collect();
        let complete = complete_rows(&columns, marks)?;
        if let Some(wrong) = marks.iter().find(|&&v| v != 0.0 && v != 1.0 && !v.is_nan()) {
            return Err(Refusal::new(
                format!("`{method}` looks at futures that are of interest (1) or not (0); one has {wrong}"),
                "give a threshold or a criterion, so that every future is either in or out",
            ));
        }
        enough(method, complete.rows.len(), 2, "futures")?;
        let marks: Vec<bool> = complete.rows.iter().map(|&row| marks[row] == 1.0).collect();
        let of_interest = marks.iter().filter(|&&mark| mark).count();
        if of_interest == 0 || of_interest == marks.len() {
            let which = if of_interest == 0 { "no future" } else { "every future" };
            return Err(Refusal::new(
                format!("`{method}`: {which} of {} is of interest, so there is no region to find", marks.len()),
                "move the threshold, or choose another outcome or policy",
            ));
        }
        let whole = complete.left_out == 0;
        let columns = columns
            .into_iter()
            .map(|column| if whole { column.into() } else { complete.rows.iter().map(|&row| column[row]).collect() })
            .collect();
        Ok(Cases { columns, marks, complete })
    }

    /// The region that just holds all futures. Refuses an input of too many categories.
    pub fn whole(&self, inputs: &[Input<'_>]) -> Result<Region, Refusal> {
        let limits = inputs.iter().zip(&self.columns).map(|(input, column)| {
            if input.kind != Kind::Category {
                let (low, high) = column.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), &v| (v.min(l), v.max(h)));
                return Ok(Limit::Range { low, high });
            }
            let mut values: Vec<f64> = Vec::new();
            for &value in column.iter() {
                if let Err(at) = values.binary_search_by(|v| v.total_cmp(&value)) {
                    values.insert(at, value);
                }
                if values.len() > MOST_CATEGORIES {
                    return Err(Refusal::new(
                        format!("`{}` has more than {MOST_CATEGORIES} categories", input.name),
                        "declare it as a number if its values have an order, or merge categories",
                    ));
                }
            }
            Ok(Limit::Among(values))
        });
        Ok(Region { limits: limits.collect::<Result<_, _>>()? })
    }
}
