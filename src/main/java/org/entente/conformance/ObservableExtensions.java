package org.entente.conformance;

import static org.entente.conformance.ValueRule.BOOLEAN;
import static org.entente.conformance.ValueRule.COUNT;
import static org.entente.conformance.ValueRule.DICTIONARY;
import static org.entente.conformance.ValueRule.FLOAT;
import static org.entente.conformance.ValueRule.HASHES;
import static org.entente.conformance.ValueRule.HEX;
import static org.entente.conformance.ValueRule.INTEGER;
import static org.entente.conformance.ValueRule.STRING;
import static org.entente.conformance.ValueRule.TIMESTAMP;
import static org.entente.conformance.ValueRule.id;
import static org.entente.conformance.ValueRule.listOf;
import static org.entente.conformance.ValueRule.nested;
import static org.entente.conformance.ValueRule.oneOf;

import java.util.List;
import java.util.Map;

/// The extensions that the standard itself gives to observables (STIX 2.1 §6), by the type they
/// extend and their name there: `file` has `pdf-ext`.
final class ObservableExtensions {
  private static final ValueRule STRINGS = listOf(STRING);

  static final ValueRule REGISTRY_TYPE =
      oneOf(
          "REG_NONE",
          "REG_SZ",
          "REG_EXPAND_SZ",
          "REG_BINARY",
          "REG_DWORD",
          "REG_DWORD_BIG_ENDIAN",
          "REG_DWORD_LITTLE_ENDIAN",
          "REG_LINK",
          "REG_MULTI_SZ",
          "REG_RESOURCE_LIST",
          "REG_FULL_RESOURCE_DESCRIPTION",
          "REG_RESOURCE_REQUIREMENTS_LIST",
          "REG_QWORD",
          "REG_INVALID_TYPE");

  static final ObjectRule X509_V3 =
      ObjectRule.of("§6.18.2")
          .optional(
              List.of(
                  "basic_constraints",
                  "name_constraints",
                  "policy_constraints",
                  "key_usage",
                  "extended_key_usage",
                  "subject_key_identifier",
                  "authority_key_identifier",
                  "subject_alternative_name",
                  "issuer_alternative_name",
                  "subject_directory_attributes",
                  "crl_distribution_points",
                  "inhibit_any_policy",
                  "certificate_policies",
                  "policy_mappings"),
              STRING)
          .optional(
              List.of("private_key_usage_period_not_before", "private_key_usage_period_not_after"),
              TIMESTAMP)
          .anyOfItsOwn();

  static final Map<String, Map<String, ObjectRule>> BY_TYPE =
      Map.of(
          "file",
          Map.of(
              "archive-ext",
              ObjectRule.of("§6.7.2")
                  .required("contains_refs", listOf(id("file", "directory")))
                  .optional("comment", STRING),
              "ntfs-ext",
              ntfs(),
              "pdf-ext",
              ObjectRule.of("§6.7.4")
                  .optional(List.of("version", "pdfid0", "pdfid1"), STRING)
                  .optional("is_optimized", BOOLEAN)
                  .optional("document_info_dict", DICTIONARY)
                  .anyOfItsOwn(),
              "raster-image-ext",
              ObjectRule.of("§6.7.5")
                  .optional(List.of("image_height", "image_width", "bits_per_pixel"), INTEGER)
                  .optional("exif_tags", DICTIONARY)
                  .anyOfItsOwn(),
              "windows-pebinary-ext",
              peBinary()),
          "network-traffic",
          Map.of(
              "http-request-ext",
              ObjectRule.of("§6.12.2")
                  .required("request_method", STRING)
                  .required("request_value", STRING)
                  .optional("request_version", STRING)
                  .optional("request_header", DICTIONARY)
                  .optional("message_body_length", INTEGER)
                  .optional("message_body_data_ref", id("artifact")),
              "icmp-ext",
              ObjectRule.of("§6.12.3")
                  .required("icmp_type_hex", HEX)
                  .required("icmp_code_hex", HEX),
              "socket-ext",
              socket(),
              "tcp-ext",
              ObjectRule.of("§6.12.5")
                  .optional(List.of("src_flags_hex", "dst_flags_hex"), HEX)
                  .anyOfItsOwn()),
          "process",
          Map.of("windows-process-ext", windowsProcess(), "windows-service-ext", windowsService()),
          "user-account",
          Map.of(
              "unix-account-ext",
              ObjectRule.of("§6.16.2")
                  .optional("gid", INTEGER)
                  .optional("groups", STRINGS)
                  .optional(List.of("home_dir", "shell"), STRING)
                  .anyOfItsOwn()));

  private ObservableExtensions() {}

