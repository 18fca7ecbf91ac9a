package io.causality.jobs.archive;

import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.jspecify.annotations.Nullable;

/** Flink's name for the type {@link StreamEvent}. */
public final class StreamEventType extends TypeInformation<StreamEvent> {
  private static final long serialVersionUID = 1L;

  /** The only instance needed. */
  public static final StreamEventType INSTANCE = new StreamEventType();

  private StreamEventType() {}

  @Override
  public boolean isBasicType() {
    return false;
  }

  @Override
  public boolean isTupleType() {
    return false;
  }

  @Override
  public int getArity() {
    return 1;
  }

  @Override
  public int getTotalFields() {
    return 1;
  }

  @Override
  public Class<StreamEvent> getTypeClass() {
    return StreamEvent.class;
  }

  @Override
  public boolean isKeyType() {
    return false;
  }

  @Override
  public TypeSerializer<StreamEvent> createSerializer(SerializerConfig config) {
    return StreamEventSerializer.INSTANCE;
  }

  @Override
  public String toString() {
    return "StreamEvent";
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof StreamEventType;
  }

  @Override
  public int hashCode() {
    return StreamEvent.class.hashCode();
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof StreamEventType;
  }
}
