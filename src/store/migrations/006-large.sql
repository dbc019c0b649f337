-- The threshold from which an event counts as large, frozen when its assessment starts.
ALTER TABLE "trigger" ADD COLUMN "large_from" TEXT;
