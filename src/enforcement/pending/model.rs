//! One thing that waits about a case.

use chrono::NaiveDate;

use crate::{
    enforcement::MeasureKind,
    platform::i18n::{Lang, join, t},
};

crate::platform::stored_words! {
    /// What is to be done.
    Step, "case-step" {
        /// To receive what was handed over, or to refuse it.
        Receive = "receive",
        /// To report what came of what was handed over.
        Report = "report",
        /// To decide on what the ladder proposes.
        Decide = "decide",
        /// To inspect again whether a measure was done.
        Inspect = "inspect",
        /// To file a case, or to say why not.
        File = "file",
        /// To decide on measures.
        Measure = "measure",
        /// To close a case of which all is done.
        Close = "close",
        /// To ask again whoever has not receipted what was given to them.
        PressReceipt = "press_receipt",
        /// To ask again whoever has not reported what came of it.
        PressResult = "press_result",
        /// The secretariat's: the competent department declined twice.
        Settle = "settle",
    }
}

impl Step {
    /// What a department's home tells.
    pub(super) const OWN: [Self; 9] = [
        Self::Receive,
        Self::Report,
        Self::Decide,
        Self::Inspect,
        Self::File,
        Self::Measure,
        Self::Close,
        Self::PressReceipt,
        Self::PressResult,
    ];
    /// What digests tell.
    pub(super) const TOLD: [Self; 7] = [Self::Receive, Self::Report, Self::Decide, Self::Inspect, Self::File, Self::Measure, Self::Close];
    /// Of hand-overs.
    pub(super) const SILENT: [Self; 2] = [Self::Receive, Self::Report];
    /// Of cases.
    pub(super) const STUCK: [Self; 5] = [Self::Decide, Self::Inspect, Self::File, Self::Measure, Self::Close];

    /// Whether it is about a hand-over rather than the case itself.
    pub fn is_of_hand_over(self) -> bool {
        matches!(self, Self::Receive | Self::Report | Self::PressReceipt | Self::PressResult)
    }
}

/// Something that waits.
#[derive(Clone, Debug, PartialEq)]
pub struct Pending {
    pub step: Step,
    /// Of the hand-over, the measure, the proposal or the case.
    pub id: i64,
    pub case_id: i64,
    /// The plain number, as in addresses.
    pub case_number: String,
    /// The number people know it by.
    pub shown_number: String,
    pub title: String,
    /// The hand-over's own number.
    pub number: String,
    /// Who has to act; none for a body outside.
    pub who_id: Option<i64>,
    /// Who handed it over, or holds the case.
    pub from_id: i64,
    /// The department it was handed to; none for a body outside, which is named.
    pub to_id: Option<i64>,
    pub outside: String,
    pub due_on: NaiveDate,
    /// The measure to inspect, or those proposed.
    pub measures: Vec<MeasureKind>,
    /// What another measure is.
    pub measure_name: String,
    /// Whether the hand-over is a notice, which moves nothing.
    pub is_notice: bool,
}

impl Pending {
    /// The measure it asks for that is done by telling somebody, which is not inspected.
    fn told(&self) -> Option<MeasureKind> {
        self.measures.first().copied().filter(|m| self.step == Step::Inspect && m.is_told())
    }

    /// What is to be done, as the end of keys.
    pub fn word(&self) -> String {
        match self.told() {
            Some(MeasureKind::Publish) => "publish".into(),
            Some(_) => "notify".into(),
            None if self.is_notice && self.is_of_hand_over() => format!("{}-notice", self.step.as_str().replace('_', "-")),
            None => self.step.as_str().replace('_', "-"),
        }
    }

    fn is_of_hand_over(&self) -> bool {
        self.step.is_of_hand_over()
    }

    /// The key of what is to be done.
    pub fn key(&self) -> String {
        format!("case-step-{}", self.word())
    }

    pub fn is_late(&self, today: NaiveDate) -> bool {
        self.due_on < today
    }

    /// The measures it is about, in words; empty where there are none.
    pub fn measures_called(&self, lang: Lang) -> String {
        if !self.measure_name.is_empty() {
            return self.measure_name.clone();
        }
        join(lang, &self.measures.iter().map(|m| t(lang, &m.key()).into_owned()).collect::<Vec<_>>())
    }

    /// Where it is read, below the workspace.
    pub fn path(&self) -> String {
        let case = || format!("/cases/{}", self.case_number);
        match self.step {
            Step::Receive | Step::Report | Step::PressReceipt | Step::PressResult => format!("/hand-overs/{}", self.number),
            Step::Decide | Step::Settle => format!("{}/proposals/{}", case(), self.id),
            Step::Inspect => format!("{}/measures/{}", case(), self.id),
            Step::File | Step::Measure | Step::Close => case(),
        }
    }

    /// Where it is done by who has to, below the workspace.
    pub fn doing_path(&self) -> String {
        let path = self.path();
        match self.step {
            Step::Receive => format!("{path}/receive"),
            Step::Report => format!("{path}/report"),
            // Its page says what it waits for.
            Step::Inspect if self.told().is_some() => path,
            Step::Inspect => format!("{path}/inspect"),
            Step::File => format!("{path}/file"),
            Step::Measure => format!("{path}/measures/new"),
            Step::Close => format!("{path}/close"),
            Step::Settle => format!("{path}/decide"),
            // What is proposed is read before it is followed or declined; silence is asked about by telephone.
            Step::Decide | Step::PressReceipt | Step::PressResult => path,
        }
    }
}

/// A case that was handed back too often.
#[derive(Clone, Debug, PartialEq)]
pub struct Back {
    pub case_number: String,
    pub shown_number: String,
    pub title: String,
    pub holder_id: i64,
    pub times: i32,
}
