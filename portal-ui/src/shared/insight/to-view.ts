// From a spec and its answer to a picture and a table, for every kind. Pure.
import type {
  FunnelStepsResult,
  FunnelTrendsResult,
  InsightResult,
  InsightSpec,
  LifecycleResult,
  PathsResult,
  RetentionResult,
  SessionsResult,
  StickinessResult,
  TimeToConvertResult,
  TrendsResult,
} from '@/api/insight-types'
import type { ChartTheme } from '@/shared/chart/chart-option'
import type { ChartKind } from './display'
import {
  funnelToChartOption,
  funnelToTable,
  funnelTrendsToChartOption,
  funnelTrendsToTable,
  timeToConvertToChartOption,
  timeToConvertToTable,
} from './to-chart-option/funnel'
import { lifecycleToChartOption, lifecycleToTable } from './to-chart-option/lifecycle'
import { pathsToChartOption, pathsToTable } from './to-chart-option/paths'
import { retentionToChartOption, retentionToTable } from './to-chart-option/retention'
import { sessionsToChartOption, sessionsToTable } from './to-chart-option/sessions'
import { stickinessToChartOption, stickinessToTable } from './to-chart-option/stickiness'
import { trendsToChartOption, trendsToTable } from './to-chart-option/trends'
import type { InsightView, TableModel } from './view'

export function toView(
  spec: InsightSpec,
  result: InsightResult,
  chart: ChartKind,
  theme: ChartTheme,
  incompleteFrom?: string | null,
): InsightView {
  switch (spec.kind) {
    case 'trends':
      return trendsToChartOption(spec, result as TrendsResult, chart, theme, incompleteFrom)
    case 'funnel':
      switch (spec.output ?? 'steps') {
        case 'steps':
          return funnelToChartOption(result as FunnelStepsResult, theme)
        case 'trends':
          return funnelTrendsToChartOption(spec, result as FunnelTrendsResult, chart, theme, incompleteFrom)
        case 'time_to_convert':
          return timeToConvertToChartOption(result as TimeToConvertResult, theme)
      }
      break
    case 'retention':
      return retentionToChartOption(spec, result as RetentionResult, theme, incompleteFrom)
    case 'paths':
      return pathsToChartOption(result as PathsResult, theme)
    case 'lifecycle':
      return lifecycleToChartOption(spec, result as LifecycleResult, theme, incompleteFrom)
    case 'stickiness':
      return stickinessToChartOption(spec, result as StickinessResult, theme)
    case 'sessions':
      return sessionsToChartOption(result as SessionsResult, theme)
  }
}

export function toTable(spec: InsightSpec, result: InsightResult, theme: ChartTheme): TableModel {
  switch (spec.kind) {
    case 'trends':
      return trendsToTable(spec, result as TrendsResult, theme)
    case 'funnel':
      switch (spec.output ?? 'steps') {
        case 'steps':
          return funnelToTable(result as FunnelStepsResult, theme)
        case 'trends':
          return funnelTrendsToTable(spec, result as FunnelTrendsResult)
        case 'time_to_convert':
          return timeToConvertToTable(result as TimeToConvertResult)
      }
      break
    case 'retention':
      return retentionToTable(spec, result as RetentionResult)
    case 'paths':
      return pathsToTable(result as PathsResult)
    case 'lifecycle':
      return lifecycleToTable(spec, result as LifecycleResult)
    case 'stickiness':
      return stickinessToTable(spec, result as StickinessResult)
    case 'sessions':
      return sessionsToTable(result as SessionsResult)
  }
}

/** Nothing matched: there is no number in the answer but zeros. */
export function isEmptyResult(spec: InsightSpec, result: InsightResult): boolean {
  switch (spec.kind) {
    case 'trends':
      return (result as TrendsResult).series.every((row) => row.total === 0 && row.data.every((value) => value === 0))
    case 'funnel':
      switch (spec.output ?? 'steps') {
        case 'steps':
          return (result as FunnelStepsResult).steps.every((step) => step.count === 0)
        case 'trends': {
          const trends = result as FunnelTrendsResult
          const rows = 'series' in trends ? trends.series : [trends]
          return rows.every((row) => row.entered.every((value) => value === 0))
        }
        case 'time_to_convert':
          return (result as TimeToConvertResult).bins.length === 0
      }
      break
    case 'retention': {
      const retention = result as RetentionResult
      const matrices = 'series' in retention ? retention.series.map((row) => row.matrix) : [retention.matrix]
      return matrices.every((matrix) => matrix.every((row) => (row[0] ?? 0) === 0))
    }
    case 'paths':
      return (result as PathsResult).edges.length === 0
    case 'lifecycle': {
      const lifecycle = result as LifecycleResult
      return [lifecycle.new, lifecycle.returning, lifecycle.resurrecting, lifecycle.dormant].every((row) =>
        row.every((value) => value === 0),
      )
    }
    case 'stickiness':
      return (result as StickinessResult).data.every((value) => value === 0)
    case 'sessions':
      return (result as SessionsResult).sessions.length === 0
  }
}
