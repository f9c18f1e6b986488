package io.tajo.stripe.bench;

import io.tajo.stripe.ledger.LedgerSettings;
import io.tajo.stripe.pipeline.LedgerConnector;
import io.tajo.stripe.sandbox.BrevoOptions;
import io.tajo.stripe.sandbox.BrevoSandbox;
import io.tajo.stripe.sandbox.Sandbox;
import io.tajo.stripe.sandbox.SandboxOptions;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How fast webhooks are answered that come at a steady rate, and up to which rate: signed events
 * over HTTP, each in the database before its answer. Nobody works them off meanwhile.
 */
final class ReceivePart implements Part {
  private static final String NAME = "receive";
  private static final int RATE = 1_000;
  private static final int SECONDS = 60;
  private static final int STEP_SECONDS = 10;
  private static final int[] STEPS = {1_250, 1_500, 1_750, 2_000, 2_500, 3_000, 3_500, 4_000};
  private static final Duration BOUND = Duration.ofMillis(50);

  /** A rate is held if the last answer comes in time, but for this share. */
  private static final double HELD = 0.98;

  @Override
  public List<Figure> measure(Site site) throws Exception {
    site.requireFsync();
    BrevoSandbox brevo = new BrevoSandbox(BrevoOptions.builder().build(), InstantSource.system());
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.of(Trial.live(1, 0), brevo));
        LedgerConnector connector =
            new Trial(sandbox, NAME, "[customers, payments]", 100).connector(site);
        Reception reception = new Reception(connector, NAME)) {
      WebhookLoad.Report steady = load(site, reception, RATE, SECONDS);
      Highest highest = highest(site, reception, steady);
      return List.of(
          Figure.atMost(
              (double) BOUND.toMillis(),
              "Webhooks at 1,000 a second for a minute: ms until 99 % are answered",
              millis(steady.p99()),
              "%,d of %,d answered 200, all of them in the database; half within %.1f ms, all within %.0f ms; %,.0f a second; load, receiver and PostgreSQL share two cores"
                  .formatted(
                      steady.accepted(),
                      steady.events(),
                      millis(steady.p50()),
                      millis(steady.max()),
                      steady.perSecond())),
          Figure.atLeast(
              RATE,
              "Webhooks: most a second with 99 % answered within 50 ms",
              highest.rate(),
              "ten seconds each; then %s".formatted(highest.then())));
    }
  }

  /**
   * The highest rate that was held.
   *
   * @param then what became of the next one
   */
  private record Highest(double rate, String then) {}

  private static Highest highest(Site site, Reception reception, WebhookLoad.Report steady)
      throws IOException, InterruptedException, SQLException {
    double rate = isHeld(steady, RATE) ? RATE : 0;
    for (int step : STEPS) {
      WebhookLoad.Report report = load(site, reception, step, STEP_SECONDS);
      if (!isHeld(report, step)) {
        return new Highest(
            rate,
            "%,d: %,.0f a second, 99 %% within %.0f ms"
                .formatted(step, report.perSecond(), millis(report.p99())));
      }
      rate = step;
    }
    return new Highest(rate, "nothing more was tried");
  }

  private static boolean isHeld(WebhookLoad.Report report, int rate) {
    return report.refused() == 0
        && report.p99().compareTo(BOUND) <= 0
        && report.perSecond() >= HELD * rate;
  }

  private static WebhookLoad.Report load(Site site, Reception reception, int rate, int seconds)
      throws IOException, InterruptedException, SQLException {
    String prefix = "evt_rate" + rate + "x";
    WebhookLoad.Report report =
        LoadProcess.run(site, reception.endpoint(), Reception.SECRET, rate, seconds, prefix);
    System.out.printf(
        "  %,d a second: %,d of %,d, %,.0f a second, %.1f / %.1f / %.0f ms%n",
        rate,
        report.accepted(),
        report.events(),
        report.perSecond(),
        millis(report.p50()),
        millis(report.p99()),
        millis(report.max()));
    requireStored(site, prefix, report);
    return report;
  }

  private static void requireStored(Site site, String prefix, WebhookLoad.Report report)
      throws SQLException {
    Set<String> stored = new HashSet<>();
    String schema = LedgerSettings.schemaFor("default", NAME);
    try (var connection = site.connect();
        var statement =
            connection.prepareStatement(
                "select id from %s.event where state = 'pending' and starts_with(id, ?)"
                    .formatted(schema))) {
      statement.setString(1, prefix);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          stored.add(rows.getString(1));
        }
      }
    }
    long lost =
        report.taken().stream().filter(n -> !stored.contains(SampleEvents.id(prefix, n))).count();
    if (lost > 0) {
      throw new IllegalStateException(lost + " events were answered 200 and are not stored");
    }
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }
}
