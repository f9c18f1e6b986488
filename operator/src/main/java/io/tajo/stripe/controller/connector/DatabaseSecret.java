package io.tajo.stripe.controller.connector;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.BooleanWithUndefined;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependent;
import io.tajo.stripe.api.StripeConnector;
import io.tajo.stripe.controller.model.Desired;
import io.tajo.stripe.controller.model.Names;
import io.tajo.stripe.controller.model.Store;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** PostgreSQL's password: made up once, and kept as long as the disk that it opens. */
@KubernetesDependent(useSSA = BooleanWithUndefined.TRUE)
final class DatabaseSecret extends Kept<Secret> {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final int LENGTH = 32;

  DatabaseSecret() {
    super(Secret.class, Names::database, desired -> desired.databaseSecret(""));
  }

  @Override
  protected Secret desired(StripeConnector connector, Context<StripeConnector> context) {
    Desired desired = Given.desired(context);
    String password = password(connector, context).orElseGet(DatabaseSecret::fresh);
    Secret secret = desired.databaseSecret(password).orElseThrow();
    if (!desired.isDatabaseRetained()) {
      secret.addOwnerReference(connector);
    }
    return secret;
  }

  /**
   * From the API server where the cache has none: a second password would lock the disk's data in.
   */
  private Optional<String> password(StripeConnector connector, Context<StripeConnector> context) {
    return getSecondaryResource(connector, context)
        .or(() ->
            Optional.ofNullable(
                context
                    .getClient()
                    .secrets()
                    .inNamespace(connector.getMetadata().getNamespace())
                    .withName(Names.of(connector).database())
                    .get()))
        .flatMap(there -> Optional.ofNullable(there.getData()))
        .flatMap(data -> Optional.ofNullable(data.get(Store.PASSWORD)))
        .map(text -> new String(Base64.getDecoder().decode(text), UTF_8));
  }

  private static String fresh() {
    StringBuilder password = new StringBuilder();
    for (int i = 0; i < LENGTH; i++) {
      password.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
    }
    return password.toString();
  }

  /** It outlives the connector with the disk; the reference is set where it does not. */
  @Override
  protected void addReferenceHandlingMetadata(Secret desired, StripeConnector connector) {}

  /** A connector that moves to another PostgreSQL leaves its old disk, and so the key to it. */
  @Override
  public void delete(StripeConnector connector, Context<StripeConnector> context) {
    getSecondaryResource(connector, context)
        .filter(there -> there.hasOwnerReferenceFor(connector))
        .ifPresent(there ->
            context
                .getClient()
                .resource(there)
                .edit(secret ->
                    new SecretBuilder(secret)
                        .editMetadata()
                        .withOwnerReferences(List.of())
                        .endMetadata()
                        .build()));
  }
}
