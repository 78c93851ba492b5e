-- The tables of items whose form is new in version 2, as that version made them. What a later version adds is no
-- business of this file.

CREATE TABLE programme (
    id TEXT NOT NULL,
    ref TEXT NOT NULL,
    removed INTEGER NOT NULL,
    programme TEXT,
    title TEXT NOT NULL,
    confidence TEXT,
    confidence_reason TEXT,
    milestone_rule TEXT,
    CONSTRAINT pk_programme PRIMARY KEY (id),
    CONSTRAINT ck_programme_ref CHECK (length(ref) BETWEEN 1 AND 10000),
    CONSTRAINT ck_programme_removed CHECK (removed IN (FALSE, TRUE)),
    CONSTRAINT ck_programme_title CHECK (length(title) BETWEEN 1 AND 10000),
    CONSTRAINT ck_programme_confidence CHECK (confidence IN ('G', 'AG', 'A', 'AR', 'R')),
    CONSTRAINT ck_programme_confidence_reason CHECK (length(confidence_reason) BETWEEN 0 AND 10000),
    CONSTRAINT ck_programme_milestone_rule CHECK (milestone_rule IN ('forecast', 'week ahead', 'week of grace', 'late is amber', 'late is red')),
    CONSTRAINT fk_programme_programme FOREIGN KEY(programme) REFERENCES programme (id)
) STRICT;

CREATE UNIQUE INDEX uq_programme_living_ref ON programme (ref) WHERE removed = 0;

CREATE TABLE dayoff (
    id TEXT NOT NULL,
    ref TEXT NOT NULL,
    removed INTEGER NOT NULL,
    programme TEXT,
    title TEXT NOT NULL,
    day TEXT NOT NULL,
    nation TEXT,
    CONSTRAINT pk_dayoff PRIMARY KEY (id),
    CONSTRAINT ck_dayoff_ref CHECK (length(ref) BETWEEN 1 AND 10000),
    CONSTRAINT ck_dayoff_removed CHECK (removed IN (FALSE, TRUE)),
    CONSTRAINT ck_dayoff_title CHECK (length(title) BETWEEN 1 AND 10000),
    CONSTRAINT ck_dayoff_day CHECK (length(day) = 10),
    CONSTRAINT ck_dayoff_nation CHECK (nation IN ('England and Wales', 'Scotland', 'Northern Ireland')),
    CONSTRAINT fk_dayoff_programme FOREIGN KEY(programme) REFERENCES programme (id)
) STRICT;

CREATE UNIQUE INDEX uq_dayoff_living_ref ON dayoff (ref) WHERE removed = 0;

CREATE TABLE spend (
    id TEXT NOT NULL,
    ref TEXT NOT NULL,
    removed INTEGER NOT NULL,
    programme TEXT,
    title TEXT NOT NULL,
    amount INTEGER,
    stage TEXT NOT NULL,
    dated TEXT,
    payee TEXT,
    CONSTRAINT pk_spend PRIMARY KEY (id),
    CONSTRAINT ck_spend_ref CHECK (length(ref) BETWEEN 1 AND 10000),
    CONSTRAINT ck_spend_removed CHECK (removed IN (FALSE, TRUE)),
    CONSTRAINT ck_spend_title CHECK (length(title) BETWEEN 1 AND 10000),
    CONSTRAINT ck_spend_amount CHECK (amount >= 0),
    CONSTRAINT ck_spend_stage CHECK (stage IN ('committed', 'paid')),
    CONSTRAINT ck_spend_dated CHECK (length(dated) IN (4, 7, 10)),
    CONSTRAINT ck_spend_payee CHECK (length(payee) BETWEEN 0 AND 10000),
    CONSTRAINT fk_spend_programme FOREIGN KEY(programme) REFERENCES programme (id)
) STRICT;

CREATE UNIQUE INDEX uq_spend_living_ref ON spend (ref) WHERE removed = 0;

