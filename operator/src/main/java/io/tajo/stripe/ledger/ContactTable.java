package io.tajo.stripe.ledger;

import com.fasterxml.jackson.core.type.TypeReference;
import io.tajo.stripe.contact.Written;
import io.tajo.stripe.contact.Written.Rejection;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The tables that hold contacts as they were written, or as an import will have written them. */
final class ContactTable {
  private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};
  private static final TypeReference<TreeSet<Long>> NUMBERS = new TypeReference<>() {};

  static final Table<Written> CONTACTS = columns(Table.of("contact", ContactTable::written));

  static final Table<Written> IMPORT_ROWS =
      columns(Table.of("contact_import_row", ContactTable::written)).owner("import");

  private ContactTable() {}

  private static Table<Written> columns(Table<Written> table) {
    return table
        .text("address", Written::address)
        .json("customers", Written::customers)
        .json("attributes", Written::attributes)
        .json("lists", Written::lists)
        .flag("blocklisted", Written::blocklisted)
        .json("withheld", Written::withheld)
        .text("rejection_reason", written -> reason(written.rejection()))
        .text("rejection_digest", written -> digest(written.rejection()))
        .instant("next_change", Written::nextChange);
  }

  private static @Nullable String reason(@Nullable Rejection rejection) {
    return rejection == null ? null : rejection.reason();
  }

  private static @Nullable String digest(@Nullable Rejection rejection) {
    return rejection == null ? null : rejection.digest();
  }

  static Written written(Row row) throws SQLException {
    String digest = row.textOrNull("rejection_digest");
    return new Written(
        row.text("address"),
        row.json("customers", TEXTS),
        row.values("attributes"),
        row.json("lists", NUMBERS),
        row.flag("blocklisted"),
        row.values("withheld"),
        digest == null ? null : new Rejection(row.text("rejection_reason"), digest),
        row.instantOrNull("next_change"));
  }
}
