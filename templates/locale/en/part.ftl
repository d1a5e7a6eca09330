# Words of the frame and of the parts of pages
part-product = Lianxi
part-product-line = Lianxi · duties of joint meetings
part-skip = Skip to content
part-menu = Menu
part-menu-close = Close
part-nav = Main navigation
part-switch = Switch workspace
part-account = My account
part-logout = Log out
part-crumbs = You are here
part-colon = {": "}
part-comma = {", "}
part-none = None
part-optional = (optional)
part-cancel = Back

part-light-green = On track
part-light-yellow = Due soon
part-light-red = Overdue
part-light-grey = Closed
part-light-blue = Note

part-deadline-none = No deadline
# $days: working days
part-deadline-left = { $days ->
    [one] { $days } working day left
   *[other] { $days } working days left
}
part-deadline-today = Due today
part-deadline-over = { $days ->
    [one] { $days } working day over
   *[other] { $days } working days over
}
part-deadline-early = { $days ->
    [one] { $days } working day early
   *[other] { $days } working days early
}

part-pager = Pages
part-pager-of = Page { $page } of { $pages }
part-pager-first = First
part-pager-last = Last
part-pager-size = Per page
part-pager-prev = Previous
part-pager-next = Next
part-filter-apply = Filter
part-chip-remove = Remove filter
part-chip-clear = Clear all

part-errors = Please check the following
part-error-prefix = Error:{" "}
part-confirm-what = If you confirm:
part-conflict-title = { $who } saved first, at { $when }. Your changes are not saved yet.
part-conflict-text = Both versions are shown side by side and nothing you typed is lost. Correct and save again, or press Back to drop your changes.
part-conflict-theirs = Saved by { $who }
part-conflict-same = The rest is the same:{" "}
part-conflict-mine = Mine
part-conflict-save = Save my version

part-picker-find = Find by name, short name or alias
# $count and $names are filled in by the browser
part-picker-chosen = Chosen ({ $count }): { $names }
part-picker-empty = There are no departments yet; add them under Departments first.
part-picker-none = None chosen yet
part-kept = Restored what you had typed but not sent at { $when }.
part-kept-discard = Discard and start over

part-timeline-more = Earlier entries
part-progress-refresh = Refresh
part-aside = {" "}({ $text })
part-quoted = “{ $text }”
part-export = Export as workbook
part-export-cut = Only the first { $limit } rows are in this file; narrow the filter to export the rest.
part-steps-done = {" "}(done)
part-grid-pager = { $from }–{ $to } of { $total } departments