CREATE TABLE risk (
    id TEXT NOT NULL,
    ref TEXT NOT NULL,
    removed INTEGER NOT NULL,
    programme TEXT,
    description TEXT NOT NULL,
    cause TEXT,
    event TEXT,
    effect TEXT,
    mitigation TEXT,
    response TEXT,
    category TEXT,
    probability INTEGER,
    impact INTEGER,
    rag_recorded TEXT,
    rag_reason TEXT,
    inherent_probability INTEGER,
    inherent_impact INTEGER,
    target_probability INTEGER,
    target_impact INTEGER,
    owner TEXT,
    actionee TEXT,
    proximity TEXT,
    review_on TEXT,
    raised_on TEXT,
    status TEXT NOT NULL,
    CONSTRAINT pk_risk PRIMARY KEY (id),
    CONSTRAINT ck_risk_ref CHECK (length(ref) BETWEEN 1 AND 10000),
    CONSTRAINT ck_risk_removed CHECK (removed IN (FALSE, TRUE)),
    CONSTRAINT ck_risk_description CHECK (length(description) BETWEEN 1 AND 10000),
    CONSTRAINT ck_risk_cause CHECK (length(cause) BETWEEN 0 AND 10000),
    CONSTRAINT ck_risk_event CHECK (length(event) BETWEEN 0 AND 10000),
    CONSTRAINT ck_risk_effect CHECK (length(effect) BETWEEN 0 AND 10000),
    CONSTRAINT ck_risk_mitigation CHECK (length(mitigation) BETWEEN 0 AND 10000),
    CONSTRAINT ck_risk_response CHECK (response IN ('treat', 'tolerate', 'transfer', 'terminate')),
    CONSTRAINT ck_risk_category CHECK (length(category) BETWEEN 0 AND 10000),
    CONSTRAINT ck_risk_probability CHECK (probability BETWEEN 1 AND 4),
    CONSTRAINT ck_risk_impact CHECK (impact BETWEEN 1 AND 4),
    CONSTRAINT ck_risk_rag_recorded CHECK (rag_recorded IN ('G', 'A', 'R')),
    CONSTRAINT ck_risk_rag_reason CHECK (length(rag_reason) BETWEEN 0 AND 10000),
    CONSTRAINT ck_risk_inherent_probability CHECK (inherent_probability BETWEEN 1 AND 4),
    CONSTRAINT ck_risk_inherent_impact CHECK (inherent_impact BETWEEN 1 AND 4),
    CONSTRAINT ck_risk_target_probability CHECK (target_probability BETWEEN 1 AND 4),
    CONSTRAINT ck_risk_target_impact CHECK (target_impact BETWEEN 1 AND 4),
    CONSTRAINT ck_risk_owner CHECK (length(owner) BETWEEN 0 AND 10000),
    CONSTRAINT ck_risk_actionee CHECK (length(actionee) BETWEEN 0 AND 10000),
    CONSTRAINT ck_risk_proximity CHECK (proximity IN ('imminent', 'within stage', 'within project', 'beyond project')),
    CONSTRAINT ck_risk_review_on CHECK (length(review_on) IN (4, 7, 10)),
    CONSTRAINT ck_risk_raised_on CHECK (length(raised_on) IN (4, 7, 10)),
    CONSTRAINT ck_risk_status CHECK (status IN ('open', 'closed', 'occurred')),
    CONSTRAINT fk_risk_programme FOREIGN KEY(programme) REFERENCES programme (id)
) STRICT;

CREATE UNIQUE INDEX uq_risk_living_ref ON risk (ref) WHERE removed = 0;

CREATE TABLE issue (
    id TEXT NOT NULL,
    ref TEXT NOT NULL,
    removed INTEGER NOT NULL,
    programme TEXT,
    description TEXT NOT NULL,
    risk TEXT,
    impact TEXT,
    response TEXT,
    owner TEXT,
    raised_on TEXT,
    due TEXT,
    status TEXT NOT NULL,
    CONSTRAINT pk_issue PRIMARY KEY (id),
    CONSTRAINT ck_issue_ref CHECK (length(ref) BETWEEN 1 AND 10000),
    CONSTRAINT ck_issue_removed CHECK (removed IN (FALSE, TRUE)),
    CONSTRAINT ck_issue_description CHECK (length(description) BETWEEN 1 AND 10000),
    CONSTRAINT ck_issue_impact CHECK (impact IN ('low', 'moderate', 'significant')),
    CONSTRAINT ck_issue_response CHECK (length(response) BETWEEN 0 AND 10000),
    CONSTRAINT ck_issue_owner CHECK (length(owner) BETWEEN 0 AND 10000),
    CONSTRAINT ck_issue_raised_on CHECK (length(raised_on) IN (4, 7, 10)),
    CONSTRAINT ck_issue_due CHECK (length(due) IN (4, 7, 10)),
    CONSTRAINT ck_issue_status CHECK (status IN ('open', 'closed')),
    CONSTRAINT fk_issue_programme FOREIGN KEY(programme) REFERENCES programme (id),
    CONSTRAINT fk_issue_risk FOREIGN KEY(risk) REFERENCES risk (id)
) STRICT;

