package io.tajo.stripe.bench;

import io.tajo.stripe.pipeline.Progress;
import io.tajo.stripe.pipeline.RunRequest;
import io.tajo.stripe.sandbox.BrevoOptions;
import io.tajo.stripe.sandbox.BrevoOptions.Existing;
import io.tajo.stripe.sandbox.BrevoOptions.Plan;
import io.tajo.stripe.sandbox.BrevoSandbox;
import io.tajo.stripe.sandbox.Sandbox;
import io.tajo.stripe.sandbox.SandboxOptions;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How many calls the first full write takes: Brevo's limits, not this machine, bound its time. The
 * account has the highest limits, so that it ends sooner.
 */
final class FirstWritePart implements Part {
  private static final int CONTACTS = 100_000;

  /** So many make 100,000 contacts: some are deleted, share an address or have none. */
  private static final long CUSTOMERS = 115_606;

  /** Calls that read or write contacts; lists and attributes are set up once, by a few calls. */
  private static final Set<String> CONTACT_CALLS =
      Set.of(
          "GET /contacts",
          "GET /contacts/{identifier}",
          "POST /contacts",
          "PUT /contacts/{identifier}",
          "POST /contacts/batch",
          "POST /contacts/import");

  @Override
  public List<Figure> measure(Site site) throws Exception {
    BrevoOptions.Builder options = BrevoOptions.builder().plan(Plan.EXTENDED);
    BrevoSandbox empty = new BrevoSandbox(options.build(), InstantSource.system());
    write(site, "new", empty);

    List<String> addresses = empty.contacts().map(contact -> contact.email()).toList();
    options.existing(addresses.size(), index -> Existing.of(addresses.get(index)));
    BrevoSandbox full = new BrevoSandbox(options.build(), InstantSource.system());
    write(site, "existing", full);
    return List.of(
        Figure.atMost(
            20,
            "First write of 100,000 new contacts: import calls",
            empty.calls().getOrDefault("POST /contacts/import", 0L),
            calls(empty)),
        Figure.atMost(
            1_100,
            "First write of 100,000 contacts that Brevo has: contact calls",
            contactCalls(full).values().stream().mapToDouble(Long::doubleValue).sum(),
            calls(full)));
  }

  private static void write(Site site, String name, BrevoSandbox brevo) throws Exception {
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.of(Trial.live(CUSTOMERS, 0), brevo))) {
      new Trial(sandbox, "first-write-" + name, "[customers]", 100)
          .run(site, RunRequest.full(), Progress.NONE);
    }
    if (brevo.size() != CONTACTS) {
      throw new IllegalStateException("there are %d contacts".formatted(brevo.size()));
    }
  }

  /** Calls so far that read or wrote contacts, by endpoint. */
  static Map<String, Long> contactCalls(BrevoSandbox brevo) {
    Map<String, Long> calls = brevo.calls();
    calls.keySet().retainAll(CONTACT_CALLS);
    return calls;
  }

  private static String calls(BrevoSandbox brevo) {
    return contactCalls(brevo).toString();
  }
}
