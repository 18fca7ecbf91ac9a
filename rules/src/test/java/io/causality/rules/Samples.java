package io.causality.rules;

import java.util.List;

/** Documents that are rules, and documents that are not, each with the field that is at fault. */
public final class Samples {
  private Samples() {}

  /** What is refused, and where. */
  public record Bad(String field, String json) {}

  /** Rules of every kind, with and without what may be left out. */
  public static List<String> good() {
    return List.of(
        rule("{'match':{'event':'purchase_failed'}}"),
        rule("{'match':{'event':null,'where':[]}}"),
        rule("{'match':{}}"),
        "{'name':'n','enabled':false,'scope':'device','severity':'critical','cooldown_s':60,'lateness_s':0,"
            + "'mute':[{'days':['sat','sun'],'from':'22:00','to':'06:00','timezone':'Europe/Zurich'},{'from':'00:00','to':'24:00'}],"
            + "'when':{'match':{'event':'x'}},'actions':[{'webhook':'w1','template':'slack'},{'webhook':'w2'}]}",
        where("{'path':'$.event_name','op':'exists'}"),
        where("{'path':'$.properties.plan','op':'not_exists'}"),
        where("{'path':'$.total_cents','op':'gte','value':5000}"),
        where("{'path':'$.total_cents','op':'lt','value':'12.5'}"),
        where("{'path':'$.items[*].quantity','op':'eq','value':2}"),
        where("{'path':'$.items[0].product_id','op':'contains','value':'p'}"),
        where("{'path':'$.properties[\\u0027a b\\u0027]','op':'ne','value':false}"),
        where("{'path':'$.page_path','op':'regex','value':'^/checkout/[0-9]+$'}"),
        where("{'path':'$.country','op':'in','value':['CH','DE',41]}"),
        where(
            "{'any':[{'path':'$.os','op':'eq','value':'iOS'},{'all':[{'path':'$.os','op':'exists'}]}]}"),
        rule("{'threshold':{'event':'x','path':'$.properties.ms','max':1.5}}"),
        rule("{'threshold':{'event':'x','path':'$.properties.ms','min':-3,'max':3}}"),
        rule("{'rate':{'event':'x','more_than':10,'per_s':60}}"),
        rule("{'count':{'event':'x','op':'more_than','n':0,'window_s':3600}}"),
        rule("{'count':{'event':'x','op':'fewer_than','n':5,'window_s':60}}"),
        rule(
            "{'sequence':{'within_s':600,'strict':true,'steps':[{'name':'a','event':'add_to_cart'},"
                + "{'name':'b','event':'purchase_complete','where':[{'path':'$.cart_id','op':'eq','same_as':'a:$.cart_id'}]}],"
                + "'unless':{'event':'remove_from_cart','where':[{'path':'$.cart_id','op':'eq','same_as':'a:$.cart_id'}]}}}"),
        rule("{'absence':{'after':{'event':'a'},'expected':{'event':'b'},'within_s':60}}"),
        rule("{'times':{'event':'x','n':3,'within_s':60}}"),
        rule("{'anomaly':{'event':'x','measure':'total','interval':'minute','min_volume':20}}"),
        rule(
            "{'anomaly':{'event':null,'measure':'dau','interval':'hour','sensitivity':2.5,'direction':'down','min_volume':0}}"),
        rule(
            "{'anomaly':{'event':'x','measure':'sum:$.total_cents','interval':'hour','min_volume':1}}"),
        rule("{'silence':{'event':'x','for_s':300}}"),
        "{'name':'n','scope':'property:plan','when':{'match':{'event':'x'}}}");
  }

