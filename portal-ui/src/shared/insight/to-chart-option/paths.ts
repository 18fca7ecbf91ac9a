import type { PathsResult } from '@/api/insight-types'
import { baseOption, escapeHtml, tooltipHead, tooltipRow, tooltipStyle } from '@/shared/chart/axes'
import { colorAt, type ChartTheme } from '@/shared/chart/chart-option'
import { formatDuration, formatNumber, plural } from '@/shared/lib/format'
import type { InsightView, Pick, TableModel } from '../view'

/** A node's place and item: `2_/pricing` is the second item `/pricing`. */
export function nodeOf(name: string): { step: number; item: string } {
  const cut = name.indexOf('_')
  return { step: Number(name.slice(0, cut)), item: name.slice(cut + 1) }
}

export function pathsToChartOption(result: PathsResult, theme: ChartTheme): InsightView {
  const names = [...new Set(result.edges.flatMap((edge) => [edge.source, edge.target]))]
  const items = [...new Set(names.map((name) => nodeOf(name).item))]
  const steps = Math.max(0, ...names.map((name) => nodeOf(name).step))
  return {
    label: `Flow diagram of ${plural(steps, 'step')} with ${plural(result.edges.length, 'connection')}.`,
    option: {
      ...baseOption(theme),
      tooltip: {
        ...tooltipStyle(theme),
        trigger: 'item',
        formatter: (params: unknown) => {
          const { dataType, name, value, data } = params as { dataType: string; name: string; value: number; data: { source: string; target: string; avgMs: number } }
          if (dataType === 'node') {
            return tooltipHead(nodeOf(name).item) + tooltipRow('transparent', 'Paths', formatNumber(value))
          }
          return (
            `<div style="font-weight:600">${escapeHtml(nodeOf(data.source).item)} → ${escapeHtml(nodeOf(data.target).item)}</div>` +
            tooltipRow('transparent', 'Paths', formatNumber(value)) +
            tooltipRow('transparent', 'Mean time between', formatDuration(data.avgMs / 1000))
          )
        },
      },
      series: [
        {
          type: 'sankey',
          left: 4,
          right: 150,
          top: 8,
          bottom: 8,
          nodeWidth: 12,
          nodeGap: 12,
          draggable: false,
          layoutIterations: 32,
          emphasis: { focus: 'adjacency' },
          label: { color: theme.text, fontSize: 11.5, width: 140, overflow: 'truncate', formatter: (params: { name: string }) => nodeOf(params.name).item },
          lineStyle: { color: 'source', opacity: 0.22, curveness: 0.5 },
          data: names.map((name) => ({
            name,
            depth: nodeOf(name).step - 1,
            itemStyle: { color: colorAt(theme, items.indexOf(nodeOf(name).item)), borderWidth: 0, borderRadius: 2 },
          })),
          links: result.edges.map((edge) => ({ source: edge.source, target: edge.target, value: edge.value, avgMs: edge.avg_ms })),
        },
      ],
    },
    pickOf: () => null,
  }
}

export function pathsToTable(result: PathsResult): TableModel {
  const none: Pick | null = null
  return {
    columns: [
      { label: 'Step', number: true },
      { label: 'From' },
      { label: 'To' },
      { label: 'Paths', number: true },
      { label: 'Mean time', number: true },
    ],
    rows: result.edges.map((edge) => ({
      cells: [nodeOf(edge.source).step, nodeOf(edge.source).item, nodeOf(edge.target).item, edge.value, formatDuration(edge.avg_ms / 1000)],
      picks: [none, none, none, none, none],
    })),
  }
}
