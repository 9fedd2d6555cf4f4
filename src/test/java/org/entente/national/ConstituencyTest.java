package org.entente.national;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.entente.release.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConstituencyTest {
  private static final Constituency LIST = list();

  private static Constituency list() {
    var ranges = new AddressRanges();
    for (var range : List.of("192.0.2.0/24", "2001:db8:7::/48", "198.51.100.7")) {
      assertThat(ranges.add(range)).isTrue();
    }
    return new Constituency(
        new NameMatcher(List.of("Ministère de l'Énergie", "Bank of Examples", "בנק הדוגמה")),
        Constituency.domains(List.of("ministry.example", "*.grid.example", "münchen.example")),
        ranges,
        Set.of(64496L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MINISTERE DE L ENERGIE",
        "seen at the bank of examples.",
        "the Bank-of-Examples",
        "נראה בבנק הדוגמה אתמול",
        "www.ministry.example",
        "https://user@portal.Ministry.Example:8443/login?x=1",
        "ministry[.]example",
        "hxxps://www(dot)ministry(.)example/",
        "someone@grid.example",
        "a%2egrid%2Eexample",
        "xn--mnchen-3ya.example",
        "münchen.example",
        "192.0.2.77",
        "http://192.0.2.1/x",
        "192.0.0.0/16",
        "192.0.2.128/25",
        "[ipv4-addr:value = '198.51.100.7']",
        "2001:DB8:7:0:0::1",
        "[2001:db8:7::1]:443",
        "::ffff:192.0.2.5",
        "AS64496",
        "asn64496",
        "AS 64496",
        "[autonomous-system:number = 64496]"
      })
  void finds_what_is_listed_in_any_spelling(String text) {
    assertThat(LIST.find(text)).as(text).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Ministère de la Culture",
        "bankofexamples",
        "the Bank of Example",
        "notministry.example",
        "ministry.example.org",
        "example",
        "192.0.3.1",
        "192.0.2",
        "1.192.0.2.1.5",
        "198.51.100.70",
        "2001:db8:8::1",
        "12:34:56:78:9a:bc",
        "10:20:30",
        "AS64497",
        "port 64496",
        "version 1.2.3.4.5"
      })
  void leaves_the_rest_alone(String text) {
    assertThat(LIST.find(text)).as(text).isEmpty();
  }

  @Test
  void searches_members_names_and_numbers_at_any_depth() {
    var nested =
        Samples.object("{'type':'note','id':'note--1','x_a':[{'b':{'ministry.example':1}}]}");
    assertThat(LIST.find(nested.json()))
        .hasValueSatisfying(
            found -> assertThat(found.at().toString()).isEqualTo("/x_a/0/b/ministry.example"));
    var system =
        Samples.object("{'type':'autonomous-system','id':'autonomous-system--1','number':64496}");
    assertThat(LIST.find(system.json())).isPresent();
  }

  @Test
  void an_empty_list_finds_nothing() {
    assertThat(Constituency.EMPTY.find("192.0.2.1 ministry.example")).isEmpty();
  }

  @Test
  void overlapping_ranges_are_found_whichever_was_added_first() {
    var ranges = new AddressRanges();
    for (var range : List.of("192.0.2.64/26", "192.0.2.0/24", "192.0.2.200", "192.0.3.0/24")) {
      assertThat(ranges.add(range)).isTrue();
    }
    assertThat(ranges.touchedBy("192.0.2.1")).isPresent();
    assertThat(ranges.touchedBy("192.0.3.255")).isPresent();
    assertThat(ranges.touchedBy("0.0.0.0/0")).isPresent();
    assertThat(ranges.touchedBy("192.0.4.0")).isEmpty();
    assertThat(ranges.touchedBy("::c000:0201")).as("IPv6 with the same digits").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1.2.3",
        "256.1.1.1",
        "1.2.3.4/33",
        "1.2.3.4/x",
        ":::",
        "1::2::3",
        "g::1",
        "2001:db8::/129",
        "1:2:3:4:5:6:7:8:9",
        "12345::",
        "1:2:3:4:5:6:7::8:9"
      })
  void what_is_no_address_is_no_range(String text) {
    assertThat(new AddressRanges().add(text)).as(text).isFalse();
  }
}
