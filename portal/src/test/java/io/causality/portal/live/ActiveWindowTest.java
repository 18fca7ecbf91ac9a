package io.causality.portal.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ActiveWindowTest {
  private static final long NOW = 29_000_000;

  @Test
  void personsAreCountedPerMinuteAndOnceInFive() {
    ActiveWindow window = new ActiveWindow();
    window.add(NOW, PersonSet.hash("ada"));
    window.add(NOW, PersonSet.hash("ada"));
    window.add(NOW - 1, PersonSet.hash("ada"));
    window.add(NOW - 4, PersonSet.hash("ben"));
    window.add(NOW - 5, PersonSet.hash("cyd"));
    window.add(NOW - 29, PersonSet.hash("dan"));
    ActiveWindow.Figures figures = window.at(NOW);
    assertThat(figures.active5m()).isEqualTo(2);
    assertThat(figures.perMinute()[29]).isEqualTo(1);
    assertThat(figures.eventsPerMinute()[29]).isEqualTo(2);
    assertThat(figures.perMinute()[24]).isEqualTo(1);
    assertThat(figures.perMinute()[0]).isEqualTo(1);
  }

  @Test
  void minutesLeaveTheWindow() {
    ActiveWindow window = new ActiveWindow();
    window.add(NOW, PersonSet.hash("ada"));
    assertThat(window.at(NOW + 29).perMinute()[0]).isEqualTo(1);
    assertThat(window.at(NOW + 30).perMinute()).containsOnly(0);
    window.add(NOW + 30, PersonSet.hash("ben"));
    window.add(NOW, PersonSet.hash("late"));
    assertThat(window.at(NOW + 30).perMinute()).endsWith(1).contains(0);
    assertThat(window.at(NOW + 30).eventsPerMinute()).endsWith(1L);
  }

  @Property(tries = 100)
  void aSetHoldsWhatASetHolds(@ForAll @Size(max = 200) Set<Long> values) {
    PersonSet set = new PersonSet();
    Set<Long> model = new HashSet<>();
    for (long value : values) {
      if (value != 0) {
        assertThat(set.add(value)).isEqualTo(model.add(value));
        assertThat(set.add(value)).isFalse();
      }
    }
    assertThat(set.size()).isEqualTo(model.size());
  }

  @Test
  void aSetDoesNotGrowForEver() {
    PersonSet set = new PersonSet();
    for (int i = 0; i < PersonSet.MOST + 100; i++) {
      set.add(PersonSet.hash("person " + i));
    }
    assertThat(set.size()).isEqualTo(PersonSet.MOST);
  }
}
