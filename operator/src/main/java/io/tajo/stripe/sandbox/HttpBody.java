package io.tajo.stripe.sandbox;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** The body of an answer: as long as announced, or in chunks until it ends. */
final class HttpBody extends OutputStream {
  /** Writes the lines before the body. */
  interface Head {
    /** Writes them for a body of this length; -1: it comes in chunks. */
    void write(long length) throws IOException;
  }

  private final OutputStream wire;
  private final Head head;
  private boolean chunked;
  private boolean omitted;
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
    omitted = headOnly;
    chunked = length == 0 && !headOnly;
    missing = headOnly ? 0 : Math.max(0, length);
    head.write(chunked ? -1 : Math.max(0, length));
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    if (omitted || length == 0) {
      return;
    }
    if (chunked) {
      wire.write(ascii(Integer.toHexString(length) + "\r\n"));
      wire.write(bytes, from, length);
      wire.write(ascii("\r\n"));
      return;
    }
    if (length > missing) {
      throw new IOException("more than was announced");
    }
    wire.write(bytes, from, length);
    missing -= length;
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
    if (!closed && chunked) {
      wire.write(ascii("0\r\n\r\n"));
    }
    closed = true;
    wire.flush();
  }

  /** Whether all that was announced has been sent. */
  boolean complete() {
    return closed && missing == 0;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
