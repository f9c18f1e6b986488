package io.tajo.stripe.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;

/** How a process ended, and what it had printed. */
record Ended(int exit, String out, String err, Duration took) {
  private static final ObjectReader ONE_DOCUMENT =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(JsonNode.class);

  /** Standard output as the one JSON document that it must be. */
  JsonNode json() {
    try {
      return ONE_DOCUMENT.readValue(out);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not one JSON document: " + this, e);
    }
  }

  /** Why the run failed, as the one document says. */
  String whyUnhealthy() {
    for (JsonNode condition : json().path("conditions")) {
      if (condition.path("type").asText().equals("SyncHealthy")) {
        assertThat(condition.path("status").asText()).isEqualTo("False");
        return condition.path("message").asText();
      }
    }
    throw new AssertionError("no condition SyncHealthy: " + this);
  }

  Ended exits(int status) {
    assertThat(exit).as("exit status of %s", this).isEqualTo(status);
    return this;
  }

  Ended within(Duration most) {
    assertThat(took).as("time of %s", this).isLessThan(most);
    return this;
  }
}
