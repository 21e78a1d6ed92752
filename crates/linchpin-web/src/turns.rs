//! Whose turn it is to compute.
//!
//! Comes in: how large a piece of work is. Goes out: leave to begin it, first come, first served. Refuses: work that would
//! wait behind too much other work.
//!
//! Small, middling and large pieces wait in lines of their own, so that a first answer never waits for somebody's 65,536
//! futures; every rung of a ladder waits anew, so that nobody holds a line for long.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use linchpin_core::diagnostic::Refusal;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::spawn_blocking;

/// Questions that are answered or wait, at most.
const MOST_QUESTIONS: usize = 256;
/// Pieces that compute at the same time, at most: all lines together.
pub(crate) const MOST_AT_ONCE: usize = 2 + 1 + 1;

struct Line {
    /// Pieces up to this many futures times strategies wait here.
    most_runs: u64,
    room: Arc<Semaphore>,
    waiting: AtomicUsize,
}

/// The lines, and how many questions there are.
pub(crate) struct Turns {
    lines: [Line; 3],
    questions: Arc<AtomicUsize>,
}

/// A question that was let in; it leaves when this is dropped.
pub(crate) struct Entry(Arc<AtomicUsize>);

impl Drop for Entry {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// One that waits is counted until this is dropped, whether it got its turn or went away.
struct Waits<'a>(&'a AtomicUsize);

impl Drop for Waits<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Sets `cancel` when it is dropped before the answer is there.
struct Listens {
    cancel: Arc<AtomicBool>,
    answered: bool,
}

impl Drop for Listens {
    fn drop(&mut self) {
        if !self.answered {
            self.cancel.store(true, Ordering::Relaxed);
        }
    }
}

/// Where the browser, or a short answer, wants a core, work gives it up at once; the threads of a run inherit this from the one that
/// begins it. Systems without such a wish for a single thread go without.
fn stand_back() {
    #[cfg(target_os = "linux")]
    let _ = rustix::process::setpriority_process(None, 10);
}

impl Turns {
    pub(crate) fn new() -> Self {
        let line = |most_runs, at_once| Line { most_runs, room: Arc::new(Semaphore::new(at_once)), waiting: AtomicUsize::new(0) };
        Turns { lines: [line(2_048, 2), line(32_768, 1), line(u64::MAX, 1)], questions: Arc::default() }
    }

    /// Lets a question in. Refuses it where too many are in already.
    pub(crate) fn enter(&self) -> Result<Entry, Refusal> {
        let entry = Entry(Arc::clone(&self.questions));
        if self.questions.fetch_add(1, Ordering::Relaxed) < MOST_QUESTIONS {
            return Ok(entry);
        }
        Err(Refusal::new(
            format!("{MOST_QUESTIONS} questions wait already"),
            "ask again in a moment; a question that is no longer wanted leaves the line when its connection is closed",
        ))
    }

    /// Pieces that would be before one of this size; `None` where it could begin at once.
    pub(crate) fn ahead(&self, runs: u64) -> Option<usize> {
        let line = self.line(runs);
        (line.room.available_permits() == 0).then(|| line.waiting.load(Ordering::Relaxed) + 1)
    }

    /// Waits for a turn, then computes. Where nobody waits for the answer any more, `cancel` is set.
    pub(crate) async fn work<T: Send + 'static>(
        &self,
        runs: u64,
        cancel: Arc<AtomicBool>,
        compute: impl FnOnce(&AtomicBool) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        let mut listens = Listens { cancel: Arc::clone(&cancel), answered: false };
        let turn = self.turn(runs).await?;
        let computed = spawn_blocking(move || {
            // The turn ends with the work, which goes on for a moment after its reader has left.
            let _turn = turn;
            stand_back();
            if cancel.load(Ordering::Relaxed) { Err(Refusal::new("nobody waits for it", "")) } else { compute(&cancel) }
        });
        let computed = computed.await;
        listens.answered = true;
        computed.unwrap_or_else(|_| {
            Err(Refusal::new("the run broke off: this is a fault of the program", "report it with the setting"))
        })
    }

    async fn turn(&self, runs: u64) -> Result<OwnedSemaphorePermit, Refusal> {
        let line = self.line(runs);
        line.waiting.fetch_add(1, Ordering::Relaxed);
        let _waits = Waits(&line.waiting);
        // Nobody closes the lines while the lab serves.
        Arc::clone(&line.room).acquire_owned().await.map_err(|_| Refusal::new("the lab is closing", ""))
    }

    fn line(&self, runs: u64) -> &Line {
        self.lines.iter().find(|line| runs <= line.most_runs).unwrap_or(&self.lines[2])
    }
}
