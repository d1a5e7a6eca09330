# Product sampling
nav-samplings = Product sampling
samplings-title = Product sampling
samplings-about = Rounds of product quality sampling at every level: who organised each, when, what was sampled of whom, and with what result.
samplings-new = Register a round
samplings-new-title = Register a round of sampling
samplings-new-under = First the round itself; the next step takes its results by paste or upload.
samplings-tabs = By level
samplings-tab-all = All
samplings-search = Name of the round
samplings-department-gone = A former department
samplings-none = No rounds yet
samplings-none-text = Register a round, then paste the whole table of results: parties not registered yet are registered with it, and failures and refusals become cases.
samplings-none-here = No round fits
samplings-file = { $workspace } product sampling ({ $date })
samplings-brief = { $level } · { $department } · { $all } sampled, { $failed } failed, { $refused } refused
sample-level-county = County
sample-level-city = City
sample-level-province = Provincial
sample-level-national = National
sampling-result-passed = Passed
sampling-result-failed = Failed
sampling-result-refused = Refused
# Fields
sampling-field-name = Round
sampling-field-level = Level
sampling-field-department = Organised by
sampling-field-days = Days
sampling-field-first = First day
sampling-field-last = Last day
sampling-field-all = Sampled
sampling-field-share = Share passed
sampling-field-round = Round
sampling-field-party = Party
sampling-field-given = Name in the table
sampling-field-credit-code = Unified social credit code
sampling-field-region = Place
sampling-field-product = Product
sampling-field-batch = Model or batch
sampling-field-is-main = Main product
sampling-field-sampled-on = Sampled on
sampling-field-result = Result
sampling-field-failed-items = What failed
sampling-field-case = Case
sampling-name-hint = E.g.: Provincial sampling of wire and cable, first quarter of 2026. No two rounds have one name.
sampling-department-hint = It holds the cases that failures and refusals lead to.
sampling-last-hint = All days of sampling must be within the round.
sampling-choose = Choose
sampling-yes = Yes
sampling-no = No
sampling-days = { $first } to { $last }
sampling-main = Main product
# One round
sampling-import = Register results
sampling-tabs = By result
sampling-search = Party, code, product or batch
sampling-given = “{ $name }” in the table
sampling-share-of = { $share } passed
sampling-none = No results yet
sampling-none-text = Paste the whole table of results or upload a file: you see what each row would do before all of it is registered at once.
sampling-none-here = No sampling fits
sampling-file = { $round } ({ $date })
sampling-announced = “{ $name }” is registered. Its results can be registered now.
sampling-edit-title = Edit the round
sampling-summary = { $all } sampled, { $failed } failed, { $refused } refused; { $share } passed.
sampling-more = { $count } earlier ones are in their rounds.
# What is wrong
sampling-round-exists = There is a round called “{ $name }” already; add to it or correct it there.
sampling-forbidden = Only liaisons of the department that organises the round and the secretariat may do this.
sampling-not-yours = Choose a department you are liaison of; for another one, ask the secretariat.
sampling-days-turned = The last day is before the first.
sampling-days-many = A round takes two years at most: check the days.
sampling-days-sampled = Something was sampled on { $day }: the round's days must include it.
# Registering results
sampling-import-title = Register results
sampling-import-under = Paste a table or upload a file and look at what each row would do and lead to; then all of it is registered at once. One wrong row and nothing is registered; the same table again registers nothing twice.
sampling-import-hint = Copy from a spreadsheet and paste. The first row names the columns: Company (or Producer), Credit code, Region, Product, Batch, Main product, Date, Result, Failed items (in any order; without heads, in this one). A row without a company goes on with the one above; totals are left out. Empty cells change nothing that is registered.
sampling-import-found = { $created } to register, { $changed } to correct, { $same } as registered already. Please check and confirm.
sampling-import-parties = { $parties ->
    [one] One new party is
   *[other] { $parties } new parties are
} registered with them.
sampling-import-cases = Failures and refusals make { $cases ->
    [one] one case
   *[other] { $cases } cases
}{ $added ->
    [0] {""}
    [one] {" "}and are added to one open case
   *[other] {" "}and are added to { $added } open cases
}{ $parties ->
    [0] {""}
    [one] ; one new party is registered
   *[other] ; { $parties } new parties are registered
}.
sampling-import-doubtful = { $count ->
    [one] One new party has a name
   *[other] { $count } new parties have names
} like a registered one; they are listed first. The program takes none for the other by itself.
sampling-import-continued = { $count ->
    [one] One row has no name and goes
   *[other] { $count } rows have no name and go
} on with the party above (merged cells): { $rows }.
sampling-import-left-out = { $count ->
    [one] One row is
   *[other] { $count } rows are
} left out: { $rows }.
sampling-import-left-out-row = row { $row } “{ $begins }”
sampling-import-now = that is “{ $name }”
sampling-import-row-case = Case to be made
sampling-import-apart = { $count ->
    [one] One new party is
   *[other] { $count } new parties are
} like registered ones. Look at them first; if none is the same, tick the box and register again.
sampling-import-apart-do = { $count ->
    [one] I have looked: this party is none of the registered ones
   *[other] I have looked: none of these { $count } parties is a registered one
}
sampling-import-meanwhile = Somebody wrote of this round, or of one of its cases, at the same moment; your table is not registered yet. This is how it stands now: please check and confirm again.
sampling-import-done = { $created } registered, { $changed } corrected, { $same } unchanged; { $parties } new parties, { $cases } new cases, { $added } cases added to.
sampling-import-row-twice = The same product and batch of the same party as in row { $row }; write the model or batch where they are different ones.
sampling-import-which = This name stands in the table with different codes: write which one.
sampling-import-several = { $count } registered parties have or had this name: write the code.
sampling-import-code-twice = “{ $name }” in row { $row } has this code too, under another name. Please check.
sampling-import-yes-or-no = Write yes or no.
sampling-import-result = Write passed, failed or refused.
sampling-import-day = This is no day. Write 2026-03-12, 2026/3/12 or 20260312.
sampling-import-future = This day is after today.
sampling-import-outside = This is not within the days of the round ({ $first } to { $last }).
sampling-import-before = The party was founded on { $day }; nothing was sampled of it before.
sampling-import-items-of-passed = What passed has no items that failed: check the columns.
sampling-import-closed = Its case { $number } is closed, so it is not corrected any more; reopen the case first if it must be.
sampling-no-case-kind = No kind of case for “{ $result }” is in use, so only the results are registered, and no cases. Registering the same table again later makes them.
sampling-no-case-holder = The organising department no longer exists and cannot hold cases, so only the results are registered. Choose another department and register the same table again.
sampling-no-case-field = The kind “{ $kind }” also asks for “{ $field }”, which a table of results does not have, so only the results are registered. Register the cases by form, or make the field optional and register the same table again.
# Written into cases
sampling-case-facts = In { $round } (level: { $level }), { $count ->
    [one] this sample came to “{ $result }”:
   *[other] these { $count } samples came to “{ $result }”:
}
sampling-case-line = { $nth }. { $what }{ $main ->
    [yes] , main product
   *[no] {""}
}, sampled on { $day }{ $stated ->
    [yes] , failed: { $items }
   *[no] {""}
}
sampling-case-more = { $count } more are in the round.
sampling-case-no-items = Not stated in the table of results
sampling-case-refused-how = Refused sampling in “{ $round }”: { $products }
# Timeline
timeline-sampling_round-announce = registered the round “{ $name }”
timeline-sampling_round-edit = changed { $changed }
timeline-sampling_round-import = registered { $created } results and corrected { $changed }; { $parties } new parties, { $cases } new cases, { $added } cases added to
timeline-sampling_round-correct = corrected { $changed } of { $what } of “{ $party }” (result: { $before } → { $after })
sampling_round-field-name = the name
sampling_round-field-level = the level
sampling_round-field-department = the department
sampling_round-field-days = the days
sampling_round-field-is-main = the main product
sampling_round-field-sampled-on = the day
sampling_round-field-result = the result
sampling_round-field-failed-items = what failed
timeline-enforcement_case-sampling = { $count ->
    [one] One sample of
   *[other] { $count } samples of
} the round “{ $round }” ({ $result }) became part of this case: { $what }
timeline-enforcement_case-sampling_correct = the record of { $what } in the round “{ $round }” was corrected (result: { $before } → { $after })
