package io.causality.jobs.detection;

import io.causality.flink.nats.source.JetStreamDeserializer;
import io.causality.flink.nats.source.JetStreamMessage;
import io.causality.proto.StreamNames;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.util.Collector;

/**
 * A message of the stream of rules, not yet read.
 *
 * @param subject names app and rule
 * @param sequence place in the stream: of two messages of a rule the later one counts
 * @param data the rule's document; empty once the rule is deleted. Not to be written to
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
public record RuleMessage(String subject, long sequence, byte[] data) {

  /** The app's id; empty where the subject is none of a rule. */
  public String app() {
    int dot = subject.lastIndexOf('.');
    return dot < StreamNames.RULES_PREFIX.length()
        ? ""
        : subject.substring(StreamNames.RULES_PREFIX.length(), dot);
  }

  /** The rule's id inside its app. */
  public String rule() {
    return subject.substring(subject.lastIndexOf('.') + 1);
  }

  /** Whether it says that the rule is no more. */
  public boolean deleted() {
    return data.length == 0;
  }

  /** Takes messages as they are. */
  public static final class Deserializer implements JetStreamDeserializer<RuleMessage> {
    private static final long serialVersionUID = 1L;

    @Override
    public void deserialize(JetStreamMessage message, Collector<RuleMessage> out) {
      out.collect(new RuleMessage(message.subject(), message.sequence(), message.data()));
    }

    @Override
    public TypeInformation<RuleMessage> getProducedType() {
      return Types.POJO(RuleMessage.class);
    }
  }
}
