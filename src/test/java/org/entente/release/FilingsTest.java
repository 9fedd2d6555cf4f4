package org.entente.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.release.Samples.AMBER;
import static org.entente.release.Samples.GREEN;
import static org.entente.release.Samples.RED;
import static org.entente.release.Samples.article;
import static org.entente.release.Samples.decide;
import static org.entente.release.Samples.decisions;
import static org.entente.release.Samples.forbid;
import static org.entente.release.Samples.indicator;
import static org.entente.release.Samples.marked;
import static org.entente.release.Samples.own;
import static org.entente.release.Samples.permit;
import static org.entente.release.Samples.read;
import static org.entente.release.Samples.require;

import java.util.List;
import java.util.Optional;
import org.entente.accord.CompiledAccord;
import org.entente.accord.Pillar;
import org.entente.expression.Source;
import org.entente.release.Decision.Hold;
import org.entente.release.Decision.Redact;
import org.entente.release.Decision.Release;
import org.entente.release.Decision.Withhold;
import org.entente.stix.Marking;
import org.entente.stix.StixObject;
import org.entente.stix.Tlp;
import org.junit.jupiter.api.Test;

/// An object version that lies in several open collections is decided once, by what all of them ask
/// for together, whatever their order.
class FilingsTest {
  private static final String SOURCES =
      "'external_references':[{'source_name':'s','description':'e'}],";
  private static final String MARKED_DESCRIPTION =
      "'granular_markings':[{'marking_ref':'%s','selectors':['description']}],";

  private static Candidate filed(StixObject object, Filing... filings) {
    return Candidate.of(object, List.of(filings), Samples.HELD);
  }

  private static Filing unmarked(String name, Optional<Tlp> declared) {
    var source = Optional.of(Source.OWN);
    return new Filing(name, Pillar.INFORMATION, declared.map(Marking::of), source);
  }

  /// The decision, which must be the same for either order of two filings.
  private static Decision either(CompiledAccord accord, StixObject object, Filing a, Filing b) {
    var decision = decide(accord, filed(object, a, b));
    assertThat(decide(accord, filed(object, b, a))).isEqualTo(decision);
    return decision;
  }

  private static Decision inBoth(CompiledAccord accord, StixObject object) {
    return either(accord, object, own(), own(Pillar.KNOWLEDGE));
  }

  @Test
  void an_approval_keeps_the_clause_and_what_every_pillar_takes_out() {
    var accord =
        read(
            article(
                "information",
                permit("1", "true", "GREEN"),
                require(
                    "2",
                    "true",
                    "pillars: [information], approval: officer, redact: [external-references]")),
            article(
                "knowledge",
                permit("1", "true", "GREEN"),
                require(
                    "2", "true", "pillars: [knowledge], redact: [description, \"time:hour\"]")));
    var item = indicator(marked(GREEN) + SOURCES);
    var wanted = ((Decision.Wait.ForOfficers) ((Hold) inBoth(accord, item)).waitsFor()).wanted();
    assertThat(wanted.clause()).isEqualTo("1.1");
    var ada = new Officer("Ada", List.of(), wanted.bytes(), wanted.revision(), wanted.clause());
    var agreed = filed(item, own(), own(Pillar.KNOWLEDGE)).withOfficers(List.of(ada));
    var redact = (Redact) decide(accord, agreed);
    assertThat(redact.header().clause()).isEqualTo("1.1");
    assertThat(redact.header().redacted())
        .containsExactlyInAnyOrder("external-references", "description", "time:hour");
    assertThat(redact.copy().json().has("external_references")).isFalse();
    assertThat(redact.copy().json().has("description")).isFalse();
  }

  @Test
  void what_each_pillar_takes_out_goes_together() {
    var accord =
        read(
            article(
                "information",
                permit("1", "true", "GREEN"),
                require("2", "true", "pillars: [information], redact: [description]")),
            article(
                "knowledge",
                permit("1", "true", "GREEN"),
                require(
                    "2",
                    "true",
                    "pillars: [knowledge], redact: [external-references, \"time:day\"]")));
    var redact = (Redact) inBoth(accord, indicator(marked(GREEN) + SOURCES));
    assertThat(redact.header().redacted())
        .containsExactlyInAnyOrder("description", "external-references", "time:day");
  }

  @Test
  void what_is_unmarked_counts_as_the_strictest_of_its_collections_says() {
    var accord = Samples.accord(permit("1", "true", "AMBER"));
    var clear = unmarked("clear", Optional.of(Tlp.CLEAR));
    var unsaid = unmarked("unsaid", Optional.empty());
    var release = (Release) either(accord, indicator(""), clear, unsaid);
    assertThat(release.header().mark().tlp()).isEqualTo(Tlp.AMBER);
    var green = Samples.accord(permit("1", "true", "GREEN"));
    assertThat(either(green, indicator(""), clear, unsaid)).isInstanceOf(Withhold.class);
  }

  @Test
  void the_lower_ceiling_holds_for_marked_parts() {
    var accord =
        read(
            article(
                "information",
                permit("1", "true", "AMBER"),
                require("2", "true", "redact: [granular]")),
            article("knowledge", permit("1", "true", "GREEN")));
    var item = indicator(marked(GREEN) + MARKED_DESCRIPTION.formatted(AMBER));
    var redact = (Redact) inBoth(accord, item);
    assertThat(redact.header().mark().tlp()).isEqualTo(Tlp.GREEN);
    assertThat(redact.copy().json().has("description")).isFalse();
  }

