// node --test launcher/licences.test.mjs: which licences pass.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'

function refusals(...licences) {
  const folder = mkdtempSync(join(tmpdir(), 'licences-'))
  const components = licences.map((stated, i) => ({ name: `part${i}`, version: '1', licenses: stated }))
  writeFileSync(join(folder, 'bom.json'), JSON.stringify({ components }))
  // With --check docs/licences.md stays as it is; it lists other parts, so the exit code is 1 either way.
  const { stderr } = spawnSync(process.execPath, [join(import.meta.dirname, 'licences.mjs'), folder, '--check'], { encoding: 'utf8' })
  rmSync(folder, { recursive: true })
  return [...stderr.matchAll(/^ {2}(part\d) 1: (.+) \(bom\.json\)$/gm)].map((match) => `${match[1]}: ${match[2]}`)
}

test('what is not on the list is refused, and so is a part that states none', () => {
  assert.deepEqual(refusals([{ license: { id: 'AGPL-3.0-only' } }], [{ license: { id: 'MIT' } }], []), [
    'part0: AGPL-3.0-only',
    'part2: none stated',
  ])
})

test('of a choice one must be on the list, of what holds together all', () => {
  assert.deepEqual(
    refusals(
      [{ expression: '(LGPL-2.1-only OR EPL-1.0)' }],
      [{ license: { id: 'GPL-3.0-only' } }, { license: { id: 'Apache-2.0' } }],
      [{ expression: 'MIT AND GPL-3.0-only' }],
    ),
    ['part2: MIT and GPL-3.0-only'],
  )
})
