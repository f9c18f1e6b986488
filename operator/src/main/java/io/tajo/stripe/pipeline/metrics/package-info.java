/** What a connector's process counts and measures, for whoever scrapes it; no personal data. */
@NullMarked
package io.tajo.stripe.pipeline.metrics;

import org.jspecify.annotations.NullMarked;
