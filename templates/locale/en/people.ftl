# People: members, invitations, roles
mail-name-invitation = Invitation
mail-name-removed = Notice of removal
mail-name-access-changed = Notice of changed roles