  /** Documents that are refused. */
  public static List<Bad> bad() {
    return List.of(
        new Bad("$", "[]"),
        new Bad("$.name", "{'when':{'match':{'event':'x'}}}"),
        new Bad("$.name", "{'name':'','when':{'match':{'event':'x'}}}"),
        new Bad("$.name", "{'name':7,'when':{'match':{'event':'x'}}}"),
        new Bad("$.when", "{'name':'n'}"),
        new Bad("$.when", rule("{}")),
        new Bad(
            "$.when", rule("{'match':{'event':'x'},'times':{'event':'x','n':3,'within_s':60}}")),
        new Bad("$.when.often", rule("{'often':{'event':'x'}}")),
        new Bad("$.when.match", rule("{'match':'x'}")),
        new Bad("$.when.match.evnt", rule("{'match':{'evnt':'x'}}")),
        new Bad("$.when.match.event", rule("{'match':{'event':5}}")),
        new Bad("$.when.match.where", rule("{'match':{'where':{}}}")),
        new Bad("$.nmae", "{'name':'n','nmae':1,'when':{'match':{'event':'x'}}}"),
        new Bad("$.enabled", field("'enabled':'yes'")),
        new Bad("$.scope", field("'scope':'user'")),
        new Bad("$.scope", field("'scope':'property:'")),
        new Bad("$.severity", field("'severity':'bad'")),
        new Bad("$.cooldown_s", field("'cooldown_s':-1")),
        new Bad("$.cooldown_s", field("'cooldown_s':1.5")),
        new Bad("$.lateness_s", field("'lateness_s':3601")),
        new Bad("$.mute[0].from", field("'mute':[{'from':'8:00','to':'09:00'}]")),
        new Bad("$.mute[0].to", field("'mute':[{'from':'08:00','to':'24:01'}]")),
        new Bad(
            "$.mute[0].days[1]",
            field("'mute':[{'days':['mon','someday'],'from':'08:00','to':'09:00'}]")),
        new Bad("$.actions[0].webhook", field("'actions':[{'template':'x'}]")),
        new Bad("$.actions[0].url", field("'actions':[{'webhook':'w','url':'x'}]")),
        new Bad("$.when.match.where[0].path", where("{'op':'exists'}")),
        new Bad("$.when.match.where[0].op", where("{'path':'$.os','op':'is'}")),
        new Bad("$.when.match.where[0].value", where("{'path':'$.os','op':'eq'}")),
        new Bad("$.when.match.where[0].value", where("{'path':'$.os','op':'exists','value':1}")),
        new Bad("$.when.match.where[0].value", where("{'path':'$.os','op':'eq','value':{}}")),
        new Bad("$.when.match.where[0].value", where("{'path':'$.os','op':'in','value':[]}")),
        new Bad("$.when.match.where[0].value", where("{'path':'$.os','op':'in','value':'x'}")),
        new Bad("$.when.match.where[0].any", where("{'any':[]}")),
        new Bad("$.when.match.where[0].any[0].op", where("{'any':[{'path':'$.os'}]}")),
        new Bad("$.when.threshold", rule("{'threshold':{'event':'x','path':'$.properties.ms'}}")),
        new Bad("$.when.rate.more_than", rule("{'rate':{'event':'x','per_s':60}}")),
        new Bad("$.when.rate.per_s", rule("{'rate':{'event':'x','more_than':1,'per_s':0}}")),
        new Bad("$.when.count.op", rule("{'count':{'event':'x','op':'less','n':5,'window_s':60}}")),
        new Bad(
            "$.when.sequence.steps",
            rule("{'sequence':{'within_s':60,'steps':[{'name':'a','event':'x'}]}}")),
        new Bad(
            "$.when.sequence.steps[0].name",
            rule("{'sequence':{'within_s':60,'steps':[{'event':'x'},{'name':'b','event':'y'}]}}")),
        new Bad(
            "$.when.absence.expected", rule("{'absence':{'after':{'event':'a'},'within_s':60}}")),
        new Bad(
            "$.when.absence.event",
            rule(
                "{'absence':{'event':'x','after':{'event':'a'},'expected':{'event':'b'},'within_s':60}}")),
        new Bad("$.when.times.n", rule("{'times':{'event':'x','n':0,'within_s':60}}")),
        new Bad(
            "$.when.anomaly.measure",
            rule("{'anomaly':{'event':'x','measure':'avg','interval':'hour'}}")),
        new Bad(
            "$.when.anomaly.interval",
            rule("{'anomaly':{'event':'x','measure':'total','interval':'day'}}")),
        new Bad(
            "$.when.anomaly.sensitivity",
            rule("{'anomaly':{'event':'x','measure':'total','interval':'hour','sensitivity':0}}")),
        new Bad("$.when.silence.for_s", rule("{'silence':{'event':'x','for_s':true}}")));
  }

