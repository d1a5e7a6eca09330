# Agenda and its items
agenda-title = Agenda
# $n: items; $minutes: minutes
agenda-under = { $n ->
    [one] 1 item
   *[other] { $n } items
}, { $minutes } minutes
# $n: items
agenda-under-written = { $n ->
    [one] 1 item
   *[other] { $n } items
}
agenda-empty = There is nothing on the agenda yet.
# $over: minutes over; $minutes: length of the meeting
agenda-over = The items take { $over } minutes more than the meeting has ({ $minutes }). Take items off, shorten them or lengthen the meeting.
# $answered: answered; $asked: asked
agenda-opinions = written opinions { $answered }/{ $asked }
agenda-others = Your department’s items
agenda-others-office = Items not on the agenda
agenda-propose = Propose an item
agenda-add = Add an item
agenda-order = Order and times
# $n: waiting
agenda-screen = Screen proposals ({ $n })
item-restricted = Restricted
item-restricted-hint = Seen only by the proposer, the departments concerned and those who run the meeting; others see “(restricted item)” and its time
item-open = For all who are invited
item-open-hint = Once on the agenda, every department invited sees it
item-asked = Asked of the meeting
item-asked-assign-hint = The meeting hands out work
item-asked-coordinate-hint = Settle something between departments
item-asked-check-hint = The meeting looks at how far things are
item-asked-inform-hint = The meeting takes note
item-asked-deliberate-hint = The meeting considers and decides
item-hand-proposer = the proposing department
item-hand-office = the office
item-action-consent = consent to a late item
# $action: action; $who: who may
item-forbidden = “{ $action }” is for { $who }.
# $state: state of the meeting; $action: action
item-meeting-refused = The meeting is in the state “{ $state }”: its items do not allow “{ $action }”.
# $state: state of the meeting
item-no-proposals = The meeting is in the state “{ $state }”: no items can be proposed now.
item-proposals-by-invited = Items are proposed by liaisons of the departments invited, or by the office.
item-department-not-yours = You are no liaison of this department, or it is not invited to this meeting
item-background-missing = Describe the background before submitting
item-late-reason-missing = The cut-off has passed: say why the item is late
# $max: most minutes
item-minutes-range = The length must be from 1 to { $max } minutes
item-needs-no-consent = This item needs no consent, or has it already.
# $title: item
item-lacks-consent = “{ $title }” came after the cut-off and needs the chair’s consent first.
item-lacks-consent-short = Awaits the chair’s consent
items-none-chosen = Tick some items first.
item-of-office-not-returned = This is the office’s own item and is not returned; edit, defer or merge it.
item-defer-unknown = There is no such meeting
item-defer-same = That is this meeting; choose a later one
# $number: of the meeting; $state: its state
item-defer-over = Meeting { $number } is in the state “{ $state }” and takes no more items
item-defer-earlier = That meeting is not later than this one
item-defer-choose = Choose
item-defer-none = There is no later meeting yet; make one first.
item-merge-unknown = There is no such item
item-merge-self = An item cannot be merged into itself
# $title: item; $state: state
item-merge-over = “{ $title }” is in the state “{ $state }” and takes in no others
item-merge-restricted = A restricted item cannot be merged into an open one; change the range of one of them first
item-merge-none = There is no other item to merge it into.
item-consent-given = Agreed
# $state: state of the meeting
item-order-refused = The meeting is in the state “{ $state }”: its agenda can no longer be changed.
item-save = Save
item-edit-title = Edit the item
item-field-department = Proposed by
item-field-title = Title
item-field-asked = What is asked of the meeting
item-field-background = Background
item-background-hint = How it arose, where it stands, what is disputed; a draft may leave it empty
item-field-proposed-decision = Proposed decision
item-decision-hint = What the meeting should decide, in words the minutes could use
item-field-departments = Departments concerned
item-field-minutes = Time needed
item-minutes-unit = minutes
item-field-section = Section
item-section-hint = A heading of the agenda, such as “1. Information”; may be left empty
item-field-restricted = Who may be present
item-field-late-reason = Why it is late
item-late-hint = The cut-off has passed or notice was given; it also needs the chair’s consent
item-field-then = After saving
item-then-submit = Submit to the office
item-then-add = Put on the agenda
item-then-keep = Keep as a draft
item-done-added = The item is on the agenda.
item-done-submit = The item was submitted; the office was told.
item-done-edit = The item was saved.
# $title: item
item-done-withdraw = “{ $title }” was withdrawn.
# $title: item
item-done-consent = The chair’s consent to “{ $title }” was recorded.
# $title: item
item-done-accept = “{ $title }” is on the agenda.
# $title: item
item-done-return = “{ $title }” was returned; its proposer gets a mail.
# $title: item
item-done-defer = “{ $title }” goes on at a later meeting.
# $title: item
item-done-merge = “{ $title }” was merged.
# $n: items
items-done-accept = { $n ->
    [one] 1 item was put on the agenda.
   *[other] { $n } items were put on the agenda.
}
items-changed-meanwhile = Somebody has just dealt with one of these items. Choose again from what stands below; nothing was changed.
item-reason = Reason
item-return-hint = The proposer gets these words and can change the item and submit it again
item-defer-hint = The proposer gets these words
item-defer-to = Goes on at
item-merge-into = Merge into
item-consent-chair = Your words
item-consent-office = What the chair said
item-consent-hint = When and how consent was given, such as “By telephone on 25 November: agreed”
item-verb-withdraw = Withdraw the item
item-verb-consent = The chair’s consent to a late item
item-verb-accept = Put on the agenda
item-verb-return = Return the item
item-verb-defer = Defer to a later meeting
item-verb-merge = Merge the item
item-do-submit = Edit and submit
item-do-edit = Edit
item-do-withdraw = Withdraw
item-do-consent = Consent
item-do-accept = Put on the agenda
item-do-return = Return
item-do-defer = Defer
item-do-merge = Merge
item-what-return = The item goes back to its department with the reason by mail; it can be changed and submitted again.
item-what-defer = The item leaves this meeting and becomes a new item of the one chosen, with its text, departments, clauses and duties, and the opinions asked; each points at the other.
item-what-merge = The item no longer stands by itself. It keeps its proposer and text and says where it went; the departments it concerns are added to the other.
item-what-withdraw = A withdrawn item cannot be submitted again; propose it anew if needed.
# $reason: why it is late
item-what-consent = Why it is late: { $reason }
# $who: who; $when: when; $what: what was done
item-saved-before = { $who } dealt with this item at { $when } ({ $what }), so yours was not done. Look at it as it is now before you decide.
# $n: number; $at: time
item-place = Item { $n }, at { $at }
# $n: number; $at: time
item-place-written = Item { $n }
item-is-returned = Returned
item-is-deferred = Deferred
item-is-merged = Merged
item-is-withdrawn = Withdrawn
item-is-late = After the cut-off; awaits the chair’s consent
item-is-consented = After the cut-off; the chair consented
item-taken-in = Merged into this item
item-links = Clauses and duties
item-timeline = History
item-fact-meeting = Meeting
item-fact-proposer = Proposed by
item-fact-submitted = Submitted
item-fact-consent = The chair
item-fact-outcome = Outcome
item-fact-from = Comes from
proposals-title = Screen proposals
proposals-empty = Nothing waits to be screened
proposals-empty-text = What departments submit stands here.
proposals-back = Back to the meeting
proposals-choose = Choose
proposals-late = Late
proposals-accept = Put those ticked on the agenda
# $n: items; $minutes: minutes; $length: length of the meeting
proposals-sum = { $n ->
    [one] 1 item is
   *[other] { $n } items are
} on the agenda, { $minutes } minutes; the meeting has { $length }.
order-title = Order and times
order-about = Change the numbers and save, move one by its arrows, or drag.
order-save = Save
order-drag = Drag
order-place = Number
order-up = Up
order-down = Down
order-done = The agenda was saved.
order-wrong = Nothing was saved; mend what is marked.
order-changed-meanwhile = Somebody has just changed the agenda, so nothing was saved. Below is the agenda as it is now with what you typed; check it and save.
order-no-place = Say which number it should have.
agenda_item-state-draft = { item-state-draft }
agenda_item-state-proposed = { item-state-proposed }
agenda_item-state-accepted = { item-state-accepted }
agenda_item-state-returned = { item-state-returned }
agenda_item-state-deferred = { item-state-deferred }
agenda_item-state-merged = { item-state-merged }
agenda_item-state-withdrawn = { item-state-withdrawn }
agenda_item-state-concluded = { item-state-concluded }
agenda_item-field-title = the title
agenda_item-field-asked = what is asked
agenda_item-field-background = the background
agenda_item-field-proposed-decision = the proposed decision
agenda_item-field-concerned = the departments concerned
agenda_item-field-minutes = the time needed
agenda_item-field-section = the section
agenda_item-field-restricted = who may be present
agenda_item-field-late-reason = why it is late
timeline-agenda_item-create = drafted the item
timeline-agenda_item-submit = submitted the item
# $fields: what was changed
timeline-agenda_item-edit = changed { $fields }
timeline-agenda_item-withdraw = withdrew the item
# $by: who
timeline-agenda_item-consent = { $by ->
    [chair] consented as chair
   *[office] recorded the chair’s consent
}
timeline-agenda_item-accept = put it on the agenda
timeline-agenda_item-return = returned the item
# $meeting: number of the meeting; $title: its title
timeline-agenda_item-defer = deferred it to meeting { $meeting } { $title }
# $meeting: number of the meeting; $title: its title
timeline-agenda_item-arrive = brought it over from meeting { $meeting } { $title }
# $title: item
timeline-agenda_item-merge = merged it into “{ $title }”
# $title: item
timeline-agenda_item-take_in = merged “{ $title }” into it
timeline-meeting-order = changed the order of the agenda
# $department: department; $title: item
mail-item-submitted = { $department } proposes: { $title }
# $department: department; $title: item
mail-item-submitted-late = { $department } proposes after the cut-off: { $title }
# $department: department; $title: item
mail-item-consent = Your consent is needed: late item of { $department }: { $title }
mail-item-meeting = Meeting
mail-item-open = Open the item
# $title: meeting
mail-items-screened = Your items for { $title }
mail-items-yours = Your department’s items
# $title: item; $what: result
mail-item-line = “{ $title }”: { $what }
mail-item-accept = on the agenda
mail-item-return = returned; it can be changed and submitted again
mail-item-defer = deferred to a later meeting
mail-item-merge = merged into another item
item-follow-up-stays = What became of former decisions always stands on the agenda: it can be moved and given its time, but not taken off.
item-carried-over = Not reached; goes on at a later meeting
opinion-nobody-asked = Choose at least one department
opinion-not-invited = Only departments invited to the meeting can be asked; invite them first
opinion-asked-already = All of these were asked already
# $max: most working days
opinion-days-range = Must be from 1 to { $max } working days
# $state: state of the item
opinion-item-over = The item is in the state “{ $state }”; no opinions are asked any more.
# $state: state of the meeting
opinion-meeting-over = The meeting is in the state “{ $state }”; no opinions are asked any more.
opinion-by-department = An opinion is given by a liaison of the department that was asked.
opinion-is-withdrawn = The office took this question back; no answer is needed.
opinion-choose = Choose one
# $answer: answer
opinion-text-missing = With “{ $answer }”, say what and why
opinion-stopped-already = The clock is stopped already.
opinion-not-stopped = The clock is not stopped.
opinion-not-waiting = This department has answered, or the question was taken back.
opinions-title = Written opinions
opinions-ask = Ask for opinions
opinions-department = Department
opinions-answer = Opinion
opinions-when = Answer
opinion-do-answer = Give an opinion
opinion-do-change = Change the answer
opinion-do-stop = Stop the clock
opinion-do-restart = Restart the clock
opinion-do-unask = Take the question back
opinion-waits = Awaited
opinion-late = Answered late
opinion-overdue = Overdue
opinion-stopped = Clock stopped
opinion-withdrawn = Taken back
# $day: last day
opinion-due = by { $day }
# $day: since when; $reason: reason
opinion-stopped-since = stopped since { $day }: { $reason }
# $agree, $changes, $disagree, $none, $waiting: how many
opinions-sum = Agree { $agree }, agree with changes { $changes }, disagree { $disagree }, no remark { $none }, awaited { $waiting }
# $outcome: outcome
opinions-proposed = By the answers, “{ $outcome }” may be considered.
opinion-field-departments = Departments to ask
opinion-ask-hint = Departments invited to the meeting; those asked see this item
opinion-field-days = Term
opinion-days-unit = working days
opinion-days-hint = Counted by the working calendar from tomorrow on
opinion-field-answer = Your department’s opinion
opinion-field-text = In words
opinion-text-hint = Needed with “agree with changes” and “disagree”: what to change, and why
opinion-field-reason = Reason
# $department: department
opinion-what-answer = You answer for { $department }; it can be changed until the meeting.
# $department: department; $day: last day
opinion-what-stop = The term of { $department } ({ $day }) stands still; restarted, it moves by the working days it stood.
# $department: department
opinion-what-restart = The term of { $department } runs on; its last day moves by the working days it stood.
# $department: department
opinion-what-unask = { $department } need not answer any more; it can be asked again later.
# $day: last day
opinion-what-due = Due by { $day }; later answers are taken and marked as late.
opinion-done-ask = Opinions were asked; the liaisons get a mail.
opinion-done-answer = The opinion was given.
opinion-done-stop = The clock was stopped.
opinion-done-restart = The clock runs again.
opinion-done-unask = The question was taken back.
# $departments: departments; $due: last day
timeline-agenda_item-ask = asked { $departments } for an opinion by { $due }
# $department: department; $answer: answer
timeline-agenda_item-opinion = answered for { $department }: { $answer ->
    [agree] agree
    [agree_with_changes] agree with changes
    [disagree] disagree
   *[no_remark] no remark
}
# $department: department
timeline-agenda_item-clock_stop = stopped the clock for { $department }
# $department: department; $due: last day
timeline-agenda_item-clock_start = restarted the clock for { $department }, due by { $due }
# $department: department
timeline-agenda_item-unask = took back the question to { $department }
# $title: item
mail-opinion-asked = Your opinion is asked: { $title }
mail-opinion-due = Answer by
mail-opinion-answer = Give an opinion
# $title: meeting
mail-opinions-due = Opinions are due soon: { $title }
# $title: meeting
mail-opinions-over = Opinions are overdue: { $title }
mail-opinions-yours = Awaited from your department
# $day: last day
mail-opinion-until = by { $day }
# $day: last day
mail-opinion-over = was due on { $day }
item-links-full = There are many clauses and duties already; take some off first.
item-links-none = No clauses or duties chosen yet.
item-links-find = Number of a clause or duty, or words in it
item-links-search = Search
item-links-nothing = Nothing found; try other words.
item-links-add = Add
item-links-remove = Take off
item-links-done = Done
item-links-edit = Choose clauses and duties
item-done-link = Added.
item-done-unlink = Taken off.
# $state: state of the meeting
item-files-meeting = The meeting is in the state “{ $state }”; its files do not change any more.
# $state: state of the item
item-files-item = The item is in the state “{ $state }”; its files do not change any more.
# $label: clause or duty
timeline-agenda_item-link = linked { $label }
# $label: clause or duty
timeline-agenda_item-unlink = took off { $label }
pack-title = Agenda pack
pack-docx = Download DOCX
pack-eyes = See as department
pack-eyes-own = Everything
# $department: department
pack-seen-by = as seen by { $department }
# $who: whose; $day: of which day
pack-printed = { $who } · { $day }
pack-attendees = Attending
pack-observers = Observing
pack-files = Files
pack-time = Time
# $number: of the meeting
pack-file = Agenda pack { $number }
agenda-pack = Agenda pack
items-title = Agenda items
items-export = Export XLSX
items-tabs = By state
items-tab-all = All
items-tab-waiting = To be screened
items-tab-agenda = On an agenda
items-tab-open = Drafts and returned
items-tab-over = Settled
items-search = Words in title, background or proposal
items-head-state = State
items-head-number = Meeting no.
items-head-day = Day
items-empty = No items yet
items-empty-text = What departments propose when a meeting calls for items stands here.
items-empty-filter = No item fits
# $workspace: workspace; $date: date
items-file = { $workspace } agenda items { $date }

# Moved to a later meeting
carry-title = Move to a later meeting
carry-items = Which items
carry-where = Move to
carry-to = { $day } { $title }
carry-what = The chosen items go on at that meeting with their written opinions, files and links; each old item says where it went, and its proposers get one letter
carry-no-meeting = There is no later meeting yet: make one first, then come back
carry-none = There is nothing left to move
carry-done = { $n ->
    [one] One item was moved
   *[other] { $n } items were moved
 }
carry-notice = { $n ->
    [one] One item is still open
   *[other] { $n } items are still open
 }
