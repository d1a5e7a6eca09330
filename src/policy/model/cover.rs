//! How a clause is covered by duties, as the coverage sorts them.

/// Which clauses the coverage shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Cover {
    #[default]
    All,
    /// Duties come of it.
    Duties,
    /// Said to need no duty, with a reason.
    Exempt,
    /// Nobody has looked at it.
    Unseen,
    /// Said to need no duty, without a reason.
    Unexplained,
    /// All duties of it were cancelled.
    Cancelled,
    /// An open duty of it has no lead.
    Department,
    /// An open duty of it has neither deadline nor cadence.
    Date,
}

impl Cover {
    pub const ALL: [Self; 8] =
        [Self::All, Self::Duties, Self::Exempt, Self::Unseen, Self::Unexplained, Self::Cancelled, Self::Department, Self::Date];
    /// What is missing, the gravest first.
    pub const GAPS: [Self; 5] = [Self::Unseen, Self::Unexplained, Self::Cancelled, Self::Department, Self::Date];
    /// What may be asked of duties.
    pub const OF_DUTIES: [Self; 3] = [Self::All, Self::Department, Self::Date];

    /// In the address of the page; none for all.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::All => None,
            Self::Duties => Some("duties"),
            Self::Exempt => Some("exempt"),
            Self::Unseen => Some("unseen"),
            Self::Unexplained => Some("unexplained"),
            Self::Cancelled => Some("cancelled"),
            Self::Department => Some("department"),
            Self::Date => Some("date"),
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.name() == Some(text))
    }

    /// The Fluent key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::All => "policy-tab-all",
            Self::Duties => "policy-covered",
            Self::Exempt => "policy-covered-not-needed",
            Self::Unseen => "policy-gap-unseen",
            Self::Unexplained => "policy-gap-unexplained",
            Self::Cancelled => "policy-gap-cancelled",
            Self::Department => "policy-gap-department",
            Self::Date => "policy-gap-date",
        }
    }

    /// The light it is shown by.
    pub fn tone(self) -> &'static str {
        match self {
            Self::All | Self::Exempt => "grey",
            Self::Duties => "green",
            // Nobody has looked yet: work, not a fault.
            Self::Unseen => "blue",
            Self::Department => "red",
            Self::Unexplained | Self::Cancelled | Self::Date => "yellow",
        }
    }
}
