/** Who may send: API keys and app settings as the portal publishes them, and the rate of a key. */
@NullMarked
package io.causality.gateway.auth;

import org.jspecify.annotations.NullMarked;
