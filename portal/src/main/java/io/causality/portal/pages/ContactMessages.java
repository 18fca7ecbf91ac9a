package io.causality.portal.pages;

import static net.logstash.logback.argument.StructuredArguments.kv;

import io.causality.portal.db.Database;
import io.causality.portal.db.Rows;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what people write, so much per sender and hour. Blocking; thread-safe. */
public final class ContactMessages {
  static final int PER_ADDRESS = 5;
  static final int ALTOGETHER = 200;
  static final int SECONDS = 3_600;

  private static final Logger LOG = LoggerFactory.getLogger(ContactMessages.class);

  /** Of the lock under which messages are counted; any number that nothing else uses. */
  private static final long LOCK = 0xC0_47_AC_7L;

  private final Database database;

  public ContactMessages(Database database) {
    this.database = database;
  }

  /** What became of a message. */
  sealed interface Outcome {
    record Kept(UUID id) implements Outcome {}

    /**
     * Not kept: there were too many.
     *
     * @param seconds until there is room again
     */
    record TooMany(int seconds) implements Outcome {}
  }

  /**
   * Keeps a message.
   *
   * @param form without errors
   * @param address of the sender
   */
  Outcome keep(ContactForm form, String address) {
    UUID id = UUID.randomUUID();
    int wait =
        database.transaction(
            c -> {
              Rows.list(c, "SELECT pg_advisory_xact_lock(?)", row -> "", LOCK);
              // Not now(), the transaction's begin: it may have waited while others wrote.
              int seconds =
                  Rows.list(
                          c,
                          """
                          SELECT greatest(
                            CASE WHEN count(*) >= ? THEN ? - extract(epoch FROM statement_timestamp() - min(received_at)) END,
                            CASE WHEN count(*) FILTER (WHERE address = ?) >= ?
                              THEN ? - extract(epoch FROM statement_timestamp() - min(received_at) FILTER (WHERE address = ?)) END
                          ) AS wait
                          FROM contact_messages WHERE received_at > statement_timestamp() - make_interval(secs => ?)
                          """,
                          row -> (int) Math.ceil(row.getDouble("wait")),
                          ALTOGETHER,
                          SECONDS,
                          address,
                          PER_ADDRESS,
                          SECONDS,
                          address,
                          SECONDS)
                      .getFirst();
              if (seconds <= 0) {
                Rows.update(
                    c,
                    "INSERT INTO contact_messages (id, name, email, message, address)"
                        + " VALUES (?, ?, ?, ?, ?)",
                    id,
                    form.name(),
                    form.email(),
                    form.message(),
                    address);
              }
              return seconds;
            });
    if (wait > 0) {
      return new Outcome.TooMany(wait);
    }
    LOG.info("message kept {} {}", kv("event", "contact_message"), kv("id", id));
    return new Outcome.Kept(id);
  }
}
