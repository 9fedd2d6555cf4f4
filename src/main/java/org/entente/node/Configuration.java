package org.entente.node;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.entente.json.CanonicalJson;
import org.entente.json.JsonValue;
import org.entente.storage.DurableFile;
import org.entente.storage.StorageFailure;

/// The node's settings, `config.yaml` in its home: one small record a feature. The file is written
/// once by `init` with every setting visible; after that it belongs to the administrator, and is
/// read at each start.
///
/// @param identity the STIX identity of the party that this node speaks for; it stands in cards,
///   accords and every object, so it never changes
public record Configuration(
    String identity,
    String name,
    String country,
    MainPort mainPort,
    PartnerPort partnerPort,
    List<String> officers,
    Unreceipted unreceipted,
    Kept quarantine) {

  /// Where browsers reach the node.
  ///
  /// @param https false: plain HTTP, and then the address must be of this machine alone
  public record MainPort(String address, int port, boolean https) {}

  /// Where partners' nodes reach this one.
  ///
  /// @param url what the card says; through a router or proxy it differs from address and port
  public record PartnerPort(String address, int port, URI url) {}

  /// How far releases to a partner who sends no receipts may run ahead before they pause.
  public record Unreceipted(int entries, Duration age) {
    public static final Unreceipted DEFAULT = new Unreceipted(1000, Duration.ofMinutes(15));
  }

  /// How much is kept of what one partner sent and was not taken; beyond it, the reasons alone.
  public record Kept(int entries, int mebibytes) {
    public static final Kept DEFAULT = new Kept(10_000, 256);
  }

  /// With the usual quarantine.
  public Configuration(
      String identity,
      String name,
      String country,
      MainPort mainPort,
      PartnerPort partnerPort,
      List<String> officers,
      Unreceipted unreceipted) {
    this(identity, name, country, mainPort, partnerPort, officers, unreceipted, Kept.DEFAULT);
  }

  public Configuration {
    officers = List.copyOf(officers);
  }

  public static Configuration read(Path file) throws InvalidConfiguration {
    try {
      return parse(file, Files.readAllBytes(file));
    } catch (IOException e) {
      throw new StorageFailure("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /// Reads what was in the file of this name.
  public static Configuration parse(Path file, byte[] bytes) throws InvalidConfiguration {
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return new ConfigurationReader(file, text).read();
    } catch (CharacterCodingException e) {
      throw new InvalidConfiguration(file, List.of("line 1: the file is not UTF-8 text"));
    }
  }

  public void write(Path file) {
    DurableFile.write(file, yaml().getBytes(StandardCharsets.UTF_8));
  }

  String yaml() {
    return """
    # What this node is and how it runs; read at each start. All settings are here: there are no
    # others, and an unknown one is refused.
    entente: 1
    identity: %s # the party it speaks for; never changes
    name: %s
    country: %s
    main-port: # browsers; without https only on this machine's own address
      address: %s
      port: %d
      https: %s
    partner-port: # partners' nodes; url is what they are told, and stands in the card
      address: %s
      port: %d
      url: %s
    officers: %s # who may approve what is held; two-officers needs two of them
    unreceipted: # releases pause when a partner confirms nothing for so many entries or so long
      entries: %d
      age: %s
    quarantine: # kept of what a partner sent and was not taken; of what is beyond it, the reason alone
      entries: %d
      mebibytes: %d
    """
        .formatted(
            identity,
            quoted(name),
            country,
            mainPort.address,
            mainPort.port,
            mainPort.https,
            partnerPort.address,
            partnerPort.port,
            quoted(partnerPort.url.toString()),
            officers.stream().map(Configuration::quoted).toList(),
            unreceipted.entries,
            unreceipted.age,
            quarantine.entries,
            quarantine.mebibytes);
  }

  /// Any text as a YAML scalar: a JSON string is one.
  private static String quoted(String text) {
    return CanonicalJson.text(JsonValue.of(text));
  }
}
