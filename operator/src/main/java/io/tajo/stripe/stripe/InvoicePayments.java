package io.tajo.stripe.stripe;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What pays invoices (https://docs.stripe.com/api/invoice-payment). */
final class InvoicePayments {
  private static final String PATH = Endpoint.INVOICE_PAYMENTS;

  private final Api api;

  InvoicePayments(Api api) {
    this.api = api;
  }

  /** The payment intents of an invoice's payments, with one request where these are few. */
  List<String> intentsOf(String invoice) {
    try {
      RawList some = within(invoice).orElse(null);
      return some == null || some.hasMore() ? listed(invoice) : List.copyOf(intents(some.data()));
    } catch (StripeFailure.NotFound unknown) {
      return List.of();
    }
  }

  /** Those that come with the invoice; empty where they do not. */
  private Optional<RawList> within(String invoice) {
    String path = Resource.INVOICES.path() + "/" + Api.encoded(invoice);
    try {
      JsonObject json = Shape.json(api.get(path, List.of("payments")).body());
      return json.get("payments") instanceof JsonObject list
          ? Optional.of(RawList.of(list, path))
          : Optional.empty();
    } catch (StripeFailure.Rejected notExpandable) {
      return Optional.empty();
    }
  }

  private List<String> listed(String invoice) {
    Set<String> intents = new LinkedHashSet<>();
    String first = PATH + "?limit=100&invoice=" + Api.encoded(invoice);
    Optional<String> page = Optional.of(first);
    while (page.isPresent()) {
      RawList list = RawList.of(api.get(page.get(), List.of()).body(), PATH);
      intents.addAll(intents(list.data()));
      page = list.cursor().map(id -> first + "&starting_after=" + Api.encoded(id));
    }
    return List.copyOf(intents);
  }

  private static Set<String> intents(Collection<JsonObject> payments) {
    Set<String> intents = new LinkedHashSet<>();
    for (JsonObject payment : payments) {
      if (payment.get("payment") instanceof JsonObject how) {
        JsonElement intent = how.get("payment_intent");
        String id =
            intent instanceof JsonObject whole
                ? Shape.text(whole, "id")
                : Shape.text(how, "payment_intent");
        if (!id.isEmpty()) {
          intents.add(id);
        }
      }
    }
    return intents;
  }
}
