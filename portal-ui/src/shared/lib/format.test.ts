import { describe, expect, it } from 'vitest'
import { urlOf } from '@/api/client'
import { toCsv } from './download'
import { formatAgo, formatBytes, formatCompact, formatDuration, formatPercent, plural } from './format'

describe('formats', () => {
  it('writes numbers as people read them', () => {
    expect([formatCompact(9999), formatCompact(12345), formatCompact(2_500_000)]).toEqual(['9,999', '12.3K', '2.5M'])
    expect(formatPercent(0.1234)).toBe('12.3%')
    expect(formatPercent(NaN)).toBe('–')
    expect([formatBytes(999), formatBytes(1500), formatBytes(250_000_000)]).toEqual(['999 B', '1.5 kB', '250 MB'])
    expect(plural(1, 'person', 'people')).toBe('1 person')
  })

  it('writes times in two units', () => {
    expect([0.05, 7.25, 59, 90, 3600, 90061].map(formatDuration)).toEqual(['50 ms', '7.3s', '59s', '1m 30s', '1h', '1d 1h'])
    expect(formatAgo('2026-11-02T00:00:00Z', Date.parse('2026-11-02T02:00:00Z'))).toBe('2 h ago')
  })
})

describe('toCsv', () => {
  it('quotes what needs it and disarms formulas', () => {
    expect(toCsv([['a,b', 'say "x"', null, -5], ['=1+1', '-5', '-x', '']])).toBe('"a,b","say ""x""",,-5\r\n\'=1+1,-5,\'-x,\r\n')
  })
})

describe('urlOf', () => {
  it('fills the path, escapes it, and leaves out what is not there', () => {
    expect(urlOf('/api/apps/{app}/people/{person}', { app: 'shop', person: 'a/b c' }, { limit: 5, before: undefined })).toBe('/api/apps/shop/people/a%2Fb%20c?limit=5')
  })

  it('does not send a path with a hole', () => {
    expect(() => urlOf('/api/apps/{app}', {}, undefined)).toThrow('{app}')
  })
})
