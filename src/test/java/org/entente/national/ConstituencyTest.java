package org.entente.national;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.entente.release.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConstituencyTest {
  // Made anew for each test, so that a test that breaks the making of it fails here.
  private final Constituency list = list();

  private static Constituency list() {
    var ranges = new AddressRanges();
    for (var range : List.of("192.0.2.0/24", "2001:db8:7::/48", "198.51.100.7")) {
      assertThat(ranges.add(range)).isTrue();
    }
    return new Constituency(
        new NameMatcher(List.of("Ministère de l'Énergie", "Bank of Examples", "בנק הדוגמה")),
        Constituency.domains(
            List.of("ministry.example", "*.grid.example", "münchen.example", "intranet-example")),
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
        "192.0.2.5-192.0.2.9",
        "192.0.1.250-192.0.3.3",
        "198.51.100.1-9",
        "198.51.100.1_198.51.100.200",
        "ip-192.0.2.5",
        "192.0.2.5-eth0",
        "192.0.2.5_x",
        "host-192.0.2.128/25",
        "2001:db8:6::1-2001:db8:8::1",
        "192.0.2.128/25",
        "[ipv4-addr:value = '198.51.100.7']",
        "2001:DB8:7:0:0::1",
        "[2001:db8:7::1]:443",
        "::ffff:192.0.2.5",
        "AS64496",
        "asn64496",
        "AS 64496",
        "[autonomous-system:number = 64496]",
        "autonomous-system:number IN (1, 64496)",
        "[autonomous-system:number = 1] OR [autonomous-system:number = 64496]",
        "http://intranet-example/",
        "_ministry.example",
        "..ministry.example--",
        "www.ministry.example.",
        "ministry(dot)example",
        "ministry{.}example",
        "2001[:]db8:7::1",
        "x%0aministry.example",
        "grid.exam%70le",
        "198.51.100.%37",
        "198.51.100.7/99",
        "2001:db8:7::1/200",
        "2001:db8::/32",
        "0000:0000:0000:0000:0000:ffff:192.000.002.005",
        "one text that goes on for a while before the address comes, 2001:db8:7::1",
        "üüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüü.ministry.example"
      })
  void finds_what_is_listed_in_any_spelling(String text) {
    assertThat(list.find(text)).as(text).isPresent();
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
        "192.0.3.1-192.0.3.9",
        "198.51.100.8-9",
        "2001:db8:8::1-2001:db8:8::9",
        "192.0.2",
        "1.192.0.2.1.5",
        "198.51.100.70",
        "2001:db8:8::1",
        "12:34:56:78:9a:bc",
        "10:20:30",
        "AS64497",
        "port 64496",
        "100%",
        "100%4",
        "198.51.100.8/99",
        "version 1.2.3.4.5"
      })
  void leaves_the_rest_alone(String text) {
    assertThat(list.find(text)).as(text).isEmpty();
  }

  @Test
  void searches_members_names_and_numbers_at_any_depth() {
    var nested =
        Samples.object("{'type':'note','id':'note--1','x_a':[{'b':{'ministry.example':1}}]}");
    assertThat(list.find(nested.json()))
        .hasValueSatisfying(
            found -> assertThat(found.at().toString()).isEqualTo("/x_a/0/b/ministry.example"));
    var system =
        Samples.object("{'type':'autonomous-system','id':'autonomous-system--1','number':64496}");
    assertThat(list.find(system.json())).isPresent();
  }

  @Test
  void a_number_is_a_system_only_where_systems_are_named() {
    assertThat(list.find(Samples.object("{'type':'note','id':'note--1','x_asn':[1,64496]}").json()))
        .hasValueSatisfying(found -> assertThat(found.at().toString()).isEqualTo("/x_asn/1"));
    assertThat(list.find(Samples.object("{'type':'note','id':'note--1','x_count':64496}").json()))
        .isEmpty();
    assertThat(list.find(Samples.object("{'type':'note','id':'note--1','number':64496}").json()))
        .isEmpty();
  }

  @Test
  void a_text_is_found_with_its_place_and_the_entry() {
    var note =
        Samples.object("{'type':'note','id':'note--1','content':'see www.ministry.example'}");
    assertThat(list.find(note.json()))
        .hasValueSatisfying(found -> {
          assertThat(found.at().toString()).isEqualTo("/content");
          assertThat(found.entry()).isEqualTo("ministry.example");
        });
  }

  @Test
  void a_list_of_one_kind_only_is_searched() {
    var nobody = new NameMatcher(List.of());
    var loopback = new AddressRanges();
    assertThat(loopback.add("::1")).isTrue();
    var addresses = new Constituency(nobody, Set.of(), loopback, Set.of());
    var names =
        new Constituency(new NameMatcher(List.of("Bank")), Set.of(), new AddressRanges(), Set.of());
    var systems = new Constituency(nobody, Set.of(), new AddressRanges(), Set.of(64496L));
    var note =
        Samples.object("{'type':'note','id':'note--1','content':'Bank at ::1 in AS64496'}").json();

    assertThat(addresses.find(note)).map(Constituency.Found::entry).contains("::1");
    assertThat(names.find(note)).map(Constituency.Found::entry).contains("Bank");
    assertThat(systems.find(note)).map(Constituency.Found::entry).contains("AS64496");
  }

  @Test
  void a_name_that_ends_within_another_is_found_when_the_longer_one_breaks_off() {
    var names = new NameMatcher(List.of("Bank of Examples Abroad", "of Examples"));
    assertThat(names.find("the Bank of Examples at home")).contains("of Examples");
  }

  @Test
  void a_name_matches_behind_a_prefix_only_in_scripts_that_write_one() {
    var names = new NameMatcher(List.of("בנק", "بنك", "Bank"));
    assertThat(names.find("לבנק")).contains("בנק");
    assertThat(names.find("والبنك")).contains("بنك");
    assertThat(names.find("Datenbank")).as("bank is another word here").isEmpty();
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
    assertThat(ranges.touchedBy("192.0.2.255")).as("the last of the wider one").isPresent();
    assertThat(ranges.touchedBy("192.0.1.255")).isEmpty();
    assertThat(ranges.touchedBy("0.0.0.0/0")).isPresent();
    assertThat(ranges.touchedBy("192.0.4.0")).isEmpty();
    assertThat(ranges.touchedBy("::c000:0201")).as("IPv6 with the same digits").isEmpty();
  }

  @Test
  void a_wide_range_that_comes_later_swallows_the_narrow_one() {
    var ranges = new AddressRanges();
    for (var range : List.of("10.0.0.0/30", "10.0.0.0/8", "10.0.0.0/31")) {
      assertThat(ranges.add(range)).isTrue();
    }
    assertThat(ranges.touchedBy("10.255.255.255")).isPresent();
    assertThat(ranges.touchedBy("11.0.0.0")).isEmpty();
  }

  @Test
  void an_address_of_version_6_is_the_same_however_it_is_written() {
    var ranges = new AddressRanges();
    var listed = List.of("2001:db8::7", "1:2:3:4:5:6:7:8", "a::b:c:d:e:f:1", "7:7:7:7:7:7:1.2.3.4");
    for (var range : listed) {
      assertThat(ranges.add(range)).as(range).isTrue();
    }
    assertThat(ranges.touchedBy("2001:0db8:0:0:0:0:0:0007")).contains("2001:db8::7");
    assertThat(ranges.touchedBy("2001:db8::8")).isEmpty();
    assertThat(ranges.touchedBy("2001:db8::")).isEmpty();
    assertThat(ranges.touchedBy("1:2:3:4:5:6:7:8")).isPresent();
    assertThat(ranges.touchedBy("a:0:b:c:d:e:f:1")).isPresent();
    assertThat(ranges.touchedBy("7:7:7:7:7:7:102:304")).isPresent();
    assertThat(ranges.touchedBy("7:7:7:7:7:7:102:305")).isEmpty();
  }

  @Test
  void a_mapped_range_is_the_range_of_version_4() {
    var ranges = new AddressRanges();
    assertThat(ranges.add("::ffff:192.0.2.0/120")).isTrue();
    assertThat(ranges.touchedBy("192.0.2.9")).isPresent();
    assertThat(ranges.touchedBy("192.0.3.9")).isEmpty();
    assertThat(ranges.touchedBy("::ffff:c000:0209")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1.2.3",
        "1.2.3.x",
        "1.2.3.+4",
        "1.2.3.٤",
        "1.2.3.4/-1",
        "::ffff:1.2.3.4/24",
        "1:2:3:4:5:6:7",
        "1:2:3:4::5:6:7:8",
        "1:2:3:4:5:6:7:1.2.3.4",
        "1.2.3.4:5:6:7:8:9:1:2",
        "1:2:3:4:5:6:7:/8",
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
