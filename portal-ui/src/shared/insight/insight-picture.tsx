import type { Ref } from 'react'
import { Chart, type ChartHandle } from '@/shared/chart/chart'
import type { InsightView, Pick } from './view'

export interface InsightPictureProps {
  view: InsightView
  height: number | string
  onPick?: ((pick: Pick) => void) | undefined
  chartRef?: Ref<ChartHandle> | undefined
}

/** A result's picture; what is clicked in it is picked, where people are behind it. */
export function InsightPicture({ view, height, onPick, chartRef }: InsightPictureProps) {
  return (
    <Chart
      option={view.option}
      label={view.label}
      height={height}
      {...(chartRef ? { ref: chartRef } : {})}
      {...(onPick
        ? {
            onClick: (at) => {
              const pick = view.pickOf(at)
              if (pick) onPick(pick)
            },
          }
        : {})}
    />
  )
}
