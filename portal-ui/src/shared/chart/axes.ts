// What all charts have in common. Pure.
import { formatCompact } from '@/shared/lib/format'
import type { ChartTheme } from './chart-option'

export function baseOption(theme: ChartTheme) {
  return {
    animationDuration: 250,
    animationDurationUpdate: 200,
    textStyle: { fontFamily: theme.font, fontSize: 12, color: theme.muted },
    grid: { left: 8, right: 16, top: 16, bottom: 8, outerBoundsMode: 'same' as const, outerBoundsContain: 'axisLabel' as const },
  }
}

export function tooltipStyle(theme: ChartTheme) {
  return {
    backgroundColor: theme.surface,
    borderColor: theme.grid,
    borderWidth: 1,
    padding: [8, 11],
    textStyle: { color: theme.text, fontSize: 12, fontFamily: theme.font },
    extraCssText: 'border-radius:9px;box-shadow:0 6px 20px rgb(0 0 0/14%);max-width:380px;white-space:normal',
    confine: true,
  }
}

export function categoryAxis(theme: ChartTheme, labels: string[], gap: boolean) {
  return {
    type: 'category' as const,
    data: labels,
    boundaryGap: gap,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: theme.grid } },
    axisLabel: { color: theme.muted, fontSize: 11, hideOverlap: true, margin: 10 },
  }
}

export function valueAxis(theme: ChartTheme, format: (value: number) => string = formatCompact) {
  return {
    type: 'value' as const,
    splitNumber: 4,
    minInterval: 0,
    axisLabel: { color: theme.muted, fontSize: 11, formatter: format },
    splitLine: { lineStyle: { color: theme.grid } },
  }
}

export function legend(theme: ChartTheme, names: string[]) {
  return {
    show: names.length > 1,
    data: names,
    type: 'scroll' as const,
    bottom: 0,
    left: 0,
    icon: 'circle',
    itemWidth: 8,
    itemHeight: 8,
    itemGap: 16,
    textStyle: { color: theme.muted, fontSize: 12, fontFamily: theme.font },
    pageTextStyle: { color: theme.muted },
    pageIconColor: theme.muted,
    pageIconInactiveColor: theme.grid,
  }
}

/** Text that goes into a tooltip's HTML: names come from events, which anybody may send. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`)
}

/** One line of a tooltip: a dot, a name, a value. */
export function tooltipRow(color: string, name: string, value: string): string {
  return (
    `<div style="display:flex;gap:8px;align-items:baseline;margin-top:3px">` +
    `<span style="width:8px;height:8px;border-radius:50%;background:${color};flex:none"></span>` +
    `<span style="flex:1;overflow:hidden;text-overflow:ellipsis">${escapeHtml(name)}</span>` +
    `<b style="font-variant-numeric:tabular-nums;margin-left:14px">${escapeHtml(value)}</b></div>`
  )
}

export function tooltipHead(text: string): string {
  return `<div style="font-weight:600">${escapeHtml(text)}</div>`
}
