# Cases and hand-overs: what a department has to do
case-step-receive = Receive a hand-over
case-step-report = Report what came of it
case-step-decide = Next measure to decide
case-step-inspect = Inspect again
case-step-receive-notice = Receive a notice
case-step-report-notice = Report what came of a notice
case-step-press-receipt-notice = Notice not received
case-step-press-result-notice = Nothing reported on a notice
case-step-publish = Publish it
case-step-notify = Give notice and wait for the receipt
case-step-file = Decide whether to file
case-step-measure = Decide on measures
case-step-close = Close the case
case-step-press-receipt = Not received
case-step-press-result = Nothing reported
case-step-settle = Next measure declined twice
case-step-receive-short = Receive
case-step-report-short = Report
case-step-decide-short = Escalate
case-step-inspect-short = Inspect
case-step-receive-notice-short = Receive
case-step-report-notice-short = Report
case-step-press-receipt-notice-short = No receipt
case-step-press-result-notice-short = No report
case-step-publish-short = To publish
case-step-notify-short = Notice due
case-step-file-short = File
case-step-measure-short = Impose
case-step-close-short = Close
case-step-press-receipt-short = No receipt
case-step-press-result-short = No report
case-step-settle-short = Declined
case-step-receive-do = Receive
case-step-report-do = Report
case-step-decide-do = Decide
case-step-inspect-do = Inspect
case-step-receive-notice-do = Receive
case-step-report-notice-do = Report
case-step-press-receipt-notice-do = See
case-step-press-result-notice-do = See
case-step-publish-do = Publish
case-step-notify-do = Give notice
case-step-file-do = File
case-step-measure-do = Impose
case-step-close-do = Close
case-step-press-receipt-do = See
case-step-press-result-do = See
case-step-settle-do = Settle

# Homes
home-handed-by = from { $from }
home-notified-by = notice from { $from }
home-handed-to = { $from } → { $to }
home-waits-for = waiting for { $to }
home-handed-back = handed back { $times } times
home-settle-why = The department declined the next measure twice: ask again, or let it drop.
home-light-back = Handed back
home-act-raise = Bring before a meeting
home-act-look = See
home-handing = Hand-overs and next measures
home-late-cases = Overdue cases
home-stuck = Overdue cases and hand-overs
home-all-silent = Hand-overs without an answer
home-all-handed = Hand-overs for us to deal with
home-finding-settle = { $n ->
    [one] one next measure to settle
   *[other] { $n } next measures to settle
}
home-finding-back = { $n ->
    [one] one case handed back twice or more
   *[other] { $n } cases handed back twice or more
}
home-finding-unanswered = { $n ->
    [one] one hand-over without an answer
   *[other] { $n } hand-overs without an answer
}
home-finding-stuck = { $n ->
    [one] one step of a case overdue
   *[other] { $n } steps of cases overdue
}

# Digests
digest-section-stuck = Cases that are stuck
digest-section-unanswered = Hand-overs without an answer
digest-section-cases-late = Cases: overdue
digest-section-cases = Cases: to do
digest-stuck-decide = next measure not decided
digest-stuck-inspect = deadline passed, not inspected again
digest-stuck-publish = not published by its day
digest-stuck-notify = no notice, or no receipt, by its day
digest-stuck-file = not decided whether to file
digest-stuck-measure = filed, no measure imposed
digest-stuck-close = all done, not closed
digest-unreceipted = { $to } has not received it (from { $from })
digest-unreported = { $to } has reported nothing (from { $from })
digest-unreceipted-notice = { $to } has not received the notice (from { $from })
digest-unreported-notice = { $to } has reported nothing on the notice (from { $from })
digest-handed-by = from { $from }
digest-notified-by = notice from { $from }
digest-case-do = { $what }: { $title }
digest-finding-stuck = { $n ->
    [one] one case is stuck
   *[other] { $n } cases are stuck
}
digest-finding-unanswered = { $n ->
    [one] one hand-over has no answer
   *[other] { $n } hand-overs have no answer
}
digest-finding-hand-over-receive = { $n ->
    [one] one hand-over to receive
   *[other] { $n } hand-overs to receive
}
digest-finding-notice-receive = { $n ->
    [one] one notice to receive
   *[other] { $n } notices to receive
}
digest-finding-hand-over-report = { $n ->
    [one] one hand-over to report on
   *[other] { $n } hand-overs to report on
}
digest-finding-inspect = { $n } to inspect again
digest-finding-escalate = { $n ->
    [one] one next measure to decide
   *[other] { $n } next measures to decide
}
digest-finding-cases = { $n ->
    [one] one case to deal with
   *[other] { $n } cases to deal with
}
digest-finding-steps = { $n } steps of cases to take
digest-section-news = Enforcement in this period
digest-news-imposed = { $measure }: { $n }
digest-news-referred = { $n ->
    [one] { $n } case referred to justice or another body outside
   *[other] { $n } cases referred to justice or another body outside
}
digest-news-published = { $n ->
    [one] one publication
   *[other] { $n } publications
}
digest-news-restricted = { $n ->
    [one] one restriction began
   *[other] { $n } restrictions began
}
digest-news-sampled = { $n ->
    [one] one sampled
   *[other] { $n } sampled
}, { $rate }% passed, { $failed } failed
digest-news-others = { $names } and others
digest-figure-stuck = cases stuck
digest-figure-unanswered = hand-overs unanswered

# A changed calendar
timeline-enforcement_case-calendar = changed with the working calendar: { $term ->
    [measure] the deadline of “{ $measure }”
    [proposal] the day to decide on the next measure
    [receipt] the receipt of hand-over { $name }
    [result] the result of hand-over { $name }
    [file] the day to decide on filing
   *[next] the day of the next step
} from { $before } to { $after }
timeline-matter-calendar = changed with the working calendar: { $term ->
    [reply] the last day to reply
    [objection] the last day to object
   *[response] the day to report on rectification
} from { $before } to { $after }
workdays-cases-move = { $count ->
    [one] One deadline of a case or a hand-over moves as well; the case's record says so.
   *[other] { $count } deadlines of cases and hand-overs move as well; the records of the cases say so.
}
