//! All cores at work on a stream: blocks are dealt out in turn and taken back in turn, so their order stays.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use crate::shell::cli::Failure;

/// Blocks that a lane may have before it: one at work, one waiting.
const AHEAD: usize = 2;

/// A worker: where its blocks go in, and its answers come out.
struct Lane<B, A> {
    blocks: SyncSender<B>,
    answers: Receiver<A>,
}

/// Reads blocks, has them answered on all cores, and writes the answers in the order of the blocks. `worker` is called once
/// for each core; no more than two blocks a core are held.
pub(super) fn run<B: Send, A: Send, W: FnMut(B) -> A>(
    mut read: impl FnMut() -> Result<Option<B>, Failure>,
    worker: impl Fn() -> W + Sync,
    mut write: impl FnMut(A) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let lane = || {
            let (blocks, waiting) = sync_channel::<B>(AHEAD);
            let (done, answers) = sync_channel(AHEAD);
            let worker = &worker;
            scope.spawn(move || {
                let mut answer = worker();
                // It ends where nobody asks, or nobody listens any more.
                while let Ok(block) = waiting.recv() {
                    if done.send(answer(block)).is_err() {
                        break;
                    }
                }
            });
            Lane { blocks, answers }
        };
        let lanes: Vec<Lane<B, A>> = (0..cores).map(|_| lane()).collect();
        let most = cores.saturating_mul(AHEAD);
        let (mut sending, mut taking) = (lanes.iter().cycle(), lanes.iter().cycle());
        let (mut under_way, mut ended) = (0usize, false);
        loop {
            while !ended && under_way < most {
                match read()? {
                    Some(block) => {
                        let sent = sending.next().map(|lane| lane.blocks.send(block));
                        sent.and_then(Result::ok).ok_or_else(stopped)?;
                        under_way = under_way.saturating_add(1);
                    }
                    None => ended = true,
                }
            }
            if under_way == 0 {
                return Ok(());
            }
            let answer = taking.next().map(|lane| lane.answers.recv());
            write(answer.and_then(Result::ok).ok_or_else(stopped)?)?;
            under_way = under_way.saturating_sub(1);
        }
    })
}

fn stopped() -> Failure {
    Failure::Told("a worker stopped".to_owned())
}
