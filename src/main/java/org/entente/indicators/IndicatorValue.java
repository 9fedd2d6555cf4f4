package org.entente.indicators;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// One value to look for, in the normal form `entente-ioc/1` (docs/protocol/indicator-values.md):
/// UTF-8 `type|value`, such as `domain|example.org`. Two authorities that hold the same value hold
/// the same text; a mismatch would be a silent miss, so the vectors are published with it.
///
/// Types: `domain`, `ipv4`, `ipv6`, `url`, `email`, and one a hash algorithm (`md5`, `sha-1`,
/// `sha-256`, …). What has no normal form is no value: better none than one that matches nothing.
public record IndicatorValue(String type, String value) implements Comparable<IndicatorValue> {
  private static final Map<String, Integer> HASH_DIGITS =
      Map.of(
          "md5", 32,
          "sha-1", 40,
          "sha-224", 56,
          "sha-256", 64,
          "sha-384", 96,
          "sha-512", 128,
          "sha3-224", 56,
          "sha3-256", 64,
          "sha3-384", 96,
          "sha3-512", 128);

  /// Lower-case A-labels without the final dot; a name that is an address, as it is written or once
  /// it is normal (`192.0.2.1.`), is that address.
  public static Optional<IndicatorValue> domain(String raw) {
    var text = raw.strip();
    return ip(text)
        .or(() ->
            DomainName.normalised(text)
                .flatMap(
                    name -> ip(name).or(() -> Optional.of(new IndicatorValue("domain", name)))));
  }

  /// IPv4 dotted decimal or IPv6 as RFC 5952, a network as its first address and prefix length.
  public static Optional<IndicatorValue> ip(String raw) {
    return IpAddress.parse(raw.strip())
        .map(address -> new IndicatorValue(address.isV4() ? "ipv4" : "ipv6", address.toString()));
  }

  /// As the WHATWG URL Standard serialises it, without fragment.
  public static Optional<IndicatorValue> url(String raw) {
    return WebUrl.normalised(raw).map(url -> new IndicatorValue("url", url));
  }

  /// The local part as it is, the domain in its normal form.
  public static Optional<IndicatorValue> email(String raw) {
    var text = raw.strip();
    int at = text.lastIndexOf('@');
    if (at < 1 || text.substring(0, at).chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
      return Optional.empty();
    }
    return DomainName.normalised(text.substring(at + 1))
        .map(domain -> new IndicatorValue("email", text.substring(0, at) + "@" + domain));
  }

  /// Lower-case hex; only algorithms whose values are equal or not (no SSDEEP, no TLSH).
  public static Optional<IndicatorValue> hash(String algorithm, String raw) {
    var name = algorithm.toLowerCase(Locale.ROOT).replace('_', '-');
    var type = name.matches("sha\\d+") ? "sha-" + name.substring(3) : name;
    var digits = raw.strip().toLowerCase(Locale.ROOT);
    boolean fits =
        digits.length() == HASH_DIGITS.getOrDefault(type, -1)
            && digits.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 0x80);
    return fits ? Optional.of(new IndicatorValue(type, digits)) : Optional.empty();
  }

  /// `domain|example.org`
  public String text() {
    return type + "|" + value;
  }

  @Override
  public int compareTo(IndicatorValue other) {
    return text().compareTo(other.text());
  }
}
