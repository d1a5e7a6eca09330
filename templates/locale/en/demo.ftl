demo-title = Enter the demonstration
demo-as = You will enter as this person, without a password:
demo-enter = Enter
demo-note = All data is made up and stays on this machine; start with --fresh to begin anew.
demo-running = The demonstration is running at
demo-who = These links need no password; one person per role:
demo-mails = Mails are written to
demo-kept = A second start keeps what was done; --fresh begins anew.
demo-filling = Preparing the demonstration, about half a minute …
demo-loopback-only = The demonstration's links need no password, so it listens on loopback addresses only (127.0.0.1 or ::1).

# Months and quarters in the demonstration’s texts
demo-month-1 = January
demo-month-2 = February
demo-month-3 = March
demo-month-4 = April
demo-month-5 = May
demo-month-6 = June
demo-month-7 = July
demo-month-8 = August
demo-month-9 = September
demo-month-10 = October
demo-month-11 = November
demo-month-12 = December
demo-quarter-1 = first quarter
demo-quarter-2 = second quarter
demo-quarter-3 = third quarter
demo-quarter-4 = fourth quarter
