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
  private readonly _away = () => {
    if (document.visibilityState === "hidden") this._batcher._hurry();
  };
  private readonly _gone = () => this._batcher._beacon();

  constructor(config: Config) {
    this._config = withDefaults(config);
    const name = "causality." + config.key;
    this._state = new StateStore(name, !config.consentNeeded);
    this._batcher = new Batcher(this._config, name);
    const asked = this._state._read().o;
    this._batcher._held = asked ? true : asked !== 0 && !!config.consentNeeded;
    if (asked === 0) this._state._keep();
    addEventListener("visibilitychange", this._away, true);
    addEventListener("pagehide", this._gone);
    this._batcher._resume();
  }

  /** Records an event, by its name or made by a typed helper. */
  track(event: string | TypedEvent, properties?: Properties): void {
    if (typeof event === "string") this._record(event, { properties });
    else this._record(event.name, { properties: { ...event.properties, ...properties } });
  }

  /** Says who uses the browser from now on, and sets traits of that person. */
  identify(userId: string, traits?: Properties): void {
    if (this._off()) return;
    this._state._write({ ...this._now(), u: userId });
    this._record("identify", { traits });
  }

  /** Records that a page was viewed; of an app without pages see screen. */
  page(page?: PageInfo, properties?: Properties): void {
    this._record("page_view", { properties }, page);
  }

  /** Records that a screen came into view. */
  screen(name: string, properties?: Properties): void {
    this._record("screen_view", { properties: { ...properties, screen_name: name } });
  }

  /** Forgets the user: whoever comes next is another person on another device, in another session. */
  reset(): void {
    const { o } = this._state._read();
    this._state._write(o === undefined ? {} : { o });
  }

  /** Stops recording, forgets what waits and who it was, and remembers only that. */
  optOut(): void {
    this._batcher._held = true;
    this._state._write({ o: 1 });
    this._state._keep();
    this._batcher._clear().catch(() => undefined); // Where the store cannot be opened, nothing is stored.
  }

  /** Records again; also the consent, where the configuration says that it is needed. */
  optIn(): void {
    this._state._write({ ...this._state._read(), o: 0 });
    this._state._keep();
    this._batcher._held = false;
    this._batcher._write();
    this._batcher._hurry();
  }

  /** Sends what waits; true when all of it is delivered or dropped in time. */
  flush(timeoutMs = 5_000): Promise<boolean> {
    return this._batcher._closed || this._batcher._held ? Promise.resolve(false) : this._batcher._flush(timeoutMs);
  }

  /** Flushes, with the configured deadline, and ends the client. What is left stays stored for the next page. */
  async close(): Promise<void> {
    await this.flush(this._config.closeTimeoutMs);
    this._batcher._stop();
    removeEventListener("visibilitychange", this._away, true);
    removeEventListener("pagehide", this._gone);
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
    const alive = state.s && now - (state.t ?? 0) <= this._config.sessionTimeoutMs;
    const next = { ...state, d: state.d ?? uuidv7(now), s: alive ? state.s! : uuidv7(now), t: now, c: c ?? (alive ? state.c : c) };
    // Browsers write localStorage to the disk seldom, and the more seldom, the more often it changes.
    if (!alive || now - state.t! > 5_000 || JSON.stringify(next.c) !== JSON.stringify(state.c)) this._state._write(next);
    return next;
  }

  private _record(event: string, fields: { properties?: Properties | undefined; traits?: Properties | undefined }, page?: PageInfo): void {
    try {
      if (this._off()) {
        if (this._batcher._closed) this._batcher._drop("closed", 1, event);
        return;
      }
      if (typeof event !== "string" || !/^[^\x00-\x1f\x7f]{1,200}$/.test(event)) throw new Error("a name has 1 to 200 characters, no control characters");
      const state = this._now();
      const at = context();
      const timestamp = this._config.clock();
      const id = uuidv7(Date.now());
      const json = JSON.stringify({
        id,
        event,
        timestamp,
        deviceId: state.d,
        userId: state.u,
        sessionId: state.s,
        ...fields,
        context: { ...at, campaign: state.c, ...(page && { page: { ...(at["page"] as object), ...page } }) },
      });
      if (size(json) + 64 > this._config.maxBatchBytes) this._batcher._drop("too_large", 1, event);
      else this._batcher._add(id, json);
    } catch (error) {
      this._batcher._drop("invalid", 1, `${event}: ${String(error)}`);
    }
  }
}
