/** One class per command of the command line. */
@NullMarked
package io.faultlore.receiver.command;

import org.jspecify.annotations.NullMarked;
