# The working calendar: names of holidays, how a deadline was computed, reporting periods
calendar-festival-new-year = New Year's Day
calendar-festival-spring-festival = Spring Festival
calendar-festival-qingming = Qingming Festival
calendar-festival-labour-day = Labour Day
calendar-festival-dragon-boat = Dragon Boat Festival
calendar-festival-mid-autumn = Mid-Autumn Festival
calendar-festival-national-day = National Day
calendar-festival-national-day-and-mid-autumn = National Day and Mid-Autumn Festival

calendar-kind-holiday = Day off
calendar-kind-workday = Working day

# Each is a sentence of its own, listed in order. $from, $on: dates; $days: days; $name: a holiday's name
calendar-explained-after = { $days ->
    [one] { $days } working day counted from { $from }, that day excluded
   *[other] { $days } working days counted from { $from }, that day excluded
}
calendar-explained-after-none = On the day itself, { $from }, or the next working day
calendar-explained-before = { $days ->
    [one] { $days } working day before { $from }, that day excluded
   *[other] { $days } working days before { $from }, that day excluded
}
calendar-explained-before-none = On { $from }, or the working day before it
calendar-explained-join = {"; "}
calendar-explained-weekends = { $days ->
    [one] { $days } weekend day skipped
   *[other] { $days } weekend days skipped
}
calendar-explained-holiday = { $days ->
    [one] { $name }: { $days } day skipped
   *[other] { $name }: { $days } days skipped
}
calendar-explained-makeup = { $on } is a make-up working day and counts
calendar-explained-fixed = A fixed date
calendar-explained-fixed-weekend = The date falls on a weekend
calendar-explained-fixed-holiday = The date falls on a holiday: { $name }
calendar-explained-beyond-known = The holidays of a year concerned are not announced yet; the deadline may move once they are

calendar-cadence-once = Once
calendar-cadence-daily = Daily
calendar-cadence-weekly = Weekly
calendar-cadence-monthly = Monthly
calendar-cadence-quarterly = Quarterly
calendar-cadence-half_yearly = Every half-year
calendar-cadence-yearly = Yearly
calendar-cadence-ongoing = Ongoing
