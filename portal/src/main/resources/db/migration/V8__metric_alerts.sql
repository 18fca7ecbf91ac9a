-- Alerts about the numbers of an insight, checked on a schedule.
CREATE TABLE metric_alerts (
    id         uuid PRIMARY KEY,
    app_id     text             NOT NULL REFERENCES apps ON DELETE CASCADE,
    version    integer          NOT NULL,
    name       text             NOT NULL,
    -- As people wrote it: query, condition, actions.
    document   text             NOT NULL,
    enabled    boolean          NOT NULL,
    every_s    integer          NOT NULL,
    next_at    timestamptz      NOT NULL DEFAULT now(),
    -- Of the last check.
    checked_at timestamptz,
    period     text,
    value      double precision,
    error      text,
    -- Whether the condition held then: it fires when it begins to hold.
    holds      boolean          NOT NULL DEFAULT false,
    created_by text             NOT NULL,
    created_at timestamptz      NOT NULL DEFAULT now(),
    updated_at timestamptz      NOT NULL DEFAULT now()
);
CREATE INDEX metric_alerts_of_app ON metric_alerts (app_id);
CREATE INDEX metric_alerts_due ON metric_alerts (next_at) WHERE enabled;
