# Accounts: log-in, passwords, sessions, set-up
account-email = E-mail address
account-password = Password
account-email-invalid = This is not a complete e-mail address; it looks like zhou.min@example.cn
account-email-taken = This address already has an account
# $min: fewest characters
account-password-too-short = Too short: at least { $min } characters, better a phrase of 15 or more
account-password-too-long = This password is too long
account-password-common = This password is common and easily guessed; please choose another
account-password-own-words = The password must not be your name or address, with figures and signs around it or without
account-password-hint = At least { $min } characters, no rule about capitals or symbols; a phrase of several words is easy to keep and safe.

account-login = Log in
account-login-submit = Log in
account-login-wrong = Address or password is not right
# $minutes: minutes
account-login-wait = { $minutes ->
    [one] Too many attempts. Please try again in { $minutes } minute.
   *[other] Too many attempts. Please try again in { $minutes } minutes.
}
account-logged-out = You are logged out
account-forgot-link = Forgotten your password?

account-workspaces = Your workspaces
account-workspaces-lead = Choose a joint meeting:
account-workspaces-none = You belong to no workspace yet
account-workspaces-none-text = A workspace's administrator can invite you at your address; the link in that mail lets you in.

account-name = Name
account-name-missing = Please give a name
account-name-long = This name is too long; at most { $max } characters
account-password-new = New password
account-password-again = New password once more
account-password-differs = The two passwords are not the same
account-password-old = Present password
account-password-old-wrong = The present password is not right

account-forgot = Forgotten password
account-forgot-lead = Give the address of your account; we will send a link to set a new password.
account-forgot-submit = Send the link
account-forgot-sent = If { $email } has an account, a link to set a new password is on its way there.
account-forgot-sent-more = The link is good for one hour and can be used once. If nothing comes, look among unwanted mail, or ask your workspace's administrator which address is on file.
account-reset = Set a new password
account-reset-lead = A new password for the account of { $name }. All devices that are logged in will be logged out.
account-reset-submit = Set the new password
account-reset-gone = This link has been used or has expired.
account-reset-again = Get a new link
account-reset-done = The new password is set. Please log in with it.

account-title = My account
account-profile = Name and language
account-language = Language of pages and mails
account-language-own = As each workspace is set
account-language-zh = 简体中文
account-language-en = English
account-save = Save
account-saved = Saved
account-password-change = Change the password
account-password-change-lead = Your log-ins on other devices will end, and a mail will tell you.
account-password-changed = The password is changed; log-ins on other devices have ended.
account-sessions = Logged-in devices
account-sessions-lead = If you do not know one of these, log it out at once and change your password.
account-session-agent = Device
account-session-address = Network address
account-session-since = Logged in
account-session-seen = Last used
account-session-current = this one
account-session-end = Log out
account-session-ended = That device is logged out
account-sessions-end-others = Log out all other devices
account-sessions-ended = { $count ->
    [one] { $count } other device is logged out
   *[other] { $count } other devices are logged out
}
agent-on = { $browser } on { $system }
agent-some = Browser
agent-unknown = Unknown program
agent-wechat = WeChat
agent-dingtalk = DingTalk
agent-qq = QQ Browser
agent-huawei = Huawei Browser

setup-title = Set-up
setup-lead = This is a new installation. First make the operator's account, then the first workspace. Operators make and close workspaces; they see nothing inside them.
setup-submit = Make the account and go on
setup-done = The operator's account is made. Next comes the first workspace.
setup-gone = This set-up link has been used or has expired. While there is no operator, starting the service again prints a new one.

# Mails
mail-name-password-reset = Link to set a new password
mail-name-password-changed = Notice of a changed password
mail-greeting = Dear { $name },
mail-account-foot = This mail was sent automatically; please do not reply.
mail-fact-when = Time
mail-fact-address = Network address
mail-password-reset-title = Set your new password
mail-password-reset-text = Somebody, presumably you, asked to set a new password for your account. Please open the link below within one hour; it can be used once.
mail-password-reset-button = Set a new password
mail-password-reset-foot = If it was not you, ignore this mail; your password stays as it is.
mail-password-changed-title = Your password was changed
mail-password-changed-text = The password of your account has just been changed, and log-ins on other devices have ended. If it was not you, set a new password at once and tell your workspace's administrator.
mail-password-changed-button = It was not me: set a new password

setup-printed = There is no operator yet. Open this link within 24 hours to set the installation up (good once):
account-workspace-name = Name
account-workspace-leave = Leave workspace
