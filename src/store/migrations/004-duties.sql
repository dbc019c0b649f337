-- Why a request is no renewal; the lead time of an event, frozen when its assessment starts.
ALTER TABLE "approval" ADD COLUMN "not_renewal_because" TEXT;
ALTER TABLE "trigger" ADD COLUMN "lead_days" INTEGER;
