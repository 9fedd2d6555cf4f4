package org.entente.ledger;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.entente.crypto.ProofInvalid;
import org.entente.storage.Database;
import org.entente.storage.Disk;
import org.entente.tlog.LogOrigin;
import org.entente.tlog.NoteKeys;
import org.entente.tlog.NoteSigners;

/// All logs of a home. Each has its rows in the database and its folder `own-ID` or `held-ID` below
/// the one given here; each is opened once and shared by whoever asks.
public final class Ledger implements AutoCloseable {
  private final Database database;
  private final Path folder;
  private final Disk disk;
  private final InstantSource clock;
  private final Map<LogOrigin, OwnLog> own = new HashMap<>();
  private final Map<LogOrigin, HeldLog> held = new HashMap<>();

  public Ledger(Database database, Path folder, InstantSource clock) {
    this(database, folder, Disk.REAL, clock);
  }

  /// The same, its files going through a disk that may be another than this machine's.
  public Ledger(Database database, Path folder, Disk disk, InstantSource clock) {
    this.database = database;
    this.folder = folder;
    this.disk = disk;
    this.clock = clock;
  }

  /// Our log of this origin, made when it is new, healed when its files lag behind its checkpoint.
  public synchronized OwnLog own(LogOrigin origin, NoteSigners keys) {
    return own.computeIfAbsent(
        origin,
        name -> {
          long id = database.write(tx -> LogTable.open(tx, name, LogTable.Role.OWN));
          var log = new OwnLog(name, database, id, stored(name, id, "own-"), keys, clock);
          log.noticeLoss();
          return log;
        });
  }

  /// Our copy of the partner's log of this origin, made when it is new.
  public synchronized HeldLog held(LogOrigin origin, AuthorKeys author, NoteSigners holder) {
    return held.computeIfAbsent(
        origin,
        name -> {
          long id = database.write(tx -> LogTable.open(tx, name, LogTable.Role.HELD));
          return new HeldLog(name, database, id, stored(name, id, "held-"), author, holder, clock);
        });
  }

  /// The same of an author whose keys never change.
  public HeldLog held(LogOrigin origin, NoteKeys author, NoteSigners holder) {
    return held(origin, AuthorKeys.of(author), holder);
  }

  private StoredLog stored(LogOrigin origin, long id, String prefix) {
    var files = new LogFolder(folder.resolve(prefix + id), disk);
    return StoredLog.open(origin, new LeafRows(database, id), files);
  }

  public synchronized List<OwnLog> own() {
    return new ArrayList<>(own.values());
  }

  public synchronized List<HeldLog> held() {
    return new ArrayList<>(held.values());
  }

  /// Verifies every log that is open, from its first entry; throws at the first thing that does not
  /// hold. Cheap for the small logs of a test: call it after every step.
  public void check() throws ProofInvalid {
    for (var log : own()) {
      log.check();
    }
    for (var log : held()) {
      log.check();
    }
  }

  /// Forces derived files to the disk, so that the next start has nothing to derive.
  @Override
  public synchronized void close() {
    own.values().forEach(OwnLog::close);
    held.values().forEach(HeldLog::close);
  }
}
