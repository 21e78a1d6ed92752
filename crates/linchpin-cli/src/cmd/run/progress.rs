//! How far a run is, on standard error.

use std::time::{Duration, Instant};

use linchpin_core::model::Model;
use linchpin_lab::run::Plan;
use linchpin_lab::words::grouped;

use crate::screen::Screen;

/// Between two lines where they do not overwrite one another.
const SPARSE: Duration = Duration::from_secs(10);
/// Between two states of one line.
const LIVELY: Duration = Duration::from_millis(100);

/// The progress of one run.
pub struct Progress<'a> {
    screen: &'a mut Screen,
    started: Instant,
    last: Option<Instant>,
}

impl<'a> Progress<'a> {
    /// Says at once what is being run.
    pub fn start(screen: &'a mut Screen, model: &Model, plan: &Plan) -> Self {
        let (arms, futures) = (plan.experiment.arms.len(), plan.experiment.futures.count as usize);
        let strategies = if arms == 1 { "1 strategy".to_owned() } else { format!("{arms} strategies") };
        let s = if futures == 1 { "" } else { "s" };
        screen.progress(format!("{}: {} future{s} x {strategies}", model.name, grouped(futures)));
        Progress { screen, started: Instant::now(), last: None }
    }

    /// So many futures of so many are done.
    pub fn at(&mut self, done: u64, of: u64) {
        let now = Instant::now();
        let pause = if self.screen.lively() { LIVELY } else { SPARSE };
        let first = if self.screen.lively() { Duration::ZERO } else { Duration::from_millis(900) };
        let due = match self.last {
            None => now - self.started >= first,
            Some(last) => now - last >= pause,
        };
        if !due || done == 0 {
            return;
        }
        self.last = Some(now);
        let seconds = (now - self.started).as_secs_f64().max(1e-3);
        let speed = done as f64 / seconds;
        let left = of.saturating_sub(done) as f64 / speed;
        self.screen.progress(format!(
            "{} of {} futures   {} futures/s   {} left",
            grouped(done as usize),
            grouped(of as usize),
            grouped(speed as usize),
            time(left)
        ));
    }
}

/// Seconds as people say them: `0:07`, `1:02:09`.
fn time(seconds: f64) -> String {
    let seconds = seconds.ceil() as u64;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

#[cfg(test)]
mod tests {
    use super::time;

    #[test]
    fn time_left_reads_like_a_clock() {
        assert_eq!([0.0, 6.2, 61.0, 3729.0].map(time), ["0:00", "0:07", "1:01", "1:02:09"]);
    }
}
