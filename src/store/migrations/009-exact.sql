-- Exact at any size: the title of a record as names are compared; what is new and put off, by day; advice by its answer and by whether it was carried out.
ALTER TABLE item ADD COLUMN key TEXT NOT NULL DEFAULT '';
UPDATE item SET key = fold(title);
CREATE INDEX item_key ON item (reg, key, open, no);

CREATE TABLE later_day (reg INTEGER NOT NULL, day INTEGER NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (reg, day)) STRICT, WITHOUT ROWID;
INSERT INTO later_day SELECT 1, follow_up_on, count(*) FROM incident WHERE voided_at=0 AND state='new' AND follow_up_on IS NOT NULL GROUP BY follow_up_on;
INSERT INTO later_day SELECT 2, follow_up_on, count(*) FROM approval WHERE voided_at=0 AND state='received' AND follow_up_on IS NOT NULL GROUP BY follow_up_on;
INSERT INTO later_day SELECT 6, follow_up_on, count(*) FROM "trigger" WHERE voided_at=0 AND state='signalled' AND follow_up_on IS NOT NULL GROUP BY follow_up_on;
INSERT INTO later_day SELECT 7, follow_up_on, count(*) FROM advice WHERE voided_at=0 AND state='draft' AND follow_up_on IS NOT NULL GROUP BY follow_up_on;
INSERT INTO later_day SELECT 8, follow_up_on, count(*) FROM instruction WHERE voided_at=0 AND state='given' AND follow_up_on IS NOT NULL GROUP BY follow_up_on;
INSERT INTO later_day SELECT 9, follow_up_on, count(*) FROM development WHERE voided_at=0 AND state='seen' AND follow_up_on IS NOT NULL GROUP BY follow_up_on;
INSERT INTO later_day SELECT 10, follow_up_on, count(*) FROM action WHERE voided_at=0 AND state='open' AND follow_up_on IS NOT NULL GROUP BY follow_up_on;

CREATE INDEX advice_answer_since ON advice (answer, given_on) WHERE voided_at=0;
CREATE INDEX advice_carried_out_since ON advice (carried_out, given_on) WHERE voided_at=0;
