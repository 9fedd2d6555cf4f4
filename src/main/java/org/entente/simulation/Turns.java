package org.entente.simulation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.entente.crypto.ProofInvalid;
import org.entente.feed.Loop;
import org.entente.feed.Signal;

/// A node's loops, none of which has a thread: each does a step when its turn comes, in whatever
/// order the world gives out turns. That a loop is given a turn before anybody raised its signal
/// must do no harm, and that it has to wait for one neither.
final class Turns implements Loop.Maker {
  private final List<Turn> loops = new ArrayList<>();

  /// One loop.
  static final class Turn implements Loop {
    private final String name;
    private final Step step;
    private boolean started;

    private Turn(String name, Step step) {
      this.name = name;
      this.step = step;
    }

    /// `puller`, `release`, …
    String work() {
      return name.substring(0, name.indexOf(' '));
    }

    /// One step; why it came to nothing, or an empty text.
    String take() {
      try {
        step.run();
        return "";
      } catch (IOException | ProofInvalid e) {
        return Loop.said(e);
      } catch (InterruptedException e) {
        throw new IllegalStateException("nobody interrupts in a world without threads", e);
      }
    }

    @Override
    public void start() {
      started = true;
    }

    @Override
    public void close() {
      started = false;
    }
  }

  @Override
  public Loop of(String name, Signal signal, Loop.BackOff backOff, Loop.Step step) {
    var turn = new Turn(name, step);
    loops.add(turn);
    return turn;
  }

  /// Those that have begun.
  List<Turn> all() {
    return loops.stream().filter(turn -> turn.started).toList();
  }

  /// One that decides what goes.
  Turn release(Chance chance) {
    return chance.of(all("release"));
  }

  /// Those that read what partners log.
  List<Turn> pulling() {
    return all("puller");
  }

  private List<Turn> all(String work) {
    return all().stream().filter(turn -> turn.work().equals(work)).toList();
  }
}
