package io.tajo.stripe.ledger;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A database URL in JDBC's form, whichever of the two usual forms it was given in.
 *
 * @param user null where the URL names none outside its parameters
 */
record DatabaseUrl(String jdbc, @Nullable String user, @Nullable String password) {
  private static final String JDBC = "jdbc:postgresql:";

  static DatabaseUrl parse(String url) {
    if (url.startsWith(JDBC) && !hasLogin(url)) {
      return new DatabaseUrl(url, null, null);
    }
    if (url.startsWith(JDBC)) {
      return parse(url.substring("jdbc:".length())); // The driver knows no login in that place.
    }
    if (!url.startsWith("postgresql://") && !url.startsWith("postgres://")) {
      throw new IllegalArgumentException(
          "The database URL must begin with jdbc:postgresql:// or postgresql://");
    }
    return ofUri(uri(url));
  }

  private static boolean hasLogin(String url) {
    int parameters = url.indexOf('?');
    return (parameters < 0 ? url : url.substring(0, parameters)).contains("@");
  }

  private static URI uri(String url) {
    try {
      return URI.create(url);
    } catch (IllegalArgumentException e) {
      // The cause is left out: its message repeats the URL with the password.
      throw new IllegalArgumentException(
          "The database URL cannot be read: characters such as @ / : # % in the password must be"
              + " percent-encoded");
    }
  }

  private static DatabaseUrl ofUri(URI uri) {
    String login = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo();
    String address = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
    String hosts = address.substring(address.lastIndexOf('@') + 1);
    if (uri.getRawUserInfo() == null && address.contains("@")) {
      login = address.substring(0, address.lastIndexOf('@'));
    }
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    int colon = login.indexOf(':');
    String user = colon < 0 ? login : login.substring(0, colon);
    return new DatabaseUrl(
        JDBC + "//" + hosts + uri.getRawPath() + query,
        user.isEmpty() ? null : decode(user),
        colon < 0 ? null : decode(login.substring(colon + 1)));
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
