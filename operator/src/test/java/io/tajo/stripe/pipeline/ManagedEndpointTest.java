package io.tajo.stripe.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tajo.stripe.sandbox.stripe.Resource;
import io.tajo.stripe.sandbox.stripe.StripeOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An endpoint that is made, mended, replaced and removed. */
class ManagedEndpointTest extends EndpointScene {
  @Test
  void itMakesOneAndThenLeavesItAlone() throws IOException {
    accounts.sandbox.webhooks().endpoint(OTHERS, "whsec_other");

    EndpointState first = keep("customer.created", "customer.updated");

    ObjectNode made = own().getFirst();
    assertThat(first)
        .isEqualTo(
            new EndpointState.Ready(
                made.path("id").asText(),
                URI.create("https://hooks.example/stripe/default/acme"),
                false));
    assertThat(made.path("url").asText()).isEqualTo("https://hooks.example/stripe/default/acme");
    assertThat(made.path("description").asText()).isEqualTo("stripe-connector default/acme");
    assertThat(made.path("metadata").toString())
        .isEqualTo("{\"stripe_connector\":\"default/acme\"}");
    assertThat(made.path("api_version").asText()).isEqualTo(StripeOptions.API_VERSION);
    assertThat(types(made)).containsExactly("customer.created", "customer.updated");
    assertThat(Files.readString(directory.resolve("secrets/" + made.path("id").asText())))
        .matches("whsec_\\w+\n");

    long requests = accounts.sandbox.stripeRequests();
    assertThat(keep("customer.created", "customer.updated")).isEqualTo(first);
    assertThat(accounts.sandbox.stripeRequests() - requests).isOne();
    assertThat(all()).hasSize(2);
  }

  @Test
  void itMendsWhatDiffers() {
    keep("customer.created");
    String id = ownId();
    accounts.stripe.change(
        Resource.WEBHOOK_ENDPOINTS,
        id,
        endpoint ->
            endpoint
                .put("status", "disabled")
                .put("description", "edited")
                .put("url", "https://old.example/stripe/default/acme"));

    assertThat(keep("customer.created", "refund.created")).isInstanceOf(EndpointState.Ready.class);

    ObjectNode mended = own().getFirst();
    assertThat(mended.path("id").asText()).isEqualTo(id);
    assertThat(mended.path("status").asText()).isEqualTo("enabled");
    assertThat(mended.path("description").asText()).isEqualTo("stripe-connector default/acme");
    assertThat(mended.path("url").asText()).isEqualTo("https://hooks.example/stripe/default/acme");
    assertThat(types(mended)).containsExactly("customer.created", "refund.created");
  }

  @Test
  void anotherVersionIsReplacedAfterAnOverlapThatSurvivesTheProcess() throws IOException {
    keep("customer.created");
    String old = ownId();
    accounts.stripe.change(
        Resource.WEBHOOK_ENDPOINTS,
        old,
        endpoint -> endpoint.put("api_version", "2025-03-31.basil"));

    String fresh = ((EndpointState.Ready) keep("customer.created")).id();

    assertThat(fresh).isNotEqualTo(old);
    assertThat(own()).hasSize(2);
    assertThat(store().endpoints()).containsExactlyInAnyOrder(old, fresh);

    pass(Duration.ofMinutes(9));
    keep("customer.created");
    assertThat(own()).hasSize(2);
    assertThat(store().endpoints()).containsExactlyInAnyOrder(old, fresh);

    pass(Duration.ofMinutes(2));
    keep("customer.created");
    assertThat(ownId()).isEqualTo(fresh);
    assertThat(store().endpoints()).containsExactly(fresh);
  }

  @Test
  void aLostSecretMakesANewEndpointAndNeverAThird() throws IOException {
    for (int loss = 1; loss <= 3; loss++) {
      keep("customer.created");
      for (String id : store().endpoints()) {
        store().remove(id);
      }
      assertThat(own()).hasSizeLessThanOrEqualTo(2);
    }

    String fresh = ((EndpointState.Ready) keep("customer.created")).id();

    assertThat(own()).hasSize(2);
    assertThat(store().endpoints()).containsExactly(fresh);
    pass(Duration.ofMinutes(11));
    keep("customer.created");
    assertThat(ownId()).isEqualTo(fresh);
  }

  @Test
  void oneDeletedByHandIsMadeAnewAndItsSecretForgotten() throws IOException {
    keep("customer.created");
    accounts.stripe.delete(Resource.WEBHOOK_ENDPOINTS, ownId());

    String id = ((EndpointState.Ready) keep("customer.created")).id();
    keep("customer.created");

    assertThat(ownId()).isEqualTo(id);
    assertThat(store().endpoints()).containsExactly(id);
  }

  @Test
  void removingLeavesOthersAlone() throws IOException {
    accounts.sandbox.webhooks().endpoint(OTHERS, "whsec_other");
    keep("customer.created");
    ManagedEndpoint endpoint = endpoint("default/acme", "customer.created");

    assertThat(endpoint.remove()).isEqualTo(new EndpointState.Removed());

    assertThat(all()).extracting(it -> it.path("url").asText()).containsExactly(OTHERS);
    assertThat(store().endpoints()).isEmpty();
    assertThat(endpoint.remove()).isEqualTo(new EndpointState.Removed());
  }

  @Test
  void anotherConnectorsEndpointIsNotTouched() {
    keep("customer.created");
    String id = ownId();

    Map<String, String> ours = Map.copyOf(remembered);
    remembered.clear();
    endpoint("default/beta", "customer.created").keep();
    endpoint("default/beta", "customer.created").keep();

    assertThat(all()).hasSize(2);
    assertThat(ownId()).isEqualTo(id);
    // Nor its secret, where both are kept in one place.
    assertThat(directory.resolve("secrets/" + id)).exists();
    assertThat(endpoint("default/beta", "customer.created").remove())
        .isEqualTo(new EndpointState.Removed());
    assertThat(directory.resolve("secrets/" + id)).exists();
    remembered.putAll(ours);
    keep("customer.created");
    assertThat(ownId()).isEqualTo(id);
  }
}
