# Duties: states, actions, rights
duty-state-draft = Draft
duty-state-assigned = Awaiting receipt
duty-state-in-progress = In progress
duty-state-submitted = Awaiting verification
duty-state-closed = Closed
duty-state-refused = Refused
duty-state-suspended = Suspended
duty-state-cancelled = Cancelled

duty-action-edit = Edit
duty-action-assign = Assign
duty-action-accept = Accept
duty-action-refuse = Refuse
duty-action-reassign = Reassign
duty-action-share = Share out
duty-action-report = Report progress
duty-action-submit = Submit for close-out
duty-action-return = Return
duty-action-close = Close
duty-action-reopen = Reopen
duty-action-suspend = Suspend
duty-action-resume = Resume
duty-action-cancel = Cancel duty
duty-action-extend = Request extension
duty-action-decide-extension = Answer extension request
duty-action-remind = Remind
duty-action-parties = Change departments
duty-action-deadline = Change deadline

duty-action-for = { $action } ({ $department })

duty-by-secretariat = the secretariat
duty-by-lead = the lead department’s liaison
duty-by-support = a supporting department’s liaison
duty-refused = The duty is “{ $state }”, so “{ $action }” is not possible now. { $instead }.
duty-refused-at-end = The duty is “{ $state }”, so “{ $action }” is no longer possible. Should it be needed again, the secretariat can make a new one.
# Who could do what at each stage: a sentence without its full stop
duty-instead-draft = The secretariat can assign or cancel it
duty-instead-assigned = The departments charged can accept or refuse it, and the secretariat can cancel it
duty-instead-in-progress = The departments charged can report progress, the lead department can submit for close-out, and the secretariat can suspend or cancel it
duty-instead-submitted = The secretariat can close, return or cancel it
duty-instead-refused = The secretariat can reassign or cancel it
duty-instead-suspended = The secretariat can resume or cancel it
duty-instead-closed = The secretariat can reopen it
duty-forbidden = “{ $action }” is for { $who }.
duty-refused-not-received = Your department has not accepted the duty yet. Accept it first, then “{ $action }”.
duty-refused-received-already = Your department has accepted the duty already, so “{ $action }” is no longer possible. You can report progress; if something has to change, please talk to the secretariat.
duty-refused-declined = Your department has refused the duty, so “{ $action }” is not possible. The secretariat will change the departments; to take it on after all, accept it first.
duty-draft-over = The task is assigned and no longer a draft; change it on its own page.
duty-draft-hidden = Drafts are seen by the secretariat, leaders and auditors only.
duty-lead-required = Choose the lead department.
duty-which-department = You act for several departments: choose the one you act for here.

# Lights
duty-light-on-track = On track
duty-light-due-today = Due today
duty-light-due-soon = { $days ->
    [one] 1 working day left
   *[other] { $days } working days left
}
duty-light-report-owed = Report overdue
duty-light-not-received = Not accepted in time
duty-light-overdue-today = Overdue
duty-light-overdue = { $days ->
    [one] 1 working day overdue
   *[other] { $days } working days overdue
}
duty-light-at-rest = No clock running

duty-party-pending = Awaiting receipt
duty-party-accepted = Accepted
duty-party-refused = Refused
duty-party-withdrawn = Withdrawn
duty-party-reported = Reported

target-at-least = at least
target-at-most = at most
target-about = about
target-exactly = exactly
duty-per-year = a year
duty-per-half_year = a half-year
duty-per-quarter = a quarter
duty-per-month = a month
duty-per-period = in the plan period

extension-requested = Awaiting an answer
extension-granted = Granted
extension-denied = Denied
extension-lapsed = The duty has ended, so the request is not answered any more.
extension-not-later = The new deadline must be later than the present one and not in the past.
extension-no-deadline = The duty has no deadline, so no extension is needed.
extension-waits-already = An extension request is still waiting for its answer; another can be made after that.
extension-none-waits = No extension request is waiting.
remind-nobody = There is nobody to remind: all departments have accepted and reported, or none has a liaison.
share-nothing-changed = Nothing changed, so nothing was saved.
report-as-of-future = The date cannot be later than today.
report-target-gone = This target no longer exists; please reload the page.

