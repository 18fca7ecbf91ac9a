package io.causality.gateway.decode;

/** To which partition an event goes: events of one device of one app keep their order. */
final class Partitions {
  private Partitions() {}

  /** The partition, 0 to {@code count - 1}, by app and device, or by user where that is empty. */
  static int of(String appId, String deviceId, String userId, int count) {
    int hash = appId.hashCode() * 31 + (deviceId.isEmpty() ? userId : deviceId).hashCode();
    hash = (hash ^ (hash >>> 16)) * 0x85EBCA6B;
    hash = (hash ^ (hash >>> 13)) * 0xC2B2AE35;
    return Math.floorMod(hash ^ (hash >>> 16), count);
  }
}
