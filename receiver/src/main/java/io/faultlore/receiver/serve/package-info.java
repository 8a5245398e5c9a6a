/** The running service: server, journal and engine put together, and the engine's one thread. */
@NullMarked
package io.faultlore.receiver.serve;

import org.jspecify.annotations.NullMarked;
