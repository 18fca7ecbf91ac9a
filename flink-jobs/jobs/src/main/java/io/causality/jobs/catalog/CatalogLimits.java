package io.causality.jobs.catalog;

import io.causality.proto.v1.CatalogEntry;
import io.causality.proto.v1.CatalogProperty;
import io.causality.proto.v1.CatalogValue;
import java.util.List;

/** How much of an app's names is kept, so that nobody's names fill the memory. Pure. */
final class CatalogLimits {
  /** Event names of an app; further ones are left out. */
  static final int MAX_EVENTS = 500;

  /** Properties of an event, and values of a property. */
  static final int MAX_PROPERTIES = 200;

  static final int MAX_VALUES = 100;

  private static final int LARGE_ENTRIES = 50;
  private static final int LARGE_BYTES = 64 * 1024;
  private static final int SMALL_BYTES = 8 * 1024;

  private CatalogLimits() {}

  /**
   * The entry in the room that it has: values go first, the rarer half of each property's, then the
   * rarest properties.
   *
   * @param entries how many the app has
   */
  static CatalogEntry fit(CatalogEntry entry, int entries) {
    int room = entries <= LARGE_ENTRIES ? LARGE_BYTES : SMALL_BYTES;
    CatalogEntry fitting = entry;
    for (int values = MAX_VALUES / 2;
        fitting.getSerializedSize() > room && values > 0;
        values /= 2) {
      fitting = withValues(fitting, values);
    }
    if (fitting.getSerializedSize() > room) {
      fitting = withValues(fitting, 0);
    }
    while (fitting.getSerializedSize() > room && fitting.getPropertiesCount() > 0) {
      List<CatalogProperty> properties = fitting.getPropertiesList();
      fitting =
          fitting.toBuilder()
              .clearProperties()
              .addAllProperties(properties.subList(0, properties.size() / 2))
              .setTruncated(true)
              .build();
    }
    return fitting;
  }

  private static CatalogEntry withValues(CatalogEntry entry, int most) {
    CatalogEntry.Builder cut = entry.toBuilder();
    for (CatalogProperty.Builder property : cut.getPropertiesBuilderList()) {
      List<CatalogValue> values = property.getValuesList();
      if (values.size() > most) {
        // Sorted: the first one that goes is the most frequent of those that go.
        property.setMissed(property.getMissed() + values.get(most).getCount());
        List<CatalogValue> kept = List.copyOf(values.subList(0, most));
        property.clearValues().addAllValues(kept);
      }
    }
    return cut.build();
  }
}
