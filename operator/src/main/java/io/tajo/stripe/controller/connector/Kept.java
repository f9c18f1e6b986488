package io.tajo.stripe.controller.connector;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.dependent.DependentResource;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.CRUDKubernetesDependentResource;
import io.javaoperatorsdk.operator.processing.dependent.workflow.Condition;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.tajo.stripe.api.StripeConnector;
import io.tajo.stripe.controller.model.Desired;
import io.tajo.stripe.controller.model.Names;
import java.util.Optional;
import java.util.function.Function;

/**
 * An object that the operator keeps as {@link Desired} has it: made, mended when somebody edits it,
 * made anew when somebody deletes it, and deleted when the spec wants it no more.
 */
abstract class Kept<R extends HasMetadata>
    extends CRUDKubernetesDependentResource<R, StripeConnector> {
  private final Function<Names, String> naming;
  private final Function<Desired, Optional<R>> wanted;

  Kept(Class<R> type, Function<Names, String> name, Function<Desired, Optional<R>> wanted) {
    super(type);
    this.naming = name;
    this.wanted = wanted;
  }

  /** An object that every connector has. */
  static <R> Function<Desired, Optional<R>> always(Function<Desired, R> wanted) {
    return wanted.andThen(Optional::of);
  }

  final Optional<R> wanted(Context<StripeConnector> context) {
    return wanted.apply(Given.desired(context));
  }

  @Override
  protected R desired(StripeConnector connector, Context<StripeConnector> context) {
    return wanted(context)
        .orElseThrow(() -> new IllegalStateException(resourceType() + " is not wanted"));
  }

  @Override
  protected ResourceID targetSecondaryResourceID(
      StripeConnector connector, Context<StripeConnector> context) {
    return new ResourceID(
        naming.apply(Names.of(connector)), connector.getMetadata().getNamespace());
  }

  /** Whether the spec wants the object; one that it does not is deleted. */
  static final class Wanted<R extends HasMetadata> implements Condition<R, StripeConnector> {
    @Override
    public boolean isMet(
        DependentResource<R, StripeConnector> dependent,
        StripeConnector connector,
        Context<StripeConnector> context) {
      return ((Kept<R>) dependent).wanted(context).isPresent();
    }
  }
}
