package io.tajo.stripe.sandbox.stripe.life;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tajo.stripe.sandbox.stripe.Form;
import io.tajo.stripe.sandbox.stripe.Json;
import io.tajo.stripe.sandbox.stripe.Metadata;
import io.tajo.stripe.sandbox.stripe.Resource;
import io.tajo.stripe.sandbox.stripe.StripeAccount;
import io.tajo.stripe.sandbox.stripe.StripeError;
import io.tajo.stripe.sandbox.stripe.Writer;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Customers as the API writes them: {@code /v1/customers}. */
public final class CustomerWrites implements Writer {
  private static final List<String> TEXTS = List.of("name", "email", "phone", "description");
  private static final Set<String> PARAMETERS =
      Set.of("name", "email", "phone", "description", "metadata");
  private static final int MAX_EMAIL = 512;

  private final StripeAccount account;
  private final PeopleActs people;

  /** Writes as acts of a life, with their events. */
  public CustomerWrites(StripeAccount account, StripeLife life) {
    this.account = account;
    this.people = life.people();
  }

  @Override
  public ObjectNode create(Form form) {
    check(form);
    return account.collapsed(people.create(customer -> fill(customer, form)));
  }

  @Override
  public ObjectNode update(String id, Form form) {
    check(form);
    existing(id);
    return account.collapsed(people.update(id, customer -> fill(customer, form)));
  }

  @Override
  public ObjectNode delete(String id) {
    existing(id);
    people.delete(id);
    return Json.object().put("id", id).put("object", "customer").put("deleted", true);
  }

  private void existing(String id) {
    Optional<ObjectNode> found =
        account
            .find(Resource.CUSTOMERS, id)
            .filter(customer -> !customer.path("deleted").asBoolean());
    if (found.isEmpty()) {
      throw StripeError.missing(Resource.CUSTOMERS, id);
    }
  }

  private static void check(Form form) {
    form.only(PARAMETERS);
    String email = form.text("email").orElse("");
    if (email.length() > MAX_EMAIL
        || (!email.isEmpty() && !email.strip().matches("[^\\s@]+@[^\\s@]+"))) {
      throw StripeError.badRequest("email_invalid", "email", "Invalid email address: " + email);
    }
  }

  private static void fill(ObjectNode customer, Form form) {
    for (String name : TEXTS) {
      form.text(name).ifPresent(text -> customer.put(name, text.isEmpty() ? null : text));
    }
    Metadata.merge(customer, form);
  }
}
