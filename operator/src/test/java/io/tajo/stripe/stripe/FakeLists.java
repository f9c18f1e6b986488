package io.tajo.stripe.stripe;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.HttpUrl;

/** Stripe's lists over HTTP, as strict as Stripe about their parameters, with faults on demand. */
final class FakeLists extends Dispatcher {
  /** An object: all that a list knows of it. */
  record Thing(String id, long created) {}

  static final Instant DATE = Instant.parse("2026-01-02T03:04:05Z");

  final Map<String, List<Thing>> lists = new ConcurrentHashMap<>();
  final AtomicInteger requests = new AtomicInteger();
  private double faults;
  private final Random random = new Random(11);

  /** A list, from the path and the objects' kind. */
  FakeLists with(String path, int count, long newest, long secondsApart) {
    List<Thing> things = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      things.add(new Thing(path.replaceAll(".*/", "") + "_" + i, newest - i * secondsApart));
    }
    return with(path, things);
  }

  FakeLists with(String path, List<Thing> things) {
    lists.put(
        path, things.stream().sorted(Comparator.comparingLong(Thing::created).reversed()).toList());
    return this;
  }

  /** So many of each fault: refused for the rate, server error, reset, half a body. */
  FakeLists withFaults(double share) {
    this.faults = share;
    return this;
  }

  @Override
  public synchronized MockResponse dispatch(RecordedRequest request) {
    requests.incrementAndGet();
    double luck = random.nextDouble();
    if (luck < faults) {
      return new MockResponse.Builder().code(429).body("{\"error\":{}}").build();
    }
    if (luck < 2 * faults) {
      return new MockResponse.Builder().code(500).build();
    }
    if (luck < 3 * faults) {
      return new MockResponse.Builder().onRequestStart(new SocketEffect.CloseSocket()).build();
    }
    String body = list(request.getUrl());
    if (luck < 4 * faults) {
      return new MockResponse.Builder().body(body.substring(0, body.length() / 2)).build();
    }
    return new MockResponse.Builder().addHeader("Date", date()).body(body).build();
  }

  static String date() {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(DATE.atZone(ZoneOffset.UTC));
  }

  private String list(HttpUrl url) {
    List<Thing> all = lists.getOrDefault(url.encodedPath(), List.of());
    long from = number(url, "created[gte]", 0);
    long to = number(url, "created[lt]", Long.MAX_VALUE);
    int limit = (int) number(url, "limit", 10);
    String after = url.queryParameter("starting_after");
    int start = 0;
    while (after != null && !all.get(start++).id().equals(after)) {}
    List<Thing> rest =
        all.subList(start, all.size()).stream()
            .filter(it -> it.created() >= from && it.created() < to)
            .limit(limit + 1L)
            .toList();
    String kind = url.pathSegments().getLast().replaceAll("s$", "");
    StringBuilder data = new StringBuilder();
    for (Thing thing : rest.subList(0, Math.min(limit, rest.size()))) {
      data.append(data.isEmpty() ? "" : ",")
          .append(
              "{\"object\":\"%s\",\"id\":\"%s\",\"created\":%d}"
                  .formatted(kind, thing.id(), thing.created()));
    }
    return "{\"object\":\"list\",\"has_more\":%s,\"data\":[%s]}"
        .formatted(rest.size() > limit, data);
  }

  private static long number(HttpUrl url, String name, long otherwise) {
    String value = url.queryParameter(name);
    return value == null ? otherwise : Long.parseLong(value);
  }
}