field-email-wrong = Enter a correct e-mail address.
field-required = Please fill this in.
field-too-long = At most { $max } characters, now { $length }.
field-number = Please enter a number.
field-date = Please enter a date such as 2026-12-01.
field-whole-number = Please enter a whole number from 0 to { $max }.
field-choose = Please choose one.
field-department-unknown = The department chosen does not exist or is closed.
duty-targets-too-many = A duty has at most { $max } targets; there are { $count } here. Merge or clear some, or make several duties.

# The duty's page
duty-list = Duties
duty-new = New duty
duty-under = { $number } · led by { $lead }
duty-under-no-lead = { $number } · no lead department yet
duty-requirement = Requirement
duty-source = From: { $origin }
duty-targets = Targets
duty-target = Target
duty-target-goal = Goal
duty-target-value = Reported
duty-target-progress = Progress
duty-target-goal-text = { $comparison } { $value }
duty-target-none-yet = Nothing reported yet
duty-target-reached = Reached
duty-target-not-reached = Not reached
duty-target-as-of = as of { $date }
duty-target-step = { $date } { $value }
duty-parties = Departments
duty-party = Department
duty-party-state = Receipt and reports
duty-party-share = Share and people
duty-part-lead = Lead
duty-part-support = Support
duty-party-received-on = accepted { $date }
duty-party-reported-on = reported { $date }
duty-party-people = Liaison { $people }
duty-party-deputy = { $name } (deputy)
duty-party-reason = Reason for refusing: { $reason }
duty-party-nobody = No liaison named yet
duty-timeline = History
duty-timeline-empty = Nothing recorded yet.
duty-outline-note = Your department is not charged with this duty, so you see its outline. Progress and history are for the departments charged and the secretariat.
duty-fact-lead = Lead
duty-fact-support = Support
duty-fact-due = Deadline
duty-fact-due-none = No deadline set
duty-fact-due-after = { $days ->
    [one] 1 working day after assignment
   *[other] { $days } working days after assignment
}
duty-fact-how = Basis
duty-fact-deliverable = Deliverable
duty-fact-cadence = Reports
duty-fact-next-report = next { $date }
duty-fact-next-report-owed = was due { $date }, not received yet
duty-fact-leaders = Leader in charge
duty-fact-origin = Source
duty-fact-assigned = Assigned
duty-fact-earlier = Earlier deadlines
duty-cause-assigned = set on assignment
duty-cause-edited = deadline changed
duty-cause-extension = extension granted
duty-cause-calendar = calendar changed
duty-calendar-known = The holidays of { $year } have been announced
duty-earlier-note = { $cause }, { $date }
duty-earlier-note-actor = { $cause }, { $actor }, { $date }
duty-extension-waits = { $department } asks for an extension until { $until }: { $reason }
duty-extension-waits-title = Extension request waiting
duty-refused-notice-title = { $department } refused
duty-returned-notice-title = Why it was returned last

duty-waits-draft = Not assigned yet; the departments do not see it.
duty-waits-assigned = { $days ->
    [one] Waiting for { $lead } to accept, due within 1 working day of assignment.
   *[other] Waiting for { $lead } to accept, due within { $days } working days of assignment.
}
duty-waits-in-progress = { $lead } is working on it; the secretariat verifies before it is closed.
duty-waits-submitted = Submitted for close-out, waiting for the secretariat to verify.
duty-waits-closed = Verified and closed by the secretariat.
duty-waits-refused = { $lead } refused; waiting for the secretariat to reassign.
duty-waits-suspended = Suspended; the deadline does not run meanwhile.
duty-waits-cancelled = Cancelled; no further work.

