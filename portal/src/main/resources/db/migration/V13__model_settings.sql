-- The model that an admin has set, which answers where the environment names none: one row at most.
CREATE TABLE model_settings (
    only_one   boolean     PRIMARY KEY DEFAULT true CHECK (only_one),
    -- Changes with every change, so that whoever remembers the model knows when to look again.
    version    uuid        NOT NULL,
    provider   text        NOT NULL,
    url        text        NOT NULL,
    model      text        NOT NULL,
    -- Sealed for this URL; null for servers that need none.
    key        text,
    changed_by text        NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX question_log_at ON question_log (at);
