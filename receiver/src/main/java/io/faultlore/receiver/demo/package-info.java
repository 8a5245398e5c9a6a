/** The first minute: a simulated shop and agent team fail on purpose, and the server is watched. */
@NullMarked
package io.faultlore.receiver.demo;

import org.jspecify.annotations.NullMarked;
