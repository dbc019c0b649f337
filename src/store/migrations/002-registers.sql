-- The tables of the registers and of their child rows, as they were at the first release.
CREATE TABLE "incident" (
    id INTEGER PRIMARY KEY, no INTEGER NOT NULL UNIQUE,
    version INTEGER NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, voided_at INTEGER NOT NULL DEFAULT 0,
    open INTEGER NOT NULL, rank INTEGER NOT NULL, due_at INTEGER NOT NULL DEFAULT 253402300800, warn_at INTEGER NOT NULL DEFAULT 253402300800,
    due_rule TEXT, due_hours INTEGER NOT NULL DEFAULT 0,
    "kind" TEXT,
    "title" TEXT,
    "received_at" INTEGER,
    "channel" TEXT,
    "heard" TEXT,
    "unit" TEXT,
    "about" TEXT,
    "formal" INTEGER,
    "written_on" INTEGER,
    "severity" TEXT,
    "category" TEXT,
    "personal_data" TEXT,
    "personal_data_because" TEXT,
    "significant" TEXT,
    "our_role" TEXT,
    "people_count" INTEGER,
    "record_count" INTEGER,
    "data_kinds" TEXT,
    "people_risk" TEXT,
    "happened_at" INTEGER,
    "description" TEXT,
    "effect" TEXT,
    "measures" TEXT,
    "cause_kind" TEXT,
    "cause" TEXT,
    "outcome" TEXT,
    "lesson" TEXT,
    "no_action_because" TEXT,
    "no_talk_because" TEXT,
    "same_as" TEXT,
    "handed_to" TEXT,
    "handed_on" INTEGER,
    "reopened_because" TEXT,
    "handler" TEXT,
    "next_step" TEXT,
    "waiting_for" TEXT,
    "follow_up_on" INTEGER,
    "state" TEXT,
    "level" TEXT,
    "tags" TEXT,
    "links" TEXT) STRICT;
CREATE INDEX incident_by_due ON "incident" (open, due_at, rank, no) WHERE voided_at=0;
CREATE INDEX incident_by_kind ON "incident" (open, lower(substr(ifnull("kind", ''), 1, 39)), rank, no) WHERE voided_at=0;
CREATE INDEX incident_by_received_at ON "incident" (open, ifnull("received_at", 9223372036854775807), rank, no) WHERE voided_at=0;
CREATE INDEX incident_by_unit ON "incident" (open, lower(substr(ifnull("unit", ''), 1, 39)), rank, no) WHERE voided_at=0;
CREATE INDEX incident_suggest_unit ON "incident" ("unit" COLLATE NOCASE);
CREATE INDEX incident_by_severity ON "incident" (open, lower(substr(ifnull("severity", ''), 1, 39)), rank, no) WHERE voided_at=0;
CREATE INDEX incident_by_category ON "incident" (open, lower(substr(ifnull("category", ''), 1, 39)), rank, no) WHERE voided_at=0;
CREATE INDEX incident_suggest_category ON "incident" ("category" COLLATE NOCASE);
CREATE INDEX incident_by_personal_data ON "incident" (open, lower(substr(ifnull("personal_data", ''), 1, 39)), rank, no) WHERE voided_at=0;
CREATE INDEX incident_by_people_count ON "incident" (open, ifnull("people_count", 9223372036854775807), rank, no) WHERE voided_at=0;
CREATE INDEX incident_by_cause_kind ON "incident" (open, lower(substr(ifnull("cause_kind", ''), 1, 39)), rank, no) WHERE voided_at=0;
CREATE INDEX incident_by_handler ON "incident" (open, lower(substr(ifnull("handler", ''), 1, 39)), rank, no) WHERE voided_at=0;
CREATE INDEX incident_by_state ON "incident" (open, lower(substr(ifnull("state", ''), 1, 39)), rank, no) WHERE voided_at=0;

CREATE TABLE "approval" (
    id INTEGER PRIMARY KEY, no INTEGER NOT NULL UNIQUE,
    version INTEGER NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, voided_at INTEGER NOT NULL DEFAULT 0,
    open INTEGER NOT NULL, rank INTEGER NOT NULL, due_at INTEGER NOT NULL DEFAULT 253402300800, warn_at INTEGER NOT NULL DEFAULT 253402300800,
    due_rule TEXT, due_hours INTEGER NOT NULL DEFAULT 0,
    "kind" TEXT,
    "title" TEXT,
    "requester" TEXT,
    "beneficiary" TEXT,
    "received_at" INTEGER,
    "unit" TEXT,
    "rule" TEXT,
    "rule_place" TEXT,
    "system" TEXT,
    "right" TEXT,
    "reason" TEXT,
    "already_since" INTEGER,
    "complex" TEXT,
    "complex_because" TEXT,
    "decider_role" TEXT,
    "decider" TEXT,
    "risk_owner" TEXT,
    "alternatives" TEXT,
    "measure" TEXT,
    "likelihood_without" TEXT,
    "impact_without" TEXT,
    "likelihood_with" TEXT,
    "impact_with" TEXT,
    "starts_on" INTEGER,
    "until" INTEGER,
    "permanent_because" TEXT,
    "review_on" INTEGER,
    "renewal_of" TEXT,
    "granted_on" INTEGER,
    "granted_by" TEXT,
    "ended_on" INTEGER,
    "removal_proof" TEXT,
    "withdrawn_because" TEXT,
    "revoked_because" TEXT,
    "identity" TEXT,
    "identity_because" TEXT,
    "identity_asked_on" INTEGER,
    "identity_established_on" INTEGER,
    "identity_how" TEXT,
    "extension_told_on" INTEGER,
    "extension_reason" TEXT,
    "advise_by" INTEGER,
    "advised_on" INTEGER,
    "answered_on" INTEGER,
    "handler" TEXT,
    "next_step" TEXT,
    "waiting_for" TEXT,
    "follow_up_on" INTEGER,
    "state" TEXT,
    "level" TEXT,
    "tags" TEXT,
    "links" TEXT) STRICT;
