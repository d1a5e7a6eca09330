DROP TABLE proposals;
DROP TABLE clauses;
DROP TABLE policy_documents;
