-- When each of several reporters came with it.
ALTER TABLE "reporter" ADD COLUMN "came_at" INTEGER;
-- Repeats are counted per unit and kind of cause, at the same cost however many there are.
CREATE INDEX incident_alike_unit_cause_kind ON "incident" ("unit", "cause_kind", "received_at", no) WHERE voided_at=0;
CREATE INDEX incident_alike_unit ON "incident" ("unit", "received_at", no) WHERE voided_at=0;
-- What is shielded is linked from nowhere.
DELETE FROM link WHERE field='reporter.who' AND EXISTS (SELECT 1 FROM reporter r WHERE r.reg=link.from_reg AND r.no=link.from_no AND r."shielded"=1);
-- How soon after the decision a condition is looked at.
ALTER TABLE "condition" ADD COLUMN "within" TEXT;
