# Policy documents: list, reading in, review, coverage, comparing versions
policy-about = Read policy documents in, review them clause by clause, and assign the duties.
policy-new = Read a document in
policy-new-version = Read a newer version in
policy-new-about = Upload or paste a document. Its title, number and clauses are read, and duties are proposed for each clause; you review and confirm them.
policy-file = File
policy-file-hint = TXT, DOCX or XLSX, up to 10 MB. If the form comes back, choose the file again.
policy-text = Or paste the whole text
policy-text-hint = Copy all of it from a web page or document, with the clause numbers.
policy-read = Read in
policy-one-source = Upload a file or paste the text, not both.
policy-no-source = Upload a file, or paste the text.
policy-same-title = There is a document with the same text
policy-same-text = This text was read in before:
policy-same-error = The same text has been read in already. To keep a second copy, tick the box below and send again.
policy-again = Keep a second copy all the same
policy-superseding = It will be compared with “{ $title }” clause by clause, and you decide whether it takes its place.
policy-show-older = Show the present version
policy-added = Read in. Please review it clause by clause: what was read is only proposed, and assigned once you confirm it.

policy-state-in-review = In review
policy-state-in-force = Reviewed
policy-state-superseded = Superseded
policy-state-withdrawn = Withdrawn
policy-tab-all = All
policy-by-state = By state
policy-find = Find by title, number or issuer
policy-head-document = Document
policy-head-state = State
policy-head-issued = Issued
policy-head-progress = Clauses reviewed
policy-head-duties = Duties
policy-head-clause = Clause
policy-head-covered = Covered
policy-waiting = { $n ->
    [one] 1 proposal to review
   *[other] { $n } proposals to review
}
policy-progress = { $done } / { $all }
policy-none = No policy documents yet
policy-none-text = Read a policy document in: clauses and duties are proposed, and go to the departments once you confirm them.
policy-none-found = No document fits
policy-none-found-text = Try other words, or clear the filters.
policy-no-date = not stated

policy-coverage = Coverage
policy-clauses = Clauses
policy-go-on = Go on reviewing
policy-compare = Compare versions
policy-superseded-by = This document was superseded by “{ $title }”.
policy-to-be-superseded-by = The newer version “{ $title }” has been read in; duties move once it is confirmed.
policy-supersedes = This document superseded “{ $title }”.
policy-to-supersede = This document is to supersede “{ $title }”; its duties have not moved yet.
policy-number = Document number
policy-issuer = Issuer
policy-issued = Issued on
policy-title = Title
policy-source = Source file
policy-added-at = Read in
policy-reviewed = Review
policy-tally = { $proposed } proposals to review, { $confirmed } assigned
policy-timeline = History
policy-withdraw = Withdraw the document
policy-withdraw-title = Withdraw “{ $title }”?
policy-withdraw-reason = Reason
policy-withdraw-what-1 = The document leaves review and coverage, and its clauses can no longer be changed.
policy-withdraw-what-2 = Duties that were assigned stay as they are; cancel them on their own pages if need be.
policy-withdrawn = The document was withdrawn.
policy-issued-in-future = The day of issue cannot be later than today.
policy-not-a-day = Enter a date such as 2026-12-01.
policy-describe = About the document
policy-describe-lacks = missing: { $fields }
policy-described = The document's details were saved.

policy-review = Review clauses
policy-review-under = { $all } clauses: { $seen } reviewed, { $left } to review. What was read is only proposed, and assigned once you confirm it.
policy-clauses-under = { $all } clauses, { $seen } reviewed, { $left } to review.
policy-confirm-sure = Confirm the { $n } that are sure
policy-tab-clauses = All clauses
policy-tab-open = To review
policy-section = Part
policy-section-all = All parts
policy-section-none = Before the first part
policy-confirm-part = Confirm this part…
policy-all-reviewed = Everything has been reviewed
policy-no-clauses = No clauses
policy-show-all = Show all
policy-all-local = All local governments

policy-field-lead = Lead
policy-field-support = Support
policy-field-due = Deadline
policy-field-cadence = Cadence
policy-field-targets = Targets
policy-duty-title = Duty
policy-requirement = What is required
policy-deliverable = Deliverable
policy-deliverable-hint = What is to be handed in at the end, such as a summary of the campaign.
policy-targets-hint = One a line: name value unit/period, such as “Enterprises certified ≥1000 /year”.
policy-targets-unreadable = No value found in “{ $part }”. Write “name value unit/period”, such as “Enterprises certified ≥1000 /year”.
policy-name-unknown = No department is called “{ $name }”. Use a name from the list, or create it under Departments.
policy-apart = A duty of its own for each lead
policy-apart-hint = If not ticked it is one duty: the first leads, the others support.
policy-cadence-none = none
policy-not-a-cadence = Choose one of the cadences.
policy-not-days = Enter a number of working days from 0 to 2000.
policy-rule = How the deadline is set
policy-rule-is-none = No deadline
policy-rule-is-fixed = A date
policy-rule-is-after = Working days after assignment
policy-rule-is-before = Working days before a date
policy-rule-day = Date
policy-rule-days = Working days
policy-working-days = working days
policy-rule-after = { $days } working days after assignment
policy-rule-before = { $days } working days before { $on }

