//! The worker's loop: one step after another, each saying whether it did something.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use super::error::Result;

/// A kind of background work. `run_once` does one piece and says whether there was one; it must be safe to run in several workers.
pub trait Step: Send {
    /// For the log.
    fn name(&self) -> &'static str;
    fn run_once(&mut self) -> Result<bool>;
    /// Hands back what is held, when the worker stops.
    fn stop(&mut self) {}
}

/// Tells the loops to end after the piece in hand.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    pub fn now(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    pub fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Runs the steps until told to stop; when none had work it rests for `pause`, or longer after faults.
pub fn run(mut steps: Vec<Box<dyn Step>>, stop: &Stop, pause: Duration) {
    let mut faults = 0u32;
    while !stop.is_set() {
        match run_round(&mut steps) {
            Ok(true) => faults = 0,
            Ok(false) => {
                faults = 0;
                rest(stop, pause);
            }
            Err(()) => {
                faults = (faults + 1).min(6);
                rest(stop, pause * 2u32.pow(faults));
            }
        }
    }
    steps.iter_mut().for_each(|s| s.stop());
}

/// Runs the steps until none has work (`work --until-idle`, tests); the first fault ends it.
pub fn run_until_idle(steps: &mut [Box<dyn Step>]) -> Result<usize> {
    let mut done = 0;
    loop {
        let mut worked = false;
        for step in steps.iter_mut() {
            while step.run_once()? {
                worked = true;
                done += 1;
            }
        }
        if !worked {
            return Ok(done);
        }
    }
}

/// One piece of each step; `Err` when one failed and none did something.
fn run_round(steps: &mut [Box<dyn Step>]) -> std::result::Result<bool, ()> {
    let (mut worked, mut failed) = (false, false);
    for step in steps {
        match step.run_once() {
            Ok(did) => worked |= did,
            Err(error) => {
                failed = true;
                tracing::error!(step = step.name(), %error, "background step failed");
            }
        }
    }
    if failed && !worked { Err(()) } else { Ok(worked) }
}

fn rest(stop: &Stop, total: Duration) {
    let slice = Duration::from_millis(100);
    let mut left = total;
    while !stop.is_set() && !left.is_zero() {
        let nap = left.min(slice);
        std::thread::sleep(nap);
        left -= nap;
    }
}
