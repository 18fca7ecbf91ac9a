/** NATS: the connection, and key-value buckets mirrored in memory. */
@NullMarked
package io.causality.portal.stream;

import org.jspecify.annotations.NullMarked;
