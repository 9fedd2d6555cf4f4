package org.entente.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.entente.node.Node;
import org.entente.storage.Home;
import org.entente.terminal.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ControlSocketTest {
  @TempDir Path folder;

  @Test
  void while_a_node_serves_commands_run_inside_it_and_see_the_callers_folder() throws Exception {
    var typed = new Typed(folder);
    typed.init("a");
    assertThat(typed.done("status", "--home", "a").bool("serving")).hasValue(false);

    var home = new Home(folder.resolve("a"));
    try (var node = Node.open(home).orElseThrow();
        var serving = node.serve();
        var _ = Dispatch.socket(node)) {
      var status = typed.done("status", "--home", "a");
      assertThat(status.bool("serving")).hasValue(true);
      assertThat(status.string("url")).hasValue(serving.url().toString());
      assertThat(Files.getPosixFilePermissions(home.controlSocket())).hasSize(2);

      typed.done("card", "--out", "card.json", "--home", "a");
      assertThat(folder.resolve("card.json")).exists();
      typed.run("peer", "add", "card.json", "--home", "a", "--json");
      assertThat(typed.exit()).isEqualTo(Answer.FAILED);
      assertThat(typed.error("code")).isEqualTo("own-card");
    }
    assertThat(typed.done("status", "--home", "a").bool("serving")).hasValue(false);
  }

  @Test
  void without_its_socket_a_home_that_is_in_use_is_refused() throws Exception {
    var typed = new Typed(folder);
    typed.init("a");
    try (var _ = Node.open(new Home(folder.resolve("a"))).orElseThrow()) {
      typed.run("peer", "list", "--home", "a", "--json");
      assertThat(typed.error("code")).isEqualTo("home-busy");
      assertThat(typed.done("status", "--home", "a").bool("serving")).hasValue(false);
    }
  }

  @Test
  void a_socket_left_by_a_killed_process_is_no_node() throws Exception {
    var typed = new Typed(folder);
    typed.init("a");
    Files.createFile(folder.resolve("a/control.sock"));
    assertThat(typed.done("status", "--home", "a").bool("serving")).hasValue(false);
  }
}
