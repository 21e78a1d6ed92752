//! The same work for each of many things, on several cores.

use std::sync::atomic::{AtomicUsize, Ordering};

/// What the work makes of each item, in their order. `threads`: at most so many at once; 0 means one a core. A panic of the work
/// goes on here.
pub fn each<T: Sync, R: Send>(items: &[T], threads: usize, work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let cores = || std::thread::available_parallelism().map_or(1, usize::from);
    let threads = if threads == 0 { cores() } else { threads }.min(items.len());
    if threads <= 1 {
        return items.iter().map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let mut found: Vec<(usize, R)> = std::thread::scope(|scope| {
        let (next, work) = (&next, &work);
        let hands: Vec<_> = (0..threads)
            .map(|_| {
                scope.spawn(move || {
                    let mut done = Vec::new();
                    loop {
                        let at = next.fetch_add(1, Ordering::Relaxed);
                        let Some(item) = items.get(at) else { break done };
                        done.push((at, work(item)));
                    }
                })
            })
            .collect();
        hands.into_iter().flat_map(|hand| hand.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    });
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::each;

    #[test]
    fn order_is_kept_whoever_works() {
        let items: Vec<u64> = (0..100).collect();
        let squares: Vec<u64> = items.iter().map(|x| x * x).collect();
        for threads in [0, 1, 2, 7, 200] {
            assert_eq!(each(&items, threads, |x| x * x), squares);
        }
        assert!(each(&[] as &[u64], 0, |x| *x).is_empty());
    }
}
