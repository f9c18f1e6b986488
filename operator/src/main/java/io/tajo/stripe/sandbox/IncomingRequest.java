package io.tajo.stripe.sandbox;

import com.sun.net.httpserver.Headers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request that was read whole, with its body. */
record IncomingRequest(
    String method, URI uri, Headers headers, InputStream body, boolean keepAlive) {
  private static final int MAX_LINE = 64 * 1_024;
  private static final int MAX_BODY = 64 * 1_024 * 1_024;

  /**
   * Empty where the client has closed the connection between two requests.
   *
   * @param out told to go on where the client waits for it
   * @throws IOException if what comes is not HTTP/1
   */
  static Optional<IncomingRequest> read(InputStream in, OutputStream out) throws IOException {
    String start = line(in);
    if (start == null) {
      return Optional.empty();
    }
    String[] parts = start.split(" ", -1);
    if (parts.length != 3 || !parts[2].startsWith("HTTP/1.")) {
      throw new ProtocolException("not a request line");
    }
    Headers headers = headers(in);
    if ("100-continue".equalsIgnoreCase(headers.getFirst("Expect"))) {
      out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    }
    String connection = Optional.ofNullable(headers.getFirst("Connection")).orElse("");
    boolean keepAlive =
        parts[2].equals("HTTP/1.1")
            ? !connection.equalsIgnoreCase("close")
            : connection.equalsIgnoreCase("keep-alive");
    try {
      URI uri = URI.create(parts[1]).normalize();
      return Optional.of(new IncomingRequest(parts[0], uri, headers, body(in, headers), keepAlive));
    } catch (IllegalArgumentException e) {
      throw new ProtocolException("not a request target");
    }
  }

  private static Headers headers(InputStream in) throws IOException {
    Headers headers = new Headers();
    String line = line(in);
    while (line != null && !line.isEmpty()) {
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new ProtocolException("not a header");
      }
      headers.add(line.substring(0, colon), line.substring(colon + 1).trim());
      line = line(in);
    }
    return headers;
  }

  private static InputStream body(InputStream in, Headers headers) throws IOException {
    String encoding = headers.getFirst("Transfer-Encoding");
    if (encoding != null && encoding.toLowerCase(Locale.ROOT).endsWith("chunked")) {
      return new ByteArrayInputStream(chunks(in));
    }
    String length = headers.getFirst("Content-Length");
    return new ByteArrayInputStream(length == null ? new byte[0] : exactly(in, size(length, 10)));
  }

  private static byte[] chunks(InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      String head = Optional.ofNullable(line(in)).orElse("");
      int size = size(head.split(";", 2)[0].trim(), 16);
      if (size == 0) {
        headers(in);
        return body.toByteArray();
      }
      body.write(exactly(in, size));
      line(in);
      if (body.size() > MAX_BODY) {
        throw new ProtocolException("body too large");
      }
    }
  }

  private static int size(String text, int radix) throws ProtocolException {
    try {
      int size = Integer.parseInt(text, radix);
      if (size >= 0 && size <= MAX_BODY) {
        return size;
      }
    } catch (NumberFormatException e) {
      // As bad as a length that is out of range.
    }
    throw new ProtocolException("bad length of a body");
  }

  private static byte[] exactly(InputStream in, int size) throws IOException {
    byte[] bytes = in.readNBytes(size);
    if (bytes.length < size) {
      throw new EOFException();
    }
    return bytes;
  }

  private static @Nullable String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(128);
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        return null;
      }
      if (line.size() > MAX_LINE) {
        throw new ProtocolException("line too long");
      }
      if (next != '\r') {
        line.write(next);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }
}
