# Digests
mail-name-digest-leader = Digest (leader)
mail-name-digest-liaison = Digest (liaison)
digest-kind-leader = Digest
digest-kind-liaison = To-do digest
digest-kicker = { $workspace } · { $kind } · { $period }
digest-period-week = week { $week } ({ $from } to { $to })
digest-period-days = { $from } to { $to }
digest-subject = { $finding } · { $workspace }
digest-foot = Sent automatically for { $workspace }. Please do not reply.
digest-open = Open the digest
digest-change = Change times and scope
digest-stop = Stop these mails
digest-more = { $n } more

# The finding
digest-finding-and = {"; "}
digest-finding-overdue = { $n } overdue
digest-finding-decide = { $n ->
    [one] { $n } matter awaits your decision
   *[other] { $n } matters await your decision
}
digest-finding-silent = { $n ->
    [one] { $n } department is silent
   *[other] { $n } departments are silent
}
digest-finding-due-soon = { $n } due soon
digest-finding-none-overdue = None overdue
digest-finding-nothing = All is well, nothing needs you
digest-finding-receive = { $n } to receive
digest-finding-returned = { $n } returned
digest-finding-report = { $n ->
    [one] { $n } report owed
   *[other] { $n } reports owed
}
digest-finding-closed = { $n } closed
digest-finding-nothing-to-do = Nothing to do at present
digest-more-than = , { $n } more than { $since }
digest-fewer-than = , { $n } fewer than { $since }
digest-as-many = , as many as { $since }
digest-since-last-week = last week
digest-since-last-time = last time
digest-was-last-week = last week { $value }
digest-was-last-time = last time { $value }

digest-finding-instructed = { $n ->
    [one] news of { $n } instruction of yours
   *[other] news of { $n } instructions of yours
}

# Figures
digest-figure-overdue = overdue
digest-figure-due-soon = due soon
digest-figure-closed = closed in this period
digest-figure-receive = to receive
digest-figure-on-time = on time this year

# Sections
digest-section-decide = Awaiting your decision
digest-section-instructed = Your instructions
digest-section-overdue = Overdue
digest-section-silent = Silent
digest-section-changed = Since your last digest
digest-section-coming = Due soon
digest-section-returned = Returned, to be mended
digest-section-receive = To receive
digest-section-report = Reports owed

digest-decide-refused = { $department } refuses “{ $title }”
digest-decide-part-refused = { $department } declines to support “{ $title }”
digest-decide-extension = { $department } asks to extend “{ $title }” to { $until }
digest-decide-reason = Its reason: { $reason }
digest-laid-down = As laid down: { $what }
digest-laid-and = {", "}
digest-laid-lead = lead { $lead }
digest-laid-support = support { $support }
digest-deadline = due { $day }
digest-due-today = due today
digest-just-over = past its deadline
digest-last-report = last report { $day }: { $text }
digest-no-report = no report yet
digest-silent-on = word is owed on { $titles }
digest-silent-on-others = word is owed on { $titles } and others
digest-newly = new
digest-silent = { $department }: { $days ->
    [one] { $days } working day
   *[other] { $days } working days
} without word ({ $n ->
    [one] { $n } duty
   *[other] { $n } duties
})
digest-from-to = { $from } → { $to }
digest-state-returned = returned
digest-state-reopened = reopened
digest-changed-closed = { $n } closed
digest-changed-new = { $n } newly assigned
digest-instructed = “{ $text }”
digest-instructed-waits = written { $day }, not dealt with yet
digest-instructed-filed = filed as “{ $title }”
digest-instructed-answer = the secretariat’s answer: { $text }
digest-part-lead = lead
digest-part-support = support
digest-report-by = report by { $day }
digest-do-receive = please receive
digest-do-mend = please mend as asked and submit again
digest-do-report = please report progress
digest-do-submit = please finish and submit
digest-leader-nothing = Nothing overdue, nothing to decide and no change in this period. You asked to be told so.
digest-liaison-nothing = Nothing to receive, report or finish soon. You asked to be told so.

