# Minutes
minutes-title = Minutes
minutes-state-draft = Being drafted
minutes-state-circulating = Being countersigned
minutes-state-issued = Issued
minutes-kind-minutes = Minutes
minutes-kind-corrigendum = Corrigendum
minutes-section-opening = Opening
minutes-section-attendance = Attendance
minutes-section-item = Item
minutes-section-closing = Closing
minutes-head = Minutes of the { $workspace }
minutes-issuer = Office of the { $workspace }
minutes-copies = Copies: {""}
minutes-settled = The meeting settled:
minutes-lead = lead: { $value }
minutes-support = supporting: { $value }
minutes-due = due: { $value }
minutes-charge = {" "}({ $parts })
minutes-charge-comma = {"; "}
minutes-chair-unnamed = the convener
minutes-label-chair = Chair
minutes-label-present = Present
minutes-label-excused = Apologies
minutes-label-missing = Absent
minutes-label-observers = In attendance
minutes-label-takers = Notes
minutes-person = { $name } ({ $post })
minutes-sent = { $department } ({ $name })
minutes-item-outcome-passed = The meeting approved the item.
minutes-item-outcome-in-principle = The meeting agreed in principle.
minutes-item-outcome-amended = The meeting approved the item, to be carried out once it is amended as the meeting said.
minutes-item-outcome-shelved = The meeting put the item off until it has been examined further.
minutes-item-outcome-rejected = The meeting did not agree.
minutes-item-outcome-noted = The meeting took note.
minutes-default-template =
    # Opening
    On { $day }, { $chair } chaired the meeting “{ $meeting }”[ at { $place }]. [{ $present } of { $invited } member departments attended. ][The meeting dealt with { $items } items. ]What it settled is set out below.
    # Item
    {"["}{ $department } reported.]
    { $notes }
    { $outcome }
    # Closing
    The meeting asked all members to carry out what was settled within their remit and to report progress in time, and the office of the joint meeting to follow it up and to help where departments meet obstacles.
