package io.tajo.stripe.brevo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import okio.Buffer;
import org.junit.jupiter.api.Test;

/** Imports are cut by the bytes that are sent, and no row gets lost or sent twice. */
class ImportBodyTest {
  private static final Set<Long> LIST = Set.of(20L);

  @Test
  void bodiesAreAsFullAsTheLimitAllows() throws IOException {
    Iterator<ImportRow> rows = IntStream.range(0, 1000).mapToObj(ImportBodyTest::row).iterator();
    List<String> emails = new ArrayList<>();
    List<Long> sizes = new ArrayList<>();

    Iterator<ImportBody> bodies = ImportBody.cut(rows, LIST, Set.of(), 10_000);
    while (bodies.hasNext()) {
      ImportBody body = bodies.next();
      String sent = sent(body);
      assertThat(sent.getBytes(StandardCharsets.UTF_8)).hasSize((int) body.bytes());
      assertThat(Json.parse(sent.getBytes(StandardCharsets.UTF_8)).path("jsonBody"))
          .hasSize(body.emails().size());
      sizes.add(body.bytes());
      emails.addAll(body.emails());
    }

    assertThat(emails).isEqualTo(IntStream.range(0, 1000).mapToObj(i -> row(i).email()).toList());
    assertThat(sizes).allMatch(size -> size <= 10_000);
    assertThat(sizes.subList(0, sizes.size() - 1)).allMatch(size -> size > 9_900);
  }

  @Test
  void theLastByteCounts() {
    ImportBody alone = new ImportBody(LIST, Set.of(), ImportBody.MAX_BYTES);
    assertThat(alone.add(row(0))).isTrue();
    int exact = (int) alone.bytes();

    assertThat(new ImportBody(LIST, Set.of(), exact).add(row(0))).isTrue();
    assertThatThrownBy(() -> new ImportBody(LIST, Set.of(), exact - 1).add(row(0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("@");
  }

  @Test
  void aRowThatDoesNotFitIsNotAdded() {
    ImportBody body = new ImportBody(LIST, Set.of(), 250);
    int added = 0;
    while (body.add(row(added))) {
      added++;
    }

    assertThat(body.emails()).hasSize(added).isNotEmpty();
    assertThat(body.bytes()).isLessThanOrEqualTo(250);
  }

  @Test
  void nothingMakesNoBody() {
    assertThat(ImportBody.cut(List.<ImportRow>of().iterator(), LIST, Set.of(), 1000).hasNext())
        .isFalse();
  }

  @Test
  void anImportNeedsAList() {
    assertThatThrownBy(() -> new ImportBody(Set.of(), Set.of(), 1000))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static ImportRow row(int number) {
    return new ImportRow(
        "c" + number + "@example.com", Map.of("NAME", TextNode.valueOf("Zoë 😀 \"" + number)));
  }

  private static String sent(ImportBody body) throws IOException {
    Buffer buffer = new Buffer();
    body.request(Api.JSON).writeTo(buffer);
    return buffer.readUtf8();
  }
}
