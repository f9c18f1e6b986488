package io.tajo.stripe.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tajo.stripe.api.OnCustomerDeleted;
import io.tajo.stripe.brevo.Brevo;
import io.tajo.stripe.contact.Change;
import io.tajo.stripe.contact.Diff;
import io.tajo.stripe.contact.Written;
import io.tajo.stripe.pipeline.DryRun.Action;
import io.tajo.stripe.pipeline.DryRun.Difference;
import io.tajo.stripe.pipeline.DryRun.Example;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes nothing: counts what would be written, field by field, with a few examples. */
final class DrySink implements ContactSink {
  private static final int EXAMPLES_EACH = 5;

  private final Brevo brevo;
  private final Tally tally;
  private final OnCustomerDeleted policy;
  private final SortedMap<String, Long> fields = new TreeMap<>();
  private final List<Example> examples = new ArrayList<>();

  /** Contacts that would be renamed, by the address that they would get. */
  private final Map<String, Written> moving = new HashMap<>();

  DrySink(Brevo brevo, Tally tally, OnCustomerDeleted policy) {
    this.brevo = brevo;
    this.tally = tally;
    this.policy = policy;
  }

  @Override
  public List<Planned> settled(List<Planned> some) {
    return some;
  }

  @Override
  public void create(Planned planned) {
    if (!moves(planned)) {
      tally.count(Tally.Outcome.CREATED);
      note(planned.address(), Action.CREATE, differences(planned.asNew(), null));
    }
  }

  @Override
  public void update(Planned planned) {
    if (!moves(planned)) {
      tally.count(Tally.Outcome.UPDATED);
      note(planned.address(), Action.CHANGE, differences(planned.change(), planned.written()));
    }
  }

  @Override
  public void leave(Planned planned) {
    tally.count(planned.isRejected() ? Tally.Outcome.REJECTED : Tally.Outcome.UNCHANGED);
  }

  @Override
  public void rename(Written from, String to) {
    if (brevo.contact(from.address()).isEmpty()) {
      return;
    }
    if (moving.containsKey(to) || brevo.contact(to).isPresent()) {
      depart(List.of(from));
    } else {
      moving.put(to, from);
    }
  }

  /** Whether the contact is one that would be renamed; then it is counted here. */
  private boolean moves(Planned planned) {
    Written from = moving.get(planned.address());
    if (from == null) {
      return false;
    }
    tally.count(Tally.Outcome.UPDATED);
    SortedMap<String, Difference> change =
        differences(Diff.between(planned.desired(), from, false), from);
    change.put("EMAIL", new Difference(text(from.address()), text(planned.address())));
    note(from.address(), Action.CHANGE, change);
    return true;
  }

  @Override
  public void depart(List<Written> contacts) {
    for (Written contact : contacts) {
      if (policy != OnCustomerDeleted.RETAIN && !contact.lists().isEmpty()) {
        tally.count(Tally.Outcome.REMOVED);
        SortedMap<String, Difference> change = new TreeMap<>();
        contact.lists().forEach(list -> change.put("list " + list, LEFT));
        note(contact.address(), Action.REMOVE, change);
      }
    }
  }

  @Override
  public void rest() {}

  @Override
  public void flush() {}

  /** What would be written, now that all contacts were handed over. */
  DryRun report(SortedMap<String, Long> skipped) {
    return new DryRun(
        tally.of(Tally.Outcome.CREATED),
        tally.of(Tally.Outcome.UPDATED),
        tally.of(Tally.Outcome.UNCHANGED),
        tally.of(Tally.Outcome.REMOVED),
        fields,
        skipped,
        tally.omissions(),
        examples);
  }

  private static final Difference LEFT = new Difference(BooleanNode.TRUE, BooleanNode.FALSE);
  private static final Difference JOINED = new Difference(BooleanNode.FALSE, BooleanNode.TRUE);

  /** What a change says, against what was written before. */
  static SortedMap<String, Difference> differences(Change change, @Nullable Written before) {
    SortedMap<String, Difference> differences = new TreeMap<>();
    change
        .attributes()
        .forEach((name, value) ->
            differences.put(
                name,
                new Difference(before == null ? null : before.attributes().get(name), value)));
    change.addLists().forEach(list -> differences.put("list " + list, JOINED));
    change.removeLists().forEach(list -> differences.put("list " + list, LEFT));
    if (change.blocklist()) {
      differences.put("blocklisted", JOINED);
    }
    return differences;
  }

  private void note(String address, Action action, SortedMap<String, Difference> change) {
    change.keySet().forEach(field -> fields.merge(field, 1L, Long::sum));
    if (examples.stream().filter(one -> one.action() == action).count() < EXAMPLES_EACH) {
      examples.add(new Example(address, action, change));
    }
  }

  private static JsonNode text(String text) {
    return TextNode.valueOf(text);
  }
}
