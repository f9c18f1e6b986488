package io.tajo.stripe.bench;

import java.util.List;

/** A part of the benchmark. */
interface Part {
  /**
   * Measures.
   *
   * @throws IllegalStateException if what is measured does not do its work
   */
  List<Figure> measure(Site site) throws Exception;
}
