package io.tajo.stripe.crd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tajo.stripe.api.ManifestException;
import io.tajo.stripe.api.Manifests;
import io.tajo.stripe.api.MappingCheck;
import io.tajo.stripe.api.StripeConnector;
import io.tajo.stripe.api.StripeSync;
import io.tajo.stripe.contact.Mapping;
import io.tajo.stripe.contact.MappingException;
import io.tajo.stripe.profile.Field;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Which manifests are taken and which are refused, and with what words: by an API server, as far as
 * its schema and rules are played here, and by {@code local}. {@link AdmissionOnClusterTest} asks a
 * real server about the same rows.
 */
class AdmissionTest {
  private static final Admission CONNECTORS = new Admission(StripeConnector.class);
  private static final Admission SYNCS = new Admission(StripeSync.class);

  private static final String SECRETS =
      """
      apiVersion: v1
      kind: Secret
      metadata: {name: acme-stripe}
      stringData: {secret-key: rk_test_1, signing: whsec_1, signing-2: whsec_2}
      ---
      apiVersion: v1
      kind: Secret
      metadata: {name: acme-brevo}
      stringData: {api-key: xkeysib-1, id: a, secret: b}
      ---
      apiVersion: v1
      kind: Secret
      metadata: {name: acme-db}
      stringData: {url: "postgresql://user:password@db:5432/acme"}
      ---
      """;

  static Stream<AdmissionRow> connectors() {
    return AdmissionRow.connectors();
  }

  static Stream<AdmissionRow> syncs() {
    return AdmissionRow.syncs();
  }

  /** {@code local} knows no change. */
  static Stream<AdmissionRow> newSyncs() {
    return AdmissionRow.syncs().filter(row -> row.old().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("connectors")
  void aServerSaysOfConnectors(AdmissionRow row) {
    check(CONNECTORS, row);
  }

  @ParameterizedTest
  @MethodSource("syncs")
  void aServerSaysOfSyncs(AdmissionRow row) {
    check(SYNCS, row);
  }

  private static void check(Admission admission, AdmissionRow row) {
    row.old()
        .ifPresent(before ->
            assertThat(admission.refusals(before, Optional.empty())).as("before").isEmpty());
    List<String> refusals = admission.refusals(row.resource(), row.old());
    if (row.server().isPresent()) {
      assertThat(refusals)
          .isNotEmpty()
          .allSatisfy(said -> assertThat(said).contains(row.server().get()));
    } else {
      assertThat(refusals).isEmpty();
      assertSaid(admission.unknown(row.resource()), row.strict());
    }
  }

  @ParameterizedTest
  @MethodSource("connectors")
  void localSaysOfConnectors(AdmissionRow row) {
    assertSaid(local(row.resource().toString()), row.local());
  }

  @ParameterizedTest
  @MethodSource("newSyncs")
  void localSaysOfSyncs(AdmissionRow row) {
    assertSaid(local(AdmissionRow.CONNECTOR + "---\n" + row.resource()), row.local());
  }

  private static void assertSaid(List<String> refusals, Optional<String> gist) {
    if (gist.isEmpty()) {
      assertThat(refusals).isEmpty();
    } else {
      assertThat(refusals).anySatisfy(said -> assertThat(said).contains(gist.get()));
    }
  }

  private static List<String> local(String documents) {
    MappingCheck mapping = AdmissionTest::mappingProblems;
    try {
      new Manifests(Clock.systemUTC(), Map.of(), mapping)
          .read(SECRETS + documents, Optional.empty());
      return List.of();
    } catch (ManifestException e) {
      return e.problems().stream()
          .map(problem -> problem.path() + ": " + problem.message())
          .toList();
    }
  }

  private static Map<String, String> mappingProblems(Map<String, String> fieldMapping) {
    Map<String, String> problems = new HashMap<>();
    try {
      Mapping.of(fieldMapping);
    } catch (MappingException e) {
      e.problems()
          .forEach(problem ->
              problems.put(
                  problem.path().substring("spec.fieldMapping.".length()), problem.message()));
    }
    return problems;
  }

  /** A key without a value is nothing to {@code local}, and a wrong type to a server. */
  @Test
  void nothingIsTakenLocallyAndRefusedByAServer() {
    ObjectNode resource = (ObjectNode) CrdFiles.read(AdmissionRow.CONNECTOR);
    resource.withObject("/spec").putNull("suspend");

    assertThat(local(resource.toString())).isEmpty();
    assertThat(CONNECTORS.refusals(resource, Optional.empty()))
        .singleElement()
        .asString()
        .startsWith("spec.suspend: ");
  }

  @Test
  void everySourceOfTheMappingIsKnownToTheRules() {
    ObjectNode resource = (ObjectNode) CrdFiles.read(AdmissionRow.CONNECTOR);
    ObjectNode mapping = resource.withObject("/spec/fieldMapping");
    Arrays.stream(Field.values())
        .filter(field -> field != Field.METADATA && field != Field.TOTAL_SPENT_IN)
        .forEach(field -> mapping.put(field.sourceName(), "A_" + field.name()));

    assertThat(CONNECTORS.refusals(resource, Optional.empty())).isEmpty();
  }

  @Test
  void theLargestMappingIsTaken() {
    ObjectNode resource = (ObjectNode) CrdFiles.read(AdmissionRow.CONNECTOR);
    ObjectNode mapping = resource.withObject("/spec/fieldMapping");
    for (int i = 0; i < 150; i++) {
      mapping.put("metadata.key" + i, "ATTRIBUTE_" + i);
    }

    assertThat(CONNECTORS.refusals(resource, Optional.empty())).isEmpty();
    mapping.put("metadata.more", "MORE");
    assertThat(CONNECTORS.refusals(resource, Optional.empty()))
        .singleElement()
        .asString()
        .startsWith("spec.fieldMapping: ");
  }
}
