/** An id for an app of that name, as the portal takes it: lower case letters, digits, `_` and `-`. Pure. */
export function appIdOf(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 63)
}
