//! Each kind of what waits as an arm of one statement, along an index of its own.

use chrono::NaiveDate;

use super::{Shape, Whose, Window};
use crate::{enforcement::pending::Step, platform::db::Statement, tenancy::Scope};

/// The columns every arm has: `$who` has to act, by `$due`.
macro_rules! arm {
    ($step:literal, $table:literal $as:literal, $number:literal, $who:literal, $from:literal, $outside:literal, $due:literal,
     $measures:literal, $name:literal, $to:literal) => {
        concat!(
            "SELECT '",
            $step,
            "' AS step, ",
            $as,
            ".id AS id, ",
            $number,
            " AS number, c.id AS case_id, c.number AS case_number, ",
            "c.formal_number AS formal_number, c.title AS title, ",
            $who,
            " AS who_id, ",
            $from,
            " AS from_id, ",
            $outside,
            " AS outside, ",
            $due,
            " AS due_on, ",
            $measures,
            " AS measures, ",
            $name,
            " AS name, ",
            $to,
            " AS to_id FROM ",
            $table,
            " WHERE "
        )
    };
}

macro_rules! of_hand_over {
    ($step:literal, $who:literal, $due:literal) => {
        arm!(
            $step,
            "hand_overs h JOIN cases c ON c.workspace_id = h.workspace_id AND c.id = h.case_id" "h",
            "h.number", $who, "h.from_id", "h.outside_name", $due, "h.kind", "''", "h.to_id"
        )
    };
}

const RECEIVE: &str = of_hand_over!("receive", "h.to_id", "h.receipt_due_on");
const REPORT: &str = of_hand_over!("report", "h.to_id", "h.result_due_on");
const PRESS_RECEIPT: &str = of_hand_over!("press_receipt", "h.from_id", "h.receipt_due_on");
const PRESS_RESULT: &str = of_hand_over!("press_result", "h.from_id", "h.result_due_on");

macro_rules! of_proposal {
    ($step:literal) => {
        arm!(
            $step,
            "case_proposals p JOIN cases c ON c.workspace_id = p.workspace_id AND c.id = p.case_id" "p",
            "''", "p.department_id", "c.holder_id", "''", "p.due_on", "p.rule", "''", "CAST(NULL AS BIGINT)"
        )
    };
}

const DECIDE: &str = of_proposal!("decide");
const SETTLE: &str = of_proposal!("settle");

macro_rules! of_measure {
    ($tables:literal, $who:literal) => {
        arm!("inspect", $tables "m", "''", $who, "c.holder_id", "''", "m.due_on", "m.kind", "m.name", "CAST(NULL AS BIGINT)")
    };
}

/// By whoever holds the case: of all departments by the day, of some by their cases. A cross join tells SQLite which is read first.
const INSPECT: &str = of_measure!("case_measures m CROSS JOIN cases c", "c.holder_id");
const INSPECT_HELD: &str = of_measure!("cases c CROSS JOIN case_measures m", "c.holder_id");
/// By whoever else imposed it.
const INSPECT_OWN: &str = of_measure!("case_measures m CROSS JOIN cases c", "m.department_id");
/// What joins them, up to the workspace.
const MEASURED: &str = "c.workspace_id = m.workspace_id AND c.id = m.case_id AND m.state = 'in_force' AND c.state IN ('open', 'referred') AND m.workspace_id = ";
const HELD: &str = "m.workspace_id = c.workspace_id AND m.case_id = c.id AND m.state = 'in_force' AND c.state IN ('open', 'referred') AND c.workspace_id = ";

macro_rules! of_case {
    ($step:literal) => {
        arm!($step, "cases c" "c", "''", "c.holder_id", "c.holder_id", "''", "c.next_due_on", "''", "''", "CAST(NULL AS BIGINT)")
    };
}

const FILE: &str = of_case!("file");
const MEASURE: &str = of_case!("measure");
const CLOSE: &str = of_case!("close");

