import type { InsightSpec } from '@/api/insight-types'
import type { PeopleRequest } from '@/api/types'
import type { ChartClick } from '@/shared/chart/chart'
import type { ChartOption } from '@/shared/chart/chart-option'

/** A cell, bar or step that a person clicked: whom to list, and how to call them. */
export interface Pick {
  title: string
  cell: Omit<PeopleRequest, 'query' | 'limit' | 'cursor'>
  /** The question in which the cell is, where it is not the chart's own. */
  query?: InsightSpec
}

/** A result as a picture. */
export interface InsightView {
  option: ChartOption
  /** The picture in a sentence. */
  label: string
  pickOf: (click: ChartClick) => Pick | null
}

export interface TableColumn {
  label: string
  number?: boolean
}

export interface TableRow {
  cells: (string | number | null)[]
  /** The colour under which the row's numbers stand in the chart. */
  color?: string
  /** Per cell the people behind it, where there are any. */
  picks?: (Pick | null)[]
  /** How a number of this row reads; default is a plain number. */
  format?: (value: number, column: number) => string
}

/** A result as a table: the text alternative of the chart, and what goes into a CSV file. */
export interface TableModel {
  columns: TableColumn[]
  rows: TableRow[]
}
