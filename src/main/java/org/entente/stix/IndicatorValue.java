package org.entente.stix;

/// One value to look for, in the normal form `entente-ioc/1`: `domain|example.org`. Two authorities
/// that hold the same value hold the same text.
public record IndicatorValue(String type, String value) implements Comparable<IndicatorValue> {
  public String text() {
    return type + "|" + value;
  }

  @Override
  public int compareTo(IndicatorValue other) {
    return text().compareTo(other.text());
  }
}
