package org.entente.storage;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;

/// The embedded database: one SQLite file in WAL mode with synchronous=FULL, so that what a commit
/// acknowledged survives kill -9 and power loss.
///
/// There is one writer connection and a lock that is fair, so that an alert never waits behind an
/// import for more than one of its short transactions (keep each under 50 ms). Readers have
/// connections of their own and see the last commit at their start; a piece of work must not ask
/// for a second reader while it holds one.
///
/// A commit costs one flush of the disk however much it holds. Whoever has many things to say says
/// them in one [#write]; commits of several threads are not put together here, because work would
/// then run on a thread that does not hold its caller's locks.
public final class Database implements AutoCloseable {
  /// A piece of work on one connection, inside one transaction.
  @FunctionalInterface
  public interface Work<T> {
    T run(Connection connection) throws SQLException;
  }

  private static final System.Logger LOG = System.getLogger(Database.class.getName());
  private static final int READERS = 4;
  private static final int WRITER_CACHE_KIB = 65_536;
  private static final int READER_CACHE_KIB = 16_384;

  private final Path file;
  private final Disk disk;
  private final @Nullable Connection writer; // null: opened for reading only
  private final ReentrantLock writing = new ReentrantLock(true);
  private final Semaphore reading = new Semaphore(READERS, true);
  private final Queue<Connection> idleReaders = new ConcurrentLinkedQueue<>();
  private volatile boolean closed;

  private Database(Path file, Disk disk, @Nullable Connection writer) {
    this.file = file;
    this.disk = disk;
    this.writer = writer;
  }

  /// Opens for reading and writing; the file is made when absent and its tables brought up to date.
  /// A file that a newer program wrote is refused untouched.
  public static Database open(Path file) {
    return open(file, Disk.REAL);
  }

  /// The same, its commits going through a disk that may be another than this machine's.
  public static Database open(Path file, Disk disk) {
    makeFile(file);
    try {
      var writer = connectWriter(file);
      try {
        Schema.bringUpToDate(file, writer);
        writer.setAutoCommit(false);
        return new Database(file, disk, writer);
      } catch (Throwable e) {
        writer.close();
        throw e;
      }
    } catch (SQLException e) {
      throw failure(file, e);
    }
  }

  /// Opens for reading while another process may be the owner, at once and changing nothing; a
  /// store whose tables are not of this program is refused.
  public static Database openReadOnly(Path file) {
    if (!Files.exists(file)) {
      throw new StorageFailure(
          "the store of this node is gone: " + file,
          "put it back, or ./entente restore your last backup into another folder");
    }
    var database = new Database(file, Disk.REAL, null);
    try {
      database.read(connection -> {
        Schema.requireCurrent(file, connection);
        return true;
      });
      return database;
    } catch (StorageFailure e) {
      database.close();
      throw e;
    }
  }

