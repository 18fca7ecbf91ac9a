import type { DropReason, Settings } from "./config.js";
import { memoryStore, openStore, type Entry, type Store } from "./queue.js";
import { backoff } from "./retry.js";
import { address, body, send, size } from "./transport.js";

const full = "the queue is full";

/** Time for waits, ms: that of the day jumps when somebody sets it. */
const now = () => performance.now();

/**
 * Moves events from memory to the store, and from the store to the gateway. All tabs share a store; a lock lets one of them send
 * at a time, so no event goes twice at once, and whatever a tab leaves behind when it dies is sent by the next one.
 */
export class Batcher {
  /** This tab's events that are neither delivered nor dropped. */
  readonly _pending = new Map<string, string>();
  /** While true nothing is stored or sent. */
  _held = false;
  _closed = false;
  readonly _dropped: Partial<Record<DropReason, number>> = {};
  private _fresh: Entry[] = [];
  private _store: Promise<Store> | undefined;
  private _writing: Promise<unknown> = Promise.resolve();
  private _draining = false;
  /** More became due while it drained. */
  private _missed = false;
  private _timer: ReturnType<typeof setTimeout> | undefined;
  private _timerAt = Infinity;
  private _notBefore = 0;
  private _asked = false;
  private _failures = 0;
  private _waiters: (() => void)[] = [];

  constructor(
    private readonly _config: Settings,
    private readonly _name: string,
  ) {}

  _add(id: string, json: string): void {
    this._pending.set(id, json);
    this._fresh.push([id, json]);
    if (this._held) {
      if (this._fresh.length > this._config.maxQueue) {
        this._pending.delete(this._fresh.shift()![0]);
        this._drop("queue_full", 1, full);
      }
      return;
    }
    this._write();
    this._schedule(this._pending.size >= this._config.flushAt ? 0 : this._config.flushIntervalMs);
  }

  /** Sends what an earlier page or a dead tab left, before anything of this page is stored. */
  _resume(): void {
    if (this._held) return;
    this._writing = this._opened()
      .then((store) => store._first(1))
      .then((left) => left.length && this._schedule(0))
      .catch(() => 0); // A store that cannot be read is left to the first write.
  }

  /** Sends what waits as soon as the gateway allows it. */
  _hurry(): void {
    if (!this._asked) this._notBefore = 0;
    this._schedule(0);
  }

  _write(): void {
    this._writing = this._writing.then(async () => {
      const entries = this._fresh.splice(0);
      if (!entries.length) return;
      let lost;
      try {
        lost = await (await this._opened())._add(entries, this._config.maxQueue);
      } catch {
        lost = await this._broken();
      }
      this._drop("queue_full", lost, full);
    });
  }

  /** The store broke, e.g. the page's data was deleted: all that this tab has goes to another, or stays in memory, e.g. of a full disk. */
  private _broken(): Promise<number> {
    const move = async (to: Promise<Store>) => (await (this._store = to))._add([...this._pending], this._config.maxQueue);
    return move(openStore(this._name)).catch(() => move(memoryStore()));
  }

  _opened(): Promise<Store> {
    return this._held ? (this._store ?? memoryStore()) : (this._store ??= openStore(this._name));
  }

  private _schedule(ms: number): void {
    const at = Math.max(now() + ms, this._notBefore);
    if (this._closed || this._held || at >= this._timerAt) return;
    clearTimeout(this._timer);
    this._timerAt = at;
    this._timer = setTimeout(() => {
      this._timerAt = Infinity;
      // An answer that came after the timer was set may ask for a longer wait.
      if (now() < this._notBefore) return this._schedule(0);
      if (this._draining) this._missed = true;
      else void this._drain();
    }, at - now());
  }

  private async _drain(): Promise<void> {
    this._draining = true;
    const work = async () => {
      for (;;) {
        const stored = [...this._pending.keys()];
        await this._writing;
        if (this._held) return;
        const batch = await this._next();
        if (!batch.length) {
          // Whatever of this tab is no longer stored was sent, or dropped, by another one.
          for (const id of stored) this._pending.delete(id);
          this._failures = 0;
          return;
        }
        const afterMs = await this._deliver(batch);
        this._settled();
        if (afterMs === undefined) {
          this._failures = 0;
          continue;
        }
        this._failed(afterMs);
        return;
      }
    };
    try {
      // What is in memory alone needs no lock, which documents without an origin do not get either.
      await ((await this._opened())._shared && navigator.locks ? navigator.locks.request(this._name, work) : work());
    } catch {
      // The store or the lock failed.
      await this._broken();
      this._failed(0);
    }
    this._draining = false;
    this._settled();
    if (this._failures || this._pending.size)
      this._schedule(this._failures || this._missed || this._pending.size >= this._config.flushAt ? 0 : this._config.flushIntervalMs);
    this._missed = false;
  }

