package io.causality.portal.http;

/** One operation of the OpenAPI file. Runs on a virtual thread: it may block. */
@FunctionalInterface
public interface Operation {
  /** Answers, or throws {@link ProblemException}; anything else thrown is a bug and answers 500. */
  Reply handle(Call call) throws InterruptedException;
}
