# Pages of enforcement cases
nav-cases = Cases
search-cases = Cases
cases-title = Enforcement cases
cases-about = Each is held by exactly one department, from registering to its end. What is due first comes first.
cases-new = Register a case
cases-search = Number, title, party, product
cases-tabs = By state
cases-tab-live = Live
cases-light = Light
cases-overdue = Overdue only
cases-chip-holder = Held by { $name }
cases-chip-region = Region: { $name }
cases-none = No cases yet
cases-none-text = Sampling failures, unlicensed production, counterfeits: registered here and followed up to their end.
cases-none-here = No cases match
cases-file = { $workspace } enforcement cases { $date }
case-field-title = Case
case-field-number = Number
case-field-plain-number = Plain number
case-field-kind = Kind
case-field-party = Party
case-field-product = Product
case-field-is-main-product = This is the party’s main product
case-field-holder = Held by
case-field-officers = Department of the officers
case-field-region = Region
case-field-place = Place
case-field-state = State
case-field-next = Next
case-field-next-due = Next due
case-field-found-on = Found on
case-field-registered-on = Registered on
case-field-filed-on = Filed on
case-field-closed-on = Closed on
case-field-file-due = To be filed by
case-field-outcome = Outcome
case-field-legal-basis = Legal basis
case-field-facts = Facts
case-field-came = How it came
case-field-reason = Reason
case-field-close-reason = What came of it
case-field-note = Note
case-field-into = Case to go on in
case-hint-came = For a report by the public, the informer is written down apart on the next page; only people you name can see it.
case-hint-found = Not later than today.
case-hint-found-after = Not later than today, and not before { $name } was founded on { $day }.
case-hint-main-product = Failing twice running at provincial level counts for main products.
case-hint-facts = Who, when, where, what, and the evidence. Nothing about the informer.
case-hint-title = Left empty: “{ $usual }”.
case-hint-holder = Exactly one department holds a case.
case-hint-officers = Whose officers enforced unlawfully. That department may hand the case over, but neither file it, impose anything nor close it.
case-hint-into = Its formal or plain number, such as 2026-0012.
case-holder-choose = Choose
case-main-product = main product: { $product }
case-held-by = held by { $holder }
case-next-by = { $holder }: { $what }
case-next-until = { $what } by { $day }, { $left }
case-next-file-short = Filing
case-next-measure-short = Measures
case-next-inspect-short = Inspection
case-next-decide-short = Decision
case-next-receive-short = Receipt
case-next-follow-up-short = Follow-up
case-next-close-short = Closing
case-light-overdue = { $what }: { $days ->
    [one] { $days } working day over
   *[other] { $days } working days over
}
case-light-overdue-today = { $what } overdue
case-light-due-today = { $what } due today
case-light-due-soon = { $what }: { $days ->
    [one] { $days } working day left
   *[other] { $days } working days left
}

# Registering
case-new-title = Register a case
case-register = Register
case-save = Save
case-edit-title = Correct the case
case-party-choose = Choose the party
case-party-find = Name, former name, code
case-party-find-hint = Look for it by name or code first; similar names are listed too.
case-party-none = Nothing found. Check the name, or register a new party.
case-party-new = Register a new party
case-kind-choose = Choose the kind of case
case-kind-none = There are no kinds of cases yet; the secretariat sets them up.
case-kind-none-office = There are no kinds of cases yet; write down the shipped ones or add your own.
case-document-round = { $round } ({ $level })
case-changed-meanwhile = Somebody has just changed what is here. Look at it again, then send.
case-sever-title = Sever a part as a case of its own
case-sever-do = Register the severed case
case-done-register = Registered as { $number }
case-done-edit = Saved
case-done-file = Filed as { $number }
case-done-close = Closed
case-done-join = Joined to { $number }
case-done-reopen = Reopened
case-done-link = Linked
case-done-unlink = Link taken off

# Steps
case-do-file = File
case-do-edit = Edit
case-do-close = Close
case-do-not-file = Do not file
case-do-join = Join to another case
case-do-sever = Sever
case-do-reopen = Reopen
case-do-hand-over = Hand over
case-do-receive = Receive
case-do-reject = Give back
case-do-refer = Refer to justice
case-what-file = It gets its formal number, next in order and without gaps, and keeps it.
case-what-file-next = Its department then decides on measures.
case-what-not-file = It is closed as not filed; the reason stays in its timeline.
case-what-close = It is closed, and no deadline runs any more. With the outcome “Decision quashed” or “Unfounded” its publications are withdrawn, and the restrictions that its department imposed are quashed; what others imposed waits for their approval.
case-what-reopen-later = It can be reopened later, with a reason.
case-what-join = { $number } ends and goes on in another case.
case-what-join-history = Both keep their history, and lead to each other.
case-what-reopen = It is open again, under the same number.
case-what-reopen-registered = It is registered again, without a formal number yet.
case-what-reopen-apart = It leaves the case it was joined to and goes on alone.