# Pages
digests-title = Digests
digests-about = Digests go out at the times each person has chosen; without anything to tell none is sent.
digests-for = Digests of { $name }
digests-none-title = You get no digests in this workspace
digests-none-text = Leaders and liaisons are told regularly. Ask the secretariat if you should be.
digests-settings = Times and scope
digests-preview = Preview
digests-now = What would be sent now
digests-now-leader = Preview the digest
digests-now-liaison = Preview the to-do digest
digests-preview-empty = There is nothing to tell at this moment; with these settings no mail would be sent.
digests-as-mail = Download as a mail (.eml)
digests-as-text = Plain text
digests-subject = Subject
digests-own = Yours: { $name }
digests-past = Digests sent
digests-past-none = No digest has been sent yet
digests-past-none-text = The first goes out on { $next }.
digests-past-none-never = Digests are switched off.
digests-head-when = When
digests-head-kind = Kind
digests-head-finding = Finding
digests-head-name = Name
digests-head-frequency = How often
digests-head-next = Next
digests-not-sent = nothing to tell, not sent
digests-next = Next: { $when }
digests-others = Everybody’s digests
digests-others-about = Leaders hardly log in; the secretariat can choose for them.
digests-edit = Set
digests-save = Save
digests-conflict = Somebody else has just changed these settings. What you chose is kept: check it and send it again to have it hold.
digests-saved = The digest settings are saved.
digests-back = Back to digests
digests-field-frequency = How often
digests-field-weekday = Day of the week
digests-field-weekday-hint = For weekly digests
digests-field-hour = Hour
digests-field-hour-hint = In the workspace’s time zone ({ $zone })
digests-field-working = On working days only
digests-field-working-hint = A weekly digest moves to the next working day; a daily one is skipped on days off
digests-field-scope = Scope
digests-scope-all = All departments
digests-scope-own = Only departments they are in charge of
digests-field-empty = Send a short mail even when there is nothing to tell
digests-hour = { $hour }:00
digest-frequency-daily = Daily
digest-frequency-weekly = Weekly
digest-frequency-never = Never
digests-weekly-on = Weekly ({ $day })
digests-choose-frequency = Choose how often
digests-choose-weekday = Choose a day from Monday to Sunday
digests-choose-hour = Choose an hour from 0 to 23
digests-stop-title = Stop digests
digests-stop-question = Stop sending { $name } the “{ $kind }” of { $workspace }?
digests-stop-what = No more will be sent; they can be switched on again after logging in.
digests-stop-do = Stop
digests-stopped-title = Stopped
digests-stopped-text = { $name } will no longer be sent the “{ $kind }” of { $workspace }. To have it again, log in and open Digests, or ask the secretariat.
timeline-digest-subscribe = set the digest of { $name } ({ $kind ->
    [leader] leader
   *[liaison] liaison
}, { $frequency ->
    [daily] daily
    [weekly] weekly
   *[never] never
})
timeline-digest-read = read the digest: { $finding }

# What a leader’s link opens
digest-open-and-instruct = Open and instruct
digest-foot-link = This link is for { $name } only, good until { $day }, and needs no login.{" "}
digest-foot-page = This page is for { $name } only, until { $day }; please do not pass the link on. The secretariat deals with what you write, and your next digest tells the result.
digest-more-login = { $more }, to be seen after logging in
digest-mark-read = I have read it
digest-read = Read
digest-read-at = { $when }
digest-read-by-leader = read by the leader { $when }
digest-your-instructions = Instructions
digest-instruct = Instruct
digest-instruct-all = Instruction on the digest as a whole
digest-instruct-duty = Instruction on this matter
digest-instruct-send = Send to the secretariat
digest-instructed-sent = Sent to the secretariat
digest-done-read = Marked as read.
digest-done-instruct = Sent to the secretariat; your next digest will tell the result.
digest-link-gone = This link is no longer good
digest-link-gone-text = It has expired or was withdrawn. Your latest digest has a new one; if you did not get it, ask the secretariat.
digest-link-gone-login = Log in
digest-is-its-leaders = Only the leader this digest was written for can mark it as read or instruct.
digest-section-meetings = Meetings
digest-meeting-line = { $what }: { $title }
