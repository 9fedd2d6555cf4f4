package org.entente.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HoldCommandTest {
  private static final String ID = "indicator--00000000-0000-4000-8000-000000000001";

  @TempDir Path folder;

  @Test
  void an_officer_holds_an_object_and_lifts_the_hold() {
    var typed = new Typed(folder);
    typed.done(
        "init",
        "--home",
        "a",
        "--name",
        "CERT",
        "--country",
        "FR",
        "--port",
        0,
        "--partner-port",
        0,
        "--http-loopback",
        "--officer",
        "A. Levy");
    typed.run("hold", ID, "--as", "Nobody", "--reason", "why", "--home", "a", "--json");
    assertThat(typed.error("code")).isEqualTo("not-an-officer");
    typed.run("hold", ID, "--as", "A. Levy", "--home", "a", "--json");
    assertThat(typed.error("message")).contains("a hold needs a reason");

    var held = typed.done("hold", ID, "--as", "A. Levy", "--reason", "an inquiry", "--home", "a");
    assertThat(held.bool("new")).hasValue(true);
    var listed = typed.done("hold", "--home", "a").array("holds");
    assertThat(listed).hasSize(1);
    assertThat(listed.getFirst().toString()).contains(ID).contains("an inquiry");

    typed.done("unhold", ID, "--as", "A. Levy", "--home", "a");
    assertThat(typed.done("hold", "--home", "a").array("holds")).isEmpty();
    typed.run("unhold", ID, "--as", "A. Levy", "--home", "a", "--json");
    assertThat(typed.error("code")).isEqualTo("not-held");
  }
}