# The page of a case
case-timeline = Timeline
case-relatives = Joined and severed cases
case-relative-how = How
case-relative-into = This case goes on in it
case-relative-from = This case was severed from it
case-relative-joined = Goes on in this case
case-relative-severed = Severed from this case
case-links = Linked with
case-links-none = None linked.
case-links-edit = Change links
case-links-find = Number or words
case-links-nothing = Nothing found to link with.
case-link-item = agenda item
case-link-duty = duty
party-no-cases = No cases.

# Informers and rewards
case-informer = Informer
case-informer-record = Record the informer
case-informer-apart = Kept apart from the case: in no page of it, no list, search or export. Every look needs a reason, which stays in the timeline.
case-informer-kept = Recorded
case-informer-for = May look: { $names }
case-informer-look = See the informer
case-informer-name = Name who may look
case-informer-anonymous = Anonymous
case-informer-recorded-by = Recorded by
case-informer-back = Back to the case
case-informer-noted = This look and its reason stand in the timeline of the case.
case-informer-field-is-anonymous = Reported without a name
case-informer-field-name = Name
case-informer-field-contact = Contact
case-informer-field-reported-on = Reported on
case-informer-field-note = Note
case-informer-field-viewers = Who may look
case-informer-hint-viewers = Only the people chosen here can see it.
case-informer-hint-why = For example: to tell the informer about the reward.
case-done-informer = The informer is recorded
case-done-viewers = Who may look was changed
case-rewards = Rewards
case-rewards-none = None proposed yet.
case-reward-new = Propose a reward
case-reward-decide = Decide on the reward
case-reward-approve = Approve
case-reward-refuse = Refuse
case-reward-verdict = Decision
case-reward-field-amount = Amount
case-reward-field-basis = Reason and basis
case-reward-unit = yuan
case-reward-yuan = { $amount } yuan
case-reward-hint-basis = What the report led to, and by which rule it is rewarded. Not who reported it.
case-reward-hint-reason = Needed to refuse.
case-reward-what = { $by } proposes { $amount } yuan: { $basis }
case-reward-about = proposed by { $by } on { $on }
case-reward-about-decided = proposed by { $by } on { $on }, decided by { $decider } on { $decided }
case-done-reward = Proposed; somebody else decides
case-done-reward-approve = Reward approved
case-done-reward-refuse = Reward refused

# Kinds of cases
case-kinds-title = Kinds of cases
case-kinds-about = What each kind asks for, its legal basis, what follows first and how soon it is filed.
case-kinds-lacks = { $n ->
    [one] One of the shipped kinds is missing here.
   *[other] { $n } of the shipped kinds are missing here.
}
case-kinds-ship = Add them
case-kinds-none = No kinds yet.
case-kinds-done-ship = { $n ->
    [one] One kind added
   *[other] { $n } kinds added
}
case-kind-new = Add a kind
case-kind-edit = Edit
case-kind-retire = Retire
case-kind-reopen = Use again
case-kind-days = Filed within { $days } working days
case-kind-first = First
case-kind-asks = Asks for
case-kind-measure = { $measure } ({ $days } working days)
case-kind-what-retire = No new case can be of this kind; those there are stay as they are.
case-kind-what-reopen = New cases can be of this kind again.
case-kind-done-add = Added “{ $name }”
case-kind-done-edit = Saved “{ $name }”
case-kind-done-retire = Retired “{ $name }”
case-kind-done-reopen = “{ $name }” is in use again
case-kind-field-name = Name
case-kind-field-article = Article
case-kind-field-legal-basis = Legal basis
case-kind-field-days-to-file = To be filed within
case-kind-hint-days = From the day after registering; deciding on measures after filing takes as long.
case-kind-line-label = Field { $n }
case-kind-line-kind = Type of field { $n }
case-kind-line-required = Field { $n } is required
case-kind-line-measure = First measure { $n }
case-kind-line-days = Time for measure { $n }

