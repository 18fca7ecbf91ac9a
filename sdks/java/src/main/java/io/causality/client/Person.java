package io.causality.client;

import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A device and whoever uses it, so that their ids need not be repeated: an Android app has one
 * ({@link Client#device()}), a server one for each request ({@link Client#person}). Thread-safe.
 */
public final class Person {
  private final Client client;
  private final Consumer<Identity> keeper;
  private Identity who;

  Person(Client client, Identity who, Consumer<Identity> keeper) {
    this.client = client;
    this.who = who;
    this.keeper = keeper;
  }

  /** The ids of now. */
  public synchronized Identity identity() {
    return who;
  }

  /** Records an event of this person; ids that the event has stay. Never throws or waits. */
  public void track(Event event) {
    client.track(event, identity());
  }

  /** Records an event of that name. */
  public void track(String name, @Nullable Map<String, ? extends @Nullable Object> properties) {
    track(Event.named(name).properties(properties));
  }

  /** Says who uses the device from now on, and sets traits of that person. */
  public void identify(
      @Nullable String userId, @Nullable Map<String, ? extends @Nullable Object> traits) {
    if (client.isRecording()) {
      become(who -> new Identity(userId, who.deviceId(), who.sessionId()));
      track(Event.named("identify").traits(traits));
    }
  }

  /** Records that a screen came into view. */
  public void screen(String name, @Nullable Map<String, ? extends @Nullable Object> properties) {
    track(Event.of(new Events.ScreenView().screenName(name)).properties(properties));
  }

  /** Begins another visit. */
  public void session(@Nullable String sessionId) {
    become(who -> new Identity(who.userId(), who.deviceId(), sessionId));
  }

  /**
   * Forgets the user: whoever comes next is another person on another device, in another session
   * where there was one.
   */
  public void reset() {
    become(who -> new Identity("", Ids.make(), who.sessionId().isEmpty() ? "" : Ids.make()));
  }

  private synchronized void become(UnaryOperator<Identity> next) {
    who = next.apply(who);
    keeper.accept(who);
  }
}
