DROP INDEX cases_handed_back;
ALTER TABLE cases DROP COLUMN handed_back;
DROP INDEX case_measures_of_case;
DROP INDEX hand_overs_from_result;
DROP INDEX hand_overs_to_result;
ALTER TABLE hand_overs DROP COLUMN result_days;
ALTER TABLE hand_overs DROP COLUMN receipt_days;
