import { expect, it } from 'vitest'
import { project, worldShapes } from './world-shapes'

const shapes = worldShapes()
const rings = shapes.flatMap(({ properties, geometry }) =>
  (geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat()).map((ring) => ({ code: properties.name, ring })),
)
const widths = rings.map(({ code, ring }) => ({ code, width: Math.max(...ring.map(([x = 0]) => x)) - Math.min(...ring.map(([x = 0]) => x)) }))

it('every shape but Antarctica has its alpha-2 code', () => {
  const codes = new Set(shapes.map((shape) => shape.properties.name))
  expect(shapes).toHaveLength(176)
  expect(codes.size).toBe(174)
  expect([...codes].filter((code) => !/^[A-Z]{2}$/.test(code))).toEqual([])
  for (const code of ['DE', 'US', 'RU', 'FJ', 'XK', 'TW', 'SO', 'CY', 'GL']) expect(codes).toContain(code)
  expect(codes).not.toContain('AQ')
})

it('no country runs around the world, those on the 180th meridian neither', () => {
  expect(widths.filter(({ width }) => width > 150)).toEqual([])
  const russia = rings.filter(({ code }) => code === 'RU').flatMap(({ ring }) => ring.map(([x = 0]) => x))
  expect(Math.min(...russia)).toBeGreaterThan(0)
  const america = rings.filter(({ code }) => code === 'US').flatMap(({ ring }) => ring.map(([x = 0]) => x))
  expect(Math.max(...america)).toBeLessThan(0)
})

it('the projection keeps the middle and the proportions of areas', () => {
  expect(project(11, 0)).toEqual([0, 0])
  const area = (latitude: number) => {
    const [, low = 0] = project(11, latitude)
    const [right = 0, high = 0] = project(12, latitude + 0.01)
    return (right * (high - low)) / (Math.sin(((latitude + 0.01) * Math.PI) / 180) - Math.sin((latitude * Math.PI) / 180))
  }
  expect(area(60) / area(0)).toBeCloseTo(1, 2)
})
