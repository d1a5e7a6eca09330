# Departments
department-state-open = open
department-state-closed = closed
department-state-merged = merged
# What was wrong
department-too-long = At most { $limit } characters.
department-name-missing = Enter the department’s name.
department-code-wrong = A code consists of letters, digits and - _ . /, without spaces.
department-code-taken = The code “{ $code }” belongs to { $name }.
department-name-taken = “{ $alias }” already means { $name } ({ $code }); one spelling can mean only one department.
department-aliases-too-many = At most { $limit } aliases.
department-alias-too-long = The alias “{ $alias }…” is too long: at most { $limit } characters.
department-alias-missing = Enter an alias.
department-parent-unknown = There is no such department to stand above it.
department-parent-not-open = { $name } is closed or merged and cannot stand above another.
department-parent-cycle = A department cannot stand below itself or one of its own.
department-parent-deep = Departments can be nested { $limit } levels deep at most.
# What cannot be done
department-merged-stays = This department was merged and can no longer be changed; turn to the one it was merged into.
department-merge-unknown = Choose the department to merge into.
department-merge-itself = A department cannot be merged into itself.
department-merge-not-open = { $name } is closed or merged; choose an open department.
department-not-open = This department is not open, so there is nothing to close.
department-already-open = This department is open already.
department-reason-missing = Give the reason.
department-close-children = There are departments below it: { $names }. Move them under another department or close them first.
# Timeline
timeline-department-create = created the department with the code { $code }
timeline-department-edit = changed: { $changed }
timeline-department-alias = added the alias “{ $alias }”
timeline-department-merge = merged this department into { $name }
timeline-department-absorb = merged { $name } into this department
timeline-department-close = closed the department
timeline-department-reopen = reopened the department
timeline-department-import = imported from a table, which changed: { $changed }
department-close-held = { $count ->
    [one] One case, hand-over or proposal still waits
   *[other] { $count } cases, hand-overs or proposals still wait
} on this department. Hand over or finish what it has open first, or merge this department into the one that takes over.
department-close-more = Something still waits on this department, so it cannot be closed now. Merge it into the one that takes over; or ask the secretariat what has to be finished first.
department-close-duties = { $count ->
    [one] One duty is
   *[other] { $count } duties are
} still open. Reassign or close them first, or merge this department into the one that takes over.
department-position-wrong = Enter a whole number from 0 to 1000000.
department-kind-missing = Choose a kind.
department-changed-meanwhile = The department was changed after you opened this page. Check it and send again.
# Fields
department-field-code = Code
department-field-name = Name
department-field-short-name = Short name
department-field-kind = Kind
department-field-parent = Belongs to
department-field-aliases = Aliases
department-field-position = Position
department-no-parent = no department above it
department-hint-short-name = Used in lists; the full name when left empty.
department-hint-code = Numbered automatically when left empty.
department-hint-aliases = One a line: other spellings in policy documents and former names, by which documents are read. After a change of name the old one stays here.
department-hint-position = Lower numbers come first; last when left empty.
# List
departments-title = Departments
departments-under = { $count ->
    [one] One department
   *[other] { $count } departments
}{ $without ->
    [0] , each with a liaison
   *[other] , { $without } without a liaison
}
departments-new = New department
departments-import = Import a table
departments-tabs = By state
departments-filter-words = Name, short name, alias or code
departments-filter-kind = Every kind
departments-filter-gap = People missing or not
departments-gap-liaison = no liaison
departments-gap-deputy = no deputy
departments-chip-words = contains “{ $words }”
departments-load = Open duties
departments-merged-into = merged into { $name }
departments-none = No departments yet
departments-none-text = Departments and local governments are who duties are assigned to. Create them one by one, or import the list you have (codes, short names, parents) from a table at once.
departments-none-here = No department matches
# The page of one
department-edit = Edit
department-save = Save
department-create = Create department
department-merge = Merge into another
department-close = Close department
department-reopen = Reopen
department-below = Departments below it
department-absorbed = Merged into it
department-load = Duties
department-load-leads = leads, open
department-load-supports = supports, open
department-load-overdue = overdue
department-load-closed = closed
department-people = People
department-person = Name
department-function = Function
department-deputy-of = for { $name }
department-nobody = Nobody is liaison or leader of this department yet.
department-people-link = Name liaisons and leaders under People
department-timeline = Timeline
department-timeline-empty = Nothing recorded yet.
department-no-liaison = This department has no liaison: nobody accepts what is assigned to it, and nobody receives reminders.
department-no-deputy = This department has no deputy: nobody takes over while the liaison is away.
department-closed-notice = This department is closed and takes no new duties.
department-merged-notice = Its names, people and open duties went to
department-created = { $name } was created.
department-saved = Saved.
department-merged = { $count ->
    [0] Merged into this department; there were no open duties to move.
    [one] Merged into this department; one open duty came along.
   *[other] Merged into this department; { $count } open duties came along.
}
department-closed = Closed.
department-reopened = Reopened. Name a liaison for it.
department-reason = Reason
# Merging and closing
department-merge-title = Merge { $name } into which department?
department-merge-into = Merge into
department-merge-hint = Open departments only. The next page says what will happen before you confirm.
department-merge-next = Continue
department-merge-question = Merge { $name } into { $into }?
department-merge-what-names = { $names } will mean { $into } from now on.
department-merge-what-people = { $people } will have the same function, with its rights, in the other department.
department-merge-what-duties = { $count ->
    [0] There are no open duties to move.
    [one] One open duty moves, whether led or supported.
   *[other] { $count } open duties move, whether led or supported.
}
department-merge-what-past = Closed duties and earlier progress reports keep the old name.
department-merge-what-end = This cannot be undone.
department-close-question = Close { $name }?
department-close-what = Nothing can be assigned to it any more; past records stay as they are. It can be reopened.
department-close-what-people = The functions of { $people } in this department end.
department-close-what-duties = { $count ->
    [one] One duty is
   *[other] { $count } duties are
} still open: reassign or close them first, or merge the department instead.
timeline-duty-transfer = { $department } was merged into { $departments }, and this duty went with it
# Import
import-title = Import departments from a table
import-under = Paste a table or upload a file, see what every row would do, then import all of it at once; one wrong row and nothing is imported.
import-table = Paste the table
import-table-hint = Copied from a spreadsheet, or separated by commas. Name the columns in the first row: code, name, short name, aliases, kind, parent, position (“name” is needed, the rest may be missing or in any order). Without heads they are read in this order; one column alone is read as names. Separate aliases by semicolons; the kind is “department” or “local government”. An empty cell changes nothing.
import-file = Or upload a file
import-file-hint = CSV, TXT (UTF-8 or GB18030) or XLSX, of which the first visible sheet is read.
import-check = Check
import-nothing = Paste a table or choose a file.
import-preview = Preview
import-again = Mend and check again
import-row = Row
import-change = Result
import-row-wrong = wrong
import-row-new = new
import-row-changed = changed
import-row-same = same
import-found = { $created } to create, { $changed } to change, { $same } rows say what is there already. Check, then confirm.
import-found-nothing = All { $same } rows say what is there already; there is nothing to import.
import-found-wrong = { $wrong ->
    [one] One row is
   *[other] { $wrong } rows are
} wrong, so nothing was imported. Mend them below and check again.
import-ignored = Columns left out because their heads are unknown: { $heads }.
import-more = { $count } more rows are not shown.
import-confirm = Import { $count ->
    [one] one row
   *[other] { $count } rows
}
import-done = Imported: { $created } created, { $changed } changed, { $same } the same.
import-wrong-rows = The table has errors, so nothing was imported.
import-column-twice = The column “{ $head }” stands there twice, so it is unclear which to read.
import-only-heads = The table holds nothing but column heads.
import-too-many-cells = This row has more than { $limit } columns; check the separator.
import-not-open = { $name } is closed or merged and cannot be changed from a table.
import-row-twice = The same department as row { $row }.
import-taken = “{ $what }” belongs to { $name } ({ $code }).
import-taken-in-table = “{ $what }” is used in row { $row } already.
import-kind-unknown = Write “department” or “local government”.
import-parent-unknown = No department has the name or code “{ $parent }”, here or in the table.
department-edit-title = Edit department
department-somebody = Somebody
department-just-now = some point in between
department-merge-confirm = Merge
departments-load-count = { $count } open
departments-file = { $workspace } departments { $date }
departments-sheet-state = State
department-decisions = What meetings charged it with
