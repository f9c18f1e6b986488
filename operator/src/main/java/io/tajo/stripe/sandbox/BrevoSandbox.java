package io.tajo.stripe.sandbox;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.tajo.stripe.sandbox.BrevoOptions.Existing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Brevo account in memory that answers as Brevo's API v3 does: strict about what the real one
 * refuses, silent where the real one drops things silently. It serves {@code /v3/…}, {@code
 * /realms/partner/oauth/token} and, for comparing accounts, {@code /sandbox/brevo/contacts} (a line
 * of JSON a contact, by address), {@code /sandbox/brevo/events} (a line an event, as they came) and
 * {@code /sandbox/brevo/calls}. What it does not simulate it answers with 501. Thread-safe.
 */
public final class BrevoSandbox implements HttpHandler {
  private static final Logger LOG = LoggerFactory.getLogger(BrevoSandbox.class);
  private static final int KEPT_WRITES = 10_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final InstantSource clock;
  private final BrevoOptions options;
  private final BrevoContacts contacts = new BrevoContacts();
  private final BrevoAccess access;
  private final BrevoLimits limits;
  private final BrevoImports imports;
  private final BrevoEvents events;
  private final BrevoRoutes routes = new BrevoRoutes();
  private final SortedMap<String, Long> calls = new TreeMap<>();
  private final Deque<Write> writes = new ArrayDeque<>();
  private Mode mode = Mode.NORMAL;

  /** How the account treats its callers. */
  public enum Mode {
    NORMAL,
    /** 401 whatever the key, as from an address that is not on the account's list. */
    UNKNOWN_IP,
    /** 403 for every call with a valid key. */
    FORBIDDEN,
    /** 425 for every POST and PUT of a contact. */
    ACCOUNT_IN_PROCESS
  }

  /** How imports end that are accepted from now on. */
  public enum ImportOutcome {
    COMPLETED,
    /** Nothing is written. */
    FAILED,
    /** About half of the rows are written, chosen by the seed. */
    FAILED_HALFWAY,
    /** Nothing is written. */
    CANCELLED,
    /** Stays in process for good; nothing is written. */
    STUCK
  }

  /**
   * A call that was not a GET.
   *
   * @param endpoint such as {@code PUT /contacts/{identifier}}
   * @param path as it came
   * @param body empty unless the options ask for bodies
   */
  public record Write(Instant at, String endpoint, String path, int status, String body) {}

  /** An account as the options say, on a clock that moves its imports, tokens and limits. */
  public BrevoSandbox(BrevoOptions options, InstantSource clock) {
    this.options = options;
    this.clock = clock;
    this.access = new BrevoAccess(options);
    this.limits = new BrevoLimits(options);
    BrevoAttributes attributes =
        new BrevoAttributes(contacts, options.attributes(), options.maxAttributes());
    BrevoLists lists = new BrevoLists(options.lists(), contacts, clock.instant());
    BrevoWriter writer = new BrevoWriter(contacts, attributes, lists::exists, options);
    this.imports = new BrevoImports(contacts, writer, lists, options);
    this.events = new BrevoEvents(contacts, writer);
    route(writer, attributes, lists);
    fill(writer);
  }

  private void fill(BrevoWriter writer) {
    Instant now = clock.instant();
    for (int i = 0; i < options.existing(); i++) {
      Existing contact = options.contact().apply(i);
      writer.create(writer.email(contact.email()), BrevoChange.of(contact), now);
    }
  }

  private void route(BrevoWriter writer, BrevoAttributes attributes, BrevoLists lists) {
    BrevoContactCalls single = new BrevoContactCalls(contacts, writer);
    routes.add("GET", "/account", call -> BrevoAccountCall.get(options));
    routes.add("GET", "/contacts", single::page);
    routes.add("POST", "/contacts", unlessInProcess(single::create));
    routes.add("POST", "/contacts/batch", new BrevoBatchCall(contacts, writer, options)::update);
    routes.add("POST", "/contacts/import", imports::start);
    routes.add("GET", "/contacts/attributes", attributes::list);
    routes.add("POST", "/contacts/attributes/{category}/{name}", attributes::create);
    routes.add("PUT", "/contacts/attributes/{category}/{name}", attributes::update);
    routes.add("DELETE", "/contacts/attributes/{category}/{name}", attributes::delete);
    routes.add("GET", "/contacts/lists", lists::page);
    routes.add("POST", "/contacts/lists", lists::create);
    routes.add("GET", "/contacts/lists/{id}", lists::get);
    routes.add("DELETE", "/contacts/lists/{id}", lists::delete);
    routes.add("GET", "/contacts/lists/{id}/contacts", lists::members);
    routes.add("POST", "/contacts/lists/{id}/contacts/add", lists::add);
    routes.add("POST", "/contacts/lists/{id}/contacts/remove", lists::remove);
    routes.add("GET", "/contacts/{identifier}", single::get);
    routes.add("PUT", "/contacts/{identifier}", unlessInProcess(single::update));
    routes.add("DELETE", "/contacts/{identifier}", single::delete);
    routes.add("GET", "/processes", imports::page);
    routes.add("GET", "/processes/{id}", imports::get);
    routes.add("GET", "/events", events::page);
    routes.add("POST", "/events", events::create);
    routes.add("POST", "/events/batch", events::createAll);
  }

