package io.causality.rules.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.fail;

import io.causality.rules.Samples;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RuleReaderTest {
  @Test
  void readsWhatItWrites() throws BadRuleException {
    for (String sample : Samples.good()) {
      Rule rule = RuleReader.read(Samples.json(sample));
      String written = RuleWriter.write(rule);
      assertThat(RuleReader.read(written)).as(sample).isEqualTo(rule);
      assertThat(RuleWriter.write(RuleReader.read(written))).isEqualTo(written);
      PublishedRule published = new PublishedRule("shop", "r-1", 7, rule);
      assertThat(RuleReader.readPublished(RuleWriter.writePublished(published)))
          .isEqualTo(published);
    }
  }

  @Test
  void fillsInWhatIsLeftOut() throws BadRuleException {
    Rule rule = RuleReader.read(Samples.json("{'name':'n','when':{'match':{'event':'x'}}}"));
    assertThat(RuleWriter.write(rule))
        .isEqualTo(
            Samples.json(
                "{'name':'n','enabled':true,'scope':'person','severity':'warning','cooldown_s':0,"
                    + "'lateness_s':5,'mute':[],'when':{'match':{'event':'x','where':[]}},'actions':[]}"));
  }

  @Test
  void refusesWithThePlace() {
    Stream.concat(Samples.bad().stream(), Samples.senseless().stream())
        .forEach(
            bad -> {
              try {
                RuleReader.read(Samples.json(bad.json()));
                fail("accepted " + bad.json());
              } catch (BadRuleException e) {
                assertThat(e.field())
                    .as(bad.json() + " → " + e.getMessage())
                    .isEqualTo(bad.field());
                assertThat(e.detail()).isNotBlank();
              }
            });
  }

  @Test
  void refusesWhatIsNoDocument() {
    for (String text :
        new String[] {"", " ", "{", "{}{}", "{\"a\":1,\"a\":2}", "[".repeat(5000), "\u0000"}) {
      assertThatExceptionOfType(BadRuleException.class)
          .isThrownBy(() -> RuleReader.read(text))
          .satisfies(e -> assertThat(e.field()).isEqualTo("$"));
    }
    byte[] notUtf8 = {'{', '"', (byte) 0xff, '"', ':', '1', '}'};
    assertThatExceptionOfType(BadRuleException.class)
        .isThrownBy(() -> RuleReader.readPublished(notUtf8));
    String long_ = Samples.json("{'name':'" + "n".repeat(200_000) + "'}");
    assertThatExceptionOfType(BadRuleException.class)
        .isThrownBy(() -> RuleReader.readPublished(long_.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void muteWindowsFollowTheClockOfTheirZone() throws BadRuleException {
    Rule rule =
        RuleReader.read(
            Samples.json(
                "{'name':'n','when':{'match':{}},'mute':[{'days':['Friday',6],'from':'22:00','to':'06:00','timezone':'Europe/Zurich'}]}"));
    Mute mute = rule.mute().get(0);
    assertThat(mute.days()).containsExactly(DayOfWeek.FRIDAY, DayOfWeek.SATURDAY);
    // 2026-11-27 is a Friday; Zurich is UTC+1 in winter, UTC+2 in summer.
    assertThat(mute.covers(ms("2026-11-27T20:59:59Z"))).isFalse();
    assertThat(mute.covers(ms("2026-11-27T21:00:00Z"))).isTrue();
    assertThat(mute.covers(ms("2026-11-29T04:59:59Z"))).isTrue();
    assertThat(mute.covers(ms("2026-11-29T05:00:00Z"))).isFalse();
    assertThat(mute.covers(ms("2026-11-29T21:30:00Z"))).isFalse();
    assertThat(mute.covers(ms("2026-07-03T20:00:00Z"))).isTrue();
  }

  private static long ms(String time) {
    return Instant.parse(time).toEpochMilli();
  }
}