policy-mention = Who is meant by “{ $name }”
policy-how = How to match it
policy-how-as = Match in this clause only
policy-how-remember = Match and remember as an alias
policy-how-create = Create as a department
policy-how-create-local = Create as a local government
policy-how-nobody = Nobody in particular
policy-mention-open = Say who is meant by “{ $name }”, or choose “Nobody in particular”.

policy-sure-of = sure: { $what }
policy-doubtful-of = please check: { $what }
policy-by-alias = matched by alias: { $what }
policy-unknown-bodies = not matched: { $what }
policy-no-lead = the text names no lead
policy-lead-unsettled = the lead has to be named
policy-corrected = corrected by hand
policy-semicolon = { "; " }
policy-guess = This looks like { $kind }.
clause-kind-duty = a duty
clause-kind-background = background
clause-kind-principle = principle
clause-kind-background-hint = tells how things stand and why they matter
clause-kind-principle-hint = lays down aims, scope or terms, and charges nobody

policy-save = Save
policy-confirm = Confirm and assign
policy-twin = Split in two
policy-drop = Drop
policy-all-fields = All fields…
policy-no-duty = No duty…
policy-no-duty-kind = This clause is
policy-no-duty-reason = Why it needs no duty
policy-kind-required = Choose background or principle.
policy-judge = No duty
policy-add-duty = Add a duty
policy-reconsider = Review again
policy-change-clause = Number, merge, split…
policy-reviewed-by = reviewed by { $who }, { $when }
policy-saved = Saved.
policy-confirmed = Assigned { $numbers }.
policy-confirmed-draft = Draft { $numbers } was made; it is assigned once it has a lead.
policy-doubled = Split in two; please correct each.
policy-dropped = The proposal was dropped.
policy-judged = Marked as needing no duty.
policy-reconsidered = The clause is open for review again.
policy-duty-added = A duty was added; fill it in, then confirm it.
policy-proposal = Proposed duty
policy-original = Original
policy-late-confirmed = { $who } confirmed “{ $title }” at { $when }; it is assigned
policy-late-dropped = { $who } dropped the proposal “{ $title }” at { $when }
policy-late-text = A decided proposal is not changed any more. What you typed is all below: keep it as one more proposal of { $clause }, or press Back if it is not needed.
policy-late-closed = What you typed is all below; copy it if you need it.
policy-late-save = Keep as one more proposal
policy-conflict = Somebody saved first

policy-renumber = Number and heading
policy-clause-path = Number
policy-clause-path-hint = From the outermost level inwards, separated by spaces, such as “4 15”.
policy-clause-label = Number as printed
policy-clause-label-hint = Such as “Article 22”.
policy-clause-heading = Heading
policy-path-taken = Another clause has the number “{ $path }”.
policy-merge = Merge
policy-merge-what = Text, proposals and duties go to the earlier clause; the later one disappears.
policy-merge-previous = Merge with the one before
policy-merge-next = Merge with the one after
policy-merged = The two clauses were merged; please review.
policy-split = Split the clause
policy-split-text = Put the dividing line where it is to be split
policy-split-hint = The dividing line is “{ $line }”. Leave the other words as they are.
policy-split-one-line = Put in exactly one dividing line.
policy-split-empty = There must be words before and after the dividing line.
policy-split-changed = Apart from the dividing line the words differ from the original. Restore them, then split.
policy-split-done = The clause was split; please review both.
policy-in-review = Back to the review
policy-no-duties = No duties.

policy-confirm-sure-title = Confirm what is sure
policy-confirm-part-title = Confirm “{ $section }”
policy-confirm-about = What is ticked is assigned to these departments at once: all of it, or nothing if somebody changes some of it meanwhile. Everybody concerned gets one mail.
policy-confirm-chosen = Confirm what is ticked
policy-confirm-more = At most { $n } at a time; confirm the others afterwards.
policy-confirm-none = Nothing can be confirmed together
policy-confirm-none-text = The other proposals need to be looked at one by one.
policy-confirmed-many = { $duties ->
    [one] 1 duty was assigned.
   *[other] { $duties } duties were assigned.
}

