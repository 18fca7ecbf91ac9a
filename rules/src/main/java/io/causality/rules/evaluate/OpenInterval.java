package io.causality.rules.evaluate;

import io.causality.proto.v1.AnomalyState;
import java.nio.charset.StandardCharsets;
import java.util.TreeSet;

/**
 * What is measured of an interval that is not closed. Persons are counted exactly up to 2,048, from
 * there on by the smallest hashes, to about 2 percent. Not thread-safe.
 */
final class OpenInterval {
  private static final int MAX_HASHES = 2_048;

  /** One more than the greatest hash. */
  private static final double HASHES = 0x1p63;

  private long count;
  private double sum;
  private final TreeSet<Long> persons = new TreeSet<>();

  OpenInterval() {}

  OpenInterval(AnomalyState.Open read) {
    count = read.getCount();
    sum = read.getSum();
    persons.addAll(read.getPersonsList());
  }

  void add(double number) {
    count++;
    sum += number;
  }

  void addPerson(String person) {
    count++;
    persons.add(hash(person));
    if (persons.size() > MAX_HASHES) {
      persons.pollLast();
    }
  }

  double count() {
    return count;
  }

  double sum() {
    return sum;
  }

  double persons() {
    if (persons.size() < MAX_HASHES) {
      return persons.size();
    }
    return Math.rint((MAX_HASHES - 1) * (HASHES / (persons.last() + 1.0)));
  }

  /** 63 bits, spread evenly (FNV-1a, then the finalizer of MurmurHash3). */
  private static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return (hash ^ (hash >>> 33)) >>> 1;
  }

  void write(AnomalyState.Open.Builder state) {
    state.setCount(count).setSum(sum).addAllPersons(persons);
  }
}
