-- Signing in by cookie, and who did what.
ALTER TABLE users ADD COLUMN disabled boolean NOT NULL DEFAULT false;

-- A session's cookie is a long random token, of which only the SHA-256 is kept.
CREATE TABLE sessions (
    id           uuid PRIMARY KEY,
    user_id      uuid        NOT NULL REFERENCES users ON DELETE CASCADE,
    sha256       bytea       NOT NULL UNIQUE CHECK (length(sha256) = 32),
    user_agent   text        NOT NULL,
    address      text        NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    last_seen_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX sessions_user ON sessions (user_id);

-- Sign-ins that failed since began_at, per email and address; the empty email stands for all of an address.
CREATE TABLE sign_in_failures (
    email    text        NOT NULL,
    address  text        NOT NULL,
    failures integer     NOT NULL,
    began_at timestamptz NOT NULL,
    PRIMARY KEY (email, address)
);

-- Changes, oldest first by id. Users are named, not referenced: an entry outlives them.
CREATE TABLE audit_log (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at         timestamptz NOT NULL DEFAULT now(),
    user_id    uuid,
    user_email text        NOT NULL,
    action     text        NOT NULL,
    target     text        NOT NULL,
    app        text,
    detail     text        NOT NULL
);
