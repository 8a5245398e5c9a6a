/** OTLP bytes become signals, and answers become OTLP bytes; the only room that sees protobuf. */
@NullMarked
package io.faultlore.receiver.otlp;

import org.jspecify.annotations.NullMarked;
