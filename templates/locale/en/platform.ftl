# Lists
list-comma = {", "}
list-or = {" or "}

# Dates
weekday-mon = Mon
weekday-tue = Tue
weekday-wed = Wed
weekday-thu = Thu
weekday-fri = Fri
weekday-sat = Sat
weekday-sun = Sun
date-day = { $date } ({ $weekday })
date-instant = { $day } { $time }

# Pages shown when something goes wrong
problem-bad-request = Bad request
problem-unauthorized = Please sign in
problem-forbidden = Not permitted
problem-not-found = Not found
problem-method = Not supported here
problem-conflict = Cannot be done now
problem-too-large = Too large
problem-media-type = Unsupported content
problem-invalid = Please check what was entered
problem-too-many = Too many attempts
problem-unavailable = Temporarily unavailable
problem-internal = Something went wrong
problem-who-may = This is done by { $roles }.

problem-not-found-detail = There is no such page or matter, or you are not a member of its workspace.
problem-method-detail = This address does not support that operation. Please go back and use the page.
problem-conflict-detail = Somebody else saved changes while you were writing. Please go back and look at the latest version first.
problem-unavailable-detail = The database cannot be reached at the moment and nothing was saved. Please try again shortly.
problem-internal-detail = An unexpected error occurred and nothing was saved. If it happens again, tell your administrator the request number.
problem-bad-request-detail = The server could not understand this request.
problem-bad-text = What was sent is not valid UTF-8 text. Nothing was saved.
problem-bad-form = What was sent is incomplete or damaged. Nothing was saved; please try again.
problem-too-many-fields = Too many entries were sent (at most { $limit }). Nothing was saved.
problem-body-too-large = What was sent exceeds { $limit } MB. Nothing was saved.
problem-text-too-large = The text of “{ $field }” exceeds { $limit } MB. Nothing was saved.
problem-file-too-large = The file “{ $name }” exceeds { $limit } MB. Nothing was saved.
problem-media-type-detail = Please use the form on the page.
problem-csrf = The page has expired or you have signed in or out since. Nothing was saved; please go back, reload the page and submit again.
problem-cross-site = The request came from another site and was refused.
problem-too-many-detail = Too many attempts. Please try again in { $seconds } seconds.
problem-request-id = Request number
problem-back = Back to the previous page
problem-above = Back to the list
problem-home = Home

# Paging
pager-range = { $from }–{ $to } of { $total }
pager-none = None

# Tables pasted or uploaded
table-empty = The table is empty.
table-not-text = This file cannot be read. Upload CSV or TXT (UTF-8 or GB18030) or XLSX.
table-old-workbook = This is an old XLS or an encrypted workbook. Remove the password, save it as XLSX or CSV and upload again.
table-damaged-workbook = This XLSX file is damaged or incomplete and cannot be read.
table-workbook-too-large = This XLSX file unpacks to more than { $limit } MB and was not read.
table-open-quote = Row { $row } has a quote that never ends; what follows cannot be split into columns.
table-too-many-rows = At most { $limit } rows at once; import them in parts.
table-too-many-columns = Row { $row } has more than { $limit } columns; check the separator.
table-cell-too-long = Row { $row } has a cell of more than { $limit } characters; check separator and quotes.
zone-beijing = Beijing time
