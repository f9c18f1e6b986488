package io.tajo.stripe.api;

/**
 * What a resource may be called: the objects that are made for it take its name as the beginning of
 * theirs, and those of Services and pods are DNS labels of at most 63 characters.
 */
public final class Names {
  /** A DNS label that begins with a letter, as a Service's must. */
  static final String SERVICE = "^[a-z]([-a-z0-9]*[a-z0-9])?$";

  /** A DNS label. */
  static final String LABEL = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$";

  /** {@code NAME-database-0} and the like, with a hash at the end, fit into 63 characters. */
  public static final int LONGEST_CONNECTOR = 40;

  private static final int LONGEST_LABEL = 63;

  /** A run's Job, and the label of its pod, have the run's name. */
  static final int LONGEST_SYNC = LONGEST_LABEL;

  static final String CONNECTOR_RULE =
      "size(self.metadata.name) <= "
          + LONGEST_CONNECTOR
          + " && self.metadata.name.matches('"
          + SERVICE
          + "')";

  static final String SYNC_RULE =
      "size(self.metadata.name) <= "
          + LONGEST_SYNC
          + " && self.metadata.name.matches('"
          + LABEL
          + "')";

  private static final String FORM = " characters of a-z, 0-9 and -, begin ";

  static final String CONNECTOR_FORM =
      "metadata.name must have at most "
          + LONGEST_CONNECTOR
          + FORM
          + "with a letter and end with a letter or digit: names of Services and pods are made of it";

  static final String SYNC_FORM =
      "metadata.name must have at most "
          + LONGEST_SYNC
          + FORM
          + "and end with a letter or digit: its Job gets the same";

  /** A DNS subdomain, as most objects are called. */
  static final String SUBDOMAIN = "^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$";

  private Names() {}

  /** Whether a StripeConnector may be called so. */
  public static boolean isConnector(String name) {
    return name.length() <= LONGEST_CONNECTOR && name.matches(SERVICE);
  }

  /** Whether a namespace may be called so. */
  public static boolean isNamespace(String name) {
    return name.length() <= LONGEST_LABEL && name.matches(LABEL);
  }
}
