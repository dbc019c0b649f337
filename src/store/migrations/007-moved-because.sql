-- Why the date of an action was moved, the last time: entered with the date, in one step.
ALTER TABLE "action" ADD COLUMN "moved_because" TEXT;
