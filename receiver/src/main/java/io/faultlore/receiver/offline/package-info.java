/** An engine for captured telemetry: everything it remembers is gone when it is closed. */
@NullMarked
package io.faultlore.receiver.offline;

import org.jspecify.annotations.NullMarked;
