package org.entente.expression;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.entente.stix.Pap;
import org.entente.stix.Tlp;

/// The names an expression may use, each with its type and how it is read from [Facts]. A name with
/// a dot, such as `source.kind`, is one name to CEL, so a slip in its second half is a fault when
/// the accord is checked. TLP and PAP are types of their own: `tlp <= 2` and `tlp <= PAP.RED` are
/// faults too.
final class Vocabulary {
  static final OpaqueType TLP = OpaqueType.create("tlp");
  static final OpaqueType PAP = OpaqueType.create("pap");

  private static final ListType STRINGS = ListType.create(SimpleType.STRING);

  private static final StructType VICTIM =
      StructType.create(
          "victim",
          ImmutableSet.of("id", "country", "sectors"),
          field -> Optional.of(field.equals("sectors") ? STRINGS : SimpleType.STRING));

  /// What CEL asks when it meets a type that is not its own.
  static final CelTypeProvider TYPES =
      new CelTypeProvider() {
        @Override
        public ImmutableCollection<CelType> types() {
          return ImmutableList.of(VICTIM);
        }

        @Override
        public Optional<CelType> findType(String name) {
          return name.equals(VICTIM.name()) ? Optional.of(VICTIM) : Optional.empty();
        }
      };

  /// A name: its type, and its value in given facts.
  record Entry(CelType type, Function<Facts, Object> value) {}

  static final Map<String, Entry> ENTRIES = entries();

  private Vocabulary() {}

  /// `source` of `source.kind`
  static String root(String name) {
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }

  private static Map<String, Entry> entries() {
    var all = new LinkedHashMap<String, Entry>();
    all.put("type", new Entry(SimpleType.STRING, Facts::type));
    all.put("id", new Entry(SimpleType.STRING, Facts::id));
    all.put("tlp", new Entry(TLP, Facts::tlp));
    all.put("pap", new Entry(PAP, Facts::pap));
    all.put("markings", new Entry(STRINGS, Facts::markings));
    all.put("labels", new Entry(STRINGS, Facts::labels));
    all.put("sectors", new Entry(STRINGS, Facts::sectors));
    all.put("countries", new Entry(STRINGS, Facts::countries));
    all.put("confidence", new Entry(SimpleType.INT, facts -> (long) facts.confidence()));
    all.put("severity", new Entry(SimpleType.STRING, Facts::severity));
    all.put("revoked", new Entry(SimpleType.BOOL, Facts::revoked));
    all.put("age", new Entry(SimpleType.DURATION, Facts::age));
    all.put("from", new Entry(SimpleType.STRING, Facts::from));
    all.put("from.country", new Entry(SimpleType.STRING, Facts::fromCountry));
    all.put("to", new Entry(SimpleType.STRING, Facts::to));
    all.put("to.country", new Entry(SimpleType.STRING, Facts::toCountry));
    all.put("source.kind", new Entry(SimpleType.STRING, facts -> facts.source().kind().word()));
    all.put("source.licence", new Entry(SimpleType.STRING, Vocabulary::licence));
    all.put(
        "source.consents",
        new Entry(STRINGS, facts -> ImmutableList.copyOf(facts.source().consents())));
    all.put("origin", new Entry(SimpleType.STRING, Facts::origin));
    all.put("personal", new Entry(SimpleType.BOOL, Facts::personal));
    all.put("victims", new Entry(ListType.create(VICTIM), Vocabulary::victims));
    all.put(
        "vulnerability.unfixed",
        new Entry(SimpleType.BOOL, facts -> facts.vulnerability().unfixed()));
    all.put(
        "vulnerability.exploited",
        new Entry(SimpleType.BOOL, facts -> facts.vulnerability().exploited()));
    all.put("exercise", new Entry(SimpleType.STRING, Facts::exercise));
    all.put(
        "object",
        new Entry(
            MapType.create(SimpleType.STRING, SimpleType.DYN),
            facts -> new JsonView.ObjectView(facts.object())));
    Arrays.stream(Tlp.values())
        .filter(tlp -> tlp != Tlp.UNKNOWN)
        .forEach(tlp -> all.put("TLP." + tlp.name(), new Entry(TLP, facts -> tlp)));
    Arrays.stream(Pap.values())
        .filter(pap -> pap != Pap.UNKNOWN)
        .forEach(pap -> all.put("PAP." + pap.name(), new Entry(PAP, facts -> pap)));
    return all;
  }

  private static String licence(Facts facts) {
    return facts.source().licence().map(Licence::word).orElse("");
  }

  private static Object victims(Facts facts) {
    return facts.victims().stream()
        .map(victim ->
            Map.of("id", victim.id(), "country", victim.country(), "sectors", victim.sectors()))
        .toList();
  }
}