CREATE INDEX approval_by_due ON "approval" (open, due_at, rank, no) WHERE voided_at=0;
CREATE INDEX approval_by_kind ON "approval" (open, lower(substr(ifnull("kind", ''), 1, 39)), rank, no) WHERE voided_at=0;
CREATE INDEX approval_by_requester ON "approval" (open, lower(substr(ifnull("requester", ''), 1, 39)), rank, no) WHERE voided_at=0;
CREATE INDEX approval_by_received_at ON "approval" (open, ifnull("received_at", 9223372036854775807), rank, no) WHERE voided_at=0;
CREATE INDEX approval_by_unit ON "approval" (open, lower(substr(ifnull("unit", ''), 1, 39)), rank, no) WHERE voided_at=0;
CREATE INDEX approval_suggest_unit ON "approval" ("unit" COLLATE NOCASE);
CREATE INDEX approval_by_rule ON "approval" (open, lower(substr(ifnull("rule", ''), 1, 39)), rank, no) WHERE voided_at=0;
CREATE INDEX approval_by_system ON "approval" (open, lower(substr(ifnull("system", ''), 1, 39)), rank, no) WHERE voided_at=0;
CREATE INDEX approval_suggest_system ON "approval" ("system" COLLATE NOCASE);
CREATE INDEX approval_suggest_right ON "approval" ("right" COLLATE NOCASE);
CREATE INDEX approval_by_decider_role ON "approval" (open, lower(substr(ifnull("decider_role", ''), 1, 39)), rank, no) WHERE voided_at=0;
CREATE INDEX approval_by_until ON "approval" (open, ifnull("until", 9223372036854775807), rank, no) WHERE voided_at=0;
CREATE INDEX approval_by_ended_on ON "approval" (open, ifnull("ended_on", 9223372036854775807), rank, no) WHERE voided_at=0;
CREATE INDEX approval_by_handler ON "approval" (open, lower(substr(ifnull("handler", ''), 1, 39)), rank, no) WHERE voided_at=0;
CREATE INDEX approval_by_state ON "approval" (open, lower(substr(ifnull("state", ''), 1, 39)), rank, no) WHERE voided_at=0;

CREATE TABLE "contact" (
    id INTEGER PRIMARY KEY, no INTEGER NOT NULL UNIQUE,
    version INTEGER NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, voided_at INTEGER NOT NULL DEFAULT 0,
    open INTEGER NOT NULL, rank INTEGER NOT NULL, due_at INTEGER NOT NULL DEFAULT 253402300800, warn_at INTEGER NOT NULL DEFAULT 253402300800,
    due_rule TEXT, due_hours INTEGER NOT NULL DEFAULT 0,
    "name" TEXT,
    "roles" TEXT,
    "organisation" TEXT,
    "unit" TEXT,
    "function" TEXT,
    "phone" TEXT,
    "mail" TEXT,
    "deputy" TEXT,
    "left_on" INTEGER,
    "login" TEXT,
    "formal_ideal" TEXT,
    "formal_maximum" TEXT,
    "informal_ideal" TEXT,
    "informal_maximum" TEXT,
    "about" TEXT,
    "state" TEXT,
    "level" TEXT,
    "tags" TEXT,
    "links" TEXT) STRICT;
CREATE INDEX contact_by_due ON "contact" (open, due_at, rank, no) WHERE voided_at=0;
CREATE INDEX contact_by_name ON "contact" (open, lower(substr(ifnull("name", ''), 1, 39)), rank, no) WHERE voided_at=0;
CREATE INDEX contact_by_organisation ON "contact" (open, lower(substr(ifnull("organisation", ''), 1, 39)), rank, no) WHERE voided_at=0;
CREATE INDEX contact_suggest_organisation ON "contact" ("organisation" COLLATE NOCASE);
CREATE INDEX contact_by_unit ON "contact" (open, lower(substr(ifnull("unit", ''), 1, 39)), rank, no) WHERE voided_at=0;
CREATE INDEX contact_suggest_unit ON "contact" ("unit" COLLATE NOCASE);
CREATE INDEX contact_by_state ON "contact" (open, lower(substr(ifnull("state", ''), 1, 39)), rank, no) WHERE voided_at=0;

CREATE TABLE "round" (
    id INTEGER PRIMARY KEY, no INTEGER NOT NULL UNIQUE,
    version INTEGER NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, voided_at INTEGER NOT NULL DEFAULT 0,
    open INTEGER NOT NULL, rank INTEGER NOT NULL, due_at INTEGER NOT NULL DEFAULT 253402300800, warn_at INTEGER NOT NULL DEFAULT 253402300800,
    due_rule TEXT, due_hours INTEGER NOT NULL DEFAULT 0,
    "title" TEXT,
    "formality" TEXT,
    "members" TEXT,
    "cadence" TEXT,
    "standing_questions" TEXT,
    "asks_about" TEXT,
    "minutes_kept" TEXT,
    "chair" TEXT,
    "state" TEXT,
    "level" TEXT,
    "tags" TEXT,
    "links" TEXT) STRICT;
