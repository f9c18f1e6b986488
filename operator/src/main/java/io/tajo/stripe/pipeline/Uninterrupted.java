package io.tajo.stripe.pipeline;

/** What must be done in any case, also when somebody waits for the end: a closing, a last count. */
final class Uninterrupted {
  private Uninterrupted() {}

  /** After a failure, which stays the one that counts. */
  static void after(Throwable failure, Runnable last) {
    try {
      run(last);
    } catch (RuntimeException more) {
      failure.addSuppressed(more);
    }
  }

  static void run(Runnable last) {
    boolean interrupted = Thread.interrupted();
    try {
      last.run();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