# History. Names are shown apart from these sentences
timeline-duty-draft = drafted the duty
timeline-duty-assign = assigned it to { $lead }
timeline-duty-reassign = reassigned it to { $lead }
timeline-duty-with-support = , supported by { $support }
timeline-duty-until = , due { $due }
timeline-duty-accept = accepted for { $department }
timeline-duty-refuse = refused for { $department }
timeline-duty-report = reported for { $department } as of { $as_of }
timeline-duty-figures = : { $figures }
timeline-duty-submit = submitted for close-out for { $department }
timeline-duty-return = returned it
timeline-duty-close = verified and closed it
timeline-duty-reopen = reopened it
timeline-duty-suspend = suspended it
timeline-duty-resume = resumed it
timeline-duty-cancel = cancelled it
timeline-duty-edit = edited the duty
timeline-duty-changed = : { $parts }
timeline-duty-parties = changed the departments: led by { $lead }
timeline-duty-deadline = changed the deadline
timeline-duty-calendar = recomputed the deadline after a change of calendar
timeline-duty-moved = : { $before } → { $after }
timeline-duty-no-date = none
timeline-duty-extend = asked for { $department } for an extension until { $until }
timeline-duty-grant-extension = granted the extension
timeline-duty-deny-extension = denied the extension
timeline-duty-instruction-filed = filed an instruction of { $author } as duty { $duty }
timeline-duty-instruction-answered = answered an instruction of { $author }: { $answer }
timeline-duty-share = shared work out to { $departments }
timeline-duty-remind = reminded { $departments } (no. { $nth }), sent to { $people }
timeline-duty-remind-automatic = automatic reminder no. { $nth }, to { $people }
timeline-duty-other = another step: { $action }
timeline-system = System

# Forms
duty-form-title = Title
duty-form-title-hint = What is to be done, in one sentence of at most 200 characters.
duty-form-requirement = Requirement
duty-form-requirement-hint = To what extent, and how it is counted.
duty-form-deliverable = Deliverable
duty-form-deliverable-hint = What is handed in at close-out, such as “summary table, list of markets”.
duty-form-lead = Lead department
duty-form-lead-none = Not decided yet
duty-form-support = Supporting departments
duty-form-support-hint = Choose any number.
duty-form-cadence = Reports
duty-form-cadence-hint = How often progress is reported while work goes on.
duty-form-cadence-none = No regular reports
duty-form-due = Deadline
duty-form-due-none = No deadline
duty-form-due-fixed = On a date
duty-form-due-after = Some working days after assignment
duty-form-due-before = Some working days before a date
duty-form-due-on = Date
duty-form-due-on-hint = The deadline itself, or the date to count back from.
duty-form-due-days = Working days
duty-form-due-days-hint = Counted by the State Council’s holiday notices and this workspace’s calendar.
duty-form-days-unit = working days
duty-form-target = Target { $n }
duty-form-target-add = Another target
duty-form-target-hint = Clear the name of a target that is not needed; one with reported values is kept.
duty-form-target-name = Name
duty-form-target-value = Goal
duty-form-target-unit = Unit
duty-form-target-comparison = Comparison
duty-form-target-per = Per
duty-form-per-none = Not per period
duty-form-origin = Source
duty-form-origin-hint = A meeting, a letter, a call; duties made from a policy clause name it by themselves.
duty-form-then = After saving
duty-form-then-assign = Assign now and tell the departments
duty-form-then-draft = Keep as a draft and assign later
duty-form-reason = Reason
duty-form-reason-hint = Kept in the history and sent to the departments concerned.
duty-form-reason-draft-hint = Not needed for a draft.
duty-form-department = On behalf of
duty-form-text = Progress
duty-form-text-hint = What was done, with what result, and what is difficult. Material goes among the files on the duty’s page.
duty-form-as-of = Figures as of
duty-form-figure = { $name } (goal { $goal })
duty-form-figure-hint = Last reported { $value } (as of { $date })
duty-form-evidence = Evidence
duty-form-evidence-hint = Point by point what is done and what shows it, for the secretariat to verify. Upload what proves it among the files on the duty’s page.
duty-form-remark = Remark
duty-form-until = New deadline
duty-form-until-hint = The present deadline is { $date }.
duty-form-decision = Answer
duty-form-decision-grant = Grant the extension
duty-form-decision-deny = Deny the extension
duty-form-answer = Remark
duty-form-answer-hint = A denial needs a reason.
duty-form-share = Share of { $department }
duty-form-share-hint = What this department contributes; leave empty if the duty says it all.
duty-form-remind-text = Message
duty-form-remind-hint = Mailed to the liaisons of departments that have not accepted or not reported.
duty-form-save = Save
duty-form-about = { $number } { $title }
duty-conflict-note = At { $when } { $who } { $what }. What you typed is still here; please check it and send again.
duty-conflict-by-system = At { $when } the system { $what }. What you typed is still here; please check it and send again.

