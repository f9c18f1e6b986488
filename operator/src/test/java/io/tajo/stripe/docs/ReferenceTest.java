package io.tajo.stripe.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** docs/reference.md is what the definitions say; {@code -Dreference.write} makes it so. */
class ReferenceTest {
  @Test
  void theTablesAreCurrent() throws IOException {
    Document page = Document.read(Reference.PAGE);
    String wanted = Reference.made(page.text());
    if (System.getProperty("reference.write") != null) {
      Files.writeString(page.file(), wanted);
    }

    assertThat(page.file())
        .as("%s is not what the definitions say. Run: %s", Reference.PAGE, Reference.COMMAND)
        .content()
        .isEqualTo(wanted);
  }

  @Test
  void allFourTablesAreThere() throws IOException {
    Document page = Document.read(Reference.PAGE);
    assertThat(page.rows("field | type"))
        .extracting(row -> Document.codeOf(row.getFirst()).getFirst())
        .contains(
            "stripe.secretKey",
            "webhook.expose.gateway.parentRefs[].name",
            "dryRun",
            "synced.customers",
            "percent");
    assertThat(page.text()).contains("exactly one of apiKey and oauth must be given");
  }
}
