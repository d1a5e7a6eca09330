# Accountability matters
nav-matters = Accountability
matters-title = Accountability matters
matters-about = Holding departments, local governments, leaders’ posts and officials to account: rules propose, people take up, look into, hear, decide and verify. Only those concerned see them.
matters-new = Raise a matter
matters-raise = Raise
matters-tabs = By stage
matters-tab-open = Open
matters-tab-proposed = Proposed
matters-tab-running = Looked into and heard
matters-tab-decided = Decided
matters-tab-closed = Closed
matters-tab-dismissed = Dismissed or stopped
matters-tab-all = All
matters-search = Title, number or name
matters-chip-words = Containing “{ $words }”
matters-department-gone = A former department
matters-none = No matter is open
matters-none-text = When a duty stays overdue after its reminders, a target keeps falling or a major incident is recorded, the program proposes a matter by the rules; other neglect of duty is entered by the secretariat. Whether anybody is held to account is for people to decide.
matters-none-here = No matter fits
matters-file = { $workspace } accountability matters ({ $date })

matter-field-number = Number
matter-field-title = Matter
matter-field-state = State
matter-field-subject = Subject
matter-field-subject-kind = Kind of subject
matter-field-department = Department or local government
matter-field-name = Post or name
matter-field-member = Member of this workspace
matter-field-email = E-mail
matter-field-cause = Trigger
matter-field-basis = Legal basis
matter-field-due = Due
matter-field-raised = Raised
matter-field-closed = Ended
matter-field-on = Day it happened
matter-field-what = What
matter-field-wished = Wished for until
matter-field-reply-by = Reply by
matter-field-objection-by = Objection by
matter-field-response-by = Report on rectification by
matter-field-verifier = Verified by
matter-field-proposed-by = Raised by
matter-field-ruling = Outcome of the objection
matter-field-form = Form
matter-field-body = Decided by
matter-of = , { "" }
matter-choose = Choose
matter-by-program = The program, by a rule
matter-edition = Rules, edition { $n }

matter-cause-duty-overdue = Duty long overdue after reminders
matter-cause-target-slide = Quality target sliding
matter-cause-hand-over-silent = No answer to a case handed over
matter-cause-campaign-missed = Campaign target missed
matter-cause-major-incident = Major quality incident
matter-cause-unlawful-enforcement = Unlawful enforcement
matter-cause-misconduct = Other neglect of duty

matter-subject-department = Department
matter-subject-local-government = Local government
matter-subject-post = A leader’s post
matter-subject-official = An official

matter-state-proposed = Proposed
matter-state-under-review = Under review
matter-state-hearing = To be heard
matter-state-in-force = In force
matter-state-responded = To be verified
matter-state-closed = Closed
matter-state-dismissed = Dismissed
matter-state-stopped = Stopped

matter-action-accept = Take up
matter-action-appoint = Name people
matter-action-declare = Declare interests
matter-action-note = Write a note
matter-action-correct = Correct the subject
matter-action-notify = Notify the subject
matter-action-reply = Reply
matter-action-ask-hearing = Ask for a hearing
matter-action-ask-extension = Ask for more time
matter-action-answer = Answer the request
matter-action-hear = Record a hearing
matter-action-decide = Enter the decision
matter-action-acquit = Enter that nobody is held to account
matter-action-charge = Charge with rectification
matter-action-respond = Report on rectification
matter-action-return = Send back
matter-action-verify = Verify and close
matter-action-object = Object
matter-action-rule = Enter the outcome of the objection
matter-action-quash = Enter that the decision falls
matter-action-reopen = Rectify again
matter-action-dismiss = Dismiss
matter-action-stop = Stop

matter-by-office = the secretariat
matter-by-handler = those who look into it
matter-by-decider = those named of the deciding body
matter-by-subject = the subject

matter-part = Named as
matter-part-handler = Investigator
matter-part-handler-hint = Finds out the facts; first declares interests; reads the investigation notes
matter-part-decider = Of the deciding body
matter-part-decider-hint = First declares interests; reads everything but the investigation notes and takes part in deciding
matter-standing = Interests
matter-standing-asked = Not declared yet
matter-standing-clear = None
matter-standing-recused = Recused
matter-standing-released = No longer named

