# Pages of the working calendar
workdays-crumb = Working calendar
workdays-title = Working calendar { $year }
workdays-under = Deadlines, reminders and the time to accept and verify count working days by this calendar.
workdays-years = By year
workdays-change = Change the calendar
workdays-change-day = Change
workdays-remove = Undo
workdays-source = Source: { $title } ({ $number }, { $day }); days this workspace has set come before it.
workdays-source-none = There is no official notice for { $year } in the program; the days below were entered here, the rest counts Monday to Friday.
workdays-year-unknown = The holidays of { $year } are not announced or entered yet. Deadlines reaching into it count Monday to Friday for now; once entered, they are computed anew and those concerned are told.
workdays-mark-off = off
workdays-mark-on = on
workdays-legend-off = day off
workdays-legend-on = make-up working day
workdays-legend-rest = weekend
workdays-legend-own = dashed frame: set by this workspace
workdays-own = this workspace
workdays-own-aside = { " " }(this workspace)
workdays-month-1 = January
workdays-month-2 = February
workdays-month-3 = March
workdays-month-4 = April
workdays-month-5 = May
workdays-month-6 = June
workdays-month-7 = July
workdays-month-8 = August
workdays-month-9 = September
workdays-month-10 = October
workdays-month-11 = November
workdays-month-12 = December
workdays-days = Days off and make-up days
workdays-days-none = Nothing is recorded for this year.
workdays-day = Date
workdays-until = Until
workdays-until-hint = The last of several days in a row; leave empty for one day.
workdays-kind = Arrangement
workdays-name = Name
workdays-name-hint = For example: Spring Festival, flood relief.
workdays-from = Source
workdays-timeline = Changes
workdays-timeline-empty = The calendar was never changed.
timeline-workspace-calendar = changed { $days } days of the working calendar, which moved { $moved } deadlines
workdays-way-days = Enter one day or several in a row
workdays-way-list = Paste or upload a whole year
workdays-list = List of days
workdays-list-hint = One a line: date, arrangement (off or work), name, separated by tabs or commas, as in 2027-02-08,off,Spring Festival
workdays-file = Or upload a file (CSV, TXT, XLSX)
workdays-preview-button = Next: see which deadlines move
workdays-preview = Check the changes
workdays-edits = Days to change
workdays-moved = Deadlines that move
workdays-duty = Duty
workdays-old = Before
workdays-new = After
workdays-why = How it was computed
workdays-will-move = { $count ->
    [one] The deadline of one open duty moves.
   *[other] The deadlines of { $count } open duties move.
} After you confirm they all move at once, and the liaisons concerned are told.
workdays-none-move = No deadline moves.
workdays-and-more = and { $count } more
workdays-confirm = Change the calendar
workdays-saved = { $count ->
    [0] The calendar was changed; no deadline moved.
    [one] The calendar was changed; one deadline moved.
   *[other] The calendar was changed; { $count } deadlines moved.
}
workdays-stale = Somebody changed the calendar while you were checking. Below is what your change does now; check it again.
workdays-removed = as announced officially
workdays-nothing-changes = The calendar says so already; there is nothing to change.
workdays-day-wrong = Write the date as 2027-02-08.
workdays-day-far = The date must lie between { $first } and { $last }.
workdays-kind-missing = Choose whether the day is off or worked.
workdays-name-missing = Enter a name.
workdays-name-long = At most { $limit } characters.
workdays-until-before = The last day cannot come before the first.
workdays-run-long = At most { $limit } days in a row at once.
workdays-list-missing = Paste a list of days or choose a file.
workdays-day-twice = { $day } stands there twice.
workdays-too-many = At most { $limit } days at once.
workdays-row-day-wrong = Row { $row }: write the date as 2027-02-08.
workdays-row-day-far = Row { $row }: the date must lie between { $first } and { $last }.
workdays-row-day-twice = Row { $row }: { $day } stands there twice.
workdays-row-kind = Row { $row }: write “off” or “work”.
workdays-row-name-missing = Row { $row }: the name is missing.
workdays-row-name-long = Row { $row }: the name has more than { $limit } characters.
workdays-number = Number
