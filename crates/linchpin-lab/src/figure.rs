//! Numbers in words: values in their declared unit, dates, ranges.
//!
//! Comes in: values in base units. Goes out: short text. Refuses: dates that are none.

use linchpin_core::diagnostic::Refusal;
use linchpin_core::model::{Model, TimeAxis};
use linchpin_core::unit::Unit;

/// A number with at most twelve significant digits and no trailing zeros: what was written, without the noise of a
/// unit's scale.
pub fn exact(value: f64) -> String {
    rounded(value, 12)
}

/// A number with four significant digits, for reading.
pub fn short(value: f64) -> String {
    rounded(value, 4)
}

fn rounded(value: f64, digits: i32) -> String {
    if value == 0.0 {
        return "0".into();
    }
    if !value.is_finite() {
        return if value.is_nan() {
            "not a number".into()
        } else if value > 0.0 {
            "infinity".into()
        } else {
            "-infinity".into()
        };
    }
    let size = value.abs().log10().floor() as i32;
    if !(-5..15).contains(&size) {
        let text = format!("{value:.*e}", (digits - 1).max(0) as usize);
        let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        return format!("{}e{exponent}", trimmed(mantissa));
    }
    trimmed(&format!("{value:.*}", (digits - 1 - size).max(0) as usize)).to_string()
}

fn trimmed(text: &str) -> &str {
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { text }
}

/// A value held in base units as a number of this unit.
pub fn in_unit(value: f64, unit: &Unit) -> f64 {
    value / unit.scale
}

/// The name of a unit after a number; empty for a pure number.
pub fn unit_suffix(unit: &Unit) -> String {
    if unit.text == "1" || unit.text.is_empty() { String::new() } else { format!(" {}", unit.text) }
}

/// A value in its unit, exactly: `3.5 %`, `28.5 kperson`.
pub fn exact_with_unit(value: f64, unit: &Unit) -> String {
    format!("{}{}", exact(in_unit(value, unit)), unit_suffix(unit))
}

/// A value in its unit, for reading.
pub fn short_with_unit(value: f64, unit: &Unit) -> String {
    format!("{}{}", short(in_unit(value, unit)), unit_suffix(unit))
}

/// A time as the reader knows it: `2030-07` where time is a calendar, else a number in the shown unit.
pub fn date(time: &TimeAxis, at: f64) -> String {
    if !time.calendar {
        return exact_with_unit(at, &time.unit);
    }
    let months = at * 12.0;
    let nearest = months.round();
    if (months - nearest).abs() > 0.02 {
        return exact((at * 1000.0).round() / 1000.0);
    }
    format!("{:04}-{:02}", (nearest / 12.0).floor(), nearest.rem_euclid(12.0) as u32 + 1)
}

/// The time that a reader names: `2030`, `2030-07`, `2030.25`, or a number in the model's unit of time.
/// Refuses what is no time, and times outside the horizon.
pub fn time_of(model: &Model, text: &str) -> Result<f64, Refusal> {
    let time = &model.time;
    let span = format!("{} runs from {} to {}", model.name, date(time, time.start), date(time, time.stop));
    let month = text.split_once('-').and_then(|(year, month)| {
        let (year, month): (i32, u32) = (year.parse().ok()?, month.parse().ok()?);
        (1..=12).contains(&month).then(|| f64::from(year) + f64::from(month - 1) / 12.0)
    });
    let at = match (time.calendar, month, text.trim().parse::<f64>()) {
        (true, Some(at), _) => at,
        (true, None, Ok(year)) if year.is_finite() => year,
        (false, _, Ok(number)) if number.is_finite() => number * time.unit.scale,
        _ => {
            let form = if time.calendar { "a date is written 2030-07" } else { "a time is a number in the model's unit of time" };
            return Err(Refusal::new(format!("`{text}` is no time of {}", model.name), format!("{form}; {span}")));
        }
    };
    let slack = 1e-6 * time.dt;
    if at < time.start - slack || at > time.stop + slack {
        return Err(Refusal::new(format!("{text} lies outside the model's time"), span));
    }
    Ok(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_without_noise() {
        assert_eq!(exact(0.035 / 0.01), "3.5");
        assert_eq!(exact(1e6), "1000000");
        assert_eq!(exact(-0.1 - 0.2), "-0.3");
        assert_eq!(exact(1.5e-9), "1.5e-9");
        assert_eq!(exact(2.5e20), "2.5e20");
        assert_eq!(short(65.8642), "65.86");
        assert_eq!(short(123456.7), "123457");
        assert_eq!(short(f64::NAN), "not a number");
    }

    #[test]
    fn dates_of_a_calendar() {
        let time = TimeAxis {
            start: 2026.0,
            stop: 2041.0,
            dt: 1.0 / 12.0,
            steps: 180,
            record_every: 3,
            calendar: true,
            unit: Unit::none(),
            method: linchpin_core::model::Method::Euler,
        };
        assert_eq!(date(&time, 2026.0), "2026-01");
        assert_eq!(date(&time, 2030.5), "2030-07");
        assert_eq!(date(&time, 2026.0 + 11.0 / 12.0), "2026-12");
        assert_eq!(date(&time, time.at(179)), "2040-12");
        assert_eq!(date(&time, 2026.0 + 1.0 / 24.0), "2026.042");
    }
}
