package io.tajo.stripe.pipeline;

import io.tajo.stripe.api.StripeConnectorStatus.Check;
import io.tajo.stripe.api.StripeConnectorStatus.CheckStatus;
import io.tajo.stripe.brevo.Account;
import io.tajo.stripe.brevo.Brevo;
import io.tajo.stripe.brevo.BrevoFailure;
import io.tajo.stripe.contact.Lists;
import io.tajo.stripe.contact.Mapping;
import io.tajo.stripe.contact.Target;
import io.tajo.stripe.stripe.Access;
import io.tajo.stripe.stripe.Resource;
import io.tajo.stripe.stripe.Stripe;
import io.tajo.stripe.stripe.StripeFailure;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The connection test, a line a check; each failure says what to do and what goes missing
 * meanwhile. A run begins with the same checks.
 */
final class Checks {
  static final String STRIPE = Check.STRIPE;
  static final String BREVO = Check.BREVO;
  static final String ATTRIBUTES = "Brevo attributes ready";

  private static final Map<Resource, String> WITHOUT =
      Map.ofEntries(
          Map.entry(Resource.CUSTOMERS, "nothing can be synced"),
          Map.entry(
              Resource.CHARGES, "payment figures (total_spent, payment_count, ...) have no value"),
          Map.entry(Resource.REFUNDS, "uncaptured remainders count as refunds"),
          Map.entry(
              Resource.DISPUTES, "lost disputes count as spending and dispute_count has no value"),
          Map.entry(
              Resource.BALANCE_TRANSACTIONS,
              "payments are not converted at their settlement rate, and uncaptured remainders count"
                  + " as refunds"),
          Map.entry(
              Resource.SUBSCRIPTIONS,
              "subscription figures (mrr, plan_name, ...) have no value and the lists subscribers and"
                  + " churned are not touched"),
          Map.entry(
              Resource.COUPONS,
              "mrr cannot be exact: subscription figures have no value and the lists subscribers and"
                  + " churned are not touched"),
          Map.entry(Resource.INVOICES, "invoice figures have no value"),
          Map.entry(Resource.PRODUCTS, "plan_name has no value"),
          Map.entry(
              Resource.PRICES, "tiered prices and prices of other currencies are left out of mrr"),
          Map.entry(Resource.CHECKOUT_SESSIONS, "checkout figures have no value"),
          Map.entry(Resource.PAYMENT_INTENTS, "payment events cannot be read again"),
          Map.entry(Resource.EVENTS, "missed webhooks cannot be caught up"));

  private final List<Check> checks = new ArrayList<>();
  private final Set<Resource> readable = EnumSet.noneOf(Resource.class);
  private final Set<Resource> unanswered = EnumSet.noneOf(Resource.class);
  private final Set<String> passing = new HashSet<>();
  private Optional<String> organization = Optional.empty();

  /** The lines so far. */
  List<Check> lines() {
    return List.copyOf(checks);
  }

  /** Brevo's id of the organisation that the key is of; empty: it told none. */
  Optional<String> organization() {
    return organization;
  }

  /** The resources that the key may read. */
  Set<Resource> readable() {
    return readable;
  }

  /** The resources about which Stripe gave no answer: they may be readable all the same. */
  Set<Resource> unanswered() {
    return unanswered;
  }

  /** The failed lines, as problems of a run. */
  List<String> problems() {
    return checks.stream()
        .filter(check -> check.status() == CheckStatus.FAILED)
        .map(Check::sentence)
        .toList();
  }

  /** Tells a run's tally of the failed lines, and which of them may pass by themselves. */
  void tell(Tally tally) {
    for (Check check : checks) {
      if (check.status() == CheckStatus.FAILED) {
        if (passing.contains(check.name())) {
          tally.problem(check.sentence());
        } else {
          tally.lastingProblem(check.sentence());
        }
      }
    }
  }

  /** Why an account gave no answer, or none did; empty: both did, be it with a no. */
  Optional<String> whyUnanswered() {
    return checks.stream()
        .filter(check -> check.name().equals(STRIPE) || check.name().equals(BREVO))
        .filter(check -> passing.contains(check.name()))
        .map(Check::sentence)
        .reduce((stripe, brevo) -> stripe + " " + brevo);
  }

  /** Whether a check of this name failed. */
  boolean failed(String name) {
    return checks.stream()
        .anyMatch(check -> check.name().equals(name) && check.status() == CheckStatus.FAILED);
  }