matter-paper-reply = Reply
matter-paper-hearing-request = Request for a hearing
matter-paper-extension-request = Request for more time
matter-paper-hearing = Record of a hearing
matter-paper-note = Investigation note
matter-paper-response = Report on rectification
matter-paper-objection = Objection

matter-answered-nothing = No answer needed
matter-answered-waiting = Waits for an answer
matter-answered-granted = Granted
matter-answered-denied = Denied

matter-form-interview = Interview (约谈)
matter-form-written-review = Written self-review ordered (责令检查)
matter-form-criticism = Criticism by circular (通报批评)
matter-form-no-award = No award this year (取消评优)
matter-form-refer = Referred to the competent authority (移送有权机关)
matter-form-other = Other
matter-form-nothing = Not held to account (不予问责)

matter-body-meeting = The joint meeting
matter-body-department = A competent department
matter-ruling-first = Decision
matter-ruling-upheld = Upheld
matter-ruling-changed = Changed
matter-ruling-quashed = Quashed

matter-facts = Facts
matter-facts-hint = When, where and what happened, with figures. The subject sees it once notified.
matter-frozen = Kept as it stood when this was raised on { $day }; later changes elsewhere do not touch it.
matter-decisions = Decisions
matter-decided-by = Decided by { $body } on { $day }; entered by { $who }
matter-duties = Rectification duties
matter-duty = Duty
matter-papers = Replies, requests and hearings
matter-wished = Wished for until { $day }
matter-held = Held on { $day }; present: { $present }
matter-people = People
matter-person = Name
matter-person-hint = People of the subject’s department and those recused are left out
matter-name-people = Name people
matter-name-person = Name
matter-nobody-named = Nobody has been named yet.
matter-release = Take off
matter-notes = Investigation notes
matter-notes-who = Read only by investigators who have declared no interest, and by auditors.
matter-investigation-files = Files of the investigation
matter-timeline = History
matter-file = Download the file
matter-document = File of an accountability matter
matter-said-by = {" "}({ $who })
matter-document-papers = Papers and decisions in order of time
matter-document-file = Accountability file { $number }
matter-origin = Rectification

matter-fact-on = Day it happened
matter-fact-duty = Duty
matter-fact-lead = Lead department
matter-fact-due = Deadline
matter-fact-over = Working days overdue
matter-fact-reminders = Reminders since the deadline
matter-fact-case = Case
matter-fact-hand-over = Hand-over
matter-fact-from = Handed over by
matter-fact-to = To
matter-fact-what = Kind
matter-fact-sent = Sent on
matter-fact-receipt = Receipt due
matter-fact-received = Received on
matter-fact-result = Result due
matter-fact-reminded = Asked again on
matter-fact-report = Latest report
matter-fact-target = Target
matter-fact-measured = Measured
matter-fact-officers = Department of the officers
matter-fact-holder = Case held by
matter-fact-found = Found on
matter-fact-filed = Filed on
matter-fact-asked = From the case
matter-fact-incident = Major incident
matter-fact-region = Local government
matter-fact-happened = Day it happened
matter-fact-figures = Casualties and loss
matter-fact-place = Place
matter-fact-product = Product
matter-fact-source = Source
matter-fact-party = Party
matter-title-unlawful = Officers enforced unlawfully: { $number }
matter-title-incident = Major incident in { $region }: { $title }
matter-title-overdue = Long overdue after reminders: { $title }
matter-title-receipt = Case handed over, not received: { $number }
matter-title-result = Case handed over, nothing reported: { $number }
matter-title-slide = Target sliding: { $title }

