package io.causality.proto;

import com.google.protobuf.InvalidProtocolBufferException;
import io.causality.proto.v1.CatalogEntry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** How the entries of the bucket {@link StreamNames#CATALOG} are named and written. Pure. */
public final class CatalogEntries {
  private static final int HASH_BYTES = 16;

  private CatalogEntries() {}

  /** What the keys of all entries of an app begin with. */
  public static String prefix(String appId) {
    return appId + ".";
  }

  /**
   * The key of an entry: names may hold any characters, keys only few.
   *
   * @param name of the event; empty for the app's traits
   */
  public static String key(String appId, String name) {
    return prefix(appId) + (name.isEmpty() ? "traits" : "event." + hash(name));
  }

  private static String hash(String name) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The value of an entry that is encoded already: text, because mirrors of buckets hold text. */
  public static String text(byte[] entry) {
    return Base64.getEncoder().encodeToString(entry);
  }

  /**
   * Reads the value of an entry.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static CatalogEntry parse(String text) {
    try {
      return CatalogEntry.parseFrom(Base64.getDecoder().decode(text));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("not an entry of the catalog: " + e.getMessage(), e);
    }
  }
}
