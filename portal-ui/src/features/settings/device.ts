/** A user agent as `Firefox on Linux`. Pure. */
export function deviceOf(userAgent: string | null): string {
  if (!userAgent) return 'Unknown'
  const browser = [
    ['Edg/', 'Edge'],
    ['OPR/', 'Opera'],
    ['Firefox/', 'Firefox'],
    ['Chrome/', 'Chrome'],
    ['Safari/', 'Safari'],
    ['curl/', 'curl'],
  ].find(([mark]) => userAgent.includes(mark ?? ''))?.[1]
  const system = [
    ['Android', 'Android'],
    ['iPhone', 'iOS'],
    ['iPad', 'iPadOS'],
    ['Windows', 'Windows'],
    ['Mac OS', 'macOS'],
    ['Linux', 'Linux'],
  ].find(([mark]) => userAgent.includes(mark ?? ''))?.[1]
  if (!browser && !system) return userAgent.slice(0, 40)
  return [browser ?? 'A browser', system].filter(Boolean).join(' on ')
}
