-- What people said of answers: up or down. Editors look through what is open.
CREATE TABLE answer_ratings (
    id          uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
    question_id uuid        NOT NULL REFERENCES questions ON DELETE CASCADE,
    user_id     uuid        NOT NULL REFERENCES users ON DELETE CASCADE,
    good        boolean     NOT NULL,
    comment     text        NOT NULL DEFAULT '',
    open        boolean     NOT NULL DEFAULT true,
    at          timestamptz NOT NULL DEFAULT now(),
    UNIQUE (question_id, user_id)
);
