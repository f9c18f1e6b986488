package io.tajo.stripe.api;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** One run of a StripeConnector. */
@Group("connectors.tajo.io")
@Version("v1alpha1")
@Kind("StripeSync")
@ShortNames("stsync")
@Categories("tajo")
@JsonClassDescription(
    "One run of a StripeConnector. The operator makes runs by itself, first and on schedule; make"
        + " one to run now. Its spec never changes.")
@AdditionalPrinterColumn(name = "Connector", jsonPath = ".spec.connector")
@AdditionalPrinterColumn(name = "Type", jsonPath = ".spec.type")
@AdditionalPrinterColumn(
    name = "Dry Run",
    type = AdditionalPrinterColumn.Type.BOOLEAN,
    jsonPath = ".spec.dryRun")
@AdditionalPrinterColumn(name = "Phase", jsonPath = ".status.phase")
@AdditionalPrinterColumn(
    name = "Percent",
    type = AdditionalPrinterColumn.Type.INTEGER,
    jsonPath = ".status.percent")
@AdditionalPrinterColumn(
    name = "Read",
    type = AdditionalPrinterColumn.Type.INTEGER,
    jsonPath = ".status.objects")
@AdditionalPrinterColumn(
    name = "Written",
    type = AdditionalPrinterColumn.Type.INTEGER,
    jsonPath = ".status.written")
@AdditionalPrinterColumn(
    name = "Age",
    type = AdditionalPrinterColumn.Type.DATE,
    jsonPath = ".metadata.creationTimestamp")
@AdditionalPrinterColumn(name = "Message", priority = 1, jsonPath = ".status.message")
@AdditionalPrinterColumn(name = "Job", priority = 1, jsonPath = ".status.job")
@ValidationRule(value = Names.SYNC_RULE, message = Names.SYNC_FORM)
public final class StripeSync extends CustomResource<StripeSyncSpec, StripeSyncStatus>
    implements Namespaced {
  @Required
  @JsonPropertyDescription("What is to be run; it never changes.")
  @Override
  public StripeSyncSpec getSpec() {
    return super.getSpec();
  }

  @JsonPropertyDescription("How the run goes; the operator writes this.")
  @Override
  public @Nullable StripeSyncStatus getStatus() {
    return super.getStatus();
  }
}
