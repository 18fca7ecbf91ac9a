/**
 * The servers that Causality stands on, each as an operating system process on 127.0.0.1: NATS,
 * PostgreSQL, S3Proxy and Trino. The supervisor runs the product's own with it, {@code testkit} the
 * tests'. What it starts was put into the cache folder by {@code ./causality provision}.
 */
@NullMarked
package io.causality.servers;

import org.jspecify.annotations.NullMarked;
