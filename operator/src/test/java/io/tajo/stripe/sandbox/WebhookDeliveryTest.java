package io.tajo.stripe.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tajo.stripe.sandbox.stripe.life.StripeLife;
import io.tajo.stripe.sandbox.webhooks.DeliveryCounts;
import io.tajo.stripe.sandbox.webhooks.RoughDelivery;
import io.tajo.stripe.sandbox.webhooks.WebhookOptions;
import io.tajo.stripe.sandbox.webhooks.Webhooks;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.function.IntUnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Events reach endpoints as Stripe sends them. */
class WebhookDeliveryTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final WebhookOptions QUICK =
      WebhookOptions.STRIPE.withRetries(2, Duration.ofMillis(1));
  private static final String SECRET = "whsec_test";

  private Sandbox sandbox;
  private WebhookReceiver receiver;

  private StripeLife start(WebhookOptions options, IntUnaryOperator status) {
    receiver = new WebhookReceiver(status);
    sandbox =
        Sandbox.start(
            SandboxOptions.of(StripeCaller.options().withCustomers(0, 0), StripeCaller.NO_BREVO)
                .with(() -> StripeCaller.NOW)
                .with(options));
    return sandbox.life();
  }

  @AfterEach
  void stop() {
    sandbox.close();
    receiver.close();
  }

  private Webhooks webhooks() {
    return sandbox.webhooks();
  }

  private void quiet() throws InterruptedException {
    assertThat(webhooks().awaitQuiet(PATIENCE)).isTrue();
  }

  private static String signature(String secret, WebhookReceiver.Received received)
      throws GeneralSecurityException {
    long at = StripeCaller.NOW.getEpochSecond();
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    byte[] signed = (at + "." + received.body()).getBytes(StandardCharsets.UTF_8);
    return "v1=" + HexFormat.of().formatHex(mac.doFinal(signed));
  }

  @Test
  void anEventIsSignedAndWrittenAsStripesAre() throws Exception {
    StripeLife life = start(QUICK, n -> 200);
    webhooks().endpoint(receiver.url(), SECRET, "customer.created");

    life.people().email(life.people().create("é@example.com", null).path("id").asText(), "b@x.io");
    quiet();

    assertThat(receiver.all).as("only what it asked for").hasSize(1);
    WebhookReceiver.Received received = receiver.all.getFirst();
    assertThat(received.agent()).isEqualTo("Stripe/1.0 (+https://stripe.com/docs/webhooks)");
    assertThat(received.signature())
        .isEqualTo("t=" + StripeCaller.NOW.getEpochSecond() + "," + signature(SECRET, received));
    assertThat(received.body())
        .startsWith("{\n  \"id\": \"evt_")
        .contains("\n  \"data\": {\n    \"object\": {\n")
        .contains("\"preferred_locales\": [],")
        .contains("\"email\": \"é@example.com\"");
    assertThat(received.json().path("pending_webhooks").asInt()).isEqualTo(1);
    JsonNode kept = new StripeCaller(sandbox).json("/v1/events/" + received.id());
    assertThat(kept.path("pending_webhooks").asInt()).isZero();
  }

  @Test
  void bothSecretsSignWhileOneIsRolled() throws Exception {
    StripeLife life = start(QUICK, n -> 200);
    String endpoint = webhooks().endpoint(receiver.url(), SECRET);

    String next = webhooks().roll(endpoint);
    life.people().create("a@example.com", null);
    quiet();
    webhooks().dropRolled(endpoint);
    life.people().create("b@example.com", null);
    quiet();

    WebhookReceiver.Received both = receiver.all.getFirst();
    assertThat(both.signature())
        .endsWith("," + signature(next, both) + "," + signature(SECRET, both));
    WebhookReceiver.Received one = receiver.all.getLast();
    assertThat(one.signature())
        .endsWith("," + signature(next, one))
        .doesNotContain(signature(SECRET, one));
  }

  @Test
  void onlyA2xxCountsAndRetriesEnd() throws Exception {
    StripeLife life = start(QUICK, n -> List.of(302, 500, 204, 400, 500, 503).get(n));
    webhooks().endpoint(receiver.url(), SECRET);
    StripeCaller stripe = new StripeCaller(sandbox);

    life.people().create("a@example.com", null);
    quiet();
    assertThat(webhooks().counts())
        .isEqualTo(new DeliveryCounts(3, 1, 0, 0, List.of(302, 500, 204)));
    assertThat(stripe.ids("/v1/events?delivery_success=false")).isEmpty();

    life.people().create("b@example.com", null);
    quiet();
    assertThat(webhooks().counts())
        .isEqualTo(new DeliveryCounts(6, 1, 1, 0, List.of(302, 500, 204, 400, 500, 503)));
    assertThat(stripe.ids("/v1/events?delivery_success=false"))
        .containsExactly(receiver.all.getLast().id());
    assertThat(stripe.ids("/v1/events?delivery_success=true"))
        .containsExactly(receiver.all.getFirst().id());
  }

  @Test
  void nobodyThereIsNoAnswer() throws Exception {
    StripeLife life = start(QUICK, n -> 200);
    receiver.close();
    webhooks().endpoint(receiver.url(), SECRET);

    life.people().create("a@example.com", null);
    quiet();

    assertThat(webhooks().counts()).isEqualTo(new DeliveryCounts(3, 0, 1, 0, List.of(0, 0, 0)));
  }

  @Test
  void aDisabledEndpointGetsNothing() throws Exception {
    StripeLife life = start(QUICK, n -> 200);
    String endpoint = webhooks().endpoint(receiver.url(), SECRET);
    StripeCaller stripe = new StripeCaller(sandbox);

    stripe.post("/v1/webhook_endpoints/" + endpoint, "disabled=true");
    life.people().create("a@example.com", null);
    stripe.post("/v1/webhook_endpoints/" + endpoint, "disabled=false");
    life.people().create("b@example.com", null);
    quiet();

    assertThat(receiver.all)
        .extracting(received -> received.json().at("/data/object/email").asText())
        .containsExactly("b@example.com");
  }

  @Test
  void aRoughDeliveryLosesDoublesAndShuffles() throws Exception {
    RoughDelivery rough = new RoughDelivery(20, 30, Duration.ofMillis(100), 5);
    StripeLife life = start(QUICK.with(rough.shuffled()), n -> 200);
    webhooks().endpoint(receiver.url(), SECRET);

    for (int i = 0; i < 200; i++) {
      life.people().create("a" + i + "@example.com", null);
    }
    quiet();

    DeliveryCounts counts = webhooks().counts();
    assertThat(counts.lost()).isBetween(25L, 55L);
    List<String> ids = receiver.all.stream().map(WebhookReceiver.Received::id).toList();
    long distinct = ids.stream().distinct().count();
    assertThat(distinct).isEqualTo(200 - counts.lost());
    assertThat(ids.size() - distinct).as("twice").isBetween(25L, 75L);
    assertThat(ids).isNotEqualTo(ids.stream().sorted().toList());
    assertThat(new StripeCaller(sandbox).ids("/v1/events?delivery_success=false"))
        .as("what was lost is what the feed still has to tell")
        .hasSize((int) counts.lost());
  }

  @Test
  void roughnessIsReadStrictly() {
    start(QUICK, n -> 200);
    assertThat(RoughDelivery.parse("loss=5, twice=2.5,delay=500ms", 7))
        .isEqualTo(new RoughDelivery(5, 2.5, Duration.ofMillis(500), 7));
    assertThat(RoughDelivery.parse("", 7)).isEqualTo(new RoughDelivery(0, 0, Duration.ZERO, 7));
    assertThatThrownBy(() -> RoughDelivery.parse("late=5", 7))
        .hasMessageContaining("loss=5,twice=5,delay=500ms,shuffle");
  }
}
