package io.tajo.stripe.pipeline;

/** Events of a connector are worked off in the background for as long as this is open. */
public interface Live extends AutoCloseable {
  /** Waits until it is closed, or the thread is interrupted. */
  void await() throws InterruptedException;

  /** Ends after what is under way; what is left is for whoever comes next. */
  @Override
  void close();
}
