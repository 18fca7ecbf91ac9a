package io.causality.client;

import java.util.Map;
import java.util.function.Consumer;

/**
 * A device and whoever uses it, so that their ids need not be repeated: an Android app has one
 * ({@link Client#device()}), a server one for each request ({@link Client#person}). Thread-safe.
 */
public final class Person {
  private final Client client;
  private final Consumer<Identity> keeper;
  private volatile Identity who;

  Person(Client client, Identity who, Consumer<Identity> keeper) {
    this.client = client;
    this.who = who;
    this.keeper = keeper;
  }

  /** The ids of now. */
  public Identity identity() {
    return who;
  }

  /** Records an event of this person; ids that the event has stay. Never throws or waits. */
  public void track(Event event) {
    Identity now = who;
    event.belongsTo(now.userId(), now.deviceId(), now.sessionId());
    client.track(event);
  }

  /** Records an event of that name. */
  public void track(String name, Map<String, ?> properties) {
    track(Event.named(name).properties(properties));
  }

  /** Says who uses the device from now on, and sets traits of that person. */
  public void identify(String userId, Map<String, ?> traits) {
    if (client.isRecording()) {
      become(new Identity(userId, who.deviceId(), who.sessionId()));
      track(Event.named("identify").traits(traits));
    }
  }

  /** Records that a screen came into view. */
  public void screen(String name, Map<String, ?> properties) {
    track(Event.of(new Events.ScreenView().screenName(name)).properties(properties));
  }

  /** Begins another visit. */
  public void session(String sessionId) {
    become(new Identity(who.userId(), who.deviceId(), sessionId));
  }

  /** Forgets the user: whoever comes next is another person on another device. */
  public void reset() {
    become(new Identity("", Ids.make(), ""));
  }

  private void become(Identity next) {
    who = next;
    keeper.accept(next);
  }
}
