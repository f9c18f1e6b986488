/**
 * A cluster for tests: fabric8's mock server made to answer as a Kubernetes API server does, small
 * stand-ins for the controllers behind it, and the same face on a real cluster.
 */
@NullMarked
package io.tajo.stripe.cluster;

import org.jspecify.annotations.NullMarked;
