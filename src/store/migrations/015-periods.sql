-- Who holds a role: one look for each different set of roles.
CREATE INDEX contact_roles ON contact (roles, state, no) WHERE voided_at=0;
-- Advice that waits for an answer, by when it was given.
CREATE INDEX advice_state_since ON advice (state, given_on) WHERE voided_at=0;
-- What is due by one rule: the clocks of a regime.
CREATE INDEX due_rule ON due (rule, due_at) WHERE open=1;
