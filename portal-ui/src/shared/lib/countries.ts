// Countries as data names them: ISO 3166-1 codes of two or three letters or three digits, and English names. Pure.
import codes from 'i18n-iso-countries/codes.json'
import english from 'i18n-iso-countries/langs/en.json'

const byCode = new Map<string, string>()
const byName = new Map<string, string | null>()
const long = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' })
const short = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none', style: 'short' })

function plain(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/[\p{M}'’.]/gu, '')
    .toLowerCase()
    .replace(/&/g, ' and ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(/^the /, '')
    .replace(/\bst\b/g, 'saint')
}

for (const [two, three, digits] of codes) {
  if (two === undefined || three === undefined || digits === undefined) continue
  for (const code of [two, three, digits]) byCode.set(code, two)
  const names = english.countries[two as keyof typeof english.countries] ?? []
  for (const name of [long.of(two), short.of(two), names].flat()) {
    if (name === undefined) continue
    const key = plain(name)
    // A name of two countries, as Congo, says neither.
    byName.set(key, byName.has(key) && byName.get(key) !== two ? null : two)
  }
}
// No code of ISO's own list; this is what others use.
byCode.set('XKX', 'XK')

/** The alpha-2 code of a country's code or English name, in any case; null where it is none or not one alone. */
export function countryOf(text: string): string | null {
  const trimmed = text.trim()
  return byCode.get(trimmed.toUpperCase()) ?? byName.get(plain(trimmed)) ?? null
}

/** The English name of an alpha-2 code that `countryOf` gave. */
export function countryName(code: string): string {
  return long.of(code) ?? code
}
