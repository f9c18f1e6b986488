package io.tajo.stripe.receiver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * What a client is told.
 *
 * @param text why, in plain words, without anything of the request; empty where all is well
 */
record Answer(Result result, String text) {
  static Answer of(Result result) {
    return new Answer(result, result.text());
  }

  /**
   * Sends it.
   *
   * @param last whether the connection ends with it
   */
  void send(Response response, boolean last, Callback callback) {
    response.setStatus(result.status());
    switch (result) {
      case METHOD_NOT_ALLOWED -> response.getHeaders().put(HttpHeader.ALLOW, "POST");
      case OVERLOAD -> response.getHeaders().put(HttpHeader.RETRY_AFTER, "1");
      case FAILED, NO_SECRET -> response.getHeaders().put(HttpHeader.RETRY_AFTER, "10");
      default -> {}
    }
    if (last || endsConnection()) {
      response.getHeaders().put(HttpHeader.CONNECTION, "close");
    }
    if (!text.isEmpty()) {
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain;charset=utf-8");
    }
    response.write(true, ByteBuffer.wrap(text.getBytes(UTF_8)), callback);
  }

  /** What is left of the body is not worth reading. */
  private boolean endsConnection() {
    return switch (result) {
      case TOO_LARGE, TOO_SLOW, BROKEN, FORBIDDEN_SOURCE -> true;
      default -> false;
    };
  }
}
