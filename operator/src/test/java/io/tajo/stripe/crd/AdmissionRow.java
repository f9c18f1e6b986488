package io.tajo.stripe.crd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * One manifest and what becomes of it, from {@code connectors.yaml} or {@code syncs.yaml}.
 *
 * @param title number and content, for people
 * @param resource the whole manifest
 * @param old the same before a change; empty where it is new
 * @param server gist of a server's refusal; empty: it takes the manifest
 * @param strict gist of a server's refusal of a field that it does not know and would drop else
 * @param local gist of the refusal of {@code local}
 */
record AdmissionRow(
    String title,
    ObjectNode resource,
    Optional<ObjectNode> old,
    Optional<String> server,
    Optional<String> strict,
    Optional<String> local) {

  static final String CONNECTOR =
      """
      apiVersion: connectors.tajo.io/v1alpha1
      kind: StripeConnector
      metadata: {name: acme}
      spec:
        stripe:
          secretKey: {name: acme-stripe, key: secret-key}
        brevo:
          apiKey: {name: acme-brevo, key: api-key}
          lists: {allCustomers: 20}
          consent: {newContacts: Subscribed}
      """;

  private static final String SYNC =
      """
      apiVersion: connectors.tajo.io/v1alpha1
      kind: StripeSync
      metadata: {name: acme-1}
      spec: {connector: acme}
      """;

  static Stream<AdmissionRow> connectors() {
    return rows("connectors.yaml", CONNECTOR);
  }

  static Stream<AdmissionRow> syncs() {
    return rows("syncs.yaml", SYNC);
  }

  private static Stream<AdmissionRow> rows(String file, String base) {
    try (InputStream in = AdmissionRow.class.getResourceAsStream(file)) {
      JsonNode rows = CrdFiles.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      AtomicInteger number = new AtomicInteger();
      return StreamSupport.stream(rows.spliterator(), false)
          .map(row -> row(number.incrementAndGet(), row, base));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static AdmissionRow row(int number, JsonNode row, String base) {
    Optional<String> both = text(row, "refused");
    return new AdmissionRow(
        "%03d %s".formatted(number, row),
        resource(base, row, row.path("with")),
        row.has("old") ? Optional.of(resource(base, row, row.get("old"))) : Optional.empty(),
        both.or(() -> text(row, "server")),
        text(row, "strict"),
        both.or(() -> text(row, "local")));
  }

  private static ObjectNode resource(String base, JsonNode row, JsonNode patch) {
    ObjectNode resource = (ObjectNode) CrdFiles.read(base);
    text(row, "name").ifPresent(name -> resource.withObject("/metadata").put("name", name));
    MergePatch.apply(resource.withObject("/spec"), patch);
    return resource;
  }

  private static Optional<String> text(JsonNode row, String field) {
    return Optional.ofNullable(row.path(field).textValue());
  }

  @Override
  public String toString() {
    return title;
  }
}
