package io.tajo.stripe.stripe;

import org.jspecify.annotations.Nullable;

/** Why Stripe did not answer a request. The message says what to do next and never holds a key. */
public abstract sealed class StripeFailure extends RuntimeException {
  private StripeFailure(String message) {
    super(message);
  }

  /** Whether every further request with these settings would end the same. */
  public boolean concernsWholeAccount() {
    return switch (this) {
      case InvalidKey _, ExpiredKey _, UnknownAccount _ -> true;
      default -> false;
    };
  }

  /** Stripe does not know the key (401). */
  public static final class InvalidKey extends StripeFailure {
    public InvalidKey(String message) {
      super(message);
    }
  }

  /** The key has expired or was rolled (401, {@code api_key_expired}). */
  public static final class ExpiredKey extends StripeFailure {
    public ExpiredKey(String message) {
      super(message);
    }
  }

  /** The restricted key lacks a permission (403). */
  public static final class PermissionMissing extends StripeFailure {
    private final String permission;

    public PermissionMissing(String permission, String message) {
      super(message);
      this.permission = permission;
    }

    /** As Stripe names it, for example {@code charge_read}. */
    public String permission() {
      return permission;
    }
  }

  /** A live key was used for an object of test mode, or the other way round. */
  public static final class WrongMode extends StripeFailure {
    public WrongMode(String message) {
      super(message);
    }
  }

  /** The connected account does not exist, or does not let this platform in. */
  public static final class UnknownAccount extends StripeFailure {
    public UnknownAccount(String message) {
      super(message);
    }
  }

  /** There is no such object or path (404). */
  public static final class NotFound extends StripeFailure {
    private final @Nullable String param;

    public NotFound(@Nullable String param, String message) {
      super(message);
      this.param = param;
    }

    /** The parameter that names what is missing. */
    public @Nullable String param() {
      return param;
    }
  }

  /** Stripe refuses the request as it is (400 and the like). */
  public static final class Rejected extends StripeFailure {
    private final @Nullable String param;

    public Rejected(@Nullable String param, String message) {
      super(message);
      this.param = param;
    }

    /** The parameter that Stripe objects to. */
    public @Nullable String param() {
      return param;
    }
  }

  /** Stripe kept answering that requests come too fast (429). */
  public static final class RateLimited extends StripeFailure {
    public RateLimited(String message) {
      super(message);
    }
  }

  /** Stripe could not be reached, or answered nothing that makes sense, again and again. */
  public static final class Unavailable extends StripeFailure {
    public Unavailable(String message) {
      super(message);
    }
  }
}
