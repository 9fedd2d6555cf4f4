package org.entente.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HomeTest {
  @TempDir Path folder;

  @Test
  void its_folders_are_closed_to_everybody_else() throws Exception {
    var home = new Home(folder.resolve("deep/home"));
    assertThat(home.isEmpty()).isTrue();
    home.makeFolders();
    assertThat(home.isEmpty()).isFalse();
    assertThat(home.exists()).isFalse();
    for (var each : List.of(home.folder(), home.keys(), home.logs(), home.accords())) {
      assertThat(Files.getPosixFilePermissions(each))
          .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void whoever_takes_it_closes_it_again_to_everybody_else() throws Exception {
    var home = new Home(folder.resolve("copied"));
    home.makeFolders();
    for (var each : List.of(home.folder(), home.keys())) {
      Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    home.lock().orElseThrow().close();
    for (var each : List.of(home.folder(), home.keys())) {
      assertThat(Files.getPosixFilePermissions(each))
          .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void has_one_owner_within_a_process() {
    var home = new Home(folder);
    try (var first = home.lock().orElseThrow()) {
      assertThat(first).isNotNull();
      assertThat(home.lock()).isEmpty();
    }
    try (var second = home.lock().orElseThrow()) {
      assertThat(second).isNotNull();
    }
  }

  @Test
  void has_one_owner_among_processes_and_a_killed_owner_leaves_it_free() throws Exception {
    var home = new Home(folder);
    var other = anotherOwner();
    try (var itsOutput = other.inputReader()) {
      assertThat(itsOutput.readLine()).isEqualTo("owned");
      assertThat(home.lock()).isEmpty();
    } finally {
      other.destroyForcibly().waitFor();
    }
    try (var mine = home.lock().orElseThrow()) {
      assertThat(mine).isNotNull();
    }
  }

  private Process anotherOwner() throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Owner.class.getName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /// The other process: takes the home and keeps it until it is killed.
  static final class Owner {
    private Owner() {}

    public static void main(String[] arguments) throws Exception {
      try (var lock = new Home(Path.of(arguments[0])).lock().orElseThrow()) {
        System.out.println(lock == null ? "" : "owned");
        System.in.read();
      }
    }
  }
}
