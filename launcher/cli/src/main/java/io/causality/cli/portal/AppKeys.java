package io.causality.cli.portal;

import io.causality.cli.settings.DataFolder;
import io.causality.servers.SecretFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keys that this command made for itself, kept in the data folder for this user's eyes only. */
public final class AppKeys {
  private static final String NAME = "causality command";

  private final DataFolder data;
  private final PortalClient portal;
  private final PrintWriter err;

  /** Keys in this folder; {@code err} is told of apps that are made. */
  public AppKeys(DataFolder data, PortalClient portal, PrintWriter err) {
    this.data = data;
    this.portal = portal;
    this.err = err;
  }

  /** The kept key of an app; where there is none, the app (if needed) and a key are made. */
  public String get(String app) throws IOException, InterruptedException {
    Path file = data.appKey(app);
    return Files.exists(file) ? Files.readString(file).strip() : renew(app);
  }

  /** A fresh key in place of one that the gateway does not take any more. */
  public String renew(String app) throws IOException, InterruptedException {
    if (portal.createApp(app)) {
      err.println("made the app " + app);
    }
    String key = portal.createKey(app, NAME).get("key").asText();
    SecretFiles.write(data.appKey(app), key + "\n");
    return key;
  }
}
