package io.tajo.stripe.pipeline;

/**
 * Somebody who watches a run. All methods may be called from many threads, return at once, and are
 * told no personal data.
 */
public interface Progress {
  /** Nobody watches. */
  Progress NONE =
      new Progress() {
        @Override
        public void phase(String title) {}

        @Override
        public Task task(String name) {
          return Task.NONE;
        }

        @Override
        public void note(String line) {}
      };

  /** A new part of the run begins, like {@code Reading Stripe}; tasks of the last one are over. */
  void phase(String title);

  /** A piece of work that is counted, like {@code customers}, beside others of the phase. */
  Task task(String name);

  /** A line for the person who watches, like {@code Stripe asks us to slow down}. */
  void note(String line);

  /** Both are told. */
  default Progress beside(Progress other) {
    Progress self = this;
    return new Progress() {
      @Override
      public void phase(String title) {
        self.phase(title);
        other.phase(title);
      }

      @Override
      public Task task(String name) {
        return self.task(name).beside(other.task(name));
      }

      @Override
      public void note(String line) {
        self.note(line);
        other.note(line);
      }
    };
  }

  /** A piece of work. How far it is follows from the fraction, else from the total, if known. */
  interface Task extends AutoCloseable {
    /** A task that nobody watches. */
    Task NONE =
        new Task() {
          @Override
          public void advance(long count) {}

          @Override
          public void total(long total) {}

          @Override
          public void fraction(double done) {}

          @Override
          public void close() {}
        };

    /** So many more are done. */
    void advance(long count);

    /** So many there are in all. */
    void total(long total);

    /** So much of the work is done, from 0 to 1, where the total is not known. */
    void fraction(double done);

    /** It is over. */
    @Override
    void close();

    /** Both are told. */
    default Task beside(Task other) {
      Task self = this;
      return new Task() {
        @Override
        public void advance(long count) {
          self.advance(count);
          other.advance(count);
        }

        @Override
        public void total(long total) {
          self.total(total);
          other.total(total);
        }

        @Override
        public void fraction(double done) {
          self.fraction(done);
          other.fraction(done);
        }

        @Override
        public void close() {
          self.close();
          other.close();
        }
      };
    }
  }
}
