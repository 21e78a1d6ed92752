//! The time line.
//!
//! Comes in: `time a .. b by c`, `record every c`, `method`. Goes out: the axis in base units of time, and how the model
//! counts time. Refuses: a start after the stop, steps and record spacings that do not divide the horizon.

use linchpin_core::diagnostic::{Diagnostic, Span};
use linchpin_core::model::{Method, TimeAxis};
use linchpin_core::unit::Unit;

use super::draft::Draft;
use super::number::short;
use super::unit_table::{TimeFamily, family_of};
use crate::ast::{self, ExprKind};

/// How a time line counts, seen from its dates and units alone: units are read after this is known.
pub(crate) fn family(time: &(ast::Expr, ast::Expr, ast::Expr)) -> TimeFamily {
    let (start, stop, step) = time;
    if has_date(start) || has_date(stop) {
        return TimeFamily::Calendar;
    }
    let ends = unit_of(stop).or_else(|| unit_of(start));
    let family = |unit: &ast::Name| family_of(&unit.text).unwrap_or_else(|| TimeFamily::Own(unit.text.clone()));
    match (ends, unit_of(step)) {
        (Some(unit), _) => family(unit),
        // `2026 .. 2041 by 1 month`: years of the calendar.
        (None, Some(unit)) => match family(unit) {
            TimeFamily::Years => TimeFamily::Calendar,
            other => other,
        },
        (None, None) => TimeFamily::Years,
    }
}

fn has_date(e: &ast::Expr) -> bool {
    match &e.kind {
        ExprKind::Date { .. } => true,
        ExprKind::Group(inner) | ExprKind::Negate(inner) => has_date(inner),
        ExprKind::Chain(first, rest) => has_date(first) || rest.iter().any(|joined| has_date(&joined.operand)),
        _ => false,
    }
}

/// The unit that stands alone after a number.
fn unit_of(e: &ast::Expr) -> Option<&ast::Name> {
    match &e.kind {
        ExprKind::Number { unit: Some(unit), .. } => match unit.factors.as_slice() {
            [(name, 1)] if name.text != "%" && name.text != "1" => Some(name),
            _ => None,
        },
        ExprKind::Group(inner) | ExprKind::Negate(inner) => unit_of(inner),
        ExprKind::Chain(first, rest) => unit_of(first).or_else(|| rest.iter().find_map(|joined| unit_of(&joined.operand))),
        _ => None,
    }
}

/// An axis to go on with when the text gives none.
pub(crate) fn stand_in() -> TimeAxis {
    TimeAxis {
        start: 0.0,
        stop: 1.0,
        dt: 1.0,
        steps: 1,
        record_every: 1,
        calendar: false,
        unit: Unit::none(),
        method: Method::Euler,
    }
}

/// Steps beyond this many are a slip of the pen: no run would end.
const MOST_STEPS: f64 = 1e8;

