package org.entente.storage;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.flywaydb.core.Flyway;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/// The embedded database: one SQLite file in WAL mode with synchronous=FULL, so that what a commit
/// acknowledged survives kill -9 and power loss.
///
/// There is one writer connection and a lock that is fair, so that an alert never waits behind an
/// import for more than one of its short transactions (keep each under 50 ms). Readers have
/// connections of their own and see the last commit at their start.
public final class Database implements AutoCloseable {
  /// A piece of work on one connection, inside one transaction.
  @FunctionalInterface
  public interface Work<T> {
    T run(Connection connection) throws SQLException;
  }

  private static final int READERS = 4;

  private final Path file;
  private final Connection writer;
  private final ReentrantLock writing = new ReentrantLock(true);
  private final BlockingQueue<Connection> readers = new ArrayBlockingQueue<>(READERS);

  private Database(Path file, Connection writer) {
    this.file = file;
    this.writer = writer;
  }

  /// Opens for reading and writing; the file is made when absent and its tables brought up to date.
  public static Database open(Path file) {
    var config = config();
    try {
      Flyway.configure()
          .dataSource("jdbc:sqlite:" + file, null, null)
          .locations("classpath:org/entente/storage/migration")
          .load()
          .migrate();
      var database = new Database(file, config.createConnection("jdbc:sqlite:" + file));
      database.writer.setAutoCommit(false);
      database.openReaders();
      return database;
    } catch (SQLException e) {
      throw failure(file, e);
    }
  }

  private void openReaders() throws SQLException {
    for (int i = 0; i < READERS; i++) {
      var config = config();
      config.setOpenMode(SQLiteOpenMode.READONLY);
      var reader = config.createConnection("jdbc:sqlite:" + file);
      reader.setAutoCommit(false);
      readers.add(reader);
    }
  }

  private static SQLiteConfig config() {
    var config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    config.setBusyTimeout(10_000);
    config.enforceForeignKeys(true);
    config.setCacheSize(-65_536);
    return config;
  }

  /// Runs the work and commits; undoes all of it when it throws.
  public <T> T write(Work<T> work) {
    writing.lock();
    try {
      try {
        var result = work.run(writer);
        writer.commit();
        return result;
      } catch (Throwable e) {
        writer.rollback();
        throw e;
      }
    } catch (SQLException e) {
      throw failure(file, e);
    } finally {
      writing.unlock();
    }
  }

  /// Runs the work on one snapshot of the last commit.
  public <T> T read(Work<T> work) {
    Connection reader;
    try {
      reader = readers.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageFailure("interrupted while waiting for a reader of " + file, e);
    }
    try {
      try {
        return work.run(reader);
      } finally {
        reader.rollback(); // ends the snapshot
      }
    } catch (SQLException e) {
      throw failure(file, e);
    } finally {
      readers.add(reader);
    }
  }

  @Override
  public void close() {
    writing.lock();
    try {
      for (var reader : readers) {
        reader.close();
      }
      writer.close();
    } catch (SQLException e) {
      throw failure(file, e);
    } finally {
      writing.unlock();
    }
  }

  private static StorageFailure failure(Path file, SQLException e) {
    var full = e.getMessage() != null && e.getMessage().contains("SQLITE_FULL");
    return new StorageFailure(
        file + ": " + e.getMessage() + (full ? "; free space on that disk and try again" : ""), e);
  }
}
