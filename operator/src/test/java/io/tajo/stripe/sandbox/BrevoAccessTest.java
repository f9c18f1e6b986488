package io.tajo.stripe.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.tajo.stripe.sandbox.BrevoOptions.Existing;
import io.tajo.stripe.sandbox.BrevoSandbox.Mode;
import io.tajo.stripe.sandbox.BrevoServer.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Keys, tokens, addresses and rates. */
class BrevoAccessTest {
  @Test
  void aKeyIsNeeded() {
    try (var server = new BrevoServer(BrevoServer.options().build())) {
      assertThat(server.send(server.request("/v3/account")).json().toString())
          .isEqualTo(
              "{\"code\":\"unauthorized\",\"message\":\"authentication not found in headers\"}");
      Answer wrong = server.send(server.request("/v3/account").header("api-key", "other"));
      assertThat(wrong.status()).isEqualTo(401);
      assertThat(wrong.json().path("message").asText()).isEqualTo("Key not found");
      assertThat(server.get("/v3/account").json().path("organization_id").asText())
          .isEqualTo("sandbox-organization");
    }
  }

  @Test
  void aTokenLastsAnHour() {
    try (var server =
        new BrevoServer(BrevoServer.options().oauthClients(Map.of("id", "secret")).build())) {
      assertThat(token(server, "wrong").status()).isEqualTo(401);
      Answer token = token(server, "secret");
      assertThat(token.json().path("expires_in").asInt()).isEqualTo(3600);
      var call =
          server
              .request("/v3/account")
              .header("Authorization", "Bearer " + token.json().path("access_token").asText());
      server.pass(Duration.ofSeconds(3599));
      assertThat(server.send(call).status()).isEqualTo(200);
      server.pass(Duration.ofSeconds(1));
      assertThat(server.send(call).status()).isEqualTo(401);
    }
  }

  private static Answer token(BrevoServer server, String secret) {
    return server.send(
        server
            .request("/realms/partner/oauth/token")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                BodyPublishers.ofString(
                    "grant_type=client_credentials&client_id=id&client_secret=" + secret)));
  }

  @Test
  void anAccountCanTurnItsCallersAway() {
    try (var server =
        new BrevoServer(BrevoServer.options().contact(Existing.of("ada@example.com")).build())) {
      server.brevo.mode(Mode.UNKNOWN_IP);
      assertThat(server.get("/v3/account").status()).isEqualTo(401);
      assertThat(server.get("/v3/account").json().path("message").asText())
          .contains("unrecognised IP address");
      server.brevo.mode(Mode.FORBIDDEN);
      assertThat(server.get("/v3/account").status()).isEqualTo(403);
      server.brevo.mode(Mode.ACCOUNT_IN_PROCESS);
      assertThat(server.put("/v3/contacts/1", "{}").status()).isEqualTo(425);
      assertThat(server.get("/v3/contacts/1").status()).isEqualTo(200);
      server.brevo.mode(Mode.NORMAL);
      assertThat(server.put("/v3/contacts/1", "{}").status()).isEqualTo(204);
    }
  }

  @Test
  void tenContactCallsASecond() {
    try (var server = new BrevoServer(BrevoOptions.builder().build())) {
      for (int left = 9; left >= 0; left--) {
        Answer answer = server.get("/v3/contacts/attributes");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("x-sib-ratelimit-limit")).isEqualTo("10");
        assertThat(answer.header("x-sib-ratelimit-remaining")).isEqualTo(Integer.toString(left));
      }
      Answer refused = server.get("/v3/contacts");
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.header("x-sib-ratelimit-remaining")).isEqualTo("0");
      assertThat(refused.header("x-sib-ratelimit-reset")).isEqualTo("1");
      assertThat(server.get("/v3/account").status()).isEqualTo(200);
      server.pass(Duration.ofSeconds(1));
      assertThat(server.get("/v3/contacts").status()).isEqualTo(200);
    }
  }

  @Test
  void aHundredOfTheOthersAnHour() {
    try (var server = new BrevoServer(BrevoOptions.builder().build())) {
      for (int i = 0; i < 100; i++) {
        assertThat(server.get(i % 2 == 0 ? "/v3/account" : "/v3/processes").status())
            .isEqualTo(200);
      }
      Answer refused = server.get("/v3/account");
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.header("x-sib-ratelimit-reset")).isEqualTo("3600");
      server.pass(Duration.ofMinutes(59));
      assertThat(server.get("/v3/account").header("x-sib-ratelimit-reset")).isEqualTo("60");
      server.pass(Duration.ofMinutes(1));
      assertThat(server.get("/v3/account").status()).isEqualTo(200);
    }
  }
}