impl Draft<'_> {
    /// Reads the time line of the model statement into the axis.
    pub(crate) fn time_line(&mut self, model: &ast::Statement) {
        let ast::Body::Model { name, time, record, method } = &model.body else { return };
        let calendar = self.family == TimeFamily::Calendar;
        let Some((start, stop, step)) = time else {
            let found = Diagnostic::error("no-time", name.span, "this model does not say when it runs")
                .help("add a line below: `time 2026-01 .. 2041-01 by 1 month`, or `time 0 .. 30 day by 0.125 day`");
            return self.report(found);
        };
        let unit = self.time_unit(time);
        self.time.calendar = calendar;
        self.time.unit = unit.clone();
        self.time.method = match method.as_ref().map(|method| (method.text.as_str(), method.span)) {
            None | Some(("euler", _)) => Method::Euler,
            Some(("rk4", _)) => Method::Rk4,
            Some((other, span)) => {
                let found = Diagnostic::error("unknown-method", span, format!("there is no method `{other}`"))
                    .help("write `euler` or `rk4`");
                self.report(found);
                Method::Euler
            }
        };
        let (first, last) = (
            self.number(start, Some(&unit), "the start of the time line"),
            self.number(stop, Some(&unit), "the stop of the time line"),
        );
        let dt = self.number(step, Some(&unit), "the step of the time line");
        let (Some(first), Some(last), Some(dt)) = (first, last, dt) else { return };
        if first >= last {
            let found = Diagnostic::error("time-line", stop.span, "the time line stops before it starts")
                .related(start.span, "the start")
                .help("let the first date be before the second");
            return self.report(found);
        }
        if dt <= 0.0 {
            let found = Diagnostic::error("time-line", step.span, "the step of the time line must be above zero")
                .help("write a step such as `1 month`");
            return self.report(found);
        }
        self.says_its_unit((start, stop, step), first, last, dt);
        let horizon = last - first;
        let Some(steps) = self.divides(horizon, dt, step.span, "the step", "the horizon", &unit) else { return };
        self.time_known = true;
        self.time = TimeAxis { start: first, stop: last, dt: horizon / f64::from(steps), steps, ..self.time.clone() };
        let Some((spacing, _)) = record else { return };
        let Some(every) = self.number(spacing, Some(&unit), "the record spacing") else { return };
        if every <= 0.0 {
            let found = Diagnostic::error("time-line", spacing.span, "the record spacing must be above zero")
                .help("write a spacing such as `3 months`");
            return self.report(found);
        }
        let whole = |x: f64| (x - x.round()).abs() < 1e-6 && x > 0.5;
        if !whole(every / dt) {
            let found = Diagnostic::error("time-line", spacing.span, "the record spacing is no whole number of steps")
                .related(step.span, "the step")
                .help(format!("record every {}, or a multiple of it", self.figure_of_time(dt, &unit)));
            return self.report(found);
        }
        if self.divides(horizon, every, spacing.span, "the record spacing", "the horizon", &unit).is_some() {
            self.time.record_every = (every / dt).round() as u32;
        }
    }

    /// A time line of bare numbers counts years: worth a word where they are no years of the calendar.
    fn says_its_unit(&mut self, (start, stop, step): (&ast::Expr, &ast::Expr, &ast::Expr), first: f64, last: f64, dt: f64) {
        /// A date has a year of four digits.
        const YEARS: std::ops::RangeInclusive<f64> = 1000.0..=9999.0;
        let bare = [start, stop, step].into_iter().all(|end| unit_of(end).is_none());
        if self.family != TimeFamily::Years || !bare || YEARS.contains(&first) && YEARS.contains(&last) {
            return;
        }
        let (from, to, by) = (short(first), short(last), self.figure_of_time(dt, &self.time.unit));
        let found = Diagnostic::warning(
            "no-time-unit",
            start.span.to(step.span),
            "this time line names no unit, so its numbers are taken as years",
        )
        .help(format!("say so, `time {from} .. {to} year by {by}`, or name the unit that is meant, such as `day`"));
        self.report(found);
    }

    /// How often a piece fits into a whole; reported when it does not.
    fn divides(&mut self, whole: f64, piece: f64, span: Span, what: &str, of: &str, unit: &Unit) -> Option<u32> {
        let times = whole / piece;
        if times > MOST_STEPS {
            let found = Diagnostic::error(
                "time-line",
                span,
                format!("{what} is too small: {of} would have {} of them", short(times.round())),
            )
            .help("make it larger");
            self.report(found);
            return None;
        }
        if (times - times.round()).abs() > 1e-6 || times < 0.5 {
            let near = whole / times.round().max(1.0);
            let found = Diagnostic::error(
                "time-line",
                span,
                format!("{what} does not divide {of}: it fits {} times", short((times * 1000.0).round() / 1000.0)),
            )
            .help(format!(
                "{} would fit, as {of} is {}",
                self.figure_of_time(near, unit),
                self.figure_of_time(whole, unit)
            ));
            self.report(found);
            return None;
        }
        Some(times.round() as u32)
    }

    /// A length of time, in months where years are broken.
    pub(crate) fn figure_of_time(&self, value: f64, unit: &Unit) -> String {
        let months = value * 12.0;
        let in_years = unit.dimension == self.time_dimension() && matches!(self.family, TimeFamily::Calendar | TimeFamily::Years);
        if in_years && value.fract() != 0.0 {
            let written = short(months);
            return format!("{written} month{}", if written == "1" { "" } else { "s" });
        }
        format!("{} {}", short(value / unit.scale), unit.text)
    }

    /// The unit in which lone numbers of the time line are, and in which time is shown.
    fn time_unit(&mut self, time: &Option<(ast::Expr, ast::Expr, ast::Expr)>) -> Unit {
        let named = |table: &super::unit_table::UnitTable, name: &str| {
            table.find(name).map(|(dimension, scale)| Unit { dimension: dimension.clone(), scale: *scale, text: name.to_owned() })
        };
        let year = || named(&self.units, "year").unwrap_or_else(Unit::none);
        if self.family == TimeFamily::Calendar {
            return year();
        }
        let Some((start, stop, step)) = time else { return year() };
        let written = unit_of(stop).or_else(|| unit_of(start)).or_else(|| unit_of(step));
        written.and_then(|name| named(&self.units, &name.text)).unwrap_or_else(year)
    }
}
