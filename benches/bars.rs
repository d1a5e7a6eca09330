//! What must hold: each bar is told beside what was measured, and one that is missed fails the run.

/// What was asked of this run.
#[derive(Default)]
pub struct Bars {
    told: Vec<(String, bool)>,
}

/// How large a run is, beside the size a bar is about. A smaller run says nothing about it.
#[derive(Clone, Copy)]
pub struct Size {
    pub is: usize,
    pub asked: usize,
    pub what: &'static str,
}

impl Bars {
    /// Asks that a figure is no higher.
    pub fn at_most(&mut self, what: &str, is: f64, limit: f64, unit: &str, size: Size) {
        self.ask(what, is <= limit, format!("{is:.2} {unit}, at most {limit} {unit}"), size);
    }

    /// Asks that a figure is no lower.
    pub fn at_least(&mut self, what: &str, is: f64, limit: f64, size: Size) {
        self.ask(what, is >= limit, format!("{is:.2}, at least {limit}"), size);
    }

    /// Asks that what is measured was there to be measured.
    pub fn there(&mut self, what: &str, is: bool, said: String) {
        self.tell(what, is, &said);
    }

    fn ask(&mut self, what: &str, holds: bool, said: String, size: Size) {
        if size.is < size.asked {
            println!("bar      {what}: {said}: not judged, it is about {} {}", size.asked, size.what);
            return;
        }
        self.tell(what, holds, &said);
    }

    fn tell(&mut self, what: &str, holds: bool, said: &str) {
        println!("bar      {what}: {said}: {}", if holds { "held" } else { "MISSED" });
        self.told.push((what.to_owned(), holds));
    }

    /// Whether all hold; says which do not.
    pub fn all_hold(&self) -> bool {
        let missed: Vec<&str> = self.told.iter().filter(|(_, holds)| !holds).map(|(what, _)| what.as_str()).collect();
        match missed.as_slice() {
            [] if self.told.is_empty() => {}
            [] => println!("\nall {} bars were held", self.told.len()),
            some => println!("\nMISSED: {}", some.join("; ")),
        }
        missed.is_empty()
    }
}
