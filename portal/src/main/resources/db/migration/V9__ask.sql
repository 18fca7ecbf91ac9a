-- Threads of questions, each of one user and one app.
CREATE TABLE conversations (
    id         uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
    app_id     text        NOT NULL REFERENCES apps ON DELETE CASCADE,
    user_id    uuid        NOT NULL REFERENCES users ON DELETE CASCADE,
    name       text        NOT NULL,
    shared     boolean     NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX conversations_user ON conversations (app_id, user_id, updated_at);

-- Their questions with the answers that were given.
CREATE TABLE questions (
    id              uuid        PRIMARY KEY,
    seq             bigint      GENERATED ALWAYS AS IDENTITY,
    conversation_id uuid        NOT NULL REFERENCES conversations ON DELETE CASCADE,
    question        text        NOT NULL,
    asked_now       timestamptz NOT NULL,
    timezone        text        NOT NULL,
    answer          jsonb       NOT NULL,
    at              timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX questions_conversation ON questions (conversation_id, seq);

-- Questions whose reading somebody has checked; they stand alone.
CREATE TABLE verified_questions (
    id          uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
    app_id      text        NOT NULL REFERENCES apps ON DELETE CASCADE,
    question    text        NOT NULL,
    -- The questions that lead to the reading: the first one alone, each other leaning on the one before.
    thread      jsonb       NOT NULL,
    verified_by text        NOT NULL,
    verified_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (app_id, question)
);

ALTER TABLE apps ADD COLUMN verified_only boolean NOT NULL DEFAULT false;
