/**
 * What was seen before: states and cases, searchable by vector and by label.
 *
 * <p>In: cases and states. Out: the most similar ones. The only room that knows Lucene.
 */
@NullMarked
package io.faultlore.engine.memory;

import org.jspecify.annotations.NullMarked;
