/** What a command needs to know: from flags, the environment and the data folder. */
@NullMarked
package io.causality.cli.settings;

import org.jspecify.annotations.NullMarked;
