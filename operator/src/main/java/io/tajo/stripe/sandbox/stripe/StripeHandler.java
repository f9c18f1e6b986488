package io.tajo.stripe.sandbox.stripe;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Stripe's API over a simulated account: {@code /v1/…}, as strict as the real one. */
public final class StripeHandler implements HttpHandler {
  private static final String ROOT = "/v1/";

  private final StripeAccount account;
  private final Gate gate;
  private final Duration latency;
  private final Writes writes = new Writes();
  private final AtomicLong requests = new AtomicLong();

  public StripeHandler(StripeAccount account) {
    this.account = account;
    this.gate = new Gate(account.options());
    this.latency = account.options().latency();
  }

  /** Lets a resource be written, before anything is served. */
  public void writes(Resource resource, Writer writer) {
    writes.add(resource, writer);
  }

  /** How many requests were answered, refusals too. */
  public long requests() {
    return requests.get();
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange
          .getResponseHeaders()
          .set("Request-Id", "req_%014d".formatted(requests.incrementAndGet()));
      int status = 200;
      byte[] body;
      try {
        body = answer(exchange);
      } catch (StripeError error) {
        status = error.status;
        if (error.rateLimited != null) {
          exchange.getResponseHeaders().set("Stripe-Rate-Limited-Reason", error.rateLimited);
        }
        body = Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(error.body());
      }
      pause();
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private byte[] answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    Request request = Request.of(exchange.getRequestMethod(), path.substring(ROOT.length()));
    ApiKey key = gate.enter(exchange, request.endpoint());
    Resource resource = request.resource();
    boolean reads = exchange.getRequestMethod().equals("GET");
    boolean known = resource != null || request.account();
    if (!reads) {
      known = writes.serves(exchange.getRequestMethod(), resource, request.id() != null);
    }
    if (!known) {
      throw StripeError.of(
          404,
          null,
          null,
          "Unrecognized request URL (%s: %s). Please see https://stripe.com/docs or we can help at https://support.stripe.com/."
              .formatted(exchange.getRequestMethod(), path));
    }
    if (!reads && resource != null) {
      String permission = resource.permission();
      gate.demand(key, permission == null ? null : permission.replaceFirst("_read$", "_write"));
      if (!gate.sees(key)) {
        throw StripeError.of(400, null, null, "The sandbox's account is of the other mode.");
      }
      return writes.answer(exchange, resource, request.id()).getBytes(StandardCharsets.UTF_8);
    }
    gate.demand(key, resource == null ? "connected_account_read" : resource.permission());
    Query query = Query.parse(exchange.getRequestURI().getRawQuery());
    if (resource == null) {
      query.onlyExpand();
      return Json.MAPPER.writeValueAsBytes(gate.account());
    }
    return request.id() == null
        ? list(key, resource, query)
        : retrieve(key, resource, request.id(), query);
  }

  private byte[] list(ApiKey key, Resource resource, Query query) throws IOException {
    Listing listing = query.listing(resource);
    Expansion expansion =
        Expansion.parse(
            query.expand(),
            Map.of("data", new Expandable.Embedded(resource)),
            permission -> gate.demand(key, permission));
    Listing.Page page =
        gate.sees(key) ? account.page(recent(listing)) : new Listing.Page(List.of(), false);
    ByteArrayOutputStream body = new ByteArrayOutputStream(1 << 16);
    try (JsonGenerator json = Json.MAPPER.createGenerator(body)) {
      json.writeStartObject();
      json.writeStringField("object", "list");
      json.writeArrayFieldStart("data");
      for (ObjectNode object : page.objects()) {
        json.writeTree(expansion.in("data").show(object, resource, account));
      }
      json.writeEndArray();
      json.writeBooleanField("has_more", page.hasMore());
      json.writeStringField("url", ROOT + resource.path().orElse(""));
      json.writeEndObject();
    }
    return body.toByteArray();
  }

  /** Stripe keeps events for 30 days. */
  private Listing recent(Listing listing) {
    return listing.resource() == Resource.EVENTS
        ? listing.since(account.now() - UpcomingInvoices.KEPT)
        : listing;
  }

  private byte[] retrieve(ApiKey key, Resource resource, String id, Query query)
      throws IOException {
    query.onlyExpand();
    Expansion expansion =
        Expansion.parse(
            query.expand(), Expandables.of(resource), permission -> gate.demand(key, permission));
    Optional<ObjectNode> object = account.retrieve(resource, id);
    if (object.isEmpty() || !gate.sees(key)) {
      throw missing(resource, id, key, object.isPresent());
    }
    ObjectNode found = object.get();
    return Json.MAPPER.writeValueAsBytes(
        found.path("deleted").asBoolean()
            ? Customers.tombstone(id)
            : expansion.show(found, resource, account));
  }

  private static StripeError missing(
      Resource resource, String id, ApiKey key, boolean inOtherMode) {
    String message = "No such " + resource.object() + ": '" + id + "'";
    if (inOtherMode) {
      message +=
          "; a similar object exists in %s mode, but a %s mode key was used to make this request."
              .formatted(key.livemode() ? "test" : "live", key.livemode() ? "live" : "test");
    }
    return StripeError.of(404, "resource_missing", "id", message);
  }

  private void pause() throws IOException {
    try {
      Thread.sleep(latency);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the sandbox is closing", e);
    }
  }

  /**
   * What a request is for.
   *
   * @param resource null: none that is simulated
   * @param id null: the list
   * @param account the account itself
   */
  private record Request(
      String method, @Nullable Resource resource, @Nullable String id, boolean account) {
    static Request of(String method, String path) {
      Optional<Resource> list = Resource.ofPath(path);
      if (list.isPresent() || path.equals("account")) {
        return new Request(method, list.orElse(null), null, list.isEmpty());
      }
      int slash = path.lastIndexOf('/');
      Optional<Resource> one =
          slash < 0 ? Optional.empty() : Resource.ofPath(path.substring(0, slash));
      return new Request(method, one.orElse(null), path.substring(slash + 1), false);
    }

    /** Each operation has its own limit. */
    String endpoint() {
      return method + " " + resource + (id == null ? "" : "/id");
    }
  }
}
