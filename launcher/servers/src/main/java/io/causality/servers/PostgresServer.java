package io.causality.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;

/** PostgreSQL with one superuser, on 127.0.0.1 only. */
public final class PostgresServer extends Server {
  private static final String FIRST_DATABASE = "postgres";

  private final Installation installation;
  private final Path folder;
  private final int port;
  private final Credentials owner;

  /** A server that keeps its data under {@code folder}; {@code owner} is made with it. */
  public PostgresServer(Installation installation, Path folder, int port, Credentials owner) {
    super("postgres", folder.resolve("postgres.log"));
    this.installation = installation;
    this.folder = folder.toAbsolutePath();
    this.port = port;
    this.owner = owner;
  }

  @Override
  protected Launch prepare() throws IOException {
    Files.createDirectories(folder);
    PostgresUser user = PostgresUser.find();
    Path data = folder.resolve("data");
    if (!Files.exists(data)) {
      PostgresInit.run(installation.postgres(), folder, data, owner, user);
    }
    List<String> command = new ArrayList<>(user.prefix());
    command.add(installation.postgres().resolve("bin/postgres").toString());
    command.addAll(List.of("-D", data.toString(), "-p", Integer.toString(port)));
    command.addAll(setting("listen_addresses", "127.0.0.1"));
    command.addAll(setting("unix_socket_directories", ""));
    command.addAll(setting("shared_buffers", "32MB"));
    command.addAll(setting("max_connections", "50"));
    command.addAll(setting("log_timezone", "UTC"));
    command.addAll(setting("timezone", "UTC"));
    return new Launch(command, folder, Map.of());
  }

  private static List<String> setting(String name, String value) {
    return List.of("-c", name + "=" + value);
  }

  /** PostgreSQL's fast shutdown is SIGINT; on SIGTERM it would wait for its clients to leave. */
  @Override
  protected void requestStop(ProcessHandle running) throws IOException {
    new ProcessBuilder("kill", "-INT", Long.toString(running.pid())).start();
  }

  @Override
  public Optional<String> problem() {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT 1");
      return Optional.empty();
    } catch (SQLException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** Makes a database of a name nobody has, and returns its {@link #jdbcUrl(String)}. */
  public String createDatabase() {
    String name = "db_" + UUID.randomUUID().toString().replace("-", "");
    createDatabase(name);
    return jdbcUrl(name);
  }

  /** Makes the database where it is not there yet. */
  public void createDatabase(String name) {
    if (!name.matches("[a-z][a-z0-9_]*")) {
      throw new IllegalArgumentException("no name for a database: " + name);
    }
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      boolean exists;
      try (var rows =
          statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + name + "'")) {
        exists = rows.next();
      }
      if (!exists) {
        statement.execute("CREATE DATABASE " + name);
      }
    } catch (SQLException e) {
      throw new ServerFailedException("cannot create database " + name + ": " + e.getMessage());
    }
  }

  /** JDBC address of a database; without credentials. */
  public String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  /** JDBC address of the database that is always there. */
  public String url() {
    return jdbcUrl(FIRST_DATABASE);
  }

  /** The superuser. */
  public String user() {
    return owner.user();
  }

  /** The superuser's password. */
  public String password() {
    return owner.password();
  }

  private Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", owner.user());
    properties.setProperty("password", owner.password());
    properties.setProperty("connectTimeout", "2");
    properties.setProperty("socketTimeout", "3");
    properties.setProperty("loginTimeout", "3");
    return DriverManager.getConnection(url(), properties);
  }
}
