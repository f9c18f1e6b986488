package io.tajo.stripe.brevo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/**
 * One Brevo account, its contacts above all (https://developers.brevo.com/reference). Every method
 * may be called from any number of threads, waits for the rate limit, repeats what got no answer,
 * and throws {@link BrevoFailure}; {@link CancellationException} where its thread is interrupted.
 */
public final class Brevo implements AutoCloseable {
  /** The most contacts that {@link #contacts} reads at once. */
  public static final int MAX_PAGE = 1000;

  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final Pattern EXISTS = Pattern.compile("(?i)already|unique|duplicate");

  private static final String CONTACTS = "/contacts";
  private static final String CONTACT = "/contacts/{email}";

  private final Api api;
  private final Events events;

  /** Connects to nothing yet. */
  public Brevo(BrevoSettings settings, InstantSource clock, Traffic traffic) {
    this(settings, UnaryOperator.identity(), clock, traffic);
  }

  /**
   * The same.
   *
   * @param network what the HTTP client is built with besides: proxies, trusted certificates
   */
  public Brevo(
      BrevoSettings settings,
      UnaryOperator<OkHttpClient.Builder> network,
      InstantSource clock,
      Traffic traffic) {
    this(new Api(settings, network, clock, Thread::sleep, Brevo::random, traffic));
  }

  Brevo(
      BrevoSettings settings,
      InstantSource clock,
      Sleeper sleeper,
      RandomGenerator random,
      Traffic traffic) {
    this(new Api(settings, UnaryOperator.identity(), clock, sleeper, random, traffic));
  }

  private static long random() {
    return ThreadLocalRandom.current().nextLong();
  }

  private Brevo(Api api) {
    this.api = api;
    events = new Events(api);
  }

  /**
   * The same account, within the same limits, for whoever has others behind him: a call that fails
   * is repeated twice within seconds, one that hangs is not. Closed with this one.
   */
  public Brevo inHaste() {
    return new Brevo(api.inHaste(Optional.empty()));
  }

  /**
   * The same, for whoever does not wait long for a limit either: a call that Brevo would not take
   * within a time is not sent, and ends with {@link BrevoFailure.RateLimited}.
   */
  public Brevo inHaste(Duration mostWait) {
    return new Brevo(api.inHaste(Optional.of(mostWait)));
  }

  /** The account of the credentials. One of 100 calls an hour. */
  public Account account() {
    String path = "/account";
    return Account.of(api.get(Bucket.OTHER, path, api.url(path), JsonNode::isObject));
  }

  /** The account's custom events. */
  public Events events() {
    return events;
  }

  /** A list, or empty where there is none of this id. */
  public Optional<ContactList> list(long id) {
    String path = "/contacts/lists/{id}";
    return found(path, api.url(path, id))
        .map(json -> new ContactList(json.path("id").asLong(), json.path("name").asText("")));
  }

  /** All attributes, of whatever category. */
  public List<Attribute> attributes() {
    String path = "/contacts/attributes";
    String name = "attributes";
    return api.get(Bucket.CONTACTS, path, api.url(path), json -> json.path(name).isArray())
        .path(name)
        .valueStream()
        .map(Attribute::of)
        .toList();
  }

  /**
   * Makes a normal attribute; one that exists already stays as it is.
   *
   * @param type text, float, date or boolean
   */
  public void createAttribute(String name, String type) {
    String path = "/contacts/attributes/normal/{name}";
    try {
      api.write("POST", path, api.url(path, name), Json.object().put("type", type));
    } catch (BrevoFailure.Invalid e) {
      if (!EXISTS.matcher(e.code() + " " + e.reason()).find()) {
        throw e;
      }
    }
  }

  /**
   * A page of all contacts, in the order in which they were made.
   *
   * @param limit 1 to {@link #MAX_PAGE}
   * @param modifiedSince only those changed since then
   */
  public ContactPage contacts(int limit, long offset, @Nullable Instant modifiedSince) {
    HttpUrl.Builder url = api.url(CONTACTS).newBuilder();
    url.addQueryParameter("limit", Integer.toString(limit));
    url.addQueryParameter("offset", Long.toString(offset));
    url.addQueryParameter("sort", "asc");
    if (modifiedSince != null) {
      url.addQueryParameter("modifiedSince", MILLIS.format(modifiedSince));
    }
    return ContactPage.of(
        api.get(Bucket.CONTACTS, CONTACTS, url.build(), json -> ContactPage.isPage(json, offset)));
  }

