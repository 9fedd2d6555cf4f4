package org.entente.expression;

import java.time.Duration;
import java.util.List;
import org.entente.json.JsonValue.JsonObject;
import org.entente.stix.Pap;
import org.entente.stix.Tlp;

/// What a clause's expression may read about one object on its way from one party to another: the
/// CEL variables of accord.md §6, one component each. Whoever decides derives them; nothing else
/// reaches an expression, no clock and no store.
///
/// @param tlp the maximum of all markings, an unmarked object's default already applied
/// @param markings ids of the marking definitions on the whole object and on parts of it
/// @param confidence 0 to 100 (STIX 2.1 §3.2), or −1 when the object does not say
/// @param severity empty when unknown; likewise `exercise`
/// @param age instant of the decision minus the first holding
/// @param from identity id of the releasing party
/// @param fromCountry its country, which an expression reads as `from.country`; likewise
///   `toCountry`
/// @param to identity id of the receiving party
/// @param origin identity id of the party it first came from, or empty when it is our own
/// @param personal it is, or embeds, an individual, an account or a mail address
public record Facts(
    String type,
    String id,
    Tlp tlp,
    Pap pap,
    List<String> markings,
    List<String> labels,
    List<String> sectors,
    List<String> countries,
    int confidence,
    String severity,
    boolean revoked,
    Duration age,
    String from,
    String fromCountry,
    String to,
    String toCountry,
    Source source,
    String origin,
    boolean personal,
    List<Victim> victims,
    Vulnerability vulnerability,
    String exercise,
    JsonObject object) {

  /// What is known of a vulnerability's standing; both false for anything else.
  public record Vulnerability(boolean unfixed, boolean exploited) {
    public static final Vulnerability NONE = new Vulnerability(false, false);
  }

  public Facts {
    markings = List.copyOf(markings);
    labels = List.copyOf(labels);
    sectors = List.copyOf(sectors);
    countries = List.copyOf(countries);
    victims = List.copyOf(victims);
  }

  /// The same facts for what is left of the object once marked parts of it are gone.
  public Facts marked(Tlp left, Pap leftPap, List<String> leftMarkings) {
    return new Facts(
        type,
        id,
        left,
        leftPap,
        leftMarkings,
        labels,
        sectors,
        countries,
        confidence,
        severity,
        revoked,
        age,
        from,
        fromCountry,
        to,
        toCountry,
        source,
        origin,
        personal,
        victims,
        vulnerability,
        exercise,
        object);
  }
}
