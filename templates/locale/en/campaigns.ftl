# Campaigns
nav-campaigns = Campaigns
campaigns-title = Campaigns
campaigns-about = Joint operations on key products, markets and regions: their days, the targets of each region, and how far they are.
campaigns-tabs = By state
campaigns-tab-all = All
campaigns-search = Name, number, product or market
campaigns-chip-lead = Led by { $name }
campaigns-none = No campaigns yet
campaigns-none-text = A campaign has its days, the bodies that lead it and targets by region. Once it has started, regions report by period, linked cases count by themselves, and a target missed at the deadline is proposed as a matter.
campaigns-none-here = No campaign fits
campaigns-file = Campaigns of { $workspace } ({ $date })
campaigns-regions-plain = { $n ->
    [one] 1 region
   *[other] { $n } regions
}
campaigns-regions-lights = { $n ->
    [one] 1 region
   *[other] { $n } regions
}: { $yellow } behind, { $green } on track, { $grey } reached
campaigns-regions-over = { $n ->
    [one] 1 region
   *[other] { $n } regions
}: { $grey } reached, { $red } missed
campaign-file = { $name }, regions ({ $date })
campaign-new-title = New campaign
campaign-new-under = First the campaign itself; the next step is the targets of each region. Everything can be changed until it starts.
campaign-edit-title = Change the campaign
campaign-create = Save the draft, set targets
campaign-save = Save
campaign-choose = Please choose
campaign-state-draft = Draft
campaign-state-running = Under way
campaign-state-closed = Closed
campaign-state-cancelled = Cancelled
campaign-action-start = Start
campaign-action-report = Report
campaign-action-report-for = Report for the region
campaign-action-correct = Correct
campaign-action-edit = Change
campaign-action-close = Close the campaign
campaign-action-cancel = Cancel the campaign
campaign-rhythm-weekly = Weekly
campaign-rhythm-fortnightly = Every two weeks
campaign-rhythm-monthly = Monthly
campaign-rhythm-due = { $rhythm }, due { $days ->
    [one] 1 working day
   *[other] { $days } working days
} after the period
campaign-what-cases-filed = Cases filed
campaign-what-cases-closed = Cases closed
campaign-what-inspected = Inspected
campaign-what-value = Value seized
campaign-what-reopened = Markets re-opened
campaign-what-cases-filed-unit = cases
campaign-what-cases-closed-unit = cases
campaign-what-inspected-unit = enterprises
campaign-what-value-unit = yuan
campaign-what-reopened-unit = markets
campaign-what-inspected-now = Enterprises and stalls inspected in this period
campaign-what-value-now = Value of goods seized in this period
campaign-what-reopened-now = Markets re-opened in this period
campaign-unit-cases = { $n }
campaign-unit-inspected = { $n }
campaign-unit-value = { $n } yuan
campaign-unit-reopened = { $n }
campaign-unit-days = working days
campaign-counted-filed = Filed within the campaign
campaign-counted-closed = Closed within the campaign
cases-chip-campaign = Campaign { $number }
campaign-days = { $first } to { $last }
# Fields
campaign-field-name = Name
campaign-field-number = Number
campaign-field-campaign = Campaign
campaign-field-purpose = Purpose
campaign-field-products = Key products
campaign-field-markets = Key markets
campaign-field-days = Days
campaign-field-first-on = First day
campaign-field-last-on = Deadline
campaign-field-rhythm = Reports
campaign-field-report-days = Report due within
campaign-field-lead = First lead
campaign-field-leads = Led by
campaign-field-other-leads = Other leads
campaign-field-regions = Regions
campaign-field-region = Region
campaign-field-region-count = Regions
campaign-field-reason = Reason
campaign-field-remark = Remark
campaign-field-light = Progress
campaign-field-state = State
campaign-field-share = Done
campaign-field-rank = Rank
campaign-field-reports = Reports
campaign-field-target = Target
campaign-field-done = Done
campaign-field-goal = Goal
campaign-field-line = Should be by now
campaign-field-period = Period
campaign-field-note = Note
campaign-field-paste = Paste from a spreadsheet
campaign-field-created-by = Written by
campaign-column-done = { $what } (done)
campaign-column-goal = { $what } (goal)
campaign-column-line = { $what } (should be by now)
campaign-column-reports = Reports given
campaign-column-owed = Reports owed
campaign-hint-name = Such as: Poor electric cables, winter 2026.
campaign-hint-products = Separated by commas, such as: cables, low-voltage switches.
campaign-hint-markets = Separated by commas, such as: hardware markets.
campaign-hint-last-on = By this day every region should have reached its targets; where one has not, holding the head of its government to account is proposed.
campaign-hint-report-days = Working days after the end of a period, 1 to 20.
campaign-hint-regions = Local governments only. Cases of a county that is not chosen itself count for the city above it.
campaign-hint-reason = The campaign is under way: the change and its reason go into the history.
campaign-paste-heads = The first line names the columns and was passed over; the others are in the table above. Check them and save.
campaign-hint-paste = A region a line: its name, then cases filed, cases closed, inspected, value seized, markets re-opened, separated by tabs as copied from a spreadsheet. Empty cells change nothing.
campaign-hint-last = last period { $amount }
campaign-hint-sum = other periods together { $amount }
campaign-hint-goal = goal { $amount }
campaign-hint-join = ,{" "}
campaign-hint-note = Progress, difficulties, what needs settling.
# Progress
campaign-light-on-track = On track
campaign-light-behind = Behind
campaign-light-behind-some = Some behind
campaign-light-silent = Report late
campaign-light-owed = Report due
campaign-light-missed = Missed
campaign-light-missed-some = Some missed
campaign-light-reached = Reached
campaign-led-by = led by { $leads }
campaign-map = Regions
campaign-ranking = Ranking
campaign-ranking-about = The share done is the mean over a region’s targets, more than the goal not counted. What should be there by now goes by the working days gone of the campaign. Numbers of cases lead to the cases counted.
campaign-elsewhere = { $n ->
    [one] 1 case filed
   *[other] { $n } cases filed
} in places of none of these regions, not counted.
campaign-missing-title = Reports missing
campaign-missing-many = { $n } periods, the first ones { $periods }; due since { $day }
campaign-missing = { $periods }, due by { $day }
campaign-reports-given = { $given } of { $due }
campaign-reports-late = { $given } given, { $late } late
campaign-sum-of = { $what } in all
campaign-sum = { $done }, goal { $goal }
campaign-rank-of = No. { $rank } of { $n } regions, { $share } done
campaign-chart = Share done over time
campaign-chart-about = Mean share done of all regions, and the share of the time that is over
campaign-chart-about-region = Share done of { $region }, and the share of the time that is over
campaign-chart-done = Done
campaign-chart-line = Should be by then
campaign-chart-table = Figures by period
campaign-not-yet = To come
campaign-next-goals = A draft: some regions have no target yet. It can start once each has one.
campaign-next-start = A draft: every region has its targets; it can start.
campaign-next-running = Under way until { $day }. { $share } done on average ({ $line } of the time is over); none of { $n ->
    [one] 1 region
   *[other] { $n } regions
} is behind.
campaign-next-behind = Under way until { $day }. { $share } done on average ({ $line } of the time is over); { $behind ->
    [one] 1 region
   *[other] { $behind } regions
} behind or late with a report, { $silent } of them late.
campaign-next-over = The deadline was { $day }; every region has reached its targets. It can be closed.
campaign-next-over-missed = The deadline was { $day }; { $missed ->
    [one] 1 region
   *[other] { $missed } regions
} missed a target, { $share } done on average. The rules propose matters for those.
campaign-next-closed = Closed. { $reached ->
    [one] 1 region
   *[other] { $reached } regions
} reached all targets, { $missed } did not; { $share } done on average.
campaign-next-cancelled = Cancelled: nothing is reported any more, and nobody is held to account for it.
# Regions
campaign-goals-title = Targets
campaign-goals-under = Empty: no such target. Values are in yuan.
campaign-goals-save = Save targets
campaign-goals-none = No targets yet.
campaign-paste = Paste targets from a spreadsheet
campaign-paste-do = Put into the table above
campaign-owes = { $n ->
    [one] 1 report is owed
   *[other] { $n } reports are owed
}, the first for { $period }, due by { $day }.
campaign-owes-late = { $n ->
    [one] 1 report is missing
   *[other] { $n } reports are missing
}, the first for { $period }, which was due by { $day }.
campaign-reports-none = No period has begun yet.
campaign-cases-none = No cases linked yet. Choose the campaign when registering a case, or link it on the case’s page.
campaign-cases-all = All linked cases
campaign-all-cases = All linked cases of this region
campaign-case-filed = filed { $day }
campaign-case-closed = closed { $day }
campaign-report-title = { $region }: { $period }
campaign-report-about = Only what is new in this period, not the sum so far; 0 where there is nothing. Cases filed and closed are counted from linked cases.
campaign-report-send = Send the report
campaign-report-correct = Correct
campaign-report-due = due by { $day }
campaign-report-by = { $who }, { $at }
campaign-report-by-office = { $who } of the secretariat, { $at }
campaign-report-on-behalf = You report for { $region }; it is recorded as reported by the secretariat.
campaign-report-others = Other periods
campaign-period-given = { $period } (reported, can be corrected)
campaign-period-open = { $period } (not reported)
# Done
campaign-done-create = Draft { $number } is written. Now the targets of each region.
campaign-done-edit = Saved.
campaign-done-targets = Targets saved.
campaign-done-start = The campaign has started; the liaisons of its regions are told.
campaign-done-close = The campaign is closed.
campaign-done-cancel = The campaign is cancelled.
campaign-done-report = The report is sent.
campaign-ask-start = Start “{ $name }”
campaign-ask-close = Close “{ $name }”
campaign-ask-cancel = Cancel “{ $name }”
campaign-what-start = From now on regions report by period and linked cases count; the first day and how it is reported on cannot change any more.
campaign-what-start-mail = The liaisons of the regions get a mail each, with the days and the targets.
campaign-what-close = Reports and corrections are no longer taken, and nobody is reminded.
campaign-what-close-missed = Where a target was missed, a matter is proposed by the rules all the same.
campaign-what-cancel = Regions no longer report and are no longer reminded; what they reported is kept.
campaign-what-cancel-none = No matter is proposed because of it. It cannot be taken up again.
# Refused
campaign-refused = The campaign is “{ $state }”: { $action } is not possible. Possible now: { $instead }.
campaign-refused-over = The campaign is “{ $state }”: { $action } is no longer possible.
campaign-report-forbidden = Only liaisons of the region and the secretariat report for it.
campaign-changed-meanwhile = Somebody else changed it meanwhile. Please check, and save again.
campaign-start-past = Its deadline has passed; change its days before starting it.
campaign-start-goals = These regions have no target yet: { $names }. Each needs one before it starts.
campaign-close-early = The deadline has not passed and not all targets are reached. Cancel it if it is not to go on.
campaign-not-running = Cases are linked with campaigns that are under way only.
campaign-last-over = The deadline has passed and cannot be changed.
campaign-days-turned = The deadline is before the first day.
campaign-days-many = A campaign takes two years at most; please check the days.
campaign-last-past = The deadline is in the past.
campaign-last-reported = Later periods are reported already; the deadline cannot move before them.
campaign-report-days = A whole number from 1 to { $max }, please.
campaign-leads-many = { $max } leading bodies at most.
campaign-region-unknown = Local governments that are open only.
campaign-region-twice = A region is chosen twice.
campaign-regions-none = Choose a region at least.
campaign-regions-many = { $max } regions at most.
campaign-region-reported = A region that has reported cannot be taken off.
campaign-goal-wrong = A whole number above 0, or nothing for no such target.
campaign-goal-none = The campaign is under way: each region needs a target.
campaign-paste-unknown = No regions of this campaign: { $names }
campaign-period-unknown = There is no such period.
campaign-correct-why = The report was due already: say in the note why its figures are corrected.
campaign-period-future = This period has not begun yet.
campaign-figure-wrong = A whole number, 0 or more, please.
campaign-figure-missing = Please fill it in, with 0 where there is nothing.
# Mails
mail-campaign-kicker = { $workspace } · Campaign { $number }
mail-campaign-started = A campaign has started: { $name }
mail-campaign-closed = A campaign is over: { $name }
mail-campaign-cancelled = A campaign was cancelled: { $name }
mail-campaign-targets = A campaign's goals were changed: { $name }
mail-campaign-reached = { $done } of { $goal }
mail-campaign-silent = { $n ->
    [one] 1 region is late with its report
   *[other] { $n } regions are late with their reports
}: { $name }
mail-campaign-open = Open the campaign
mail-campaign-report = Report
mail-campaign-foot = You get this mail as liaison of a region that takes part, or of a body that leads it.
# History
timeline-campaign-create = wrote campaign { $number }
timeline-campaign-edit = changed { $changed }
timeline-campaign-targets = changed targets ({ $kinds })
timeline-campaign-start = started it
timeline-campaign-close = closed it
timeline-campaign-cancel = cancelled it
timeline-campaign-region_moved = { $from } lives on in { $to }, which takes its targets and reports
timeline-campaign-regions_joined = { $from } lives on in { $to }: the targets of { $to } stay, the reports are put together
timeline-campaign_region-report = reported { $first } to { $last }: { $inspected } inspected, { $value } yuan seized, { $reopened } markets re-opened
timeline-campaign_region-report_office = reported for the region { $first } to { $last }: { $inspected } inspected, { $value } yuan seized, { $reopened } markets re-opened
timeline-campaign_region-correct = corrected { $first } to { $last }: inspected { $was_inspected } → { $inspected }, seized { $was_value } → { $value } yuan, re-opened { $was_reopened } → { $reopened }
timeline-campaign_region-correct_office = corrected for the region { $first } to { $last }: inspected { $was_inspected } → { $inspected }, seized { $was_value } → { $value } yuan, re-opened { $was_reopened } → { $reopened }
timeline-campaign_region-silent = late with { $count ->
    [one] 1 report
   *[other] { $count } reports
}, reminded (the last: { $first } to { $last })
timeline-campaign_region-added = two departments became one, and their reports from { $first } were added up: { $inspected } + { $more_inspected } inspected, { $value } + { $more_value } yuan, { $reopened } + { $more_reopened } re-opened
# Home
home-campaigns = Campaigns
home-campaign-owed = Report due
home-campaign-late = Report late
home-campaign-report = Report
home-campaign-open = Open
home-campaign-behind = { $behind } behind, { $missed } missed, { $silent } late with a report
home-campaign-over = Past its deadline, to be closed
home-campaign-period = { $region } · { $period }
# Search and links
search-campaigns = Campaigns
case-link-campaign = campaign
case-field-campaign = Campaign
case-hint-campaign = A case of a campaign counts among the cases filed and closed of the region it lies in.
case-no-campaign = None
# Accountability
matter-title-campaign = Campaign targets missed: { $name } ({ $region })
matter-fact-campaign = Campaign
matter-fact-campaign-region = Region
matter-fact-campaign-deadline = Deadline
matter-fact-campaign-missed = Missed
matter-fact-campaign-reached = Reached
matter-fact-campaign-reports = Reports
matter-fact-campaign-cases = Linked cases
matter-campaign-target = { $what }: { $done }, goal { $goal }
matter-campaign-reports = { $given } given of { $due } due
matter-campaign-cases = { $filed } filed, { $closed } closed
matter-campaign-head = Administrative head
matter-rule-says-campaign = Targets still missed more than { $n } working days after the deadline

# Campaigns in digests
digest-section-campaigns = Campaigns behind
digest-section-campaign-reports = Campaign reports due
digest-finding-campaigns = { $n ->
    [one] one campaign has regions behind
   *[other] { $n } campaigns have regions behind
}
digest-finding-campaign-reports = { $n ->
    [one] one campaign report is due
   *[other] { $n } campaign reports are due
}
digest-campaign-behind = { $regions }: behind or silent
digest-campaign-missed = { $regions }: not reached by the deadline
digest-campaign-share = { $share }% done on average
digest-campaign-period = { $first } to { $last }
