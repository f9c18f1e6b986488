package io.tajo.stripe.stripe;

import com.stripe.model.Event;
import com.stripe.model.HasId;
import com.stripe.model.Price;
import com.stripe.model.StripeCollection;
import com.stripe.model.StripeObject;
import com.stripe.model.Subscription;
import com.stripe.model.SubscriptionItem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads objects and pages of lists, each with all that belongs to it. */
final class Reading {
  private static final Logger LOG = LoggerFactory.getLogger(Reading.class);

  /** A key's permissions can be mended while its text stays the same. */
  private static final Duration DENIED_FOR = Duration.ofHours(1);

  private final Api api;

  private volatile Instant deniedUntil = Instant.MIN;

  Reading(Api api) {
    this.api = api;
  }

  Page page(Resource resource, ListQuery query) {
    return withSettlements(resource, expands -> page(resource, query, expands));
  }

  Optional<StripeObject> object(Resource resource, String id) {
    return withSettlements(resource, expands -> object(resource, id, expands));
  }

  /** All objects that a list has under a filter; none where Stripe does not know its value. */
  <T extends StripeObject & HasId> List<T> all(
      Resource resource, Class<T> type, String filter, String value) {
    List<T> all = new ArrayList<>();
    @Nullable String cursor = null;
    boolean more = true;
    while (more) {
      Page page = page(resource, ListQuery.where(filter, value, cursor));
      page.objects().forEach(object -> all.add(type.cast(object)));
      more = page.hasMore();
      cursor = all.isEmpty() ? null : all.getLast().getId();
    }
    return all;
  }

  /** Notes that balance transactions may not be read. */
  void denySettlements() {
    deniedUntil = api.now().plus(DENIED_FOR);
  }

  boolean settlementsReadable() {
    return !api.now().isBefore(deniedUntil);
  }

  private <T> T withSettlements(Resource resource, Function<List<String>, T> read) {
    if (!resource.hasSettlement() || !settlementsReadable()) {
      return read.apply(resource.expands());
    }
    try {
      return read.apply(List.of("balance_transaction"));
    } catch (StripeFailure.PermissionMissing denied) {
      T answer = read.apply(resource.expands());
      denySettlements();
      LOG.atWarn()
          .addKeyValue("permission", denied.permission())
          .log("Balance transactions may not be read: {} come without them", resource);
      return answer;
    }
  }

  private Page page(Resource resource, ListQuery query, List<String> expands) {
    List<String> inData = expands.stream().map("data."::concat).toList();
    Transport.Answer answer = api.get(resource.path() + query.parameters(resource), inData);
    if (resource == Resource.EVENTS) {
      return events(answer);
    }
    StripeCollection<?> list = Shape.list(answer.body(), resource.type());
    List<? extends HasId> data = list.getData();
    boolean more = Boolean.TRUE.equals(list.getHasMore());
    if (data == null || (more && data.isEmpty())) {
      throw Shape.unreadable(resource.path());
    }
    List<StripeObject> objects = new ArrayList<>(data.size());
    for (HasId element : data) {
      if (element == null || element.getId() == null) {
        throw Shape.unreadable(resource.path());
      }
      StripeObject object = resource.type().cast(element);
      complete(object);
      objects.add(object);
    }
    return new Page(List.copyOf(objects), more, answer.asOf(), answer.took());
  }

  /** Each with its own JSON as its last response, since a model does not show all of it. */
  private static Page events(Transport.Answer answer) {
    RawList list = RawList.of(answer.body(), Resource.EVENTS.path());
    List<Event> events = list.data().stream().map(json -> Shape.event(json, answer)).toList();
    return new Page(events, list.hasMore(), answer.asOf(), answer.took());
  }

  private Optional<StripeObject> object(Resource resource, String id, List<String> expands) {
    Transport.Answer answer;
    try {
      answer = api.get(resource.path() + "/" + Api.encoded(id), expands);
    } catch (StripeFailure.NotFound gone) {
      return Optional.empty();
    }
    if (Shape.isDeleted(answer.body())) {
      return Optional.empty();
    }
    StripeObject object =
        resource == Resource.EVENTS
            ? Shape.event(Shape.json(answer.body()), answer)
            : Shape.object(answer.body(), resource.type());
    complete(object);
    return Optional.of(object);
  }

  private void complete(StripeObject object) {
    switch (object) {
      case Subscription subscription -> completeItems(subscription);
      case Price price -> completeTiers(price);
      default -> {}
    }
  }

  /** All items of a subscription. */
  List<SubscriptionItem> items(String subscription) {
    return all(Resource.SUBSCRIPTION_ITEMS, SubscriptionItem.class, "subscription", subscription);
  }

  private void completeItems(Subscription subscription) {
    if (subscription.getItems() != null
        && Boolean.TRUE.equals(subscription.getItems().getHasMore())) {
      subscription.getItems().setData(items(subscription.getId()));
      subscription.getItems().setHasMore(false);
    }
  }

  /**
   * The tiers of a price's other currencies come only when each currency is named
   * (data.currency_options.tiers is taken and ignored).
   */
  private void completeTiers(Price price) {
    if (!"tiered".equals(price.getBillingScheme()) || price.getCurrencyOptions() == null) {
      return;
    }
    List<String> expands =
        new ArrayList<>(
            price.getCurrencyOptions().entrySet().stream()
                .filter(option -> option.getValue() != null)
                .filter(option -> option.getValue().getTiers() == null)
                .map(option -> "currency_options." + option.getKey() + ".tiers")
                .toList());
    if (expands.isEmpty()) {
      return;
    }
    expands.addAll(Resource.PRICES.expands());
    try {
      Transport.Answer whole =
          api.get(Resource.PRICES.path() + "/" + Api.encoded(price.getId()), expands);
      Price read = Shape.object(whole.body(), Price.class);
      price.setCurrencyOptions(read.getCurrencyOptions());
    } catch (StripeFailure.NotFound | StripeFailure.Rejected unknown) {
      LOG.atWarn()
          .addKeyValue("price", price.getId())
          .log("The tiers of a price's other currencies cannot be read");
    }
  }
}