CREATE UNIQUE INDEX uq_issue_living_ref ON issue (ref) WHERE removed = 0;

CREATE TABLE procurement (
    id TEXT NOT NULL,
    ref TEXT NOT NULL,
    removed INTEGER NOT NULL,
    programme TEXT,
    title TEXT NOT NULL,
    lead TEXT,
    rules TEXT,
    route TEXT,
    value INTEGER,
    planned_for TEXT,
    begun_on TEXT,
    method TEXT,
    exemption TEXT,
    supplier TEXT,
    ocid TEXT,
    CONSTRAINT pk_procurement PRIMARY KEY (id),
    CONSTRAINT ck_procurement_ref CHECK (length(ref) BETWEEN 1 AND 10000),
    CONSTRAINT ck_procurement_removed CHECK (removed IN (FALSE, TRUE)),
    CONSTRAINT ck_procurement_title CHECK (length(title) BETWEEN 1 AND 10000),
    CONSTRAINT ck_procurement_lead CHECK (length(lead) BETWEEN 0 AND 10000),
    CONSTRAINT ck_procurement_rules CHECK (length(rules) BETWEEN 0 AND 10000),
    CONSTRAINT ck_procurement_route CHECK (length(route) BETWEEN 0 AND 10000),
    CONSTRAINT ck_procurement_value CHECK (value >= 0),
    CONSTRAINT ck_procurement_planned_for CHECK (length(planned_for) IN (4, 7, 10)),
    CONSTRAINT ck_procurement_begun_on CHECK (length(begun_on) IN (4, 7, 10)),
    CONSTRAINT ck_procurement_method CHECK (method IN ('quotes', 'tender', 'direct award')),
    CONSTRAINT ck_procurement_exemption CHECK (length(exemption) BETWEEN 0 AND 10000),
    CONSTRAINT ck_procurement_supplier CHECK (length(supplier) BETWEEN 0 AND 10000),
    CONSTRAINT ck_procurement_ocid CHECK (length(ocid) BETWEEN 0 AND 10000),
    CONSTRAINT fk_procurement_programme FOREIGN KEY(programme) REFERENCES programme (id)
) STRICT;

CREATE UNIQUE INDEX uq_procurement_living_ref ON procurement (ref) WHERE removed = 0;

CREATE TABLE step (
    id TEXT NOT NULL,
    ref TEXT NOT NULL,
    removed INTEGER NOT NULL,
    programme TEXT,
    procurement TEXT,
    position INTEGER,
    title TEXT NOT NULL,
    stage TEXT,
    lead TEXT,
    planned TEXT,
    forecast TEXT,
    actual TEXT,
    status TEXT NOT NULL,
    notice TEXT,
    CONSTRAINT pk_step PRIMARY KEY (id),
    CONSTRAINT ck_step_ref CHECK (length(ref) BETWEEN 1 AND 10000),
    CONSTRAINT ck_step_removed CHECK (removed IN (FALSE, TRUE)),
    CONSTRAINT ck_step_position CHECK (position >= 0),
    CONSTRAINT ck_step_title CHECK (length(title) BETWEEN 1 AND 10000),
    CONSTRAINT ck_step_stage CHECK (stage IN ('need', 'route', 'specification', 'invitation', 'clarifications', 'quotes due', 'evaluation', 'award', 'standstill', 'contract', 'notices', 'close')),
    CONSTRAINT ck_step_lead CHECK (length(lead) BETWEEN 0 AND 10000),
    CONSTRAINT ck_step_planned CHECK (length(planned) IN (4, 7, 10)),
    CONSTRAINT ck_step_forecast CHECK (length(forecast) IN (4, 7, 10)),
    CONSTRAINT ck_step_actual CHECK (length(actual) IN (4, 7, 10)),
    CONSTRAINT ck_step_status CHECK (status IN ('planned', 'started', 'done', 'dropped')),
    CONSTRAINT ck_step_notice CHECK (length(notice) BETWEEN 0 AND 10000),
    CONSTRAINT fk_step_programme FOREIGN KEY(programme) REFERENCES programme (id),
    CONSTRAINT fk_step_procurement FOREIGN KEY(procurement) REFERENCES procurement (id)
) STRICT;

