package io.tajo.stripe.ledger;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A database URL in JDBC's form, whichever of the two usual forms it was given in.
 *
 * @param user null where the URL names none outside its parameters
 */
record DatabaseUrl(String jdbc, @Nullable String user, @Nullable String password) {
  private static final String JDBC = "jdbc:postgresql:";

  /** https://www.postgresql.org/docs/18/libpq-ssl.html#LIBPQ-SSL-PROTECTION */
  private static final List<String> SSL_MODES =
      List.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

  private static final Pattern SSL_MODE = Pattern.compile("[?&]sslmode=([^&]*)");

  /** Held, or its level would be forgotten: the driver logs parts of a URL that it cannot read. */
  private static final Logger DRIVER = Logger.getLogger("org.postgresql");

  static {
    DRIVER.setLevel(Level.OFF);
  }

  /** Empty is this host; several are tried one after another. */
  private static final String HOSTS = "(([^:,@]*|\\[[0-9A-Fa-f:.]+\\])(:[0-9]{1,5})?(,|$))*";

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException that repeats nothing of a URL with a login
   */
  static DatabaseUrl parse(String url) {
    DatabaseUrl parsed = split(url);
    requireKnownToDriver(parsed.jdbc);
    return parsed;
  }

  /** What a connection would only tell after its time-out, or as something else. */
  private static void requireKnownToDriver(String jdbc) {
    try {
      Driver _ = DriverManager.getDriver(jdbc);
    } catch (SQLException e) {
      throw new IllegalArgumentException(
          "The database URL cannot be read: look at its ports (1 to 65535), and at what follows each"
              + " %");
    }
    Matcher sslMode = SSL_MODE.matcher(jdbc);
    if (sslMode.find() && !SSL_MODES.contains(decode(sslMode.group(1)).toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          "The database URL has an sslmode that PostgreSQL does not know: use one of "
              + String.join(", ", SSL_MODES));
    }
  }

  private static DatabaseUrl split(String url) {
    if (url.startsWith(JDBC) && !url.contains("@")) {
      return new DatabaseUrl(url, null, null);
    }
    // The driver knows no login in front of the host; written there, it is taken out.
    String plain = url.startsWith(JDBC) ? url.substring("jdbc:".length()) : url;
    if (!plain.startsWith("postgresql://") && !plain.startsWith("postgres://")) {
      throw new IllegalArgumentException(
          "The database URL must begin with jdbc:postgresql:// or postgresql://");
    }
    try {
      return ofUri(URI.create(plain));
    } catch (IllegalArgumentException e) {
      // The cause is left out: its message repeats the URL with the password.
      throw new IllegalArgumentException(
          "The database URL cannot be read: characters such as @ / : # % in the password must be"
              + " percent-encoded");
    }
  }

  private static DatabaseUrl ofUri(URI uri) {
    String authority = orEmpty(uri.getRawAuthority());
    int at = authority.lastIndexOf('@');
    String login = at < 0 ? "" : authority.substring(0, at);
    String hosts = authority.substring(at + 1);
    // A password that is not encoded ends too early, and the rest stands where it does not belong.
    if (!hosts.matches(HOSTS)
        || uri.getRawFragment() != null
        || orEmpty(uri.getRawPath()).contains("@")
        || orEmpty(uri.getRawQuery()).matches("[^=]*@.*")) {
      throw new IllegalArgumentException();
    }
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    int colon = login.indexOf(':');
    String user = colon < 0 ? login : login.substring(0, colon);
    return new DatabaseUrl(
        JDBC + "//" + hosts + uri.getRawPath() + query,
        user.isEmpty() ? null : decode(user),
        colon < 0 ? null : decode(login.substring(colon + 1)));
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
