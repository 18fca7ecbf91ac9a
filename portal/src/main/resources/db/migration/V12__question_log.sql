-- What was said to models, for which question, and what it took. Kept for good; read by admins.
CREATE TABLE question_log (
    id            uuid        PRIMARY KEY,
    seq           bigint      GENERATED ALWAYS AS IDENTITY,
    app_id        text        NOT NULL REFERENCES apps ON DELETE CASCADE,
    user_id       uuid        NOT NULL,
    user_email    text        NOT NULL,
    question      text        NOT NULL,
    engine        text        NOT NULL,
    -- Status of the answer, or code of the problem.
    outcome       text        NOT NULL,
    messages      jsonb       NOT NULL,
    statements    jsonb       NOT NULL,
    input_tokens  integer     NOT NULL,
    output_tokens integer     NOT NULL,
    wall_ms       bigint      NOT NULL,
    at            timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX question_log_app ON question_log (app_id, seq);
