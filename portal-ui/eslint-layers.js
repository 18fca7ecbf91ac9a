// The architecture as an ESLint rule: app → features → shared → api, and no feature knows a sibling.
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const src = join(dirname(fileURLToPath(import.meta.url)), 'src')

/** Layer of a file below src/: its rank, and the feature's name where it is one. */
function layerOf(path) {
  const [top, second] = path.split('/')
  switch (top) {
    case 'api':
      return { name: 'api', rank: 0 }
    case 'shared':
      return { name: 'shared', rank: 1 }
    case 'features':
      return { name: `feature ${second}`, rank: 2, feature: second }
    default:
      return { name: 'app', rank: 3 }
  }
}

function target(file, source) {
  if (source.startsWith('@/')) return source.slice(2)
  if (!source.startsWith('.')) return null
  return relative(src, join(dirname(file), source)).split(sep).join('/')
}

export const layers = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const file = context.filename
    const from = layerOf(relative(src, file).split(sep).join('/'))
    function check(node, source) {
      const path = typeof source === 'string' ? target(file, source) : null
      if (path === null) return
      const to = layerOf(path)
      if (to.rank > from.rank) {
        context.report({
          node,
          message: `${from.name} imports ${to.name}: dependencies run app → features → shared → api, so that a part can be understood and changed without those above it.`,
        })
      } else if (to.feature !== undefined && from.feature !== undefined && to.feature !== from.feature) {
        context.report({
          node,
          message: `${from.name} imports ${to.name}: features do not know each other; what two of them need belongs in shared.`,
        })
      }
    }
    return {
      ImportDeclaration: (node) => check(node, node.source.value),
      ExportNamedDeclaration: (node) => check(node, node.source?.value),
      ImportExpression: (node) => check(node, node.source.value),
    }
  },
}
