-- The table that version 4 adds: written once, and never changed.

CREATE TABLE source (
    id TEXT NOT NULL,
    ref TEXT NOT NULL,
    removed INTEGER NOT NULL,
    programme TEXT,
    title TEXT NOT NULL,
    layout TEXT,
    sha256 TEXT,
    brought_on TEXT,
    columns TEXT,
    words TEXT,
    raw TEXT,
    doubts TEXT,
    CONSTRAINT pk_source PRIMARY KEY (id),
    CONSTRAINT ck_source_ref CHECK (length(ref) BETWEEN 1 AND 10000),
    CONSTRAINT ck_source_removed CHECK (removed IN (FALSE, TRUE)),
    CONSTRAINT ck_source_title CHECK (length(title) BETWEEN 1 AND 10000),
    CONSTRAINT ck_source_layout CHECK (length(layout) BETWEEN 0 AND 10000),
    CONSTRAINT ck_source_sha256 CHECK (length(sha256) BETWEEN 0 AND 10000),
    CONSTRAINT ck_source_brought_on CHECK (length(brought_on) = 10),
    CONSTRAINT ck_source_columns CHECK (length(columns) BETWEEN 0 AND 10000),
    CONSTRAINT ck_source_words CHECK (length(words) BETWEEN 0 AND 10000),
    CONSTRAINT ck_source_raw CHECK (length(raw) BETWEEN 0 AND 10000),
    CONSTRAINT ck_source_doubts CHECK (length(doubts) BETWEEN 0 AND 10000),
    CONSTRAINT fk_source_programme FOREIGN KEY(programme) REFERENCES programme (id)
) STRICT;

CREATE UNIQUE INDEX uq_source_living_ref ON source (ref) WHERE removed = 0;
