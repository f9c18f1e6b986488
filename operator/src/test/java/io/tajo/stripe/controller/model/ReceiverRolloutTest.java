package io.tajo.stripe.controller.model;

import static io.tajo.stripe.controller.model.Given.PLAIN;
import static io.tajo.stripe.controller.model.Given.VALUES;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.tajo.stripe.api.SecretRef;
import io.tajo.stripe.api.StripeConnector;
import io.tajo.stripe.controller.Samples;
import java.io.IOException;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many receivers there are, and what starts them anew. */
class ReceiverRolloutTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "                                              | 2 | true  | false",
        "{\"replicas\": 1}                             | 1 | false | false",
        "{\"replicas\": 2}                             | 2 | true  | false",
        "{\"replicas\": 100}                           | 100 | true  | false",
        "{\"autoscaling\": {\"minReplicas\": 1, \"maxReplicas\": 5}} |  | false | true",
        "{\"autoscaling\": {\"minReplicas\": 2, \"maxReplicas\": 5}} |  | true  | true"
      })
  void howManyReceiversThereAre(String webhook, Integer replicas, boolean budget, boolean scaled) {
    StripeConnector connector =
        webhook == null
            ? Samples.connector("acme")
            : Samples.connector("acme", "\"webhook\": " + webhook);
    Desired desired = Given.plain(connector).desired();

    assertThat(desired.receiver().getSpec().getReplicas()).isEqualTo(replicas);
    assertThat(desired.receiverBudget().isPresent()).isEqualTo(budget);
    assertThat(desired.receiverAutoscaler().isPresent()).isEqualTo(scaled);
  }

  /** What is changed in a connector, and whether its receivers start anew. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"sync\": {\"schedule\": {\"full\": \"0 4 * * *\"}}              | false",
        "\"webhook\": {\"host\": \"hooks.acme.example\"}                    | false",
        "\"webhook\": {\"replicas\": 5}                                     | false",
        "\"webhook\": {\"registration\": \"Managed\", \"host\": \"a.example\"}  | true",
        "\"store\": {\"whenDeleted\": \"Delete\"}                           | false",
        "\"store\": {\"image\": \"postgres:19\"}                            | false",
        "\"suspend\": true                                                  | true",
        "\"sync\": {\"resources\": [\"customers\"]}                         | true",
        "\"fieldMapping\": {\"email\": \"email\"}                           | true",
        "\"webhook\": {\"allowedSourceRanges\": [\"3.18.12.63/32\"]}        | true",
        "\"webhook\": {\"signingSecrets\": [{\"name\": \"acme\", \"key\": \"s\"}]} | true",
        "\"logging\": {\"level\": \"debug\"}                                | true"
      })
  void receiversStartAnewForWhatTheyReadOnce(String change, boolean anew) {
    assertThat(checksum(Samples.connector("acme", change), VALUES))
        .satisfies(changed -> {
          String before = checksum(Samples.connector("acme"), VALUES);
          assertThat(changed.equals(before)).isEqualTo(!anew);
        });
  }

  /** Else they would take the events of an endpoint in a connected account for somebody else's. */
  @Test
  void receiversKnowThatTheirEndpointIsManaged() throws IOException {
    String text =
        ConnectorDocument.text(
            Samples.connector(
                "acme",
                "\"webhook\": {\"registration\": \"Managed\", \"host\": \"a.example\", \"replicas\": 3}"),
            false);

    StripeConnector read = new YAMLMapper().readValue(text, StripeConnector.class);
    assertThat(read.getSpec().effective().managesEndpoint()).isTrue();
    assertThat(read.getSpec().webhook().host()).isEqualTo("a.example");
    assertThat(read.getSpec().webhook().replicas()).isNull();
  }

  @Test
  void receiversStartAnewForAnotherKeyButNotForAnotherSigningSecret() {
    StripeConnector connector =
        Samples.connector(
            "acme",
            "\"webhook\": {\"signingSecrets\": [{\"name\": \"acme\", \"key\": \"signing\"}]}");
    String before = checksum(connector, VALUES);
    assertThat(before).matches("[0-9a-f]{64}");
    assertThat(checksum(connector, VALUES)).isEqualTo(before);
    assertThat(checksum(connector, other("signing"))).isEqualTo(before);
    assertThat(checksum(connector, other("stripe"))).isNotEqualTo(before);
    assertThat(checksum(connector, other("brevo"))).isNotEqualTo(before);
  }

  private static Function<SecretRef, String> other(String key) {
    return ref -> ref.key().equals(key) ? "another" : VALUES.apply(ref);
  }

  private static String checksum(StripeConnector connector, Function<SecretRef, String> values) {
    return new Desired(connector, PLAIN, values)
        .receiver()
        .getSpec()
        .getTemplate()
        .getMetadata()
        .getAnnotations()
        .get(ReceiverPods.CHECKSUM);
  }
}
