package org.entente.accord;

import java.util.Collections;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonObject;
import org.entente.stix.Pap;

/// What the receiver may do with what it got. A field that is empty says nothing; a permit says
/// everything but `retain` and `purposes`, since what it leaves out is filled from [#STRICTEST]. Its
/// JSON form, in the document and in a release's header:
///
///     {"onward":"none","audience":"constituents","use":"PAP.GREEN","purpose":["defence"],
///      "retain":"P1Y","then":"destroy","attribution":"named"}
///
/// @param use the most that may be done with it, a PAP colour
/// @param purposes what it may be used for; each of them binds
public record Handling(
    Optional<Onward> onward,
    Optional<Audience> audience,
    Optional<Pap> use,
    Set<String> purposes,
    Optional<Span> retain,
    Optional<AfterRetention> then,
    Optional<Attribution> attribution) {

  /// Says nothing.
  public static final Handling UNSAID =
      new Handling(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Set.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /// What holds where a permit says nothing: in doubt, less.
  public static final Handling STRICTEST =
      new Handling(
          Optional.of(Onward.NONE),
          Optional.of(Audience.AUTHORITY),
          Optional.of(Pap.RED),
          Set.of(),
          Optional.empty(),
          Optional.of(AfterRetention.DESTROY),
          Optional.of(Attribution.ANONYMOUS));

  public Handling {
    purposes = Collections.unmodifiableSet(new TreeSet<>(purposes));
  }

  /// Both together: of every field the stricter, of purposes and clocks each.
  public Handling and(Handling other) {
    if (other.equals(UNSAID) || equals(other)) {
      return this;
    }
    if (equals(UNSAID)) {
      return other;
    }
    var purposesOfBoth = new TreeSet<>(purposes);
    purposesOfBoth.addAll(other.purposes);
    return new Handling(
        stricter(onward, other.onward, BinaryOperator.minBy(Comparator.naturalOrder())),
        stricter(audience, other.audience, BinaryOperator.minBy(Comparator.naturalOrder())),
        stricter(use, other.use, BinaryOperator.maxBy(Comparator.naturalOrder())),
        purposesOfBoth,
        stricter(retain, other.retain, BinaryOperator.minBy(Comparator.naturalOrder())),
        stricter(then, other.then, BinaryOperator.minBy(Comparator.naturalOrder())),
        stricter(attribution, other.attribution, BinaryOperator.minBy(Comparator.naturalOrder())));
  }

  /// The same, with what it does not say taken from `defaults`.
  public Handling orElse(Handling defaults) {
    return new Handling(
        onward.or(defaults::onward),
        audience.or(defaults::audience),
        use.or(defaults::use),
        purposes.isEmpty() ? defaults.purposes : purposes,
        retain.or(defaults::retain),
        then.or(defaults::then),
        attribution.or(defaults::attribution));
  }

  private static <T> Optional<T> stricter(
      Optional<T> one, Optional<T> other, BinaryOperator<T> stricterOf) {
    return one.isEmpty()
        ? other
        : other.map(second -> stricterOf.apply(one.orElseThrow(), second)).or(() -> one);
  }

  /// Reads the JSON form; what it cannot read it takes as unsaid, so the reader of a document
  /// checks the form first and the reader of a header fills up with [#STRICTEST].
  public static Handling of(JsonObject json) {
    var purposes = new TreeSet<>(json.strings("purpose"));
    json.string("purpose").ifPresent(purposes::add);
    return new Handling(
        json.string("onward").flatMap(Onward::named),
        json.string("audience").flatMap(Audience::named),
        json.string("use").flatMap(Pap::named),
        purposes,
        json.string("retain").flatMap(Span::parse),
        json.string("then").flatMap(AfterRetention::named),
        json.string("attribution").flatMap(Attribution::named));
  }

  public JsonObject toJson() {
    var json = JsonValue.object();
    onward.ifPresent(value -> json.put("onward", value.word()));
    audience.ifPresent(value -> json.put("audience", value.word()));
    use.ifPresent(value -> json.put("use", "PAP." + value.name()));
    if (!purposes.isEmpty()) {
      json.put("purpose", purposes.stream().toList());
    }
    retain.ifPresent(value -> json.put("retain", value.text()));
    then.ifPresent(value -> json.put("then", value.word()));
    attribution.ifPresent(value -> json.put("attribution", value.word()));
    return json.build();
  }
}
