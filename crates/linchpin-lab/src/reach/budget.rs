//! What it costs, year by year: every amount of money a year in the model, before and after.
//!
//! Comes in: a model, a way to run it before and after. Goes out: a table by year, in the model's own money and, where the
//! model has a rate between two moneys, in the other too; as CSV and as an Excel file. Refuses: what cannot be written.
//!
//! Money is a base unit that is named by a currency's code: three capitals, alone or before an underscore.

use linchpin_core::diagnostic::{Refusal, SourceMap};
use linchpin_core::model::{Kind, Model, Origin, VarId};
use linchpin_core::table::Chunk;
use linchpin_core::unit::BaseUnit;
use linchpin_explore::analysis::quantiles;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};

use crate::figure::date;

/// Amounts in a table.
const MOST: usize = 40;

/// One amount in one year.
#[derive(Clone, Debug, PartialEq)]
pub struct BudgetRow {
    /// The year, or the time, as shown.
    pub year: String,
    /// The variable.
    pub variable: String,
    /// Its title.
    pub title: String,
    /// Its unit as shown.
    pub unit: String,
    /// Mean over futures before the change.
    pub before: f64,
    /// Mean after.
    pub after: f64,
    /// Mean of the paired difference.
    pub difference: f64,
    /// 5 % of the futures lie below this after the change.
    pub low: f64,
    /// 95 % lie below this.
    pub high: f64,
}

/// Amounts by year.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Budget {
    /// Rows, by variable, then by year.
    pub rows: Vec<BudgetRow>,
    /// The rate by which amounts were turned into another money, in words; empty for none.
    pub rate: String,
}

type Beside<'a> = dyn Fn(Vec<VarId>, Vec<u32>) -> Result<Chunk, Refusal> + 'a;

/// The budget before and after; `None` for a model without money a year.
pub fn budget(model: &Model, sources: &SourceMap, beside: &Beside<'_>) -> Result<Option<Budget>, Refusal> {
    let moneys: Vec<BaseUnit> =
        (0..model.units.bases.len() as u16).map(BaseUnit).filter(|unit| is_money(&model.units.bases[unit.0 as usize])).collect();
    let money_of = |id: VarId| -> Option<BaseUnit> {
        let dimension = &model.variable(id).unit.dimension;
        let time = model.units.time?;
        match *dimension.powers() {
            [(a, 1), (b, -1)] if b == time && moneys.contains(&a) => Some(a),
            [(b, -1), (a, 1)] if b == time && moneys.contains(&a) => Some(a),
            _ => None,
        }
    };
    let shown = |id: &VarId| {
        let variable = model.variable(*id);
        let computed = matches!(variable.kind, Kind::Auxiliary(_) | Kind::Flow(_) | Kind::Stock { .. });
        computed && variable.origin == Origin::Written && !variable.hidden && money_of(*id).is_some()
    };
    let amounts: Vec<VarId> = (0..model.variables.len() as u32).map(VarId).filter(shown).take(MOST).collect();
    if amounts.is_empty() {
        return Ok(None);
    }
    let rate = rate(model, &moneys);
    let mut series = amounts.clone();
    series.extend(rate.map(|rate| rate.id));
    let steps = year_steps(model);
    let chunk = beside(series, steps.clone())?;
    let [before, after] = &chunk.series[..] else { return Ok(None) };
    let mut budget = Budget::default();
    for (at, &id) in amounts.iter().enumerate() {
        rows(model, sources, id, &steps, (&before[at], &after[at]), None, &mut budget.rows);
        if let (Some(rate), Some(money)) = (rate, money_of(id)) {
            let rates = (&before[amounts.len()], &after[amounts.len()]);
            let turned = |values: &[Vec<f64>], by: &[Vec<f64>]| -> Vec<Vec<f64>> {
                let turn = |(v, r): (&f64, &f64)| if money == rate.over { v / r } else { v * r };
                values.iter().zip(by).map(|(values, by)| values.iter().zip(by).map(turn).collect()).collect()
            };
            let other = if money == rate.over { rate.under } else { rate.over };
            if money == rate.over || money == rate.under {
                let pair = (turned(&before[at], rates.0), turned(&after[at], rates.1));
                let name = format!("{}/{}", model.units.bases[other.0 as usize], model.time.unit.text);
                rows(model, sources, id, &steps, (&pair.0, &pair.1), Some((name, model.time.unit.scale)), &mut budget.rows);
            }
        }
    }
    if let Some(rate) = rate {
        let variable = model.variable(rate.id);
        budget.rate = format!("turned by `{}` ({})", variable.name, variable.unit.text);
    }
    Ok(Some(budget))
}

fn is_money(name: &str) -> bool {
    let code = name.split('_').next().unwrap_or_default();
    code.len() == 3 && code.chars().all(|c| c.is_ascii_uppercase())
}

/// A variable that says how much of one money another is worth.
#[derive(Clone, Copy)]
struct Rate {
    id: VarId,
    over: BaseUnit,
    under: BaseUnit,
}