CREATE INDEX round_by_due ON "round" (open, due_at, rank, no) WHERE voided_at=0;
CREATE INDEX round_by_title ON "round" (open, lower(substr(ifnull("title", ''), 1, 39)), rank, no) WHERE voided_at=0;
CREATE INDEX round_by_formality ON "round" (open, lower(substr(ifnull("formality", ''), 1, 39)), rank, no) WHERE voided_at=0;
CREATE INDEX round_by_cadence ON "round" (open, lower(substr(ifnull("cadence", ''), 1, 39)), rank, no) WHERE voided_at=0;
CREATE INDEX round_by_state ON "round" (open, lower(substr(ifnull("state", ''), 1, 39)), rank, no) WHERE voided_at=0;

CREATE TABLE "talk" (
    id INTEGER PRIMARY KEY, no INTEGER NOT NULL UNIQUE,
    version INTEGER NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, voided_at INTEGER NOT NULL DEFAULT 0,
    open INTEGER NOT NULL, rank INTEGER NOT NULL, due_at INTEGER NOT NULL DEFAULT 253402300800, warn_at INTEGER NOT NULL DEFAULT 253402300800,
    due_rule TEXT, due_hours INTEGER NOT NULL DEFAULT 0,
    "topics" TEXT,
    "with" TEXT,
    "round" TEXT,
    "planned_at" INTEGER,
    "held_at" INTEGER,
    "formality" TEXT,
    "channel" TEXT,
    "about" TEXT,
    "text" TEXT,
    "minutes" TEXT,
    "asked_about" TEXT,
    "referred_to" TEXT,
    "cancelled_because" TEXT,
    "state" TEXT,
    "level" TEXT,
    "tags" TEXT,
    "links" TEXT) STRICT;
CREATE INDEX talk_by_due ON "talk" (open, due_at, rank, no) WHERE voided_at=0;
CREATE INDEX talk_by_planned_at ON "talk" (open, ifnull("planned_at", 9223372036854775807), rank, no) WHERE voided_at=0;
CREATE INDEX talk_by_held_at ON "talk" (open, ifnull("held_at", 9223372036854775807), rank, no) WHERE voided_at=0;
CREATE INDEX talk_by_formality ON "talk" (open, lower(substr(ifnull("formality", ''), 1, 39)), rank, no) WHERE voided_at=0;
CREATE INDEX talk_by_state ON "talk" (open, lower(substr(ifnull("state", ''), 1, 39)), rank, no) WHERE voided_at=0;

CREATE TABLE "trigger" (
    id INTEGER PRIMARY KEY, no INTEGER NOT NULL UNIQUE,
    version INTEGER NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, voided_at INTEGER NOT NULL DEFAULT 0,
    open INTEGER NOT NULL, rank INTEGER NOT NULL, due_at INTEGER NOT NULL DEFAULT 253402300800, warn_at INTEGER NOT NULL DEFAULT 253402300800,
    due_rule TEXT, due_hours INTEGER NOT NULL DEFAULT 0,
    "kind" TEXT,
    "title" TEXT,
    "heard_on" INTEGER,
    "heard_from" TEXT,
    "how" TEXT,
    "decision_on" INTEGER,
    "decided_on" INTEGER,
    "start_on" INTEGER,
    "party" TEXT,
    "unit" TEXT,
    "system" TEXT,
    "value_class" TEXT,
    "critical" TEXT,
    "personal_data" TEXT,
    "sponsor" TEXT,
    "needs" TEXT,
    "description" TEXT,
    "given_on" INTEGER,
    "outcome" TEXT,
    "decided_how" TEXT,
    "followed_up" TEXT,
    "handler" TEXT,
    "next_step" TEXT,
    "waiting_for" TEXT,
    "follow_up_on" INTEGER,
    "state" TEXT,
    "level" TEXT,
    "tags" TEXT,
    "links" TEXT) STRICT;
CREATE INDEX trigger_by_due ON "trigger" (open, due_at, rank, no) WHERE voided_at=0;
CREATE INDEX trigger_by_kind ON "trigger" (open, lower(substr(ifnull("kind", ''), 1, 39)), rank, no) WHERE voided_at=0;
CREATE INDEX trigger_by_heard_on ON "trigger" (open, ifnull("heard_on", 9223372036854775807), rank, no) WHERE voided_at=0;
CREATE INDEX trigger_by_decision_on ON "trigger" (open, ifnull("decision_on", 9223372036854775807), rank, no) WHERE voided_at=0;
CREATE INDEX trigger_by_decided_on ON "trigger" (open, ifnull("decided_on", 9223372036854775807), rank, no) WHERE voided_at=0;
CREATE INDEX trigger_by_unit ON "trigger" (open, lower(substr(ifnull("unit", ''), 1, 39)), rank, no) WHERE voided_at=0;
CREATE INDEX trigger_suggest_unit ON "trigger" ("unit" COLLATE NOCASE);
CREATE INDEX trigger_suggest_system ON "trigger" ("system" COLLATE NOCASE);
CREATE INDEX trigger_by_value_class ON "trigger" (open, lower(substr(ifnull("value_class", ''), 1, 39)), rank, no) WHERE voided_at=0;
CREATE INDEX trigger_by_handler ON "trigger" (open, lower(substr(ifnull("handler", ''), 1, 39)), rank, no) WHERE voided_at=0;
CREATE INDEX trigger_by_state ON "trigger" (open, lower(substr(ifnull("state", ''), 1, 39)), rank, no) WHERE voided_at=0;

