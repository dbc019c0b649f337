-- What is confidential or sealed, over all registers: few records among many.
CREATE INDEX "item_level" ON "item"("level", "reg", "no") WHERE "level" > 0;
