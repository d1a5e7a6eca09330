# Accounts: log-in, passwords, sessions, set-up
account-email = E-mail address
account-password = Password
account-email-invalid = This is not a complete e-mail address; it looks like zhou.min@example.cn
account-email-taken = This address already has an account
# $min: fewest characters
account-password-too-short = Too short: at least { $min } characters, better a phrase of 15 or more
account-password-too-long = This password is too long
account-password-common = This password is common and easily guessed; please choose another
account-password-own-words = The password must not be your name or address
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