CREATE TABLE "advice" (
    id INTEGER PRIMARY KEY, no INTEGER NOT NULL UNIQUE,
    version INTEGER NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, voided_at INTEGER NOT NULL DEFAULT 0,
    open INTEGER NOT NULL, rank INTEGER NOT NULL, due_at INTEGER NOT NULL DEFAULT 253402300800, warn_at INTEGER NOT NULL DEFAULT 253402300800,
    due_rule TEXT, due_hours INTEGER NOT NULL DEFAULT 0,
    "title" TEXT,
    "weight" TEXT,
    "asked" INTEGER,
    "domain" TEXT,
    "direction" TEXT,
    "addressee" TEXT,
    "about" TEXT,
    "anchors" TEXT,
    "text" TEXT,
    "options" TEXT,
    "risk_if_not" TEXT,
    "likelihood" TEXT,
    "impact" TEXT,
    "theme" TEXT,
    "repeats" TEXT,
    "given_on" INTEGER,
    "given_in" TEXT,
    "place_of_record" TEXT,
    "answer_due" INTEGER,
    "answer" TEXT,
    "answered_by" TEXT,
    "answered_on" INTEGER,
    "answer_reason" TEXT,
    "risk_told_to" TEXT,
    "risk_told_on" INTEGER,
    "carried_by" TEXT,
    "answer_place" TEXT,
    "carried_out" TEXT,
    "checked_on" INTEGER,
    "review_on" INTEGER,
    "withdrawn_because" TEXT,
    "handler" TEXT,
    "next_step" TEXT,
    "waiting_for" TEXT,
    "follow_up_on" INTEGER,
    "state" TEXT,
    "level" TEXT,
    "tags" TEXT,
    "links" TEXT) STRICT;
CREATE INDEX advice_by_due ON "advice" (open, due_at, rank, no) WHERE voided_at=0;
CREATE INDEX advice_by_weight ON "advice" (open, lower(substr(ifnull("weight", ''), 1, 39)), rank, no) WHERE voided_at=0;
CREATE INDEX advice_by_addressee ON "advice" (open, lower(substr(ifnull("addressee", ''), 1, 39)), rank, no) WHERE voided_at=0;
CREATE INDEX advice_by_theme ON "advice" (open, lower(substr(ifnull("theme", ''), 1, 39)), rank, no) WHERE voided_at=0;
CREATE INDEX advice_suggest_theme ON "advice" ("theme" COLLATE NOCASE);
CREATE INDEX advice_by_given_on ON "advice" (open, ifnull("given_on", 9223372036854775807), rank, no) WHERE voided_at=0;
CREATE INDEX advice_by_answer_due ON "advice" (open, ifnull("answer_due", 9223372036854775807), rank, no) WHERE voided_at=0;
CREATE INDEX advice_by_answer ON "advice" (open, lower(substr(ifnull("answer", ''), 1, 39)), rank, no) WHERE voided_at=0;
CREATE INDEX advice_by_handler ON "advice" (open, lower(substr(ifnull("handler", ''), 1, 39)), rank, no) WHERE voided_at=0;
CREATE INDEX advice_by_state ON "advice" (open, lower(substr(ifnull("state", ''), 1, 39)), rank, no) WHERE voided_at=0;

CREATE TABLE "instruction" (
    id INTEGER PRIMARY KEY, no INTEGER NOT NULL UNIQUE,
    version INTEGER NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, voided_at INTEGER NOT NULL DEFAULT 0,
    open INTEGER NOT NULL, rank INTEGER NOT NULL, due_at INTEGER NOT NULL DEFAULT 253402300800, warn_at INTEGER NOT NULL DEFAULT 253402300800,
    due_rule TEXT, due_hours INTEGER NOT NULL DEFAULT 0,
    "kind" TEXT,
    "to" TEXT,
    "rule" TEXT,
    "rule_place" TEXT,
    "observed" TEXT,
    "asked" TEXT,
    "unit" TEXT,
    "about" TEXT,
    "given_on" INTEGER,
    "due_on" INTEGER,
    "acknowledged" INTEGER,
    "followed" TEXT,
    "followed_on" INTEGER,
    "earlier_talk" TEXT,
    "dialogue_failed" TEXT,
    "holder_told_on" INTEGER,
    "ended_because" TEXT,
    "handler" TEXT,
    "next_step" TEXT,
    "waiting_for" TEXT,
    "follow_up_on" INTEGER,
    "state" TEXT,
    "level" TEXT,
    "tags" TEXT,
    "links" TEXT) STRICT;
CREATE INDEX instruction_by_due ON "instruction" (open, due_at, rank, no) WHERE voided_at=0;
CREATE INDEX instruction_by_kind ON "instruction" (open, lower(substr(ifnull("kind", ''), 1, 39)), rank, no) WHERE voided_at=0;
CREATE INDEX instruction_by_to ON "instruction" (open, lower(substr(ifnull("to", ''), 1, 39)), rank, no) WHERE voided_at=0;
CREATE INDEX instruction_by_unit ON "instruction" (open, lower(substr(ifnull("unit", ''), 1, 39)), rank, no) WHERE voided_at=0;
CREATE INDEX instruction_suggest_unit ON "instruction" ("unit" COLLATE NOCASE);
CREATE INDEX instruction_by_given_on ON "instruction" (open, ifnull("given_on", 9223372036854775807), rank, no) WHERE voided_at=0;
CREATE INDEX instruction_by_due_on ON "instruction" (open, ifnull("due_on", 9223372036854775807), rank, no) WHERE voided_at=0;
CREATE INDEX instruction_by_handler ON "instruction" (open, lower(substr(ifnull("handler", ''), 1, 39)), rank, no) WHERE voided_at=0;
CREATE INDEX instruction_by_state ON "instruction" (open, lower(substr(ifnull("state", ''), 1, 39)), rank, no) WHERE voided_at=0;

