/** Armeria - ports, limits, answers, metrics, health and the case API. */
@NullMarked
package io.faultlore.receiver.server;

import org.jspecify.annotations.NullMarked;
