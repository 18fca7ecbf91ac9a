package io.causality.jobs.archive;

import io.causality.jobs.catalog.CatalogDelta;
import io.causality.jobs.catalog.CountNames;
import io.causality.jobs.catalog.KeepCatalog;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The graph of the archive. Uids are the names of the state in every savepoint: they are never
 * changed and never used again for something else.
 */
public final class ArchiveJob {
  private ArchiveJob() {}

  /**
   * Adds the archive to the environment of {@code messages}.
   *
   * @param remember how long after its first copy an event's id is known
   */
  public static void define(
      DataStream<StreamMessage> messages, ArchiveSinks out, Duration remember) {
    SingleOutputStreamOperator<StreamEvent> events =
        messages
            .transform("split batch", StreamEventType.INSTANCE, new SplitBatch())
            .uid("archive-split");
    SingleOutputStreamOperator<StreamEvent> fresh =
        events
            .keyBy(StreamEvent::key, Types.LONG)
            .transform("drop seen", StreamEventType.INSTANCE, new DropSeen(remember))
            .uid("archive-drop-seen");

    fresh
        .partitionCustom(Math::floorMod, ArchiveJob::bucketHash)
        .sinkTo(out.events())
        .name("events to lake")
        .uid("archive-events");
    fresh
        .flatMap(new TakeLinks())
        .returns(Types.POJO(LinkEvent.class))
        .name("take links")
        .uid("archive-take-links")
        .keyBy(DeviceLinks::keyOf, Types.STRING)
        .process(new DeviceLinks(), Types.POJO(LinkEvent.class))
        .name("reduce links")
        .uid("archive-reduce-links")
        .sinkTo(out.deviceLinks())
        .name("links to lake")
        .uid("archive-links")
        .setParallelism(1);
    fresh
        .flatMap(new TakeTraits())
        .returns(Types.POJO(TraitRow.class))
        .name("take traits")
        .uid("archive-take-traits")
        .sinkTo(out.traits())
        .name("traits to lake")
        .uid("archive-traits")
        .setParallelism(1);
    fresh
        .transform("count names", Types.POJO(CatalogDelta.class), new CountNames())
        .uid("archive-count-names")
        .keyBy(CatalogDelta::appId, Types.STRING)
        .transform("keep catalog", Types.VOID, new KeepCatalog(out.catalog()))
        .uid("archive-catalog")
        .setParallelism(1)
        .setMaxParallelism(1);
    events
        .getSideOutput(SplitBatch.DEAD_LETTERS)
        .sinkTo(out.deadLetters())
        .name("dead letters")
        .uid("archive-dead-letters");
    events
        .getSideOutput(SplitBatch.PROGRESS)
        .union(fresh.getSideOutput(DropSeen.PROGRESS))
        .process(new PublishProgress(out.progress()), Types.VOID)
        .name("publish progress")
        .uid("archive-progress")
        .setParallelism(1)
        .setMaxParallelism(1);
  }

  /** Rows of one folder meet in one writer, so that it has few files. */
  static int bucketHash(StreamEvent event) {
    return 31 * event.appId().hashCode() + Long.hashCode(event.timeMs() / 3_600_000);
  }
}
