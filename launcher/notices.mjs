// notices.mjs JAR…: a CycloneDX document on stdout of what Flink's jars hold of others inside themselves, by their META-INF/NOTICE: no pom names it.
// Needs the JDK's jar (CAUSALITY_JDK25).
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const licences = [
  [/Apache Software License,? (Version )?2\.0/, 'Apache-2.0'],
  [/BSD-2/, 'BSD-2-Clause'],
  [/BSD-3|BSD license/i, 'BSD-3-Clause'],
  [/\bMIT\b/, 'MIT'],
  [/CDDL 1\.1/, 'CDDL-1.1'],
  [/Go License/, 'BSD-3-Clause'],
  [/CC0/, 'CC0-1.0'],
]

/** What a NOTICE lists as `- group:name:version`, each under the licence that the paragraph before names. */
export function bundled(notice) {
  const found = []
  let paragraph = ''
  let open = false
  for (const line of notice.split(/\r?\n/)) {
    const item = /^- ([^ :]+):([^ :]+):([^ :]+)/.exec(line)
    if (item) {
      const [, group, name, version] = item
      const licence = licences.find(([pattern]) => pattern.test(paragraph))?.[1]
      found.push(component(group, name, version, licence))
      open = false
    } else if (line.trim() === '') {
      open = false
    } else {
      paragraph = open ? `${paragraph} ${line}` : line
      open = true
    }
  }
  return found
}

function component(group, name, version, licence) {
  const licenses = licence ? [{ license: { id: licence } }] : []
  return { type: 'library', group, name, version, purl: `pkg:maven/${group}/${name}@${version}`, licenses }
}

function inside(jar) {
  const [, name, version] = /^(flink-.*?)-([0-9].*)\.jar$/.exec(basename(jar))
  const folder = mkdtempSync(join(tmpdir(), 'notice-'))
  try {
    execFileSync(join(process.env.CAUSALITY_JDK25, 'bin/jar'), ['--extract', '--file', resolve(jar), 'META-INF/NOTICE'], { cwd: folder })
    const notice = join(folder, 'META-INF/NOTICE')
    const parts = existsSync(notice) ? bundled(readFileSync(notice, 'utf8')) : []
    return parts.length > 0 ? [component('org.apache.flink', name, version, 'Apache-2.0'), ...parts] : []
  } finally {
    rmSync(folder, { recursive: true })
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const components = process.argv.slice(2).flatMap(inside)
  const metadata = { component: { type: 'application', name: 'shaded' } }
  console.log(JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', version: 1, metadata, components }, null, 2))
}