  private _failed(afterMs: number): void {
    this._asked = afterMs > 0;
    this._notBefore = now() + Math.max(afterMs, backoff(this._failures++, this._config.retryMinMs, this._config.retryMaxMs));
  }

  private async _next(): Promise<Entry[]> {
    return this._fitting(await (await this._opened())._first(this._config.maxBatch));
  }

  /** The first events, at least one, that fit into one body. */
  private _fitting(entries: Entry[]): Entry[] {
    let bytes = 64;
    const end = entries.findIndex(([, json], i) => (bytes += size(json) + 1) > this._config.maxBatchBytes && i);
    return end < 0 ? entries : entries.slice(0, end);
  }

  /** Undefined when every event is delivered or dropped, else the wait that the gateway asked for, ms. */
  private async _deliver(batch: readonly Entry[]): Promise<number | undefined> {
    if (this._held) return undefined; // opted out meanwhile
    const verdict = await send(this._config, batch);
    if (typeof verdict === "number") return verdict;
    if (typeof verdict === "string") {
      if (batch.length > 1) {
        const half = batch.length >> 1;
        return (await this._deliver(batch.slice(0, half))) ?? this._deliver(batch.slice(half));
      }
      this._drop(verdict, 1, "the gateway refused it");
      return this._forget(batch);
    }
    const bad = new Set<number>();
    for (const { index, error } of verdict._named) {
      bad.add(index);
      this._drop("rejected", 1, error ?? "");
    }
    if (verdict._done) return this._forget(batch);
    await this._forget(batch.filter((_, i) => bad.has(i)));
    const rest = batch.filter((_, i) => !bad.has(i));
    return rest.length ? this._deliver(rest) : undefined;
  }

  private async _forget(batch: readonly Entry[]): Promise<undefined> {
    const ids = batch.map(([id]) => id);
    await (await this._opened())._remove(ids);
    for (const id of ids) this._pending.delete(id);
  }

  private _settled(): void {
    for (const look of this._waiters.splice(0)) look();
  }

  /** True when everything that is pending now is settled in time. */
  async _flush(timeoutMs: number): Promise<boolean> {
    const last = [...this._pending.keys()].pop();
    if (!last) return true;
    this._hurry();
    let late = false;
    setTimeout(() => {
      late = true;
      this._settled();
    }, timeoutMs);
    for (;;) {
      const first = this._pending.keys().next().value;
      if (first === undefined || first > last) return true;
      if (late) return false;
      await new Promise<void>((resolve) => this._waiters.push(resolve));
    }
  }

  /** The page may be going away: what waits in this tab is given to the browser. It stays stored until an answer is seen. */
  _beacon(): void {
    if (this._held || this._closed || this._draining || now() < this._notBefore) return;
    const batch = this._fitting([...this._pending]);
    try {
      if (batch.length) navigator.sendBeacon(address(this._config), body(batch, this._config.clock()));
    } catch {
      // A browser without it, or the host's clock.
    }
  }

  async _clear(): Promise<void> {
    const count = this._pending.size;
    this._pending.clear();
    this._fresh = [];
    this._drop("opted_out", count, "the person opted out");
    await this._writing;
    await (await this._opened())._clear();
    this._settled();
  }

  _stop(): void {
    this._closed = true;
    clearTimeout(this._timer);
  }

  _drop(reason: DropReason, count: number, detail: string): void {
    if (!count) return;
    this._dropped[reason] = (this._dropped[reason] ?? 0) + count;
    if (reason === "queue_full") for (const id of [...this._pending.keys()].slice(0, Math.max(0, this._pending.size - this._config.maxQueue))) this._pending.delete(id);
    try {
      this._config.onDrop?.({ reason, count, detail });
    } catch {
      // The host's callback is the host's affair.
    }
  }
}
