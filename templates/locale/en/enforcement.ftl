# Parties
nav-parties = Parties
parties-title = Parties
parties-about = The enterprises, markets, quality intermediaries and natural persons that enforcement deals with, each once: names, former names, codes, place and people.
parties-new = Register a party
parties-import = Import from a table
parties-tabs = By kind
parties-tab-all = All
parties-search = Name, former name, code or product
parties-chip-words = Containing “{ $words }”
parties-formerly = Formerly: { $names }
parties-region-gone = A former local government
parties-none = No parties yet
parties-none-text = A party is registered before a case is; its cases, measures and restrictions are then kept under it. Register parties one by one, or import a list you have from a table.
parties-none-here = No party fits
parties-file = { $workspace } parties ({ $date })
party-kind-enterprise = Enterprise
party-kind-market = Market
party-kind-institution = Quality intermediary
party-kind-person = Natural person
party-state-active = Registered
party-state-merged = Merged
party-post-legal-representative = Legal representative
party-post-in-charge = In charge
party-post-directly-responsible = Directly responsible
# Fields
party-field-kind = Kind
party-field-name = Name
party-field-code = Code
party-field-credit-code = Unified social credit code
party-field-registration-number = Old registration number
party-field-id-number = Id number
party-field-region = Place
party-field-address = Address
party-field-products = Main products
party-field-legal-representative = Legal representative
party-field-in-charge = In charge
party-field-directly-responsible = Directly responsible
party-field-former-names = Former names
party-field-registered = Registered on
party-no-region = Unknown, or not in this workspace
party-hint-name-edit = Correct a misspelt name here. If the party changed its name, use “Rename”: the old name stays as a former one.
party-hint-credit-code = 18 characters; spaces, hyphens, full width and lower case are fine. The check character is verified.
party-hint-registration-number = For older businesses without a credit code: 15 digits, 13 before 2007.
party-hint-id-number = Of a natural person only, and only where needed. Only the first and last four characters are shown later.
party-hint-address = Of a natural person only the place is shown later.
party-hint-kept = { $shown } is registered; leave empty to keep it.
party-hint-products = Several with commas between them.
party-hint-people = Several with commas between them.
party-hint-former-names = One a line. If you know its last day, write it after the name, e.g.: Nanjing Soda Works 1998-03-01.
party-forget = Remove what is registered: { $what }
# Wrong input
code-wrong-length = It should have { $should } characters; this has { $is }.
code-wrong-character = Character { $at }, “{ $is }”, cannot be part of this code.
code-wrong-check = The check character is wrong: by the characters before it, the last should be “{ $expected }”. Look for a typing error.
code-wrong-birthday = Characters 7 to 14 are not a day of birth.
party-kind-missing = Choose the kind.
party-kind-stays = A natural person cannot become another kind of party, nor the other way round. Register it anew.
party-name-wrong = There are no letters in this name.
party-name-same = This is the name it has, but for brackets, spaces or the spelling of its legal form. Use “Edit” to correct the spelling.
party-person-has-no-code = Natural persons have no such code. Register a sole trader as an enterprise.
party-only-persons-have-ids = Only natural persons have an id number.
party-region-unknown = Choose a local government from the list.
party-person-too-long = A person’s name has at most { $limit } characters.
party-too-many = At most { $limit }.
party-former-wrong = “{ $line }” cannot be a former name: it needs letters, { $limit } characters at most.
party-former-day = The day in “{ $line }” cannot be right.
party-former-future = The day in “{ $line }” is yet to come.
party-number-taken = “{ $name }” is registered with this code; it cannot be registered twice.
party-taken-now = Somebody has just registered this code. Send the form again to see the party.
party-exists-notice = This code is registered. Use the party that is there:
party-rename-future = The day cannot be after today.
party-rename-before = It has a former name that was used until that day or later. Check the day.
# Not possible
party-is-merged = “{ $name }” was merged into another party. Go on with that one.
party-nothing-hidden = Nothing is registered that only a reason shows.
# Registering
party-new-title = Register a party
party-register = Register
party-registered = “{ $name }” is registered.
party-alike-ask = Is it one of these?
party-alike-about = Kind, code, former names
party-apart = It is none of these; register it as a new party all the same
party-apart-needed = { $count ->
    [one] A party of the same or a similar name is registered. Look at it first; if it is another, tick the box and register again.
   *[other] { $count } parties of the same or a similar name are registered. Look at them first; if it is none of them, tick the box and register again.
}
party-apart-more = Meanwhile another party of a similar name was registered. Please look once more.
# A party’s page
party-edit = Edit
party-edit-title = Edit the party
party-save = Save
party-saved = Saved.
party-rename = Rename
party-rename-title = Rename
party-rename-under = Name now: { $name }
party-new-name = New name
party-renamed-on = Used from
party-renamed-on-hint = The name it has now becomes a former one, until the day before.
party-renamed = The name is now “{ $name }”.
party-merge = Merge
party-merge-with = Merge into it
party-reveal = Show what is masked
party-masked = Only the first and last four characters are shown
party-registration-warning = The check digit of registration number { $number } should be “{ $expected }”. Numbers issued around 2007 may have none: compare it with the licence, and pass over this if it is right.
party-alike = Parties of the same or a similar name
party-alike-why = If one of them is the same party, merge the two; otherwise there is nothing to do.
party-people = Responsible people
party-person = Name
party-post = Post
party-nobody = Nobody is registered yet.
party-until = Used until
party-name-until = until { $day }
party-until-unknown = day unknown
party-absorbed = Merged into this one
party-timeline = Timeline
party-lives-on = “{ $name }” was merged into “{ $into }”, shown here.
party-changed-meanwhile = “{ $name }” or the other one was changed since you opened this page. Check and send it again.
# Merging
party-merge-title = Which party shall “{ $name }” be merged into?
party-merge-under = Choose the party that stays. The next page shows both beside each other and asks you.
party-merge-similar = Parties of the same or a similar name
party-merge-found = Found
party-merge-none-similar = No party has a similar name. Search by name, former name or code.
party-merge-pick = Choose
party-merge-question = Merge “{ $name }” into “{ $into }”?
party-merge-goes = Goes (no longer a party of its own)
party-merge-stays = Stays
party-merge-what-names = “{ $name }” and its former names become former names of “{ $into }”.
party-merge-what-people = Responsible people come together, each once.
party-merge-what-gaps = Codes, place, address and products that the one that stays lacks are taken over; where both have them, its own stay.
party-merge-what-history = The two timelines become one; the old page leads to the one that stays.
party-merge-what-end = This cannot be undone.
party-merge-reason = Reason (how it is known that they are the same)
party-merge-confirm = Merge them
party-merged-meanwhile = The party was changed since you opened this page. Check and send it again.
party-merged = Merged; from now on everything is kept under “{ $name }”.
party-merge-itself = It cannot be merged into itself.
party-merge-circle = That party was merged into this one; it cannot go the other way round as well.
party-merge-unknown = There is no such party. Choose again.
party-merge-kinds = A natural person can only be merged with a natural person.
party-merge-codes-differ = Their credit codes differ: most likely they are two parties. Make sure first.
party-merge-ids-differ = Their id numbers differ: most likely they are two people. Make sure first.
# Showing what is masked
party-reveal-title = Show what is masked
party-reveal-reason = Why you need it
party-reveal-hint = Your name, the time and the reason go into the party’s timeline, where auditors see them.
party-reveal-do = Show
party-reveal-shown = What is masked
party-reveal-noted = This look is in the timeline. Once you leave this page, it takes another reason to see it again.
party-reveal-back = Back to the party
# Timeline
timeline-party-register = registered the party “{ $name }”{ $apart ->
    [0] {""}
    [one] , having made sure that it is not the one of a similar name
   *[other] , having made sure that it is none of { $apart } of a similar name
}
timeline-party-edit = changed: { $changed }
timeline-party-rename = renamed it from “{ $from }” to “{ $to }” from { $day } on
timeline-party-merge = merged it into “{ $name }”
timeline-party-absorb = merged “{ $name }” into it
timeline-party-reveal = looked at: { $what }
timeline-party-import = changed from a table: { $changed }
# Importing
party-import-title = Import parties from a table
party-import-under = Paste a table or upload a file, see first what each row would do, then import everything at once. With one row wrong nothing is imported; the same table imported again registers nothing twice.
party-import-table-hint = Copy from a spreadsheet and paste. Heads in the first row: name, credit code, region, products, address, legal representative, kind, registration number, in charge, directly responsible, former names (“name” must be there, the others may be missing, in any order); without heads they are read in this order. Without a kind it is an enterprise. Rows with the code of a registered party change that one; empty cells change nothing.
party-import-found = { $created } to be registered, { $changed } to be changed, { $same } as they are registered. Check, then confirm.
party-import-doubtful = { $count ->
    [one] One row has a name like that of a registered party, or of another row; it is shown first. The program does not decide that they are the same.
   *[other] { $count } rows have names like those of registered parties, or of other rows; they are shown first. The program does not decide that they are the same.
}
party-import-row-alike = New, with similar ones
party-import-apart = { $count ->
    [one] One row is similar to a registered party, or to another row. Look at it first; if it is another, tick the box and import again.
   *[other] { $count } rows are similar to registered parties, or to other rows. Look at them first; if they are others, tick the box and import again.
}
party-import-apart-do = { $count ->
    [one] I have looked: this row is about a party of its own; register it
   *[other] I have looked: these { $count } rows are about parties of their own; register them
}
party-import-changed = What is registered changed while you looked at the preview, so nothing was imported. Below is what the table would do now; look at it and confirm again.
party-import-named = Rows of one name and kind (rows { $rows }) with different codes or none: see whether they are about one party. If so, mend the table before importing it.
party-import-row-named = New, same name in the table
party-import-done = Imported: { $created } registered, { $changed } changed, { $same } as they were.
party-import-kind-unknown = Write enterprise, market, institution or person.
party-import-region-unknown = No local government among the departments looks after “{ $region }”. Write one that is there, or empty the cell; or ask the administrator to add that local government to the departments first.
party-import-row-twice = The same party as in row { $row }.
party-import-two = The two codes belong to “{ $one }” and “{ $other }”. Check them, or merge the two first.
party-import-other-name = This code belongs to “{ $name }”, which is another name. If it was renamed, do so on its page; if not, correct the table.
