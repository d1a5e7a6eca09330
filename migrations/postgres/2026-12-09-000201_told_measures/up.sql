-- What a measure that is done by telling somebody was fulfilled by: the number of the publication, or of the notice that was receipted last.
ALTER TABLE case_measures ADD COLUMN told_by TEXT;
