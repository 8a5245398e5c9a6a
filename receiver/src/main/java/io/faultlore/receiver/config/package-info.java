/** One YAML file and the environment become one record tree, checked whole. */
@NullMarked
package io.faultlore.receiver.config;

import org.jspecify.annotations.NullMarked;
