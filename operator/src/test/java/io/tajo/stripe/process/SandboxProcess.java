package io.tajo.stripe.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code sandbox} in a process of its own, on a port that was free. */
final class SandboxProcess {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Pattern PRINTED =
      Pattern.compile("STRIPE_API_BASE=(\\S+).*STRIPE_SECRET_KEY=(\\S+)", Pattern.DOTALL);

  private final String base;
  private final String stripeKey;

  private SandboxProcess(String base, String stripeKey) {
    this.base = base;
    this.stripeKey = stripeKey;
  }

  static SandboxProcess start(Workplace workplace, String... options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("sandbox", "--port", "0"));
    arguments.addAll(List.of(options));
    Running running = workplace.start(arguments.toArray(String[]::new));
    running.awaitPrinted("ends the sandbox");
    Matcher printed = PRINTED.matcher(running.out());
    if (!printed.find()) {
      throw new AssertionError("no sandbox: " + running.err());
    }
    return new SandboxProcess(printed.group(1), printed.group(2));
  }

  String base() {
    return base;
  }

  String stripeKey() {
    return stripeKey;
  }

  /** Compares what a run says is in step with what this account holds. */
  void assertCounts(JsonNode synced) throws IOException, InterruptedException {
    assertCounts(synced, Map.of());
  }

  /**
   * The same for an account in which something has happened since.
   *
   * @param more how many more objects there are, by kind
   */
  void assertCounts(JsonNode synced, Map<String, Long> more)
      throws IOException, InterruptedException {
    ObjectNode account = (ObjectNode) JSON.readTree(get("/sandbox/account"));
    more.forEach((kind, count) -> account.put(kind, account.path(kind).asLong() + count));
    List<String> kinds = synced.propertyStream().map(Map.Entry::getKey).toList();

    assertThat(kinds)
        .contains("customers", "payments", "charges", "refunds", "disputes", "subscriptions")
        .contains("invoices", "products", "checkoutSessions");
    // Numbers of the same width: as they are read.
    assertThat(synced).isEqualTo(JSON.readTree(account.retain(kinds).toString()));
  }

  /** Brevo's contacts by address. */
  SortedMap<String, ObjectNode> contacts() throws IOException, InterruptedException {
    SortedMap<String, ObjectNode> contacts = new TreeMap<>();
    for (String line : get("/sandbox/brevo/contacts").lines().toList()) {
      ObjectNode contact = (ObjectNode) JSON.readTree(line);
      contacts.put(contact.path("email").asText(), contact);
    }
    return contacts;
  }

  /** How many calls of an endpoint Brevo has had, such as {@code POST /contacts/import}. */
  long calls(String endpoint) throws IOException, InterruptedException {
    return JSON.readTree(get("/sandbox/brevo/calls")).path(endpoint).asLong();
  }

  /** How many of Brevo's calls so far may have changed something. */
  long writes() throws IOException, InterruptedException {
    return JSON.readTree(get("/sandbox/brevo/calls")).properties().stream()
        .filter(call -> !call.getKey().startsWith("GET "))
        .mapToLong(call -> call.getValue().asLong())
        .sum();
  }

  private String get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(base + path)).build();
    return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }
}