CREATE TABLE "development" (
    id INTEGER PRIMARY KEY, no INTEGER NOT NULL UNIQUE,
    version INTEGER NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, voided_at INTEGER NOT NULL DEFAULT 0,
    open INTEGER NOT NULL, rank INTEGER NOT NULL, due_at INTEGER NOT NULL DEFAULT 253402300800, warn_at INTEGER NOT NULL DEFAULT 253402300800,
    due_rule TEXT, due_hours INTEGER NOT NULL DEFAULT 0,
    "title" TEXT,
    "source" TEXT,
    "reference" TEXT,
    "kind" TEXT,
    "seen_on" INTEGER,
    "effective_on" INTEGER,
    "description" TEXT,
    "verdict" TEXT,
    "verdict_because" TEXT,
    "unknown_until" INTEGER,
    "judged_on" INTEGER,
    "consequence" TEXT,
    "told_to" TEXT,
    "handler" TEXT,
    "next_step" TEXT,
    "waiting_for" TEXT,
    "follow_up_on" INTEGER,
    "state" TEXT,
    "level" TEXT,
    "tags" TEXT,
    "links" TEXT) STRICT;
CREATE INDEX development_by_due ON "development" (open, due_at, rank, no) WHERE voided_at=0;
CREATE INDEX development_suggest_source ON "development" ("source" COLLATE NOCASE);
CREATE INDEX development_by_kind ON "development" (open, lower(substr(ifnull("kind", ''), 1, 39)), rank, no) WHERE voided_at=0;
CREATE INDEX development_by_seen_on ON "development" (open, ifnull("seen_on", 9223372036854775807), rank, no) WHERE voided_at=0;
CREATE INDEX development_by_effective_on ON "development" (open, ifnull("effective_on", 9223372036854775807), rank, no) WHERE voided_at=0;
CREATE INDEX development_by_verdict ON "development" (open, lower(substr(ifnull("verdict", ''), 1, 39)), rank, no) WHERE voided_at=0;
CREATE INDEX development_by_handler ON "development" (open, lower(substr(ifnull("handler", ''), 1, 39)), rank, no) WHERE voided_at=0;
CREATE INDEX development_by_state ON "development" (open, lower(substr(ifnull("state", ''), 1, 39)), rank, no) WHERE voided_at=0;

CREATE TABLE "action" (
    id INTEGER PRIMARY KEY, no INTEGER NOT NULL UNIQUE,
    version INTEGER NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, voided_at INTEGER NOT NULL DEFAULT 0,
    open INTEGER NOT NULL, rank INTEGER NOT NULL, due_at INTEGER NOT NULL DEFAULT 253402300800, warn_at INTEGER NOT NULL DEFAULT 253402300800,
    due_rule TEXT, due_hours INTEGER NOT NULL DEFAULT 0,
    "title" TEXT,
    "kind" TEXT,
    "origin" TEXT,
    "owner" TEXT,
    "promised_to" TEXT,
    "due_on" INTEGER,
    "priority" TEXT,
    "unit" TEXT,
    "text" TEXT,
    "done_on" INTEGER,
    "proof" TEXT,
    "effect_check_on" INTEGER,
    "effective" TEXT,
    "effect_judged_by" TEXT,
    "effect_judged_on" INTEGER,
    "effect_note" TEXT,
    "dropped_because" TEXT,
    "handler" TEXT,
    "next_step" TEXT,
    "waiting_for" TEXT,
    "follow_up_on" INTEGER,
    "state" TEXT,
    "level" TEXT,
    "tags" TEXT,
    "links" TEXT) STRICT;
CREATE INDEX action_by_due ON "action" (open, due_at, rank, no) WHERE voided_at=0;
CREATE INDEX action_by_kind ON "action" (open, lower(substr(ifnull("kind", ''), 1, 39)), rank, no) WHERE voided_at=0;
CREATE INDEX action_by_origin ON "action" (open, lower(substr(ifnull("origin", ''), 1, 39)), rank, no) WHERE voided_at=0;
CREATE INDEX action_by_owner ON "action" (open, lower(substr(ifnull("owner", ''), 1, 39)), rank, no) WHERE voided_at=0;
CREATE INDEX action_by_due_on ON "action" (open, ifnull("due_on", 9223372036854775807), rank, no) WHERE voided_at=0;
CREATE INDEX action_by_priority ON "action" (open, lower(substr(ifnull("priority", ''), 1, 39)), rank, no) WHERE voided_at=0;
CREATE INDEX action_by_unit ON "action" (open, lower(substr(ifnull("unit", ''), 1, 39)), rank, no) WHERE voided_at=0;
CREATE INDEX action_suggest_unit ON "action" ("unit" COLLATE NOCASE);
CREATE INDEX action_by_done_on ON "action" (open, ifnull("done_on", 9223372036854775807), rank, no) WHERE voided_at=0;
CREATE INDEX action_by_effect_check_on ON "action" (open, ifnull("effect_check_on", 9223372036854775807), rank, no) WHERE voided_at=0;
CREATE INDEX action_by_handler ON "action" (open, lower(substr(ifnull("handler", ''), 1, 39)), rank, no) WHERE voided_at=0;
CREATE INDEX action_by_state ON "action" (open, lower(substr(ifnull("state", ''), 1, 39)), rank, no) WHERE voided_at=0;

CREATE TABLE "anchor" (
    id INTEGER PRIMARY KEY, no INTEGER NOT NULL UNIQUE,
    version INTEGER NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, voided_at INTEGER NOT NULL DEFAULT 0,
    open INTEGER NOT NULL, rank INTEGER NOT NULL, due_at INTEGER NOT NULL DEFAULT 253402300800, warn_at INTEGER NOT NULL DEFAULT 253402300800,
    due_rule TEXT, due_hours INTEGER NOT NULL DEFAULT 0,
    "kind" TEXT,
    "reference" TEXT,
    "title" TEXT,
    "owner" TEXT,
    "adopted_by" TEXT,
    "place" TEXT,
    "in_force_from" INTEGER,
    "in_force_until" INTEGER,
    "review_on" INTEGER,
    "text" TEXT,
    "state" TEXT,
    "level" TEXT,
    "tags" TEXT,
    "links" TEXT) STRICT;
