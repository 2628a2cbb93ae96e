//! All cores at work on a stream: blocks are dealt out in turn and taken back in turn, so their order stays.

use std::io;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use super::blocks::{Block, Blocks};
use crate::shell::cli::Failure;

/// Blocks that a lane may have: one at work, one waiting.
const AHEAD: usize = 2;

/// A worker: where its blocks go in, and come out answered.
struct Lane {
    to: SyncSender<Block>,
    from: Receiver<Block>,
}

/// Cuts blocks, has them answered on all cores, and writes them in their order; a block that is written is used again.
/// `worker` is called once for each core.
pub(super) fn run<W: FnMut(&mut Block)>(
    blocks: &mut Blocks,
    mut cut: impl FnMut(&mut Blocks) -> io::Result<Option<Block>>,
    worker: impl Fn() -> W + Sync,
    mut write: impl FnMut(&[u8]) -> io::Result<()>,
) -> Result<u64, Failure> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let lane = || {
            let (to, waiting) = sync_channel::<Block>(AHEAD);
            let (done, from) = sync_channel(AHEAD);
            let worker = &worker;
            scope.spawn(move || {
                let mut answer = worker();
                // It ends where nobody asks, or nobody listens any more.
                while let Ok(mut block) = waiting.recv() {
                    answer(&mut block);
                    if done.send(block).is_err() {
                        break;
                    }
                }
            });
            Lane { to, from }
        };
        let lanes: Vec<Lane> = (0..cores).map(|_| lane()).collect();
        let most = cores.saturating_mul(AHEAD);
        let (mut sending, mut taking) = (lanes.iter().cycle(), lanes.iter().cycle());
        let (mut under_way, mut ended, mut failed) = (0usize, false, 0u64);
        loop {
            while !ended && under_way < most {
                match cut(blocks)? {
                    Some(block) => {
                        let sent = sending.next().and_then(|lane| lane.to.send(block).ok());
                        sent.ok_or_else(stopped)?;
                        under_way = under_way.saturating_add(1);
                    }
                    None => ended = true,
                }
            }
            if under_way == 0 {
                return Ok(failed);
            }
            let block = taking.next().and_then(|lane| lane.from.recv().ok()).ok_or_else(stopped)?;
            under_way = under_way.saturating_sub(1);
            write(&block.answers)?;
            failed = failed.saturating_add(block.failed);
            blocks.spare.push(block);
        }
    })
}

fn stopped() -> Failure {
    Failure::Told("a worker stopped".to_owned())
}
