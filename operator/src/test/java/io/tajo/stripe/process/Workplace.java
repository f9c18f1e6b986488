package io.tajo.stripe.process;

import io.tajo.stripe.sandbox.BrevoOptions;
import io.tajo.stripe.sandbox.stripe.StripeOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where somebody runs the jar: a directory, and an environment that holds the keys and nothing of
 * this process's own.
 */
final class Workplace implements AutoCloseable {
  static final Path JAR = Path.of("target", "stripe-connector.jar").toAbsolutePath();
  private static final String STRIPE_KEY = StripeOptions.DEFAULT_KEY;
  private static final String BREVO_KEY = BrevoOptions.API_KEY;

  /** The image's, for processes that do not live long. */
  private static final List<String> FLAGS = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private static final Duration LONG = Duration.ofMinutes(2);
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  private final Path directory;
  private final Map<String, String> environment = new HashMap<>();
  private final List<Process> processes = new ArrayList<>();

  Workplace(Path directory) {
    this.directory = directory;
    for (String name : List.of("PATH", "HOME")) {
      environment.put(name, Optional.ofNullable(System.getenv(name)).orElse(""));
    }
    environment.put("STRIPE_SECRET_KEY", STRIPE_KEY);
    environment.put("BREVO_API_KEY", BREVO_KEY);
  }

  /** With the accounts of a sandbox. */
  Workplace at(SandboxProcess sandbox) {
    return with("STRIPE_API_BASE", sandbox.base())
        .with("BREVO_API_BASE", sandbox.base() + "/v3")
        .with("STRIPE_SECRET_KEY", sandbox.stripeKey());
  }

  Workplace with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** Writes a file here; its path. */
  String file(String name, String text) throws IOException {
    return Files.writeString(path(name), text).toString();
  }

  Path path(String name) {
    return directory.resolve(name);
  }

  /** Runs a command to its end. */
  Ended run(String... arguments) throws IOException, InterruptedException {
    return start(arguments).end(LONG);
  }

  Running start(String... arguments) throws IOException {
    return startWith(JAVA, arguments);
  }

  Running startWith(Path java, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.addAll(FLAGS);
    command.addAll(List.of("-jar", JAR.toString()));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(directory, arguments[0] + "-", ".out");
    Path err = Files.createTempFile(directory, arguments[0] + "-", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    processes.add(process);
    return new Running(process, out, err);
  }

  /** The PostgreSQL server of a data directory, while one runs there. */
  Optional<ProcessHandle> postgres(String data) throws IOException {
    Path file = path(data).resolve("pg/postmaster.pid");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    return Files.readAllLines(file).stream()
        .findFirst()
        .map(Long::valueOf)
        .flatMap(ProcessHandle::of);
  }

  /** Leaves no process behind, and no server of one that was killed. */
  @Override
  public void close() throws IOException {
    for (Process process : processes) {
      process.destroyForcibly().onExit().join();
    }
    List<Path> data;
    try (var entries = Files.list(directory)) {
      data = entries.filter(Files::isDirectory).toList();
    }
    for (Path one : data) {
      postgres(one.getFileName().toString())
          .ifPresent(server -> {
            server.destroyForcibly();
            server.onExit().join();
          });
    }
  }
}
