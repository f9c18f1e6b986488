package io.tajo.stripe.pipeline;

import io.tajo.stripe.contact.Written;
import java.util.List;

/** Where planned contacts go: to Brevo, or into a dry run's report. Used by one thread. */
interface ContactSink {
  /** The same contacts, without values that another contact holds. */
  List<Planned> settled(List<Planned> some);

  /** A contact that Brevo does not have. */
  void create(Planned planned);

  /** A contact that Brevo has, and that differs from what was last written. */
  void update(Planned planned);

  /** A contact whose values are as they were last written. */
  void leave(Planned planned);

  /** Contacts whose customer moved to another address that Brevo does not have. */
  void rename(Written from, String to);

  /** Contacts that no customer has any more. */
  void depart(List<Written> contacts);

  /**
   * Leaves nothing half done: somebody else may write contacts until more come. What waits to be
   * imported is held for the import.
   */
  void rest();

  /** Sends what is still held back; returns when all of it is done. */
  void flush();
}
