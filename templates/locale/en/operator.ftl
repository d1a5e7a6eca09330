# Running an installation: making and closing workspaces
operator-title = Workspaces
operator-about = Make and close the workspaces of joint meetings. Operators see nothing inside a workspace unless they are members.
operator-new = New workspace
operator-new-submit = Make the workspace
operator-name = Name
operator-name-hint = The joint meeting's full name
operator-name-missing = Please give a name
operator-name-long = This name is too long; at most { $max } characters
operator-slug = Short name in addresses
operator-slug-hint = Stands after /w/ in addresses and is not changed later, for example quality
operator-slug-wrong = Lower-case letters, digits and hyphens inside only, 2 to { $max } characters
operator-slug-taken = This short name is taken
operator-language = Default language
operator-language-wrong = Please choose a language
operator-zone = Time zone
operator-zone-wrong = Please choose a time zone
operator-first = First in the role “{ $role }”
operator-first-invite = Invite by mail
operator-first-myself = I do it myself (leave the next two empty)
operator-first-name = Name of the { $role }
operator-first-email = E-mail address of the { $role }
operator-made = “{ $name }” is made
operator-state = State
operator-state-open = In use
operator-state-closed = Closed
operator-members = Members
operator-members-count = { $count ->
    [one] { $count } person
   *[other] { $count } people
}
operator-created = Made
operator-actions = Actions
operator-empty = No workspaces yet
operator-empty-text = Each joint meeting has its own, strictly apart from the others.
operator-close = Close
operator-close-title = Close “{ $name }”?
operator-close-what-access = No member can enter; reminders and digests stop.
operator-close-what-kept = Everything is kept and can be used again once reopened.
operator-closed = “{ $name }” is closed
operator-reopen = Reopen
operator-reopened = “{ $name }” is open again
operator-invite-administrator = Invite an administrator
operator-has-administrator = This workspace has an administrator, who invites others.
