/** What was acknowledged survives a crash: append, sync, acknowledge, replay, trim. */
@NullMarked
package io.faultlore.receiver.journal;

import org.jspecify.annotations.NullMarked;