fn rate(model: &Model, moneys: &[BaseUnit]) -> Option<Rate> {
    let of = |id: VarId| {
        let variable = model.variable(id);
        let plain = variable.origin == Origin::Written && !matches!(variable.kind, Kind::Outcome { .. });
        match *variable.unit.dimension.powers() {
            [(a, 1), (b, -1)] | [(b, -1), (a, 1)] if plain && moneys.contains(&a) && moneys.contains(&b) => {
                Some(Rate { id, over: a, under: b })
            }
            _ => None,
        }
    };
    (0..model.variables.len() as u32).map(VarId).find_map(of)
}

/// The middle of every year, or of as many parts where time is no calendar.
fn year_steps(model: &Model) -> Vec<u32> {
    let time = &model.time;
    let count = if time.calendar { (time.stop - time.start).round().max(1.0) as u32 } else { 20.min(time.steps.max(1)) };
    let mut steps: Vec<u32> = (0..count)
        .map(|at| time.step_at(time.start + (time.stop - time.start) * (f64::from(at) + 0.5) / f64::from(count)))
        .collect();
    steps.dedup();
    steps
}

fn rows(
    model: &Model,
    sources: &SourceMap,
    id: VarId,
    steps: &[u32],
    (before, after): (&[Vec<f64>], &[Vec<f64>]),
    turned: Option<(String, f64)>,
    into: &mut Vec<BudgetRow>,
) {
    let variable = model.variable(id);
    let (unit, scale) = match turned {
        Some((unit, per)) => (unit, 1.0 / per),
        None => crate::compare::shown_unit(variable, sources),
    };
    for (at, &step) in steps.iter().enumerate() {
        let whole: Vec<(f64, f64)> = before[at]
            .iter()
            .zip(&after[at])
            .map(|(a, b)| (a / scale, b / scale))
            .filter(|(a, b)| a.is_finite() && b.is_finite())
            .collect();
        let n = whole.len() as f64;
        let mean = |of: &dyn Fn(&(f64, f64)) -> f64| linchpin_explore::analysis::sum(whole.iter().map(of)) / n;
        let [low, high] = quantiles(&whole.iter().map(|pair| pair.1).collect::<Vec<f64>>(), [0.05, 0.95]);
        let time = date(&model.time, model.time.at(step));
        let year = if model.time.calendar { time.split('-').next().unwrap_or(&time).to_owned() } else { time };
        into.push(BudgetRow {
            year,
            variable: variable.name.clone(),
            title: variable.words.title.clone(),
            unit: unit.clone(),
            before: mean(&|pair| pair.0),
            after: mean(&|pair| pair.1),
            difference: mean(&|pair| pair.1 - pair.0),
            low,
            high,
        });
    }
}

const HEAD: [&str; 9] =
    ["year", "variable", "title", "unit", "before", "after", "difference", "after_5_percent", "after_95_percent"];

/// As comma-separated values.
pub fn csv(budget: &Budget) -> String {
    let mut text = HEAD.join(",") + "\n";
    for row in &budget.rows {
        let numbers = [row.before, row.after, row.difference, row.low, row.high]
            .map(|v| if v.is_finite() { v.to_string() } else { String::new() });
        let title = row.title.replace('"', "\"\"");
        text += &format!("{},{},\"{title}\",{},{}\n", row.year, row.variable, row.unit, numbers.join(","));
    }
    text
}

/// As an Excel file: one sheet, numbers as numbers.
pub fn excel(budget: &Budget, title: &str) -> Result<Vec<u8>, Refusal> {
    write(budget, title)
        .map_err(|error| Refusal::new(format!("the Excel file cannot be made: {error}"), "take the CSV file instead"))
}

fn write(budget: &Budget, title: &str) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // A fixed date: the same search gives the same bytes.
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&made));
    let bold = Format::new().set_bold();
    let plain = Format::new().set_num_format("0.000");
    let sheet = book.add_worksheet();
    sheet.set_name("budget")?;
    sheet.write_with_format(0, 0, title, &bold)?;
    sheet.write(
        1,
        0,
        format!(
            "means over futures, the same futures before and after{}{}",
            if budget.rate.is_empty() { "" } else { "; " },
            budget.rate
        ),
    )?;
    for (at, word) in HEAD.iter().enumerate() {
        sheet.write_with_format(3, at as u16, *word, &bold)?;
    }
    for (at, row) in budget.rows.iter().enumerate() {
        let line = 4 + at as u32;
        match row.year.parse::<f64>() {
            Ok(year) => sheet.write(line, 0, year)?,
            Err(_) => sheet.write(line, 0, &row.year)?,
        };
        for (column, word) in [(1, &row.variable), (2, &row.title), (3, &row.unit)] {
            sheet.write(line, column, word)?;
        }
        for (column, value) in (4..).zip([row.before, row.after, row.difference, row.low, row.high]) {
            if value.is_finite() {
                sheet.write_with_format(line, column, value, &plain)?;
            }
        }
    }
    sheet.set_freeze_panes(4, 0)?;
    sheet.set_column_width(1, 24)?;
    sheet.set_column_width(2, 40)?;
    sheet.set_column_width(3, 16)?;
    book.save_to_buffer()
}
