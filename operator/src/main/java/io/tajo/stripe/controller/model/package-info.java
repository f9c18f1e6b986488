/** The Kubernetes objects that a connector and a run are made of: pure functions of the spec. */
@NullMarked
package io.tajo.stripe.controller.model;

import org.jspecify.annotations.NullMarked;