matter-department-hint = The subject itself, or where the post or the official belongs
matter-name-hint = For a leader’s post or an official: “mayor”, or the name
matter-member-none = Not a member of this workspace
matter-member-hint = A member reads and replies after logging in
matter-email-hint = Somebody without an account gets a link by mail
matter-basis-hint = The rule’s basis when left empty
matter-remark = Remark
matter-reason = Reason
matter-interest = Have you an interest in this matter or its subject?
matter-interest-no = None, I can take part
matter-interest-yes = Yes, I stand back
matter-interest-hint = Whoever stands back says why
matter-note = Note
matter-reply-text = Reply
matter-reply-hint = Files are added on the matter’s page, under “Files”
matter-reply-hint-here = Files can be added below
matter-ask-why = Reason
matter-hearing-day = Day of the hearing
matter-hearing-present = Present
matter-hearing-present-hint = Who chaired, who took the record, who was there
matter-hearing-record = Record
matter-answer = Answer
matter-answer-day = Extended until
matter-answer-text = Explanation
matter-answer-hint = A denial needs a reason
matter-decision-text = What was decided
matter-decision-meeting = Decision of the joint meeting
matter-decision-hint = Where the meeting decided, choose its decision
matter-decision-department = Department that decided
matter-decision-department-hint = Where a competent department decided; never the subject’s own
matter-decided-on = Decided on
matter-decided-on-hint = Of a department’s decision; of a meeting’s the day is known
matter-form-changed-hint = Where the decision is changed: the new form
matter-duty-title = Duty
matter-duty-title-hint = People of the department charged read it; no name is needed
matter-duty-requirement = What has to be put right
matter-duty-lead = Department charged
matter-duty-day = Done by
matter-respond-text = What was done
matter-verify-text = What was seen
matter-object-text = Grounds

matter-notice-declare = Declare your interests first; you can look into the matter after that.
matter-notice-declare-decider = Declare your interests first; you can take part in deciding after that.
matter-investigator-rules = The department of somebody who looked into the matter cannot rule on an objection.
matter-waits-investigate = Find out the facts
matter-waits-hear = Hold the hearing
matter-notice-reply = Please reply by { $day }. You may also ask for a hearing or more time.
matter-notice-respond = Please report on the rectification by { $day }.
matter-notice-proposed = Waits to be taken up or dismissed.
matter-notice-request = A request of the subject waits for an answer.
matter-notice-in-force = The decision is in force. The subject is to report what was put right by { $day }.
matter-notice-ended = { $state }: { $reason }
matter-notice-objection = An objection waits: another body decides it, and another person enters what it said.
matter-notice-verify = The subject has reported; somebody else has to verify.
matter-notice-objection-runs = The subject has reported. The time to object runs until { $day }; after that day it can be verified and closed. A report that falls short can be sent back now.
matter-notice-unreached = The subject cannot be notified now: neither an active member nor an e-mail is known. The secretariat has to correct the subject first.
matter-notice-unreached-body = The subject cannot be notified now: the department has neither liaison nor leader. Name people on the department’s page first.
matter-open-department = Open the department’s page

matter-what-raise = The secretariat then decides whether to take it up; one fact is raised once.
matter-what-accept = Next, people are named to look into it. The subject knows nothing yet.
matter-what-dismiss = The matter ends, and the same fact is not raised again. A subject who was notified is told.
matter-what-declare = What you declare goes into the file; whoever stands back sees the matter no longer.
matter-what-note = Read only by investigators who have declared no interest, and by auditors.
matter-what-notify = Notified: { $names }
matter-what-notify-day = Reply by { $day }.
matter-what-reply = Until { $day }, as often as needed.
matter-what-charge = Only the department charged, the secretariat and auditors see the duty.
matter-what-respond = Another department then verifies it.
matter-what-verify = The verifying department is never the subject’s own; nothing closes while a duty of it is open, an objection waits, or the time to object runs.
matter-what-object = Once, until { $day }. The decision stays in force meanwhile.
matter-what-reopen = The decision stays in force; a new report is due within { $n } working days.
matter-what-name = Whoever is named gets a mail, declares their interests first and takes part after that. People of the subject’s department cannot be named.
matter-what-correct = For a wrong name, person or e-mail, or where somebody has left. With another person or address, links sent to the former one stop working, and they see the matter no longer.
matter-what-correct-anew = The notice has gone out: another person or address is notified at once, and the time to reply begins anew, until { $day }.
matter-what-correct-decided = The decision is in force: only how the subject is reached can be mended, not who it is. On saving, the decision goes out again with a new link, to the same address too; the terms to object and to report begin anew and never end earlier than before: report by { $day }.
matter-what-correct-again = The subject has reported: only how it is reached can be mended, not who it is. On saving, the decision goes out again with a new link; the terms stay.
matter-correct-reason-hint = Goes into the history; the subject does not read it
matter-what-decide = The joint meeting or a competent department decides; the program only writes it down.
matter-what-decide-who = Whoever looked into it does not enter decisions. The subject must have replied or let its time pass, its requests be answered, and a hearing it was granted be held. A decision made before that is none.
matter-what-rule = { $body } decided first, entered by { $who }. Another body decides now, and another person enters it.