  @Test
  void a_permit_that_needed_the_part_that_the_other_takes_out_falls() {
    var accord =
        read(
            article(
                "information",
                permit("1", "tlp == TLP.AMBER", "AMBER"),
                require("2", "true", "redact: [granular]")),
            article("knowledge", permit("1", "true", "GREEN")));
    var item = indicator(marked(GREEN) + MARKED_DESCRIPTION.formatted(AMBER));
    assertThat(((Withhold) inBoth(accord, item)).reason().finding()).isEqualTo(Finding.NO_PERMIT);
  }

  @Test
  void the_stricter_word_on_references_holds() {
    var accord =
        read(
            article("information", permit("1", "true", "GREEN", ", refs: keep")),
            article("knowledge", permit("1", "true", "GREEN", ", refs: withhold")));
    assertThat(((Withhold) inBoth(accord, indicator(marked(GREEN)))).reason().finding())
        .isEqualTo(Finding.REFERENCE_FORBIDS);
  }

  @Test
  void a_forbid_of_one_pillar_withholds_what_also_lies_in_another() {
    var accord =
        read(
            article("information", permit("1", "true", "GREEN")),
            article(
                "knowledge",
                permit("1", "true", "GREEN"),
                forbid("2", "true") + ", pillars: [knowledge]"));
    var reason = ((Withhold) inBoth(accord, indicator(marked(GREEN)))).reason();
    assertThat(reason).isEqualTo(Step.at("4.2", Finding.FORBIDDEN));
  }

  @Test
  void of_two_sources_each_is_asked_about() {
    var accord = Samples.accord(permit("1", "source.kind == \"own\"", "GREEN"));
    var vendor =
        new Filing("bought", Pillar.INFORMATION, Optional.empty(), Optional.of(Source.PUBLIC));
    assertThat(either(accord, indicator(marked(GREEN)), own(), vendor))
        .isInstanceOf(Withhold.class);
  }

  @Test
  void a_forbid_binds_where_one_of_two_sources_matches_it() {
    var accord =
        Samples.accord(permit("1", "true", "GREEN"), forbid("2", "source.kind == \"public\""));
    for (var name : List.of("a collection before mine", "the one after mine")) {
      var bought =
          new Filing(name, Pillar.INFORMATION, Optional.empty(), Optional.of(Source.PUBLIC));
      var decision = either(accord, indicator(marked(GREEN)), own(), bought);
      assertThat(((Withhold) decision).reason()).isEqualTo(Step.at("1.2", Finding.FORBIDDEN));
    }
  }

  @Test
  void a_forbid_that_fails_withholds_from_all_collections() {
    var accord =
        Samples.accord(
            permit("1", "true", "GREEN"), forbid("2", "has(object.x_odd) && object.x_odd > 5"));
    var bought =
        new Filing("bought", Pillar.INFORMATION, Optional.empty(), Optional.of(Source.PUBLIC));
    var odd = indicator(marked(GREEN) + "'x_odd':'seven',");
    assertThat(((Withhold) either(accord, odd, own(), bought)).reason().finding())
        .isEqualTo(Finding.FORBID_FAILED);
  }

  @Test
  void a_part_marked_red_that_nobody_can_place_is_not_lost_by_a_redaction() {
    var accord =
        Samples.accord(
            permit("1", "tlp <= TLP.GREEN", "GREEN"),
            require("2", "true", "redact: [description]"));
    var placed = indicator(marked(GREEN) + MARKED_DESCRIPTION.formatted(RED));
    assertThat(decide(accord, placed)).isInstanceOf(Redact.class);
    var unplaced =
        indicator(marked(GREEN) + "'granular_markings':[{'marking_ref':'%s'}],".formatted(RED));
    assertThat(decide(accord, unplaced)).isInstanceOf(Withhold.class);
  }

  @Test
  void of_two_accords_the_order_of_installation_decides_nothing() {
    var one = read(article("information", permit("1", "type == \"indicator\"", "GREEN")));
    var other =
        Samples.another(article("information", permit("1", "true", "GREEN", ", refs: keep")));
    var item = Samples.candidate(indicator(marked(GREEN)));
    assertThat(
            decisions(List.of(one, other))
                .decide(item, Samples.nothingThere(), Samples.noCopies(), Samples.NOW))
        .isEqualTo(
            decisions(List.of(other, one))
                .decide(item, Samples.nothingThere(), Samples.noCopies(), Samples.NOW));
  }

  @Test
  void a_header_that_no_partner_would_read_is_never_made() {
    var accord = Samples.accord(permit("1", "true", "GREEN"), require("2", "true", manyPaths()));
    var withheld = (Withhold) decide(accord, indicator(marked(GREEN) + wide()));
    assertThat(withheld.reason().finding()).isEqualTo(Finding.HEADER_TOO_LARGE);
    var few = Samples.accord(permit("1", "true", "GREEN"), require("2", "true", paths(0)));
    assertThat(decide(few, indicator(marked(GREEN) + wide()))).isInstanceOf(Redact.class);
  }

  private static String name(int path) {
    return "x_" + "w".repeat(400) + path;
  }

  private static String paths(int path) {
    return "redact: [ { paths: [ /%s ] } ]".formatted(name(path));
  }

  /// Each of them could go; together they are too much.
  private static String manyPaths() {
    var paths = new StringBuilder();
    for (int i = 0; i < 44; i++) {
      paths.append(i == 0 ? "" : ", ").append('/').append(name(i));
    }
    return "redact: [ { paths: [ %s ] } ]".formatted(paths);
  }

  private static String wide() {
    var members = new StringBuilder();
    for (int i = 0; i < 44; i++) {
      members.append("'").append(name(i)).append("':1,");
    }
    return members.toString();
  }
}
