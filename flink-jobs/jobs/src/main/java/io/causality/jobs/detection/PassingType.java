package io.causality.jobs.detection;

import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.jspecify.annotations.Nullable;

/** Flink's name for the type {@link Passing}. */
final class PassingType extends TypeInformation<Passing> {
  private static final long serialVersionUID = 1L;

  /** The only instance needed. */
  static final PassingType INSTANCE = new PassingType();

  private PassingType() {}

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
  public Class<Passing> getTypeClass() {
    return Passing.class;
  }

  @Override
  public boolean isKeyType() {
    return false;
  }

  @Override
  public TypeSerializer<Passing> createSerializer(SerializerConfig config) {
    return PassingSerializer.INSTANCE;
  }

  @Override
  public String toString() {
    return "Passing";
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PassingType;
  }

  @Override
  public int hashCode() {
    return Passing.class.hashCode();
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof PassingType;
  }
}
