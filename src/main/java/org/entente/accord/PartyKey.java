package org.entente.accord;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.entente.crypto.Sha256;
import org.entente.crypto.VerifyingKey;

/// A public key of a party's body, for one use and for a time. `next` commits to the key that will
/// follow it: the SHA-256 of its raw bytes.
public record PartyKey(
    String kid,
    String body,
    KeyUse use,
    VerifyingKey key,
    LocalDate from,
    Optional<LocalDate> until,
    Optional<Sha256> next) {

  /// From the first instant of `from` until before the first instant of `until`, in UTC.
  public boolean isInDate(Instant at) {
    var day = at.atOffset(ZoneOffset.UTC).toLocalDate();
    return !day.isBefore(from) && until.map(day::isBefore).orElse(true);
  }
}