  /// SQLite gives -wal and -shm the permissions of the file, so the file comes first.
  private static void makeFile(Path file) {
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException e) {
      return; // opened as it is
    } catch (IOException e) {
      throw new StorageFailure("cannot make " + file + ": " + e.getMessage(), e);
    }
  }

  private static Connection connectWriter(Path file) throws SQLException {
    var config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    config.setBusyTimeout(10_000);
    config.enforceForeignKeys(true);
    config.setGetGeneratedKeys(false); // else every insert is followed by a select of its key
    config.setCacheSize(-WRITER_CACHE_KIB);
    return config.createConnection("jdbc:sqlite:" + file);
  }

  private static Connection connectReader(Path file) throws SQLException {
    var config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout(10_000);
    config.setCacheSize(-READER_CACHE_KIB);
    var reader = config.createConnection("jdbc:sqlite:" + file);
    reader.setAutoCommit(false);
    return reader;
  }

  /// Runs the work and commits; undoes all of it when it throws.
  public <T> T write(Work<T> work) {
    var connection = writer;
    if (connection == null) {
      throw new IllegalStateException(file + " is open for reading only");
    }
    if (writing.isHeldByCurrentThread()) {
      // the inner commit would make half of the outer work durable
      throw new IllegalStateException("a write inside a write on " + file);
    }
    writing.lock();
    try {
      requireOpen();
      try {
        var result = work.run(connection);
        disk.commit(connection);
        return result;
      } catch (Throwable e) {
        undo(connection, e);
        throw e;
      }
    } catch (SQLException e) {
      throw failure(file, e);
    } finally {
      writing.unlock();
    }
  }

  /// On a full disk SQLite has undone the transaction itself, says so when asked again, and is left
  /// without one: all that followed would be durable statement by statement, and each commit fail.
  private static void undo(Connection connection, Throwable because) throws SQLException {
    try {
      connection.rollback();
    } catch (SQLException e) {
      because.addSuppressed(e);
      beginAnew(connection);
    }
  }

  private static void beginAnew(Connection connection) throws SQLException {
    try {
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      // it would commit first, and there is nothing to commit; the mode is another all the same
      LOG.log(System.Logger.Level.DEBUG, "event=transaction-begun-anew reason=" + e.getMessage());
    }
    connection.setAutoCommit(false);
  }

  /// Runs the work on one snapshot of the last commit.
  public <T> T read(Work<T> work) {
    try {
      reading.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageFailure("interrupted while waiting for a reader of " + file, e);
    }
    try {
      requireOpen();
      var idle = idleReaders.poll();
      var reader = idle == null ? connectReader(file) : idle;
      try {
        return work.run(reader);
      } finally {
        reader.rollback(); // ends the snapshot
        idleReaders.add(reader);
      }
    } catch (SQLException e) {
      throw failure(file, e);
    } finally {
      reading.release();
    }
  }

  /// Copies the last commit into a new file by SQLite's backup interface, while readers and the
  /// writer go on. All pages are copied in one step, which reads one snapshot: in many steps the
  /// copy would start again at every commit and never end under load.
  public void copyTo(Path copy) {
    makeFile(copy);
    try (var source = connectReader(file)) {
      int result =
          source
              .unwrap(SQLiteConnection.class)
              .getDatabase()
              .backup("main", copy.toString(), null, 100, 100, -1);
      if (result != 0) {
        throw new StorageFailure("cannot copy " + file + " to " + copy + ": SQLite says " + result);
      }
    } catch (SQLException e) {
      throw failure(file, e);
    }
  }

  /// Reads every page and index of a closed store, and every reference between tables. Empty when
  /// all is well, else the first complaint.
  static Optional<String> complaint(Path file) {
    try (var connection = connectReader(file);
        var statement = connection.createStatement()) {
      Schema.refuseNewer(file, connection);
      try (var rows = statement.executeQuery("pragma integrity_check(1)")) {
        if (!rows.next() || !"ok".equals(rows.getString(1))) {
          return Optional.of(String.valueOf(rows.getString(1)));
        }
      }
      try (var rows = statement.executeQuery("pragma foreign_key_check")) {
        return rows.next()
            ? Optional.of("a row of " + rows.getString(1) + " refers to nothing")
            : Optional.empty();
      }
    } catch (SQLException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new StorageFailure(file + " was closed");
    }
  }

  /// Waits for the work in hand. Closing once more does nothing.
  @Override
  public void close() {
    writing.lock();
    reading.acquireUninterruptibly(READERS);
    try {
      closed = true;
      for (var reader = idleReaders.poll(); reader != null; reader = idleReaders.poll()) {
        reader.close();
      }
      if (writer != null) {
        writer.close(); // a second time does nothing
      }
    } catch (SQLException e) {
      throw failure(file, e);
    } finally {
      reading.release(READERS);
      writing.unlock();
    }
  }

  private static StorageFailure failure(Path file, SQLException e) {
    var full = e.getMessage() != null && e.getMessage().contains("SQLITE_FULL");
    return new StorageFailure(
        file + ": " + e.getMessage() + (full ? "; free space on that disk and try again" : ""), e);
  }
}
