/**
 * Failures of services: evidence rows, anomaly verdicts, episodes, root-cause ranking and type.
 *
 * <p>In: signals of services, and what memory recalls. Out: slice verdicts, failures, diagnoses.
 */
@NullMarked
package io.faultlore.engine.task.runtime;

import org.jspecify.annotations.NullMarked;
