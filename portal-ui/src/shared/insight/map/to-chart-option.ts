import { baseOption, tooltipHead, tooltipRow, tooltipStyle } from '@/shared/chart/axes'
import { colorAt, type ChartTheme } from '@/shared/chart/chart-option'
import { countryName } from '@/shared/lib/countries'
import { formatCompact, formatNumber, formatPercent, plural } from '@/shared/lib/format'
import type { InsightView } from '../view'
import type { Place, Placed } from './place'

const LEGEND = { width: 150, height: 8 }

/** Minified style sheets say `#fff`. */
function channels(hex: string): number[] {
  const digits = hex.length === 4 ? [...hex.slice(1)].map((digit) => digit + digit) : [hex.slice(1, 3), hex.slice(3, 5), hex.slice(5, 7)]
  return digits.map((each) => Number.parseInt(each, 16))
}

/** A colour between two others, each as `#rrggbb` or `#rgb`. */
export function mixed(from: string, to: string, ratio: number): string {
  const end = channels(to)
  return `#${channels(from)
    .map((value, index) => Math.round(value + ((end[index] ?? 0) - value) * ratio))
    .map((value) => value.toString(16).padStart(2, '0'))
    .join('')}`
}

/** From the least to the greatest number, with room for small ones: at a quarter of the way the colour is half as deep. */
function scaleOf(places: Place[]): { low: number; high: number; depth: (value: number) => number } {
  const values = places.map((place) => place.value)
  const low = Math.min(0, ...values)
  const high = Math.max(0, ...values)
  return { low, high, depth: (value) => (high === low ? 1 : Math.sqrt((value - low) / (high - low))) }
}

export function mapToChartOption({ label, places, whole }: Placed, map: string, theme: ChartTheme): InsightView {
  const strong = colorAt(theme, 0)
  const pale = mixed(theme.surface, strong, 0.18)
  const byCode = new Map(places.map((place) => [place.code, place]))
  const scale = scaleOf(places)
  const first = places
    .slice(0, 5)
    .map((place) => `${place.name} ${formatNumber(place.value)}`)
    .join(', ')
  return {
    label: `World map of ${plural(places.length, 'country', 'countries')}${first === '' ? '' : `: ${first}`}${places.length > 5 ? ', …' : '.'}`,
    option: {
      ...baseOption(theme),
      tooltip: {
        ...tooltipStyle(theme),
        trigger: 'item',
        formatter: (params: unknown) => {
          const { name } = params as { name: string }
          const place = byCode.get(name)
          return place ? placeTooltip(place, label, whole, mixed(pale, strong, scale.depth(place.value))) : `${tooltipHead(countryName(name))}<div style="opacity:.7">none</div>`
        },
      },
      graphic: places.length === 0 ? [] : [legend(theme, pale, strong, scale)],
      series: [
        {
          type: 'map',
          map,
          // The shapes are flat already.
          aspectScale: 1,
          left: 4,
          right: 4,
          top: 4,
          bottom: 24,
          selectedMode: false,
          label: { show: false },
          itemStyle: { areaColor: theme.grid, borderColor: theme.surface, borderWidth: 0.7 },
          emphasis: { label: { show: false }, itemStyle: { areaColor: 'inherit', borderColor: theme.text, borderWidth: 1.2 } },
          data: places.map((place) => ({
            name: place.code,
            value: place.value,
            itemStyle: { areaColor: mixed(pale, strong, scale.depth(place.value)) },
          })),
        },
      ],
    },
    pickOf: (click) => byCode.get(click.name)?.pick ?? null,
  }
}

function placeTooltip(place: Place, label: string, whole: number | null, color: string): string {
  return (
    tooltipHead(place.name) +
    tooltipRow(color, label, formatNumber(place.value)) +
    (whole === null || whole === 0 ? '' : tooltipRow('transparent', 'Share', formatPercent(place.value / whole))) +
    (place.before === null ? '' : tooltipRow('transparent', 'Before', formatNumber(place.before)))
  )
}

/** What the colours mean; a part of the picture, so that a saved one has it. */
function legend(theme: ChartTheme, pale: string, strong: string, { low, high }: { low: number; high: number }) {
  const text = (value: number, x: number, align: 'left' | 'center' | 'right') => ({
    type: 'text' as const,
    silent: true,
    x,
    y: LEGEND.height + 4,
    style: { text: formatCompact(value), fill: theme.muted, font: `11px ${theme.font}`, align },
  })
  return {
    type: 'group' as const,
    left: 8,
    bottom: 0,
    children: [
      {
        type: 'rect' as const,
        silent: true,
        shape: { x: 0, y: 0, ...LEGEND, r: 3 },
        style: {
          fill: {
            type: 'linear' as const,
            x: 0,
            y: 0,
            x2: 1,
            y2: 0,
            colorStops: [
              { offset: 0, color: pale },
              { offset: 1, color: strong },
            ],
          },
        },
      },
      text(low, 0, 'left'),
      text(low + (high - low) / 4, LEGEND.width / 2, 'center'),
      text(high, LEGEND.width, 'right'),
    ],
  }
}
