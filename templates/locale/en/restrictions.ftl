# Restrictions
nav-restrictions = Restrictions
restrictions-title = Restrictions
restrictions-about = No awards this year, no public procurement, no new enterprise: on whom, imposed by whom, on what basis, until when.
restrictions-tabs = By whether they hold
restrictions-tab-current = In force or coming
restrictions-tab-over = Over
restrictions-tab-all = All
restrictions-none = No restriction is in force
restrictions-none-over = No restriction is over
restrictions-none-here = No restriction fits
restrictions-none-text = Restrictions are imposed from a party’s page. They expire by themselves; lifting one early takes another person’s approval.
restrictions-file = { $workspace } restrictions ({ $date })
restriction-kind-no-award = No award this year
restriction-kind-no-procurement = No public procurement
restriction-kind-no-registration = No new enterprise
restriction-kind-hint-no-award = To the end of the year of the finding; people responsible for an enterprise may get no award either: tick them below.
restriction-kind-hint-no-procurement = Until a re-inspection is passed, or for a term; on the body alone.
restriction-kind-hint-no-registration = On natural persons only: the party itself, or people responsible for it, ticked below. Without end for proven counterfeiters.
restriction-standing-coming = Coming
restriction-standing-in-force = In force
restriction-standing-expired = Expired
restriction-standing-fulfilled = Re-inspection passed
restriction-standing-lifted = Lifted
restriction-standing-quashed = Quashed
restriction-state-in-force = In force
restriction-state-fulfilled = Re-inspection passed
restriction-state-lifted = Lifted
restriction-state-quashed = Quashed
restriction-verb-fulfil = recorded as re-inspected
restriction-verb-lift = lifted early
restriction-verb-quash = quashed
restriction-term-year-end = To the end of the year of the finding
restriction-term-months = For some months
restriction-term-day = To a certain day
restriction-term-inspection = Until a re-inspection is passed
restriction-term-unlimited = Without end
restriction-term-hint-year-end = For “no award this year”.
restriction-term-hint-months = From the first day on; write the number of months below.
restriction-term-hint-day = The last day as the decision states it; write it below.
restriction-term-hint-inspection = For “no public procurement”; the body that imposed it records that the re-inspection was passed.
restriction-term-hint-unlimited = For “no new enterprise”; it ends only when one person proposes and another approves to lift it.
restriction-title = { $kind }: { $party }
restriction-under = { $title }, until { $until }
restriction-field-standing = State
restriction-field-party = Party
restriction-field-named = Name when imposed
restriction-field-falls-on = Falls on
restriction-field-number = Number
restriction-field-kind = Restriction
restriction-field-department = Imposed by
restriction-field-basis = Basis
restriction-field-reason = What was found
restriction-field-found = Found on
restriction-field-from = From
restriction-field-until = Until
restriction-field-last = Last day
restriction-field-rule = Rule of its term
restriction-field-ended = Ended on
restriction-field-quashed = Quashed on
restriction-field-ended-reason = Why it ended
restriction-field-case = Case
restriction-no-case = None
restriction-field-people = Responsible people it falls on as well
restriction-field-term = Term
restriction-field-months = Number of months
restriction-field-day = Last day
restriction-field-no-award = no award this year
restriction-field-no-procurement = no public procurement
restriction-field-no-registration = no new enterprise
party-field-no-award = no award this year
party-field-no-procurement = no public procurement
party-field-no-registration = no new enterprise
restriction-hint-people = “No public procurement” falls on nobody in person; for “no new enterprise” tick one at least.
restriction-hint-basis = Document, article, number of the decision.
restriction-hint-reason = What was established. Award and procurement officers who check see the basis, not this.
restriction-hint-term = Nothing to choose for “no award this year”: it always ends with the year of the finding.
restriction-choose = Please choose
restriction-months = months
restriction-until-inspection = a re-inspection is passed
restriction-until-lifted = it is lifted (without end)
restriction-never = void from the beginning
restriction-rule-year-end = No award this year: to 31 December of the year of the finding ({ $year })
restriction-rule-months = { $n ->
    [one] One month from { $from }, to the day before
   *[other] { $n } months from { $from }, to the day before
}
restriction-rule-day = As the decision states it
restriction-rule-inspection = Ends when the body that imposed it records that the re-inspection was passed
restriction-rule-unlimited = Without end, unless one person proposes and another approves to lift it
restriction-carrier = { $name } ({ $post })
restriction-only-people = Only on: { $people }
restriction-and-people = Also on: { $people }
restriction-then = Then called { $name }
restriction-recorded-by = Recorded by { $who }
restriction-from-until = { $from } until { $until }
restriction-department-gone = A former department
# Imposing
restriction-impose-title = Impose a restriction
restriction-impose = Impose it
restriction-imposed = Restriction { $number } is imposed.
restriction-kind-missing = Choose what is restricted.
restriction-department-wrong = Choose an open department you act for.
restriction-term-missing = Choose a term.
restriction-term-wrong = “{ $kind }” cannot have the term “{ $term }”.
restriction-months-wrong = A whole number from 1 to { $most }.
restriction-found-future = The day of the finding cannot be after today.
restriction-from-before-found = It cannot begin before the finding.
restriction-from-far = A year ahead at most.
restriction-year-is-over = The year of the finding ({ $year }) is over: “no award this year” has no meaning any more.
restriction-until-before-from = It cannot end before it begins.
restriction-no-people = This restriction falls on nobody in person; tick no one.
restriction-person-unknown = “{ $name }” is not registered as responsible for it.
restriction-nobody-answers = “No new enterprise” falls on natural persons, and nobody is registered as responsible for this party. Register them under “Edit” first.
restriction-people-missing = “No new enterprise” falls on natural persons: tick who is responsible.
restriction-case-unknown = That case is not against this party.
restriction-is-there = The same department has imposed the same for the same finding ({ $number }).
restriction-is-over = Restriction { $number } stands as: { $state }. It can no longer be { $verb }.
restriction-not-by-inspection = No re-inspection ends this restriction. To end it early, propose to lift it.
restriction-changed-meanwhile = This restriction was changed since you opened the page. Look at it and send the form again.
forbidden-other-department = That is for liaisons of the department that imposed it, or the secretariat.
# Ending
restriction-do-lift = Propose to lift it
restriction-do-decide = Decide on lifting it
restriction-do-fulfil = Record a passed re-inspection
restriction-do-quash = Quash it
restriction-what-lift = Another person has to approve; until then the restriction holds.
restriction-what-decide = Approve or refuse.
restriction-what-decide-said = { $who } proposed at { $when } to lift it: { $reason }
restriction-what-fulfil = The restriction then ends with the day the re-inspection was passed.
restriction-what-quash = Quashing says that it should never have been imposed: it counts in no check any more, but the record stays. This cannot be taken back.
restriction-lift-reason = Why it should be lifted
restriction-decide-reason = Your opinion
restriction-fulfil-reason = The re-inspection (by whom, which product, result)
restriction-quash-reason = Why it is quashed
restriction-passed-on = Passed on
restriction-passed-future = It cannot be after today.
restriction-passed-before = It cannot be before the restriction began.
restriction-fulfilled = The passed re-inspection is recorded; the restriction has ended.
restriction-quashed = The restriction is quashed.
liftings = Lifting it early
lifting-state-open = Waits for approval
lifting-state-approved = Approved
lifting-state-refused = Refused
lifting-decided-by = Decided by
lifting-proposed = Proposed; it now waits for another person.
lifting-approved = Approved; the restriction is lifted from today.
lifting-refused = Refused; the restriction holds.
lifting-decision = Whether it is lifted
lifting-decision-approve = Approve
lifting-decision-refuse = Refuse
lifting-decision-hint = A refusal needs a reason.
lifting-decision-missing = Choose to approve or to refuse.
lifting-is-open = { $who } has proposed to lift it; that waits for another person.
lifting-none-open = Nobody has proposed to lift restriction { $number }.
lifting-by-another = Whoever proposed to lift it cannot approve that: ask another person of the department, or the secretariat.
# Timeline
timeline-restriction-impose = imposed { $kind } ({ $department }) from { $from }{ $ends ->
    [0] {" "}on
   *[other] {" "}until { $until }
}
timeline-restriction-propose_lifting = proposed to lift it early
timeline-restriction-refuse_lifting = refused to lift it as { $who } proposed
timeline-restriction-lift = approved to lift it as { $who } proposed
timeline-restriction-fulfil = recorded that the re-inspection was passed on { $day }
timeline-restriction-quash = quashed it
timeline-party-restrict = imposed { $kind } { $number } ({ $department }) from { $from }{ $ends ->
    [0] {" "}on
   *[other] {" "}until { $until }
}
timeline-party-restriction_lift = lifted { $kind } { $number } early
timeline-party-restriction_fulfil = ended { $kind } { $number }, the re-inspection being passed
timeline-party-restriction_quash = quashed { $kind } { $number }
timeline-enforcement_case-restrict = imposed { $kind } { $number } ({ $department }) from { $from }{ $ends ->
    [0] {" "}on
   *[other] {" "}until { $until }
}
timeline-enforcement_case-restriction_lift = lifted { $kind } { $number } early
timeline-enforcement_case-restriction_fulfil = ended { $kind } { $number }, the re-inspection being passed
timeline-enforcement_case-restriction_quash = quashed { $kind } { $number }
enforcement_case-field-no-award = no award this year
enforcement_case-field-no-procurement = no public procurement
enforcement_case-field-no-registration = no new enterprise
# On a party’s page
party-restrictions = Restrictions
party-restrictions-more = All restrictions
party-restrict = Impose a restriction
party-check = Check for awards, procurement
# May this party …?
nav-check = May this party …?
check-title = May this party …?
check-under = Before an award, a purchase or the registration of an enterprise: is there a restriction, until when, on what basis. Every query is recorded.
check-q = Name or code
check-q-hint = Unified social credit code, registration number, id number, or the full name (a former one will do).
check-for = What for
check-for-award = Award
check-for-procurement = Public procurement
check-for-registration = New enterprise
check-ask = Check
check-again = Check another one
check-nothing-typed = Write a name or a code.
check-for-missing = Choose what it is for.
check-code-length = It looks like a code, but has { $is } characters: credit codes and id numbers have 18, registration numbers 15 or 13.
check-answer-yes = Yes
check-answer-no = No
check-answer-unknown = Not known
check-answer-choice = Several of this name
check-answer-unreadable = No valid code
check-answer-conflict = Name and code differ
check-answer-skipped = Not asked
check-says-yes-award = Yes, it may get awards: no restriction is in force.
check-says-yes-procurement = Yes, it may take part in public procurement: no restriction is in force.
check-says-yes-registration = Yes, an enterprise may be registered: no restriction is in force.
check-says-no-award = No awards
check-says-no-procurement = No public procurement
check-says-no-registration = No new enterprise
check-says-unknown-award = Not known: no party of this name or code is registered in this workspace. That does not mean yes.
check-says-unknown-procurement = Not known: no party of this name or code is registered in this workspace. That does not mean yes.
check-says-unknown-registration = Not known: no party of this name or code is registered in this workspace. That does not mean yes.
check-says-choice-award = Several go by this name. Choose the one you mean.
check-says-choice-procurement = Several go by this name. Choose the one you mean.
check-says-choice-registration = Several go by this name. Choose the one you mean.
check-until = until { $until }
check-coming = To come
check-on-people = Not on the body itself, but on people responsible for it
check-namesakes = A responsible person of the same name is restricted
check-namesakes-why = It is the same name, not necessarily the same person. Compare their identity.
check-similar = Similar names
check-similar-are = Similar names: { $names }
check-similar-why = These names are not exactly the same, and the program does not decide that they are. If one is meant, choose it.
check-carrier = { $post } of { $party }
check-now-called = Checked by a former name; formerly: { $names }
check-kept = This query was recorded at { $when }.
check-list = Check a list
check-list-under = Paste names or codes, one party a line; each line gets its answer. A table may be pasted with its heads.
check-lines = List
check-lines-hint = 500 lines at most. Of a table with heads the columns such as “Company” and “Credit code” count, name and code together where both are given; heads and totals are left out.
check-skipped-title = title of the table
check-skipped-head = heads
check-skipped-total = total
check-skipped-remark = remark
check-line-nobody = this line has neither a name nor a code
check-no-code = “{ $typed }” is no code
check-code-unregistered = the code is not registered; answered by the name
check-name-differs = the code is that of { $name }, not of “{ $typed }”
check-name-has-other-code = { $name } is registered with the code { $code }, not with this one
check-codes-of-several = the codes are of several parties
check-names-of-several = this line names several parties
check-one-is-restricted = { $name } is restricted{ $ends ->
    [0] {""}
   *[other] {" "}until { $until }
}
check-lines-missing = Paste names or codes.
check-lines-many = { $is } lines; { $most } at most at a time. Check them in parts.
check-ask-list = Check each line
check-another-list = Check another list
check-list-title = Answers to the list: { $purpose }
check-list-summary = { $n ->
    [one] One line: { $said }
   *[other] { $n } lines: { $said }
}
check-file = { $title } ({ $date })
check-field-line = Line
check-field-typed = Asked
check-field-answer = Answer
check-field-subject = Party
check-field-until = Until
check-field-why = Basis or remark
check-field-who = Asked by
check-field-when = Asked at
check-no-end = no day known
check-log = What was asked
check-log-under = Who asked when about whom, and what was answered. Of id numbers only the ends are kept.
check-log-tabs = By answer
check-log-none = Nothing was asked yet
check-log-one-party = One party only
# Home
home-enforcement = Restrictions and publications
home-lifting = Lifting to decide
home-lifting-by = proposed by { $who }
home-decide = Decide
home-finding-enforcement = { $n ->
    [one] one enforcement matter to decide
   *[other] { $n } enforcement matters to decide
}
