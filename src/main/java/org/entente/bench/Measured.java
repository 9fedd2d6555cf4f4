package org.entente.bench;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.entente.json.JsonValue;
import org.entente.json.JsonValue.JsonNumber;
import org.entente.json.JsonValue.JsonObject;

/// What a bench found. Reference and our work took turns; the first turn warmed up and does not
/// count. The ratio is the median of the turns' ratios: what a busy minute does to both, it leaves
/// out.
///
/// @param unit of `reference` and `ours`, such as `objects a second`
/// @param turns those that count, oldest first, so that growth shows
/// @param beside other figures of the same run, by name
public record Measured(String unit, List<Turn> turns, Map<String, Double> beside) {
  /// One turn of each.
  ///
  /// @param size how much there was afterwards, where the work makes something grow
  public record Turn(long size, double reference, double ours) {
    double ratio() {
      return ours / reference;
    }
  }

  public Measured {
    turns = List.copyOf(turns);
    beside = new LinkedHashMap<>(beside);
  }

  /// Without the first turn, unless it is the only one.
  static Measured of(String unit, List<Turn> all, Map<String, Double> beside) {
    return new Measured(unit, all.size() > 1 ? all.subList(1, all.size()) : all, beside);
  }

  public double reference() {
    return median(Turn::reference);
  }

  public double ours() {
    return median(Turn::ours);
  }

  public double ratio() {
    return median(Turn::ratio);
  }

  private double median(ToDoubleFunction<Turn> figure) {
    return at(0.5, turns.stream().mapToDouble(figure).toArray());
  }

  /// The value below which that part of the values lies: 0.5 is the median.
  static double at(double part, double[] values) {
    var sorted = values.clone();
    java.util.Arrays.sort(sorted);
    return sorted[Math.min(sorted.length - 1, (int) (part * sorted.length))];
  }

  /// `{"unit","reference","ours","ratio","lowest","highest",…beside,"turns":[{"size",…}]}`, the
  /// lowest and highest of ours.
  public JsonObject json() {
    var json =
        JsonValue.object()
            .put("unit", unit)
            .put("reference", number(reference()))
            .put("ours", number(ours()))
            .put("ratio", number(ratio()))
            .put("lowest", number(turns.stream().mapToDouble(Turn::ours).min().orElse(0)))
            .put("highest", number(turns.stream().mapToDouble(Turn::ours).max().orElse(0)));
    beside.forEach((name, value) -> json.put(name, number(value)));
    return json.put("turns", JsonValue.array(turns, Measured::json)).build();
  }

  private static JsonObject json(Turn turn) {
    return JsonValue.object()
        .put("size", turn.size())
        .put("reference", number(turn.reference()))
        .put("ours", number(turn.ours()))
        .put("ratio", number(turn.ratio()))
        .build();
  }

  /// Three digits: a machine that others use too tells no more apart.
  static JsonNumber number(double value) {
    return new JsonNumber(new BigDecimal(value, new MathContext(3)).toPlainString());
  }
}
