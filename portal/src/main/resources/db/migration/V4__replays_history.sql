-- Dead letters that somebody sent again. A stream that was made anew counts from 1 again, so the time is part of the name.
CREATE TABLE dead_letter_replays (
    stream_seq   bigint      NOT NULL,
    failed_at_ms bigint      NOT NULL,
    app_id       text        NOT NULL REFERENCES apps ON DELETE CASCADE,
    replayed_by  text        NOT NULL,
    replayed_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (stream_seq, failed_at_ms)
);

-- Queries of the SQL editor that have ended, some hundreds per user.
CREATE TABLE query_history (
    seq     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id      text        NOT NULL,
    user_id uuid        NOT NULL REFERENCES users ON DELETE CASCADE,
    app_id  text        NOT NULL REFERENCES apps ON DELETE CASCADE,
    sql     text        NOT NULL,
    at      timestamptz NOT NULL,
    wall_ms bigint      NOT NULL,
    rows    bigint      NOT NULL,
    bytes   bigint      NOT NULL,
    state   text        NOT NULL CHECK (state IN ('done', 'failed', 'cancelled')),
    error   text
);
CREATE INDEX query_history_user ON query_history (user_id, seq);
