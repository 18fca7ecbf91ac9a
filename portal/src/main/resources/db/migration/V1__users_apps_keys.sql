-- Who may do what, and the keys with which apps send events.
CREATE TABLE users (
    id            uuid PRIMARY KEY,
    email         text        NOT NULL UNIQUE CHECK (email = lower(email)),
    password_hash text        NOT NULL,
    role          text        NOT NULL CHECK (role IN ('admin', 'editor', 'viewer')),
    created_at    timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE apps (
    id              text PRIMARY KEY CHECK (id ~ '^[a-z0-9][a-z0-9_-]{0,62}$'),
    name            text        NOT NULL,
    keep_ip         boolean     NOT NULL DEFAULT true,
    keep_user_agent boolean     NOT NULL DEFAULT true,
    -- Events per second and key that the gateway lets through; null: the gateway's own default.
    rate_per_second integer CHECK (rate_per_second > 0),
    created_at      timestamptz NOT NULL DEFAULT now()
);

-- Apps that a user who is not an admin may see.
CREATE TABLE user_apps (
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    app_id  text NOT NULL REFERENCES apps ON DELETE CASCADE,
    PRIMARY KEY (user_id, app_id)
);

-- Personal API tokens. Only their SHA-256 is kept: they are long and random, so a slow hash adds nothing.
CREATE TABLE api_tokens (
    id          uuid PRIMARY KEY,
    user_id     uuid        NOT NULL REFERENCES users ON DELETE CASCADE,
    name        text        NOT NULL,
    sha256      bytea       NOT NULL UNIQUE CHECK (length(sha256) = 32),
    last_four   text        NOT NULL,
    -- Set from the environment at start; replaced when the environment names another.
    environment boolean     NOT NULL DEFAULT false,
    created_at  timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX api_tokens_user ON api_tokens (user_id);

-- Keys of apps for the gateway; a revoked one stays as a record.
CREATE TABLE api_keys (
    id         uuid PRIMARY KEY,
    app_id     text        NOT NULL REFERENCES apps,
    name       text        NOT NULL,
    sha256     bytea       NOT NULL UNIQUE CHECK (length(sha256) = 32),
    last_four  text        NOT NULL,
    created_by uuid        REFERENCES users ON DELETE SET NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    revoked_at timestamptz
);
CREATE INDEX api_keys_app ON api_keys (app_id);
