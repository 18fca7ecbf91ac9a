package io.causality.gateway.publish;

/** The stream EVENTS as a writer sees it. Thread-safe. */
public interface EventStream {
  /** Where the answers to one writer's messages arrive. Called on threads of the stream's own. */
  interface Answers {
    /** The stream answered to the message of that number. */
    void answered(long number, Answer answer);

    /** The connection is back; what was not answered may not have arrived. */
    void reconnected();
  }

  /** A writer's way into the stream. */
  interface Outlet {
    /**
     * Sends a message and returns at once; the order of calls is the order in the stream.
     *
     * @param number the writer's own number for the answer, not negative
     * @param messageId the same for each attempt: the stream keeps one of them
     * @throws IllegalStateException when there is no connection
     */
    void send(int partition, long number, String messageId, String counts, byte[] data);
  }

  /** Opens a way into the stream for one writer. */
  Outlet open(Answers answers);

  /** Whether there is a connection now. */
  boolean connected();

  /** Most bytes of a message's data. */
  int maxMessageBytes();
}
