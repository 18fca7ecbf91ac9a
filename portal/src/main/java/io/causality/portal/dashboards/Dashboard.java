package io.causality.portal.dashboards;

import io.causality.portal.saved.Saved;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A dashboard: tiles on a grid of twelve columns.
 *
 * @param content {@code tiles}, and where set {@code range}, {@code filters}, {@code refresh_s}
 * @param createdBy null for a built-in one
 * @param updatedAt null for a built-in one
 */
public record Dashboard(
    String id,
    String app,
    String name,
    String description,
    boolean builtIn,
    JsonObject content,
    @Nullable String createdBy,
    @Nullable Instant updatedAt) {

  static Dashboard of(Saved saved) {
    return new Dashboard(
        saved.id().toString(),
        saved.app(),
        saved.name(),
        saved.description(),
        false,
        saved.content(),
        saved.createdBy(),
        saved.updatedAt());
  }

  JsonArray tiles() {
    return content.getJsonArray("tiles", new JsonArray());
  }

  /** As it stands in a list. */
  public JsonObject head() {
    return new JsonObject()
        .put("id", id)
        .put("app", app)
        .put("name", name)
        .put("description", description)
        .put("built_in", builtIn)
        .put("created_by", createdBy)
        .put("updated_at", updatedAt == null ? null : updatedAt.toString());
  }

  /** The whole. */
  JsonObject json() {
    return head().mergeIn(content);
  }
}
