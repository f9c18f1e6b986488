package io.tajo.stripe.cli;

import io.tajo.stripe.pipeline.Explanation.Freshness;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An explained contact as text: a line a value, below it what it adds up from. */
final class StoryText {
  private static final int WIDEST_VALUE = 26;
  private static final int MOST_PARTS = 20;

  private final StringBuilder text = new StringBuilder();

  private StoryText() {}

  static String of(Story story) {
    StoryText text = new StoryText();
    text.tell(story);
    return text.text.toString();
  }

  private void tell(Story story) {
    line(story.contact());
    customers(story.customers());
    attributes(story.attributes());
    lists(story.lists());
    write(story.write());
    line("");
    line(ledger(story.ledger()));
  }

  private void customers(List<Story.Customer> customers) {
    line("");
    if (customers.isEmpty()) {
      line("A guest: no customer of Stripe has this address");
      return;
    }
    line(
        customers.size() == 1
            ? "Customer"
            : "Customers with this address, newest first: of each value, the first that has one wins");
    table(
        customers.stream()
            .map(customer -> List.of(customer.id(), "created " + customer.created()))
            .toList(),
        "  ");
  }

  private void attributes(List<Story.Line> lines) {
    line("");
    line("Attributes: the type in Brevo, the value, and where it comes from");
    int names = width(lines.stream().map(Story.Line::attribute).toList());
    int types = width(lines.stream().map(StoryText::type).toList());
    int values =
        width(
            lines.stream()
                .map(StoryText::value)
                .filter(value -> value.length() <= WIDEST_VALUE)
                .toList());
    for (Story.Line one : lines) {
      String head = "  " + padded(one.attribute(), names) + "  " + padded(type(one), types) + "  ";
      String why = one.source() + ": " + one.why();
      if (value(one).length() <= WIDEST_VALUE) {
        line(head + padded(value(one), values) + "  " + why);
      } else {
        line(head + value(one));
        line(" ".repeat(head.length() + values + 2) + why);
      }
      if (one.currency() != null && one.dividedBy() == null && one.times() == null) {
        parts(one.parts());
      }
    }
  }

  private static String type(Story.Line line) {
    return line.type() == null ? "(missing)" : line.type();
  }

  private static String value(Story.Line line) {
    return Summary.value(line.value());
  }

  /** What adds up; objects that say a value or are counted stand in its line. */
  private void parts(List<Story.Part> parts) {
    List<Story.Part> shown = parts.size() <= MOST_PARTS ? parts : parts.subList(0, MOST_PARTS - 1);
    int ids = width(shown.stream().map(Story.Part::id).toList());
    int adds = width(parts.stream().map(StoryText::adds).toList());
    for (Story.Part part : shown) {
      line(
          "      "
              + padded(part.id(), ids)
              + "  "
              + part.created()
              + "  "
              + " ".repeat(adds - adds(part).length())
              + adds(part)
              + "  "
              + part.words());
      part.parts().forEach(item -> line("          " + item.words()));
    }
    if (shown.size() < parts.size()) {
      List<Story.Part> rest = parts.subList(shown.size(), parts.size());
      BigDecimal sum =
          rest.stream().map(StoryText::number).reduce(BigDecimal.ZERO, BigDecimal::add);
      line(
          "      and %s more, together %s; -o json has them all"
              .formatted(Text.number(rest.size()), sum.toPlainString()));
    }
  }

  private static String adds(Story.Part part) {
    return number(part).toPlainString();
  }

  private static BigDecimal number(Story.Part part) {
    BigDecimal adds = part.adds();
    return adds == null ? BigDecimal.ZERO : adds;
  }

  private void lists(List<Story.Membership> lists) {
    line("");
    line("Lists");
    table(
        lists.stream()
            .map(list ->
                List.of(String.valueOf(list.list()), list.purpose(), list.standing(), list.why()))
            .toList(),
        "  ");
  }

  private void write(Story.Write write) {
    line("");
    line(
        switch (write.action()) {
          case "none" -> "Nothing would be written now";
          case "create" -> "Would be written now, as a new contact";
          default -> "Would be written now, against what was last written";
        });
    write
        .fields()
        .forEach((field, difference) ->
            line(
                "  %s: %s → %s"
                    .formatted(
                        field,
                        Summary.value(difference.before()),
                        Summary.value(difference.after()))));
    write.notes().forEach(note -> line("  - " + note));
  }

  /** How new all this is. */
  static String ledger(@Nullable Freshness ledger) {
    if (ledger == null) {
      return "";
    }
    List<String> parts = new ArrayList<>();
    add(parts, "full sync of ", ledger.fullSync());
    if (!Objects.equals(ledger.lastSync(), ledger.fullSync())) {
      add(parts, "last sync of ", ledger.lastSync());
    }
    add(parts, "newest event of ", ledger.newestEvent());
    if (ledger.waitingEvents() > 0) {
      parts.add(Text.number(ledger.waitingEvents()) + " events wait to be worked off");
    }
    return "From the ledger alone"
        + (parts.isEmpty() ? "" : " (" + String.join(", ", parts) + ")")
        + "; Stripe may be ahead of it.";
  }

  private static void add(List<String> parts, String what, @Nullable Instant when) {
    if (when != null) {
      parts.add(what + when.truncatedTo(ChronoUnit.SECONDS));
    }
  }

  private void table(List<List<String>> rows, String indent) {
    int columns = rows.isEmpty() ? 0 : rows.getFirst().size();
    List<Integer> widths = new ArrayList<>();
    for (int column = 0; column < columns; column++) {
      int at = column;
      widths.add(width(rows.stream().map(row -> row.get(at)).toList()));
    }
    for (List<String> row : rows) {
      List<String> cells = new ArrayList<>();
      for (int column = 0; column < columns; column++) {
        cells.add(padded(row.get(column), widths.get(column)));
      }
      line(indent + cells.stream().collect(Collectors.joining("  ")));
    }
  }

  private static int width(List<String> cells) {
    return cells.stream().mapToInt(cell -> cell.codePointCount(0, cell.length())).max().orElse(0);
  }

  private static String padded(String cell, int width) {
    return cell + " ".repeat(Math.max(0, width - cell.codePointCount(0, cell.length())));
  }

  private void line(String line) {
    text.append(line.stripTrailing()).append('\n');
  }
}
