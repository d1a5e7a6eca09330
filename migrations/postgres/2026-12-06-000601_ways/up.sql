-- What is looked for by one thing and shown by age: an index without the id loses to the one that is in the order of ids, and all rows
-- of a workspace are read.
DROP INDEX cases_joined;
CREATE INDEX cases_joined ON cases (workspace_id, joined_into_id, id);
DROP INDEX cases_severed;
CREATE INDEX cases_severed ON cases (workspace_id, severed_from_id, id);
DROP INDEX restrictions_of_case;
CREATE INDEX restrictions_of_case ON restrictions (workspace_id, case_id, id);
CREATE INDEX restrictions_of_party_by_age ON restrictions (workspace_id, party_id, id);
DROP INDEX publications_of_case;
CREATE INDEX publications_of_case ON publications (workspace_id, case_id, id);
CREATE INDEX matter_people_matter ON matter_people (workspace_id, matter_id, id);

-- Everybody of a name is looked for among the active; without the state in it, this one loses to one that begins with the state.
DROP INDEX parties_by_key;
CREATE INDEX parties_by_key ON parties (workspace_id, name_key, state);

-- What the board of cases counts, read off the index alone.
CREATE INDEX cases_board ON cases (workspace_id, holder_id, region_id, next_what, next_due_on) WHERE state <> 'closed';
