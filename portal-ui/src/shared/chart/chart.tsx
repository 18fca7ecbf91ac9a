import './chart.css'
import { useEffect, useImperativeHandle, useRef, useState, type Ref } from 'react'
import type { ChartOption } from './chart-option'
import type { ECharts } from './echarts'

/** Where in a chart a person clicked. `kind` tells a Sankey's nodes and edges apart. */
export interface ChartClick {
  seriesIndex: number
  dataIndex: number
  kind: string | undefined
  name: string
  data: unknown
}

export interface ChartHandle {
  /** The picture as it is shown, as a `data:` URL of a PNG, twice as fine as the screen. */
  toPng: (background: string) => string | null
}

interface ChartProps {
  option: ChartOption
  /** What the chart shows, in a sentence: its text for those who do not see it. */
  label: string
  height?: number | string
  onClick?: (click: ChartClick) => void
  ref?: Ref<ChartHandle>
}

/** Where every category must have its label, none may be wider than its share of the axis. */
function fitLabels(chart: ECharts, option: ChartOption) {
  const axis = Array.isArray(option.xAxis) ? option.xAxis[0] : option.xAxis
  if (axis?.type !== 'category' || axis.axisLabel?.interval !== 0 || !axis.data?.length) return
  const share = (chart.getWidth() - 72) / axis.data.length
  chart.setOption({ xAxis: { axisLabel: { width: Math.max(24, Math.floor(share) - 10) } } })
}

/** The one place that draws with ECharts, which it loads when the first chart is shown. */
export function Chart({ option, label, height = 320, onClick, ref }: ChartProps) {
  const frame = useRef<HTMLDivElement>(null)
  const box = useRef<HTMLDivElement>(null)
  const [chart, setChart] = useState<ECharts | null>(null)
  const [failed, setFailed] = useState(false)
  const click = useRef(onClick)
  const shown = useRef<ChartOption>({})
  useEffect(() => {
    click.current = onClick
  })

  useEffect(() => {
    const element = box.current
    if (!element) return
    let made: ECharts | null = null
    let gone = false
    const observer = new ResizeObserver(() => {
      made?.resize()
      if (made) fitLabels(made, shown.current)
    })
    import('./echarts').then(
      ({ init }) => {
        if (gone) return
        made = init(element, null, { renderer: 'canvas' })
        made.on('click', (params) => {
          click.current?.({
            seriesIndex: params.seriesIndex ?? 0,
            dataIndex: params.dataIndex,
            kind: params.dataType,
            name: params.name,
            data: params.data,
          })
        })
        // For whoever waits for the picture: it is as it will stay, its animation over.
        made.on('finished', () => frame.current?.setAttribute('data-ready', ''))
        observer.observe(element)
        setChart(made)
      },
      () => setFailed(true),
    )
    return () => {
      gone = true
      observer.disconnect()
      made?.dispose()
      setChart(null)
    }
  }, [])

  useEffect(() => {
    if (!chart || chart.isDisposed()) return
    frame.current?.removeAttribute('data-ready')
    chart.setOption(option, { notMerge: true })
    shown.current = option
    fitLabels(chart, option)
  }, [chart, option])

  useImperativeHandle(
    ref,
    () => ({
      toPng: (background) =>
        chart ? chart.getDataURL({ type: 'png', pixelRatio: 2, backgroundColor: background }) : null,
    }),
    [chart],
  )

  if (failed) return <p className="muted">The chart could not be loaded; the table below has the same numbers.</p>
  return (
    <div ref={frame} className="chart" style={{ height }} role="img" aria-label={label}>
      <div ref={box} className="chart-canvas" data-clickable={onClick ? true : undefined} />
      {!chart && <div className="skeleton chart-loading" aria-hidden="true" />}
    </div>
  )
}
