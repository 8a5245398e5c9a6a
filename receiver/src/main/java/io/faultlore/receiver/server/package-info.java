/**
 * Armeria: ports, limits, answers, metrics, health and the case API.
 *
 * <p>In: requests. Out: submissions to the journal and feedback to the case book; what is answered
 * with success is durable.
 */
@NullMarked
package io.faultlore.receiver.server;

import org.jspecify.annotations.NullMarked;
