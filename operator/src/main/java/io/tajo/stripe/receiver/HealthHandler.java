package io.tajo.stripe.receiver;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.tajo.stripe.api.Json;
import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The health port: probes, status, metrics. */
final class HealthHandler extends Handler.Abstract {
  private static final Logger LOG = LoggerFactory.getLogger(HealthHandler.class);
  private static final String TEXT = "text/plain;charset=utf-8";

  private record Page(int status, String type, String text) {}

  private final Health health;
  private final BooleanSupplier serving;

  HealthHandler(Health health, BooleanSupplier serving) {
    this.health = health;
    this.serving = serving;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Page page = page(request);
    response.setStatus(page.status());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, page.type());
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    if (page.status() == 405) {
      response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
    }
    response.write(true, ByteBuffer.wrap(page.text().getBytes(UTF_8)), callback);
    return true;
  }

  private Page page(Request request) {
    if (!HttpMethod.GET.is(request.getMethod()) && !HttpMethod.HEAD.is(request.getMethod())) {
      return new Page(405, TEXT, "Only GET and HEAD.");
    }
    String path = request.getHttpURI().getPath();
    try {
      return switch (path == null ? "" : path) {
        case "/livez" -> new Page(200, TEXT, "ok");
        case "/readyz" -> ready() ? new Page(200, TEXT, "ok") : new Page(503, TEXT, "not ready");
        case "/status" -> status();
        case "/metrics" ->
            new Page(200, "text/plain; version=0.0.4; charset=utf-8", health.scrape());
        default -> new Page(404, TEXT, "There are /livez, /readyz, /status and /metrics.");
      };
    } catch (RuntimeException e) {
      LOG.atWarn().setCause(e).addKeyValue("path", path).log("A health page cannot be made");
      return new Page(503, TEXT, "It cannot be told now: see the log.");
    }
  }

  private boolean ready() {
    return serving.getAsBoolean() && health.ready().getAsBoolean();
  }

  private Page status() {
    try {
      return new Page(
          200, "application/json", Json.MAPPER.writeValueAsString(health.status().get()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The status is not writable as JSON.", e);
    }
  }
}
