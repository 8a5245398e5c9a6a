/** Captured requests go in, in order of arrival; OTLP calls to any receiver come out. */
@NullMarked
package io.faultlore.receiver.replay;

import org.jspecify.annotations.NullMarked;
