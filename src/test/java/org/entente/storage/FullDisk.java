package org.entente.storage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/// A process that may write no large file, as on a disk that is full: tries to take a backup of the
/// first folder into the second, and to restore the third into the fourth. Says what was refused,
/// and what is left.
final class FullDisk {
  private FullDisk() {}

  public static void main(String[] arguments) {
    var home = new Home(Path.of(arguments[0]));
    var taken = Path.of(arguments[1]);
    try (var database = Database.open(home.database())) {
      say("backup", () -> Backup.take(home, database, taken, Instant.EPOCH), taken);
    }
    var restored = Path.of(arguments[3]);
    say(
        "restore",
        () -> Backup.restore(Path.of(arguments[2]), new Home(restored), Instant.EPOCH),
        restored);
  }

  private static void say(String what, Runnable work, Path made) {
    try {
      work.run();
      System.out.println(what + " done");
    } catch (StorageFailure e) {
      System.out.println(what + " refused, left: " + Files.exists(made));
    }
  }

  /// Starts one that may write files of so many KiB at most.
  static Process start(int most, Path... arguments) throws java.io.IOException {
    var command = new java.util.ArrayList<String>();
    command.add("sh");
    command.add("-c");
    command.add("ulimit -f " + 2 * most + "; exec \"$@\"");
    command.add("sh");
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-XX:-UsePerfData");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(FullDisk.class.getName());
    for (var argument : arguments) {
      command.add(argument.toString());
    }
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }
}
