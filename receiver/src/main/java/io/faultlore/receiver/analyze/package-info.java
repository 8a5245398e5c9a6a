/** Captured telemetry is read offline and what failed in it is told to a person or a program. */
@NullMarked
package io.faultlore.receiver.analyze;

import org.jspecify.annotations.NullMarked;
