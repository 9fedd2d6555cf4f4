package org.entente.accord;

/// How close the cooperation is; `rank` counts from 0, the lowest, in the order of the document.
public record Level(String id, int rank, Texts title) implements Comparable<Level> {
  @Override
  public int compareTo(Level other) {
    return Integer.compare(rank, other.rank);
  }

  public boolean isAtLeast(Level other) {
    return rank >= other.rank;
  }
}
