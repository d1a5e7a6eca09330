# Attachments
attachments-title = Files
attachments-empty = No files yet.
attachments-add = Upload
attachments-upload = Upload files
attachments-back = Back
attachments-file = Choose files
attachments-hint = { $kinds }; up to { $limit } MB each, several at once. A file of the same name is kept as a new version.
attachments-replaces = New version of
attachments-as-new = A new file (a new version where the name is there)
attachments-remove = Remove
attachments-others = Other versions ({ $count })
attachments-nth = version { $nth }
attachments-by-program = made by the program
attachments-removed = removed by { $who } on { $when }: { $reason }
attachments-done-one = { $nth ->
    [1] “{ $name }” was uploaded.
   *[other] Version { $nth } of “{ $name }” was uploaded.
}
attachments-done-several = { $count ->
    [one] { $count } file was uploaded.
   *[other] { $count } files were uploaded.
}
attachments-done-remove = The file was removed; the timeline says so.
attachments-remove-title = Remove “{ $name }”?
attachments-remove-reason = Reason
attachments-remove-what-gone = Its content can no longer be downloaded from now on, and is thrown away in a week, unless another file has the same.
attachments-remove-what-stays = Its name and size, and who removed it when and why, stay in the list and in the timeline.

attachments-none-chosen = Choose a file to upload.
attachments-empty-file = The file “{ $name }” is empty.
attachments-ending-unknown = “{ $name }” does not end like any type that may be uploaded.
# $said: what the name says; $found: what the content is
attachments-lies = “{ $name }” calls itself { $said }, but its content is { $found }; it was not taken. Save it in the right format and upload it again.
attachments-shape-text = plain text
attachments-shape-program = a document with macros
attachments-shape-unknown = something else, or damaged
attachments-not-allowed = This workspace takes no { $type } files (“{ $name }”). It takes { $kinds }.
attachments-too-large = The file “{ $name }” exceeds { $limit }; it was not taken.
attachments-quota = The space for attachments of this workspace ({ $quota }) is used up; nothing was taken. Ask the administrator to change the setting, or remove files that are no longer needed.
attachments-too-many-at-once = At most { $limit } files at once; upload them in several goes.
attachments-too-many = There are { $limit } versions already; no more can be added.
attachments-one-version = Choose one file only when it is a new version.
attachments-conflict = Somebody uploaded a new version of the same file just now; look at the list before you upload yours.
attachments-may-not-add = You may not add files here.
attachments-not-yours = Only who uploaded a file (within { $hours } hours) and the secretariat may remove it.
attachments-too-late = It was uploaded more than { $hours } hours ago; only the secretariat may remove it now.
attachments-removed-already = This file was removed by { $who }.
attachments-lost = The content of “{ $name }” is not in the store; tell the operator.

timeline-file-add = uploaded “{ $name }” ({ $size })
timeline-file-version = uploaded version { $nth } of “{ $name }” ({ $size })
timeline-file-remove = removed “{ $name }”
attachments-kept = This was filed with the notice or a statement and can no longer be removed.
