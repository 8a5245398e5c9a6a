package io.faultlore.engine.read;

import io.faultlore.engine.slice.Scale;

/**
 * One thing of a service, now and as it usually is: what it is about, how much there is, how much
 * was expected, and how far that is apart. What has no usual self yet is told only where its being
 * new says something: of calls and log texts.
 *
 * <p>{@code z} is in standard deviations, {@code shift} in decades, {@code llr} a signed root of a
 * likelihood ratio, about standard deviations ({@link Scale#llr}). Above 0 is more or slower.
 */
public sealed interface Compared permits Requests, Call, Succession, Logged, Measured, Clock {}
