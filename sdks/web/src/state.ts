/** Who uses the browser; kept in localStorage, where all tabs see it. */
export interface State {
  /** Device. */
  d?: string;
  /** User. */
  u?: string | undefined;
  /** Session, and its last event, ms since the epoch. */
  s?: string;
  t?: number;
  /** Campaign of the session. */
  c?: Record<string, string> | undefined;
  /** Opted out (1) or in (0); missing: never asked. */
  o?: 0 | 1 | undefined;
}

/** Reads and writes the state; in memory where the browser keeps nothing or must not yet. */
export class StateStore {
  private _memory: State = {};
  constructor(
    private readonly _name: string,
    private _mayKeep: boolean,
  ) {}

  _read(): State {
    try {
      const state = JSON.parse(localStorage.getItem(this._name)!) as State | null;
      if (state && (this._mayKeep || "o" in state)) this._memory = state;
    } catch {
      // Refused or broken: what this page knows is what there is.
    }
    return this._memory;
  }

  _write(state: State): void {
    this._memory = state;
    if (!this._mayKeep) return;
    try {
      localStorage.setItem(this._name, JSON.stringify(state));
    } catch {
      // Refused or full.
    }
  }

  _keep(): void {
    this._mayKeep = true;
    this._write(this._memory);
  }
}