CREATE INDEX anchor_by_due ON "anchor" (open, due_at, rank, no) WHERE voided_at=0;
CREATE INDEX anchor_by_kind ON "anchor" (open, lower(substr(ifnull("kind", ''), 1, 39)), rank, no) WHERE voided_at=0;
CREATE INDEX anchor_by_reference ON "anchor" (open, lower(substr(ifnull("reference", ''), 1, 39)), rank, no) WHERE voided_at=0;
CREATE INDEX anchor_by_in_force_from ON "anchor" (open, ifnull("in_force_from", 9223372036854775807), rank, no) WHERE voided_at=0;
CREATE INDEX anchor_by_review_on ON "anchor" (open, ifnull("review_on", 9223372036854775807), rank, no) WHERE voided_at=0;
CREATE INDEX anchor_by_state ON "anchor" (open, lower(substr(ifnull("state", ''), 1, 39)), rank, no) WHERE voided_at=0;

CREATE TABLE "duty" (
    id INTEGER PRIMARY KEY, no INTEGER NOT NULL UNIQUE,
    version INTEGER NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, voided_at INTEGER NOT NULL DEFAULT 0,
    open INTEGER NOT NULL, rank INTEGER NOT NULL, due_at INTEGER NOT NULL DEFAULT 253402300800, warn_at INTEGER NOT NULL DEFAULT 253402300800,
    due_rule TEXT, due_hours INTEGER NOT NULL DEFAULT 0,
    "title" TEXT,
    "owner" TEXT,
    "anchor" TEXT,
    "isms_part" TEXT,
    "phase" TEXT,
    "every" TEXT,
    "next_on" INTEGER,
    "lead" TEXT,
    "text" TEXT,
    "state" TEXT,
    "level" TEXT,
    "tags" TEXT,
    "links" TEXT) STRICT;
CREATE INDEX duty_by_due ON "duty" (open, due_at, rank, no) WHERE voided_at=0;
CREATE INDEX duty_by_title ON "duty" (open, lower(substr(ifnull("title", ''), 1, 39)), rank, no) WHERE voided_at=0;
CREATE INDEX duty_by_owner ON "duty" (open, lower(substr(ifnull("owner", ''), 1, 39)), rank, no) WHERE voided_at=0;
CREATE INDEX duty_by_isms_part ON "duty" (open, lower(substr(ifnull("isms_part", ''), 1, 39)), rank, no) WHERE voided_at=0;
CREATE INDEX duty_by_phase ON "duty" (open, lower(substr(ifnull("phase", ''), 1, 39)), rank, no) WHERE voided_at=0;
CREATE INDEX duty_by_next_on ON "duty" (open, ifnull("next_on", 9223372036854775807), rank, no) WHERE voided_at=0;
CREATE INDEX duty_by_state ON "duty" (open, lower(substr(ifnull("state", ''), 1, 39)), rank, no) WHERE voided_at=0;

CREATE TABLE "message" (
    id INTEGER PRIMARY KEY, no INTEGER NOT NULL UNIQUE,
    version INTEGER NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, voided_at INTEGER NOT NULL DEFAULT 0,
    open INTEGER NOT NULL, rank INTEGER NOT NULL, due_at INTEGER NOT NULL DEFAULT 253402300800, warn_at INTEGER NOT NULL DEFAULT 253402300800,
    due_rule TEXT, due_hours INTEGER NOT NULL DEFAULT 0,
    "kind" TEXT,
    "title" TEXT,
    "audience" TEXT,
    "unit" TEXT,
    "on" INTEGER,
    "channel" TEXT,
    "anchors" TEXT,
    "about" TEXT,
    "invited" INTEGER,
    "reach" INTEGER,
    "result" TEXT,
    "text" TEXT,
    "state" TEXT,
    "level" TEXT,
    "tags" TEXT,
    "links" TEXT) STRICT;
CREATE INDEX message_by_due ON "message" (open, due_at, rank, no) WHERE voided_at=0;
CREATE INDEX message_by_kind ON "message" (open, lower(substr(ifnull("kind", ''), 1, 39)), rank, no) WHERE voided_at=0;
CREATE INDEX message_suggest_audience ON "message" ("audience" COLLATE NOCASE);
CREATE INDEX message_by_unit ON "message" (open, lower(substr(ifnull("unit", ''), 1, 39)), rank, no) WHERE voided_at=0;
CREATE INDEX message_suggest_unit ON "message" ("unit" COLLATE NOCASE);
CREATE INDEX message_by_on ON "message" (open, ifnull("on", 9223372036854775807), rank, no) WHERE voided_at=0;
CREATE INDEX message_by_reach ON "message" (open, ifnull("reach", 9223372036854775807), rank, no) WHERE voided_at=0;
CREATE INDEX message_by_state ON "message" (open, lower(substr(ifnull("state", ''), 1, 39)), rank, no) WHERE voided_at=0;

CREATE TABLE "competence" (
    id INTEGER PRIMARY KEY, no INTEGER NOT NULL UNIQUE,
    version INTEGER NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, voided_at INTEGER NOT NULL DEFAULT 0,
    open INTEGER NOT NULL, rank INTEGER NOT NULL, due_at INTEGER NOT NULL DEFAULT 253402300800, warn_at INTEGER NOT NULL DEFAULT 253402300800,
    due_rule TEXT, due_hours INTEGER NOT NULL DEFAULT 0,
    "kind" TEXT,
    "title" TEXT,
    "issuer" TEXT,
    "demands" TEXT,
    "proof" TEXT,
    "obtained" INTEGER,
    "valid_until" INTEGER,
    "points_needed" INTEGER,
    "points_earned" INTEGER,
    "met" TEXT,
    "gap" TEXT,
    "review_on" INTEGER,
    "lesson" TEXT,
    "text" TEXT,
    "state" TEXT,
    "level" TEXT,
    "tags" TEXT,
    "links" TEXT) STRICT;
