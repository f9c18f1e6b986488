package io.tajo.stripe.ledger;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which contact holds a phone number. Brevo lets one contact have a number and refuses a whole call
 * for a second, so the connector asks here first.
 */
public final class Numbers {
  private final Database database;

  Numbers(Database database) {
    this.database = database;
  }

  /**
   * Claims numbers of one attribute; each goes to the first that asks, and a contact that claims
   * another gives up the one it had.
   *
   * @param numbers by the address that wants it
   * @return the holder of each number
   */
  public Map<String, String> claim(String attribute, Map<String, String> numbers) {
    List<String> addresses = numbers.keySet().stream().sorted().toList();
    List<String> wanted = addresses.stream().map(numbers::get).toList();
    Map<String, String> holders = new HashMap<>();
    database
        .writing(c -> {
          Sql.of(
                  """
                  delete from number_holder h
                  using unnest(?::text[], ?::text[]) as w (address, number)
                  where h.attribute = ? and h.address = w.address and h.number <> w.number
                  """,
                  addresses,
                  wanted,
                  attribute)
              .update(c);
          Sql.of(
                  """
                  insert into number_holder (attribute, number, address)
                  select ?, number, address from unnest(?::text[], ?::text[])
                    with ordinality as w (address, number, place)
                  order by place
                  on conflict do nothing
                  """,
                  attribute,
                  addresses,
                  wanted)
              .update(c);
          return Sql.of(
                  "select number, address from number_holder"
                      + " where attribute = ? and number = any (?::text[])",
                  attribute,
                  wanted)
              .list(c, row -> Map.entry(row.text("number"), row.text("address")));
        })
        .forEach(holder -> holders.put(holder.getKey(), holder.getValue()));
    return holders;
  }

  /** Who holds a number; empty: nobody yet. */
  public Optional<String> holder(String attribute, String number) {
    return database.read(c ->
        Sql.of(
                "select address from number_holder where attribute = ? and number = ?",
                attribute,
                number)
            .first(c, row -> row.text("address")));
  }

  /**
   * Gives up what nobody holds any more: numbers that were claimed and then not written, or that a
   * contact has no longer.
   */
  public void tidy() {
    database.write(c ->
        Sql.of(
                """
                delete from number_holder h
                where not exists (
                    select from contact where address = h.address
                      and attributes ->> h.attribute = h.number)
                  and not exists (
                    select from contact_import_row where address = h.address
                      and attributes ->> h.attribute = h.number)
                """)
            .update(c));
  }

  /** Gives up the numbers of contacts, of one attribute: Brevo did not let them have it. */
  public void release(String attribute, Collection<String> addresses) {
    database.write(c ->
        Sql.of(
                "delete from number_holder where attribute = ? and address = any (?::text[])",
                attribute,
                addresses)
            .update(c));
  }
}
