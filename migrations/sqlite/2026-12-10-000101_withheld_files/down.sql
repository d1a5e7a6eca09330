DROP TABLE matter_withheld;