CREATE INDEX competence_by_due ON "competence" (open, due_at, rank, no) WHERE voided_at=0;
CREATE INDEX competence_by_kind ON "competence" (open, lower(substr(ifnull("kind", ''), 1, 39)), rank, no) WHERE voided_at=0;
CREATE INDEX competence_by_title ON "competence" (open, lower(substr(ifnull("title", ''), 1, 39)), rank, no) WHERE voided_at=0;
CREATE INDEX competence_suggest_issuer ON "competence" ("issuer" COLLATE NOCASE);
CREATE INDEX competence_by_obtained ON "competence" (open, ifnull("obtained", 9223372036854775807), rank, no) WHERE voided_at=0;
CREATE INDEX competence_by_valid_until ON "competence" (open, ifnull("valid_until", 9223372036854775807), rank, no) WHERE voided_at=0;
CREATE INDEX competence_by_state ON "competence" (open, lower(substr(ifnull("state", ''), 1, 39)), rank, no) WHERE voided_at=0;

CREATE TABLE "kind" (
    id INTEGER PRIMARY KEY, no INTEGER NOT NULL UNIQUE,
    version INTEGER NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, voided_at INTEGER NOT NULL DEFAULT 0,
    open INTEGER NOT NULL, rank INTEGER NOT NULL, due_at INTEGER NOT NULL DEFAULT 253402300800, warn_at INTEGER NOT NULL DEFAULT 253402300800,
    due_rule TEXT, due_hours INTEGER NOT NULL DEFAULT 0,
    "label" TEXT,
    "needs" TEXT,
    "lead_days" INTEGER,
    "large_from" TEXT,
    "large_text" TEXT,
    "usual_source" TEXT,
    "state" TEXT,
    "level" TEXT,
    "tags" TEXT,
    "links" TEXT) STRICT;
CREATE INDEX kind_by_due ON "kind" (open, due_at, rank, no) WHERE voided_at=0;
CREATE INDEX kind_by_label ON "kind" (open, lower(substr(ifnull("label", ''), 1, 39)), rank, no) WHERE voided_at=0;
CREATE INDEX kind_by_lead_days ON "kind" (open, ifnull("lead_days", 9223372036854775807), rank, no) WHERE voided_at=0;
CREATE INDEX kind_by_state ON "kind" (open, lower(substr(ifnull("state", ''), 1, 39)), rank, no) WHERE voided_at=0;

CREATE TABLE "organisation" (
    id INTEGER PRIMARY KEY, no INTEGER NOT NULL UNIQUE,
    version INTEGER NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, voided_at INTEGER NOT NULL DEFAULT 0,
    open INTEGER NOT NULL, rank INTEGER NOT NULL, due_at INTEGER NOT NULL DEFAULT 253402300800, warn_at INTEGER NOT NULL DEFAULT 253402300800,
    due_rule TEXT, due_hours INTEGER NOT NULL DEFAULT 0,
    "name" TEXT,
    "designation" TEXT,
    "officer" TEXT,
    "board_name" TEXT,
    "next_board_on" INTEGER,
    "public_body" INTEGER,
    "whistleblower_desk" INTEGER,
    "preset" TEXT,
    "regimes" TEXT,
    "eu_good_friday" INTEGER,
    "reports_to" TEXT,
    "line" TEXT,
    "charter" TEXT,
    "charter_dated" INTEGER,
    "officer_is_dpo" INTEGER,
    "officer_is_ict_manager" INTEGER,
    "stand_in" TEXT,
    "stand_in_line" TEXT,
    "responsibility_1" TEXT,
    "responsibility_2" TEXT,
    "responsibility_3" TEXT,
    "responsibility_4" TEXT,
    "responsibility_5" TEXT,
    "responsibility_6" TEXT,
    "authority_1" TEXT,
    "authority_2" TEXT,
    "authority_3" TEXT,
    "authority_4" TEXT,
    "adopted_by" TEXT,
    "adopted_on" INTEGER,
    "desk_phone" TEXT,
    "desk_mail" TEXT,
    "desk_hours" TEXT,
    "urgent_route" TEXT,
    "desk_stand_in" TEXT,
    "published_at" TEXT,
    "card_checked_on" INTEGER,
    "card_check_next" INTEGER,
    "assignment_from" INTEGER,
    "assignment_until" INTEGER,
    "nda_signed_on" INTEGER,
    "nda_kept" TEXT,
    "state" TEXT,
    "level" TEXT,
    "tags" TEXT,
    "links" TEXT) STRICT;
CREATE INDEX organisation_by_due ON "organisation" (open, due_at, rank, no) WHERE voided_at=0;
CREATE INDEX organisation_by_name ON "organisation" (open, lower(substr(ifnull("name", ''), 1, 39)), rank, no) WHERE voided_at=0;
CREATE INDEX organisation_by_state ON "organisation" (open, lower(substr(ifnull("state", ''), 1, 39)), rank, no) WHERE voided_at=0;

