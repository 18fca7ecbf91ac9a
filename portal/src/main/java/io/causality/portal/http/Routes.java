package io.causality.portal.http;

import java.util.Map;

/** The operations of a feature. */
@FunctionalInterface
public interface Routes {
  /** By operation id of the OpenAPI file. */
  Map<String, Operation> operations();
}