matter-raised = Matter { $number } raised
matter-done = Done: { $action }
matter-named = { $name } was named
matter-released = { $name } was taken off
matter-conflict = Somebody else has just changed this matter. Please check and send again.
matter-forbidden = “{ $action }” is for { $who } alone.
matter-refused = The matter is “{ $state }”: “{ $action }” is not possible. Possible now: { $instead }.
matter-refused-at-end = The matter is “{ $state }”: “{ $action }” is no longer possible.
matter-raised-already = This fact was raised before: see { $number }.
matter-future = The day cannot lie ahead
matter-heard-early = Not before { $day }, when the subject was notified
matter-decided-early = Not before { $day }: until then the subject had not been notified, not replied or not been heard, or had not objected
matter-day-past = The day must lie ahead
matter-day-not-later = Must be later than the present last day
matter-subject-not-department = This is a local government; choose the other kind of subject
matter-subject-not-local = This is a department; choose the other kind of subject
matter-subject-no-person = Leave empty for a department or local government; choose another kind of subject for a person
matter-member-unknown = There is no such member
matter-member-of-subject = The subject and people of its department take no part
matter-member-recused = This person stands back
matter-member-named = This person is named already
matter-member-other-part = This person took part in another capacity before
matter-member-takes-part = This person takes part in the matter and cannot be its subject
matter-member-yourself = Nobody raises a matter against themselves; somebody else of the secretariat has to
matter-cause-by-rule = The program raises this by its rules; it is not entered by hand
matter-cause-hint = What a rule that is on looks for the program raises by itself. Record a major incident under incidents, and unlawful enforcement as a case.
matter-reach-missing = Choose a member, or give an e-mail
matter-correct-body = The subject is a body, spoken for by its liaisons and leaders: name them on the department’s page.
matter-correct-name-stays = It was decided: the subject stays the one the decision is about, by that name
matter-declare-first = Declare your interests first.
matter-last-of-office = Nobody else of the secretariat could go on with this matter. Have the administrator add another member of the secretariat first, then stand back.
matter-declarations-missing = Not every investigator has declared their interests yet.
matter-nobody-looks = Nobody can look into it yet: name somebody, who then declares to have no interest.
matter-nobody-to-tell = There is nobody to notify: the department has neither liaison nor leader, or the person is no active member and has no e-mail. Correct the subject, or name people of the department, first.
matter-reply-late = The time to reply ended on { $day }.
matter-request-waits = The same request waits for an answer already.
matter-request-closed = The subject was corrected; the former one’s request is closed
matter-answered-already = This request was answered already.
matter-request-unanswered = A request of the subject was not answered yet; no decision can be entered.
matter-hearing-missing = A hearing was granted but not held yet; no decision can be entered.
matter-not-heard = The subject may reply until { $day }; no decision can be entered yet.
matter-investigator-decides = Whoever looked into it enters no decision: somebody else of the secretariat, or named of the deciding body, does.
matter-decision-unknown = There is no such decision
matter-judges-itself = The subject’s own department does not decide
matter-verifies-itself = The subject’s own department does not verify
matter-same-person-rules = Whoever entered the first decision, or looked into the matter, does not enter the outcome of the objection.
matter-same-body-rules = Another body has to decide on the objection: not the department that decided first, merged or not, nor another session of the joint meeting
matter-no-objection = No objection waits.
matter-objected-already = There was an objection already.
matter-objection-late = The time to object ended on { $day }.
matter-objection-open = An objection waits; the matter cannot be closed.
matter-objection-runs = The subject may object until { $day }; the matter can be verified and closed after that day.
matter-duty-open = Rectification duty { $number } is still open; the matter cannot be closed.
matter-duty-quashed = The decision was quashed, and what it required with it
matter-nothing-in-force = No decision is in force.
matter-notes-forbidden = Files of the investigation are for investigators who have declared no interest, and auditors.
matter-files-shut = The matter is “{ $state }”; its files no longer change.
matter-link-foot = This page was opened by a link sent to { $name }. Please do not pass it on.

