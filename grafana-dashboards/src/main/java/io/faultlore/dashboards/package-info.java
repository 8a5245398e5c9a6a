/**
 * The dashboards as code. In: the queries of this package. Out: the JSON files beside it, which are
 * committed.
 */
@NullMarked
package io.faultlore.dashboards;

import org.jspecify.annotations.NullMarked;
