# The list of duties, search, export
duties-title = Duties
duties-caption = List of duties
duties-export = Export as workbook
duties-new = New duty
# $all, $overdue: figures, with “+” above the cap
duties-under = { $all } in all
duties-under-overdue = { $all } in all, { $overdue } overdue
duties-printed = { $workspace } · { $tab }: { $n } · { $day }
duties-today = Today
duties-yesterday = Yesterday
duties-over-days-off = Overdue
duties-stage-returned = Returned
duties-light-report-owed = Report owed
duties-light-not-received = Not accepted
duties-no-lead = No lead yet
# $n: number of supporting departments
duties-support = +{ $n }

duties-tabs = By stage
duties-tab-active = In progress
duties-tab-waiting = To accept
duties-tab-review = To verify
duties-tab-returned = Returned
duties-tab-refused = Refused
duties-tab-overdue = Overdue
duties-tab-closed = Closed
duties-tab-all = All
duties-tab-draft = Drafts

duties-head-light = Light
duties-head-number = Number
duties-head-title = Duty
duties-head-origin = Source
duties-head-departments = Lead / support
duties-head-due = Deadline
duties-head-stage = Stage
duties-head-reported = Last report

duties-filter-words = Number or words
duties-filter-dept = Department
duties-filter-part = Lead or support
duties-filter-light = Light
duties-filter-due = Deadline
duties-filter-sift = Filters
duties-filter-more = More filters
duties-filter-document = Policy document
duties-filter-origin = Source
duties-filter-cadence = Reporting period
duties-filter-state = Stage
duties-filter-from = Due from
duties-filter-until = to
duties-part-lead = Lead
duties-part-support = Support
duties-dept-mine = My departments
duties-dept-none = No lead yet
duties-dept-unknown = Unknown department
duties-due-past = Before today
duties-due-today = Today
duties-due-week = This week
duties-due-next-week = Next week
duties-due-month = This month
duties-due-none = No deadline
duties-origin-clause = Policy clause
duties-origin-decision = Decision of a meeting
duties-origin-instruction = Instruction
duties-origin-case = Enforcement case
duties-origin-manual = Made by hand
duties-chip-words = Contains “{ $value }”
duties-chip-due = Deadline: { $value }
duties-chip-from = Due from { $value }
duties-chip-until = Due until { $value }
duties-chip-silent = Silent for long

duties-pager-open = { $from }–{ $to } of { $cap }

duties-empty-filter = No duty matches
duties-empty-filter-text = Try another stage, or take off some of the filters.
duties-empty-clear = Clear the filters
duties-empty-active = Nothing is in progress
duties-empty-waiting = Nothing waits to be accepted
duties-empty-review = Nothing waits to be verified
duties-empty-returned = Nothing was returned
duties-empty-refused = Nothing was refused
duties-empty-overdue = Nothing is overdue
duties-empty-closed = Nothing is closed yet
duties-empty-draft = No drafts
duties-empty-all = No duties yet
duties-empty-all-text = Clauses of policies, decisions of meetings and leaders' instructions become duties with a department and a deadline; all of them stand here.
duties-empty-all-link = See all duties
duties-empty-read = Read duties out of a policy

# Export
duties-sheet = Duties
duties-file = { $workspace } duties { $date }
duties-sheet-number = Number
duties-sheet-title = Duty
duties-sheet-origin = Source
duties-sheet-lead = Lead
duties-sheet-support = Support
duties-sheet-due = Deadline
duties-sheet-left = Working days left
duties-sheet-term = Against the deadline
duties-sheet-light = Light
duties-sheet-stage = Stage
duties-sheet-reported = Last report
duties-sheet-cut = Only the first { $limit } duties are here; narrow the filter to export the rest.

# Search
