package io.tajo.stripe.brevo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.Buffer;
import okio.BufferedSink;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * One import's body, held once, as the bytes that are sent. It creates contacts and touches none
 * that exists ({@code updateExistingContacts} is false).
 */
public final class ImportBody {
  /** What Brevo recommends: 8 MB (https://developers.brevo.com/reference/import-contacts). */
  public static final int MAX_BYTES = 8_000_000;

  private static final byte[] END = {']', '}'};

  private final int maxBytes;
  private final Buffer json = new Buffer();
  private final List<String> emails = new ArrayList<>();

  /**
   * An empty one.
   *
   * @param lists that all rows get into, at least one
   * @param blocklist what none of the rows may be sent
   * @param maxBytes of the whole body
   */
  public ImportBody(Set<Long> lists, Set<Channel> blocklist, int maxBytes) {
    if (lists.isEmpty()) {
      throw new IllegalArgumentException("An import needs a list");
    }
    this.maxBytes = maxBytes;
    ObjectNode head = Json.object();
    Json.putIds(head, "listIds", lists);
    Channel.putImportFlags(head, blocklist);
    head.put("updateExistingContacts", false);
    head.put("emptyContactsAttributes", false);
    head.put("disableNotification", true);
    byte[] object = Json.bytes(head);
    json.write(object, 0, object.length - 1).writeUtf8(",\"jsonBody\":[");
  }

  /**
   * Adds a row.
   *
   * @return false where it does not fit any more; then it was not added
   * @throws IllegalArgumentException if it does not even fit alone
   */
  public boolean add(ImportRow row) {
    byte[] bytes = Json.bytes(Json.contact(row.email(), row.attributes()));
    int comma = emails.isEmpty() ? 0 : 1;
    if (bytes() + comma + bytes.length > maxBytes) {
      if (emails.isEmpty()) {
        throw new IllegalArgumentException(
            "A row does not fit an import of " + maxBytes + " bytes");
      }
      return false;
    }
    if (comma == 1) {
      json.writeByte(',');
    }
    json.write(bytes);
    emails.add(row.email());
    return true;
  }

  /** The length of what is sent. */
  public long bytes() {
    return json.size() + END.length;
  }

  /** Whose rows it has, in the order in which they were added. */
  public List<String> emails() {
    return Collections.unmodifiableList(emails);
  }

  /** Cuts rows into bodies, each made when it is asked for. */
  public static Iterator<ImportBody> cut(
      Iterator<ImportRow> rows, Set<Long> lists, Set<Channel> blocklist, int maxBytes) {
    return new Iterator<>() {
      private @Nullable ImportRow left;

      @Override
      public boolean hasNext() {
        return left != null || rows.hasNext();
      }

      @Override
      public ImportBody next() {
        ImportBody body = new ImportBody(lists, blocklist, maxBytes);
        ImportRow row = left == null ? rows.next() : left;
        while (body.add(row)) {
          if (!rows.hasNext()) {
            left = null;
            return body;
          }
          row = rows.next();
        }
        left = row;
        return body;
      }
    };
  }

  RequestBody request(MediaType type) {
    ByteString rows = json.snapshot();
    return new RequestBody() {
      @Override
      public MediaType contentType() {
        return type;
      }

      @Override
      public long contentLength() {
        return (long) rows.size() + END.length;
      }

      @Override
      public void writeTo(BufferedSink sink) throws IOException {
        sink.write(rows).write(END);
      }
    };
  }
}
