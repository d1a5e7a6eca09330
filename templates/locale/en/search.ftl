search-title = Search
search-label = Search duties, meetings, cases, campaigns and clauses
search-placeholder = A number, or words of title or text
search-do = Search
search-duties = Duties
search-meetings = Meetings
search-items = Agenda items
search-decisions = Decisions
search-clauses = Policy clauses
# $kind: which kind
search-more = See all that match: { $kind }
search-more-clauses = There are more clauses; add a few words.
search-nothing-typed = What are you looking for?
# $words: what was typed
search-nothing = Nothing found for “{ $words }”
search-hint = A number (such as 2026-0012) opens its duty, meeting or case; words with spaces between them find the duties, meetings, agenda items, decisions, cases, campaigns, incidents and policy clauses that hold all of them. Only what you may see is shown.
search-matters = Accountability matters
