package io.tajo.stripe.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.tajo.stripe.sandbox.BrevoQuirk.UnknownInBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/**
 * What a simulated Brevo account holds at its start, and how it answers where Brevo's documentation
 * is silent.
 *
 * @param apiKeys keys that are accepted
 * @param oauthClients secrets by client id, for the client credentials grant
 * @param organization id that GET /account reports
 * @param lists names by list id
 * @param attributes those beside the built-in ones
 * @param existing how many contacts there are at the start
 * @param contact the existing contact at an index from 0
 * @param plan whose rate limits apply
 * @param importDelay from the answer of an import until its end, by the sandbox's clock
 * @param refusedEmails well-formed addresses that Brevo refuses all the same
 * @param recordBodies whether {@link BrevoSandbox#writes()} keeps the bodies of requests
 * @param seed chooses the rows that an import which fails halfway has written
 * @param maxBatch contacts in one POST /contacts/batch
 * @param maxAttributes attributes in all, the built-in ones included
 */
public record BrevoOptions(
    Set<String> apiKeys,
    Map<String, String> oauthClients,
    String organization,
    SortedMap<Long, String> lists,
    List<BrevoAttribute> attributes,
    int existing,
    IntFunction<Existing> contact,
    Plan plan,
    Duration importDelay,
    Predicate<String> refusedEmails,
    boolean recordBodies,
    long seed,
    UnknownInBatch unknownInBatch,
    int maxBatch,
    int maxAttributes,
    Set<BrevoQuirk> quirks) {

  /** The key that is accepted where none was chosen. */
  public static final String API_KEY = "xkeysib-sandbox";

  /** A contact that is there at the start. */
  public record Existing(
      String email,
      Map<String, JsonNode> attributes,
      Set<Long> lists,
      boolean emailBlacklisted,
      boolean smsBlacklisted) {
    /** A subscribed contact that is in no list and has no attributes. */
    public static Existing of(String email) {
      return new Existing(email, Map.of(), Set.of(), false, false);
    }

    /** A contact that opted out of e-mail and SMS. */
    public static Existing blocklisted(String email) {
      return new Existing(email, Map.of(), Set.of(), true, true);
    }
  }

  /**
   * Rate limits, calls a second and an hour (developers.brevo.com/docs/api-limits).
   *
   * @see #UNLIMITED no limits and no headers, for tests of other things
   */
  public enum Plan {
    GENERAL(10, 36_000, 100),
    EXTENDED(60, 216_000, 600),
    UNLIMITED(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

    /** Contacts and events, each, a second. */
    final int perSecond;

    /** Contacts and events, each, an hour. */
    final int perHour;

    /** Everything else, an hour. */
    final int othersPerHour;

    Plan(int perSecond, int perHour, int othersPerHour) {
      this.perSecond = perSecond;
      this.perHour = perHour;
      this.othersPerHour = othersPerHour;
    }
  }

  /** Whether this account departs from the harshest behaviour. */
  boolean has(BrevoQuirk quirk) {
    return quirks.contains(quirk);
  }

  /** Lists 20, 21 and 22, one key, no contacts, the general plan's limits, imports at once. */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects the options that differ from the defaults. */
  public static final class Builder {
    private Set<String> apiKeys = Set.of(API_KEY);
    private Map<String, String> oauthClients = Map.of();
    private String organization = "sandbox-organization";
    private SortedMap<Long, String> lists =
        new TreeMap<>(Map.of(20L, "All customers", 21L, "Subscribers", 22L, "Churned"));
    private final List<BrevoAttribute> attributes = new ArrayList<>();
    private final Map<String, Existing> named = new LinkedHashMap<>();
    private int generated;
    private IntFunction<Existing> generator = i -> Existing.of("existing" + i + "@example.com");
    private Plan plan = Plan.GENERAL;
    private Duration importDelay = Duration.ZERO;
    private Predicate<String> refusedEmails = email -> false;
    private boolean recordBodies;
    private long seed = 1;
    private UnknownInBatch unknownInBatch = UnknownInBatch.NOT_FOUND;
    private int maxBatch = 100;
    private int maxAttributes = 200;
    private Set<BrevoQuirk> quirks = Set.of();

    private Builder() {}

    public Builder apiKeys(Set<String> keys) {
      apiKeys = Set.copyOf(keys);
      return this;
    }

    public Builder oauthClients(Map<String, String> secretsById) {
      oauthClients = Map.copyOf(secretsById);
      return this;
    }

    public Builder organization(String id) {
      organization = id;
      return this;
    }

    public Builder lists(Map<Long, String> namesById) {
      lists = new TreeMap<>(namesById);
      return this;
    }

    public Builder attribute(BrevoAttribute attribute) {
      attributes.add(attribute);
      return this;
    }

    public Builder contact(Existing contact) {
      named.put(contact.email(), contact);
      return this;
    }

    /** Contacts after the named ones, made by index from 0 when the sandbox starts. */
    public Builder existing(int count, IntFunction<Existing> contact) {
      generated = count;
      generator = contact;
      return this;
    }

    public Builder plan(Plan value) {
      plan = value;
      return this;
    }

    public Builder importDelay(Duration delay) {
      importDelay = delay;
      return this;
    }

    public Builder refusedEmails(Predicate<String> refused) {
      refusedEmails = refused;
      return this;
    }

    public Builder recordBodies() {
      recordBodies = true;
      return this;
    }

    public Builder seed(long value) {
      seed = value;
      return this;
    }

    public Builder unknownInBatch(UnknownInBatch value) {
      unknownInBatch = value;
      return this;
    }

    public Builder maxBatch(int contacts) {
      maxBatch = contacts;
      return this;
    }

    public Builder maxAttributes(int count) {
      maxAttributes = count;
      return this;
    }

    public Builder quirks(BrevoQuirk... departures) {
      quirks = Set.of(departures);
      return this;
    }

    public BrevoOptions build() {
      List<Existing> first = List.copyOf(named.values());
      IntFunction<Existing> rest = generator;
      return new BrevoOptions(
          apiKeys,
          oauthClients,
          organization,
          lists,
          List.copyOf(attributes),
          first.size() + generated,
          i -> i < first.size() ? first.get(i) : rest.apply(i - first.size()),
          plan,
          importDelay,
          refusedEmails,
          recordBodies,
          seed,
          unknownInBatch,
          maxBatch,
          maxAttributes,
          quirks);
    }
  }
}
