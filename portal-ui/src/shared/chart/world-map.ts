// The map of the world for ECharts, in a chunk of its own that is loaded with the first map.
import { MapChart } from 'echarts/charts'
import { GeoComponent, GraphicComponent } from 'echarts/components'
import { registerMap, use as register } from 'echarts/core'
import { worldShapes } from './world-shapes'

export const WORLD = 'countries'

const features = worldShapes()
register([GeoComponent, GraphicComponent, MapChart])
registerMap(WORLD, { type: 'FeatureCollection', features })

/** The alpha-2 codes of the countries that have a shape. */
export const drawnCountries: ReadonlySet<string> = new Set(features.map((shape) => shape.properties.name))
