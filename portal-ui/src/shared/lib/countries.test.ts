import { describe, expect, it } from 'vitest'
import { countryName, countryOf } from './countries'

describe('countryOf', () => {
  it.each([
    ['DE', 'DE'],
    ['de', 'DE'],
    [' De ', 'DE'],
    ['DEU', 'DE'],
    ['deu', 'DE'],
    ['276', 'DE'],
    ['Germany', 'DE'],
    ['GERMANY', 'DE'],
    ['United States', 'US'],
    ['United States of America', 'US'],
    ['USA', 'US'],
    ['U.S.A.', 'US'],
    ['UK', 'GB'],
    ['great britain', 'GB'],
    ['Russian Federation', 'RU'],
    ['Czech Republic', 'CZ'],
    ['Czechia', 'CZ'],
    ['Türkiye', 'TR'],
    ['turkiye', 'TR'],
    ['Turkey', 'TR'],
    ["Cote d'Ivoire", 'CI'],
    ['Côte d’Ivoire', 'CI'],
    ['The Netherlands', 'NL'],
    ['Bosnia and Herzegovina', 'BA'],
    ['Bosnia & Herzegovina', 'BA'],
    ['Saint Lucia', 'LC'],
    ['St. Lucia', 'LC'],
    ['Hong Kong', 'HK'],
    ['XKX', 'XK'],
    ['Kosovo', 'XK'],
  ])('%s is %s', (text, code) => expect(countryOf(text)).toBe(code))

  it.each(['', '(none)', 'Other', 'XX', 'EU', 'Europe', 'Deutschland', 'Congo', '999', '—'])('%s is none', (text) =>
    expect(countryOf(text)).toBeNull(),
  )
})

it('knows the name of a code', () => {
  expect(countryName('DE')).toBe('Germany')
  expect(countryName('XK')).toBe('Kosovo')
})
