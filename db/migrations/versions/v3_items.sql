-- The tables of items whose form is new in version 3, as that version made them. What a later version adds is no
-- business of this file.

CREATE TABLE publication (
    id TEXT NOT NULL,
    ref TEXT NOT NULL,
    removed INTEGER NOT NULL,
    programme TEXT,
    deferred INTEGER NOT NULL,
    until TEXT,
    reason TEXT,
    waits_for TEXT,
    exemption TEXT,
    scope TEXT,
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
    CONSTRAINT ck_publication_scope CHECK (scope IN ('all', 'named')),
    CONSTRAINT ck_publication_published_on CHECK (length(published_on) = 10),
    CONSTRAINT ck_publication_published_by CHECK (length(published_by) BETWEEN 0 AND 10000),
    CONSTRAINT ck_publication_part2 CHECK (part2 IN (FALSE, TRUE)),
    CONSTRAINT ck_publication_part2_basis CHECK (length(part2_basis) BETWEEN 0 AND 10000),
    CONSTRAINT ck_publication_part2_review_on CHECK (length(part2_review_on) = 10),
    CONSTRAINT fk_publication_programme FOREIGN KEY(programme) REFERENCES programme (id),
    CONSTRAINT fk_publication_waits_for FOREIGN KEY(waits_for) REFERENCES step (id)
) STRICT;

CREATE UNIQUE INDEX uq_publication_living_ref ON publication (ref) WHERE removed = 0;

CREATE TABLE resolution (
    id TEXT NOT NULL,
    ref TEXT NOT NULL,
    removed INTEGER NOT NULL,
    programme TEXT,
    decided TEXT NOT NULL,
    stage TEXT,
    meeting TEXT,
    reason TEXT,
    CONSTRAINT pk_resolution PRIMARY KEY (id),
    CONSTRAINT ck_resolution_ref CHECK (length(ref) BETWEEN 1 AND 10000),
    CONSTRAINT ck_resolution_removed CHECK (removed IN (FALSE, TRUE)),
    CONSTRAINT ck_resolution_decided CHECK (length(decided) BETWEEN 1 AND 10000),
    CONSTRAINT ck_resolution_stage CHECK (stage IN ('sought', 'made')),
    CONSTRAINT ck_resolution_meeting CHECK (length(meeting) = 10),
    CONSTRAINT ck_resolution_reason CHECK (length(reason) BETWEEN 0 AND 10000),
    CONSTRAINT fk_resolution_programme FOREIGN KEY(programme) REFERENCES programme (id)
) STRICT;

CREATE UNIQUE INDEX uq_resolution_living_ref ON resolution (ref) WHERE removed = 0;

CREATE TABLE withholding (
    id TEXT NOT NULL,
    ref TEXT NOT NULL,
    removed INTEGER NOT NULL,
    programme TEXT,
    about TEXT,
    field TEXT,
    part TEXT NOT NULL,
    basis TEXT,
    reason TEXT,
    CONSTRAINT pk_withholding PRIMARY KEY (id),
    CONSTRAINT ck_withholding_ref CHECK (length(ref) BETWEEN 1 AND 10000),
    CONSTRAINT ck_withholding_removed CHECK (removed IN (FALSE, TRUE)),
    CONSTRAINT ck_withholding_field CHECK (length(field) BETWEEN 0 AND 10000),
    CONSTRAINT ck_withholding_part CHECK (part IN ('1', '2')),
    CONSTRAINT ck_withholding_basis CHECK (length(basis) BETWEEN 0 AND 10000),
    CONSTRAINT ck_withholding_reason CHECK (length(reason) BETWEEN 0 AND 10000),
    CONSTRAINT fk_withholding_programme FOREIGN KEY(programme) REFERENCES programme (id)
) STRICT;

CREATE UNIQUE INDEX uq_withholding_living_ref ON withholding (ref) WHERE removed = 0;
