package io.tajo.stripe.brevo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Predicate;
import okhttp3.HttpUrl;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/**
 * One call, to be sent as often as it takes; one that must not happen twice, only as long as Brevo
 * surely did not carry it out.
 *
 * @param path with placeholders, safe to show
 * @param wellFormed whether a 2xx body (missing where empty) is what the call answers; another one
 *     counts as lost on its way
 * @param once whether it must not happen twice
 */
record ApiCall(
    CallBucket bucket,
    String method,
    String path,
    HttpUrl url,
    @Nullable RequestBody body,
    Predicate<JsonNode> wellFormed,
    boolean once) {
  /** As errors and logs name it. */
  String name() {
    return method + " " + path;
  }
}
