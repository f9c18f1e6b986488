package io.tajo.stripe.ledger;

/** The embedded server's configuration: small, durable, and silent about data. */
final class PostgresSettings {
  private PostgresSettings() {}

  static String file(int port) {
    return """
    # Written at every start; changes are lost.
    listen_addresses = '127.0.0.1'
    port = %d
    unix_socket_directories = ''
    max_connections = 50
    password_encryption = 'scram-sha-256'

    # What was written stays written.
    fsync = on
    synchronous_commit = on
    full_page_writes = on

    shared_buffers = 64MB
    work_mem = 16MB
    maintenance_work_mem = 32MB
    max_wal_size = 1GB
    wal_level = minimal
    max_wal_senders = 0
    max_parallel_workers_per_gather = 0
    io_method = 'sync'
    jit = off

    # Statements and details quote rows, which are personal.
    log_min_error_statement = 'panic'
    log_error_verbosity = 'terse'
    log_checkpoints = off
    log_timezone = 'UTC'
    timezone = 'UTC'
    """
        .formatted(port);
  }
}