policy-coverage-under = { $all } clauses: { $with } with duties, { $without } without.
policy-covered = has duties
policy-covered-not-needed = no duty needed
policy-coverage-none = No such clause
policy-gap-unseen = to review
policy-gap-unexplained = no reason given
policy-gap-cancelled = Duties cancelled
policy-gap-department = no lead
policy-gap-date = no deadline

policy-change-all = With changes
policy-change-same = Same
policy-change-changed = Changed
policy-change-new = New
policy-change-gone = Gone
policy-compare-under = From “{ $older }” to “{ $newer }”
policy-compare-what = Once confirmed, clauses with the same words keep their review and their duties move to the new clause; for changed ones it is as you choose below.
policy-choice = Duties assigned already
policy-adjust = Move to the new clause, and review the clause again
policy-keep = Move to the new clause unchanged
policy-gone-duties = The newer version has no such clause; the duties stay with the older document. Cancel those no longer needed on their own pages.
policy-succeed = Put the newer version in place
policy-succeeded = The older version was superseded; { $duties } duties moved to the new clauses.

policy-refused-closed = The document is { $state } and can no longer be changed.
policy-refused-decided = Somebody else has confirmed or dropped this proposal. Go back to see how things stand.
policy-refused-has-duties = Duties of { $clause } have been assigned, so it cannot be marked as needing none.
policy-refused-no-neighbour = There is no clause next to it to merge with.
policy-refused-superseding = A newer version of “{ $title }” is in review already; deal with that one first.
policy-refused-no-older = This document has no older version to supersede.

# History
timeline-policy_document-add = read the document in, { $clauses } clauses
timeline-policy_document-describe = changed the document's details
timeline-policy_document-finish = the last clause was reviewed
timeline-policy_document-reopen = a clause was opened for review again
timeline-policy_document-withdraw = withdrew the document
timeline-policy_document-superseded = superseded by “{ $by }”
timeline-policy_document-supersede = superseded “{ $older }”, taking over { $duties } duties
timeline-policy_document-correct = corrected the proposal of { $clause }: { $title }
timeline-policy_document-confirm = confirmed { $clause }: { $title }, assigned { $duties }
timeline-policy_document-drop = dropped a proposal of { $clause }: { $title }
timeline-policy_document-twin = split the proposal of { $clause } in two: { $title }
timeline-policy_document-add-proposal = added a duty to { $clause }
timeline-policy_document-judge = marked { $clause } as { $kind }, no duty
timeline-policy_document-reconsider = opened { $clause } for review again
timeline-policy_document-renumber = renumbered { $clause } to { $path }
timeline-policy_document-merge = merged { $other } into { $clause }
timeline-policy_document-split = split { $other } off { $clause }
timeline-policy_document-take-over = { $clause } took over { $duties } duties of the former { $from }
timeline-clause-correct = corrected the proposal: { $title }
timeline-clause-confirm = confirmed: { $title }, assigned { $duties }
timeline-clause-drop = dropped a proposal: { $title }
timeline-clause-twin = split the proposal in two: { $title }
timeline-clause-add-proposal = added a duty
timeline-clause-judge = marked it as { $kind }, no duty
timeline-clause-reconsider = opened it for review again
timeline-clause-renumber = renumbered it to { $path }
timeline-clause-merge = merged { $other } into it
timeline-clause-split = split { $other } off
timeline-clause-take-over = took over { $duties } duties of the former { $from }
timeline-duty-move-origin = origin changed from { $from } to { $to }
policy-clause-number = clause { $number }

policy-ready = Ready
policy-check = Please check
policy-lacking = Incomplete
policy-said = { $what }
policy-past-due = the deadline { $what } has passed
policy-undated = neither deadline nor cadence
policy-next-open = Next to review
policy-tab-unsure = Not sure
policy-tab-nolead = No lead
policy-tab-nodate = No date

policy-step-bodies = Match bodies
policy-step-table = Add leads and deadlines
policy-step-confirm = Confirm
policy-step-coverage = See coverage
policy-step-left = { $what } ({ $n })

policy-bodies = Match the bodies named
policy-bodies-about = Names in the text that are not on the list of departments. Say once whom each means; it holds for every proposal. Similar names are chosen already, please check.
policy-bodies-go = Match bodies
policy-bodies-names = Departments meant
policy-bodies-save = Match as chosen
policy-bodies-count = { $n ->
    [one] in one clause
   *[other] in { $n } clauses
}
policy-bodies-places = { $n ->
    [one] and one more clause
   *[other] and { $n } more clauses
}
policy-bodies-more = { $n ->
    [one] One more name follows
   *[other] { $n } more names follow
} once these are settled.
policy-bodies-none = Every name is matched
policy-bodies-saved = { $names ->
    [one] One name
   *[other] { $names } names
} matched; { $n ->
    [one] one proposal
   *[other] { $n } proposals
} brought up to date.
policy-bodies-nothing = No name was matched.
policy-bodies-open = It still holds a name nobody is known by, so it cannot be assigned yet.
policy-how-here = Match in this document
policy-how-later = Decide later