  private BrevoRoutes.Endpoint unlessInProcess(BrevoRoutes.Endpoint endpoint) {
    return call -> {
      if (mode == Mode.ACCOUNT_IN_PROCESS) {
        throw new BrevoRefusal(425, "account_in_process", "Account is in process, try again later");
      }
      return endpoint.answer(call);
    };
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (exchange.getRequestURI().getPath().startsWith("/sandbox/")) {
        new BrevoInspection(this::sorted, this::events, this::calls).handle(exchange);
        return;
      }
      BrevoAnswer answer = locked(() -> answer(exchange, body));
      byte[] bytes = answer.body();
      if (bytes.length > 0) {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
      }
      exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
      if (bytes.length > 0) {
        exchange.getResponseBody().write(bytes);
      }
    }
  }

  private BrevoAnswer answer(HttpExchange exchange, byte[] body) {
    String endpoint = exchange.getRequestMethod() + " (unknown)";
    BrevoAnswer answer;
    try {
      BrevoCall call =
          new BrevoCall(
              exchange.getRequestMethod(), exchange.getRequestURI(), body, clock.instant());
      if (call.path().equals(List.of("realms", "partner", "oauth", "token"))) {
        endpoint = "POST /realms/partner/oauth/token";
        answer = access.token(call, exchange.getRequestHeaders());
      } else {
        BrevoRoutes.Route route = routes.find(call);
        endpoint = route.name();
        answer = answer(route, call, exchange);
      }
    } catch (BrevoRefusal refusal) {
      answer = BrevoAnswer.of(refusal);
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).addKeyValue("endpoint", endpoint).log("The Brevo sandbox failed");
      answer = BrevoAnswer.of(new BrevoRefusal(500, "internal_error", "The sandbox has a fault"));
    }
    calls.merge(endpoint, 1L, Long::sum);
    log(endpoint, exchange, answer.status(), body);
    return answer;
  }

  private BrevoAnswer answer(BrevoRoutes.Route route, BrevoCall call, HttpExchange exchange) {
    Headers headers = exchange.getRequestHeaders();
    access.check(headers, call.now(), mode);
    limits.take(call, exchange.getResponseHeaders());
    String type = Optional.ofNullable(headers.getFirst("Content-Type")).orElse("");
    if (call.bodyLength() > 0 && !type.startsWith("application/json")) {
      throw new BrevoRefusal(415, "not_acceptable", "Content-Type must be application/json");
    }
    return route.endpoint().answer(call);
  }

  private void log(String endpoint, HttpExchange exchange, int status, byte[] body) {
    if (endpoint.startsWith("GET ")) {
      return;
    }
    if (writes.size() == KEPT_WRITES) {
      writes.removeFirst();
    }
    String kept = options.recordBodies() ? new String(body, StandardCharsets.UTF_8) : "";
    String path = exchange.getRequestURI().getRawPath();
    writes.add(new Write(clock.instant(), endpoint, path, status, kept));
  }

  private List<BrevoContact> sorted() {
    return locked(
        () -> contacts.stream().sorted(Comparator.comparing(contact -> contact.email)).toList());
  }

  /** Every look at the account sees the imports that have ended by now. */
  private <T> T locked(Supplier<T> work) {
    lock.lock();
    try {
      imports.advance(clock.instant());
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  /** How callers are treated from now on. */
  public void mode(Mode next) {
    locked(() -> {
      mode = next;
      return mode;
    });
  }

  /** How imports end that are accepted from now on. */
  public void imports(ImportOutcome next) {
    locked(() -> {
      imports.outcome(next);
      return next;
    });
  }

  /** The contact of an address, in any case. */
  public Optional<StoredContact> contact(String email) {
    return locked(
        () -> BrevoEmail.stored(email).flatMap(contacts::byEmail).map(BrevoContact::stored));
  }

  /** All contacts as they now are, in the order of creation. */
  public Stream<StoredContact> contacts() {
    return locked(() -> contacts.stream().toList()).stream().map(BrevoContact::stored);
  }

  /** How many contacts there are. */
  public int size() {
    return locked(contacts::size);
  }

  /** All events taken, in the order in which they came. */
  public List<StoredEvent> events() {
    return locked(events::all);
  }

  /** Calls since the start by endpoint, such as {@code GET /contacts}; refused ones count. */
  public SortedMap<String, Long> calls() {
    return locked(() -> new TreeMap<>(calls));
  }

  /** Calls since the start to /contacts and below. */
  public long contactCalls() {
    return calls().entrySet().stream()
        .filter(call -> call.getKey().contains(" /contacts"))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** The last 10,000 calls that were not GETs, oldest first. */
  public List<Write> writes() {
    return locked(() -> List.copyOf(writes));
  }
}
