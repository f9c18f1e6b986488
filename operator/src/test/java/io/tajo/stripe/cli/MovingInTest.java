package io.tajo.stripe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tajo.stripe.docs.Document;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What docs/moving-in.md shows is what comes out. */
class MovingInTest extends CommandScene {
  @Test
  void theExampleTurnsIntoWhatIsShown() throws Exception {
    mapping = Wiring.MAPPING;
    List<Document.Block> blocks = Document.read("docs/moving-in.md").blocks();
    String configuration = block(blocks, "yaml", 0);
    Files.writeString(file, configuration);

    assertThat(run("init", "--from", file.toString(), "--name", "acme")).isZero();

    assertThat(out()).isEqualTo(block(blocks, "yaml", 1));
    assertThat(err().replace(file.toString(), "connectors.yaml")).isEqualTo(block(blocks, "", 0));
  }

  private static String block(List<Document.Block> blocks, String language, int which) {
    return blocks.stream()
        .filter(block -> block.language().equals(language))
        .toList()
        .get(which)
        .text();
  }
}
