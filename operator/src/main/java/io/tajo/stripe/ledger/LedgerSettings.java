package io.tajo.stripe.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where one connector's ledger is.
 *
 * @param jdbcUrl {@code jdbc:postgresql://…}, or the {@code postgresql://user:password@host/db}
 *     that hosted databases hand out
 * @param user null: as the URL says
 * @param schema one a connector, see {@link #schemaFor}; lower-case letters, digits and {@code _}
 * @param poolSize connections at most, 1 or more
 */
public record LedgerSettings(
    String jdbcUrl, @Nullable String user, @Nullable String password, String schema, int poolSize) {
  private static final int MAX_IDENTIFIER = 63;
  private static final int HASH_DIGITS = 16;
  private static final Pattern SCHEMA = Pattern.compile("(?!pg_)[a-z_][a-z0-9_]{0,62}");

  /** Refuses a schema that would have to be quoted, and a pool without connections. */
  public LedgerSettings {
    if (!SCHEMA.matcher(schema).matches()) {
      throw new IllegalArgumentException(
          "Not a schema name of lower-case letters, digits and _ (at most 63, not pg_…): "
              + schema);
    }
    if (poolSize < 1) {
      throw new IllegalArgumentException("The pool needs at least one connection: " + poolSize);
    }
    DatabaseUrl url = DatabaseUrl.parse(jdbcUrl);
    jdbcUrl = url.jdbc();
    user = user == null ? url.user() : user;
    password = password == null ? url.password() : password;
  }

  /**
   * The schema of a connector: at most 63 bytes, and another one for every other namespace and
   * name.
   */
  public static String schemaFor(String namespace, String name) {
    String plain = "stripe_" + namespace + "__" + name;
    String safe = plain.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
    boolean unique = safe.equals(plain) && !namespace.contains("_") && !name.contains("_");
    if (unique && safe.length() <= MAX_IDENTIFIER) {
      return safe;
    }
    int room = MAX_IDENTIFIER - HASH_DIGITS - 1;
    return safe.substring(0, Math.min(safe.length(), room)) + "_" + hash(namespace + "/" + name);
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, HASH_DIGITS / 2);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /**
   * Looks whether a URL names a database.
   *
   * @throws IllegalArgumentException that says what is wrong, without a password
   */
  public static void checkUrl(String url) {
    DatabaseUrl _ = DatabaseUrl.parse(url);
  }

  /** Without user, password and URL, which may hold both. */
  @Override
  public String toString() {
    return "LedgerSettings[schema=" + schema + ", poolSize=" + poolSize + "]";
  }
}
