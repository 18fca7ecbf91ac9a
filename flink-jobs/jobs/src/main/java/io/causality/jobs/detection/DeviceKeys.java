package io.causality.jobs.detection;

/**
 * Keys under which the memory of devices is divided. Part of every checkpoint: never change how
 * they are made.
 */
final class DeviceKeys {
  private static final int SHARES = 1_024;
  private static final String[] KEYS = new String[SHARES];

  static {
    for (int i = 0; i < SHARES; i++) {
      KEYS[i] = Integer.toString(i);
    }
  }

  private DeviceKeys() {}

  /** The same for all events of a device; without a device that of the event alone. */
  static String of(String appId, String deviceId, long eventKey) {
    int hash =
        deviceId.isEmpty() ? Long.hashCode(eventKey) : 31 * appId.hashCode() + deviceId.hashCode();
    return KEYS[Math.floorMod((hash * 0x9E3779B9) >>> 7, SHARES)];
  }

  /** A device inside its share. */
  static String device(String appId, String deviceId) {
    return appId + '/' + deviceId;
  }
}
