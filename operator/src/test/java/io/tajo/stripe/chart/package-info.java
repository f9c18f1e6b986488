/** The Helm chart, rendered by Helm itself and read as the objects that a cluster would get. */
@NullMarked
package io.tajo.stripe.chart;

import org.jspecify.annotations.NullMarked;
