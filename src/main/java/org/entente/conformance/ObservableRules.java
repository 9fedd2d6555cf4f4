package org.entente.conformance;

import static org.entente.conformance.ValueRule.BINARY;
import static org.entente.conformance.ValueRule.BOOLEAN;
import static org.entente.conformance.ValueRule.COUNT;
import static org.entente.conformance.ValueRule.DICTIONARY;
import static org.entente.conformance.ValueRule.HASHES;
import static org.entente.conformance.ValueRule.HEX;
import static org.entente.conformance.ValueRule.INTEGER;
import static org.entente.conformance.ValueRule.STRING;
import static org.entente.conformance.ValueRule.TIMESTAMP;
import static org.entente.conformance.ValueRule.id;
import static org.entente.conformance.ValueRule.integer;
import static org.entente.conformance.ValueRule.listOf;
import static org.entente.conformance.ValueRule.nested;
import static org.entente.conformance.ValueRule.oneOf;
import static org.entente.conformance.ValueRule.text;

import java.util.List;
import java.util.Map;
import org.entente.indicators.DomainName;
import org.entente.indicators.IpAddress;
import org.entente.json.JsonValue.JsonBoolean;
import org.entente.json.JsonValue.JsonObject;

/// The property tables of the cyber-observable objects (STIX 2.1 §6).
final class ObservableRules {
  private static final ValueRule STRINGS = listOf(STRING);
  private static final ValueRule PORT = integer(0, 65_535);
  private static final List<String> FILE_TIMES = List.of("ctime", "mtime", "atime");

  static final Map<String, ObjectRule> BY_TYPE =
      Map.ofEntries(
          Map.entry("artifact", artifact()),
          Map.entry(
              "autonomous-system",
              ObjectRule.of("§6.2")
                  .required("number", INTEGER)
                  .optional(List.of("name", "rir"), STRING)),
          Map.entry(
              "directory",
              ObjectRule.of("§6.3")
                  .required("path", STRING)
                  .optional("path_enc", STRING)
                  .optional(FILE_TIMES, TIMESTAMP)
                  .optional("contains_refs", listOf(id("file", "directory")))),
          Map.entry(
              "domain-name",
              ObjectRule.of("§6.4")
                  .required(
                      "value",
                      text(
                          "a domain name (RFC 1034, RFC 5890)",
                          "STIX 2.1 §6.4",
                          name -> DomainName.normalised(name).isPresent()))
                  .optional(
                      "resolves_to_refs", listOf(id("ipv4-addr", "ipv6-addr", "domain-name")))),
          Map.entry(
              "email-addr",
              ObjectRule.of("§6.5")
                  .required(
                      "value",
                      text("an address (RFC 5322)", "STIX 2.1 §6.5", "[^\\s@][^\\s]*@\\S+"))
                  .optional("display_name", STRING)
                  .optional("belongs_to_ref", id("user-account"))),
          Map.entry("email-message", emailMessage()),
          Map.entry("file", file()),
          Map.entry("ipv4-addr", address("§6.8", true)),
          Map.entry("ipv6-addr", address("§6.9", false)),
          Map.entry(
              "mac-addr",
              ObjectRule.of("§6.10")
                  .required(
                      "value",
                      text(
                          "six colon-separated lower-case octets",
                          "STIX 2.1 §6.10",
                          "([0-9a-f]{2}:){5}[0-9a-f]{2}"))),
          Map.entry("mutex", ObjectRule.of("§6.11").required("name", STRING)),
          Map.entry("network-traffic", networkTraffic()),
          Map.entry("process", process()),
          Map.entry(
              "software",
              ObjectRule.of("§6.14")
                  .required("name", STRING)
                  .optional(List.of("cpe", "swid", "vendor", "version"), STRING)
                  .optional("languages", STRINGS)),
          Map.entry(
              "url",
              ObjectRule.of("§6.15")
                  .required(
                      "value",
                      text(
                          "a URL (RFC 3986)",
                          "STIX 2.1 §6.15",
                          "[A-Za-z][A-Za-z0-9+.-]*:[^\\s]+"))),
          Map.entry("user-account", userAccount()),
          Map.entry("windows-registry-key", registryKey()),
          Map.entry("x509-certificate", certificate()));

  private ObservableRules() {}

  private static ObjectRule artifact() {
    return ObjectRule.of("§6.1")
        .optional(List.of("mime_type", "url", "decryption_key"), STRING)
        .optional("payload_bin", BINARY)
        .optional("hashes", HASHES)
        .optional(
            "encryption_algorithm",
            oneOf("AES-256-GCM", "ChaCha20-Poly1305", "mime-type-indicated"))
        .anyOf("payload_bin", "url")
        .notBoth("payload_bin", "url")
        .needs("url", "hashes")
        .needs("decryption_key", "encryption_algorithm");
  }

  private static ObjectRule emailMessage() {
    var part =
        ObjectRule.of("§6.6.2")
            .optional(List.of("body", "content_type", "content_disposition"), STRING)
            .optional("body_raw_ref", id("artifact", "file"))
            .anyOf("body", "body_raw_ref");
    return ObjectRule.of("§6.6")
        .required("is_multipart", BOOLEAN)
        .optional("date", TIMESTAMP)
        .optional(List.of("content_type", "message_id", "subject", "body"), STRING)
        .optional(List.of("from_ref", "sender_ref"), id("email-addr"))
        .optional(List.of("to_refs", "cc_refs", "bcc_refs"), listOf(id("email-addr")))
        .optional("received_lines", STRINGS)
        .optional("additional_header_fields", DICTIONARY)
        .optional("body_multipart", listOf(nested(part)))
        .optional("raw_email_ref", id("artifact"))
        .also((mail, findings) -> exclude(mail, "is_multipart", true, "body", findings))
        .also((mail, findings) -> exclude(mail, "is_multipart", false, "body_multipart", findings));
  }

