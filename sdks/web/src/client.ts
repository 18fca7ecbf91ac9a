import { Batcher } from "./batcher.js";
import { withDefaults, type Config, type DropReason, type Properties, type Settings } from "./config.js";
import { campaign, context } from "./context.js";
import { uuidv7 } from "./ids.js";
import { StateStore, type State } from "./state.js";
import { size } from "./transport.js";
import type { TypedEvent } from "./typed.js";

/** What a client knows of itself. */
export interface Stats {
  /** Events of this tab that are neither delivered nor dropped. */
  readonly queued: number;
  readonly dropped: Readonly<Partial<Record<DropReason, number>>>;
  /** Missing before the first event. */
  readonly deviceId: string | undefined;
  readonly userId: string | undefined;
  readonly sessionId: string | undefined;
}

/** Where a page is said to be, instead of where the browser is. */
export interface PageInfo {
  readonly url?: string;
  readonly referrer?: string;
  readonly title?: string;
}

/** Sends events of a web page. Its methods never throw and never wait for the network, but for flush and close. */
export class Client {
  private readonly _config: Settings;
  private readonly _batcher: Batcher;
  private readonly _state: StateStore;
  private readonly _listening = new AbortController();

  constructor(config: Config) {
    this._config = withDefaults(config);
    const name = "causality." + config.key;
    this._state = new StateStore(name, !config.consentNeeded);
    this._batcher = new Batcher(this._config, name);
    const { o } = this._state._read();
    this._batcher._held = o === undefined ? !!config.consentNeeded : !!o;
    if (o === 0) this._state._keep();
    const { signal } = this._listening;
    const listen = (name: string, listener: () => void) => addEventListener(name, listener, { signal });
    // A page that goes away is told that first, and that it is hidden only then, when events of its end are tracked, and no timer runs.
    let leaving = false;
    listen("visibilitychange", () => {
      if (document.visibilityState !== "hidden") leaving = false;
      else if (leaving) this._batcher._beacon();
      else this._batcher._hurry();
    });
    listen("pagehide", () => {
      leaving = true;
      this._batcher._beacon();
    });
    listen("online", () => this._batcher._hurry());
    // The person may have chosen in another tab.
    listen("storage", () => {
      const { o } = this._state._read();
      if (o !== undefined && !o === this._batcher._held) this._choose(!!o);
    });
    this._batcher._resume();
  }

  /** Records an event, by its name or made by a typed helper. */
  track(event: string | TypedEvent, properties?: Properties): void {
    this._record(() => (typeof event === "string" ? [event, { properties }] : [event.name, { properties: { ...event.properties, ...properties } }]));
  }

  /** Says who uses the browser from now on, and sets traits of that person. */
  identify(userId: string, traits?: Properties): void {
    this._record(() => {
      if (!this._off()) this._state._write({ ...this._now(), u: `${userId ?? ""}` }); // Numbers are common, and the gateway takes text.
      return ["identify", { traits }];
    });
  }

  /** Records that a page was viewed; of an app without pages see screen. */
  page(page?: PageInfo, properties?: Properties): void {
    this._record(() => ["page_view", { properties }], page);
  }

  /** Records that a screen came into view. */
  screen(name: string, properties?: Properties): void {
    this._record(() => ["screen_view", { properties: { ...properties, screen_name: name } }]);
  }

  /** Forgets the user: whoever comes next is another person on another device, in another session. */
  reset(): void {
    const { o } = this._state._read();
    this._state._write({ o });
  }

  /** Stops recording, forgets what waits and who it was, and remembers only that. */
  optOut(): void {
    this._state._write({ o: 1 });
    this._choose(true);
  }

  /** Records again; also the consent, where the configuration says that it is needed. */
  optIn(): void {
    this._state._write({ ...this._state._read(), o: 0 });
    this._choose(false);
  }

  private _choose(out: boolean): void {
    this._state._keep();
    this._batcher._held = out;
    if (out) this._batcher._clear().catch(() => undefined); // Where the store cannot be opened, nothing is stored.
    else {
      this._batcher._write();
      this._batcher._hurry();
    }
  }

  /** Sends what waits; true when all of it is delivered or dropped in time. */
  async flush(timeoutMs = 5_000): Promise<boolean> {
    return !this._batcher._closed && !this._batcher._held && this._batcher._flush(timeoutMs);
  }

  /** Flushes, with the configured deadline, and ends the client. What is left stays stored for the next page. */
  async close(): Promise<void> {
    await this.flush(this._config.closeTimeoutMs);
    this._batcher._stop();
    this._listening.abort();
  }

  stats(): Stats {
    const { d, u, s } = this._state._read();
    return { queued: this._batcher._pending.size, dropped: { ...this._batcher._dropped }, deviceId: d, userId: u, sessionId: s };
  }

  private _off(): boolean {
    return this._batcher._closed || this._state._read().o === 1;
  }

  /** The state with a device and a session that lives. */
  private _now(): State {
    const now = this._config.clock();
    const state = this._state._read();
    const c = campaign(location.search);
    const age = Math.abs(now - (state.t ?? 0)); // also of a session of the future: the clock was set back
    const alive = state.s && age <= this._config.sessionTimeoutMs;
    const next = { ...state, d: state.d ?? uuidv7(now), s: alive ? state.s! : uuidv7(now), t: now, c: c ?? (alive ? state.c : c) };
    // Browsers write localStorage to the disk seldom, and the more seldom, the more often it changes.
    if (!alive || age > 5_000 || JSON.stringify(next.c) !== JSON.stringify(state.c)) this._state._write(next);
    return next;
  }

  /** The event is made in here, since what the page passes may throw when it is looked at. */
  private _record(make: () => readonly [event: string, fields: { properties?: Properties | undefined; traits?: Properties | undefined }], page?: PageInfo): void {
    let event = "";
    try {
      const made = make();
      event = made[0];
      if (this._off()) {
        if (this._batcher._closed) this._batcher._drop("closed", 1, event);
        return;
      }
      if (typeof event !== "string" || !/^[^\x00-\x1f\x7f]{1,200}$/.test(event)) throw "a name has 1 to 200 plain characters";
      const state = this._now();
      const id = uuidv7(Date.now());
      const json = JSON.stringify({
        id,
        event,
        timestamp: state.t,
        deviceId: state.d,
        userId: state.u,
        sessionId: state.s,
        ...made[1],
        context: { ...context(page), campaign: state.c },
      });
      if (size(json) + 64 > this._config.maxBatchBytes) this._batcher._drop("too_large", 1, event);
      else this._batcher._add(id, json);
    } catch (error) {
      this._batcher._drop("invalid", 1, `${String(event)}: ${String(error)}`);
    }
  }
}
