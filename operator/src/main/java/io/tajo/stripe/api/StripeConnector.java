package io.tajo.stripe.api;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalSelectableField;
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

/** A Stripe account and a Brevo account that are kept in step. */
@Group("connectors.tajo.io")
@Version("v1alpha1")
@Kind("StripeConnector")
@ShortNames("stripeconn")
@Categories("tajo")
@JsonClassDescription(
    "Keeps a Stripe account and a Brevo account in step: customers, payments, subscriptions,"
        + " invoices and checkouts of Stripe reach Brevo as contacts with revenue attributes, list"
        + " membership and events.")
@AdditionalPrinterColumn(
    name = "Ready",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(
    name = "Reason",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason")
@AdditionalPrinterColumn(
    name = "Customers",
    type = AdditionalPrinterColumn.Type.INTEGER,
    jsonPath = ".status.synced.customers")
@AdditionalPrinterColumn(
    name = "Last Sync",
    type = AdditionalPrinterColumn.Type.DATE,
    jsonPath = ".status.lastSyncTime")
// Of the status: kubectl prints nothing for a field of the spec that is left out.
@AdditionalPrinterColumn(
    name = "Suspended",
    jsonPath = ".status.conditions[?(@.type==\"Suspended\")].status")
@AdditionalPrinterColumn(
    name = "Age",
    type = AdditionalPrinterColumn.Type.DATE,
    jsonPath = ".metadata.creationTimestamp")
@AdditionalPrinterColumn(
    name = "Message",
    priority = 1,
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].message")
@AdditionalPrinterColumn(
    name = "Subscriptions",
    type = AdditionalPrinterColumn.Type.INTEGER,
    priority = 1,
    jsonPath = ".status.synced.subscriptions")
@AdditionalPrinterColumn(name = "URL", priority = 1, jsonPath = ".status.webhook.url")
// Text: kubectl prints a date that is still to come as <invalid>.
@AdditionalPrinterColumn(name = "Next Sync", priority = 1, jsonPath = ".status.nextSyncTime")
@AdditionalSelectableField(jsonPath = ".spec.stripe.secretKey.name")
@ValidationRule(value = Names.CONNECTOR_RULE, message = Names.CONNECTOR_FORM)
public final class StripeConnector
    extends CustomResource<StripeConnectorSpec, StripeConnectorStatus> implements Namespaced {
  @Required
  @JsonPropertyDescription("What is wanted.")
  @Override
  public StripeConnectorSpec getSpec() {
    return super.getSpec();
  }

  @JsonPropertyDescription("What is known of it; the operator writes this.")
  @Override
  public @Nullable StripeConnectorStatus getStatus() {
    return super.getStatus();
  }
}