minutes-default-number = No. { $n } ({ $year })
minutes-template-part-unknown = The template has no part “{ $name }”; there are Opening, Item and Closing.
minutes-template-part-twice = “{ $name }” stands in the template twice.
minutes-template-part-first = The template’s first line must be “# Opening”.
minutes-template-part-missing = The template lacks “# { $name }”.
minutes-template-place-unknown = “{ $name }” is no place that can be filled. There are: day, time, place, chair, meeting, workspace, invited, present, items; in the part on items also: title, department, background, notes, outcome.
minutes-template-place-of-item = “{ $name }” can only stand in the part “# Item”.
minutes-template-unpaired = A brace or bracket lacks its fellow: { $line }
minutes-number-pattern-wrong = The pattern needs {"{"}year{"}"} and {"{"}n{"}"} once each, such as No. {"{"}n{"}"} ({"{"}year{"}"}).
minutes-not-issued = The minutes are not issued yet; once they are, you find them here.
minutes-with-departments = The minutes are with the departments and cannot be drawn up anew; sections can still be edited.
minutes-none = No minutes were drawn up yet.
minutes-none-yet = No minutes were drawn up yet. The program drafts them from agenda, attendance, notes, outcomes and decisions; each section can be edited afterwards.
minutes-none-here = Once the meeting is over, who takes notes or the office draws up the minutes.
minutes-draw = Draw up minutes
minutes-draw-again = Take in what was recorded since
minutes-drawn = The minutes were drawn up from the record. Sections nobody edited follow the record, edited ones stay as they are.
minutes-edit = Edit
minutes-saved = Saved.
minutes-complete = Complete it
minutes-incomplete = { $n ->
    [one] One decision is
   *[other] { $n } decisions are
} incomplete: say who leads and by when, or why nobody does. The minutes can be issued after that.
minutes-restricted = Restricted item: only the departments concerned see this
minutes-restricted-note = { $n ->
    [one] One item is
   *[other] { $n } items are
} restricted: the general version leaves it out, the departments concerned get a version of their own.
minutes-reviews = Countersigning
minutes-round = round { $n }
minutes-answer-by = by { $day }
minutes-fact-number = Number
minutes-fact-drawn = Drawn up
minutes-heading = Heading
minutes-text = Text
minutes-text-hint = A new line begins a paragraph. Decisions are not written here: they stand in one place and are edited below the section.
minutes-attendance-hint = One line each, such as “Present: Industry and Commerce (Chen Jing), Quality (Wang Lei)”.
minutes-compared = Compared with the record
minutes-as-recorded = As recorded.
minutes-decisions-below = Decisions on this item
minutes-decision = Decision
minutes-decision-text = Text
minutes-decision-lead = Lead department
minutes-decision-support = Supporting departments
minutes-decision-due = Deadline
minutes-decision-no-due = Why there is no deadline
minutes-decision-no-duty = Why nobody is charged
minutes-decision-one-place = A decision stands in one place: changed here, the minutes and the draft duty say the same.
minutes-somebody = A colleague
review-answer-none = No answer
review-answer-agree = Agrees
review-answer-wording = Agrees, other wording
review-answer-disagree = Disagrees
review-answer-silent = Silent, counts as consent
verdict-taken = Taken
verdict-rejected = Rejected
timeline-meeting-minute = drew up the minutes
timeline-meeting-minutes_section = edited the minutes while they were being countersigned: { $section }
timeline-meeting-minutes_decision = reworded a decision
settings-minutes-number = Pattern of minutes’ numbers
settings-minutes-number-hint = {"{"}year{"}"} stands for the year, {"{"}n{"}"} for the number within it. Left empty: { $usual }
settings-minutes-template-zh = Template of minutes (Chinese)
settings-minutes-template-en = Template of minutes (English)
settings-minutes-template-hint = In braces, what is filled in; a stretch in square brackets goes when a place in it is empty. Left empty: { $usual }
settings-countersign = Time to countersign
settings-countersign-hint = Departments should answer within so many working days; silence after that counts as consent.
settings-usual = the usual one
minutes-action-decide = take or reject it
minutes-differences-open = Some differences are undecided; decide on them before another round.
minutes-days-range = Give 1 to { $max } working days.
minutes-nobody-asked = Choose who countersigns.
minutes-nobody-acts = Nobody acts for { $names }, so nobody would read it; name a liaison first, or leave them out.
minutes-not-asked = Liaisons of the departments asked answer.
minutes-answered = This round was answered already, or is over.
minutes-answer-late = The deadline is over; silence counts as consent.
minutes-wording-same = No wording was changed. To agree as it stands choose “Agrees”; else change the text below.
minutes-difference-decided = This was decided already.
minutes-days = Time to answer
minutes-days-unit = working days
minutes-circulate-departments = Who countersigns
minutes-circulate-text = A word to them
minutes-circulate-what = Liaisons of these departments get a mail that asks them to answer in time; silence after that counts as consent.
minutes-circulate-changed = Changed since the last round: { $sections }.
minutes-circulated = Sent to be countersigned.
minutes-countersign = Countersign
minutes-countersign-for = Countersign for { $department }
minutes-countersign-hint = Please answer by { $day }; silence after that counts as consent.
minutes-answer = Answer
minutes-answer-text = Reason or remark
minutes-answer-text-hint = Needed with other wording or when you disagree.
minutes-wording = Other wording: only with “Agrees, other wording”: change the text right here and leave the rest as it is
minutes-answer-send = Send the answer
minutes-answered-done = Your answer was sent.
minutes-differences = Differences side by side
minutes-differences-none = Nothing is to be decided.
minutes-difference-decision = Decision
minutes-difference-whole = About the minutes as a whole
minutes-difference-before = As it stood
minutes-difference-wording = Proposed
minutes-difference-changed = It was changed since; now it says:
minutes-verdict = Verdict
minutes-verdict-reason = Reason
minutes-verdict-save = Save the verdict
minutes-decided = The verdict was saved.
minutes-undecided = { $n ->
    [one] One difference is
   *[other] { $n } differences are
} to be decided.
minutes-changed-since = { $n ->
    [one] One passage was
   *[other] { $n } passages were
} changed since departments were asked. Send another round, or give a reason when issuing.
timeline-meeting-circulate = sent round { $round } to { $who }, to be answered by { $day }
timeline-meeting-minutes_answer = answered for { $who }: { $answer ->
    [agree] agrees
    [wording] agrees, other wording
    [disagree] disagrees
   *[other] { $answer }
}
timeline-meeting-minutes_silence = { $who } did not answer by { $day }, which counts as consent
timeline-meeting-minutes_verdict = decided on what { $who } proposed: { $verdict ->
    [taken] taken
    [rejected] rejected
   *[other] { $verdict }
}
mail-minutes-countersign = Please countersign: minutes of { $title }
mail-minutes-reminder = The time to countersign ends soon: minutes of { $title }
mail-minutes-issued = Minutes issued: { $title }
mail-minutes-corrected = Corrigendum to the minutes: { $title }
mail-minutes-answer-by = Answer by
mail-minutes-silence = Silence after that counts as consent.
mail-minutes-open = Open the minutes
mail-minutes-attached = The text is attached.
review-answer-undecided = To be decided
minutes-circulate-again = Send another round
minutes-draft-docx = Download the draft
minutes-download = Download DOCX
minutes-fact-issued = Issued
minutes-fact-file = File
minutes-fact-hash = Checksum (SHA-256)
minutes-fact-hash-note = Of the whole text as it was frozen
minutes-issued-on = Issued { $day }
minutes-issue-incomplete = { $n ->
    [one] One decision is
   *[other] { $n } decisions are
} incomplete: say who leads and by when, or why nobody does.
minutes-issue-undecided = { $n ->
    [one] One difference is
   *[other] { $n } differences are
} undecided.
minutes-issue-waiting = { $names } may still answer, by { $day } at the latest; the minutes can be issued after that.
minutes-issue-closed = Decisions charge { $names }, which is closed or merged; change that first.
minutes-issue-reason = Why no further round is needed
minutes-issue-reason-hint = Something was changed after the departments were asked. If it is editorial, say so; else send another round.
minutes-issue-what = The minutes get their number and are frozen; after that there are only corrigenda.
minutes-issue-what-duties = { $n ->
    [one] One decision becomes a duty
   *[other] { $n } decisions become duties
} at once.
minutes-issue-what-mail = Departments, people invited and leaders get a mail with the DOCX; restricted items go to the departments concerned only.
minutes-issued = The minutes were issued as { $number }.
minutes-corrected = The corrigendum was issued: { $number }.
minutes-correct-section = What is corrected
minutes-correct-whole = The minutes as a whole
minutes-correct-text = Correction
minutes-correct-hint = Say what it said and what it should say.
minutes-correct-what = What was issued stays as it is; the corrigendum has a number of its own and goes to everybody who got the minutes. One about a restricted item goes to the departments concerned only.
minutes-correct-what-duties = Duties assigned already do not change with it; change them on their own pages where needed.
minutes-corrigendum-number = { $number }, corrigendum { $n }
minutes-corrigendum-title = Corrigendum to the minutes “{ $title }”
minutes-corrigendum-of-section = The minutes “{ $title }” ({ $number }) are corrected in the part “{ $section }”:
minutes-corrigendum-of-whole = The minutes “{ $title }” ({ $number }) are corrected:
timeline-meeting-issue = issued the minutes as { $number }
timeline-meeting-correct = issued { $number }
minutes-items-open = { $n ->
    [one] One item has no outcome yet: record it, or move the item to a later meeting
   *[other] { $n } items have no outcome yet: record them, or move them to a later meeting
 }
minutes-annexes = Annexes
minutes-annexes-hint = Annexes are listed at the end of the minutes, and everybody who reads these can download them; they are frozen with the text when it is issued. Add what belongs to a restricted item alone under “Annexes” below that item.
minutes-annexes-shut = The minutes are issued; their annexes are frozen with them and change no more.
# $n: how many
minutes-section-annexes = Annexes ({ $n })