matter-rules = Rules
matter-rules-about = When the program proposes a matter, and the terms. It proposes and never decides.
matter-rules-now = In force
matter-rules-terms = Terms
matter-rules-save = Publish a new edition
matter-rules-note = What changed
matter-rules-note-hint = Why; matters raised before keep the edition they were raised under
matter-rules-done = Edition { $n } is in force
matter-rules-shipped = Shipped
matter-rule = Rule
matter-rule-edition = Edition
matter-rule-by = Published
matter-rule-on = Proposed by the program
matter-rule-after-days = Overdue by more than
matter-rule-after-periods = Falling for
matter-rule-reminded = Reminded since the deadline at least
matter-rule-reply-days = To reply
matter-rule-objection-days = To object
matter-rule-response-days = To report on rectification
matter-rule-by-hand = Entered by the secretariat
matter-rule-off = Not proposed by the program
matter-rule-says-days = Overdue by more than { $n } working days, reminded { $reminders } times since
matter-rule-says-silent = Neither received nor reported on for more than { $n } working days beyond the day
matter-rule-says-major-incident = Once a major incident is recorded, against the head of the local government
matter-rule-says-unlawful-enforcement = Once a case of unlawful enforcement is filed, against the officers’ department
matter-rule-says-periods = Falling for { $n } periods running and short of the target
matter-rule-days = 0 to { $max } working days (a term has at least 1)
matter-rule-periods = 2 to 250 periods
matter-rule-reminders = No more than 50
matter-unit-days = working days
matter-unit-periods = periods
matter-unit-times = times
matter-editions = Editions

timeline-matter-propose = raised it, rules edition { $edition }
timeline-matter-accept = took it up
timeline-matter-dismiss = { $stage ->
    [told] stopped it
   *[other] dismissed it
}
timeline-matter-appoint = { $part ->
    [decider] named { $who } of the deciding body
   *[other] named { $who } to look into it
}
timeline-matter-release = took { $who } off
timeline-matter-declare = { $standing ->
    [recused] stood back
   *[other] declared to have no interest
}
timeline-matter-note = wrote an investigation note
timeline-matter-correct = The subject was corrected: { $who }
timeline-matter-notify = notified the subject, to reply by { $day }
timeline-matter-reply = replied
timeline-matter-ask_hearing = asked for a hearing
timeline-matter-ask_extension = asked for more time, until { $day }
timeline-matter-answer = { $answered ->
    [granted] { $kind ->
        [extension_request] granted more time, to reply by { $day }
       *[other] granted a hearing
    }
   *[other] { $kind ->
        [extension_request] denied more time
       *[other] denied a hearing
    }
}
timeline-matter-hear = recorded the hearing of { $day }; present: { $present }
timeline-matter-decide = entered the decision of { $body } of { $day }
timeline-matter-acquit = entered that { $body } held nobody to account on { $day }
timeline-matter-charge = charged with rectification: duty { $number }
timeline-matter-respond = reported on the rectification
timeline-matter-return = sent the report back
timeline-matter-verify = verified and closed it for { $who }
timeline-matter-object = objected
timeline-matter-rule = { $ruling ->
    [changed] entered that { $body } changed the decision
   *[other] entered that { $body } upheld the decision
}
timeline-matter-quash = entered that { $body } quashed the decision
timeline-matter-reopen = opened it again for rectification
timeline-matter-rules = published edition { $number } of the rules

