/** The process that runs the Flink jobs: configuration, mini cluster, management port. */
@NullMarked
package io.causality.jobs;

import org.jspecify.annotations.NullMarked;
