package io.causality.flink.nats.sink;

import java.io.Serializable;
import java.util.function.Function;

/**
 * A function that can travel with the job graph; lambdas fit.
 *
 * @param <T> argument
 * @param <R> result
 */
@FunctionalInterface
public interface SerializableFunction<T, R> extends Function<T, R>, Serializable {}
