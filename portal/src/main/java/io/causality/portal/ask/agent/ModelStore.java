package io.causality.portal.ask.agent;

import io.causality.portal.db.Database;
import io.causality.portal.db.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps the model that an admin has set. Thread-safe. */
public final class ModelStore {
  private final Database database;

  public ModelStore(Database database) {
    this.database = database;
  }

  /** Who changed it, and when. */
  public record Change(String by, Instant at) {}

  /**
   * What is kept.
   *
   * @param version another one after each change
   */
  record Stored(
      UUID version,
      ModelSettings.Provider provider,
      String url,
      String model,
      @Nullable String sealedKey,
      Change changed) {}

  Optional<Stored> find() {
    return database
        .with(
            c ->
                Rows.list(
                    c,
                    "SELECT version, provider, url, model, key, changed_by, changed_at"
                        + " FROM model_settings",
                    ModelStore::stored))
        .stream()
        .findFirst();
  }

  private static Stored stored(ResultSet row) throws SQLException {
    return new Stored(
        row.getObject("version", UUID.class),
        ModelSettings.Provider.valueOf(row.getString("provider")),
        row.getString("url"),
        row.getString("model"),
        row.getString("key"),
        new Change(
            row.getString("changed_by"), Objects.requireNonNull(Rows.instant(row, "changed_at"))));
  }

  void put(
      ModelSettings.Provider provider,
      String url,
      String model,
      @Nullable String sealedKey,
      String by) {
    database.with(
        c ->
            Rows.update(
                c,
                "INSERT INTO model_settings (version, provider, url, model, key, changed_by)"
                    + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (only_one) DO UPDATE SET"
                    + " version = excluded.version, provider = excluded.provider,"
                    + " url = excluded.url, model = excluded.model, key = excluded.key,"
                    + " changed_by = excluded.changed_by, changed_at = now()",
                UUID.randomUUID(),
                provider.name(),
                url,
                model,
                sealedKey,
                by));
  }

  void delete() {
    database.with(c -> Rows.update(c, "DELETE FROM model_settings"));
  }
}
