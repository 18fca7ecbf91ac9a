-- Rules of the detection. The document is the rule as the evaluation reads it; published is the version that the stream
-- RULES has been told last, so that what a crash or an outage left out is told later.
CREATE TABLE rules (
    id          uuid PRIMARY KEY,
    app_id      text        NOT NULL REFERENCES apps ON DELETE CASCADE,
    version     integer     NOT NULL,
    name        text        NOT NULL,
    document    text        NOT NULL,
    muted_until timestamptz,
    deleted     boolean     NOT NULL DEFAULT false,
    published   integer     NOT NULL DEFAULT 0,
    created_by  text        NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_by  text        NOT NULL,
    updated_at  timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX rules_of_app ON rules (app_id);
CREATE INDEX rules_to_publish ON rules (updated_at) WHERE published <> version OR deleted;

CREATE TABLE rule_versions (
    rule_id    uuid        NOT NULL REFERENCES rules ON DELETE CASCADE,
    version    integer     NOT NULL,
    document   text        NOT NULL,
    changed_by text        NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (rule_id, version)
);

-- A muted rule's alerts are kept, not delivered.
ALTER TABLE alerts ADD COLUMN muted boolean NOT NULL DEFAULT false;
