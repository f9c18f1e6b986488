/** The benchmark: how fast and how large, against targets; see docs/benchmarks.md. */
@NullMarked
package io.tajo.stripe.bench;

import org.jspecify.annotations.NullMarked;
