package io.tajo.stripe.brevo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import okhttp3.HttpUrl;

/**
 * One Brevo account's custom events (https://developers.brevo.com/docs/event-endpoints). Brevo
 * knows no event twice by itself, so none is sent twice by the methods here: where an answer is
 * lost they throw {@link BrevoFailure.InDoubt}. A {@link CancellationException}, thrown where the
 * thread is interrupted, leaves the same doubt.
 */
public final class Events {
  /** The most events of a batch. */
  public static final int MAX_BATCH = 200;

  /** The most bytes of a batch's JSON that are sent; Brevo takes 512 KB. */
  public static final int MAX_BATCH_BYTES = 500_000;

  /** The most events that {@link #sentEvents} reads at once. */
  public static final int MAX_PAGE = 10_000;

  private static final String EVENTS = "/events";
  private static final String BATCH = "/events/batch";
  private static final String LIST = "events";
  private static final int FRAME_BYTES = "{\"events\":[]}".length();

  private final Api api;
  private final CallBucket single = CallBucket.of(Bucket.EVENTS);
  private final CallBucket batch = CallBucket.otherOrEvents();
  private final CallBucket reading = CallBucket.otherOrEvents();

  Events(Api api) {
    this.api = api;
  }

  /**
   * Sends one event.
   *
   * @throws BrevoFailure.Invalid if Brevo refuses it for good
   * @throws BrevoFailure.InDoubt if Brevo may have taken it
   */
  public void send(ContactEvent event) {
    api.postOnce(single, EVENTS, event.json());
  }

  /**
   * Sends many events in one call, or at least hands them over: Brevo works them off by and by. As
   * long as no answer shows otherwise, it is one of 100 calls an hour, so ask {@link #batchIsFree}
   * first.
   *
   * @param events 1 to {@value #MAX_BATCH}, as {@link #cut} makes them
   * @throws BrevoFailure.InDoubt if Brevo may have taken some or all
   */
  public EventsResult sendAll(List<ContactEvent> events) {
    if (events.isEmpty() || events.size() > MAX_BATCH) {
      throw new IllegalArgumentException(
          "A batch has 1 to " + MAX_BATCH + " events, not " + events.size());
    }
    ObjectNode body = Json.object();
    ArrayNode array = body.putArray(LIST);
    events.forEach(event -> array.add(event.json()));
    try {
      Answer answer = api.postOnce(batch, BATCH, body);
      Refusal told = Refusal.of("POST " + BATCH, answer.status(), answer.body(), true);
      return isAccepted(answer, told, events.size())
          ? new EventsResult.Accepted()
          : result(told, events.size());
    } catch (BrevoFailure.Invalid e) {
      EventErrors told = e.refusal().events().orElse(null);
      return told == null || (told.refusesAll(events.size()) && !told.isComplete(events.size()))
          ? new EventsResult.Refused(e)
          : result(e.refusal(), events.size());
    } catch (BrevoFailure.TooLarge e) {
      return new EventsResult.Refused(e);
    }
  }

  private static boolean isAccepted(Answer answer, Refusal told, int size) {
    return told.events()
        .map(events -> events.acceptsAll(size))
        .orElseGet(() -> answer.status() != 207 && answer.body().path("count").asInt(size) == size);
  }

  private static EventsResult result(Refusal told, int size) {
    return told.events()
        .filter(errors -> errors.isComplete(size))
        .<EventsResult>map(errors -> new EventsResult.Partly(errors.errors()))
        .orElseThrow(() -> new BrevoFailure.InDoubt(told, null));
  }

  /** Cuts events, in their order, into batches that Brevo takes. */
  public static List<List<ContactEvent>> cut(List<ContactEvent> events) {
    List<List<ContactEvent>> batches = new ArrayList<>();
    List<ContactEvent> last = new ArrayList<>();
    int bytes = FRAME_BYTES;
    for (ContactEvent event : events) {
      int more = Json.bytes(event.json()).length + 1;
      if (!last.isEmpty() && (last.size() == MAX_BATCH || bytes + more > MAX_BATCH_BYTES)) {
        batches.add(List.copyOf(last));
        last.clear();
        bytes = FRAME_BYTES;
      }
      last.add(event);
      bytes += more;
    }
    if (!last.isEmpty()) {
      batches.add(List.copyOf(last));
    }
    return batches;
  }

  /**
   * Whether {@link #sendAll} would not wait for the limit for longer than a second. False also
   * where only a quarter of the hour's calls is left: others need these.
   */
  public boolean batchIsFree() {
    return api.isFree(batch);
  }

  /** Whether {@link #sentEvents} would not wait for the limit, in the same sense. */
  public boolean lookIsFree() {
    return api.isFree(reading);
  }

  /**
   * Custom events that Brevo has, newest first, to find those of which it is not known whether they
   * arrived. As long as no answer shows otherwise, it is one of 100 calls an hour.
   *
   * @param from of the events' dates, inclusive
   * @param to inclusive, not before {@code from}
   * @param names of the events; all, if empty
   * @param limit 1 to {@value #MAX_PAGE}
   * @param offset of the page's first event
   */
  public SentEvents sentEvents(
      Instant from, Instant to, Set<String> names, int limit, long offset) {
    Instant lastSecond = to.plusNanos(999_999_999).truncatedTo(ChronoUnit.SECONDS);
    HttpUrl.Builder url = api.url(EVENTS).newBuilder();
    url.addQueryParameter("startDate", from.truncatedTo(ChronoUnit.SECONDS).toString());
    url.addQueryParameter("endDate", lastSecond.toString());
    names.stream().sorted().forEach(name -> url.addQueryParameter("event_name", name));
    url.addQueryParameter("limit", Integer.toString(limit));
    url.addQueryParameter("offset", Long.toString(offset));
    return SentEvents.of(api.get(reading, EVENTS, url.build(), SentEvents::isPage));
  }
}
