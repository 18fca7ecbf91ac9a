package io.causality.bench.shop;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * An event, before it takes the form of JSON or of an envelope.
 *
 * @param person number of the human inside the app; who that is for the product, is its own matter
 * @param name a typed event's or any other
 * @param timeMs ms since the epoch
 * @param userId empty while nobody is signed in
 * @param properties text, {@code Long}, {@code Double} or {@code Boolean}, in order of their names
 * @param traits as properties
 * @param path of the page, with its query; empty where the event has no page
 * @param referrer of the page; empty where there is none
 */
record ShopEvent(
    String app,
    int person,
    String id,
    String name,
    long timeMs,
    String deviceId,
    String userId,
    String sessionId,
    Map<String, Object> properties,
    Map<String, Object> traits,
    String path,
    String referrer,
    Client client) {

  ShopEvent {
    // The order of Map.of changes from run to run.
    properties = Collections.unmodifiableMap(new TreeMap<>(properties));
    traits = Collections.unmodifiableMap(new TreeMap<>(traits));
  }

  ShopEvent withId(String newId) {
    return new ShopEvent(
        app,
        person,
        newId,
        name,
        timeMs,
        deviceId,
        userId,
        sessionId,
        properties,
        traits,
        path,
        referrer,
        client);
  }

  ShopEvent withProperties(Map<String, Object> newProperties) {
    return new ShopEvent(
        app,
        person,
        id,
        name,
        timeMs,
        deviceId,
        userId,
        sessionId,
        newProperties,
        traits,
        path,
        referrer,
        client);
  }

  /**
   * What a person uses.
   *
   * @param platform {@code web}, {@code ios}, {@code android} or {@code backend}
   * @param userAgent empty for apps
   */
  record Client(
      String platform,
      String osVersion,
      String appVersion,
      String locale,
      String country,
      String userAgent) {}
}
