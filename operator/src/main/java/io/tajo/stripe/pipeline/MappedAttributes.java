package io.tajo.stripe.pipeline;

import io.tajo.stripe.contact.Mapping;
import io.tajo.stripe.contact.MetadataKeys;
import io.tajo.stripe.contact.Schema;
import io.tajo.stripe.contact.Target;
import io.tajo.stripe.ledger.Ledger;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which figure goes to which attribute in one run, and the attributes as Brevo has them by then.
 *
 * @param keys the metadata keys that the default mapping shows; none with a mapping of one's own
 */
record MappedAttributes(Mapping mapping, Schema schema, MetadataKeys keys) {
  private static final Logger LOG = LoggerFactory.getLogger(MappedAttributes.class);

  /** Chooses the mapping and has Brevo's attributes ready for it; a dry run only imagines them. */
  static MappedAttributes prepare(
      Plan plan, boolean dryRun, BrevoSetup setup, Ledger ledger, Checks checks) {
    BrevoSetup.Attributes attributes = setup.attributes();
    MetadataKeys keys =
        plan.mapping().isPresent()
            ? MetadataKeys.NONE
            : MetadataKeys.choose(
                ledger.objects().metadataKeys(), attributes.taken(), plan.prefix());
    Mapping mapping = plan.mapping().orElseGet(() -> Mapping.standard(plan.prefix(), keys));
    checks.attributes(mapping, attributes, plan.createsAttributes());
    List<Target> missing = BrevoSetup.missing(mapping, attributes);
    Schema schema;
    if (!plan.createsAttributes()) {
      schema = attributes.schema();
    } else if (dryRun) {
      schema = BrevoSetup.imagined(missing, attributes);
    } else {
      missing.forEach(target -> announce(target, ledger));
      schema = setup.create(missing, attributes);
    }
    return new MappedAttributes(mapping, schema, keys);
  }

  /** An attribute that was deleted in Brevo lost its values there. */
  private static void announce(Target target, Ledger ledger) {
    ledger.contacts().forgetAttribute(target.attribute());
    LOG.atInfo().addKeyValue("attribute", target.attribute()).log("Creating an attribute in Brevo");
  }
}
