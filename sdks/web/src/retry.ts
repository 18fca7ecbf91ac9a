/** The wait after the n-th failure in a row, from 0: doubled up to most, and random over its upper half. */
export const backoff = (n: number, least: number, most: number): number => Math.min(most, least * 2 ** n) * (0.5 + Math.random() / 2);

/** Retry-After as ms: seconds or a date; 0 when it is missing or unreadable. A day is the most that is believed. */
export const retryAfter = (value: string | null, now: number): number => {
  const ms = +value! * 1000 || Date.parse(value!) - now;
  return Math.min(Math.max(ms || 0, 0), 86_400_000);
};
