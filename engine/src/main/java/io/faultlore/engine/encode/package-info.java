/**
 * Texts, slices and steps become vectors.
 *
 * <p>In: text, slices, steps. Out: {@link io.faultlore.engine.encode.Embedding}s that carry the id
 * of their model; vectors of two models are never compared.
 */
@NullMarked
package io.faultlore.engine.encode;

import org.jspecify.annotations.NullMarked;
