package io.causality.cli.load;

import io.causality.cli.portal.AppKeys;
import java.io.IOException;

/** The app's key, renewed once for all senders when the gateway refuses it. Thread-safe. */
final class AppKey implements GatewayClient.Keys {
  private final String app;
  private final AppKeys keys;
  private volatile String current;
  private boolean fresh;

  AppKey(String app, AppKeys keys) throws IOException, InterruptedException {
    this.app = app;
    this.keys = keys;
    this.current = keys.get(app);
  }

  @Override
  public String current() {
    return current;
  }

  @Override
  public synchronized String renewed(String refused) throws IOException, InterruptedException {
    if (refused.equals(current) && !fresh) {
      fresh = true;
      current = keys.renew(app);
    }
    return current;
  }
}