CREATE TABLE "reporter" (
    id INTEGER PRIMARY KEY, reg INTEGER NOT NULL, no INTEGER NOT NULL, n INTEGER NOT NULL,
    version INTEGER NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, voided_at INTEGER NOT NULL DEFAULT 0,
    "who" TEXT,
    "anonymous" INTEGER,
    "role" TEXT,
    "shielded" INTEGER,
    "call_back_at" INTEGER,
    "called_back_at" INTEGER,
    "acknowledged_on" INTEGER,
    "promised" TEXT,
    "promised_on" INTEGER,
    "answered_on" INTEGER,
    "answered_how" TEXT,
    "no_answer_because" TEXT,
    UNIQUE (reg, no, n)) STRICT;

CREATE TABLE "judgement" (
    id INTEGER PRIMARY KEY, reg INTEGER NOT NULL, no INTEGER NOT NULL, n INTEGER NOT NULL,
    version INTEGER NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, voided_at INTEGER NOT NULL DEFAULT 0,
    "regime" TEXT,
    "applies" TEXT,
    "known_since" INTEGER,
    "estimated" INTEGER,
    "judged_by" TEXT,
    "judged_on" INTEGER,
    "heard" TEXT,
    "reason" TEXT,
    UNIQUE (reg, no, n)) STRICT;
CREATE INDEX judgement_suggest_regime ON "judgement" ("regime" COLLATE NOCASE);

CREATE TABLE "notice" (
    id INTEGER PRIMARY KEY, reg INTEGER NOT NULL, no INTEGER NOT NULL, n INTEGER NOT NULL,
    version INTEGER NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, voided_at INTEGER NOT NULL DEFAULT 0,
    "regime" TEXT,
    "sent_to" TEXT,
    "step" TEXT,
    "sent_at" INTEGER,
    "sent_by" TEXT,
    "number" TEXT,
    "late_because" TEXT,
    UNIQUE (reg, no, n)) STRICT;
CREATE INDEX notice_suggest_regime ON "notice" ("regime" COLLATE NOCASE);

CREATE TABLE "consult" (
    id INTEGER PRIMARY KEY, reg INTEGER NOT NULL, no INTEGER NOT NULL, n INTEGER NOT NULL,
    version INTEGER NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, voided_at INTEGER NOT NULL DEFAULT 0,
    "who" TEXT,
    "role" TEXT,
    "asked_on" INTEGER,
    "answer_due" INTEGER,
    "answered_on" INTEGER,
    "view" TEXT,
    "text" TEXT,
    "followed" TEXT,
    "not_followed_because" TEXT,
    UNIQUE (reg, no, n)) STRICT;

CREATE TABLE "condition" (
    id INTEGER PRIMARY KEY, reg INTEGER NOT NULL, no INTEGER NOT NULL, n INTEGER NOT NULL,
    version INTEGER NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, voided_at INTEGER NOT NULL DEFAULT 0,
    "kind" TEXT,
    "text" TEXT,
    "check_by" INTEGER,
    "checked_on" INTEGER,
    "checked_by" TEXT,
    "result" TEXT,
    UNIQUE (reg, no, n)) STRICT;

CREATE TABLE "decision" (
    id INTEGER PRIMARY KEY, reg INTEGER NOT NULL, no INTEGER NOT NULL, n INTEGER NOT NULL,
    version INTEGER NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, voided_at INTEGER NOT NULL DEFAULT 0,
    "decided_on" INTEGER,
    "decided_by" TEXT,
    "on_behalf_of" TEXT,
    "outcome" TEXT,
    "motivation" TEXT,
    "until" INTEGER,
    "place_of_record" TEXT,
    UNIQUE (reg, no, n)) STRICT;

CREATE TABLE "warns_of" (
    id INTEGER PRIMARY KEY, reg INTEGER NOT NULL, no INTEGER NOT NULL, n INTEGER NOT NULL,
    version INTEGER NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, voided_at INTEGER NOT NULL DEFAULT 0,
    "kind" TEXT,
    "told_on" INTEGER,
    "told_how" TEXT,
    "confirmed_on" INTEGER,
    UNIQUE (reg, no, n)) STRICT;

CREATE TABLE "check" (
    id INTEGER PRIMARY KEY, reg INTEGER NOT NULL, no INTEGER NOT NULL, n INTEGER NOT NULL,
    version INTEGER NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, voided_at INTEGER NOT NULL DEFAULT 0,
    "item" TEXT,
    "moment" TEXT,
    "due_on" INTEGER,
    "result" TEXT,
    "checked_on" INTEGER,
    "note" TEXT,
    UNIQUE (reg, no, n)) STRICT;

CREATE TABLE "postponement" (
    id INTEGER PRIMARY KEY, reg INTEGER NOT NULL, no INTEGER NOT NULL, n INTEGER NOT NULL,
    version INTEGER NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, voided_at INTEGER NOT NULL DEFAULT 0,
    "from_due" INTEGER,
    "to_due" INTEGER,
    "reason" TEXT,
    "moved_on" INTEGER,
    "moved_by" TEXT,
    UNIQUE (reg, no, n)) STRICT;

CREATE TABLE "done" (
    id INTEGER PRIMARY KEY, reg INTEGER NOT NULL, no INTEGER NOT NULL, n INTEGER NOT NULL,
    version INTEGER NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, voided_at INTEGER NOT NULL DEFAULT 0,
    "done_on" INTEGER,
    "done_by" TEXT,
    "result" TEXT,
    "findings" INTEGER,
    "proof" TEXT,
    "text" TEXT,
    UNIQUE (reg, no, n)) STRICT;

CREATE TABLE "remark" (
    id INTEGER PRIMARY KEY, reg INTEGER NOT NULL, no INTEGER NOT NULL, n INTEGER NOT NULL,
    version INTEGER NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, voided_at INTEGER NOT NULL DEFAULT 0,
    "kind" TEXT,
    "text" TEXT,
    UNIQUE (reg, no, n)) STRICT;

