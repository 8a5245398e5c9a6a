/** The program: OTLP from a Collector in, verdicts out. {@code Main} holds the command line. */
@NullMarked
package io.faultlore.receiver;

import org.jspecify.annotations.NullMarked;
