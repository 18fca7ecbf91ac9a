package io.causality.portal.saved;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/**
 * Something that somebody saved in an app.
 *
 * @param content as its kind has it
 * @param createdBy email of who made it, as it was then
 */
public record Saved(
    UUID id,
    String app,
    String name,
    String description,
    JsonObject content,
    String createdBy,
    Instant createdAt,
    Instant updatedAt) {

  /** What it can be. */
  public enum Kind {
    CHART,
    DASHBOARD,
    COHORT,
    SQL;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A new or changed thing, without what the store knows. */
  public record Draft(String name, String description, JsonObject content) {}

  /** What is the same in all kinds, for a reply. */
  public JsonObject head() {
    return new JsonObject()
        .put("id", id.toString())
        .put("app", app)
        .put("name", name)
        .put("description", description)
        .put("created_by", createdBy)
        .put("created_at", createdAt.toString())
        .put("updated_at", updatedAt.toString());
  }
}
