package io.tajo.stripe.pipeline;

import io.tajo.stripe.api.OnCustomerDeleted;
import io.tajo.stripe.api.StripeConnectorStatus.Check;
import io.tajo.stripe.api.StripeConnectorStatus.CheckStatus;
import io.tajo.stripe.brevo.Brevo;
import io.tajo.stripe.brevo.BrevoContact;
import io.tajo.stripe.brevo.BrevoFailure;
import io.tajo.stripe.contact.Mapping;
import io.tajo.stripe.contact.Target;
import io.tajo.stripe.profile.Field;
import io.tajo.stripe.stripe.Stripe;
import io.tajo.stripe.stripe.StripeFailure;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Follows a customer through a connector that runs elsewhere: makes one in Stripe, waits for its
 * contact in Brevo, changes its name, waits again, and deletes both, also where something fails or
 * the thread is interrupted. It has no part in what the connector does, and needs no database.
 */
final class EndToEnd {
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);
  private static final Duration SETTLING = Duration.ofSeconds(30);
  private static final BigDecimal MILLIS = BigDecimal.valueOf(1_000);

  private final Stripe stripe;
  private final Brevo brevo;
  private final Plan plan;
  private final List<Target> names;
  private final Tools tools;
  private final String email;
  private final Duration timeout;
  private final Consumer<Check> steps;

  private final String idempotencyKey = UUID.randomUUID().toString();
  private boolean made;
  private boolean contactIsDue;
  private boolean arrived;
  private @Nullable String customer;

  /**
   * Time, and what tells where an event got stuck.
   *
   * @param waiting how this room waits
   */
  record Tools(InstantSource clock, Settlement.Waiting waiting, EventTrace trace) {}

  /**
   * Prepares it.
   *
   * @param mapping what the connector writes
   * @param steps told of each step when it is over
   * @throws IllegalArgumentException with a live key: real customers are not for tests
   */
  EndToEnd(
      Stripe stripe,
      Brevo brevo,
      Plan plan,
      Mapping mapping,
      Tools tools,
      EndToEndRequest request,
      Consumer<Check> steps) {
    if (plan.live()) {
      throw new IllegalArgumentException(
          "a customer is made for this test: use a key of test mode (sk_test_... or rk_test_...)");
    }
    this.stripe = stripe;
    this.brevo = brevo;
    this.plan = plan;
    this.names = mapping.targets().stream().filter(EndToEnd::isName).toList();
    this.tools = tools;
    this.email = request.email();
    this.timeout = request.timeout();
    this.steps = steps;
  }

  private static boolean isName(Target target) {
    Field field = target.source().field();
    return field == Field.NAME || field == Field.FIRST_NAME || field == Field.LAST_NAME;
  }

  /** A customer's name in two words, and what of it the connector shows where. */
  private record Name(String first, String last) {
    static final Name BEFORE = new Name("Before", "Test");
    static final Name AFTER = new Name("After", "Check");

    String whole() {
      return first + " " + last;
    }

    boolean isShown(Target target, BrevoContact contact) {
      String expected =
          switch (target.source().field()) {
            case FIRST_NAME -> first;
            case LAST_NAME -> last;
            default -> whole();
          };
      return contact.attributes().path(target.attribute()).asText().equals(expected);
    }
  }

  /** What a step does; gives what is wrong, or nothing. */
  private interface Step {
    Optional<String> take() throws InterruptedException;
  }

  /**
   * Does all of it.
   *
   * @throws InterruptedException after both were deleted
   */
  void run() throws InterruptedException {
    boolean complete = false;
    try {
      follow();
      cleanUp(arrived);
      complete = true;
    } finally {
      if (!complete) {
        boolean interrupted = Thread.interrupted();
        cleanUp(false);
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  private void follow() throws InterruptedException {
    boolean come =
        step("Address is new to Brevo", this::requireNew)
            && step("Customer made in Stripe", this::make)
            && step("Contact came to Brevo", this::awaitContact);
    if (!come) {
      return;
    }
    List<Target> shown =
        brevo.contact(email).stream()
            .flatMap(contact -> names.stream().filter(it -> Name.BEFORE.isShown(it, contact)))
            .toList();
    if (shown.isEmpty()) {
      String why =
          "the contact shows no name: map first_name, last_name or name in spec.fieldMapping to see"
              + " changes arrive";
      steps.accept(new Check("Change came to Brevo", CheckStatus.SKIPPED, why));
      return;
    }
    if (step("Name changed in Stripe", this::rename)) {
      step("Change came to Brevo", () -> awaitChange(shown));
    }
  }

  private Optional<String> requireNew() {
    return brevo
        .contact(email)
        .map(_ ->
            "Brevo has a contact with it, which would be deleted in the end: give another --email");
  }

  private Optional<String> make() {
    made = true;
    contactIsDue = true;
    try {
      customer = create();
    } catch (StripeFailure.Unavailable unanswered) {
      throw unanswered;
    } catch (StripeFailure refused) {
      made = false;
      contactIsDue = false;
      throw refused;
    }
    return Optional.empty();
  }

  private String create() {
    return stripe
        .customerWrites()
        .create(Name.BEFORE.whole(), email, Collections.emptyMap(), idempotencyKey);
  }

  private Optional<String> awaitContact() throws InterruptedException {
    arrived = awaits(timeout, Optional::isPresent);
    return arrived ? Optional.empty() : Optional.of(stuck("customer.created"));
  }

  private Optional<String> rename() {
    stripe.customerWrites().update(customer(), Name.AFTER.whole(), email, Map.of());
    return Optional.empty();
  }

  private Optional<String> awaitChange(List<Target> shown) throws InterruptedException {
    boolean come =
        awaits(
            timeout,
            found ->
                found
                    .map(it -> shown.stream().allMatch(target -> Name.AFTER.isShown(target, it)))
                    .orElse(false));
    return come ? Optional.empty() : Optional.of(stuck("customer.updated"));
  }

  private String stuck(String type) {
    return tools.trace().whereIs(type, customer());
  }

  /** The customer; where the answer was lost that named it, the same request names it again. */
  private String customer() {
    if (customer == null) {
      customer = create();
    }
    return customer;
  }

  /**
   * Deletes both, each once; goes on where it was cut short.
   *
   * @param settle whether to let the connector finish with the deleted customer first, so that
   *     nothing of it makes the contact again
   */
  private void cleanUp(boolean settle) throws InterruptedException {
    if (!contactIsDue) {
      return;
    }
    if (made) {
      step(
          "Customer deleted in Stripe",
          () -> {
            stripe.customerWrites().delete(customer());
            return Optional.empty();
          });
      made = false;
    }
    if (settle && plan.onCustomerDeleted() != OnCustomerDeleted.RETAIN) {
      awaits(SETTLING, found -> found.map(this::isInNoList).orElse(true));
    }
    step(
        "Contact deleted in Brevo",
        () -> {
          brevo.delete(email);
          return Optional.empty();
        });
    contactIsDue = false;
  }

  private boolean isInNoList(BrevoContact contact) {
    return BrevoSetup.wanted(plan.lists()).values().stream().noneMatch(contact.listIds()::contains);
  }

  /** Looks at the contact again and again; false: it was not so in that time. */
  private boolean awaits(Duration most, Predicate<Optional<BrevoContact>> wanted)
      throws InterruptedException {
    Instant until = tools.clock().instant().plus(most);
    while (!wanted.test(brevo.contact(email))) {
      if (!tools.clock().instant().isBefore(until)) {
        return false;
      }
      tools.waiting().sleep(BETWEEN_LOOKS);
    }
    return true;
  }

  private boolean step(String name, Step step) throws InterruptedException {
    Instant began = tools.clock().instant();
    Optional<String> problem;
    try {
      problem = step.take();
    } catch (StripeFailure | BrevoFailure failure) {
      problem = Optional.of(String.valueOf(failure.getMessage()));
    }
    String took = seconds(Duration.between(began, tools.clock().instant()));
    steps.accept(
        problem
            .map(why -> new Check(name, CheckStatus.FAILED, "after " + took + ": " + why))
            .orElseGet(() -> new Check(name, CheckStatus.PASSED, took)));
    return problem.isEmpty();
  }

  private static String seconds(Duration time) {
    return BigDecimal.valueOf(time.toMillis()).divide(MILLIS, 1, RoundingMode.HALF_UP) + " s";
  }
}
