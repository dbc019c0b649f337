-- The records of a register, newest first: what search walks when it looks only there.
CREATE INDEX item_reg ON item (reg);
