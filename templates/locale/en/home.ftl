# The home of each role
home-title-next = Next
home-title-office = Waiting for the secretariat
home-title-leader = How things stand
home-title-auditor = Overview for audit
home-title-administrator = Administration
home-tabs = In which role
home-no-role = You have no role here yet
home-no-role-text = Ask an administrator to give you one; what you have to do will then stand here.
home-no-department = You act for no department yet
home-no-department-text = Ask an administrator to make you liaison of your departments; what they have to do will then stand here.
# $year: the last year whose holidays are known; $day: the latest deadline
home-calendar-warning = Some deadlines (the latest { $day }) lie beyond the holidays announced so far (until { $year }); their working days left may change.

# $n: items
home-how-many = { $n ->
    [1] 1 item
   *[other] { $n } items
}
home-finding-comma = {", "}
home-finding-stop = .
home-finding-overdue = { $n } overdue
home-finding-this-week = { $n } due this week
home-finding-soon = { $n } due soon
home-finding-returned = { $n } returned to you
home-finding-report = { $n ->
    [one] { $n } report due
   *[other] { $n } reports due
}
home-finding-campaigns = { $n ->
    [one] { $n } campaign report to fill in
   *[other] { $n } campaign reports to fill in
}
home-finding-receive = { $n } to accept
home-finding-instructed = { $n ->
    [one] { $n } instruction to be filed
   *[other] { $n } instructions to be filed
}
home-finding-verify = { $n } to verify
home-finding-refused = { $n } refused
home-finding-part-refused = { $n ->
    [one] 1 supporting department refused
   *[other] { $n } supporting departments refused
}
home-finding-asking = { $n ->
    [one] { $n } extension asked for
   *[other] { $n } extensions asked for
}
home-finding-draft = { $n ->
    [one] { $n } draft to assign
   *[other] { $n } drafts to assign
}
home-finding-silent = { $n } silent for long
home-finding-not-received = { $n } not accepted yet
home-finding-active = { $n } in progress
home-finding-failed = { $n ->
    [one] { $n } mail failed
   *[other] { $n } mails failed
}
home-finding-alone = { $n ->
    [one] { $n } department without liaison
   *[other] { $n } departments without liaison
}
home-finding-departments = { $n ->
    [one] { $n } department in all
   *[other] { $n } departments in all
}
home-finding-liaison-none = Nothing waits for you at the moment.
home-finding-office-none = Nothing waits for the secretariat and nothing is overdue.
home-finding-watch-none = Nothing is overdue or due soon.
home-finding-admin-none = All is in order.

home-own-duties = All duties of my departments
home-all-duties = All duties
home-all-active = See all duties we lead
home-all-waiting = See all duties to accept
home-see-all = See all
# $kind: a stage; $n: how many
home-see-kind = { $kind }: all { $n }
home-digests = Digests
home-now = To do now
home-receive = To accept
# $n: items; $days: working days
home-receive-note = { $n }, please accept within { $days ->
    [one] { $days } working day
   *[other] { $days } working days
}
home-office = In this order
home-late = Overdue
home-silent = Silent for long
home-latest = Latest
home-liaison-empty = All done
home-liaison-empty-text = New duties, returns, reminders and what is due soon will stand here, most urgent first.
home-office-empty = Nothing waits for the secretariat
home-office-empty-text = Refusals, duties to verify, requests for extension and drafts will stand here.
home-office-review = A policy waits to be reviewed
home-office-review-text = Check its clauses and say who leads and by when; only what you confirm is assigned.
home-office-new = Start from a policy document
home-office-new-text = Upload or paste it: its clauses are read, lead, support and deadline proposed; you correct and assign.
home-watch-empty = Nothing is overdue or silent
home-watch-empty-text = Duties that become overdue or fall silent will stand here.

home-light-returned = Returned
home-light-report = Report due
home-light-new = New
home-light-new-support = Support
home-light-refused = Refused
home-light-instructed = Instruction
home-light-part-refused = Support refused
home-light-verify = To verify
home-light-asking = Extension
home-light-draft = Draft
home-light-mail = Mail
home-light-calendar = Calendar
home-light-people = People

