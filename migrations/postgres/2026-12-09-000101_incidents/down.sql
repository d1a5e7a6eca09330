DROP TABLE incidents;
DROP TABLE case_officers;
