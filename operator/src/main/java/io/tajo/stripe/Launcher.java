package io.tajo.stripe;

import java.lang.reflect.InvocationTargetException;

/**
 * The jar's entry point, compiled for Java 8: on an older Java than 25 it says which one is needed,
 * instead of failing with an UnsupportedClassVersionError.
 */
public final class Launcher {
  private static final int REQUIRED = 25;

  private Launcher() {}

  public static void main(String[] args) throws Throwable {
    int version = majorVersion(System.getProperty("java.specification.version"));
    if (version < REQUIRED) {
      System.err.println(
          "stripe-connector needs Java "
              + REQUIRED
              + " or later, this is Java "
              + version
              + ": install a JDK 25 (for example Eclipse Temurin, https://adoptium.net) and run it with that java.");
      System.exit(1);
    }
    try {
      Class.forName("io.tajo.stripe.cli.Main")
          .getMethod("main", String[].class)
          .invoke(null, (Object) args);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static int majorVersion(String specification) {
    String major = specification.startsWith("1.") ? specification.substring(2) : specification;
    int dot = major.indexOf('.');
    return Integer.parseInt(dot < 0 ? major : major.substring(0, dot));
  }
}
