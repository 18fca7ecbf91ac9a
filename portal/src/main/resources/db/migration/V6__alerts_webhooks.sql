-- Where alerts are sent. Without an app a webhook serves all apps.
CREATE TABLE webhooks (
    id            uuid PRIMARY KEY,
    app_id        text        REFERENCES apps ON DELETE CASCADE,
    name          text        NOT NULL,
    url           text        NOT NULL,
    -- Sealed with the portal's secret key: what signs, and what authorizes (null for none).
    secret        text        NOT NULL,
    auth_type     text        NOT NULL CHECK (auth_type IN ('none', 'basic', 'bearer', 'hmac')),
    auth          text,
    template      text        NOT NULL CHECK (template IN ('json', 'slack')),
    allow_private boolean     NOT NULL,
    created_by    text        NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT now(),
    updated_at    timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX webhooks_of_app ON webhooks (app_id);

-- Each alert once, whoever made it. The document is as it came.
CREATE TABLE alerts (
    id          text PRIMARY KEY,
    app_id      text        NOT NULL REFERENCES apps ON DELETE CASCADE,
    rule_id     text        NOT NULL,
    severity    text        NOT NULL,
    fired_at    timestamptz NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now(),
    document    text        NOT NULL
);
CREATE INDEX alerts_of_app ON alerts (app_id, fired_at DESC, id DESC);
CREATE INDEX alerts_of_rule ON alerts (app_id, rule_id, fired_at DESC, id DESC);

-- What is sent to whom. A pending one is due at next_at; whoever sends it moves next_at on first, so that a process that
-- is killed meanwhile leaves it due again.
CREATE TABLE deliveries (
    id          uuid PRIMARY KEY,
    seq         bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    webhook_id  uuid        NOT NULL REFERENCES webhooks ON DELETE CASCADE,
    -- Null for a test.
    app_id      text        REFERENCES apps ON DELETE CASCADE,
    -- Of the alert; the receiver's X-Causality-Id.
    alert_id    text        NOT NULL,
    template    text        NOT NULL,
    document    text        NOT NULL,
    state       text        NOT NULL CHECK (state IN ('pending', 'delivered', 'dead')),
    attempts    integer     NOT NULL DEFAULT 0,
    next_at     timestamptz NOT NULL DEFAULT now(),
    give_up_at  timestamptz NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz,
    last_status integer,
    last_error  text,
    UNIQUE (webhook_id, alert_id)
);
CREATE INDEX deliveries_due ON deliveries (webhook_id, next_at) WHERE state = 'pending';
CREATE INDEX deliveries_of_webhook ON deliveries (webhook_id, seq);
CREATE INDEX deliveries_dead ON deliveries (seq) WHERE state = 'dead';
CREATE INDEX deliveries_of_alert ON deliveries (alert_id);
CREATE INDEX deliveries_finished ON deliveries (finished_at) WHERE finished_at IS NOT NULL;

-- Each try. Headers as sent, but nothing that authorizes.
CREATE TABLE delivery_attempts (
    id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    delivery_id      uuid        NOT NULL REFERENCES deliveries ON DELETE CASCADE,
    at               timestamptz NOT NULL,
    latency_ms       integer     NOT NULL,
    address          text,
    status           integer,
    error            text,
    request_headers  text        NOT NULL,
    request_body     text        NOT NULL,
    response_headers text        NOT NULL,
    response_body    text        NOT NULL
);
CREATE INDEX attempts_of_delivery ON delivery_attempts (delivery_id, id);