  /** The contact of an e-mail, or empty where there is none or Brevo takes it for no e-mail. */
  public Optional<BrevoContact> contact(String email) {
    try {
      return found(CONTACT, contactUrl(email)).map(BrevoContact::of);
    } catch (BrevoFailure.Invalid refused) {
      if (refused.concernsAddress()) {
        return Optional.empty();
      }
      throw refused;
    }
  }

  /**
   * Makes a contact that must not exist yet.
   *
   * @return Brevo's id of it
   * @throws BrevoFailure.Invalid with the duplicate EMAIL if it exists; it may then be the work of
   *     this very call, if its {@code possiblyRepeated} says so
   */
  public long create(NewContact contact) {
    RequestBody body = Api.json(contact.json());
    JsonNode made = api.write("POST", CONTACTS, api.url(CONTACTS), body, Json::hasId).body();
    return made.path("id").asLong();
  }

  /**
   * Changes a contact.
   *
   * @throws BrevoFailure.NotFound if there is none
   */
  public void update(ContactUpdate update) {
    put(update.email(), update);
  }

  /**
   * Gives a contact another e-mail and changes it besides. Brevo takes a contact so renamed off its
   * blocklist: name its channels again.
   *
   * @param update carries the new e-mail
   * @throws BrevoFailure.NotFound if there is none under the old e-mail
   */
  public void rename(String oldEmail, ContactUpdate update) {
    TreeMap<String, JsonNode> attributes = new TreeMap<>(update.attributes());
    attributes.put("EMAIL", Json.text(update.email()));
    ContactUpdate renaming =
        new ContactUpdate(
            update.email(),
            attributes,
            update.addLists(),
            update.removeLists(),
            update.blocklist());
    try {
      put(oldEmail, renaming);
    } catch (BrevoFailure.NotFound e) {
      if (!e.possiblyRepeated()) {
        throw e;
      }
      // An earlier attempt renamed it, and the answer was lost.
      put(update.email(), update);
    }
  }

  private void put(String email, ContactUpdate update) {
    api.write("PUT", CONTACT, contactUrl(email), update.json());
  }

  /**
   * Changes many contacts in one call. Brevo does not say how many it takes; 100 are a safe number.
   *
   * @param updates of different contacts that exist
   */
  public BatchResult updateAll(List<ContactUpdate> updates) {
    ObjectNode body = Json.object();
    ArrayNode contacts = body.putArray("contacts");
    updates.forEach(update -> contacts.add(update.json().put("email", update.email())));
    try {
      String path = "/contacts/batch";
      Answer answer = api.write("POST", path, api.url(path), body);
      return BatchResult.of(answer.status(), answer.body());
    } catch (BrevoFailure.Invalid | BrevoFailure.NotFound | BrevoFailure.TooLarge e) {
      return BatchResult.refused(e, updates);
    }
  }

  /** Deletes a contact, if there is one. Brevo forgets that it was blocklisted. */
  public void delete(String email) {
    try {
      api.write("DELETE", CONTACT, contactUrl(email), null);
    } catch (BrevoFailure.NotFound e) {
      // Nothing to delete, or an earlier attempt did.
    }
  }

  /**
   * Has contacts made in the background; those that exist are left as they are.
   *
   * @return the id of the process, for {@link #process}
   */
  public long importContacts(ImportBody body) {
    String path = "/contacts/import";
    String id = "processId";
    RequestBody rows = body.request(Api.JSON);
    return api.write("POST", path, api.url(path), rows, json -> Json.hasId(json, id))
        .body()
        .path(id)
        .asLong();
  }

  /** How far an import is. One of 100 calls an hour: ask seldom. */
  public ImportState process(long id) {
    String path = "/processes/{id}";
    return ImportState.of(
        api.get(Bucket.OTHER, path, api.url(path, id), json -> json.path("status").isTextual()));
  }

  @Override
  public void close() {
    api.close();
  }

  private Optional<JsonNode> found(String path, HttpUrl url) {
    try {
      return Optional.of(api.get(Bucket.CONTACTS, path, url, Json::hasId));
    } catch (BrevoFailure.NotFound e) {
      return Optional.empty();
    }
  }

  private HttpUrl contactUrl(String email) {
    return api.url(CONTACT, email)
        .newBuilder()
        .addQueryParameter("identifierType", "email_id")
        .build();
  }
}
