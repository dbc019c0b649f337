-- Why it was decided while somebody who was asked had not answered; and that checks before signature are part of the conditions.
ALTER TABLE "decision" ADD COLUMN "unheard_because" TEXT;
ALTER TABLE "trigger" ADD COLUMN "checks_follow" INTEGER;
