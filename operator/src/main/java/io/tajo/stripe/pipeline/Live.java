package io.tajo.stripe.pipeline;

import java.util.concurrent.CountDownLatch;

/** Events of a connector are worked off in the background for as long as this is open. */
public interface Live extends AutoCloseable {
  /** Nothing is worked off; waits until the thread is interrupted. */
  Live IDLE =
      new Live() {
        @Override
        public void await() throws InterruptedException {
          new CountDownLatch(1).await();
        }

        @Override
        public void close() {}
      };

  /** Waits until it is closed, or the thread is interrupted. */
  void await() throws InterruptedException;

  /** Ends after what is under way; what is left is for whoever comes next. */
  @Override
  void close();
}
