// The countries' outlines, drawn flat. Natural Earth's at 1:110 million: the smallest countries are not in it. Pure.
import { feature } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import atlas from 'world-atlas/countries-110m.json'
import { countryOf } from '@/shared/lib/countries'

type Point = number[]

export interface Shape {
  type: 'Feature'
  /** The alpha-2 code, by which ECharts knows it. */
  properties: { name: string }
  geometry: { type: 'Polygon'; coordinates: Point[][] } | { type: 'MultiPolygon'; coordinates: Point[][][] }
}

/** Drawn apart by Natural Earth, but in ISO's list a part of these. */
const parts: Record<string, string> = { Somaliland: 'SO', 'N. Cyprus': 'CY' }

/** Nobody lives there, and it would take a fifth of the height. */
const LEFT_OUT = 'AQ'

/** The meridian in the middle. The opposite one runs through the Bering Strait, so that no country is cut. */
const MIDDLE = 11
const WESTMOST = -172

const A = [1.340264, -0.081106, 0.000893, 0.003796] as const
const M = Math.sqrt(3) / 2

/** The Equal Earth projection (Šavrič, Patterson, Jenny 2018): areas keep their proportions. In units of a degree. */
export function project(longitude: number, latitude: number): Point {
  const theta = Math.asin(M * Math.sin((latitude * Math.PI) / 180))
  const t2 = theta * theta
  const t6 = t2 * t2 * t2
  const x = (longitude - MIDDLE) / (M * (A[0] + 3 * A[1] * t2 + t6 * (7 * A[2] + 9 * A[3] * t2)))
  const y = ((theta * (A[0] + A[1] * t2 + t6 * (A[2] + A[3] * t2))) * 180) / Math.PI
  return [x * Math.cos(theta), y]
}

/** A ring that steps over the 180th meridian goes on beyond it, and is on the side of the map where most of it is. */
function flat(ring: Point[]): Point[] {
  let turn = 0
  let last: number | undefined
  const points = ring.map(([longitude = 0, latitude = 0]) => {
    if (last !== undefined && longitude - last > 180) turn -= 360
    if (last !== undefined && longitude - last < -180) turn += 360
    last = longitude
    return [longitude + turn, latitude] as const
  })
  const mean = points.reduce((sum, [longitude]) => sum + longitude, 0) / points.length
  const shift = mean < WESTMOST ? 360 : mean > WESTMOST + 360 ? -360 : 0
  return points.map(([longitude, latitude]) => project(longitude + shift, latitude))
}

export function worldShapes(): Shape[] {
  const topology = atlas as unknown as Topology<{ countries: GeometryCollection<{ name: string }> }>
  return feature(topology, topology.objects.countries).features.flatMap(({ id, properties, geometry }): Shape[] => {
    const code = countryOf(String(id ?? '')) ?? parts[properties.name] ?? countryOf(properties.name)
    if (code === null || code === LEFT_OUT) return []
    const named = { type: 'Feature' as const, properties: { name: code } }
    if (geometry.type === 'Polygon') return [{ ...named, geometry: { type: 'Polygon', coordinates: geometry.coordinates.map(flat) } }]
    if (geometry.type === 'MultiPolygon') {
      return [{ ...named, geometry: { type: 'MultiPolygon', coordinates: geometry.coordinates.map((polygon) => polygon.map(flat)) } }]
    }
    return []
  })
}
