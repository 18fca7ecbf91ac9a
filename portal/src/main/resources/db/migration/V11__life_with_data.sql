-- 0: for good.
ALTER TABLE apps ADD COLUMN retention_days integer NOT NULL DEFAULT 0 CHECK (retention_days >= 0);

-- People whose data is deleted. Who it was is known only as long as it takes.
CREATE TABLE erasures (
    id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    app_id        text        NOT NULL REFERENCES apps ON DELETE CASCADE,
    person_sha256 text        NOT NULL,
    requested_by  text        NOT NULL,
    requested_at  timestamptz NOT NULL DEFAULT now(),
    finished_at   timestamptz,
    -- Counts by what was removed.
    receipt       jsonb       NOT NULL DEFAULT '{}'
);
CREATE INDEX erasures_of_app ON erasures (app_id, requested_at);
