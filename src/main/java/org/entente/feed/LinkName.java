package org.entente.feed;

/// Which link: the partner's identity id and the accord's id.
public record LinkName(String partner, String accord) {
  @Override
  public String toString() {
    return partner + " " + accord;
  }
}
