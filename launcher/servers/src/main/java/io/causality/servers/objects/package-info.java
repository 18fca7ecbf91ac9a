/**
 * The process behind {@link io.causality.servers.S3Server}: S3Proxy on a folder. Runs on S3Proxy's
 * own class path, so nothing else here uses this package.
 */
@NullMarked
package io.causality.servers.objects;

import org.jspecify.annotations.NullMarked;
