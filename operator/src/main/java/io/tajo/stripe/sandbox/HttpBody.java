package io.tajo.stripe.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** The body of an answer: as long as announced, or kept until it ends. */
final class HttpBody extends OutputStream {
  /** Writes the lines before a body of this length. */
  interface Head {
    void write(long length) throws IOException;
  }

  private static final long UNKNOWN = 0;
  private static final long NONE = -1;

  private final OutputStream wire;
  private final Head head;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private long announced = NONE;
  private long missing;
  private boolean closed;

  HttpBody(OutputStream wire, Head head) {
    this.wire = wire;
    this.head = head;
  }

  /**
   * @param length as in {@link com.sun.net.httpserver.HttpExchange#sendResponseHeaders}: 0 is
   *     unknown, -1 none
   * @param headOnly the request wants no body
   */
  void announce(long length, boolean headOnly) throws IOException {
    announced = headOnly ? NONE : length;
    if (length != UNKNOWN || headOnly) {
      missing = Math.max(0, announced);
      head.write(Math.max(0, length));
    }
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    if (announced == UNKNOWN) {
      kept.write(bytes, from, length);
    } else if (announced > 0) {
      int fitting = (int) Math.min(length, missing);
      wire.write(bytes, from, fitting);
      missing -= fitting;
      if (fitting < length) {
        throw new IOException("more than was announced");
      }
    }
  }

  @Override
  public void write(int single) throws IOException {
    write(new byte[] {(byte) single}, 0, 1);
  }

  @Override
  public void flush() throws IOException {
    wire.flush();
  }

  @Override
  public void close() throws IOException {
    if (!closed && announced == UNKNOWN) {
      head.write(kept.size());
      kept.writeTo(wire);
    }
    closed = true;
    wire.flush();
  }

  /** Whether all that was announced has been sent. */
  boolean complete() {
    return closed && missing == 0;
  }
}