home-act-report = Report
home-act-fill-in = Fill in
home-act-submit-again = Complete
home-act-receive = Accept
home-act-reassign = Reassign
home-act-file = Deal with it
home-act-parties = Change departments
home-act-verify = Verify
home-act-decide = Decide
home-act-assign = Assign
home-act-remind = Remind
home-act-see = See

home-part-of = { $department }: { $part }
home-supports = led by { $lead }
home-arrived = Arrived: { $when }
home-reminded = { $n ->
    [one] reminded once
   *[other] reminded { $n } times
}
home-office-said = Secretariat: “{ $text }”
home-said = { $who }: “{ $text }”
home-report-due = Report due { $day }
home-owes = Report due { $day }, { $days ->
    [one] { $days } working day ago
   *[other] { $days } working days ago
}
home-instructed = By { $who } · { $when }
home-handed-in = Handed in by { $who } · { $when }
home-verify-by = Verify by { $day }
home-asks-until = { $who } asks for { $day }: “{ $text }”

home-grid = Departments
home-grid-department = Lead
home-grid-share = On time
home-grid-sum = All
home-grid-note = By lead department. On time: of the duties due in the last { $days } days, those handed in by their deadline and closed. Every number leads to its duties.
home-grid-idle = {" "}{ $n ->
    [one] { $n } other department leads
   *[other] { $n } other departments lead
} nothing.

home-admin = To be dealt with
home-admin-failed = { $n ->
    [one] { $n } mail failed
   *[other] { $n } mails failed
}
home-admin-failed-why = The recipient has not got it; see why and send it again.
home-admin-calendar = The holidays of { $year } are not entered yet
home-admin-calendar-why = Enter them once they are announced; deadlines in working days depend on them.
home-admin-alone = { $department } has no liaison
home-admin-alone-why = Nobody accepts or works on duties given to it.
home-admin-empty = Nothing to be dealt with
home-admin-empty-text = Departments without liaison, failed mails and missing holidays will stand here.

# Coverage of policies
home-gap = Coverage
home-gap-link = See the policies
home-gap-documents = { $n ->
    [one] { $n } document under review
   *[other] { $n } documents under review
}
home-gap-unreviewed = { $n ->
    [one] { $n } clause not reviewed
   *[other] { $n } clauses not reviewed
}
home-gap-unexplained = { $n ->
    [one] { $n } clause with neither duty nor reason
   *[other] { $n } clauses with neither duty nor reason
}
home-gap-department = { $n ->
    [one] { $n } duty without lead
   *[other] { $n } duties without lead
}
home-gap-date = { $n ->
    [one] { $n } duty without date
   *[other] { $n } duties without date
}

# The first day
home-first = Start here
home-first-step = Step { $n }
home-first-departments = Enter the member departments
home-first-departments-text = One by one or from a table; local governments too.
home-first-people = Invite liaisons and leaders
home-first-people-text = One account a person; name the liaisons and leaders of each department. A leader need not log in: mail alone will do.
home-first-people-asked = Have liaisons and leaders invited
home-first-people-asked-text = The administrator invites them: pass on names and mail addresses, then name the liaisons and leaders of each department here. A leader need not log in: mail alone will do.
home-first-policy = Read the policy in and check its duties
home-first-policy-text = Paste or upload it: duties are proposed, and given out once you have checked them. A duty can also be written at once.
home-first-workdays = Check the working days
home-first-workdays-text = Deadlines count working days. Public holidays are known; check what differs where you are.
home-first-workdays-asked = Check the working days
home-first-workdays-asked-text = Deadlines count working days. Public holidays are known; ask the administrator to enter what differs where you are.
home-first-ladder = Look at the escalation ladder
home-first-ladder-text = What is proposed when a measure fails, as the policy says; you may change it.
home-first-leader = What you will get
home-first-digest = The digest
home-first-digest-text = Overdue duties and cases, what waits for your decision, and enforcement in the period, in your mail; it opens without a login.
home-first-digest-when = Next: { $when }
home-first-digest-never = None is sent now.
home-first-digest-change = Change when it is sent
