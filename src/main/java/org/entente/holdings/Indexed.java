package org.entente.holdings;

import java.util.Set;
import java.util.stream.Collectors;
import org.entente.crypto.Sha256;
import org.entente.indicators.IndicatorValue;
import org.entente.indicators.IndicatorValues;
import org.entente.stix.StixObject;

/// An object with all that filing it needs to know, computed outside the write transaction.
public record Indexed(
    StixObject object, Sha256 digest, Set<String> targets, Set<String> indicatorValues) {

  public static Indexed of(StixObject object) {
    return new Indexed(
        object,
        object.canonicalDigest(),
        object.references().stream()
            .map(reference -> reference.target().text())
            .collect(Collectors.toUnmodifiableSet()),
        IndicatorValues.of(object).stream()
            .map(IndicatorValue::text)
            .collect(Collectors.toUnmodifiableSet()));
  }
}
