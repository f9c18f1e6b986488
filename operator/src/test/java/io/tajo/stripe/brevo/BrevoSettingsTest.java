package io.tajo.stripe.brevo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Settings that cannot work are refused at once, and never show a secret. */
class BrevoSettingsTest {
  private static final Credentials KEY = new Credentials.ApiKey("xkeysib-1");

  @Test
  void secretsNeverShow() {
    assertThat(BrevoSettings.of(KEY).toString()).doesNotContain("xkeysib");
    assertThat(new Credentials.OAuth("app", "secret").toString()).isEqualTo("OAuth[hidden]");
  }

  @Test
  void theLineEndOfASecretsFileIsDropped() {
    assertThat(new Credentials.ApiKey(" xkeysib-1\n").key()).isEqualTo("xkeysib-1");
  }

  @Test
  void whatCannotBeAKeyIsRefusedWithoutShowingIt() {
    for (String key : new String[] {"", " \n", "xkey\nsib", "ключ", "two words"}) {
      assertThatThrownBy(() -> new Credentials.ApiKey(key))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("The Brevo API key is empty or has characters that none has: copy it again.");
    }
  }

  @Test
  void theBaseIsHttpWithAnyPrefix() {
    assertThat(BrevoSettings.of(KEY).base()).hasToString("https://api.brevo.com/v3");
    assertThat(BrevoSettings.of(KEY).at(URI.create("http://localhost:1/x/v3/")).base())
        .hasToString("http://localhost:1/x/v3/");
    for (String base : new String[] {"ftp://x/v3", "/v3", "https://x/v3?y", "https://u:p@x/v3"}) {
      assertThatThrownBy(() -> BrevoSettings.of(KEY).at(URI.create(base)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageNotContaining("u:p");
    }
  }

  @Test
  void aTimeoutIsAboveZero() {
    assertThatThrownBy(() -> new BrevoSettings(BrevoSettings.BREVO, KEY, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
