package io.tajo.stripe.bench;

import io.tajo.stripe.sandbox.BrevoOptions;
import io.tajo.stripe.sandbox.BrevoOptions.Plan;
import io.tajo.stripe.sandbox.BrevoSandbox;
import io.tajo.stripe.sandbox.Sandbox;
import io.tajo.stripe.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/**
 * How much memory {@code local --once} takes, as the packaged jar in a process of its own, while
 * the account grows fourfold.
 */
final class MemoryPart implements Part {
  private static final int SMALL = 50_000;
  private static final int LARGE = 200_000;
  private static final double MEBI = 1 << 20;

  /** Bytes. */
  private record Peak(double liveHeap, double resident) {}

  @Override
  public List<Figure> measure(Site site) throws Exception {
    Peak small = peak(site, SMALL);
    Peak large = peak(site, LARGE);
    return List.of(
        Figure.atMost(
            1.15,
            "Live heap, 200,000 ÷ 50,000 customers",
            large.liveHeap() / small.liveHeap(),
            mebi(large.liveHeap()) + " ÷ " + mebi(small.liveHeap())),
        Figure.atMost(
            1.15,
            "Resident size, 200,000 ÷ 50,000 customers",
            large.resident() / small.resident(),
            mebi(large.resident()) + " ÷ " + mebi(small.resident())),
        Figure.atMost(
            512,
            "Resident size, MiB",
            Math.max(small.resident(), large.resident()) / MEBI,
            "the greater of both; -Xmx" + Watched.HEAP));
  }

  private static String mebi(double bytes) {
    return "%.0f MiB".formatted(bytes / MEBI);
  }

  private static Peak peak(Site site, int customers) throws IOException, InterruptedException {
    BrevoSandbox brevo =
        new BrevoSandbox(
            BrevoOptions.builder().plan(Plan.UNLIMITED).build(), InstantSource.system());
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.of(Trial.live(customers, 3), brevo))) {
      Trial trial = new Trial(sandbox, "memory-" + customers, "[customers, payments]", 100);
      Path manifest = site.directory().resolve(trial.name() + ".yaml");
      Files.writeString(manifest, trial.manifest());
      Watched process =
          Watched.start(
              trial.environment(),
              site.directory().resolve(trial.name() + ".log"),
              List.of(
                  "local",
                  "--once",
                  "--no-progress",
                  "-f",
                  manifest.toString(),
                  "--database",
                  site.databaseUrl()));
      process.watchToItsEnd();
      return new Peak(process.liveHeap(), process.resident());
    }
  }
}
