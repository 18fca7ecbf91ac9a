-- People who were sent to the OpenID provider and have not come back yet. A row is used once. The browser's token and
-- the state are kept as hashes: who reads the table cannot finish somebody's sign-in.
CREATE TABLE provider_sign_ins (
    browser  bytea       NOT NULL CHECK (length(browser) = 32),
    state    bytea       NOT NULL CHECK (length(state) = 32),
    nonce    text        NOT NULL,
    verifier text        NOT NULL,
    next     text        NOT NULL,
    began_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (browser, state)
);
CREATE INDEX provider_sign_ins_began_at ON provider_sign_ins (began_at);
