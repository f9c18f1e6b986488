package io.tajo.stripe.brevo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** What a contact can be blocklisted for. It is written as blocklisted or not at all. */
public enum Channel {
  /** Campaign e-mails. */
  EMAIL("email"),
  /** Text messages. */
  SMS("sms");

  private final String prefix;

  Channel(String prefix) {
    this.prefix = prefix;
  }

  static void putContactFlags(ObjectNode contact, Set<Channel> blocklist) {
    blocklist.forEach(channel -> contact.put(channel.prefix + "Blacklisted", true));
  }

  static void putImportFlags(ObjectNode job, Set<Channel> blocklist) {
    blocklist.forEach(channel -> job.put(channel.prefix + "Blacklist", true));
  }
}
