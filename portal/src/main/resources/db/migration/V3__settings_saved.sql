-- How an app's days and weeks are cut, and who in it are our own people.
ALTER TABLE apps
    ADD COLUMN timezone         text  NOT NULL DEFAULT 'UTC',
    ADD COLUMN week_start       text  NOT NULL DEFAULT 'monday' CHECK (week_start IN ('monday', 'sunday')),
    ADD COLUMN internal_filters jsonb NOT NULL DEFAULT '[]';

-- What people save in an app: charts, dashboards, cohorts, SQL. What is in it belongs to its kind.
CREATE TABLE saved (
    id          uuid PRIMARY KEY,
    kind        text        NOT NULL CHECK (kind IN ('chart', 'dashboard', 'cohort', 'sql')),
    app_id      text        NOT NULL REFERENCES apps ON DELETE CASCADE,
    name        text        NOT NULL,
    description text        NOT NULL,
    content     jsonb       NOT NULL,
    -- Email of who made it, as it was then.
    created_by  text        NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX saved_of_app ON saved (app_id, kind);

-- Members of static cohorts.
CREATE TABLE cohort_people (
    cohort_id uuid NOT NULL REFERENCES saved ON DELETE CASCADE,
    person_id text NOT NULL,
    PRIMARY KEY (cohort_id, person_id)
);