  /** Documents of the right shape that cannot be evaluated. */
  public static List<Bad> senseless() {
    return List.of(
        new Bad("$.when.match.where[0].path", where("{'path':'total_cents','op':'exists'}")),
        new Bad("$.when.match.where[0].path", where("{'path':'$.no_such_column','op':'exists'}")),
        new Bad("$.when.match.where[0].path", where("{'path':'$.items[*].colour','op':'exists'}")),
        new Bad("$.when.match.where[0].path", where("{'path':'$.items[','op':'exists'}")),
        new Bad("$.when.match.where[0].path", where("{'path':'$.os.name','op':'exists'}")),
        new Bad("$.when.match.where[0].path", where("{'path':'$','op':'exists'}")),
        new Bad("$.when.match.where[0].value", where("{'path':'$.os','op':'regex','value':'('}")),
        new Bad(
            "$.when.match.where[0].value",
            where("{'path':'$.os','op':'regex','value':'(a)\\\\1'}")),
        new Bad("$.when.match.where[0].value", where("{'path':'$.os','op':'gt','value':'ten'}")),
        new Bad(
            "$.when.match.where[0].same_as", where("{'path':'$.os','op':'eq','same_as':'a:$.os'}")),
        new Bad(
            "$.when.threshold.min",
            rule("{'threshold':{'event':'x','path':'$.properties.ms','min':2,'max':1}}")),
        new Bad(
            "$.when.anomaly.measure",
            rule("{'anomaly':{'event':'x','measure':'sum:total','interval':'hour'}}")),
        new Bad(
            "$.mute[0].timezone",
            field("'mute':[{'from':'08:00','to':'09:00','timezone':'Mars/Olympus'}]")),
        new Bad(
            "$.when.sequence.steps[0].where[0].same_as",
            rule(
                "{'sequence':{'within_s':60,'steps':[{'name':'a','event':'x','where':[{'path':'$.os','op':'eq','same_as':'b:$.os'}]},{'name':'b','event':'y'}]}}")),
        new Bad(
            "$.when.sequence.steps[1].where[0].same_as",
            rule(
                "{'sequence':{'within_s':60,'steps':[{'name':'a','event':'x'},{'name':'b','event':'y','where':[{'path':'$.os','op':'eq','same_as':'b:$.os'}]}]}}")),
        new Bad(
            "$.when.sequence.steps[1].name",
            rule(
                "{'sequence':{'within_s':60,'steps':[{'name':'a','event':'x'},{'name':'a','event':'y'}]}}")),
        new Bad(
            "$.when.sequence.unless.where[0].same_as",
            rule(
                "{'sequence':{'within_s':60,'steps':[{'name':'a','event':'x'},{'name':'b','event':'y'}],'unless':{'where':[{'path':'$.os','op':'eq','same_as':'b:$.os'}]}}}")));
  }

  /** Single quotes become double quotes. */
  public static String json(String text) {
    return text.replace('\'', '"');
  }

  private static String rule(String when) {
    return "{'name':'n','when':" + when + "}";
  }

  private static String where(String condition) {
    return rule("{'match':{'event':'x','where':[" + condition + "]}}");
  }

  private static String field(String field) {
    return "{'name':'n'," + field + ",'when':{'match':{'event':'x'}}}";
  }
}
