package org.entente.ledger;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.entente.crypto.ProofInvalid;
import org.entente.storage.Disk;
import org.entente.storage.DurableFile;
import org.entente.storage.StorageFailure;
import org.entente.tlog.Merkle;
import org.entente.tlog.SignedCheckpoint;
import org.entente.tlog.TilePath;
import org.entente.tlog.TileSource;

/// One log on disk, laid out as tlog-tiles serves it, so that the folder can be carried away whole:
///
///     checkpoint              the signed note
///     durable                 "65536": tiles below this many entries are known to be on the disk
///     tile/0/000              hashes; tile/0/000.p/17 while there are only 17
///     tile/entries/000        the entries themselves
///
/// Tiles appear whole (temporary file, rename) but reach the disk later, many at a time, since they
/// can be derived again from the rows. A narrower tile is a beginning of every wider one of its
/// place, so of each place one width is kept and the narrower ones are cut from it.
final class LogFolder implements TileSource {
  private static final int LOOKS = 32;

  private final Path folder;
  private final Disk disk;
  private final Set<Path> unsynced = new LinkedHashSet<>();

  LogFolder(Path folder, Disk disk) {
    this.folder = folder;
    this.disk = disk;
  }

  Optional<SignedCheckpoint> checkpoint() throws ProofInvalid {
    try {
      return Optional.of(SignedCheckpoint.parse(Files.readAllBytes(folder.resolve("checkpoint"))));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new StorageFailure("cannot read " + folder + "/checkpoint: " + e.getMessage(), e);
    }
  }

  /// It is on the disk when this returns; the first one with the name of the log's folder.
  void write(SignedCheckpoint note) {
    makeFolder(folder);
    var file = folder.resolve("checkpoint");
    if (!Files.exists(file)) {
      forceName();
    }
    DurableFile.write(disk, file, note.bytes());
  }

  private void forceName() {
    try {
      disk.force(folder.resolveSibling(""));
    } catch (IOException e) {
      throw new StorageFailure("cannot sync " + folder + ": " + e.getMessage(), e);
    }
  }

  /// A size up to which all full tiles survived whatever happened to the machine.
  long durable() {
    try {
      return Long.parseLong(Files.readString(folder.resolve("durable"), US_ASCII).strip());
    } catch (NoSuchFileException | NumberFormatException e) {
      return 0; // then everything is derived again
    } catch (IOException e) {
      throw new StorageFailure("cannot read " + folder + "/durable: " + e.getMessage(), e);
    }
  }

  /// Takes back what is said of tiles after this many entries: they are about to be written again,
  /// and until they are forced a power cut may leave any of them torn.
  void forgetBeyond(long size) {
    if (durable() / TilePath.FULL * TilePath.FULL > size) {
      writeDurable(size);
    }
  }

  private void writeDurable(long size) {
    DurableFile.write(disk, folder.resolve("durable"), (size + "\n").getBytes(US_ASCII));
  }

  int unsynced() {
    return unsynced.size();
  }

  /// Forces all tiles written so far to the disk, with the names of the folders they are in, and
  /// remembers the size they reach.
  void sync(long size) {
    try {
      var folders = new LinkedHashSet<Path>();
      for (var file : unsynced) {
        force(file);
        folders.addAll(above(file));
      }
      for (var each : folders) {
        force(each);
      }
    } catch (IOException e) {
      throw new StorageFailure("cannot sync " + folder + ": " + e.getMessage(), e);
    }
    unsynced.clear();
    writeDurable(size);
  }

  /// The folders that a file is in, up to that of the log.
  private List<Path> above(Path file) {
    var above = new ArrayList<Path>();
    for (var each = file; !each.equals(folder); ) {
      each = each.resolveSibling("");
      above.add(each);
    }
    return above;
  }

  private void force(Path path) throws IOException {
    try {
      disk.force(path);
    } catch (NoSuchFileException e) {
      // a partial tile, or the folder of some, in the place of which a wider one came meanwhile
    }
  }

  /// Puts a tile in its place and takes away what else is there: narrower ones that it continues,
  /// or, after an interrupted publish, wider ones that nobody signed and what was being written.
  void write(TilePath path, byte[] bytes) {
    var file = folder.resolve(path.text());
    var parent = file.resolveSibling("");
    var temporary = parent.resolve("." + file.getFileName() + ".tmp");
    try {
      makeFolder(parent);
      disk.write(temporary, bytes);
      disk.move(temporary, file);
      unsynced.add(file);
      removeOthers(path);
    } catch (IOException e) {
      throw new StorageFailure("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  private void removeOthers(TilePath path) throws IOException {
    var partials = partials(path);
    for (var name : names(partials)) {
      if (!name.equals(Integer.toString(path.width()))) {
        disk.delete(partials.resolve(name));
      }
    }
    disk.delete(path.width() == TilePath.FULL ? partials : folder.resolve(path.full().text()));
  }

  /// The bytes of this tile, cut from a wider one where that is what is kept. While one looks, a
  /// tile may be replaced by a wider one that one has already looked for; so what is not found is
  /// looked for again.
  @Override
  public byte[] tile(TilePath path) throws IOException {
    for (int look = 0; look < LOOKS; look++) {
      var kept = kept(path);
      if (kept.isPresent()) {
        return beginning(path, kept.get());
      }
    }
    throw new NoSuchFileException(folder.resolve(path.text()).toString());
  }

  private Optional<byte[]> kept(TilePath path) throws IOException {
    var full = read(folder.resolve(path.full().text()));
    if (full.isPresent()) {
      return full;
    }
    var partials = partials(path);
    for (int width : widths(partials)) {
      if (width >= path.width()) {
        return read(partials.resolve(Integer.toString(width)));
      }
    }
    return Optional.empty();
  }

  private static Optional<byte[]> read(Path file) throws IOException {
    try {
      return Optional.of(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static byte[] beginning(TilePath path, byte[] wider) throws IOException {
    if (path.level() != TilePath.ENTRIES) {
      if (wider.length < path.width() * Merkle.LENGTH) {
        throw new IOException(path + ": too short, it is to be derived again");
      }
      return Arrays.copyOf(wider, path.width() * Merkle.LENGTH);
    }
    try {
      return EntryBundle.beginning(wider, path.width());
    } catch (ProofInvalid e) {
      throw new IOException(path + ": " + e.getMessage(), e);
    }
  }

  private Path partials(TilePath path) {
    return folder.resolve(path.full().text() + ".p");
  }

  private static int[] widths(Path partials) throws IOException {
    return names(partials).stream()
        .filter(name -> name.matches("[0-9]{1,3}"))
        .mapToInt(Integer::parseInt)
        .sorted()
        .toArray();
  }

  private static List<String> names(Path partials) throws IOException {
    try (var files = Files.list(partials)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  private static void makeFolder(Path folder) {
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
    } catch (IOException e) {
      throw new StorageFailure("cannot make " + folder + ": " + e.getMessage(), e);
    }
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