CREATE UNIQUE INDEX uq_step_living_ref ON step (ref) WHERE removed = 0;

CREATE TABLE milestone (
    id TEXT NOT NULL,
    ref TEXT NOT NULL,
    removed INTEGER NOT NULL,
    programme TEXT,
    title TEXT NOT NULL,
    outcome TEXT,
    owner TEXT,
    baseline TEXT,
    forecast TEXT,
    actual TEXT,
    status TEXT NOT NULL,
    depends_on TEXT,
    confidence TEXT,
    CONSTRAINT pk_milestone PRIMARY KEY (id),
    CONSTRAINT ck_milestone_ref CHECK (length(ref) BETWEEN 1 AND 10000),
    CONSTRAINT ck_milestone_removed CHECK (removed IN (FALSE, TRUE)),
    CONSTRAINT ck_milestone_title CHECK (length(title) BETWEEN 1 AND 10000),
    CONSTRAINT ck_milestone_outcome CHECK (length(outcome) BETWEEN 0 AND 10000),
    CONSTRAINT ck_milestone_owner CHECK (length(owner) BETWEEN 0 AND 10000),
    CONSTRAINT ck_milestone_baseline CHECK (length(baseline) IN (4, 7, 10)),
    CONSTRAINT ck_milestone_forecast CHECK (length(forecast) IN (4, 7, 10)),
    CONSTRAINT ck_milestone_actual CHECK (length(actual) IN (4, 7, 10)),
    CONSTRAINT ck_milestone_status CHECK (status IN ('planned', 'started', 'done', 'dropped')),
    CONSTRAINT ck_milestone_confidence CHECK (confidence IN ('G', 'AG', 'A', 'AR', 'R')),
    CONSTRAINT fk_milestone_programme FOREIGN KEY(programme) REFERENCES programme (id)
) STRICT;

CREATE UNIQUE INDEX uq_milestone_living_ref ON milestone (ref) WHERE removed = 0;

CREATE TABLE publication (
    id TEXT NOT NULL,
    ref TEXT NOT NULL,
    removed INTEGER NOT NULL,
    programme TEXT,
    "deferred" INTEGER NOT NULL,
    until TEXT,
    reason TEXT,
    waits_for TEXT,
    exemption TEXT,
    published_on TEXT,
    published_by TEXT,
    part2 INTEGER NOT NULL,
    part2_basis TEXT,
    part2_review_on TEXT,
    CONSTRAINT pk_publication PRIMARY KEY (id),
    CONSTRAINT ck_publication_ref CHECK (length(ref) BETWEEN 1 AND 10000),
    CONSTRAINT ck_publication_removed CHECK (removed IN (FALSE, TRUE)),
    CONSTRAINT ck_publication_deferred CHECK (deferred IN (FALSE, TRUE)),
    CONSTRAINT ck_publication_until CHECK (length(until) = 10),
    CONSTRAINT ck_publication_reason CHECK (length(reason) BETWEEN 0 AND 10000),
    CONSTRAINT ck_publication_exemption CHECK (exemption IN ('s22', 's43(1)', 's43(2)', 'other')),
    CONSTRAINT ck_publication_published_on CHECK (length(published_on) = 10),
    CONSTRAINT ck_publication_published_by CHECK (length(published_by) BETWEEN 0 AND 10000),
    CONSTRAINT ck_publication_part2 CHECK (part2 IN (FALSE, TRUE)),
    CONSTRAINT ck_publication_part2_basis CHECK (length(part2_basis) BETWEEN 0 AND 10000),
    CONSTRAINT ck_publication_part2_review_on CHECK (length(part2_review_on) = 10),
    CONSTRAINT fk_publication_programme FOREIGN KEY(programme) REFERENCES programme (id),
    CONSTRAINT fk_publication_waits_for FOREIGN KEY(waits_for) REFERENCES step (id)
) STRICT;

