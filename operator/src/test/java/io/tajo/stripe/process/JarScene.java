package io.tajo.stripe.process;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests that run the jar in a place of their own, which no process outlives. */
abstract class JarScene {
  @TempDir Path directory;
  Workplace here;

  @BeforeEach
  void aPlaceToWork() {
    here = new Workplace(directory);
  }

  @AfterEach
  void nothingStays() throws IOException {
    here.close();
  }

  /** The small manifest on a sandbox of so many customers; its path. */
  String acme(int customers) throws IOException {
    here.at(SandboxProcess.start(here, "--customers", Integer.toString(customers)));
    return here.file("acme.yaml", Manifests.SMALL);
  }
}
