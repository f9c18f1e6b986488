package io.tajo.stripe.receiver;

import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import java.io.IOException;
import java.util.function.BooleanSupplier;

/**
 * A process's health port: {@code /livez}, {@code /readyz}, {@code /status} and {@code /metrics}.
 */
public final class HealthServer implements AutoCloseable {
  private static final int CONNECTIONS = 64;

  private final Health health;
  private final Port port;
  private final JvmGcMetrics collections = new JvmGcMetrics();

  /**
   * Listens once it is started.
   *
   * @param host the address to listen on; {@code 0.0.0.0} for all
   * @param port 0: any that is free
   */
  public HealthServer(String host, int port, Health health) {
    this(host, port, ReceiverSettings.Limits.USUAL, health, () -> true);
  }

  /**
   * The same.
   *
   * @param serving whether the process does yet, and still, what it is there for
   */
  HealthServer(
      String host,
      int port,
      ReceiverSettings.Limits limits,
      Health health,
      BooleanSupplier serving) {
    this.health = health;
    this.port =
        new Port(
            "health",
            host,
            port,
            CONNECTIONS,
            limits,
            new Connections(limits.idleTime()),
            new HealthHandler(health, serving));
  }

  /**
   * Listens.
   *
   * @throws IOException where the port cannot be had
   */
  public void start() throws IOException {
    port.start();
  }

  /** Adds memory, threads, collections, processor time, files and uptime to the metrics. */
  public void measureTheProcess() {
    new JvmMemoryMetrics().bindTo(health.meters());
    new JvmThreadMetrics().bindTo(health.meters());
    new ClassLoaderMetrics().bindTo(health.meters());
    new UptimeMetrics().bindTo(health.meters());
    new ProcessorMetrics().bindTo(health.meters());
    new FileDescriptorMetrics().bindTo(health.meters());
    collections.bindTo(health.meters());
  }

  /** The port, once it is started. */
  public int port() {
    return port.number();
  }

  @Override
  public void close() {
    port.close();
    collections.close();
  }
}
