package io.causality.proto.lake;

import java.util.List;

/** The tables beside the events: what is needed to tell persons and their traits quickly. */
final class SideTables {
  private static final LakeType VARCHAR = new LakeType.Varchar();
  private static final LakeType TIMESTAMP = new LakeType.TimestampMillis();

  private SideTables() {}

  static LakeTable deviceLinks() {
    return new LakeTable(
        "device_links",
        "Which user was seen on which device: a reduced copy of the events that carry both ids."
            + " Duplicates mean nothing.",
        List.of(
            derived("device_id", VARCHAR, "The device."),
            derived("user_id", VARCHAR, "The user to whom the event linked the device."),
            derived("ts", TIMESTAMP, "Event time of the link, UTC."),
            derived(
                "stream_seq",
                new LakeType.Bigint(),
                "Order of arrival of the event that made the link.")));
  }

  static LakeTable traits() {
    return new LakeTable(
        "traits",
        "Every setting of a trait, one row per event and name. Duplicates mean nothing.",
        List.of(
            derived("device_id", VARCHAR, "Device of the event; null when it had none."),
            derived("user_id", VARCHAR, "User of the event; null when nobody was signed in."),
            derived("name", VARCHAR, "Name of the trait."),
            derived("value", VARCHAR, "Value of the trait as text; null deletes it."),
            derived(
                "once",
                new LakeType.BooleanType(),
                "The trait only applies where the person has none of that name yet."),
            derived("ts", TIMESTAMP, "Event time of the setting, UTC."),
            derived(
                "stream_seq",
                new LakeType.Bigint(),
                "Order of arrival of the event that set the trait.")));
  }

  private static LakeColumn derived(String name, LakeType type, String comment) {
    return new LakeColumn(name, type, comment, new Source.Derived(name));
  }
}
