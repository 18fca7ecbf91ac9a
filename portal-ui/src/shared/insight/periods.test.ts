import { describe, expect, it } from 'vitest'
import { firstIncomplete, periodLabel, periodTitle } from './periods'
import { rangeDays, rangeLabel, yesterday } from './range'

describe('periods', () => {
  it('reads the local clock from the text, not from the browser', () => {
    expect(periodLabel('2026-11-02T00:00:00+01:00', 'day')).toBe('2 Nov')
    expect(periodTitle('2026-11-02T09:00:00+01:00', 'hour')).toBe('Mon 2 Nov 2026, 09:00')
    expect(periodLabel('2026-11-01T00:00:00+01:00', 'month')).toBe('Nov 2026')
  })

  it('finds the first period that is not over', () => {
    const periods = ['2026-11-02T00:00:00Z', '2026-11-03T00:00:00Z', '2026-11-04T00:00:00Z']
    expect(firstIncomplete(periods, null)).toBe(3)
    expect(firstIncomplete(periods, '2026-11-04T00:00:00Z')).toBe(2)
    expect(firstIncomplete(periods, '2026-11-02T12:00:00Z')).toBe(0)
  })
})

describe('ranges', () => {
  it('says a range as people do', () => {
    expect(rangeLabel({ from: '-30d' })).toBe('Last 30 days')
    expect(rangeLabel({ from: '-48h' })).toBe('Last 48 hours')
    expect(rangeLabel({ from: '2026-11-02', to: '2026-11-04' })).toBe('2 Nov 2026 – 4 Nov 2026')
    expect(rangeLabel({ from: '2026-11-02' })).toBe('Since 2 Nov 2026')
  })

  it('knows which day was yesterday where the app is', () => {
    const now = new Date('2026-11-02T23:30:00Z')
    expect(yesterday('UTC', now)).toEqual({ from: '2026-11-01', to: '2026-11-01' })
    expect(yesterday('Europe/Berlin', now)).toEqual({ from: '2026-11-02', to: '2026-11-02' })
  })

  it('knows its length in days', () => {
    expect(rangeDays({ from: '-2w' })).toBe(14)
    expect(rangeDays({ from: '2026-11-02', to: '2026-11-04' })).toBe(3)
  })
})
