// What goes with getting to a funnel's end: which of the portal's findings are worth a look, and how they read. Pure.
import type { CorrelationItem } from '@/api/types'

/** What fewer people than this have says more about them than about the funnel. */
export function fewest(attempts: number): number {
  return Math.max(5, Math.ceil(attempts * 0.02))
}

export interface Findings {
  /** More often with those who got to the end, the strongest first. */
  helps: CorrelationItem[]
  /** More often with those who dropped out, the strongest first. */
  hinders: CorrelationItem[]
}

/** How much more of those who got to the end have it than of the others, between -1 and 1. */
function difference(item: CorrelationItem): number {
  const share = (has: number, lacks: number) => (has + lacks === 0 ? 0 : has / (has + lacks))
  return share(item.converted_with, item.converted_without) - share(item.dropped_with, item.dropped_without)
}

export function findings(items: readonly CorrelationItem[], attempts: number, most = 8): Findings {
  // What all have, or as many of both, has odds too, by the half persons that stand for nobody.
  const common = items.filter((item) => item.converted_with + item.dropped_with >= fewest(attempts) && Math.abs(difference(item)) >= 0.01)
  return {
    helps: common.filter((item) => item.odds_ratio > 1).slice(0, most),
    hinders: common
      .filter((item) => item.odds_ratio < 1)
      .sort((a, b) => a.odds_ratio - b.odds_ratio)
      .slice(0, most),
  }
}

export function findingName(item: CorrelationItem): string {
  return item.kind === 'trait' ? `${item.name} = ${item.value === '' ? '(empty)' : (item.value ?? '')}` : item.name
}

/** `3.2×`: by how much the odds of getting to the end are greater, or with `1/` smaller. */
export function oddsText(ratio: number): string {
  const factor = ratio >= 1 ? ratio : 1 / ratio
  const text = Number(factor >= 10 ? factor.toFixed(0) : factor.toFixed(1)).toLocaleString('en')
  return ratio >= 1 ? `${text}×` : `1/${text}`
}
