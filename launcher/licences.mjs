// Makes docs/licences.md from the CycloneDX documents in a folder, and fails when a licence is none that launcher/licences.json allows.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const [folder, flag] = process.argv.slice(2)
const { allowed, names, known } = JSON.parse(readFileSync(join(here, 'licences.json'), 'utf8'))

/** SPDX identifiers: a list of choices, each a list of which all hold. */
function choices(component) {
  const stated = known[component.purl?.replace(/[?@].*$/, '')] ?? known[unversioned(component)]
  if (stated) return [[stated]]
  const found = (component.licenses ?? component.evidence?.licenses ?? []).map(
    ({ license, expression }) => expression ?? license?.id ?? license?.name ?? '?',
  )
  return found.flatMap((text) => parse(names[text] ?? text))
}

function unversioned({ group, name }) {
  return group ? `${group}/${name}` : name
}

function parse(expression) {
  return expression
    .replace(/[()]/g, '')
    .split(/ OR /)
    .map((choice) => choice.split(/ AND /).map((part) => names[part.trim()] ?? part.trim()))
}

const rows = new Map()
const refused = []
for (const file of readdirSync(folder).filter((name) => name.endsWith('.json')).sort()) {
  const document = JSON.parse(readFileSync(join(folder, file), 'utf8'))
  for (const component of document.components ?? []) {
    if (component.group === 'io.causality' || component.name.startsWith('causality.io/')) continue
    const all = choices(component)
    const chosen = all.find((choice) => choice.every((id) => allowed.includes(id)))
    const licence = chosen?.join(' and ') ?? (all.map((choice) => choice.join(' and ')).join(' or ') || 'none stated')
    if (!chosen) refused.push(`${unversioned(component)} ${component.version}: ${licence} (${file})`)
    const key = `${unversioned(component)} ${component.version}`
    const row = rows.get(key) ?? { name: unversioned(component), version: component.version, licence, where: new Set() }
    row.where.add(file.replace('.json', ''))
    rows.set(key, row)
  }
}

const sorted = [...rows.values()].sort((a, b) => (a.name + a.version < b.name + b.version ? -1 : 1))
const counts = new Map()
for (const { licence } of sorted) counts.set(licence, (counts.get(licence) ?? 0) + 1)
const text = `# Licences of what Causality is built from

Made by \`./causality sbom\` from poms, lock files, go.sum and what Flink's jars say to hold of others (\`shaded\`), which also writes CycloneDX documents into \`target/sbom\`; do not edit. Of what offers a choice,
the licence taken is listed. What only builds and tests need is left out, but for the tools in Go.
The client for phones adds to that for Go the runtime of gomobile (golang.org/x/mobile, BSD-3-Clause).
The servers that Causality starts or its containers hold as they are (NATS and Trino: Apache-2.0; PostgreSQL: PostgreSQL; Prometheus: Apache-2.0;
Grafana: AGPL-3.0) are no part of these documents; their makers publish their own.

| licence | components |
|---|---|
${[...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([licence, count]) => `| ${licence} | ${count} |`).join('\n')}

| component | version | licence | in |
|---|---|---|---|
${sorted.map(({ name, version, licence, where }) => `| ${name} | ${version} | ${licence} | ${[...where].join(', ')} |`).join('\n')}
`
const page = join(here, '../docs/licences.md')
if (flag !== '--check') writeFileSync(page, text)
console.error(`sbom: ${sorted.length} components in ${folder}, ${counts.size} licences`)
let code = 0
if (refused.length > 0) {
  console.error(`not allowed by launcher/licences.json:\n  ${refused.join('\n  ')}`)
  code = 1
}
if (flag === '--check' && readFileSync(page, 'utf8') !== text) {
  console.error('docs/licences.md is out of date; make it anew: ./causality sbom')
  code = 1
}
process.exit(code)