CREATE UNIQUE INDEX uq_publication_living_ref ON publication (ref) WHERE removed = 0;

CREATE TABLE action (
    id TEXT NOT NULL,
    ref TEXT NOT NULL,
    removed INTEGER NOT NULL,
    programme TEXT,
    description TEXT NOT NULL,
    owner TEXT,
    due TEXT,
    status TEXT NOT NULL,
    done_on TEXT,
    meeting TEXT,
    risk TEXT,
    note TEXT,
    CONSTRAINT pk_action PRIMARY KEY (id),
    CONSTRAINT ck_action_ref CHECK (length(ref) BETWEEN 1 AND 10000),
    CONSTRAINT ck_action_removed CHECK (removed IN (FALSE, TRUE)),
    CONSTRAINT ck_action_description CHECK (length(description) BETWEEN 1 AND 10000),
    CONSTRAINT ck_action_owner CHECK (length(owner) BETWEEN 0 AND 10000),
    CONSTRAINT ck_action_due CHECK (length(due) IN (4, 7, 10)),
    CONSTRAINT ck_action_status CHECK (status IN ('planned', 'started', 'done', 'dropped')),
    CONSTRAINT ck_action_done_on CHECK (length(done_on) = 10),
    CONSTRAINT ck_action_meeting CHECK (length(meeting) = 10),
    CONSTRAINT ck_action_note CHECK (length(note) BETWEEN 0 AND 10000),
    CONSTRAINT fk_action_programme FOREIGN KEY(programme) REFERENCES programme (id),
    CONSTRAINT fk_action_risk FOREIGN KEY(risk) REFERENCES risk (id)
) STRICT;

CREATE UNIQUE INDEX uq_action_living_ref ON action (ref) WHERE removed = 0;

CREATE TABLE resolution (
    id TEXT NOT NULL,
    ref TEXT NOT NULL,
    removed INTEGER NOT NULL,
    programme TEXT,
    decided TEXT NOT NULL,
    meeting TEXT,
    reason TEXT,
    CONSTRAINT pk_resolution PRIMARY KEY (id),
    CONSTRAINT ck_resolution_ref CHECK (length(ref) BETWEEN 1 AND 10000),
    CONSTRAINT ck_resolution_removed CHECK (removed IN (FALSE, TRUE)),
    CONSTRAINT ck_resolution_decided CHECK (length(decided) BETWEEN 1 AND 10000),
    CONSTRAINT ck_resolution_meeting CHECK (length(meeting) = 10),
    CONSTRAINT ck_resolution_reason CHECK (length(reason) BETWEEN 0 AND 10000),
    CONSTRAINT fk_resolution_programme FOREIGN KEY(programme) REFERENCES programme (id)
) STRICT;

CREATE UNIQUE INDEX uq_resolution_living_ref ON resolution (ref) WHERE removed = 0;

CREATE TABLE acknowledgement (
    id TEXT NOT NULL,
    ref TEXT NOT NULL,
    removed INTEGER NOT NULL,
    programme TEXT,
    code TEXT NOT NULL,
    about TEXT,
    reason TEXT NOT NULL,
    until TEXT NOT NULL,
    CONSTRAINT pk_acknowledgement PRIMARY KEY (id),
    CONSTRAINT ck_acknowledgement_ref CHECK (length(ref) BETWEEN 1 AND 10000),
    CONSTRAINT ck_acknowledgement_removed CHECK (removed IN (FALSE, TRUE)),
    CONSTRAINT ck_acknowledgement_code CHECK (length(code) BETWEEN 1 AND 10000),
    CONSTRAINT ck_acknowledgement_about CHECK (length(about) BETWEEN 0 AND 10000),
    CONSTRAINT ck_acknowledgement_reason CHECK (length(reason) BETWEEN 1 AND 10000),
    CONSTRAINT ck_acknowledgement_until CHECK (length(until) = 10),
    CONSTRAINT fk_acknowledgement_programme FOREIGN KEY(programme) REFERENCES programme (id)
) STRICT;

CREATE UNIQUE INDEX uq_acknowledgement_living_ref ON acknowledgement (ref) WHERE removed = 0;
