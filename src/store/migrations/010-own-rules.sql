-- Terms and thresholds of the organisation's own; empty is as the program has them.
ALTER TABLE "organisation" ADD COLUMN "term_assess" TEXT;
ALTER TABLE "organisation" ADD COLUMN "term_decide" TEXT;
ALTER TABLE "organisation" ADD COLUMN "answer_after_board" INTEGER;
ALTER TABLE "organisation" ADD COLUMN "answer_without_board" INTEGER;
ALTER TABLE "organisation" ADD COLUMN "term_not_adopted" TEXT;
ALTER TABLE "organisation" ADD COLUMN "term_acknowledge" TEXT;
ALTER TABLE "organisation" ADD COLUMN "term_verdict" TEXT;
ALTER TABLE "organisation" ADD COLUMN "term_talk" TEXT;
ALTER TABLE "organisation" ADD COLUMN "term_minutes" TEXT;
ALTER TABLE "organisation" ADD COLUMN "renewal_days" INTEGER;
ALTER TABLE "organisation" ADD COLUMN "pattern_months" INTEGER;
ALTER TABLE "organisation" ADD COLUMN "pattern_weighty" INTEGER;
ALTER TABLE "organisation" ADD COLUMN "pattern_same" INTEGER;
ALTER TABLE "organisation" ADD COLUMN "pattern_unanswered" INTEGER;
