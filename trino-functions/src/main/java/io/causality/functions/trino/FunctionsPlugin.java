package io.causality.functions.trino;

import io.trino.spi.Plugin;
import java.util.Set;

/** Trino finds this class by the file in {@code META-INF/services}. */
public final class FunctionsPlugin implements Plugin {
  @Override
  public Set<Class<?>> getFunctions() {
    return Set.of(
        EventLogFunction.class,
        IdentitiesFunction.class,
        FunnelReportFunction.class,
        PathsReportFunction.class,
        PersonFunctions.class);
  }
}
