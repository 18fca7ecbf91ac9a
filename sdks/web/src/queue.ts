/** Events that wait, each as its JSON text under its id. Ids sort in the order of making. */
export type Entry = readonly [id: string, json: string];

/** Where events wait. */
export interface Store {
  /** By all tabs of an origin. */
  readonly _shared?: boolean;
  /** Keeps events, at most so many, and returns how many of the oldest had to go. */
  _add(entries: readonly Entry[], most: number): Promise<number>;
  /** The oldest ones. */
  _first(most: number): Promise<Entry[]>;
  _remove(ids: readonly string[]): Promise<unknown>;
  _clear(): Promise<unknown>;
}

/** Keeps events in memory; the last resort. */
export const memoryStore = async (): Promise<Store> => {
  const map = new Map<string, string>();
  return {
    async _add(entries, most) {
      for (const [id, json] of entries) map.set(id, json);
      let lost = 0;
      for (const id of map.keys()) {
        if (map.size <= most) break;
        map.delete(id);
        lost++;
      }
      return lost;
    },
    async _first(most) {
      return [...map].slice(0, most);
    },
    async _remove(ids) {
      for (const id of ids) map.delete(id);
    },
    async _clear() {
      map.clear();
    },
  };
};

/** Keeps events in localStorage, one item each, for browsers that refuse IndexedDB. Throws, or its methods reject, where that is refused too. */
export const localStore = (name: string): Store => {
  const items = localStorage;
  const prefix = name + ":";
  const ids = () => Object.keys(items).filter((key) => key.startsWith(prefix + "0")).sort();
  return {
    _shared: true,
    async _add(entries, most) {
      let lost = 0;
      const drop = (key: string) => {
        items.removeItem(key);
        lost++;
      };
      for (const [id, json] of entries) {
        try {
          items.setItem(prefix + id, json);
        } catch {
          // Full: the oldest makes room. If that is not enough, whoever calls goes on in memory.
          ids().slice(0, 1).forEach(drop);
          items.setItem(prefix + id, json);
        }
      }
      const all = ids();
      all.slice(0, Math.max(0, all.length - most)).forEach(drop);
      return lost;
    },
    async _first(most) {
      return ids().slice(0, most).map((key) => [key.slice(prefix.length), items.getItem(key) ?? ""] as const);
    },
    async _remove(gone) {
      for (const id of gone) items.removeItem(prefix + id);
    },
    async _clear() {
      for (const key of ids()) items.removeItem(key);
    },
  };
};

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** Keeps events in IndexedDB. Rejects where the browser refuses it, as some do in private windows. */
export const indexedStore = async (name: string): Promise<Store> => {
  const opening = indexedDB.open(name, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore("events");
  const database = await done(opening);
  database.onversionchange = () => database.close(); // Whoever deletes it must not wait for this page.
  const run = <T>(write: boolean, work: (events: IDBObjectStore) => Promise<T>): Promise<T> => {
    const transaction = database.transaction("events", write ? "readwrite" : "readonly");
    const complete = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
    });
    return Promise.all([work(transaction.objectStore("events")), complete]).then(([result]) => result);
  };
  return {
    _shared: true,
    _add: (entries, most) =>
      run(true, async (events) => {
        for (const [id, json] of entries) events.put(json, id);
        const lost = Math.max(0, (await done(events.count())) - most);
        if (lost) for (const id of await done(events.getAllKeys(null, lost))) events.delete(id);
        return lost;
      }),
    _first: (most) =>
      run(false, async (events) => {
        const [ids, texts] = await Promise.all([done(events.getAllKeys(null, most)), done(events.getAll(null, most))]);
        return ids.map((id, i) => [String(id), texts[i] as string] as const);
      }),
    _remove: (ids) => run(true, async (events) => ids.forEach((id) => events.delete(id))),
    _clear: () => run(true, async (events) => events.clear()),
  };
};

/** The best store that the browser grants. */
export const openStore = async (name: string): Promise<Store> => {
  try {
    return await indexedStore(name);
  } catch {
    try {
      return localStore(name);
    } catch {
      return memoryStore();
    }
  }
};
