package org.entente.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.entente.exchange.Ask;
import org.entente.peers.NodeCard;
import org.entente.peers.PartnerClient;
import org.entente.storage.StorageFailure;

/// The network between the nodes of a world, in memory. It can lose a question or its answer,
/// deliver a question twice or much later than whoever asked has given up, cut an answer anywhere,
/// and be torn between two nodes.
final class Wires {
  private static final int OK = 200;
  private static final int SERVER_ERROR = 500;

  private final Chance chance;
  private final Trace trace;
  private final Wiretap tap;
  private final List<SimulatedNode> nodes = new ArrayList<>();
  private final Set<Set<Integer>> torn = new HashSet<>();
  private final Deque<Late> late = new ArrayDeque<>();
  private Optional<Liar> liar = Optional.empty();
  private int troubleOneIn;

  /// A question that is still on its way when nobody waits for its answer any more.
  private record Late(SimulatedNode from, SimulatedNode to, Question question) {}

  private record Question(String method, String path, byte[] body) {}

  private record Answered(int status, byte[] body) {}

  Wires(Chance chance, Trace trace, Wiretap tap) {
    this.chance = chance;
    this.trace = trace;
    this.tap = tap;
  }

  void add(SimulatedNode node) {
    nodes.add(node);
  }

  void add(Liar one) {
    liar = Optional.of(one);
  }

  /// A receipt for what was not sent, which must not be taken.
  void claims(SimulatedNode from, SimulatedNode to, String path, byte[] receipt) {
    try {
      var answer = carry(from, to, new Question("POST", path, receipt));
      if (answer.status / 100 == 2) {
        tap.lieWasTaken(to, "a receipt for what was not sent");
      }
    } catch (IOException e) {
      trace.add("  nobody there");
    }
  }

  /// From now on something happens to one question in so many; never when 0.
  void troubleOneIn(int questions) {
    troubleOneIn = questions;
  }

  /// Nothing passes between these two until it is mended.
  void tear(SimulatedNode one, SimulatedNode other) {
    torn.add(Set.of(one.number(), other.number()));
  }

  void mendAll() {
    torn.clear();
    late.clear();
  }

  /// Delivers what is late, the newest first as likely as the oldest.
  void deliverLate() {
    if (late.isEmpty()) {
      return;
    }
    var one = chance.oneIn(2) ? late.removeFirst() : late.removeLast();
    trace.fault("late " + one.from.name() + " " + one.question.method + " " + one.question.path);
    try {
      carry(one.from, one.to, one.question);
    } catch (IOException e) {
      trace.add("  nobody there");
    }
  }

  /// The ways from one node to the others.
  PartnerClient.Connector from(int number) {
    return (partner, tls) -> new Way(number, partner);
  }

  private SimulatedNode named(NodeCard card) {
    return nodes.stream()
        .filter(node -> node.identity().equals(card.identity()))
        .findFirst()
        .orElseThrow();
  }

  private final class Way implements PartnerClient {
    private final int number;
    private final NodeCard partner;

    private Way(int number, NodeCard partner) {
      this.number = number;
      this.partner = partner;
    }

    @Override
    public Answer post(String path, byte[] body) throws IOException {
      return ask(new Question("POST", path, body), Answer::whole);
    }

    @Override
    public <T> T streamed(String path, Duration wait, BodyReader<T> reader) throws IOException {
      return ask(new Question("GET", path, new byte[0]), reader);
    }

    private <T> T ask(Question question, BodyReader<T> reader) throws IOException {
      var from = nodes.get(number);
      var to = named(partner);
      if (isKeptBack(from, to, question)) {
        throw lost("kept back", question);
      }
      int trouble = troubleOneIn > 0 && chance.oneIn(troubleOneIn) ? 1 + chance.below(5) : 0;
      switch (trouble) {
        case 1 -> throw lost("question lost", question);
        case 2 -> {
          late.add(new Late(from, to, question));
          throw lost("question late", question);
        }
        case 3 -> {
          carry(from, to, question);
          throw lost("answer lost", question);
        }
        case 4 -> {
          trace.fault("question twice " + question.path);
          carry(from, to, question);
        }
        default -> {}
      }
      var answer = carry(from, to, question);
      InputStream body = new ByteArrayInputStream(answer.body);
      if (trouble == 5) {
        trace.fault("answer cut " + question.path);
        body = cut(answer.body, chance.below(answer.body.length + 1));
      }
      return reader.read(answer.status, body);
    }

    /// The liar keeps back what it should say.
    private boolean isKeptBack(SimulatedNode from, SimulatedNode to, Question question) {
      return liar.filter(one -> one.is(from) || one.is(to))
          .filter(one -> one.isSilent(question.path))
          .isPresent();
    }

    private IOException lost(String what, Question question) {
      trace.fault(what + " " + question.path);
      return new IOException(what);
    }

    @Override
    public void close() {}
  }

  /// An answer whose connection breaks after so many bytes.
  private static InputStream cut(byte[] bytes, int length) {
    return new SequenceInputStream(
        new ByteArrayInputStream(bytes, 0, length),
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("connection reset");
          }

          @Override
          public int read(byte[] into, int from, int count) throws IOException {
            throw new IOException("connection reset");
          }
        });
  }

  /// Takes a question to the other node, which may die of it.
  private Answered carry(SimulatedNode from, SimulatedNode to, Question question)
      throws IOException {
    if (!to.isUp() || torn.contains(Set.of(from.number(), to.number()))) {
      throw new IOException("nobody answers");
    }
    var reply = new Kept();
    try {
      var path = question.path;
      int mark = path.indexOf('?');
      var ask =
          new Ask(
              question.method,
              PartnerClient.PREFIX + (mark < 0 ? path : path.substring(0, mark)),
              mark < 0 ? Map.of() : query(path.substring(mark + 1)),
              new ByteArrayInputStream(question.body));
      to.exchange().answer(from.identity(), ask, reply);
    } catch (PowerCut e) {
      to.lose();
      throw new IOException("connection reset", e);
    } catch (StorageFailure e) {
      trace.add("  " + to.name() + " cannot answer: " + e.getMessage());
      reply.send(SERVER_ERROR);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts in a world without threads", e);
    }
    boolean lies = liar.filter(one -> one.is(to)).isPresent();
    var body =
        lies && reply.status == OK
            ? liar.orElseThrow().answers(question.path, reply.body)
            : reply.body;
    var answered = new Answered(reply.status, body);
    trace.add("  %s %s → %d".formatted(from.name(), question.path, answered.status));
    if (answered.status == OK && !lies) {
      tap.hear(to, from, question.path, answered.body);
    }
    return answered;
  }

  private static Map<String, String> query(String text) {
    var query = new HashMap<String, String>();
    for (var pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      query.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), UTF_8));
    }
    return query;
  }

  private static final class Kept implements Ask.Reply {
    private int status;
    private byte[] body = new byte[0];

    @Override
    public void send(int answer) {
      status = answer;
    }

    @Override
    public void send(int answer, String mediaType, byte[] bytes) {
      status = answer;
      body = bytes;
    }

    @Override
    public void stream(String mediaType, Ask.Writer writer) throws IOException {
      var bytes = new ByteArrayOutputStream();
      writer.to(bytes);
      status = OK;
      body = bytes.toByteArray();
    }
  }
}
