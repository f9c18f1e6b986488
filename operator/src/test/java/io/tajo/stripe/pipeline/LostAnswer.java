package io.tajo.stripe.pipeline;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpPrincipal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A call whose answer is lost. Of an event the connection ends without one; of others, which are
 * repeated for half a minute where that happens, the answer is one that nobody can make sense of.
 */
final class LostAnswer extends HttpExchange {
  private static final int NONSENSE = 302;

  private final HttpExchange call;
  private final OutputStream nowhere = new ByteArrayOutputStream();

  private LostAnswer(HttpExchange call) {
    this.call = call;
  }

  /**
   * Ends a call without an answer.
   *
   * @param handler does what was asked before; null: nobody does
   */
  static void of(HttpExchange call, @Nullable HttpHandler handler) throws IOException {
    if (handler == null) {
      call.getRequestBody().readAllBytes();
    } else {
      handler.handle(new LostAnswer(call));
    }
    boolean once =
        call.getRequestMethod().equals("POST")
            && call.getRequestURI().getPath().startsWith("/v3/events");
    if (!once) {
      call.sendResponseHeaders(NONSENSE, -1);
    }
  }

  @Override
  public Headers getRequestHeaders() {
    return call.getRequestHeaders();
  }

  @Override
  public Headers getResponseHeaders() {
    return call.getResponseHeaders();
  }

  @Override
  public URI getRequestURI() {
    return call.getRequestURI();
  }

  @Override
  public String getRequestMethod() {
    return call.getRequestMethod();
  }

  @Override
  public InputStream getRequestBody() {
    return call.getRequestBody();
  }

  @Override
  public OutputStream getResponseBody() {
    return nowhere;
  }

  @Override
  public void sendResponseHeaders(int status, long length) {}

  @Override
  public void close() {}

  @Override
  public InetSocketAddress getRemoteAddress() {
    return call.getRemoteAddress();
  }

  @Override
  public InetSocketAddress getLocalAddress() {
    return call.getLocalAddress();
  }

  @Override
  public int getResponseCode() {
    return -1;
  }

  @Override
  public String getProtocol() {
    return call.getProtocol();
  }

  @Override
  public @Nullable Object getAttribute(String name) {
    return call.getAttribute(name);
  }

  @Override
  public void setAttribute(String name, @Nullable Object value) {
    call.setAttribute(name, value);
  }

  @Override
  public void setStreams(@Nullable InputStream from, @Nullable OutputStream to) {}

  @Override
  public HttpContext getHttpContext() {
    throw new UnsupportedOperationException("there are no contexts here");
  }

  @Override
  public HttpPrincipal getPrincipal() {
    return call.getPrincipal();
  }
}
