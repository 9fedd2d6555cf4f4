package org.entente.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigurationTest {
  private static final Configuration EXAMPLE =
      new Configuration(
          "identity--3b9d1a5e-5d43-4a0e-9b0e-2a5a3f0f7c11",
          "CERT \"Ex\": #1 é",
          "IL",
          new Configuration.MainPort("127.0.0.1", 7443, true),
          new Configuration.PartnerPort(
              "0.0.0.0", 7444, URI.create("https://node.cert.example:7444")),
          List.of("A. Levy", "B. Roux"),
          Configuration.Unreceipted.DEFAULT);

  @TempDir Path folder;

  @Test
  void what_is_written_is_what_is_read() throws Exception {
    var file = folder.resolve("config.yaml");
    EXAMPLE.write(file);
    assertThat(Configuration.read(file)).isEqualTo(EXAMPLE);
  }

  @Test
  void a_file_of_a_program_that_knew_no_quarantine_has_the_usual_one() throws Exception {
    var file = folder.resolve("config.yaml");
    var text = EXAMPLE.yaml();
    Files.writeString(file, text.substring(0, text.indexOf("quarantine:")));
    assertThat(Configuration.read(file).quarantine()).isEqualTo(Configuration.Kept.DEFAULT);
  }

  @Test
  void reports_everything_that_is_wrong_at_once_with_its_line() throws Exception {
    var file = folder.resolve("config.yaml");
    var text =
        EXAMPLE
            .yaml()
            .replace("port: 7443", "port: 70000")
            .replace("country: IL", "country: Israel")
            .replace("https: true", "https: maybe")
            .replace("age: PT15M", "age: a while")
            .replace("officers:", "officer:");
    Files.writeString(file, text);

    assertThatThrownBy(() -> Configuration.read(file))
        .isInstanceOf(InvalidConfiguration.class)
        .hasMessageContaining("line 6: country: expected two capital letters")
        .hasMessageContaining("line 9: main-port/port: expected 1 to 65535")
        .hasMessageContaining("main-port/https: expected true or false")
        .hasMessageContaining("unreceipted/age: expected a duration such as PT15M")
        .hasMessageContaining("officer: unknown setting")
        .hasMessageContaining("officers: expected a list");
  }

  @Test
  void plain_http_is_for_this_machine_alone() throws Exception {
    var file = folder.resolve("config.yaml");
    var text = EXAMPLE.yaml().replace("https: true", "https: false");
    Files.writeString(file, text.replace("address: 127.0.0.1", "address: 0.0.0.0"));
    assertThatThrownBy(() -> Configuration.read(file))
        .hasMessageContaining("without https the address must be 127.0.0.1");

    Files.writeString(file, text);
    assertThat(Configuration.read(file).mainPort().https()).isFalse();
  }
}