policy-table = Several at once
policy-table-about = Type into the rows, or tick some and fill them in together. Saving assigns nothing: you see everything once more before it goes out.
policy-table-save = Save this page
policy-table-confirm = Save and confirm the ticked…
policy-table-none = Nothing left to do here
policy-table-none-text = Look at another part, or see the coverage.
policy-table-stale = Somebody has just changed or decided some of these, so this page was not saved. Everything you typed is still here, with what others saved beside it. Please check and save again.
policy-row-said = lead { $lead }, support { $support }, deadline { $due }
policy-row-theirs = Just saved by somebody else: { $what }. Saving again puts yours in its place.
policy-clause-open = Open the clause
policy-tick-all = Tick all
policy-ticked = {"{"}n{"}"} ticked
policy-nothing-ticked = Please tick some clauses first.
policy-fill = Fill in lead, deadline…
policy-fill-do = Fill into the ticked
policy-fill-days = or after assignment
policy-fill-nothing = Please say what to fill in.
policy-fill-one-rule = Please give either a date or working days.
policy-judge-several = No duty for the ticked
policy-rows-saved = { $n ->
    [one] One change
   *[other] { $n } changes
} saved; nothing is assigned yet.
policy-rows-filled = Filled into { $n ->
    [one] one proposal
   *[other] { $n } proposals
}; nothing is assigned yet.
policy-rows-judged = { $n ->
    [one] One clause
   *[other] { $n } clauses
} marked as needing no duty.

policy-confirm-ticked-title = Confirm the ticked proposals
policy-confirm-summary = { $n ->
    [one] One proposal
   *[other] { $n } proposals
} ticked, { $duties ->
    [one] one duty
   *[other] { $duties } duties
} will be assigned: { $of }.
policy-confirm-of-each = { $name } lead { $n } each
policy-confirm-apart = (a duty each)
policy-fill-keep = Leave as it is
policy-confirm-summary-none = Nothing is ticked yet.
policy-confirm-of = { $name } leads { $n }
policy-confirm-stale = Nothing was assigned: those marked below have changed since you looked, and are shown as they stand now. Please check and confirm again.
policy-changed-since = Somebody has just changed or decided it; please check it as it stands now.
policy-confirmed-drafts = { $duties ->
    [one] One duty
   *[other] { $duties } duties
} assigned; { $drafts ->
    [one] one without a lead is kept as a draft
   *[other] { $drafts } without a lead are kept as drafts
}.
timeline-policy_document-match-bodies = matched names of bodies: { $names }; { $n ->
    [one] one proposal
   *[other] { $n } proposals
} brought up to date
timeline-policy_document-confirm-many = confirmed together, { $n ->
    [one] one duty
   *[other] { $n } duties
} assigned ({ $from } to { $to })
timeline-policy_document-judge-several = marked { $n ->
    [one] one clause
   *[other] { $n } clauses
} as { $kind }, no duty
timeline-clause-match-bodies = said which bodies are meant: { $title }

policy-export = Export as workbook
policy-by-duty = Show by duty
policy-by-clause = Show by clause
policy-head-lacking = Lacking
policy-sheet-clauses = Clauses
policy-sheet-reviewed = Reviewed
policy-sheet-waiting = Proposals waiting
policy-sheet-duty-number = Duty no.
policy-sheet-stage = Stage
policy-file-list = Policies_{ $workspace }_{ $date }
policy-file-coverage = Coverage_{ $title }_{ $date }
policy-compare-save = Save the choices on this page
policy-compare-unchosen = { $n ->
    [one] One reworded clause has
   *[other] { $n } reworded clauses have
} no choice yet: the duties move to the newer clause, which is reviewed again.
policy-compare-saved = Choices saved.
policy-compare-none = No such clauses
policy-settle = Duties complete: reviewed
policy-settle-several = Duty clause, its duties stand
policy-settled = Reviewed; the duties stay as they are.
policy-refused-no-duties = { $clause } has no duty yet. Confirm a proposal first, or mark it as background or principle.
timeline-policy_document-settle = reviewed { $clause }; its duties stay
timeline-policy_document-settle-several = reviewed { $n ->
    [one] one clause
   *[other] { $n } clauses
}; their duties stay
timeline-clause-settle = reviewed; its duties stay
