-- An extension that was told, and a notice that was withdrawn, have a reason.
ALTER TABLE "notice" ADD COLUMN "reason" TEXT;
