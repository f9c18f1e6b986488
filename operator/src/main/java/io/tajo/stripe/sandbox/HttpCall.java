package io.tajo.stripe.sandbox;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpPrincipal;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer. An answer that is shorter than was announced, or none at all, ends
 * the connection.
 */
final class HttpCall extends HttpExchange {
  private static final int BUFFER = 64 * 1_024;

  private final IncomingRequest request;
  private final Socket connection;
  private final InstantSource clock;
  private final OutputStream wire;
  private final HttpBody body;
  private final Headers headers = new Headers();
  private final Map<String, Object> attributes = new HashMap<>();
  private InputStream in;
  private OutputStream out;
  private int status = -1;
  private boolean lost;
  private boolean emptyAnswerLost;

  /**
   * @param clock for the answer's {@code Date}
   */
  HttpCall(IncomingRequest request, Socket connection, InstantSource clock) throws IOException {
    this.request = request;
    this.connection = connection;
    this.clock = clock;
    this.wire = new BufferedOutputStream(new Wire(connection.getOutputStream()), BUFFER);
    this.body = new HttpBody(wire, this::head);
    this.in = request.body();
    this.out = body;
  }

  @Override
  public void sendResponseHeaders(int code, long length) throws IOException {
    if (status >= 0) {
      throw new IOException("headers already sent");
    }
    status = code;
    lost |= emptyAnswerLost && length < 0;
    body.announce(length, request.method().equals("HEAD"));
  }

  private void head(long length) throws IOException {
    StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append(" \r\n");
    if (!headers.containsKey("Date")) {
      headers.set(
          "Date",
          DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atOffset(ZoneOffset.UTC)));
    }
    if (length < 0) {
      headers.set("Transfer-Encoding", "chunked");
    } else if (status != 204 && status != 304) {
      headers.set("Content-Length", Long.toString(length));
    }
    headers.forEach((name, values) ->
        values.forEach(value -> head.append(name).append(": ").append(value).append("\r\n")));
    wire.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Breaks the connection with a TCP reset. */
  void reset() throws IOException {
    connection.setSoLinger(true, 0);
    connection.close();
  }

  /** Sends nothing of the answer, whatever the handler does: the connection breaks in its place. */
  void loseAnswer() {
    lost = true;
  }

  /** The same, if the answer has no body. */
  void loseEmptyAnswer() {
    emptyAnswerLost = true;
  }

  /** Sends what there is; whether the connection can serve another request. */
  boolean finish() throws IOException {
    if (connection.isClosed()) {
      return false;
    }
    if (lost) {
      reset();
      return false;
    }
    wire.flush();
    return status >= 0
        && body.complete()
        && request.keepAlive()
        && !"close".equalsIgnoreCase(headers.getFirst("Connection"));
  }

  /** To the client, unless the answer is lost. */
  private final class Wire extends FilterOutputStream {
    Wire(OutputStream to) {
      super(to);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      if (!lost) {
        out.write(bytes, from, length);
      }
    }

    @Override
    public void write(int single) throws IOException {
      if (!lost) {
        out.write(single);
      }
    }
  }

  @Override
  public void close() {
    if (status >= 0) {
      try {
        body.close();
      } catch (IOException e) {
        // The client has gone; finish() will find that out.
      }
    }
  }

  @Override
  public Headers getRequestHeaders() {
    return request.headers();
  }

  @Override
  public Headers getResponseHeaders() {
    return headers;
  }

  @Override
  public URI getRequestURI() {
    return request.uri();
  }

  @Override
  public String getRequestMethod() {
    return request.method();
  }

  @Override
  public InputStream getRequestBody() {
    return in;
  }

  @Override
  public OutputStream getResponseBody() {
    return out;
  }

  @Override
  public void setStreams(@Nullable InputStream from, @Nullable OutputStream to) {
    in = from == null ? in : from;
    out = to == null ? out : to;
  }

  @Override
  public int getResponseCode() {
    return status;
  }

  @Override
  public InetSocketAddress getRemoteAddress() {
    return (InetSocketAddress) connection.getRemoteSocketAddress();
  }

  @Override
  public InetSocketAddress getLocalAddress() {
    return (InetSocketAddress) connection.getLocalSocketAddress();
  }

  @Override
  public String getProtocol() {
    return "HTTP/1.1";
  }

  @Override
  public @Nullable Object getAttribute(String name) {
    return attributes.get(name);
  }

  @Override
  public void setAttribute(String name, @Nullable Object value) {
    if (value == null) {
      attributes.remove(name);
    } else {
      attributes.put(name, value);
    }
  }

  @Override
  public @Nullable HttpPrincipal getPrincipal() {
    return null;
  }

  @Override
  public HttpContext getHttpContext() {
    throw new UnsupportedOperationException("there are no contexts here");
  }
}
