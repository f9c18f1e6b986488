package io.tajo.stripe.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** What goes wrong between the client under test and the server, by a test's wish. */
final class Faults {
  private static final String ANY = "*";

  /** What happens to a request. */
  enum Kind {
    /** It is answered with an error, and nothing is done. */
    REFUSED,
    /** It is done, and its connection is reset before the answer. */
    ANSWER_LOST,
    /** Its connection is reset, and nothing is done. */
    LOST
  }

  /** A fault: of which requests, what, with which status, and how often still. */
  record Fault(String verb, String resource, Kind kind, int code, AtomicInteger left) {
    private boolean takes(ApiRequest request) {
      return (verb.equals(ANY) || verb.equals(request.verb()))
          && (resource.equals(ANY) || resource.equals(request.key().resource()))
          && left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
    }

    ApiError error() {
      String reason =
          switch (code) {
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "NotFound";
            case 409 -> "Conflict";
            case 410 -> "Expired";
            case 422 -> "Invalid";
            case 429 -> "TooManyRequests";
            case 503 -> "ServiceUnavailable";
            case 504 -> "Timeout";
            default -> "InternalError";
          };
      return new ApiError(code, reason, "the test wants this to fail");
    }
  }

  private final List<Fault> faults = new CopyOnWriteArrayList<>();
  private volatile Duration latency = Duration.ZERO;

  void add(String verb, String resource, Kind kind, int code, int times) {
    faults.add(new Fault(verb, resource, kind, code, new AtomicInteger(times)));
  }

  void clear() {
    faults.clear();
    latency = Duration.ZERO;
  }

  void setLatency(Duration duration) {
    latency = duration;
  }

  Duration latency() {
    return latency;
  }

  Optional<Fault> of(ApiRequest request) {
    return faults.stream().filter(fault -> fault.takes(request)).findFirst();
  }
}
