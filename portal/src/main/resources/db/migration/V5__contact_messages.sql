-- What was written in the contact form of the public pages.
CREATE TABLE contact_messages (
  id uuid PRIMARY KEY,
  received_at timestamptz NOT NULL DEFAULT now(),
  name text NOT NULL,
  email text NOT NULL,
  message text NOT NULL,
  -- Of the sender; bounds how often one may write.
  address text NOT NULL
);

CREATE INDEX contact_messages_by_address ON contact_messages (address, received_at);
CREATE INDEX contact_messages_by_time ON contact_messages (received_at);
