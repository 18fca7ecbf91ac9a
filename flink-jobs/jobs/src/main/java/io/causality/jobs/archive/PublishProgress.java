package io.causality.jobs.archive;

import java.io.IOException;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sums what the operators report and publishes what a complete checkpoint covers, when the next one
 * is complete too. The files of a checkpoint are committed by other tasks at the moment at which it
 * is complete; each of them does so before it takes part in the next one, so by then a query finds
 * what the document counts. Operators report before the checkpoint's barrier, so positions and
 * counts of one document always belong together. Parallelism 1. A document that cannot be published
 * is replaced by the next one.
 */
@SuppressWarnings(
    "NullAway.Init") // Flink calls initializeState() and open() before the first element.
public final class PublishProgress extends ProcessFunction<ProgressDelta, Void>
    implements CheckpointedFunction, CheckpointListener {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(PublishProgress.class);

  private final ProgressStore.Factory stores;
  private transient Progress total;
  private transient TreeMap<Long, String> documents;
  private transient @Nullable String complete;
  private transient ListState<Position> positions;
  private transient ListState<AppCounts> apps;
  private transient ProgressStore store;

  /** Publishes to the store that the factory opens. */
  public PublishProgress(ProgressStore.Factory stores) {
    this.stores = stores;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    positions =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("positions", Types.POJO(Position.class)));
    apps =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("apps", Types.POJO(AppCounts.class)));
    total = new Progress();
    documents = new TreeMap<>();
    for (Position position : positions.get()) {
      total.position(position.partition(), position.sequence());
    }
    for (AppCounts counts : apps.get()) {
      total.add(counts);
    }
  }

  @Override
  public void open(OpenContext context) throws IOException {
    store = stores.open();
  }

  @Override
  public void processElement(ProgressDelta delta, Context context, Collector<Void> out) {
    total.add(delta);
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    positions.update(total.positions());
    apps.update(java.util.List.copyOf(total.apps()));
    documents.put(
        context.getCheckpointId(),
        ProgressDocument.write(context.getCheckpointId(), context.getCheckpointTimestamp(), total));
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws InterruptedException {
    String document = complete;
    complete = documents.get(checkpointId);
    documents.headMap(checkpointId, true).clear();
    if (document == null) {
      return;
    }
    try {
      store.put(document);
    } catch (IOException e) {
      LOG.warn("event=progress_not_published before={} reason={}", checkpointId, e.toString());
    }
  }

  @Override
  public void close() throws IOException {
    if (store != null) {
      store.close();
    }
  }
}
