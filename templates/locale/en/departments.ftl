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
timeline-department-edit = changed the department’s details
timeline-department-alias = added the alias “{ $alias }”
timeline-department-merge = merged this department into { $name }
timeline-department-absorb = merged { $name } into this department
timeline-department-close = closed the department
timeline-department-reopen = reopened the department
timeline-department-import = updated the department from an imported table
