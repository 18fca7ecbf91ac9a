package io.causality.portal.insight;

import io.causality.portal.stream.KvMirror;
import io.causality.proto.CatalogEntries;
import io.causality.proto.v1.CatalogEntry;
import io.causality.proto.v1.CatalogProperty;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Names from the catalog that the archive keeps. Thread-safe. */
public final class CatalogNames implements KnownNames {
  private final KvMirror catalog;

  public CatalogNames(KvMirror catalog) {
    this.catalog = catalog;
  }

  @Override
  public Optional<Names> of(String app) {
    if (!catalog.isComplete()) {
      return Optional.empty();
    }
    String prefix = CatalogEntries.prefix(app);
    Set<String> events = new HashSet<>();
    Set<String> properties = new HashSet<>();
    Set<String> traits = new HashSet<>();
    for (Map.Entry<String, String> entry : catalog.entries().entrySet()) {
      if (entry.getKey().startsWith(prefix)) {
        CatalogEntry known = CatalogEntries.parse(entry.getValue());
        Set<String> names = known.getName().isEmpty() ? traits : properties;
        known.getPropertiesList().stream().map(CatalogProperty::getName).forEach(names::add);
        if (!known.getName().isEmpty()) {
          events.add(known.getName());
        }
      }
    }
    return Optional.of(new Names(events, properties, traits));
  }
}