# Sentences of the timeline
timeline-enforcement_case-register = registered the case as { $number } ({ $kind }, { $party })
timeline-enforcement_case-register_severed = registered it as { $number }, severed from { $from } ({ $kind }, { $party })
timeline-enforcement_case-edit = changed { $changed }
timeline-enforcement_case-file = filed it as { $number }
timeline-enforcement_case-not_file = decided not to file it
timeline-enforcement_case-close = closed it
timeline-enforcement_case-reopen = reopened it
timeline-enforcement_case-join = joined it to { $number } { $title }
timeline-enforcement_case-absorb = { $number } { $title } was joined to it
timeline-enforcement_case-sever = severed { $number } { $title } from it
timeline-enforcement_case-party = party { $from } was merged into { $to }
timeline-enforcement_case-holder = its department { $from } was merged into { $to }, and it went along
timeline-enforcement_case-link = linked it with { $label }
timeline-enforcement_case-unlink = took off the link with { $label }
timeline-enforcement_case-informer = recorded the informer; may look: { $names }
timeline-enforcement_case-reveal = looked at the informer
timeline-enforcement_case-viewers = named who may see the informer: { $names }
timeline-enforcement_case-reward = proposed a reward of { $amount } yuan
timeline-enforcement_case-reward_approve = approved the reward of { $amount } yuan
timeline-enforcement_case-reward_refuse = refused the reward of { $amount } yuan
enforcement_case-field-title = the title
enforcement_case-field-facts = the facts
enforcement_case-field-extra = what its kind asks for
enforcement_case-field-product = the product
enforcement_case-field-region = the region
enforcement_case-field-place = the place
enforcement_case-field-holder = the department that holds it
enforcement_case-field-officers = the department of the officers
enforcement_case-field-found-on = the day it was found
timeline-case_kind-ship = wrote down the shipped kind “{ $name }”
timeline-case_kind-add = added the kind “{ $name }”
timeline-case_kind-edit = changed the kind “{ $name }”
timeline-case_kind-retire = retired the kind “{ $name }”
timeline-case_kind-reopen = took the kind “{ $name }” into use again
case_kind-state-open = In use
case_kind-state-retired = Retired

# Parties
party-field-founded-on = Founded on
party-hint-founded-on = If known; nothing found before that day is registered against it.
party-founded-future = It cannot be founded after today.

# Homes
home-finding-cases = { $n ->
    [one] one step of a case to take
   *[other] { $n } steps of cases to take
}

# The board
case-board-title = Board
case-board-about = Which department is stuck, on what, and since when; each number is a list
case-board-tabs = What the board counts by
case-board-by-holder = By department
case-board-by-region = By region
case-board-file = To file
case-board-measure = Measures
case-board-inspect = Re-inspect
case-board-decide = Decide
case-board-receive = Receive
case-board-close = Close
case-board-follow-up = Follow up
case-board-since = Overdue since
case-board-nowhere = No region given
case-board-note = Steps count overdue cases only; a case on its way counts for who handed it over until it is received.
case-board-note-region = Steps count overdue cases only; each region includes those below it, the total counts a case once.
case-board-silent = { $n ->
    [one] One hand-over past its day without an answer (notices included)
   *[other] { $n } hand-overs past their day without an answer (notices included)
}
case-board-none = No open cases
case-board-none-text = Once cases are registered, this shows by department and region which of them are stuck.
case-board-workbook = Enforcement board-{ $workspace }-{ $date }
cases-chip-next = Next: { $what }

# The file of a case
case-document-get = Download the file
case-document = File of an enforcement case
case-document-file = Case file { $number }
case-document-noted = { $text } ({ $note })
case-document-papers = What was done, in order of time
case-document-entry = { $when } { $what } ({ $by })
case-document-entry-plain = { $when } { $what }
case-document-history = Record
case-document-cut = Only the latest { $n } entries.
case-document-linked = Linked with
case-document-facts = Facts it rests on
case-document-proposed = Proposed by the escalation ladder: { $measures }
case-document-inspected-passed = { $measure }: passed on re-inspection
case-document-inspected-failed = { $measure }: failed on re-inspection
case-document-answer = What the receiver said
case-document-publication = Publication: { $title }
case-document-number = Number
case-document-checked = Checked by
case-document-published = Published on
case-document-text = Text
case-document-reward = Reward for the report: { $amount }
case-document-basis = Basis

# What follows from a measure
case-publication-draft = Draft a publication
case-bar-from-awards = By { $article } the party is barred from this year’s awards; no restriction says so yet.
case-bar-from-awards-do = Impose the restriction
case-publication-ordered = A publication was ordered and nobody has drafted it yet.
case-restriction-may-end = The re-inspection of { $day } was passed: { $kind } ({ $number }) may end.
case-restriction-end = End it
