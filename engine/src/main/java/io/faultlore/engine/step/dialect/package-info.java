/**
 * What one span says of an agent's work. In: spans and log events. Out: {@link
 * io.faultlore.engine.step.dialect.Facts}.
 */
@NullMarked
package io.faultlore.engine.step.dialect;

import org.jspecify.annotations.NullMarked;
