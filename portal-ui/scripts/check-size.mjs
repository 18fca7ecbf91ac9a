// Fails when the JavaScript that the first page loads is over the budget. What is loaded on demand does not count.
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const BUDGET_BYTES = 250 * 1000
const dist = new URL('../dist/', import.meta.url)
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'))

const initial = new Set()
function collect(key) {
  const chunk = manifest[key]
  if (initial.has(chunk.file)) return
  initial.add(chunk.file)
  for (const next of chunk.imports ?? []) collect(next)
}
for (const [key, chunk] of Object.entries(manifest)) if (chunk.isEntry) collect(key)

const gzip = (file) => gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length
const size = [...initial].reduce((sum, file) => sum + gzip(file), 0)
const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`
console.log(`initial JavaScript: ${kilobytes(size)} gzip of ${kilobytes(BUDGET_BYTES)}`)
if (size > BUDGET_BYTES) {
  for (const file of initial) console.error(`  ${kilobytes(gzip(file))}  ${file}`)
  console.error('the first page loads too much; load it on demand with import()')
  process.exit(1)
}
