package io.tajo.stripe.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.tajo.stripe.sandbox.BrevoOptions.Existing;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** An account of the size that the benchmark has: it may not be what is being measured. */
class BrevoScaleTest {
  @Test
  void manyContactsAreImportedAndReadInSeconds() {
    var options =
        BrevoServer.options()
            .existing(100_000, i -> Existing.of("old" + i + "@example.com"))
            .build();
    try (var server = new BrevoServer(options)) {
      long start = System.nanoTime();
      for (int part = 0; part < 5; part++) {
        StringBuilder rows = new StringBuilder("{\"listIds\":[20],\"jsonBody\":[");
        for (int i = 0; i < 10_000; i++) {
          int n = part * 10_000 + i;
          rows.append(i == 0 ? "" : ",")
              .append(
                  "{\"email\":\"new%d@example.com\",\"attributes\":{\"FIRSTNAME\":\"Ada\","
                      .formatted(n))
              .append("\"LASTNAME\":\"Lovelace\",\"SMS\":\"+336%08d\"}}".formatted(n));
        }
        assertThat(server.post("/v3/contacts/import", rows.append("]}").toString()).status())
            .isEqualTo(202);
      }
      assertThat(server.brevo.size()).isEqualTo(150_000);
      Duration imported = Duration.ofNanos(System.nanoTime() - start);
      for (int page = 0; page < 150; page++) {
        assertThat(server.get("/v3/contacts?limit=1000&offset=" + page * 1000).status())
            .isEqualTo(200);
      }
      Duration read = Duration.ofNanos(System.nanoTime() - start).minus(imported);

      assertThat(imported).isLessThan(Duration.ofSeconds(20));
      assertThat(read).isLessThan(Duration.ofSeconds(20));
    }
  }
}
