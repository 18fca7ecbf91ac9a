package io.causality.portal.pages;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The pages' files, in memory. Their addresses hold a hash of their content, so that they may be
 * kept for ever. Immutable.
 */
public final class Assets {
  static final String PREFIX = "/assets/";

  private static final String FOLDER = "/pages/assets/";
  private static final String SCREENS = "/pages/screens/";
  private static final String HTMX = "/META-INF/resources/webjars/htmx.org/2.0.10/dist/htmx.min.js";
  private static final String CSS = "text/css; charset=utf-8";
  private static final String JAVASCRIPT = "text/javascript; charset=utf-8";
  private static final int HASH_CHARACTERS = 12;

  /** Offset of width and height in a PNG file, big endian, four bytes each. */
  private static final int PNG_SIZE = 16;

  private final Map<String, Asset> byName = new LinkedHashMap<>();
  private final Map<String, Asset> byPath = new LinkedHashMap<>();

  private Assets() {}

  /** A file and where it is served. */
  record Asset(String path, String contentType, Buffer content) {}

  /**
   * A picture of the product in both themes; the dark one may be the same.
   *
   * @param width of the picture, in its own pixels
   */
  public record Screen(String light, String dark, int width, int height) {}

  /**
   * Reads all of them.
   *
   * @param screens names of pictures that are shown where they exist
   * @throws IllegalStateException when one is missing that every page needs
   */
  static Assets load(List<String> screens) {
    Assets assets = new Assets();
    assets.need("site.css", FOLDER + "site.css", CSS);
    assets.need("site.js", FOLDER + "site.js", JAVASCRIPT);
    assets.need("htmx.js", HTMX, JAVASCRIPT);
    assets.need("icon.svg", FOLDER + "icon.svg", "image/svg+xml");
    for (String screen : screens) {
      for (String file : new String[] {screen + ".png", screen + "-dark.png"}) {
        read(SCREENS + file).ifPresent(content -> assets.add(file, "image/png", content));
      }
    }
    return assets;
  }

  /** Address of a file. */
  public String path(String name) {
    Asset asset = byName.get(name);
    if (asset == null) {
      throw new IllegalArgumentException("no such file: " + name);
    }
    return asset.path();
  }

  /** A picture of the product; empty when there is none of that name. */
  public Optional<Screen> screen(String name) {
    Asset light = byName.get(name + ".png");
    if (light == null) {
      return Optional.empty();
    }
    Asset dark = byName.getOrDefault(name + "-dark.png", light);
    return Optional.of(
        new Screen(
            light.path(),
            dark.path(),
            light.content().getInt(PNG_SIZE),
            light.content().getInt(PNG_SIZE + Integer.BYTES)));
  }

  /** The file at an address. */
  Optional<Asset> at(String path) {
    return Optional.ofNullable(byPath.get(path));
  }

  private void need(String name, String resource, String contentType) {
    Buffer content =
        read(resource).orElseThrow(() -> new IllegalStateException("no resource " + resource));
    add(name, contentType, content);
  }

  private void add(String name, String contentType, Buffer content) {
    int dot = name.lastIndexOf('.');
    String path = PREFIX + name.substring(0, dot) + "." + hash(content) + name.substring(dot);
    Asset asset = new Asset(path, contentType, content);
    byName.put(name, asset);
    byPath.put(path, asset);
  }

  private static Optional<Buffer> read(String resource) {
    try (InputStream in = Assets.class.getResourceAsStream(resource)) {
      return in == null ? Optional.empty() : Optional.of(Buffer.buffer(in.readAllBytes()));
    } catch (IOException e) {
      throw new IllegalStateException(resource, e);
    }
  }

  private static String hash(Buffer content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes());
      return HexFormat.of().formatHex(digest).substring(0, HASH_CHARACTERS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
