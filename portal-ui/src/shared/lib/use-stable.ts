import { useState } from 'react'

/** The same object as long as it says the same, for values that are built anew with every render. */
export function useStable<T>(value: T): T {
  const [kept, setKept] = useState(value)
  if (kept === value || JSON.stringify(kept) === JSON.stringify(value)) return kept
  setKept(value)
  return value
}
