package io.tajo.stripe.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A program that tests need and that a machine may lack. */
public record Installed(Path program) {
  /**
   * Finds one on the PATH; where it is not there, the test is skipped and says so.
   *
   * @param debian Debian's package of it
   */
  public static Installed find(String name, String debian) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(path.split(File.pathSeparator, -1))
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Installed::new)
        .orElseGet(() -> skip(name + " is not installed: apt-get install " + debian));
  }

  private static Installed skip(String reason) {
    System.out.println("Skipped: " + reason);
    Assumptions.abort(reason);
    throw new IllegalStateException(reason);
  }

  /** Runs it to its end, which has to be a good one. */
  void run(Path directory, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }
}
