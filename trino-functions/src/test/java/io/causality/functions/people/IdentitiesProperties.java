package io.causality.functions.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The table against a map of objects. */
class IdentitiesProperties {
  private record Identity(boolean user, String name, long moment) {}

  private record Made(long bits, long first) {}

  @Property(tries = 500)
  void aTableHoldsWhatAMapHolds(@ForAll long seed) {
    Random random = new Random(seed);
    int names = 1 + random.nextInt(300);
    Map<Identity, Made> expected = new HashMap<>();
    List<Identities> tables = new ArrayList<>();
    tables.add(new Identities(random.nextLong()));
    for (int i = random.nextInt(2000); i > 0; i--) {
      if (random.nextInt(400) == 0) {
        tables.add(new Identities(random.nextLong()));
      }
      Identity identity =
          new Identity(
              random.nextBoolean(),
              name(random.nextInt(names)),
              random.nextInt(4) == 0 ? random.nextInt(3) - 1 : Identities.NONE);
      long bits = random.nextInt(3) == 0 ? 0 : 1L << random.nextInt(62);
      long time = random.nextInt(3) == 0 ? Identities.NONE : random.nextInt(1000) - 500;
      for (int repeated = random.nextInt(3); repeated >= 0; repeated--) {
        add(tables.getLast(), identity, bits, time);
      }
      expected.merge(identity, new Made(bits, time), IdentitiesProperties::both);
    }
    Identities whole = new Identities(random.nextLong());
    for (Identities table : tables) {
      byte[] bytes = table.toBytes();
      byte[] inside = new byte[bytes.length + 7];
      System.arraycopy(bytes, 0, inside, 3, bytes.length);
      whole.addAll(inside, 3, bytes.length);
    }
    assertThat(content(whole)).isEqualTo(expected);
    assertThat(whole.size()).isEqualTo(expected.size());
  }

  private static Made both(Made one, Made other) {
    long first =
        one.first() == Identities.NONE
            ? other.first()
            : other.first() == Identities.NONE ? one.first() : Math.min(one.first(), other.first());
    return new Made(one.bits() | other.bits(), first);
  }

  /** Names of all lengths up to twenty and more, some of which differ in their last byte alone. */
  private static String name(int number) {
    return "ü".repeat(number % 13) + "x".repeat(number % 7) + number;
  }

  private static void add(Identities table, Identity identity, long bits, long time) {
    byte[] utf8 = ("..." + identity.name() + "...").getBytes(StandardCharsets.UTF_8);
    table.add(identity.user(), utf8, 3, utf8.length - 6, identity.moment(), bits, time);
  }

  private static Map<Identity, Made> content(Identities table) {
    Map<Identity, Made> content = new HashMap<>();
    table.forEach(
        (user, names, offset, length, moment, bits, first) ->
            assertThat(
                    content.put(
                        new Identity(
                            user,
                            new String(names, offset, length, StandardCharsets.UTF_8),
                            moment),
                        new Made(bits, first)))
                .isNull());
    return content;
  }

  @Test
  void namesOfZerosAndNoNameAreDifferent() {
    Identities table = new Identities(1);
    for (int length = 0; length < 20; length++) {
      table.add(true, new byte[20], 0, length, Identities.NONE, 1, Identities.NONE);
    }
    assertThat(table.size()).isEqualTo(20);
  }

  @Test
  void memoryGrowsWithWhatIsHeld() {
    Identities table = new Identities(1);
    long empty = table.memoryBytes();
    for (int i = 0; i < 100_000; i++) {
      byte[] name = Integer.toString(i).getBytes(StandardCharsets.UTF_8);
      table.add(false, name, 0, name.length, Identities.NONE, 1, i);
    }
    assertThat(table.memoryBytes() - empty).isBetween(100_000L * 40, 100_000L * 160);
  }
}
