/** Properties and traits; null deletes a trait, lists and objects become JSON text. */
export type Properties = Record<string, unknown>;

/** Why events were lost. */
export type DropReason = "queue_full" | "too_large" | "rejected" | "invalid" | "closed" | "opted_out";

/** The loss of events. */
export interface Drop {
  readonly reason: DropReason;
  readonly count: number;
  /** For a person. */
  readonly detail: string;
}

/** Tells the time in ms since the epoch. */
export type Clock = () => number;

/** What a client is made with; a missing setting has its default. */
export interface Config {
  /** The app's API key. */
  readonly key: string;
  /** Address of the gateway, e.g. https://events.example.com. */
  readonly endpoint: string;
  /** A batch goes when so many events wait. Default 50. */
  readonly flushAt?: number;
  /** Or when the oldest has waited so long, ms. Default 10,000. */
  readonly flushIntervalMs?: number;
  /** Most events that are kept; beyond it the oldest is dropped. Default 10,000. */
  readonly maxQueue?: number;
  /** Most events of one request. Default 500. */
  readonly maxBatch?: number;
  /** Largest body in bytes. Default 60,000: browsers send no more than 64 KiB while a page goes away. */
  readonly maxBatchBytes?: number;
  /** Wait after the first failed attempt, ms; it doubles. Default 1,000. */
  readonly retryMinMs?: number;
  /** Longest such wait, ms. Default 60,000. */
  readonly retryMaxMs?: number;
  /** Bound of one attempt, ms. Default 15,000. */
  readonly requestTimeoutMs?: number;
  /** Bound of close, ms. Default 5,000. */
  readonly closeTimeoutMs?: number;
  /** Without an event for so long a session ends, ms. Default 1,800,000. */
  readonly sessionTimeoutMs?: number;
  /** Before consent nothing is stored in the browser and nothing is sent: events wait in memory for optIn or optOut. */
  readonly consentNeeded?: boolean;
  /** Is told of every loss. What it throws is ignored. */
  readonly onDrop?: (drop: Drop) => void;
  /** Tells the time, ms since the epoch. Default: the browser's. */
  readonly clock?: Clock;
}

/** Everything with its default, also what is given as undefined. */
export const withDefaults = (config: Config) => ({
  flushAt: 50,
  flushIntervalMs: 10_000,
  maxQueue: 10_000,
  maxBatch: 500,
  maxBatchBytes: 60_000,
  retryMinMs: 1_000,
  retryMaxMs: 60_000,
  requestTimeoutMs: 15_000,
  closeTimeoutMs: 5_000,
  sessionTimeoutMs: 1_800_000,
  clock: Date.now as Clock,
  ...(Object.fromEntries(Object.entries(config).filter(([, value]) => value !== undefined)) as unknown as Config),
});

export type Settings = ReturnType<typeof withDefaults>;
