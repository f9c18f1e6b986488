package io.tajo.stripe.pipeline;

import io.tajo.stripe.contact.Mapping;
import io.tajo.stripe.contact.MetadataKeys;
import io.tajo.stripe.contact.Schema;
import io.tajo.stripe.contact.Target;
import io.tajo.stripe.ledger.Ledger;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which figure goes to which attribute in one run, and the attributes as Brevo has them by then.
 *
 * @param keys the metadata keys that the default mapping shows; none with a mapping of one's own
 */
record MappedAttributes(Mapping mapping, Schema schema, MetadataKeys keys) {
  private static final Logger LOG = LoggerFactory.getLogger(MappedAttributes.class);

  /** Where the metadata keys come from. */
  enum Keys {
    /** Chosen anew by a full run, and kept. */
    CHOSEN,
    /** Chosen anew and not kept: a dry run. */
    TRIED,
    /** As the last full run kept them. */
    KEPT
  }

  /** Chooses the mapping and has Brevo's attributes ready for it; a dry run only imagines them. */
  static MappedAttributes prepare(
      Plan plan, Keys source, BrevoSetup setup, Ledger ledger, Checks checks) {
    boolean dryRun = source == Keys.TRIED;
    BrevoSetup.Attributes attributes = setup.attributes();
    MetadataKeys keys =
        plan.mapping().isPresent()
            ? MetadataKeys.NONE
            : keys(plan, source, ledger, attributes.taken());
    Mapping mapping = plan.mapping(keys);
    checks.attributes(mapping, attributes, plan.createsAttributes());
    List<Target> missing = BrevoSetup.missing(mapping, attributes);
    Schema schema;
    if (!plan.createsAttributes()) {
      schema = attributes.schema();
    } else if (dryRun) {
      schema = BrevoSetup.imagined(missing, attributes);
    } else {
      missing.forEach(target -> forgetValues(target, ledger));
      schema = setup.create(missing, attributes);
    }
    if (!dryRun) {
      new KeptSchema(ledger.facts()).put(mapping, schema);
    }
    return new MappedAttributes(mapping, schema, keys);
  }

  private static MetadataKeys keys(Plan plan, Keys source, Ledger ledger, Set<String> taken) {
    KeptKeys kept = new KeptKeys(ledger.facts());
    if (source == Keys.KEPT) {
      return kept.get();
    }
    MetadataKeys keys = MetadataKeys.choose(ledger.objects().metadataKeys(), taken, plan.prefix());
    if (source == Keys.CHOSEN) {
      kept.put(keys);
    }
    return keys;
  }

  /** An attribute that was deleted in Brevo lost its values there. */
  private static void forgetValues(Target target, Ledger ledger) {
    ledger.contacts().forgetAttribute(target.attribute());
    LOG.atInfo().addKeyValue("attribute", target.attribute()).log("Creating an attribute in Brevo");
  }
}