  private static ObjectRule ntfs() {
    var stream =
        ObjectRule.of("§6.7.3.2")
            .required("name", STRING)
            .optional("hashes", HASHES)
            .optional("size", COUNT);
    return ObjectRule.of("§6.7.3")
        .optional("sid", STRING)
        .optional("alternate_data_streams", listOf(nested(stream)))
        .anyOfItsOwn();
  }

  private static ObjectRule peBinary() {
    var section =
        ObjectRule.of("§6.7.6.4")
            .required("name", STRING)
            .optional("size", COUNT)
            .optional("entropy", FLOAT)
            .optional("hashes", HASHES);
    return ObjectRule.of("§6.7.6")
        .required("pe_type", STRING)
        .optional("imphash", STRING)
        .optional(List.of("machine_hex", "pointer_to_symbol_table_hex", "characteristics_hex"), HEX)
        .optional(
            List.of("number_of_sections", "number_of_symbols", "size_of_optional_header"), COUNT)
        .optional("time_date_stamp", TIMESTAMP)
        .optional("file_header_hashes", HASHES)
        .optional("optional_header", nested(peOptionalHeader()))
        .optional("sections", listOf(nested(section)));
  }

  private static ObjectRule peOptionalHeader() {
    return ObjectRule.of("§6.7.6.3")
        .optional(
            List.of(
                "magic_hex",
                "win32_version_value_hex",
                "checksum_hex",
                "subsystem_hex",
                "dll_characteristics_hex",
                "loader_flags_hex"),
            HEX)
        .optional(
            List.of(
                "size_of_code",
                "size_of_initialized_data",
                "size_of_uninitialized_data",
                "size_of_image",
                "size_of_headers",
                "size_of_stack_reserve",
                "size_of_stack_commit"),
            COUNT)
        .optional(
            List.of(
                "major_linker_version",
                "minor_linker_version",
                "address_of_entry_point",
                "base_of_code",
                "base_of_data",
                "image_base",
                "section_alignment",
                "file_alignment",
                "major_os_version",
                "minor_os_version",
                "major_image_version",
                "minor_image_version",
                "major_subsystem_version",
                "minor_subsystem_version",
                "size_of_heap_reserve",
                "size_of_heap_commit",
                "number_of_rva_and_sizes"),
            INTEGER)
        .optional("hashes", HASHES)
        .anyOfItsOwn();
  }

  private static ObjectRule socket() {
    return ObjectRule.of("§6.12.4")
        .required(
            "address_family",
            oneOf(
                "AF_UNSPEC",
                "AF_INET",
                "AF_IPX",
                "AF_APPLETALK",
                "AF_NETBIOS",
                "AF_INET6",
                "AF_IRDA",
                "AF_BTH"))
        .optional(List.of("is_blocking", "is_listening"), BOOLEAN)
        .optional("options", DICTIONARY)
        .optional(
            "socket_type",
            oneOf("SOCK_STREAM", "SOCK_DGRAM", "SOCK_RAW", "SOCK_RDM", "SOCK_SEQPACKET"))
        .optional("socket_descriptor", COUNT)
        .optional("socket_handle", INTEGER);
  }

  private static ObjectRule windowsProcess() {
    return ObjectRule.of("§6.13.2")
        .optional(List.of("aslr_enabled", "dep_enabled"), BOOLEAN)
        .optional(List.of("priority", "owner_sid", "window_title"), STRING)
        .optional("startup_info", DICTIONARY)
        .optional("integrity_level", oneOf("low", "medium", "high", "system"))
        .anyOfItsOwn();
  }

  private static ObjectRule windowsService() {
    return ObjectRule.of("§6.13.3")
        .optional(List.of("service_name", "display_name", "group_name"), STRING)
        .optional("descriptions", STRINGS)
        .optional(
            "start_type",
            oneOf(
                "SERVICE_AUTO_START",
                "SERVICE_BOOT_START",
                "SERVICE_DEMAND_START",
                "SERVICE_DISABLED",
                "SERVICE_SYSTEM_ALERT"))
        .optional("service_dll_refs", listOf(id("file")))
        .optional(
            "service_type",
            oneOf(
                "SERVICE_KERNEL_DRIVER",
                "SERVICE_FILE_SYSTEM_DRIVER",
                "SERVICE_WIN32_OWN_PROCESS",
                "SERVICE_WIN32_SHARE_PROCESS"))
        .optional(
            "service_status",
            oneOf(
                "SERVICE_CONTINUE_PENDING",
                "SERVICE_PAUSE_PENDING",
                "SERVICE_PAUSED",
                "SERVICE_RUNNING",
                "SERVICE_START_PENDING",
                "SERVICE_STOP_PENDING",
                "SERVICE_STOPPED"))
        .anyOfItsOwn();
  }
}