duty-confirm-close = The duty becomes “Closed”, its deadline stops, and the departments are told.
duty-confirm-cancel = The duty ends for good; its history and reports stay readable.
duty-confirm-cancel-mail = The liaisons of all departments charged are told.
duty-confirm-suspend = While suspended it does not become overdue and no reports are due; afterwards the same deadline holds.
duty-confirm-refuse-lead = The duty goes back to the secretariat together with your reason.
duty-confirm-refuse-support = The secretariat receives your reason and decides whether to change the supporting departments.
duty-confirm-reopen = The duty is in progress again with its deadline unchanged; use “Change deadline” for another one.

duty-done-create = Duty { $number } was created.
duty-done-edit = Changes saved.
duty-done-assign = Assigned, and the departments were told.
duty-done-accept = Accepted.
duty-done-refuse = Refused; the secretariat receives your reason.
duty-done-reassign = Reassigned.
duty-done-share = Shares saved, and the departments concerned were told.
duty-done-report = Progress reported.
duty-done-submit = Submitted, waiting for verification.
duty-done-return = Returned, and the departments were told.
duty-done-close = Closed.
duty-done-reopen = Reopened.
duty-done-suspend = Suspended.
duty-done-resume = Resumed.
duty-done-cancel = The duty was cancelled.
duty-done-extend = Extension requested.
duty-done-decide-extension = The extension request was answered.
duty-done-remind = Reminder sent.
duty-done-parties = Departments changed.
duty-done-deadline = Deadline changed.

# Mail
mail-name-duty-news = Duty notice
mail-name-duties-assigned = Duties assigned together
mail-duty-assigned = Please accept: { $title }
mail-duty-refused = Refused, please reassign: { $title }
mail-duty-part-refused = Refused by a supporting department: { $title }
mail-duty-submitted = Submitted, to be verified: { $title }
mail-duty-returned = Returned: { $title }
mail-duty-closed = Closed: { $title }
mail-duty-reopened = Reopened: { $title }
mail-duty-suspended = Suspended: { $title }
mail-duty-resumed = Resumed: { $title }
mail-duty-cancelled = Cancelled: { $title }
mail-duty-withdrawn = No longer with your department: { $title }
mail-duty-shared = Your share is set: { $title }
mail-duty-changed = Changed: { $title }
mail-duty-deadline-changed = New deadline: { $title }
mail-duty-extension-requested = Extension requested, please answer: { $title }
mail-duty-extension-granted = Extension granted: { $title }
mail-duty-extension-denied = Extension denied: { $title }
mail-duty-reminded = Reminder: { $title }
mail-duty-kicker = { $workspace } · duty { $number }
mail-duty-lead = Lead
mail-duty-support = Support
mail-duty-due = Deadline
mail-duty-actor = By
mail-duty-open = Open the duty
mail-duty-foot = Sent automatically as the duty moved on. Please log in to act.
mail-duties-subject = { $n } duties to accept · { $workspace }
mail-duties-title = { $n } new duties, please accept them
mail-duties-kicker = { $workspace } · assigned by { $who }
mail-duties-section = The earliest deadline first
mail-duties-line = { $number } · lead { $lead } · due { $due }
mail-duties-more = { $n } more
mail-duties-open = See and accept them
mail-name-deadlines-moved = Deadlines recomputed
mail-moved-finding = { $n ->
    [one] 1 deadline was recomputed after a change of calendar
   *[other] { $n } deadlines were recomputed after a change of calendar
}
mail-moved-subject = { $finding } · { $workspace }
mail-moved-kicker = { $workspace } · change of calendar
mail-moved-list = New deadlines
mail-moved-line = { $number } · { $before } → { $after }
mail-moved-more = { $n } more
mail-moved-open = Open our duties
duty-files-closed = The duty is closed: no file is added or removed any more, unless it is reopened.
duty-files-cancelled = The duty was cancelled: no file is added or removed any more.
duty-files-outline = Files are for the departments charged with this duty, the secretariat, leaders and auditors.
