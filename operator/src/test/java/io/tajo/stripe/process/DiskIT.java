package io.tajo.stripe.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Data that cannot be kept: exit status 1 and what to do, and no harm to what was there. */
class DiskIT extends JarScene {
  private void assumeDisks() throws Exception {
    assumeTrue(TinyDisk.isPossible(directory), "this user may not mount file systems to fill them");
  }

  @Test
  void aFileWhereTheDirectoryShouldBe() throws Exception {
    String manifest = here.file("acme.yaml", Manifests.SMALL);

    Ended ended =
        here.run("local", "--once", "-o", "json", "-f", manifest, "--data", manifest).exits(2);

    assertThat(ended.whyUnhealthy()).contains(manifest, "choose one that you own");
    assertThat(ended.err()).doesNotContain("\tat ");
  }

  @Test
  void aReadOnlyDisk() throws Exception {
    assumeDisks();
    String manifest = here.file("acme.yaml", Manifests.SMALL);
    try (TinyDisk disk = TinyDisk.mount(directory, "size=1m,ro")) {
      for (Path data : new Path[] {disk.path(), disk.path().resolve("data")}) {
        Ended ended =
            here.run("local", "--once", "-f", manifest, "--data", data.toString()).exits(2);

        assertThat(ended.err())
            .contains("cannot be used as a directory for data", "choose one that you own")
            .doesNotContain("\tat ");
      }
    }
  }

  @Test
  void aDiskTooSmallForADatabase() throws Exception {
    assumeDisks();
    String manifest = here.file("acme.yaml", Manifests.SMALL);
    try (TinyDisk disk = TinyDisk.mount(directory, "size=16m,mode=755")) {
      Ended ended =
          here.run("local", "--once", "-f", manifest, "--data", disk.path().toString()).exits(1);

      assertThat(ended.err()).contains("No room left on the disk", "free some");
    }
  }

  @Test
  void aDiskThatIsFullAtALaterRun() throws Exception {
    assumeDisks();
    String manifest = acme(60);
    try (TinyDisk disk = TinyDisk.mount(directory, "size=256m,mode=755")) {
      String[] run = {
        "local", "--once", "-o", "json", "-f", manifest, "--data", disk.path().toString()
      };
      here.run(run).exits(0);

      disk.fill();
      Ended full = here.run(run).exits(1);
      disk.empty();
      Ended roomy = here.run(run).exits(0);

      assertThat(full.whyUnhealthy()).containsIgnoringCase("no room left on");
      assertThat(full.err()).doesNotContain("\tat ");
      assertThat(roomy.json().path("contacts").path("created").asLong()).isZero();
    }
  }
}
