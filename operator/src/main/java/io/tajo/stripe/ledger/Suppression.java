package io.tajo.stripe.ledger;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Blocklisted addresses that Brevo has forgotten, as hashes that only this ledger can make. */
final class Suppression {
  private static final String ALGORITHM = "HmacSHA256";

  private final Database database;
  private final byte[] key;

  Suppression(Database database) {
    this.database = database;
    this.key =
        database.read(c ->
            Sql.of("select suppression_key from ledger")
                .one(c, row -> row.bytes("suppression_key")));
  }

  void add(Collection<String> addresses) {
    database.write(c ->
        Sql.of(
                "insert into suppressed (hash) select decode(h, 'hex') from unnest(?::text[]) h"
                    + " order by 1 on conflict do nothing",
                byHash(addresses).keySet())
            .update(c));
  }

  Set<String> among(Collection<String> addresses) {
    Map<String, String> byHash = byHash(addresses);
    Set<String> suppressed = new HashSet<>();
    database
        .read(c ->
            Sql.of(
                    "select h from unnest(?::text[]) h"
                        + " where exists (select from suppressed where hash = decode(h, 'hex'))",
                    byHash.keySet())
                .list(c, row -> row.text("h")))
        .forEach(hash -> suppressed.add(byHash.getOrDefault(hash, "")));
    return suppressed;
  }

  private Map<String, String> byHash(Collection<String> addresses) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      Map<String, String> byHash = new LinkedHashMap<>();
      for (String address : addresses) {
        byte[] hash = mac.doFinal(address.getBytes(StandardCharsets.UTF_8));
        byHash.put(HexFormat.of().formatHex(hash), address);
      }
      return byHash;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has " + ALGORITHM, e);
    }
  }
}
