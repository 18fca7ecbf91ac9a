package io.causality.portal.insight.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vertx.core.json.JsonObject;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecParserTest {
  private static final String RANGE = "'from':'2026-11-02','to':'2026-11-04'";

  private static InsightSpec parse(String json) {
    return SpecParser.parse(
        new JsonObject(json.replace('\'', '"').replace("RANGE", RANGE.replace('\'', '"')))
            .getMap());
  }

  private static SpecException refused(String json) {
    return catchThrowableOfType(SpecException.class, () -> parse(json));
  }

  @Test
  void whatIsNotSaidHasItsDefault() {
    TrendsSpec spec = (TrendsSpec) parse("{'kind':'trends','series':[{'event':null}],RANGE}");
    assertThat(spec.interval()).isEqualTo(Interval.DAY);
    assertThat(spec.series().getFirst().calculation()).isEqualTo(Calculation.TOTAL);
    assertThat(spec.series().getFirst().selector().label()).isEqualTo("Any event");
    assertThat(spec.common().zone().getId()).isEqualTo("UTC");
    assertThat(spec.common().weekStart()).isEqualTo(DayOfWeek.MONDAY);
    assertThat(spec.common().from()).isEqualTo(new Moment.Day(LocalDate.of(2026, 11, 2)));
    assertThat(spec.breakdowns()).isEmpty();
    FunnelSpec funnel =
        (FunnelSpec) parse("{'kind':'funnel','steps':[{'event':'a'},{'event':'b'}],RANGE}");
    assertThat(funnel.window()).isEqualTo(Duration.ofDays(14));
    assertThat(funnel.toStep()).isEqualTo(1);
    assertThat(((PathsSpec) parse("{'kind':'paths',RANGE}")).sessionGapSeconds()).isEqualTo(1800);
    assertThat(((SessionsSpec) parse("{'kind':'sessions',RANGE}")).limit()).isEqualTo(1000);
  }

  @Test
  void nullIsAbsentExceptAsAnEvent() {
    TrendsSpec spec =
        (TrendsSpec)
            parse(
                "{'kind':'trends','series':[{'event':'a','label':null,'math':null}],'formula':null,"
                    + "'breakdown':null,'compare':null,'filters':null,'timezone':null,RANGE}");
    assertThat(spec.formula()).isNull();
    assertThat(spec.comparison()).isNull();
    assertThat(refused("{'kind':'trends','series':[{'label':'x'}],RANGE}").field())
        .isEqualTo("$.series[0].event");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'kind':'trend',RANGE} | $.kind | trends",
        "{'knd':'trends',RANGE} | $.knd | kind",
        "{'kind':'trends','serie':[{'event':'a'}],RANGE} | $.serie | series",
        "{'kind':'trends','series':[{'event':'a'}],'colour':1,RANGE} | $.colour | *",
        "{'kind':'trends','series':[{'event':'a'}],'intervall':'day',RANGE} | $.intervall | interval",
        "{'kind':'trends','series':[{'event':'a'}],'interval':'days',RANGE} | $.interval | day",
        "{'kind':'trends','series':[{'event':'a','math':'totl'}],RANGE} | $.series[0].math | total",
        "{'kind':'trends','series':[{'event':'a','math':'medium'}],RANGE} | $.series[0].math | median",
        "{'kind':'trends','series':[{'evnt':'a'}],RANGE} | $.series[0].evnt | event",
        "{'kind':'trends','series':[{'event':'a'}],'timezone':'Europe/Berln',RANGE} | $.timezone | Europe/Berlin",
        "{'kind':'trends','series':[{'event':'a'}],'timezone':'+01:00',RANGE} | $.timezone | *",
        "{'kind':'trends','series':[{'event':'a'}],'week_start':'mon',RANGE} | $.week_start | monday",
        "{'kind':'trends','series':[{'event':'a'}],'from':'todai'} | $.from | today",
        "{'kind':'trends','series':[{'event':'a'}],'from':'2026-02-30'} | $.from | -",
        "{'kind':'trends','series':[{'event':'a'}],'from':'2026-01-01','to':'mtd'} | $.to | today",
        "{'kind':'trends','series':[{'event':'a'}],'form':'2026-01-01'} | $.form | from",
        "{'kind':'trends','series':[{'event':'a'}],'filters':[{'key':'x','op':'equals','value':1}],RANGE} | $.filters[0].op | *",
        "{'kind':'trends','series':[{'event':'a'}],'filters':[{'key':'x','op':'exact','valu':1}],RANGE} | $.filters[0].valu | value",
        "{'kind':'trends','series':[{'event':'a'}],'filters':[{'key':'x','op':'exact','value':null}],RANGE} | $.filters[0].value | is_not_set",
        "{'kind':'trends','series':[{'event':'a'}],'filters':[{'key':'x','op':'gt','value':'ten'}],RANGE} | $.filters[0].value | -",
        "{'kind':'trends','series':[{'event':'a'}],'filters':[{'key':'x','op':'gt','value':true}],RANGE} | $.filters[0].value | -",
        "{'kind':'trends','series':[{'event':'a'}],'filters':[{'key':'x','op':'regex','value':'('}],RANGE} | $.filters[0].value | -",
        "{'kind':'trends','series':[{'event':'a'}],'filters':[{'key':'x','op':'before','value':'soon'}],RANGE} | $.filters[0].value | -",
        "{'kind':'trends','series':[{'event':'a'}],'filters':[{'key':'x','op':'is_set','on':'user'}],RANGE} | $.filters[0].on | *",
        "{'kind':'trends','series':[{'event':'a'}],'filters':[{'any':[{'all':[{'key':'x','op':'is_sett'}]}]}],RANGE} | $.filters[0].any[0].all[0].op | is_set",
        "{'kind':'trends','series':[{'event':'a','math':'sum'}],RANGE} | $.series[0].math_property | -",
        "{'kind':'trends','series':[],RANGE} | $.series | -",
        "{'kind':'trends','series':[{'event':'a'}],'breakdown':{'keys':['a','b','c','d']},RANGE} | $.breakdown.keys | -",
        "{'kind':'trends','series':[{'event':'a'}],'breakdown':{'keys':['a'],'limit':0},RANGE} | $.breakdown.limit | -",
        "{'kind':'trends','series':[{'event':'a'}],'breakdown':{'key':['a']},RANGE} | $.breakdown.key | keys",
        "{'kind':'trends','series':[{'event':'a'}],'formula':'A+',RANGE} | $.formula | -",
        "{'kind':'trends','series':[{'event':'a'}],'formula':'A+B',RANGE} | $.formula | A",
        "{'kind':'trends','series':[{'event':'a'}],'formula':'a*2',RANGE} | $.formula | A",
        "{'kind':'trends','series':[{'event':'a'}],'formula':'(A',RANGE} | $.formula | -",
        "{'kind':'trends','series':[{'event':'a'}],'compare':'previous',RANGE} | $.compare | previous_year",
        "{'kind':'trends','series':[{'event':'a'}],'compare':{'from':'2026-01-01','until':'x'},RANGE} | $.compare.until | *",
        "{'kind':'trends','series':[{'any_of':[{'event':'a'},{'event':1}]}],RANGE} | $.series[0].any_of[1].event | -",
        "{'kind':'trends','series':[{'event':'a','any_of':[{'event':'a'}]}],RANGE} | $.series[0].any_of | -",
        "{'kind':'retention','mode':'first','target':{'event':'a'},'returning':{'event':'a'},'period':'day','intervals':3,'to':'2026-11-04'} | $.mode | first_time",
        "{'kind':'retention','mode':'recurring','target':{'event':'a'},'returning':{'event':'a'},'period':'day','to':'2026-11-04'} | $.intervals | -",
        "{'kind':'retention','mode':'recurring','target':{'event':'a'},'returning':{'event':'a'},'period':'day','intervals':3,RANGE} | $.from | intervals",
        "{'kind':'funnel','steps':[{'event':'a'}],'order':'sorted',RANGE} | $.order | ordered",
        "{'kind':'funnel','steps':[{'event':'a'}],'window':{'value':1,'unit':'days'},RANGE} | $.window.unit | day",
        "{'kind':'funnel','steps':[{'event':'a'},{'event':'b'}],'exclusions':[{'event':'c','from_step':1,'to_step':1}],RANGE} | $.exclusions[0].to_step | -",
        "{'kind':'funnel','steps':[{'event':'a'},{'event':'b'}],'to_step':2,RANGE} | $.to_step | -",
        "{'kind':'funnel','steps':[{'event':'a'}],'output':'time_to_convert','breakdown':{'keys':['x']},RANGE} | $.breakdown | -",
        "{'kind':'paths','include':['pages'],RANGE} | $.include[0] | page",
        "{'kind':'lifecycle','series':[{'event':'a'}],RANGE} | $.series | -"
      })
  void aMistakeIsNamedWithItsPlaceAndTheNearestKnownName(
      String json, String field, String suggestion) {
    SpecException refused = refused(json.strip());
    assertThat(refused).isNotNull();
    assertThat(refused.field()).isEqualTo(field.strip());
    assertThat(refused.detail()).isNotBlank();
    String wanted = suggestion.strip();
    if (wanted.equals("-")) {
      assertThat(refused.suggestion()).isNull();
    } else if (wanted.equals("*")) {
      assertThat(refused.suggestion()).isNotBlank();
    } else {
      assertThat(refused.suggestion()).isEqualTo(wanted);
    }
  }

  @Test
  void valuesAreTakenAsTheLakeWritesThem() {
    TrendsSpec spec =
        (TrendsSpec)
            parse(
                "{'kind':'trends','series':[{'event':'a'}],'filters':[{'key':'x','op':'exact',"
                    + "'value':[10.0,1e3,true,'10.0',0.50,12345678901234567890]}],RANGE}");
    Filter.Property filter = (Filter.Property) spec.common().filters().getFirst();
    assertThat(((Condition.Exact) filter.condition()).values())
        .isEqualTo(List.of("10", "1000", "true", "10.0", "0.5", "12345678901234567000"));
  }

  @Test
  void instantsMayHaveAnyOffsetAndFraction() {
    TrendsSpec spec =
        (TrendsSpec)
            parse(
                "{'kind':'trends','series':[{'event':'a'}],'from':'2026-11-02T08:00:00.1239+01:00',"
                    + "'to':'-3h'}");
    assertThat(spec.common().from())
        .isEqualTo(new Moment.At(Instant.parse("2026-11-02T07:00:00.123900Z")));
    assertThat(spec.common().to()).isEqualTo(new Moment.HoursAgo(3));
  }

  @Test
  void whatIsNoObjectIsRefused() {
    SpecException refused =
        catchThrowableOfType(SpecException.class, () -> SpecParser.parse(List.of()));
    assertThat(refused.field()).isEqualTo("$");
  }
}
