package io.causality.jobs;

import io.causality.flink.nats.NatsConnectionOptions;
import io.causality.jobs.detection.RuleMessage;
import io.causality.jobs.detection.RulesAtStart;
import io.causality.proto.StreamNames;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.MessageInfo;
import io.nats.client.api.StreamInfoOptions;
import io.nats.client.api.Subject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The rules that the stream holds now. Immutable. */
final class NatsRules implements RulesAtStart {
  private static final long serialVersionUID = 1L;
  private static final int NO_MESSAGE = 10037;

  private final NatsConnectionOptions options;

  NatsRules(NatsConnectionOptions options) {
    this.options = options;
  }

  @Override
  public List<RuleMessage> read() throws IOException, InterruptedException {
    try (Connection connection = NatsSetup.connect(options, "causality-jobs-rules")) {
      JetStreamManagement streams = connection.jetStreamManagement();
      List<RuleMessage> rules = new ArrayList<>();
      for (Subject subject :
          streams
              .getStreamInfo(StreamNames.RULES, StreamInfoOptions.allSubjects())
              .getStreamState()
              .getSubjects()) {
        last(streams, subject.getName(), rules);
      }
      return rules;
    } catch (JetStreamApiException e) {
      throw new IOException("JetStream refused: " + e.getErrorDescription(), e);
    }
  }

  private static void last(JetStreamManagement streams, String subject, List<RuleMessage> rules)
      throws IOException, JetStreamApiException {
    try {
      MessageInfo message = streams.getLastMessage(StreamNames.RULES, subject);
      byte[] data = message.getData();
      rules.add(
          new RuleMessage(
              message.getSubject(), message.getSeq(), data == null ? new byte[0] : data));
    } catch (JetStreamApiException e) {
      if (e.getApiErrorCode() != NO_MESSAGE) {
        throw e;
      }
      // It was taken out of the stream meanwhile.
    }
  }
}
