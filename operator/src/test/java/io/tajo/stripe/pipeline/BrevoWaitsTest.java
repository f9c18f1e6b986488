package io.tajo.stripe.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.tajo.stripe.brevo.Bucket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class BrevoWaitsTest {
  @Test
  void aLongWaitIsSaidBeforeItBegins() {
    Logger logger = (Logger) LoggerFactory.getLogger(BrevoWaits.class);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    logger.addAppender(lines);
    try {
      new BrevoWaits().waiting(Bucket.OTHER, Duration.ofSeconds(1700));
    } finally {
      logger.detachAppender(lines);
    }

    assertThat(lines.list)
        .singleElement()
        .satisfies(line ->
            assertThat(line.getKeyValuePairs())
                .extracting(pair -> pair.key + "=" + pair.value)
                .containsExactly("bucket=OTHER", "seconds=1700"));
  }
}