  private static ObjectRule file() {
    return ObjectRule.of("§6.7")
        .optional("hashes", HASHES)
        .optional("size", COUNT)
        .optional(List.of("name", "name_enc", "mime_type"), STRING)
        .optional("magic_number_hex", HEX)
        .optional(FILE_TIMES, TIMESTAMP)
        .optional("parent_directory_ref", id("directory"))
        .optional("contains_refs", listOf(id()))
        .optional("content_ref", id("artifact"))
        .anyOf("hashes", "name")
        .needs("name_enc", "name");
  }

  private static ObjectRule address(String clause, boolean v4) {
    var what = v4 ? "an IPv4 address or network" : "an IPv6 address or network";
    return ObjectRule.of(clause)
        .required(
            "value",
            text(
                what,
                "STIX 2.1 " + clause,
                value -> IpAddress.parse(value).filter(ip -> ip.isV4() == v4).isPresent()))
        .optional("resolves_to_refs", listOf(id("mac-addr")))
        .optional("belongs_to_refs", listOf(id("autonomous-system")));
  }

  private static ObjectRule networkTraffic() {
    var end = id("ipv4-addr", "ipv6-addr", "mac-addr", "domain-name");
    return ObjectRule.of("§6.12")
        .optional(List.of("start", "end"), TIMESTAMP)
        .optional("is_active", BOOLEAN)
        .optional(List.of("src_ref", "dst_ref"), end)
        .optional(List.of("src_port", "dst_port"), PORT)
        .required("protocols", STRINGS)
        .optional(List.of("src_byte_count", "dst_byte_count", "src_packets", "dst_packets"), COUNT)
        .optional("ipfix", DICTIONARY)
        .optional(List.of("src_payload_ref", "dst_payload_ref"), id("artifact"))
        .optional("encapsulates_refs", listOf(id("network-traffic")))
        .optional("encapsulated_by_ref", id("network-traffic"))
        .anyOf("src_ref", "dst_ref")
        .inOrder("start", "end")
        .also((traffic, findings) -> exclude(traffic, "is_active", true, "end", findings));
  }

  private static ObjectRule process() {
    return ObjectRule.of("§6.13")
        .optional("is_hidden", BOOLEAN)
        .optional("pid", INTEGER)
        .optional("created_time", TIMESTAMP)
        .optional(List.of("cwd", "command_line"), STRING)
        .optional("environment_variables", DICTIONARY)
        .optional("opened_connection_refs", listOf(id("network-traffic")))
        .optional("creator_user_ref", id("user-account"))
        .optional("image_ref", id("file"))
        .optional("parent_ref", id("process"))
        .optional("child_refs", listOf(id("process")))
        .optional("extensions", (value, findings) -> {})
        .anyOfItsOwn();
  }

  private static ObjectRule userAccount() {
    return ObjectRule.of("§6.16")
        .optional(
            List.of("user_id", "credential", "account_login", "account_type", "display_name"),
            STRING)
        .optional(
            List.of("is_service_account", "is_privileged", "can_escalate_privs", "is_disabled"),
            BOOLEAN)
        .optional(
            List.of(
                "account_created",
                "account_expires",
                "credential_last_changed",
                "account_first_login",
                "account_last_login"),
            TIMESTAMP)
        .optional("extensions", (value, findings) -> {})
        .anyOfItsOwn();
  }

  private static ObjectRule registryKey() {
    var entry =
        ObjectRule.of("§6.17.2")
            .optional(List.of("name", "data"), STRING)
            .optional("data_type", ObservableExtensions.REGISTRY_TYPE)
            .anyOf("name", "data", "data_type");
    return ObjectRule.of("§6.17")
        .optional(
            "key",
            text(
                "a key whose hive is written out (HKEY_LOCAL_MACHINE\\…)",
                "STIX 2.1 §6.17",
                key -> !key.matches("(?is)HK(LM|CU|CR|U|CC)(\\\\.*)?")))
        .optional("values", listOf(nested(entry)))
        .optional("modified_time", TIMESTAMP)
        .optional("creator_user_ref", id("user-account"))
        .optional("number_of_subkeys", INTEGER)
        .anyOfItsOwn();
  }

  private static ObjectRule certificate() {
    return ObjectRule.of("§6.18")
        .optional("is_self_signed", BOOLEAN)
        .optional("hashes", HASHES)
        .optional(
            List.of(
                "version",
                "serial_number",
                "signature_algorithm",
                "issuer",
                "subject",
                "subject_public_key_algorithm",
                "subject_public_key_modulus"),
            STRING)
        .optional(List.of("validity_not_before", "validity_not_after"), TIMESTAMP)
        .optional("subject_public_key_exponent", INTEGER)
        .optional("x509_v3_extensions", nested(ObservableExtensions.X509_V3))
        .anyOfItsOwn();
  }

  /// With this flag set so, that property does not stand.
  private static void exclude(
      JsonObject object, String flag, boolean truth, String property, Findings findings) {
    if (object.has(property)
        && object.get(flag).filter(new JsonBoolean(truth)::equals).isPresent()) {
      findings.enter(property);
      findings.add("does not stand with " + flag + " " + truth, "STIX 2.1 §6");
      findings.leave();
    }
  }
}