mail-matter-subject = Something needs your attention
mail-matter-kicker = { $workspace }
mail-matter-open = Open
mail-matter-foot = For the recipient alone; please do not pass it on.
mail-matter-proposed = { $n ->
    [one] One accountability matter was proposed
   *[other] { $n } accountability matters were proposed
}
mail-matter-proposed-then = Raised by a rule or by the secretariat; people decide whether to take them up.
mail-matter-named-handler = Please help to look into an accountability matter
mail-matter-named-handler-then = First open it and declare whether you have an interest in it; you can look into it after that.
mail-matter-named-decider = Please read the file of an accountability matter
mail-matter-named-decider-then = You were named of the body that decides, and may read the facts, the replies and the record of hearings. First open it and declare whether you have an interest in it; you can take part in deciding after that.
mail-matter-recused = { $name } stands back; please name another investigator
mail-matter-came-reply = { $name } has replied
mail-matter-came-request = { $name } has asked for something
mail-matter-came-objection = { $name } has objected
mail-matter-came-response = { $name } has reported on the rectification
mail-matter-notified = You are asked to reply to the following matter
mail-matter-notified-then = Open it to see the facts it rests on. You may reply in writing, add papers, and ask for a hearing or more time. Without a reply it is decided on what there is.
mail-matter-granted = Your request was granted
mail-matter-granted-then = Open it to see the details.
mail-matter-denied = Your request was denied
mail-matter-denied-then = You may still reply in time.
mail-matter-decided = A decision was made and is in force
mail-matter-decided-then = You may object in time; another body decides then, and the decision stays in force meanwhile. Please report on the rectification in time.
mail-matter-acquitted = Nobody is held to account; the matter has ended
mail-matter-acquitted-then = Nothing more is needed from you.
mail-matter-ruled = There is an outcome to your objection
mail-matter-ruled-then = Open it to see the details.
mail-matter-returned = Your report was sent back
mail-matter-returned-then = Please go on, and report again.
mail-matter-closed = The rectification was verified; the matter is closed
mail-matter-closed-then = Nothing more is needed from you.
mail-matter-reopened = The matter was opened again for rectification
mail-matter-reopened-then = The decision stays in force; please report again in time.
mail-matter-dismissed = The matter was stopped and has ended
mail-matter-dismissed-then = Nothing more is needed from you.
mail-name-notice = Notice

home-matters = Accountability
home-matter-open = Open
home-finding-matters = { $n ->
    [one] 1 accountability matter
   *[other] { $n } accountability matters
}
home-finding-matters-late = { $n ->
    [one] 1 accountability matter is overdue
   *[other] { $n } accountability matters are overdue
}
matter-waits-accept = To be taken up
matter-waits-declare = Declare interests
matter-waits-reply = Reply
matter-waits-answer = Request to answer
matter-waits-decide = To be decided
matter-waits-respond = Report on rectification
matter-waits-rule = Objection
matter-waits-verify = To be verified
digest-section-matters = Accountability matters to decide
digest-matter-reply-by = reply by { $day }
digest-finding-matters = { $n ->
    [one] 1 matter waits for your decision
   *[other] { $n } matters wait for your decision
}

# The board
matters-board = Board
matters-board-about = Which body, how far, and since when; each number is a list
matters-board-tabs = What the board counts
matters-board-all = All bodies
matters-board-governments = Local governments
matters-board-since = Oldest raised
matters-board-note = Only matters you may know of; overdue means that the day for the reply or for the report on rectification has passed.
matters-board-file = Accountability board-{ $workspace }-{ $date }
matters-overdue = Overdue
matter-hearing-when = The hearing is held between { $first } and { $last }
matter-hearing-at = Hearing
matter-hearing-time = Time of the hearing
matter-hearing-place = Place of the hearing
matter-hearing-place-hint = A hearing that is granted has a day, a time and a place, which the subject is told
matter-hearing-set = The hearing is at { $when }, place: { $place }
matter-document-minutes = Minutes { $number }
