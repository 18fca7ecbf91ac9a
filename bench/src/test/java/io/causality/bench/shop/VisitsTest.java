package io.causality.bench.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VisitsTest {
  /** Else a device's anonymous past belongs to nobody, and the truths count one human for two. */
  @Test
  void anAccountIsMadeOnItsDay() {
    var people = new People(1, 20_000, 24);
    for (int number = 0; number < 20_000; number++) {
      People.Person person = people.person(number);
      if (person.signupDay() < People.DAYS && person.app().equals(People.WEB)) {
        List<String> names = new ArrayList<>();
        Visits.of(people, person, person.signupDay(), event -> names.add(event.name()));
        assertThat(names).as(person.user()).contains("user_signup");
      }
    }
  }
}
