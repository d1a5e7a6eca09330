# In session
session-title = Session
session-agenda = Agenda
session-attendance = Attendance
session-screen = Room screen
session-open = Open the session
session-adjourn = Adjourn
session-floor = Item from the floor
session-next = Next item
session-now = Now
session-take-up = Take this up now
session-pause = Stop the clock
session-back = Back to the notes
session-refresh = Refresh to see what others wrote
session-of-office = Joint meeting office
session-restricted = Restricted
# $said
session-opinions-silent = No answer
session-opinions = written opinions: { $said }
session-proposed = Proposed decision
session-background = Background
session-no-items = Nothing is on the agenda yet.
session-nobody = Nobody is invited yet.
# $names: names
session-note-takers = Notes: { $names }
# $consent: who agreed
session-late = put on late, { $consent } agreed
# $spent, $planned: minutes
session-watch = { $spent } min used, { $planned } min planned
# $n: minutes
session-used = { $n } min used
# $present; $invited; $needed
session-tally = { $present } of { $invited } departments present, enough ({ $needed } needed)
session-tally-short = { $present } of { $invited } departments present, fewer than the { $needed } needed
session-tally-ahead = { $present } of { $invited } departments have said they come, enough ({ $needed } needed)
session-tally-ahead-short = { $present } of { $invited } departments have said they come, fewer than the { $needed } needed
session-ahead = The session has not begun. The chair, a note-taker or the office opens it; then it can be recorded.
session-written = This is a written circulation without a session; it can be ended when the answers are in.
session-over = The session is over. Notes can be completed until the minutes are circulated.
# $state: the meeting's state
session-none = The meeting is “{ $state }”; there is no session to record.
session-not-open = The meeting is not in session.
session-consent-needed = An item from the floor needs the chair’s consent
session-not-reached-what = Choose what becomes of the item that was not reached
session-not-reached = Not reached in the session
# $n: how many
session-incomplete = { $n ->
    [one] One decision lacks
   *[other] { $n } decisions lack
} a lead, a deadline or a reason. This can be completed after the session, and must be before the minutes are issued.
# $title: meeting; $day: date
session-rest-to = Carry over to: { $day } { $title }
session-rest-shelve = Shelve
session-rest-leave = Decide later
session-decision = Decision { $n }
session-decision-add = Add a decision
session-remove = Remove
session-assign = Assign at once
session-assigned = Assigned:
session-draft-duty = Draft duty:
session-assign-who = Who says so
session-assign-hint = The chair when left empty. The duty goes to the departments now, without waiting for the minutes.
session-floor-title = Item
session-floor-asked = What is asked
session-floor-department = Brought by
session-floor-minutes = Planned length
session-floor-unit = minutes
session-floor-reason = Reason
session-floor-consent = The chair agrees
session-done-open = The session is open; take the attendance first
session-done-floor = Put on the agenda
session-done-adjourn-written = The circulation has ended; minutes can be drawn up
session-done-adjourn = The session is adjourned
session-done-remove = The decision was removed
session-done-assign = Assigned
# Fields
live-field-notes = Notes
live-field-outcome = Outcome
live-field-text = Text
live-field-lead = Lead
live-field-support = Support
live-field-due = Deadline
live-field-no-due-reason = Why there is no deadline
live-field-no-duty-reason = Why nobody is charged
live-field-presence = Present
live-field-came = Came instead
live-field-arrived = Came late
live-field-left = Left early
# $field: field; $who: department or person
live-field-of = { $who }: { $field }
live-due-hint = A date or working days: 2027-01-05, or 10
live-outcome-none = Open
live-lead-none = Nobody
live-now = Now
live-save = Save
live-saving = Saving…
# $told: who, when
live-saved = Saved { $told }
# $who: name; $at: time
live-told = { $who } { $at }
live-unsent = Not sent yet; kept on this device and sent once connected
live-lost = The connection is lost. What you write is kept here and sent once connected.
live-back = Connected again.
live-conflict = Two changed the same place
# $who, $at
live-both = { $who } saved this first, at { $at }. Their text is below, yours above; put them together, then choose what is saved.
live-take-theirs = Take theirs
live-keep-mine = Save what is above
live-ended = The meeting’s state has changed; reload the page.
live-key-wrong = The number of this saving is wrong; reload the page and try again.
live-choice-wrong = There is no such choice
live-time-wrong = A time is wanted, such as 9:45
live-due-past = The deadline is before the day of the meeting
live-due-wrong = A date (2027-01-05) or a number of working days (1 to { $max }) is wanted
# Decisions
# $meeting: meeting; $item, $n: numbers
decision-origin = { $meeting }, item { $item }, decision { $n }
# $item, $n: numbers
decision-restricted-title = Decision { $n } of a restricted item
decision-gone = Removed in session, or nobody is charged any more
decision-assigned-already = It is assigned; change it on the duty’s own page.
decision-incomplete = Text, lead, and a deadline or the reason for none are needed before it can be assigned.
decision-too-many = At most { $max } decisions on one item.
# Screen
screen-title = Screen: { $title }
screen-back = Back
screen-next = Next:
screen-pause = Break
screen-before = The meeting is about to begin
screen-over = The meeting is over
timeline-meeting-open = opened the session
# $carried: how many
timeline-meeting-adjourn = { $carried ->
    [0] adjourned the session
    [one] adjourned the session; one item goes on in a later meeting
   *[other] adjourned the session; { $carried } items go on in a later meeting
}
# $title: item; $consent: who agreed
timeline-meeting-floor = put “{ $title }” on the agenda from the floor; { $consent } agreed
# $n: number
timeline-meeting-strike = removed decision { $n }
# $number: task; $who: who said so
timeline-meeting-assign = assigned a decision at once as duty { $number }, as { $who } said
timeline-agenda_item-floor = put on from the floor; { $consent } agreed
timeline-agenda_item-conclude = concluded
# $by: who wrote it
timeline-agenda_item-overwrite = rewrote what { $by } had recorded; it said
