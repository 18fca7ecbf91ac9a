package io.causality.portal.pages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ContactFormTest {
  private static ContactForm form(String name, String email, String message) {
    return ContactForm.of(name, email, message, null);
  }

  @Test
  void aGoodFormHasNoErrors() {
    ContactForm good = form(" Ada ", "ada@shop.example ", "Line one\r\nLine two, at length\t!");
    assertThat(good.errors()).isEmpty();
    assertThat(good.name()).isEqualTo("Ada");
    assertThat(good.email()).isEqualTo("ada@shop.example");
    assertThat(good.message()).isEqualTo("Line one\nLine two, at length\t!");
    assertThat(good.isTrapped()).isFalse();
  }

  @Test
  void everythingMissingIsNamedInTheOrderOfTheForm() {
    assertThat(ContactForm.of(null, null, null, null).errors().keySet())
        .containsExactly("name", "email", "message");
    assertThat(form("  ", "\n", "\t").errors()).hasSize(3);
  }

  @Test
  void whatIsNoAddressIsRefused() {
    for (String bad :
        new String[] {
          "ada",
          "ada@",
          "@shop.example",
          "ada@shop",
          "a da@shop.example",
          "ada@shop..example",
          "ada@shop.example.",
          "ada@@shop.example",
          "ada@shop.example\nBcc: x@y.example",
          "a".repeat(65) + "@shop.example",
          "ada@" + "x".repeat(250) + ".example"
        }) {
      assertThat(form("Ada", bad, "long enough text").errors()).as(bad).containsOnlyKeys("email");
    }
    for (String good :
        new String[] {"a.b+c@x.y.example", "ädä@büro.example", "o'neil@a-b.example"}) {
      assertThat(form("Ada", good, "long enough text").errors()).as(good).isEmpty();
    }
  }

  @Test
  void boundsHoldOnBothSides() {
    String email = "ada@shop.example";
    assertThat(form("n".repeat(100), email, "m".repeat(4_000)).errors()).isEmpty();
    assertThat(form("n".repeat(101), email, "m".repeat(4_001)).errors())
        .containsOnlyKeys("name", "message");
    assertThat(form("Ada", email, "too short").errors()).containsOnlyKeys("message");
    assertThat(form("A\u0000da", email, "bell \u0007 rings").errors())
        .containsOnlyKeys("name", "message");
  }
}