  /** Asks Stripe whether each resource may be read. */
  void stripe(Stripe stripe, Set<Resource> resources) {
    String refused = null;
    Set<Resource> inOrder = EnumSet.copyOf(resources);
    for (Resource resource : inOrder) {
      if (refused != null) {
        add(readable(resource), CheckStatus.SKIPPED, "Stripe could not be asked");
        continue;
      }
      try {
        Access access = stripe.access(resource);
        if (!resourcesBegun()) {
          add(STRIPE, CheckStatus.PASSED, null);
        }
        if (access instanceof Access.Denied denied) {
          denied(resource, denied.message());
        } else {
          readable.add(resource);
          add(readable(resource), CheckStatus.PASSED, null);
        }
      } catch (StripeFailure failure) {
        if (resourcesBegun() && !failure.concernsWholeAccount()) {
          unanswered.add(resource);
          failed(readable(resource), failure);
        } else {
          refused = failure.getMessage();
          failed(STRIPE, failure);
          add(readable(resource), CheckStatus.SKIPPED, "Stripe could not be asked");
        }
      }
    }
  }

  /** A resource was read: what asking for it would have shown. */
  void read(Resource resource) {
    add(STRIPE, CheckStatus.PASSED, null);
    add(readable(resource), CheckStatus.PASSED, null);
  }

  /** A resource could not be read. */
  void unread(Resource resource, StripeFailure failure) {
    if (failure instanceof StripeFailure.PermissionMissing) {
      add(STRIPE, CheckStatus.PASSED, null);
      denied(resource, failure.getMessage());
    } else {
      failed(STRIPE, failure);
      add(readable(resource), CheckStatus.SKIPPED, "Stripe could not be asked");
    }
  }

  private void denied(Resource resource, @Nullable String message) {
    add(
        readable(resource),
        CheckStatus.FAILED,
        message + " Without it, " + WITHOUT.get(resource) + ".");
  }

  private boolean resourcesBegun() {
    return checks.stream().anyMatch(check -> check.name().equals(STRIPE));
  }

  private static String readable(Resource resource) {
    String words = SweptPages.words(resource);
    return Character.toUpperCase(words.charAt(0)) + words.substring(1) + " readable";
  }

  /** Asks Stripe where it sends events, if it answers at all. */
  void endpoint(Stripe stripe, EndpointCheck check) {
    checks.add(
        failed(STRIPE)
            ? new Check(EndpointCheck.NAME, CheckStatus.SKIPPED, "Stripe could not be asked")
            : check.of(stripe.webhookEndpoints()));
  }

  /** Asks Brevo for the account; null where it does not answer. */
  @Nullable Account brevo(Brevo brevo) {
    try {
      Account account = brevo.account();
      organization = Optional.of(account.organization()).filter(id -> !id.isEmpty());
      add(BREVO, CheckStatus.PASSED, null);
      return account;
    } catch (BrevoFailure failure) {
      failed(BREVO, failure);
      return null;
    }
  }

  /** Whether the lists exist; false where one is missing. */
  boolean lists(BrevoSetup setup, Lists lists) {
    try {
      Map<String, Long> missing = setup.missingLists(lists);
      BrevoSetup.wanted(lists)
          .forEach((purpose, id) -> {
            String name = Check.LIST + id + " (" + purpose + ") exists";
            if (missing.containsKey(purpose)) {
              add(
                  name,
                  CheckStatus.FAILED,
                  "Brevo has no list with id "
                      + id
                      + ": create it (Contacts > Lists) or correct spec.brevo.lists."
                      + purpose
                      + "; nothing is written until it is there");
            } else {
              add(name, CheckStatus.PASSED, null);
            }
          });
      return missing.isEmpty();
    } catch (BrevoFailure failure) {
      failed("Brevo lists exist", failure);
      return false;
    }
  }

  /** Whether the mapped attributes exist with a type that can be written, or will be created. */
  void attributes(Mapping mapping, BrevoSetup.Attributes attributes, boolean create) {
    List<String> unusable = BrevoSetup.unusable(mapping, attributes);
    List<String> missing =
        BrevoSetup.missing(mapping, attributes).stream().map(Target::attribute).toList();
    if (!unusable.isEmpty()) {
      add(
          ATTRIBUTES,
          CheckStatus.FAILED,
          "attributes of a category or type that cannot be written: "
              + String.join(", ", unusable)
              + "; map the fields to other attributes in spec.fieldMapping, or delete these in Brevo");
    } else if (!missing.isEmpty() && !create) {
      add(
          ATTRIBUTES,
          CheckStatus.FAILED,
          "Brevo lacks the attributes "
              + String.join(", ", missing)
              + ": create them (Contacts > Settings > Contact attributes), or set"
              + " spec.brevo.attributes to Create; their values are left out");
    } else {
      add(ATTRIBUTES, CheckStatus.PASSED, null);
    }
  }

  void attributesUnread(BrevoFailure failure) {
    failed(ATTRIBUTES, failure);
  }

  private void failed(String name, RuntimeException failure) {
    if (!Tellable.lasts(failure)) {
      passing.add(name);
    }
    String message = String.valueOf(failure.getMessage());
    add(name, CheckStatus.FAILED, failure instanceof BrevoFailure ? "Brevo: " + message : message);
  }

  private void add(String name, CheckStatus status, @Nullable String message) {
    checks.add(new Check(name, status, message));
  }
}
