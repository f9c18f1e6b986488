package io.tajo.stripe.receiver;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;

/** What came of reading a request's body: within a size, a time and the room that is left. */
sealed interface Body {
  /** All of it. */
  final class Whole implements Body {
    private final byte[] bytes;

    private Whole(byte[] bytes) {
      this.bytes = bytes;
    }

    byte[] bytes() {
      return bytes;
    }
  }

  /** It was not read to its end. */
  enum Cut implements Body {
    TOO_LARGE,
    TOO_SLOW,
    NO_ROOM,
    /** The client has gone, or broke HTTP's rules. */
    BROKEN
  }

  /** Reads; a body whose length is known beforehand to be too large is not touched. */
  static Body read(Request request, Admission.Place place, int most, Duration time) {
    AtomicBoolean late = new AtomicBoolean();
    Scheduler.Task alarm =
        request
            .getComponents()
            .getScheduler()
            .schedule(
                () -> {
                  late.set(true);
                  request.fail(new TimeoutException("The body took too long."));
                },
                time);
    try {
      return read(Content.Source.asInputStream(request), place, most);
    } catch (IOException e) {
      return late.get() ? Cut.TOO_SLOW : Cut.BROKEN;
    } finally {
      alarm.cancel();
    }
  }

  private static Body read(InputStream in, Admission.Place place, int most) throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    byte[] buffer = new byte[8 << 10];
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      if (read.size() + count > most) {
        return Cut.TOO_LARGE;
      }
      if (!place.reserve(count)) {
        return Cut.NO_ROOM;
      }
      read.write(buffer, 0, count);
    }
    return new Whole(read.toByteArray());
  }
}