/// A statement of all arms.
struct Arms<'a> {
    out: Statement<Shape>,
    w: i64,
    whose: Whose<'a>,
    window: Window,
    begun: bool,
}

impl Arms<'_> {
    fn begin(&mut self, select: &'static str, workspace: &'static str) {
        if std::mem::replace(&mut self.begun, true) {
            self.out.push(" UNION ALL ");
        }
        self.out.push(select).push(workspace).int(self.w);
    }

    fn whose(&mut self, column: &'static str) {
        if let Whose::Departments(ids) = self.whose {
            self.out.push(column).ints(ids);
        }
    }

    fn before(&mut self, column: &'static str, day: NaiveDate) {
        self.out.push(column).day(day);
    }

    fn add(&mut self, step: Step) {
        let Window { before: soon, today, from_the_first_day } = self.window;
        match step {
            Step::Receive => {
                self.begin(RECEIVE, "h.state = 'sent' AND h.workspace_id = ");
                self.whose(" AND h.to_id IN ");
                if !from_the_first_day {
                    self.before(" AND h.receipt_due_on < ", soon);
                }
            }
            Step::Report => {
                self.begin(REPORT, "h.state = 'received' AND h.workspace_id = ");
                self.whose(" AND h.to_id IN ");
                self.before(" AND h.result_due_on < ", soon);
            }
            Step::PressReceipt => {
                self.begin(PRESS_RECEIPT, "h.state = 'sent' AND h.workspace_id = ");
                self.whose(" AND h.from_id IN ");
                self.before(" AND h.receipt_due_on < ", today);
            }
            Step::PressResult => {
                self.begin(PRESS_RESULT, "h.state = 'received' AND h.workspace_id = ");
                self.whose(" AND h.from_id IN ");
                self.before(" AND h.result_due_on < ", today);
            }
            Step::Decide => {
                self.begin(DECIDE, "p.state = 'open' AND c.state IN ('open', 'referred') AND p.workspace_id = ");
                self.whose(" AND p.department_id IN ");
                if !from_the_first_day {
                    self.before(" AND p.due_on < ", soon);
                }
            }
            Step::Settle => self.begin(SETTLE, "p.state = 'with_office' AND p.workspace_id = "),
            Step::Inspect => self.inspect(),
            Step::File => self.case(FILE, "c.state = 'registered' AND c.next_what = 'file' AND c.workspace_id = "),
            Step::Measure => self.case(MEASURE, "c.state = 'open' AND c.next_what = 'measure' AND c.workspace_id = "),
            Step::Close => self.case(CLOSE, "c.state IN ('open', 'referred') AND c.next_what = 'close' AND c.workspace_id = "),
        }
    }

    fn inspect(&mut self) {
        let before = self.window.before;
        let Whose::Departments(ids) = self.whose else {
            self.begin(INSPECT, MEASURED);
            return self.before(" AND m.due_on < ", before);
        };
        // A case with a measure due is due no later itself: its holder's index leads to it.
        self.begin(INSPECT_HELD, HELD);
        self.out.push(" AND c.holder_id IN ").ints(ids).push(" AND c.next_due_on < ").day(before).push(" AND m.due_on < ").day(before);
        self.begin(INSPECT_OWN, MEASURED);
        self.out.push(" AND m.department_id IN ").ints(ids).push(" AND m.due_on < ").day(before).push(" AND c.holder_id NOT IN ").ints(ids);
    }

    fn case(&mut self, select: &'static str, filter: &'static str) {
        let soon = self.window.before;
        self.begin(select, filter);
        self.whose(" AND c.holder_id IN ");
        self.before(" AND c.next_due_on < ", soon);
    }
}

/// A statement of these steps.
pub fn arms(scope: &Scope, steps: &[Step], whose: Whose<'_>, window: Window) -> Statement<Shape> {
    let mut arms = Arms { out: Statement::default(), w: scope.workspace_id(), whose, window, begun: false };
    for step in steps {
        arms.add(*step);
    }
    arms.out
}
