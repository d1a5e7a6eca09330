DROP TABLE calendar_days;
DROP TABLE steps;
DROP TABLE outbox;
DROP TABLE timeline;
