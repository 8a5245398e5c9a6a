/** Content in any JSON shape, as messages, tool calls and texts. */
@NullMarked
package io.faultlore.engine.step.message;

import org.jspecify.annotations.NullMarked;
