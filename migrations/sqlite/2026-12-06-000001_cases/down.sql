DROP TABLE case_rewards;
DROP TABLE case_informer_viewers;
DROP TABLE case_informers;
DROP TABLE case_links;
DROP TABLE case_grams;
DROP TABLE cases;
DROP TABLE case_kinds;
ALTER TABLE parties DROP COLUMN founded_on;
