/**
 * The engine: telemetry in, findings out. {@link io.faultlore.engine.Engine} is the whole line on
 * one page.
 */
@NullMarked
package io.faultlore.engine;

import org.jspecify.annotations.NullMarked;
