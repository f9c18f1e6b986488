package io.tajo.stripe.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./try} runs: the first thing that anybody sees. */
class TryIT {
  @TempDir private Path directory;

  @Test
  void itSyncsTheWholeAccountAndPrintsOneDocument() throws Exception {
    try (Workplace here = new Workplace(directory)) {
      Ended ended = here.run("try", "-o", "json").exits(0);

      SandboxProcess.start(here).assertCounts(ended.json().path("synced"));
      assertThat(ended.json().path("connected").asBoolean()).isTrue();
      assertThat(ended.json().path("contacts").path("created").asLong()).isPositive();
      isQuiet(ended);
    }
  }

  @Test
  void itTellsPeopleWithinAMinute() throws Exception {
    try (Workplace here = new Workplace(directory)) {
      Ended ended = here.run("try").exits(0).within(Duration.ofMinutes(1));

      assertThat(ended.out())
          .contains("Full sync of sandbox finished", "customers  ", "TOTAL_SPENT: ");
      isQuiet(ended);
    }
  }

  private static void isQuiet(Ended ended) {
    assertThat(ended.err())
        .doesNotContain("WARN", "ERROR", "SLF4J", "Exception", "\tat ", "\r", "\u001b");
  }
}
