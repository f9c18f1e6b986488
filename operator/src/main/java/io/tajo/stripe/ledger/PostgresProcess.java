package io.tajo.stripe.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Programs of PostgreSQL that are run to their end, and the server that may be running. */
final class PostgresProcess {
  /** What a program said and how it ended. */
  record Result(int exit, String output) {}

  private PostgresProcess() {}

  /**
   * To its end, whoever interrupts: each has a time-out of its own, and one that is cut short would
   * leave a server that nobody knows of. The interrupt is for whoever waits next.
   */
  static Result run(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    // Messages in one language, so that they can be told apart; nothing of ours leaks in.
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.onExit().join().exitValue(), output);
  }

  /** Whether the server that {@code postmaster.pid} names runs on this very data. */
  static boolean runsOn(Path data) throws IOException {
    Optional<Long> pid = pid(data);
    return pid.isPresent() && commandLine(pid.get()).contains(data.toString());
  }

  static Optional<Long> pid(Path data) throws IOException {
    Path file = data.resolve("postmaster.pid");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (var lines = Files.lines(file)) {
      return lines
          .findFirst()
          .map(String::strip)
          .filter(s -> s.matches("\\d{1,18}"))
          .map(Long::valueOf);
    }
  }

  private static String commandLine(long pid) throws IOException {
    Path file = Path.of("/proc", Long.toString(pid), "cmdline");
    if (Files.isReadable(file)) {
      return Files.readString(file).replace('\0', ' ');
    }
    return ProcessHandle.of(pid).flatMap(handle -> handle.info().commandLine()).orElse("");
  }
}
